"""The mouse: whatever is shown and can be pressed does what its key does, and it can be left to the terminal."""

from __future__ import annotations

import sys

import pytest

from genai_tui.catalog.model import Catalog
from genai_tui.storage.loader import open_catalog
from genai_tui.tui import terminal_modes as modes
from genai_tui.tui.app import GenaiApp
from genai_tui.tui.screens.graph import GraphScreen
from genai_tui.view.browse import BrowseView
from genai_tui.view.record_ref import RecordRef
from tests.benchmarks.probe import Probe
from tests.tui.host import screen_text
from tests.tui.test_browse import press, screen_of, settle


async def click_on(pilot, app: GenaiApp, text: str, row: int | None = None) -> None:  # type: ignore[no-untyped-def]
    """Click on a text of the screen, the last one there is, or in a row."""
    rows = screen_text(app).splitlines()
    y = row if row is not None else max(number for number, line in enumerate(rows) if text in line)
    await pilot.click(offset=(rows[y].rindex(text) + len(text) // 2, y))
    await settle(pilot)


async def test_everything_that_can_be_pressed(tiny: Catalog) -> None:
    app = GenaiApp(tiny, BrowseView(record=RecordRef("model", "painter")))
    async with app.run_test(size=(140, 30)) as pilot:
        await settle(pilot)
        screen = screen_of(app)
        for head, order in (
            ("Date", "date"),
            ("Org", "organization"),
            ("Name", "name"),
            ("Params", "parameters"),
            (" W ", "weights"),
        ):
            await click_on(pilot, app, head, 2)
            assert screen.view.order == order
            assert not screen.view.reverse
        await click_on(pilot, app, " W ", 2)
        assert screen.view.reverse, "the other way round"
        await click_on(pilot, app, "Numbers")
        assert screen.detail.page_title == "Numbers"
        await click_on(pilot, app, "[Numbers]")
        assert screen.detail.page_title == "Numbers"
        await click_on(pilot, app, "Overview")
        await click_on(pilot, app, "University of Somewhere")
        assert screen.view.record == RecordRef("organization", "uni"), "a link leads on at once"
        await click_on(pilot, app, "▸ text → image")
        await pilot.click(screen.facet_tree, offset=(3, 2))
        await settle(pilot)
        assert "· Painter 2" in screen.facet_tree.text, "the sign of a node opens it"
        await click_on(pilot, app, "group", 29)
        assert screen.view.facet == "organization", "a word of the footer stands for its key"
        await click_on(pilot, app, "search")
        assert screen.prompt.is_typed_on
        await click_on(pilot, app, "leave")
        assert not screen.prompt.is_typed_on
        await click_on(pilot, app, "6", 0)
        assert isinstance(app.screen, GraphScreen)
        await click_on(pilot, app, " 1 ", 0)
        assert app.screen is screen


class Listening(Probe):
    """A terminal that keeps what came."""

    received = b""

    def show(self, data: bytes) -> None:
        self.received += data
        super().show(data)


def test_a_key_takes_the_mouse_and_gives_it_back(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSH_TTY", "/dev/pts/9")
    on, off = (text.encode() for text in (modes.switch_on(modes.MOUSE), modes.switch_off(modes.MOUSE)))
    with Listening([sys.executable, "-m", "genai_tui", "--fresh"]) as probe:
        probe.wait(r"Models · all · 24 of 24")
        probe.settle()
        assert modes.MOUSE[0].on.encode() not in probe.received
        probe.send("M")
        probe.wait(r"The mouse works here")
        assert on in probe.received
        probe.send("\x1b[48;40;120;640;960t\x1b[<0;60;7M\x1b[<0;60;7m")
        probe.wait(r"▌ +Muse")  # a size told in pixels too: the click still counts in cells
        assert off not in probe.received
        probe.send("M")
        probe.wait(r"The mouse is the terminal's")
        assert off in probe.received


async def test_a_click_in_cells_hits_the_right_column_of_a_wide_table() -> None:
    catalog, _ = open_catalog("survey", use_cache=False)
    app = GenaiApp(catalog)
    async with app.run_test(size=(200, 30)) as pilot:
        await press(pilot, "tab")
        screen = screen_of(app)
        for head, order in (("Organization", "organization"), ("Params", "parameters"), ("Date", "date")):
            await click_on(pilot, app, head, 2)
            assert screen.view.order == order
