"""Journeys through the timeline: lanes and periods, the models of a cell, and back."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

from genai_tui.catalog.cells import width
from genai_tui.cli.main import door
from genai_tui.storage.loader import open_catalog
from genai_tui.tui.app import GenaiApp
from genai_tui.tui.screens.browse import BrowseScreen
from genai_tui.tui.screens.timeline import TimelineScreen
from genai_tui.tui.widgets import plot_canvas
from genai_tui.tui.widgets.plot_canvas import PlotCanvas
from genai_tui.view.address import address, view_at
from genai_tui.view.timeline import TimelineView
from genai_tui.view.timeline_plot import Plotted
from tests.tui.host import hosted, notes, screen_text
from tests.tui.test_background import until
from tests.tui.test_browse import press, settle, shown


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


async def test_from_point_to_point_to_the_lane_of_what_is_not_stated_to_the_models_and_back(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    catalog, _ = open_catalog("survey")
    app = GenaiApp(catalog, view_at("timeline?y=params"))
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        screen = screen_of(app)
        assert "Parameters · " in shown(app)
        await press(pilot, "colon", *"axis releases", "enter")
        assert screen.panes.current == "counts"
        await press(pilot, "s")
        assert screen.view.y == "params"
        assert screen.panes.current == "plot"
        assert (
            f"Parameters · {len(screen.make_index().ask('-params:?').records)} of 24 models state it"
            in shown(app)
        )
        assert screen.canvas.readout.startswith("2023-01 · 1 model · Muse 3B")
        await press(pilot, "left")
        assert screen.view.at == screen.canvas._plotted.models[screen.canvas.number].id  # type: ignore[union-attr,index]
        assert screen.canvas.readout in shown(app) or screen.canvas.readout[:60] in shown(app)
        await press(pilot, "tab")
        assert "without parameters" in shown(app)
        told = screen.canvas.readout
        await press(pilot, "enter")
        browse = app.screen
        assert isinstance(browse, BrowseScreen)
        assert "params:?" in browse.view.query
        assert f"{told.split(' · ')[1].split()[0]} of 24" in shown(app)
        await press(pilot, "b")
        assert screen.canvas.readout == told, "the cursor stands where it stood"
        with monkeypatch.context() as patched:
            patched.setattr(Plotted, "query", lambda *given: None)
            await press(pilot, "enter")
            assert notes(app)[-1] == "Too many for one query; + looks closer."
            assert app.screen is screen
        # Half of the time, later and earlier at the edge, all of it again.
        await press(pilot, "plus")
        first = screen.view.start
        assert first is not None
        assert f"{first} to {screen.view.end}" in shown(app)
        await press(pilot, "home", "left")
        assert (screen.view.start or "") < first
        await press(pilot, "minus")
        assert screen.view.start is None
        await press(pilot, "minus")
        assert "The whole time is shown." in notes(app)
        await press(pilot, "g")
        assert "Only releases have lanes; s goes to them." in notes(app)
        await press(pilot, "colon", *"marks state", "enter")
        assert "stated" in shown(app)
        await press(pilot, "colon", *"scale linear", "enter")
        assert "linear · s other axis" in shown(app)
        await press(pilot, "slash", *"org:openai", "enter")
        assert screen.panes.current == "plot"
        assert "of 5 models state it · /org:openai" in shown(app)
        printed = screen.printed()
        assert printed is not None
        assert printed.command.startswith(
            "genai-tui timeline --y params --scale linear --marks state --width "
        )
        assert printed.command.endswith("-- org:openai")
        assert printed.count == "5 models"
        rows = CliRunner().invoke(door, printed.command.split()[1:]).stdout.splitlines()
        assert [
            row
            for row in screen.canvas.text.splitlines()
            if row.rstrip() not in {each.rstrip() for each in rows}
        ] == []
        copied = screen.copied()
        assert copied.record == screen.record_at_hand
        assert copied.screen is not None
        assert copied.screen.text().startswith("Parameters · ")
        await press(pilot, "colon", *"timeline releases", "enter")
        assert screen.panes.current == "counts"
        await press(pilot, "tab")
        assert screen.counts.number == 2
        await press(pilot, "colon", *"scale log", "enter")
        assert "Releases have no axis of values; s chooses one." in notes(app)


@pytest.mark.parametrize("size", [(30, 8), (58, 14), (118, 40), (200, 60)])
@pytest.mark.parametrize("ascii_only", [False, True])
async def test_the_plot_fits_its_pane(size: tuple[int, int], ascii_only: bool) -> None:
    catalog, _ = open_catalog("landscape")
    shown_plot = TimelineView(y="params").plotted(catalog, catalog.models)
    canvas = PlotCanvas(id="plot", classes="-ascii" if ascii_only else None)
    async with hosted(canvas, *size) as (app, pilot):
        canvas.show(shown_plot, 7, lambda number: "text")
        await pilot.pause()
        assert canvas.count <= canvas.content_size.height
        assert all(width(row) <= canvas.content_size.width for row in canvas.text.splitlines())
        assert canvas.cell is not None
        assert 7 in canvas.plot.cells[canvas.cell]
        text = screen_text(app)
        assert "┊" in text or ascii_only
        assert not ascii_only or text.isascii()
        await pilot.resize_terminal(size[0] + 9, size[1] + 3)
        await pilot.pause()
        assert 7 in canvas.plot.cells[canvas.cell]


async def test_many_points_are_drawn_in_the_background_only(monkeypatch: pytest.MonkeyPatch) -> None:
    def drawn_between_two_keys(*given: object) -> None:
        raise AssertionError("a plot of many points was drawn where keys are answered")

    monkeypatch.setattr(plot_canvas, "MANY", 3)
    monkeypatch.setattr(plot_canvas, "plot_picture", drawn_between_two_keys)
    catalog, _ = open_catalog("survey")
    app = GenaiApp(catalog, TimelineView())
    async with app.run_test(size=(100, 30)) as pilot:
        await press(pilot, "s")
        screen = app.screen
        assert isinstance(screen, TimelineScreen)
        before = screen.canvas._drawing
        assert before.plot.cells
        await pilot.resize_terminal(120, 36)
        await until(pilot, lambda: screen.canvas._drawing is not before, 30)
        assert max(map(len, screen.canvas._drawing.rows)) > max(map(len, before.rows))
        assert screen.canvas._drawn_for == screen.canvas.content_size


async def test_other_points_are_shown_where_there_is_no_room_to_draw_them() -> None:
    """What was drawn is of the points before: their numbers are of no model by then."""
    catalog, _ = open_catalog("survey")
    many, one = (
        TimelineView(y="params").plotted(catalog, models) for models in (catalog.models, catalog.models[:1])
    )
    canvas = PlotCanvas(id="plot")
    async with hosted(canvas, 80, 24) as (_, pilot):
        canvas.show(many, len(many.models) - 1, lambda number: many.models[number].id)
        assert canvas.number
        canvas.styles.width = 0
        await pilot.pause()
        canvas.show(one, 0, lambda number: one.models[number].id)
        for index in range(canvas.count):
            canvas.line(index, 60)
        assert canvas.number is None
        canvas.styles.width = "100%"
        await until(pilot, lambda: canvas.number == 0, 30)
