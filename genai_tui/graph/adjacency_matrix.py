"""Adjacency matrix: a graph as a table of who is joined to whom, which stays readable however many links there are."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from genai_tui.catalog.cells import pad, width
from genai_tui.catalog.name_cuts import cut
from genai_tui.catalog.sanitize import safe_line
from genai_tui.graph.analysis import pairs
from genai_tui.graph.drawing.component import components
from genai_tui.graph.drawing.geometry import Rectangle
from genai_tui.graph.drawing.rasterizer import CellRole, Drawing
from genai_tui.graph.types import Graph

LONGEST = 40
"""Cells of the longest name; a longer one is shown without its middle."""
_STRONG = (1, 2, 4)
"""Pieces of evidence from which on a mark is darker."""
_MARKS = "·▪■█"
_ASCII_MARKS = ".o8#"
_WORDS = ("one piece of evidence", "two or three", "four and more")
"""What marks mean from the second on; the first is that of no tie."""


def matrix(graph: Graph, ascii_only: bool = False) -> Drawing:
    """Return the matrix drawn: a row and a column for each node that is joined to another, alike ones side by side.

    Darker marks stand for more evidence: one piece, two or three, four and more. A cell is owned by a node, as its
    number, or by a link, as -1 - number.
    """
    near = _evidence(graph)
    order = [node for node in _ordered(near) if near[node]]
    if not order:
        return Drawing((), 0, (), (), {})
    links = _links(graph)
    labels = {node: safe_line(graph.nodes[node].label) for node in order}
    size = min(LONGEST, max(map(width, labels.values())))
    digits = len(str(len(order)))
    left = size + digits + 3
    numbers = [str(number + 1).rjust(digits) for number in range(len(order))]
    rows = [" " * left + "".join(number[digit] for number in numbers) for digit in range(digits)]
    roles: list[tuple[CellRole, ...]] = [(*_BLANK * left, *_FRAME * len(order))] * digits
    owners: list[tuple[int | None, ...]] = [(None,) * left + tuple(order)] * digits
    bar, itself, marks = "|" if ascii_only else "▏", _itself(ascii_only), _marks(ascii_only)
    for node, number in zip(order, numbers, strict=True):
        mine = near[node]
        cells = (itself if node == other else marks[_strength(mine.get(other, 0))] for other in order)
        rows.append(f"{pad(cut(labels[node], size).text, size)} {number} {bar}{''.join(cells)}")
        cell_roles: Iterator[CellRole] = ("bus" if other in mine else "blank" for other in order)
        roles.append((*_NAME * size, *_FRAME * (digits + 3), *cell_roles))
        ties = (-1 - links[frozenset((node, other))] if other in mine else None for other in order)
        owners.append((*(node,) * left, *ties))
    boxes = {node: Rectangle(0, digits + place, size, 1) for place, node in enumerate(order)}
    return Drawing(tuple(rows), left + len(order), tuple(roles), tuple(owners), boxes, digits, left)


_BLANK: tuple[CellRole] = ("blank",)
_NAME: tuple[CellRole] = ("name",)
_FRAME: tuple[CellRole] = ("frame",)


def _evidence(graph: Graph) -> list[dict[int, int]]:
    """Return for each node how much evidence joins it to which others, by their numbers."""
    numbers = {node.id: number for number, node in enumerate(graph.nodes)}
    near: list[dict[int, int]] = [{} for _ in graph.nodes]
    for (one, other), proofs in pairs(graph).items():
        a, b = numbers[one], numbers[other]
        near[a][b] = near[b][a] = max(1, len(proofs))
    return near


def _links(graph: Graph) -> dict[frozenset[int], int]:
    """Return the number of the first link that joins two nodes, by the numbers of both."""
    numbers = {node.id: number for number, node in enumerate(graph.nodes)}
    found: dict[frozenset[int], int] = {}
    for number, link in enumerate(graph.links):
        ends = [numbers[end] for end in dict.fromkeys(link.ends) if end in numbers]
        for one, other in combinations(ends, 2):
            found.setdefault(frozenset((one, other)), number)
    return found


def in_blocks(drawing: Drawing, room: int) -> Iterator[str]:
    """Yield the rows of a matrix in blocks of columns that fit `room` cells, each with its column numbers and names.

    A matrix that fits is one block.
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
    """Return the nodes in an order in which neighbours in the table have many partners in common."""
    nets = [(one, other) for one, each in enumerate(near) for other in each if one < other]
    order: list[int] = []
    for component in components(len(near), nets):
        left = set(component)
        here = max(component, key=lambda node: (len(near[node]), -node))
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
