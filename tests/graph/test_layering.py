"""Rows by depth for arrows, in the order in which they cross least."""

from __future__ import annotations

import pytest

from genai_tui.graph.drawing.layering import layers


@pytest.mark.parametrize(
    ("count", "nets", "rows"),
    [
        (1, (), [[0]]),
        (3, (), [[0, 1, 2]]),
        (3, ((0, 1), (1, 2)), [[0], [1], [2]]),
        (3, ((2, 1), (1, 0)), [[2], [1], [0]]),
        (3, ((0, 1), (0, 1), (1, 1)), [[0, 2], [1]]),
        (4, ((0, 1), (1, 2), (0, 2), (0, 3)), [[0], [1, 3], [2]]),
        (3, ((0, 1, 2),), [[0, 1], [2]]),
        (3, ((0, 1), (1, 2), (2, 0)), [[0], [1], [2]]),
        (4, ((0, 3), (1, 2)), [[0, 1], [3, 2]]),
        (6, ((0, 5), (1, 4), (2, 3)), [[0, 1, 2], [5, 4, 3]]),
        (5, ((0, 3), (0, 4), (1, 4), (2, 3)), [[1, 0, 2], [4, 3]]),
    ],
)
def test_arrows_point_down_and_rows_are_in_order(
    count: int, nets: tuple[tuple[int, ...], ...], rows: list[list[int]]
) -> None:
    assert layers(count, nets) == rows
