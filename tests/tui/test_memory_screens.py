"""Journeys with what is kept: stars, notes, saved views, recent places, and going back to where one was."""

from __future__ import annotations

from pathlib import Path

import pytest

from genai_tui.catalog.model import Catalog
from genai_tui.cli import explore
from genai_tui.storage.memory.entries import Choice, Note, Place, SavedView, Star
from genai_tui.storage.memory.memory import Memory
from genai_tui.tui.app import GenaiApp, Opened
from genai_tui.tui.editor import KIOSK, edited, editor_command
from genai_tui.tui.screens.graph import GraphScreen
from genai_tui.tui.screens.recall_page import RecallPage, told
from genai_tui.view.browse import BrowseView
from tests.tui.host import notes
from tests.tui.test_browse import press, screen_of, shown

NOTED = ("tiny", "model", "painter")


async def test_stars_and_notes_are_shown_found_and_undone(tiny: Catalog) -> None:
    app = GenaiApp(tiny)
    async with app.run_test(size=(120, 30), notifications=True) as pilot:
        await press(pilot, "tab", "asterisk")
        name = screen_of(app).table.record.name
        assert f"★ {name}" in shown(app)
        assert f"{name}: starred" in notes(app)[-1]
        await press(pilot, "N", *"good", "enter")
        assert "Your note" in shown(app)
        await press(pilot, "N", "end", *"\\n two", "enter")
        kept = Memory()
        assert [each.text for each in kept.entries(Note)] == ["good\n two"]
        await press(pilot, "slash", *"is:starred has:note", "enter")
        assert len(screen_of(app).table.records) == 1
        await press(pilot, "asterisk")
        assert "No model matches" in shown(app)
        await press(pilot, "U")
        assert len(screen_of(app).table.records) == 1
        await press(pilot, "N", "ctrl+u", *"note ", "enter")
        assert kept.entries(Note) == ()
        await press(pilot, "w", "U")
        assert [each.text for each in kept.entries(Note)] == ["good\n two"]
        await press(pilot, "colon", *"group star", "enter")
        assert "starred" in shown(app)
        assert "the others" in shown(app)
        await press(pilot, *"UUU", "U")
        assert kept.entries(Note) == kept.entries(Star) == ()
        assert notes(app)[-1] == "Nothing of this session is left to undo."


async def test_views_of_every_screen_are_saved_and_recalled(tiny: Catalog) -> None:
    app = GenaiApp(tiny)
    async with app.run_test(size=(120, 30), notifications=True) as pilot:
        await press(pilot, "6", "g", "R", *"the graph", "enter")
        graph = app.screen
        assert isinstance(graph, GraphScreen)
        saved = graph.view
        await press(pilot, "1", "N", *"of it", "enter", "asterisk", "r")
        page = shown(app)
        assert isinstance(app.screen, RecallPage)
        for words in ("Saved views", "the graph: Graph", "Stars", "Notes", "of it"):
            assert words in page
        await press(pilot, "enter")
        assert app.screen is graph
        assert (graph.view.kind, graph.view.names) == (saved.kind, saved.names)
        await press(pilot, "b", "r", "x")
        assert "the graph: Graph" not in shown(app)
        assert Memory().entries(SavedView) == ()
        await press(pilot, "U")
        assert "the graph: Graph" in shown(app)
        await press(pilot, "escape", "colon", *"recall the gr", "enter")
        assert app.screen is graph


async def test_a_star_of_another_catalog_is_listed_and_says_where_it_is(tiny: Catalog) -> None:
    memory = Memory()
    memory.star(("tiny", "model", "gone"), "Gone")
    memory.star(("epoch", "model", "away"), "Away")
    app = GenaiApp(tiny)
    async with app.run_test(size=(120, 30), notifications=True) as pilot:
        await press(pilot, "r")
        assert "Gone · no longer in tiny" in shown(app)
        assert "Away · in epoch" in shown(app)
        await press(pilot, "enter")
        assert isinstance(app.screen, RecallPage)
        assert "not in the catalog" in notes(app)[-1]
    assert len(memory.entries(Star)) == 2


async def test_a_view_of_other_catalogs_opens_those(tiny: Catalog) -> None:
    Memory().save_view("away", "browse?catalog=/x/y&q=org:uni&at=gone")
    asked: list[BrowseView] = []

    def reload(view: BrowseView) -> Opened:
        asked.append(view)
        return Opened(tiny, ("/x/y",))

    app = GenaiApp(tiny, reload=reload)  # type: ignore[arg-type]
    async with app.run_test(size=(120, 30)) as pilot:
        await press(pilot, "colon", *"recall away", "enter")
        await app.workers.wait_for_complete()
        await pilot.pause()
    assert [view.catalogs for view in asked] == [("/x/y",)]
    went = app.return_value
    assert went
    assert went.history
    assert went.history.here.query == "org:uni"
    assert went.note == "Gone since: no model gone."


async def test_where_the_reader_was_is_kept_and_a_cursor_leaves_one_place(tiny: Catalog) -> None:
    app = GenaiApp(tiny)
    async with app.run_test(size=(120, 30)) as pilot:
        await press(pilot)
        app._places.keep()
        assert Memory().entries(Place) == ()
        await press(pilot, "slash", *"org:uni", "enter")
        app._places.keep()
        await press(pilot, "down")
        app._places.keep()
        app._places.keep()
        assert len(Memory().entries(Place)) == 1
        await press(pilot, "6")
    places = Memory().entries(Place)
    assert [each.what.partition("?")[0] for each in places] == ["browse", "graph"]
    assert places[0].words.startswith("Browse · org:uni · ")


def test_the_last_view_is_that_of_the_same_catalog() -> None:
    memory = Memory()
    memory.keep_place("browse?q=org:uni&tab=2", "")
    memory.keep_place("brwse?q=of+another+version&catalog=x", "")
    view = explore._last_view(memory, (), ())
    assert isinstance(view, BrowseView)
    assert (view.query, view.tab) == ("org:uni", 1)
    assert explore._last_view(memory, ("x",), ()) is None
    assert explore._last_view(memory, ("y",), ()) is None


async def test_a_theme_that_was_chosen_is_kept(tiny: Catalog) -> None:
    app = GenaiApp(tiny)
    async with app.run_test(size=(120, 30)) as pilot:
        await press(pilot, "colon", *"theme light", "enter")
        assert Memory().chosen("theme") == "light"
        await press(pilot, "colon", *"theme dark", "enter")
    assert Memory().entries(Choice) == (), "the default needs no line"


async def test_a_home_that_cannot_be_written_says_so_once(tiny: Catalog, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    app = GenaiApp(tiny, memory=Memory(tmp_path / "file"))
    async with app.run_test(size=(120, 30), notifications=True) as pilot:
        await press(pilot, "asterisk")
        assert "not saved: a file stands where a folder should be" in notes(app)[-1]
        assert "★" not in shown(app)
        for _ in range(2):  # what was written is not lost with it
            await press(pilot, *("N", *"mine"), "enter")
            assert "note mine" in shown(app)
            await press(pilot, "enter")
            assert "note mine" in shown(app)
            await press(pilot, "escape")
        assert "note mine" not in shown(app)
        await press(pilot, "r")
        assert "Nothing is kept yet" in shown(app)


def test_the_editor_is_the_one_that_the_environment_names(tmp_path: Path) -> None:
    editor = tmp_path / "my editor"
    editor.write_text('#!/bin/sh\ncat "$2" > "$1"; echo more >> "$2"\n')
    editor.chmod(0o700)
    seen = tmp_path / "seen"
    environment = {"EDITOR": "no-such-editor", "VISUAL": f"'{editor}' '{seen}'"}
    argv = editor_command(environment)
    assert argv == [str(editor), str(seen)]
    assert edited(argv, "one\ntwo") == "one\ntwo\nmore"
    assert seen.read_text() == "one\ntwo\n"
    assert editor_command({"EDITOR": "no-such-editor"}) is None
    assert editor_command({"EDITOR": "'never closed"}) is None
    assert editor_command({}) is None
    assert editor_command({**environment, KIOSK: "1"}) is None
    editor.write_text("#!/bin/sh\nexit 3\n")
    with pytest.raises(OSError, match="ended with status 3"):
        edited(argv, "")


def test_a_place_is_told_with_its_catalogs_where_those_are_others(tiny: Catalog) -> None:
    assert told("browse?catalog=/x/y.csv&at=painter", tiny, ("/x/y.csv",)) == "Browse · Painter 2"
    assert (
        told("browse?catalog=/x/y.csv&at=painter", tiny, (), "Browse · Theirs") == "y.csv · Browse · Theirs"
    )
    assert told("graph?focus=uni", tiny, ("/x/y.csv",)) == "survey · Graph · University of Somewhere"
    assert told("browze?q=a+b", tiny, ()) == "browze?q=a b"
