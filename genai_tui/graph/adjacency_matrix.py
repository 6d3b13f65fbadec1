"""A graph as a table: who is joined to whom. Readable at any density, without a single crossing."""

from __future__ import annotations

from collections.abc import Iterator

from genai_tui.catalog.sanitize import clip, pad, safe_line, width
from genai_tui.graph.analysis import pairs
from genai_tui.graph.drawing.component import components
from genai_tui.graph.drawing.geometry import Rectangle
from genai_tui.graph.drawing.rasterizer import Drawing, Role
from genai_tui.graph.types import Graph

LONGEST = 40
_STRONG = (1, 2, 4)
_MARKS = "·▪■█"
_ASCII_MARKS = ".o8#"
_WORDS = ("one piece of evidence", "two or three", "four and more")
"""What marks mean from the second on; the first is that of no tie."""


def matrix(graph: Graph, ascii_only: bool = False) -> Drawing:
    """Return the matrix drawn: a row and a column for each node, alike ones side by side.

    Darker marks stand for more evidence: one piece, two or three, four and more. Only nodes that are
    joined to others have a row. Owners of cells are nodes by their number, and links as -1 - number.
    """
    nodes = {node.id: number for number, node in enumerate(graph.nodes)}
    joined = pairs(graph)
    near: list[dict[int, int]] = [{} for _ in graph.nodes]
    for (one, other), proofs in joined.items():
        a, b = nodes[one], nodes[other]
        near[a][b] = near[b][a] = max(1, len(proofs))
    link_of = {
        frozenset((nodes[one], nodes[other])): number
        for number, link in reversed(list(enumerate(graph.links)))
        for one in link.ends
        for other in link.ends
        if one != other and one in nodes and other in nodes
    }
    order = [node for node in _ordered(near) if near[node]]
    labels = [safe_line(graph.nodes[node].label) for node in order]
    size = min(LONGEST, max(map(width, labels), default=0))
    if not order:
        return Drawing((), 0, (), (), {})
    digits = len(str(len(order)))
    marks, itself = _marks(ascii_only), _itself(ascii_only)
    rows: list[str] = []
    blank: Role = "blank"
    frame: Role = "frame"
    name: Role = "name"
    mark: Role = "bus"
    roles: list[tuple[Role, ...]] = []
    owners: list[tuple[int | None, ...]] = []
    left = size + digits + 3
    for digit in range(digits):
        rows.append(
            " " * left + "".join(str(number + 1).rjust(digits)[digit] for number in range(len(order)))
        )
        roles.append((blank,) * left + (frame,) * len(order))
        owners.append((None,) * left + tuple(order))
    bar = "|" if ascii_only else "▏"
    for place, node in enumerate(order):
        cells = "".join(
            itself if node == other else marks[_strength(near[node].get(other, 0))] for other in order
        )
        rows.append(f"{pad(clip(labels[place], size), size)} {str(place + 1).rjust(digits)} {bar}{cells}")
        roles.append(
            (name,) * size + (frame,) * (digits + 3)
            + tuple(mark if other in near[node] else blank for other in order)
        )  # fmt: skip
        owners.append(
            (node,) * (size + digits + 3)
            + tuple(
                -1 - link_of[frozenset((node, other))] if other in near[node] else None for other in order
            )
        )
    boxes = {node: Rectangle(0, digits + place, size, 1) for place, node in enumerate(order)}
    return Drawing(tuple(rows), left + len(order), tuple(roles), tuple(owners), boxes, digits, left)


def in_blocks(drawing: Drawing, room: int) -> Iterator[str]:
    """Yield the rows of a table in blocks of columns that `room` cells hold, each with its heads and names.

    A table that fits is one block as it stands.
    """
    columns = drawing.width - drawing.margin
    step = max(_FEWEST, room - drawing.margin)
    if columns <= step:
        yield from drawing.rows
        return
    for start in range(0, columns, step):
        end = min(columns, start + step)
        yield f"columns {start + 1}-{end} of {columns}"
        for y in range(drawing.height):
            parts = ((0, drawing.margin), (drawing.margin + start, drawing.margin + end))
            yield "".join(text for part in parts for text, _, _ in drawing.runs(y, *part)).rstrip()
        if end < columns:
            yield ""


_FEWEST = 10
"""Columns of a block, however long the names are."""


def legend(drawing: Drawing, ascii_only: bool = False) -> str:
    """Return what the signs mean that occur in the cells of a matrix."""
    cells = drawing.width - drawing.margin
    drawn = set("".join(row[-cells:] for row in drawing.rows[drawing.heads :])) if cells else set()
    meanings = (*zip(_marks(ascii_only)[1:], _WORDS, strict=True), (_itself(ascii_only), "itself"))
    told = [
        f"{sign} {words}" for sign, words in (*meanings, (_marks(ascii_only)[0], "no tie")) if sign in drawn
    ]
    return ", ".join(told)


def _marks(ascii_only: bool) -> str:
    return _ASCII_MARKS if ascii_only else _MARKS


def _itself(ascii_only: bool) -> str:
    """Return the sign where a node's row meets its own column."""
    return "\\" if ascii_only else "╲"


def _strength(weight: int) -> int:
    return sum(weight >= least for least in _STRONG)


def _ordered(near: list[dict[int, int]]) -> list[int]:
    """Return the nodes in an order in which each follows one with much the same partners."""
    nets = [(one, other) for one, each in enumerate(near) for other in each if one < other]
    order: list[int] = []
    for part in components(len(near), nets):
        left = set(part)
        here = max(part, key=lambda node: (len(near[node]), -node))
        while True:
            order.append(here)
            left.discard(here)
            if not left:
                break
            mine = set(near[here])
            here = max(
                sorted(left),
                key=lambda node: (
                    len(mine & near[node].keys()) + 2 * (node in mine) - 0.3 * len(mine - near[node].keys())
                ),
            )
    return order
