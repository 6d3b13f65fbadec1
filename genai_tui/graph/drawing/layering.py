"""Layers: rows by depth for a graph of arrows, so that arrows point down.

The order within a row is that of the barycentre method of Sugiyama, Tagawa and Toda, 1981.
"""

from __future__ import annotations

from collections.abc import Sequence

from genai_tui.graph.drawing.component import Net
from genai_tui.graph.drawing.rows import Rows

_SWEEPS = 12
"""Passes over the rows, down and up by turns."""


def layers(count: int, nets: Sequence[Net]) -> Rows:
    """Return rows by depth for directed nets, each of which points from its other ends down to its last.

    A cycle is broken at the link that closes it. Within a row each box stands near the middle of what it is joined to
    in the next row.
    """
    below, above = _neighbours_by_side(count, nets)
    depth = _depths(count, below)
    rows: Rows = [[] for _ in range(max(depth) + 1)]
    for node in _depth_first(count, below, above):
        rows[depth[node]].append(node)
    place = {node: index / max(1, len(row)) for row in rows for index, node in enumerate(row)}
    for turn in range(_SWEEPS):
        if turn % 2 == 0:
            for row in rows[1:]:
                _sort_by_barycentre(row, above, place)
        else:
            for row in rows[-2::-1]:
                _sort_by_barycentre(row, below, place)
    return rows


def folded(rows: Rows, widths: Sequence[int], gap: int, room: int) -> Rows:
    """Return rows in which those wider than the room are several, about equally wide, one below the other."""
    found: Rows = []
    for row in rows:
        sizes = [widths[node] + gap for node in row]
        share = sum(sizes) / max(1, -(-(sum(sizes) - gap) // room))
        line: list[int] = []
        used = 0
        for node, size in zip(row, sizes, strict=True):
            if line and (used + size - gap > room or used + size / 2 > share):
                found.append(line)
                line, used = [], 0
            line.append(node)
            used += size
        found.append(line)
    return found


def _neighbours_by_side(count: int, nets: Sequence[Net]) -> tuple[list[list[int]], list[list[int]]]:
    """Return for each node those that it points at, and those that point at it."""
    below: list[list[int]] = [[] for _ in range(count)]
    above: list[list[int]] = [[] for _ in range(count)]
    for net in nets:
        for upper in net[:-1]:
            if upper != net[-1] and net[-1] not in below[upper]:
                below[upper].append(net[-1])
                above[net[-1]].append(upper)
    return below, above


def _sort_by_barycentre(row: list[int], joined: list[list[int]], place: dict[int, float]) -> None:
    """Sort a row by the mean place of what each box is joined to, and write the new places down."""
    middle = {
        node: sum(place[each] for each in joined[node]) / len(joined[node]) if joined[node] else place[node]
        for node in row
    }
    row.sort(key=lambda node: (middle[node], place[node]))
    place.update((node, (index + 0.5) / len(row)) for index, node in enumerate(row))


def _depths(count: int, below: list[list[int]]) -> list[int]:
    """Return the length of the longest way down to each node, over links that close no cycle."""
    state = [0] * count
    order: list[int] = []
    back: set[tuple[int, int]] = set()
    for start in range(count):
        if state[start]:
            continue
        stack = [(start, iter(below[start]))]
        state[start] = 1
        while stack:
            node, rest = stack[-1]
            for other in rest:
                if state[other] == 1:
                    back.add((node, other))
                elif not state[other]:
                    state[other] = 1
                    stack.append((other, iter(below[other])))
                    break
            else:
                state[node] = 2
                order.append(node)
                stack.pop()
    depth = [0] * count
    for node in reversed(order):
        for other in below[node]:
            if (node, other) not in back:
                depth[other] = max(depth[other], depth[node] + 1)
    return depth


def _depth_first(count: int, below: list[list[int]], above: list[list[int]]) -> list[int]:
    """Return the nodes in the order of a depth-first search from those that nothing points at."""
    seen: list[int] = []
    known: set[int] = set()
    for start in sorted(range(count), key=lambda node: (bool(above[node]), node)):
        stack = [start]
        while stack:
            node = stack.pop()
            if node not in known:
                known.add(node)
                seen.append(node)
                stack += reversed(below[node])
    return seen
