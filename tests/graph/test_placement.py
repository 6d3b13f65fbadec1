"""Where lines take the columns that other lines need, gaps and boxes grow until all have room."""

from __future__ import annotations

from collections import Counter

import pytest

from genai_tui.graph.drawing.component import Component
from genai_tui.graph.drawing.crossing_reduction import Gaps, Passage
from genai_tui.graph.drawing.geometry import Plan
from genai_tui.graph.drawing.layout import crossings
from genai_tui.graph.drawing.pin_assignment import pick
from genai_tui.graph.drawing.rasterizer import draw
from genai_tui.graph.drawing.routing import Routing
from genai_tui.graph.drawing.rows import Rows, middles
from tests.graph.reading import nets

_CROWDED = (
    (0, 1, 2),
    (0, 3),
    (0, 3),
    (0, 1, 2),
    (0, 1, 2),
    (0, 3),
    (0, 1, 2),
    (0, 1),
    (0, 2),
    (0, 1, 2),
    (0, 2),
)
"""Of three rows, 0 over 2 and 3 over 1: what passes between 2 and 3 finds every column taken from above."""


def _routed(rows: Rows, joined: tuple[tuple[int, ...], ...], height: int, gaps: Gaps | None = None) -> Plan:
    boxes, lines = sum(map(len, rows)), len(joined)
    component = Component(
        ["x"] * boxes, [1] * boxes, ["light"] * boxes, joined, ["light"] * lines, [frozenset()] * lines,
        range(lines), height,
    )  # fmt: skip
    return Routing(component, rows, middles(rows, component.outline, 4), gaps).plan()


@pytest.mark.parametrize("height", [1, 3])
def test_a_gap_grows_until_the_lines_that_pass_have_columns_of_their_own(height: int) -> None:
    planned = _routed([[0], [2, 3], [1]], _CROWDED, height)
    assert nets(draw(planned)) == Counter(map(frozenset, _CROWDED))


@pytest.mark.parametrize(
    ("rows", "joined", "gaps"),
    [
        ([[0, 1, 2], [3, 4, 5, 6, 7]], ((0, 2), (0, 7)), None),
        ([[0, 1, 2], [3, 4, 5, 6, 7]], ((0, 2), (2, 3)), None),
        ([[0, 1, 2, 3, 4]], ((0, 2), (0, 3), (0, 4), (1, 3)), None),
        ([[0, 1], [2, 3], [4, 5]], ((0, 5), (0, 4)), {(0, 1): Passage(1, 2), (1, 1): Passage(1, 1)}),
        ([[0, 1], [2, 3], [4, 5]], ((4, 1), (4, 0)), {(0, 1): Passage(1, 2), (1, 1): Passage(1, 1)}),
    ],
    ids=["an arch and a line", "to the left", "short and long arches", "down one gap", "up one gap"],
)
def test_lines_from_one_end_of_a_box_do_not_cross(
    rows: Rows, joined: tuple[tuple[int, ...], ...], gaps: Gaps | None
) -> None:
    assert not crossings(_routed(rows, joined, 3, gaps))


def test_columns_are_in_the_order_of_the_lines_beside_one_that_is_taken() -> None:
    """Column 1 is taken from above by the second line, which leaves it rather than letting the first come after it."""
    assert pick(range(1, 5), [7, 8], {7: 1.0, 8: 1.0}, {1: 8}) == {7: 2, 8: 3}
