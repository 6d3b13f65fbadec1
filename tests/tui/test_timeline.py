"""Journeys through the timeline: lanes and periods, the models of a cell, and back."""

from __future__ import annotations

from genai_tui.storage.loader import open_catalog
from genai_tui.tui.app import GenaiApp
from genai_tui.tui.screens.browse import BrowseScreen
from genai_tui.tui.screens.timeline import TimelineScreen
from genai_tui.view.address import address, view_at
from tests.tui.test_browse import press, shown


def screen_of(app: GenaiApp) -> TimelineScreen:
    assert isinstance(app.screen, TimelineScreen)
    return app.screen


async def test_from_a_model_to_its_release_closer_and_to_all_of_that_time() -> None:
    catalog, _ = open_catalog("survey")
    app = GenaiApp(catalog, view_at("browse?at=whisper"))
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "4")
        screen = screen_of(app)
        assert (screen.view.row, screen.view.column) == ("text-to-audio", "2022-09-21")
        assert "Releases by quarter · 24 models" in shown(app)
        assert "text → audio · 2022 Q3" in shown(app)
        await press(pilot, "plus")
        assert screen.view.by == "month"
        assert "text → audio · 2022 09 · 2 models" in shown(app)
        await press(pilot, "minus", "minus")
        assert screen.view.by == "year"
        assert "text → audio · 2022 · 2 models" in shown(app)
        await press(pilot, "enter")
        assert isinstance(app.screen, BrowseScreen)
        assert app.screen.view.query == "cat:text-to-audio year:2022"
        await press(pilot, "b", "g")
        assert screen.view.lanes == "organization"
        await press(pilot, "colon", *"lanes none", "enter")
        assert screen.view.lanes == "none"
        await press(pilot, "colon", *"period month", "enter")
        assert screen.view.by == "month"
        assert view_at(address(screen.view)) == screen.view
        await press(pilot, "b")
        assert screen.view.by == "year"
