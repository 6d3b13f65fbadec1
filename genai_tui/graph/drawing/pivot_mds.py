"""Pivot MDS: a point in the plane for each node of a graph, near the points of its neighbours.

After Brandes and Pich, Eigensolver Methods for Progressive Multidimensional Scaling of Large Data, 2007: classical
scaling of the distances to a few nodes that lie far apart, the pivots.
"""

from __future__ import annotations

import math
import random
from collections.abc import Sequence

from genai_tui.graph.drawing.component import distances

_PIVOTS = 16
_TURNS = 60
"""Rounds of the power iteration, by which its direction no longer changes."""


def seed_positions(near: Sequence[Sequence[int]]) -> list[tuple[float, float]]:
    """Return a point for each node of a connected graph, given the neighbours of each."""
    count = len(near)
    if count == 1:
        return [(0.0, 0.0)]
    pivot = max(range(count), key=lambda node: (len(near[node]), -node))
    nearest = [10**9] * count
    columns: list[list[int]] = []
    while len(columns) < min(_PIVOTS, count):
        column = distances(near, pivot)
        columns.append(column)
        nearest = list(map(min, nearest, column))
        pivot = max(range(count), key=lambda node: (nearest[node], len(near[node]), -node))
        if nearest[pivot] == 0:
            break
    table = _centred([[float(column[node] ** 2) for column in columns] for node in range(count)])
    axes = _principal(table)
    return [(_product(row, axes[0]), _product(row, axes[1])) for row in table]


def _centred(table: list[list[float]]) -> list[list[float]]:
    """Return the table with the means of its rows and columns taken out, as classical scaling wants it."""
    rows = [sum(row) / len(row) for row in table]
    columns = [sum(column) / len(table) for column in zip(*table, strict=True)]
    whole = sum(rows) / len(rows)
    return [
        [-0.5 * (value - row - column + whole) for value, column in zip(values, columns, strict=True)]
        for values, row in zip(table, rows, strict=True)
    ]


def _principal(table: list[list[float]]) -> list[list[float]]:
    """Return the two directions in which the table's rows differ most, by power iteration."""
    size = len(table[0])
    spread = [[sum(row[a] * row[b] for row in table) for b in range(size)] for a in range(size)]
    chance = random.Random(1)
    found: list[list[float]] = []
    for _ in range(2):
        vector = [chance.random() - 0.5 for _ in range(size)]
        for _ in range(_TURNS):
            turned = [_product(row, vector) for row in spread]
            for known in found:
                along = _product(turned, known)
                turned = [a - along * b for a, b in zip(turned, known, strict=True)]
            length = math.sqrt(sum(value * value for value in turned)) or 1.0
            vector = [value / length for value in turned]
        found.append(vector)
    return found


def _product(one: Sequence[float], other: Sequence[float]) -> float:
    return sum(a * b for a, b in zip(one, other, strict=True))
