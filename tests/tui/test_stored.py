"""The explorer on a file whose models stay in it: Browse works, and what needs every model says why it does not."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from genai_tui.catalog.model import Catalog
from genai_tui.search.stored.lettering import CatalogLettering
from genai_tui.storage.loader import open_catalog
from genai_tui.storage.sqlite.reader import open_database
from genai_tui.storage.sqlite.writer import write_database
from genai_tui.tui.app import GenaiApp
from genai_tui.tui.screens.browse import BrowseScreen
from tests.tui.host import heard, screen_text


@pytest.fixture(scope="module")
def stored(tmp_path_factory: pytest.TempPathFactory) -> Catalog:
    survey, _ = open_catalog("survey")
    path = Path(tmp_path_factory.mktemp("stored") / "survey.sqlite")
    write_database(path, survey, survey.models, CatalogLettering(survey))
    return open_database(path, in_memory=0)[0]


async def until(pilot: Pilot[Any], holds: Callable[[], object]) -> None:
    """Wait until something holds, however slow the machine is."""
    end = time.monotonic() + 30
    while not holds():
        assert time.monotonic() < end, "it never came"
        await pilot.pause(0.01)


async def test_a_journey_over_a_file(stored: Catalog) -> None:
    app = GenaiApp(stored)
    told = heard(app)
    async with app.run_test(size=(120, 40)) as pilot:
        browse = app.screen
        assert isinstance(browse, BrowseScreen)
        await until(pilot, lambda: not browse.is_busy)
        assert browse.table.record.id == stored.models[0].id
        assert len(browse.shown.records) == 24

        await pilot.press("slash")
        browse.query_one(Input).value = "wispr"
        await until(
            pilot,
            lambda: not browse.is_busy and browse.wanted.query == "wispr" and len(browse.shown.records) < 24,
        )
        assert browse.table.record.id == "whisper"
        await pilot.press("enter", "w")
        await until(pilot, lambda: not browse.is_busy and len(browse.shown.records) == 24)

        for _ in range(3):
            await pilot.press("s")
            await until(pilot, lambda: not browse.is_busy)
        await pilot.press("g")
        await until(pilot, lambda: not browse.is_busy and browse.shown.facet != "category")
        assert sum(len(each.records) for each in browse.shown.groups) >= 24

        for key, word in (
            ("3", "Matrix"),
            ("4", "Timeline"),
            ("6", "Graph"),
            ("less_than_sign", "earlier"),
            ("a", "about"),
        ):
            await pilot.press(key)
            await until(pilot, lambda word=word: any(word in each for each in told))
            assert app.screen is browse
        assert "needs every model in memory, and the 24 of this file stay in it" in " ".join(told)

        await pilot.press("colon", *"whispr")
        await until(pilot, lambda: "Whisper" in screen_text(app) and "model · OpenAI" in screen_text(app))
        await pilot.press("escape")

        for command in browse.TABLE:  # which the menu asks of each with every letter
            assert not (
                command.id.startswith("screen.") and browse.why_not(command) and browse.offered(command)
            )

        browse.go_to_pane("table")
        await pilot.press("space", "space", "v")
        await until(pilot, lambda: app.screen is not browse)


async def test_a_file_that_is_lost_is_said_and_nothing_else_is(
    stored: Catalog, monkeypatch: pytest.MonkeyPatch
) -> None:
    database = stored.memo["database"]
    app = GenaiApp(stored)
    told = heard(app)
    async with app.run_test(size=(120, 40)) as pilot:
        browse = app.screen
        assert isinstance(browse, BrowseScreen)
        await until(pilot, lambda: not browse.is_busy)

        def gone(statement: str, *values: object) -> object:
            raise database.problem("is damaged")

        monkeypatch.setattr(database, "rows", gone)
        await pilot.press("s", "s", "s")
        await until(pilot, lambda: any("is damaged" in each for each in told))
        browse.table.forget_values()
        await pilot.press("tab", "down", "end")
        assert not app.fault
