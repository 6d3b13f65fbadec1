"""Plots: each point stands in one cell, the picture says so, and the cursor comes to every one of them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from genai_tui.plot.cells import OFF, UNKNOWN, Cell, Plot, PlotPoint, plot
from genai_tui.plot.cursor import end, first_cell, in_lane, walked
from genai_tui.plot.drawing import PlotDrawing, draw
from tests.plot.test_scale import dates, numbers

points = st.builds(PlotPoint, st.one_of(dates, st.just("")), st.one_of(st.none(), numbers))
some = st.lists(points, max_size=20).map(tuple)


def drawn(
    given_points: tuple[PlotPoint, ...], columns: int = 80, rows: int = 16, is_log: bool = True
) -> PlotDrawing:
    return draw(given_points, (columns, rows), lambda numbers: "o", "{:g}".format, is_log)


@pytest.mark.parametrize("columns", [4, 8, 12, 13, 30])
@pytest.mark.parametrize("value", [-1.79e308, -1e308, 1.23e300])
def test_labels_of_values_leave_a_column_for_the_points(value: float, columns: int) -> None:
    shown = drawn((PlotPoint("1950", value),), columns, 11, False)
    assert max(map(len, shown.rows)) <= columns
    assert sum(row.count("o") for row in shown.rows) == 1
    assert all(float(row.partition("┊")[0]) for row in shown.rows if "e+" in row)


@settings(max_examples=60)
@given(some, st.integers(12, 120), st.integers(5, 30), st.booleans())
def test_points_of_the_picture_and_of_the_lanes_are_all_there_are(
    given_points: tuple[PlotPoint, ...], columns: int, rows: int, is_log: bool
) -> None:
    shown = drawn(given_points, columns, rows, is_log)
    found = shown.plot
    numbers_there = [number for cell in found.cells.values() for number in cell]
    assert sorted([*numbers_there, *found.undated, *found.beyond]) == list(range(len(given_points)))
    assert found.beyond == ()
    for column in range(found.x.columns if found.x else 0):
        here = [
            n
            for n, point in enumerate(given_points)
            if point.date and found.x and found.x.place(point.date) == column
        ]
        assert sorted(found.column(column)) == here
        assert sorted(found.lane(UNKNOWN).get(column, ())) == [
            n for n in here if given_points[n].value is None
        ]
    assert len(shown.rows) <= rows
    assert all(len(row) <= columns for row in shown.rows)
    read_back(shown)


def read_back(shown: PlotDrawing) -> None:
    """Read the cells of a drawing out of its characters."""
    signs: set[Cell] = set()
    for y, row in enumerate(shown.rows[:-1]):
        for x, sign in enumerate(row[shown.margin :]):
            if sign not in " ─┬":
                cell = shown.cell_at(x + shown.margin, y)
                assert cell is not None
                signs.add(cell)
                assert shown.row_of(cell) == y
                if cell[1] < 0:
                    count = len(shown.plot.cells[cell])
                    assert sign == (str(count) if count < 10 else "+")
    assert signs == set(shown.plot.cells)


@settings(max_examples=60)
@given(some)
def test_the_cursor_comes_to_every_cell_and_only_to_cells(given_points: tuple[PlotPoint, ...]) -> None:
    found = drawn(given_points, 40, 12).plot
    start = first_cell(found)
    if start is None:
        assert not found.cells
        return
    seen, open_ = {start}, [start]
    while open_:
        here = open_.pop()
        steps = [walked(found, here, way) for way in ("left", "right", "up", "down")]
        steps += [
            in_lane(found, here, 1),
            in_lane(found, here, -1),
            end(found, here, True),
            end(found, here, False),
        ]
        for cell in steps:
            if cell is not None and cell not in seen:
                assert cell in found.cells
                seen.add(cell)
                open_.append(cell)
    assert seen == set(found.cells)


def test_the_cursor_goes_to_the_next_column_that_has_a_point_and_down_to_the_lanes() -> None:
    found = Plot(None, None, {(1, 3): (0,), (5, 2): (1,), (5, 9): (2,), (5, UNKNOWN): (3,), (8, OFF): (4,)})
    assert walked(found, (1, 3), "right") == (5, 2)
    assert walked(found, (5, 2), "down") == (5, 9)
    assert walked(found, (5, 9), "down") == (5, UNKNOWN)
    assert walked(found, (5, UNKNOWN), "down") == (8, OFF)
    assert walked(found, (8, OFF), "up") == (5, UNKNOWN)
    assert walked(found, (8, OFF), "right") is None
    assert in_lane(found, (5, 9), 1) == (5, UNKNOWN)
    assert in_lane(found, (8, OFF), 1) in ((5, 2), (5, 9))


def test_axes_lanes_and_ticks_stand_in_place() -> None:
    shown = drawn(
        (
            PlotPoint("2021-03", 1e9),
            PlotPoint("2021-03-20", None),
            PlotPoint("2022", 1e11),
            PlotPoint("2022-06", 0),
            PlotPoint("", 5),
        ),
        30,
        10,
    )
    assert shown.rows == (
        " 1e+11 ┊                o",
        "       ┊",
        " 1e+10 ┊",
        "       ┊",
        "       ┊",
        " 1e+09 ┊o",
        "       ┼──────────┬───────────",
        "   ? 1 ┊1",
        "   0 1 ┊               1",
        "                  2022-01",
    )
    assert shown.plot.undated == (4,)
    assert shown.plot.has_off_lane


def test_a_hundred_thousand_points_are_drawn() -> None:
    many = tuple(PlotPoint(f"{2000 + n % 26}-{1 + n % 12:02}", float(1 + n % 977)) for n in range(100_000))
    found = plot(many, 100, 20, True)
    assert sum(map(len, found.cells.values())) == 100_000
