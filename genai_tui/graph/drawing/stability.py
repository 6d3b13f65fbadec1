"""Layout stability: boxes keep their rows when a graph changes a little.

A reader finds a box again by where it was. So boxes of the earlier drawing keep their rows and their order, and each
new box goes where its lines are shortest.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from genai_tui.graph.drawing.geometry import Plan
from genai_tui.graph.drawing.rows import Rows, middles
from genai_tui.graph.types import Graph

_ROW = 18
"""Cells of line that a step from row to row counts as."""


class Place(NamedTuple):
    """Where a box is in a drawing: its top row and its middle column."""

    top: int
    middle: int


Places = Mapping[str, Place]
"""The places of boxes in an earlier drawing, by the ids of their nodes."""

ENOUGH = 0.6
"""Share of the boxes of a component that must be in the earlier drawing for it to be kept."""


def places_of(graph: Graph, plan: Plan) -> dict[str, Place]:
    """Return the places of the boxes of a plan, by the ids of their nodes."""
    return {graph.nodes[box.node].id: Place(box.top, box.left + box.width // 2) for box in plan.boxes}


def kept_rows(
    ids: Sequence[str], widths: Sequence[int], near: Sequence[Sequence[int]], places: Places, room: int, gap: int
) -> Rows | None:  # fmt: skip
    """Return rows of the nodes named by `ids`; None where too few of them have a place.

    `near` gives the neighbours of each; rows are at most about `room` cells wide, boxes `gap` apart.
    """
    known = [node for node, id_ in enumerate(ids) if id_ in places]
    if len(known) < max(3, ENOUGH * len(ids)):
        return None
    tops = sorted({places[ids[node]].top for node in known})
    rows: Rows = [
        sorted(
            (node for node in known if places[ids[node]].top == top),
            key=lambda node: places[ids[node]].middle,
        )
        for top in tops
    ]
    new = [node for node, id_ in enumerate(ids) if id_ not in places]
    standing = set(known)
    while new:
        node = max(new, key=lambda each: (len(standing.intersection(near[each])), -each))
        new.remove(node)
        _insert(rows, node, standing.intersection(near[node]), widths, room, gap)
        standing.add(node)
    return rows


def _insert(rows: Rows, node: int, joined: set[int], widths: Sequence[int], room: int, gap: int) -> None:
    """Put a new box where its lines to other boxes are shortest; in a row of its own where no row has room."""
    x = middles(rows, widths, gap)
    row_of = {each: number for number, row in enumerate(rows) for each in row}
    best: tuple[float, int, int] | None = None
    for number, row in enumerate(rows):
        length = sum(widths[each] for each in row) + gap * (len(row) - 1)
        if length + gap + widths[node] > room:
            continue
        between = [-length / 2 - gap / 2, *(x[each] + widths[each] / 2 + gap / 2 for each in row)]
        for place, at in enumerate(between):
            cost = sum(abs(at - x[other]) + _ROW * abs(number - row_of[other]) for other in joined)
            if best is None or cost < best[0]:
                best = (cost, number, place)
    if best is None:
        rows.append([node])
    else:
        rows[best[1]].insert(best[2], node)
