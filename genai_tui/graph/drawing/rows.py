"""Rows of boxes: which box stands in which row, from left to right."""

from __future__ import annotations

from collections.abc import Sequence

Rows = list[list[int]]
"""The nodes of each row, from the top row down."""


def middles(rows: Rows, widths: Sequence[int], gap: int) -> list[float]:
    """Return the middle column of each box when every row is centred on 0; 0 for a box in no row."""
    x = [0.0] * len(widths)
    for row in rows:
        at = -(sum(widths[node] for node in row) + gap * (len(row) - 1)) / 2
        for node in row:
            x[node] = at + widths[node] / 2
            at += widths[node] + gap
    return x
