"""Permissions: what a visitor of a shared server may not do, and what is said then."""

from __future__ import annotations

from pathlib import Path

import pytest

from genai_tui.catalog.model import Catalog
from genai_tui.storage.memory.session_memory import SessionMemory
from genai_tui.tui.app import GenaiApp
from genai_tui.tui.commands import TABLES
from genai_tui.tui.messages import EditNote, OpenCatalog, RecallView, ReopenCatalogs, WriteFile
from genai_tui.tui.permissions import EVERYTHING, visitor
from genai_tui.tui.screen_text import Written
from genai_tui.view.browse import BrowseView
from tests.tui.host import notes
from tests.tui.test_browse import press, settle, shown

VISITOR = visitor(("survey", "/srv/own"))


def test_every_command_is_allowed_at_home() -> None:
    assert all(not EVERYTHING.why_not(command.id) for table in TABLES.values() for command in table)


def test_commands_that_reach_out_are_refused_to_a_visitor() -> None:
    refused = {c.id for table in TABLES.values() for c in table if VISITOR.why_not(c.id)}
    assert refused == {"export", "decide", "note.editor", "suspend"}


@pytest.mark.parametrize(
    ("line", "may"),
    [
        ("survey", True),
        ("survey /srv/own", True),
        ("/etc", False),
        ("survey /etc", False),
        ("", False),
        ("-", False),
    ],
)
def test_a_visitor_opens_the_catalogs_of_the_server_alone(line: str, may: bool) -> None:
    assert VISITOR.may_open_line(line) is may or (not line and VISITOR.may_open(()))
    assert EVERYTHING.may_open_line(line)


def test_no_folder_is_laid_over_for_a_visitor() -> None:
    assert not VISITOR.may_open(("survey",), ("/srv",))


async def test_a_visitor_is_told_why(tiny: Catalog, tmp_path: Path) -> None:
    path = tmp_path / "out.csv"
    opened: list[str] = []
    app = GenaiApp(tiny, memory=SessionMemory(), permissions=VISITOR, load=opened.append)  # type: ignore[arg-type]
    async with app.run_test(size=(120, 40)) as pilot:
        for key, words in (("e", "export: not on"), ("ctrl+z", "suspend: not on")):
            await press(pilot, key)
            assert words in shown(app)
        for line, words in (
            ("export x.csv", "export: not on"),
            ("catalog /etc", "Only the catalogs of this server"),
        ):
            await press(pilot, "colon", *(" " if each == " " else each for each in line), "enter")
            assert words in shown(app), line
        for message in (
            WriteFile(path, lambda: Written("text", "told")),
            EditNote("", opened.append),
            OpenCatalog(str(tmp_path)),
            RecallView("browse?catalog=/etc"),
        ):
            app.post_message(message)
        await settle(pilot)
        await press(pilot, "C")
        assert "Of this server" in shown(app)
        assert "/srv" not in shown(app)
        assert "Any other" not in shown(app)
        await press(pilot, "escape", "question_mark", *"exp")
        assert "not on a shared server" in shown(app)
    assert not path.exists()
    assert opened == []


async def test_an_explorer_that_can_open_nothing_says_so(tiny: Catalog) -> None:
    app = GenaiApp(tiny)
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        for message, words in (
            (OpenCatalog("survey"), "No other catalog can be opened from here."),
            (RecallView("browse?catalog=survey"), "No other catalog can be opened from here."),
            (RecallView("nowhere?x=1"), "nowhere"),
            (
                ReopenCatalogs(BrowseView(), "Written to x."),
                "Written to x. It counts from the next start on.",
            ),
        ):
            app.post_message(message)
            await settle(pilot)
            assert words in notes(app)[-1]
        assert app.is_running
