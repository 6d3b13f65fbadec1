"""The canvas of a plot: its rows in pieces, the cursor and the mouse, and what is told at the edges."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec.structs import replace
from textual.geometry import Size

from genai_tui.catalog.model import Catalog
from genai_tui.plot.cells import UNKNOWN
from genai_tui.tui.widgets.plot_canvas import PlotCanvas, room_of
from genai_tui.view.timeline_plot import plotted
from tests.tui.host import hosted


def told(app: Any) -> list[str]:
    return [f"{type(each).__name__} {getattr(each, 'step', '')}".strip() for each in app.told]


def test_a_picture_leaves_a_row_for_what_stands_under_the_cursor_and_a_cell_for_the_margin() -> None:
    assert room_of(Size(80, 20)) == (79, 19)


async def test_keys_go_from_point_to_point_and_tell_of_the_edges(tiny: Catalog) -> None:
    shown = plotted(tiny, tiny.models, "params")  # one has a value, two stand in the lane below
    canvas = PlotCanvas()
    async with hosted(canvas, 60, 16) as (app, pilot):
        canvas.show(shown, 0, lambda number: "ti")
        assert (canvas.number, "Painter 2" in canvas.readout) == (0, True)
        assert canvas.line(0, 60) == ((f" {canvas.readout}", "strong"),)
        await pilot.press("right")
        await pilot.press("left")
        assert told(app) == ["AtEdge 1", "AtEdge -1"]
        await pilot.press("down", "home", "left", "end", "end", "right", "enter")
        assert told(app)[2:] == ["Highlighted", "AtEdge -1", "Highlighted", "AtEdge 1", "Chosen"]
        assert canvas.number == 2
        canvas.go_to_lane(1)
        assert canvas.number == 0
        canvas.go_to_lane(-1)
        assert canvas.cell is not None
        assert canvas.cell[1] == UNKNOWN


async def test_a_row_is_in_pieces_of_one_look_and_the_cursor_is_chosen(tiny: Catalog) -> None:
    canvas = PlotCanvas()
    async with hosted(canvas, 60, 16):
        canvas.show(plotted(tiny, tiny.models, "params"), 0, lambda number: "ti")
        column, row = canvas.cell_at_hand
        margin, *pieces = canvas.line(row, 60)
        assert margin[1] == "dim"
        assert [look for _, look in pieces] == ["dim", "chosen"]
        assert (len(margin[0] + pieces[0][0]), len(pieces[1][0])) == (column, 1)
        canvas.action_walk("down")
        assert [look for _, look in canvas.line(row, 60)[1:]] == ["dim", "ti"]
        lane = canvas.line(canvas.cell_at_hand[1], 60)
        assert {look for _, look in lane} == {"dim", "chosen", "text"}
        text = ["".join(piece for piece, _ in canvas.line(index, 60)) for index in range(1, canvas.count)]
        captions = canvas.captions
        assert "\n".join(text[:-captions]) == "\n".join(canvas.text.split("\n")[:-captions])
        assert [line.strip() for line in text[-captions:]] == canvas.text.split("\n")[-captions:]
        assert canvas.line(canvas.count, 60) == ()


async def test_a_click_goes_to_a_point_and_again_opens_it(tiny: Catalog) -> None:
    canvas = PlotCanvas()
    async with hosted(canvas, 60, 16) as (app, pilot):
        canvas.show(plotted(tiny, tiny.models, "params"), 0, lambda number: "ti")
        place = canvas.cell_at_hand
        canvas.action_walk("down")
        for offset in (place, place, (0, 0), (place[0], place[1] + 1)):
            await pilot.click(canvas, offset=offset)
        assert canvas.number == 0
        assert told(app) == ["Highlighted", "Highlighted", "Chosen"]


@pytest.mark.parametrize("models", [0, 1])
async def test_without_a_date_nothing_is_at_the_cursor(tiny: Catalog, models: int) -> None:
    undated = tuple(replace(model, released=None) for model in tiny.models[:models])
    canvas = PlotCanvas()
    async with hosted(canvas, 60, 16) as (app, pilot):
        canvas.show(plotted(tiny, undated, "params"), None, lambda number: "ti")
        await pilot.press("right", "up", "end", "home", "enter")
        await pilot.click(canvas, offset=(9, 3))
        canvas.go_to_lane(1)
        assert (canvas.cell, canvas.number, canvas.cell_at_hand, told(app)) == (
            None,
            None,
            (0, 0),
            ["AtEdge 1"],
        )
        assert canvas.readout == "No model has a date."
