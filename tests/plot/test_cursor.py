"""The cursor of a plot, step by step: columns, rows and lanes."""

from __future__ import annotations

import pytest

from genai_tui.plot.cells import OFF, UNKNOWN, Cell, Plot
from genai_tui.plot.cursor import Direction, end, first_cell, in_lane, walked

PICTURE: tuple[Cell, ...] = ((1, 3), (5, 2), (5, 9))
SOME: tuple[Cell, ...] = (*PICTURE, (5, UNKNOWN), (2, UNKNOWN))
ALL: tuple[Cell, ...] = (*SOME, (8, OFF))


def plot(cells: tuple[Cell, ...]) -> Plot:
    return Plot(None, None, {cell: (number,) for number, cell in enumerate(cells)})


@pytest.mark.parametrize(
    ("cells", "first"),
    [
        ((), None), (PICTURE, (5, 2)), (ALL, (5, 2)), (((3, UNKNOWN), (7, UNKNOWN)), (7, UNKNOWN)),
        (((3, OFF), (3, UNKNOWN)), (3, UNKNOWN)), (((0, 0), (7, UNKNOWN)), (0, 0)),
    ],
)  # fmt: skip
def test_it_begins_with_the_newest_and_largest(cells: tuple[Cell, ...], first: Cell | None) -> None:
    assert first_cell(plot(cells)) == first


@pytest.mark.parametrize(
    ("cells", "here", "step", "there"),
    [
        (PICTURE, (5, 2), 1, None), (PICTURE, (5, 2), -1, None),
        (SOME, (5, 2), 1, (5, UNKNOWN)), (SOME, (5, 2), -1, (5, UNKNOWN)), (SOME, (1, 3), 1, (2, UNKNOWN)),
        (SOME, (2, UNKNOWN), 1, (1, 3)), (SOME, (5, UNKNOWN), 1, (5, 2)),
        (ALL, (5, 2), 1, (5, UNKNOWN)), (ALL, (5, 2), -1, (8, OFF)), (ALL, (5, UNKNOWN), 1, (8, OFF)),
        (ALL, (8, OFF), 1, (5, 2)), (ALL, (8, OFF), -1, (5, UNKNOWN)),
    ],
)  # fmt: skip
def test_it_goes_round_the_lanes(cells: tuple[Cell, ...], here: Cell, step: int, there: Cell | None) -> None:
    assert in_lane(plot(cells), here, step) == there


@pytest.mark.parametrize(
    ("here", "direction", "there"),
    [
        ((1, 3), "right", (5, 2)), ((5, 2), "left", (1, 3)), ((5, 9), "left", (1, 3)), ((1, 3), "left", None),
        ((5, 2), "down", (5, 9)), ((5, 9), "up", (5, 2)), ((5, 9), "down", (5, UNKNOWN)), ((1, 3), "down", (5, 9)),
        ((2, UNKNOWN), "right", (5, UNKNOWN)), ((5, UNKNOWN), "up", (5, 9)), ((2, UNKNOWN), "down", (8, OFF)),
        ((8, OFF), "down", None), ((8, OFF), "right", None), ((5, 2), "up", None), ((1, 3), "up", (5, 2)),
    ],
)  # fmt: skip
def test_a_step_goes_to_the_next_point(here: Cell, direction: Direction, there: Cell | None) -> None:
    assert walked(plot(ALL), here, direction) == there


@pytest.mark.parametrize(
    ("here", "first", "last"),
    [((5, 9), (1, 3), (5, 9)), ((5, 2), (1, 3), (5, 2)), ((5, UNKNOWN), (2, UNKNOWN), (5, UNKNOWN)), ((8, OFF), (8, OFF), (8, OFF))],
)  # fmt: skip
def test_home_and_end_stay_in_the_lane(here: Cell, first: Cell, last: Cell) -> None:
    assert end(plot(ALL), here, False) == first
    assert end(plot(ALL), here, True) == last
