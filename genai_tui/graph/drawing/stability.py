"""What stays where it was: rows for a graph that differs a little from one that is drawn already.

A reader finds things again by where they stood. So boxes that were there keep their rows and their order,
and each new one goes where the lines to what it is joined to are shortest.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from genai_tui.graph.drawing.geometry import Plan
from genai_tui.graph.drawing.rows import Rows, middles
from genai_tui.graph.types import Graph

_ROW = 18
"""Cells of line that a step from row to row is worth."""

Places = Mapping[str, tuple[int, int]]
"""Top row and middle column, in cells, of each node's box in the drawing that stands."""

ENOUGH = 0.6
"""Share of a part's boxes that must have stood already; with fewer it is a new drawing."""


def places_of(graph: Graph, plan: Plan) -> dict[str, tuple[int, int]]:
    """Return where the boxes of a plan stand, by the ids of their nodes."""
    return {graph.nodes[box.node].id: (box.top, box.left + box.width // 2) for box in plan.boxes}


def kept_rows(
    ids: Sequence[str], widths: Sequence[int], near: Sequence[Sequence[int]], places: Places, room: int, gap: int
) -> Rows | None:  # fmt: skip
    """Return rows of the nodes named by `ids`, or None where too few of them have a place already.

    `near` gives the neighbours of each; rows are at most about `room` cells wide, boxes `gap` apart.
    """
    known = [node for node, id_ in enumerate(ids) if id_ in places]
    if len(known) < max(3, ENOUGH * len(ids)):
        return None
    tops = sorted({places[ids[node]][0] for node in known})
    rows: Rows = [
        sorted((node for node in known if places[ids[node]][0] == top), key=lambda node: places[ids[node]][1])
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
    """Put a new box where the lines to what it is joined to are shortest; in a row of its own where none has room."""
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
