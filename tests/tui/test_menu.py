"""The menu on the screen: what `?`, Ctrl+P and `:` list, find, complete and do."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
from rich.segment import Segment
from textual._compositor import Compositor
from textual.geometry import Size
from textual.pilot import Pilot

from genai_tui.catalog.model import Catalog
from genai_tui.storage.loader import open_catalog
from genai_tui.tui.app import GenaiApp
from genai_tui.tui.commands import TABLES, keys_text
from genai_tui.tui.screens.base import BaseScreen
from genai_tui.tui.screens.browse import BrowseScreen
from genai_tui.tui.widgets.line_list import LineList
from genai_tui.view.browse import BrowseView
from genai_tui.view.graph import GraphView
from genai_tui.view.record_ref import RecordRef
from tests.tui.host import notes, screen_text
from tests.tui.test_browse import press

WAYS = {"line": "colon", "page": "question_mark", "records": "ctrl+p"}
"""The keys of the menu."""


@pytest.fixture(scope="module")
def survey() -> Catalog:
    return open_catalog("survey", use_cache=False)[0]


def on_top(app: GenaiApp) -> BaseScreen[Any, Any]:
    assert isinstance(app.screen, BaseScreen)
    return app.screen


def lines(app: GenaiApp) -> list[str]:
    """What the list of the menu shows."""
    text = on_top(app).prompt.menu_list.text
    return [line for row in text.splitlines() if (line := row.removesuffix("▐").rstrip())]


async def open_menu(pilot: Pilot[Any], *keys: str) -> list[str]:
    await press(pilot, *keys)
    while not on_top(pilot.app).prompt.menu_list.menu.is_whole:  # type: ignore[arg-type]
        await pilot.pause(0.005)
    return lines(pilot.app)  # type: ignore[arg-type]


@pytest.mark.parametrize("way", WAYS)
async def test_the_same_words_do_the_same_in_every_form(survey: Catalog, way: str) -> None:
    app = GenaiApp(survey, theme="dark")
    async with app.run_test(size=(120, 40)) as pilot:
        for typed, of_view in (
            ("sort date", ("order", "date")), ("sort params", ("order", "parameters")),
            ("group org", ("facet", "organization")), ("group weig", ("facet", "weights")), ("reverse", ("reverse", True)),
            ("microsoft", ("record", RecordRef("organization", "microsoft"))),
            ("whisper", ("record", RecordRef("model", "whisper"))),
        ):  # fmt: skip
            await press(pilot, WAYS[way], *typed, "enter")
            assert getattr(on_top(app).view, of_view[0]) == of_view[1], typed
            assert not on_top(app).prompt.is_typed_on
        await press(pilot, WAYS[way], *"theme li", "enter")
        assert app.theme == "genai-light"
        await press(pilot, WAYS[way], *"graph", "enter")
        assert on_top(app).view.SCREEN == "graph"
        await press(pilot, WAYS[way], *"path deepmind berkeley", "enter")
        assert "From DeepMind to University of California, Berkeley" in screen_text(app)


async def test_it_opens_and_closes_with_each_row_painted_once(
    tiny: Catalog, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What goes out of sight, and what stands behind it, is not painted on the way; nor is anything twice."""
    painted: Counter[tuple[str | None, int]] = Counter()
    paint = LineList.row

    def row(self: LineList, y: int, size: Size) -> list[Segment]:
        painted[self.id, y] += 1
        return paint(self, y, size)

    monkeypatch.setattr(LineList, "row", row)
    app = GenaiApp(tiny)
    async with app.run_test(size=(120, 40)) as pilot:
        await open_menu(pilot, "question_mark")
        await press(pilot, "escape")  # the list is made with the first menu
        for key in ("question_mark", "colon", "ctrl+p"):
            painted.clear()
            await open_menu(pilot, key)
            rows = [count for (pane, row), count in painted.items() if pane == "menu" and row]
            assert len(rows) > 5
            assert max(rows) == 1  # but for the first, of which the frame's sides are cut
            painted.clear()
            await press(pilot, "escape")
            assert {pane for pane, _ in painted} <= {"tree", "footer", "header"}  # one has the keyboard again
            assert max(count for (_, row), count in painted.items() if row) == 1


async def test_the_keyboard_goes_to_another_pane_and_only_their_frames_and_cursors_are_painted(
    tiny: Catalog, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = GenaiApp(tiny)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        whole: list[object] = []
        monkeypatch.setattr(Compositor, "render_full_update", lambda self, **so: whole.append(self))
        for key in ("tab", "tab", "shift+tab", "escape"):
            await press(pilot, key)
        assert not whole


async def test_it_tells_everything_that_works_here_and_why_the_rest_does_not(tiny: Catalog) -> None:
    app = GenaiApp(tiny)
    async with app.run_test(size=(120, 120)) as pilot:
        told = "\n".join(await open_menu(pilot, "question_mark"))
        for command in TABLES["browse"]:
            assert any(f"{command.name:13} {keys_text(command)}" in line for line in told.splitlines())
        order = ["On this screen", "On every screen", "In a pane", "Marks", "Not now", "Not here"]
        assert [line.strip() for line in lines(app) if line.strip() in order] == order
        works, stands_still = told.split("Marks")
        assert "▌search" in works
        assert "weights open, restricted, closed, not known" in stands_still
        for words in (
            "nothing further back", "this is Browse", "nothing is marked with space yet", "nothing was asked",
            "only in Graph · Show the path", "only in Disagreements",
        ):  # fmt: skip
            assert words in stands_still
            assert words not in works


async def test_a_mark_a_query_and_a_step_make_commands_able(tiny: Catalog) -> None:
    app = GenaiApp(tiny)
    async with app.run_test(size=(120, 120)) as pilot:
        await press(pilot, "tab", "space", "slash", *"painter", "enter")
        told = "\n".join(await open_menu(pilot, "question_mark")).split("Not now")[1]
        assert "nothing further back" not in told
        assert "nothing was asked" not in told
        assert "one is marked" in told


async def test_what_cannot_be_done_says_why_when_it_is_chosen(tiny: Catalog) -> None:
    app = GenaiApp(tiny)
    async with app.run_test(size=(120, 40)) as pilot:
        for typed, told in (("path", "path: only in Graph"), ("compare", "compare: nothing is marked")):
            await press(pilot, "question_mark", *typed, "enter")
            assert notes(app)[-1].startswith(told)
            assert isinstance(app.screen, BrowseScreen)


async def test_marks_and_keys_are_those_of_the_screen(survey: Catalog) -> None:
    app = GenaiApp(survey, GraphView(focus="openai"))
    async with app.run_test(size=(120, 120)) as pilot:
        while on_top(app).is_busy:
            await pilot.pause(0.005)
        told = "\n".join(await open_menu(pilot, "question_mark"))
        assert "weights" not in told.split("Not now")[0]
        assert "heavy" in told or "together" in told
        assert "walk from box to box" in told
        assert "only in Browse and Organizations" in told


@pytest.mark.parametrize(
    ("keys", "words"), [((), "The tree puts the records"), (("tab",), "The table has a row"), (("6", "d"), "This pane is about")]
)  # fmt: skip
async def test_f1_begins_with_what_the_pane_is_for(tiny: Catalog, keys: tuple[str, ...], words: str) -> None:
    app = GenaiApp(tiny)
    async with app.run_test(size=(120, 40)) as pilot:
        told = await open_menu(pilot, *keys, "f1")
        assert told[0].startswith(f" {words}")
        assert told[2] == " On this screen"
        await press(pilot, *"quit")
        assert not lines(app)[0].startswith(f" {words}")


async def test_what_a_command_takes_is_listed_and_found_by_what_it_means(survey: Catalog) -> None:
    app = GenaiApp(survey, GraphView())
    async with app.run_test(size=(120, 40)) as pilot:
        while on_top(app).is_busy:
            await pilot.pause(0.005)
        assert await open_menu(pilot, "colon", *"kind ") == [
            " kind: Show the next kind of graph, or the one named",
            *(line for line in lines(app)[1:]),
        ]
        assert any(line.split()[0] == "ownership" for line in lines(app))
        await press(pilot, "escape", "colon", *"path deepmind berk", "tab")
        assert on_top(app).prompt.line.value == "path deepmind uc-berkeley"
        await press(pilot, "escape", "colon", *"theme d", "tab")
        assert on_top(app).prompt.line.value == "theme dark"


async def test_models_and_organizations_come_first_with_ctrl_p_and_last_with_the_help(
    survey: Catalog,
) -> None:
    app = GenaiApp(survey)
    async with app.run_test(size=(120, 40)) as pilot:
        told = await open_menu(pilot, "ctrl+p", *"google")
        assert told[0].split() == ["▌Google", "organization", "·", "company"]
        assert any(line.split()[0] == "LaMDA" and "model · Google +1 · 2021-05-18" in line for line in told)
        assert any(line.endswith("also Google Imagen") for line in told)
        await press(pilot, "escape")
        for way, before in (("ctrl+p", False), ("question_mark", True)):
            names = [line.split()[0] for line in await open_menu(pilot, way, *"open")]
            assert names[0] == "▌open-address"
            assert (names.index("catalog") < names.index("OpenAI")) == before
            await press(pilot, "escape")


async def test_what_can_be_copied_is_told_with_what_it_is_and_why_it_is_not_there(tiny: Catalog) -> None:
    app = GenaiApp(tiny, BrowseView(record=RecordRef("model", "listener")))
    async with app.run_test(size=(120, 40)) as pilot:
        told = await open_menu(pilot, "colon", *"copy ")
        assert any(line.split()[:2] == ["bibtex", "BibTeX"] and "paper" in line for line in told)
        await press(pilot, "escape")
        assert (await open_menu(pilot, "question_mark", *"bibtex"))[0].startswith("▌copy bibtex")


async def test_ctrl_p_turns_a_line_into_a_page_and_question_mark_alone_closes_it(tiny: Catalog) -> None:
    app = GenaiApp(tiny)
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "colon", *"sort na", "ctrl+p")
        prompt = on_top(app).prompt
        assert (prompt.is_page, prompt.line.value) == (True, "sort na")
        await press(pilot, "enter")
        assert on_top(app).view.order == "name"
        for key in ("question_mark", "escape"):
            await press(pilot, "question_mark", key)
            assert not prompt.is_typed_on
        await press(pilot, "slash", "question_mark")
        assert prompt.line.value == "?"


async def test_enter_on_an_empty_line_does_nothing(tiny: Catalog) -> None:
    app = GenaiApp(tiny)
    async with app.run_test(size=(120, 40)) as pilot:
        before = on_top(app).view
        await press(pilot, "colon", "enter")
        assert on_top(app).view == before
        assert not on_top(app).prompt.is_typed_on


@pytest.mark.parametrize("size", [(60, 16), (80, 24), (100, 30), (200, 60)])
async def test_it_keeps_to_the_screen_and_leaves_it_as_it_was(tiny: Catalog, size: tuple[int, int]) -> None:
    app = GenaiApp(tiny, ascii_only=True)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        before = screen_text(app)
        for way in WAYS.values():
            await open_menu(pilot, way, *"sort")
            prompt = on_top(app).prompt
            assert app.screen.region.contains_region(prompt.region)
            assert prompt.region.width == min(100, size[0])
            assert ">sort" in screen_text(app)
            assert screen_text(app).isascii()
            await press(pilot, "escape")
            assert screen_text(app) == before


async def test_a_click_chooses_and_a_second_one_does_it(tiny: Catalog) -> None:
    app = GenaiApp(tiny)
    async with app.run_test(size=(120, 40)) as pilot:
        await open_menu(pilot, "question_mark", *"sort")
        row = next(i for i, line in enumerate(lines(app)) if line.startswith(" sort name"))
        for _ in range(2):
            assert on_top(app).view.order == "best"
            await pilot.click(on_top(app).prompt.menu_list, offset=(5, row))
            await pilot.pause()
        assert on_top(app).view.order == "name"
        assert not on_top(app).prompt.is_typed_on


async def test_a_name_from_a_catalog_is_text_and_no_markup(tiny: Catalog) -> None:
    app = GenaiApp(tiny, BrowseView())
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "colon", *"[red]x[/]", "enter")
        assert "[red]x[/]" in notes(app)[-1]
