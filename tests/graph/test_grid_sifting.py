"""Boxes change rows as well as places: all stay, every line keeps a way, and fewer cross than could in their first rows."""

from __future__ import annotations

from collections import Counter
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from genai_tui.graph.drawing.component import Net
from genai_tui.graph.drawing.grid_sifting import GridSifting
from genai_tui.graph.drawing.row_arrangement import CROSSING, HALF_CELL, RowArrangement, Way
from genai_tui.graph.drawing.rows import Rows


@st.composite
def _arranged(draw: st.DrawFn) -> tuple[Rows, list[Net]]:
    """Rows of boxes, and nets of two ends each."""
    sizes = draw(st.lists(st.integers(1, 5), min_size=1, max_size=4).filter(lambda each: sum(each) > 1))
    numbers = iter(range(sum(sizes)))
    rows = [[next(numbers) for _ in range(size)] for size in sizes]
    nodes = st.integers(0, sum(sizes) - 1)
    nets = st.lists(st.lists(nodes, min_size=2, max_size=2, unique=True).map(tuple), max_size=14)
    return rows, draw(nets)


@given(_arranged())
def test_all_boxes_stay_and_lines_pass_each_row_between(arranged: tuple[Rows, list[Net]]) -> None:
    rows, nets = arranged
    count = sum(map(len, rows))
    made = GridSifting(rows, nets, [6] * count, 4, 60)
    made.improve()
    assert sorted(box for row in made.rows for box in row) == list(range(count))
    assert all(made.rows)
    row_of = {box: number for number, row in enumerate(made.rows) for box in row}
    passed = set()
    for net, ends in enumerate(nets):
        first, last = sorted(row_of[end] for end in ends)
        passed |= {(net, row) for row in range(first + 1, last)}
    assert made.gaps.keys() == passed
    assert all(0 <= gap <= len(made.rows[row]) for (_, row), (gap, _) in made.gaps.items())
    assert max(Counter((row, place) for (_, row), (_, place) in made.gaps.items()).values(), default=1) == 1


@given(_arranged(), st.data())
def test_a_line_costs_what_it_crosses_between_two_rows(
    arranged: tuple[Rows, list[Net]], data: st.DataObject
) -> None:
    """Whatever has been taken out and put in before, the table of two rows is that of their lines."""
    rows, nets = arranged
    at = RowArrangement(rows, nets, [6] * sum(map(len, rows)), 4)
    box = data.draw(st.integers(0, at.count - 1))
    for number in range(len(at.rows) - 1):
        at.table(number)
    row, place = at.take_out(box)
    gaps: dict[int, list[int]] = {}
    for net in at.of[box]:
        end = at.row[at.other(net, box)]
        between = range(row + 1, end) if end > row else range(row - 1, end, -1)
        gaps[net] = [data.draw(st.integers(0, len(at.rows[each]))) for each in between]
    at.put_in(box, row, place, [Way(net, at.other(net, box), gaps[net]) for net in at.of[box]])
    for number in range(len(at.rows) - 1):
        lines = [(at.place[one], at.place[other]) for one in at.rows[number] for other in at.below[one]]
        down, up = at.table(number)
        for upper, lower in product(range(len(at.rows[number]) + 1), range(len(at.rows[number + 1]) + 1)):
            crossed = sum((one < upper) != (other < lower) for one, other in lines)
            aside = abs(at.gap_columns[number][upper] - at.gap_columns[number + 1][lower])
            assert down[upper][lower] == up[lower][upper] == CROSSING * crossed + HALF_CELL * aside


@pytest.mark.parametrize(
    ("rows", "nets"),
    [
        ([[0, 1], [2, 3]], [(0, 2), (0, 3), (1, 2), (1, 3)]),
        ([[0, 1, 2], [3, 4]], [(0, 3), (0, 4), (1, 3), (1, 4), (2, 3), (2, 4)]),
    ],
    ids=["a ring of four", "two that three are joined to"],
)
def test_lines_that_cross_in_these_rows_do_not_in_others(rows: Rows, nets: list[Net]) -> None:
    made = GridSifting(rows, nets, [6] * sum(map(len, rows)), 4, 60)
    made.improve()
    at = RowArrangement(made.rows, nets, [6] * sum(map(len, rows)), 4)
    between = [
        [(at.place[one], at.place[other]) for one in row for other in at.below[one]] for row in at.rows
    ]
    assert not sum(
        (one[0] - other[0]) * (one[1] - other[1]) < 0 for lines in between for one, other in product(lines, lines)
    )  # fmt: skip
