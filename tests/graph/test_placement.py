"""Where lines take the columns that other lines need, gaps and boxes grow until all have room."""

from __future__ import annotations

from collections import Counter

import pytest

from genai_tui.graph.drawing.component import Component
from genai_tui.graph.drawing.geometry import Plan
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


def _routed(rows: Rows, joined: tuple[tuple[int, ...], ...], height: int) -> Plan:
    boxes, lines = sum(map(len, rows)), len(joined)
    component = Component(
        ["x"] * boxes, [1] * boxes, ["light"] * boxes, joined, ["light"] * lines, [frozenset()] * lines,
        range(lines), height,
    )  # fmt: skip
    return Routing(component, rows, middles(rows, component.outline, 4)).plan()


@pytest.mark.parametrize("height", [1, 3])
def test_a_gap_grows_until_the_lines_that_pass_have_columns_of_their_own(height: int) -> None:
    planned = _routed([[0], [2, 3], [1]], _CROWDED, height)
    assert nets(draw(planned)) == Counter(map(frozenset, _CROWDED))
