"""The cursor in a drawing of a graph: the node or line it stands on, where it walks, and what is lit around it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import cached_property
from itertools import pairwise
from typing import Literal

from genai_tui.graph.drawing.rasterizer import Drawing
from genai_tui.graph.types import Graph

Direction = Literal["left", "right", "up", "down"]
Hit = Literal["nothing", "new", "again"]
"""What the pointer hit: nothing, something to go to, or the node on which the cursor stood already."""

_BACK: dict[Direction, Direction] = {"left": "right", "right": "left", "up": "down", "down": "up"}
_AROUND = 4
"""Rows that are seen above and below a node whose lines are too long to be seen whole."""
_TALL = 2
"""A cell is about twice as high as it is wide."""


def owners_along(graph: Graph, path: Sequence[str]) -> frozenset[int]:
    """Return the owners of cells along a path, as far as a graph has it: its nodes, and the lines from each to the next."""
    numbers = {node.id: number for number, node in enumerate(graph.nodes)}
    steps = [{one, other} for one, other in pairwise(path)]
    lines = (number for number, link in enumerate(graph.links) if any(step <= {*link.ends} for step in steps))
    return frozenset((*(numbers[each] for each in path if each in numbers), *(-1 - line for line in lines)))


class DrawingCursor:
    """Stands on a node of a drawing, or on one of its lines. Nodes and links are named by their numbers in the graph.

    What moves it returns whether it went anywhere.
    """

    def __init__(self, graph: Graph, drawing: Drawing, chosen: str | None = None) -> None:
        """Begin on the node of this id; where it is not drawn, on the one with most lines, the first of several such."""
        self._graph, self._drawing = graph, drawing
        self._numbers = {node.id: number for number, node in enumerate(graph.nodes)}
        boxes = drawing.boxes
        self.order = sorted(boxes, key=lambda node: (boxes[node][1], boxes[node][0]))
        """The nodes that are drawn, in the order in which they are read."""
        drawn = self._numbers.get(chosen or "")
        self.node = (
            drawn if drawn in boxes else max(self.order, key=self._lines_of().__getitem__, default=None)
        )
        self.link: int | None = None
        self.lit: frozenset[int] = frozenset()
        """The owners of cells that are lit: the lines of the node, or the line, and the nodes at their ends."""
        self._anchor = self.node
        self._came: tuple[Direction, int] | None = None
        self._light()

    def _lines_of(self) -> Counter[int]:
        """Return how many lines each node has."""
        return Counter(self._numbers[end] for link in self._graph.links for end in {*link.ends})

    @property
    def node_id(self) -> str | None:
        """The id of the node."""
        return None if self.node is None else self._graph.nodes[self.node].id

    @property
    def cell(self) -> tuple[str, str] | None:
        """The ids of two nodes that are joined in the cell of a table on which it stands."""
        return None

    def rows_in_sight(self, rows: int) -> tuple[int, int]:
        """Return the first row and the one behind the last that are to be seen, of so many.

        These are the node with its lines and their far ends; if they are too many, without the far ends; or else the
        node with some rows around it.
        """
        assert self.node is not None, "there is nothing to see without a node"
        _, top, _, height = self._drawing.boxes[self.node]
        for wanted in (self.lit, [owner for owner in self.lit if owner < 0]):
            spans = [self._spans[owner] for owner in wanted if owner in self._spans]
            low = min((top, *(first for first, _ in spans))) - 1
            high = max((top + height, *(last + 1 for _, last in spans))) + 1
            if high - low <= rows:
                return low, high
        around = max(1, min(_AROUND, (rows - height) // 2))
        return top - around, top + height + around

    @cached_property
    def _spans(self) -> dict[int, tuple[int, int]]:
        """The first and the last row of everything that is drawn."""
        spans: dict[int, tuple[int, int]] = {}
        for y, owners in enumerate(self._drawing.owners):
            for owner in set(owners):
                if owner is not None:
                    spans[owner] = (spans[owner][0] if owner in spans else y, y)
        return spans

    def reach(self, node_id: str) -> bool:
        """Go to the node of this id, if it is drawn."""
        number = self._numbers.get(node_id)
        if number is None or number not in self._drawing.boxes:
            return False
        self._jump_to(number)
        return True

    def walk(self, direction: Direction) -> bool:
        """Go to the nearest box that way; left and right go on in reading order, so that all are reached."""
        if self.node is None:
            return False
        if self._came and self._came[0] == _BACK[direction]:
            before, self._came = self._came[1], None
            self._go_to(before)
            return True
        here = self.node
        target = (
            self._sideways(here, direction)
            if direction in ("left", "right")
            else self._upright(here, direction)
        )
        if target is None:
            return False
        self._go_to(target)
        self._came = (direction, here)
        return True

    def partner(self, step: int) -> bool:
        """Go round what is joined to the node that was walked to last."""
        if self._anchor is None:
            return False
        around = self._anchor
        anchor = self._graph.nodes[around].id
        joined = {
            self._numbers[end]
            for link in self._graph.links
            if anchor in link.ends
            for end in link.ends
            if end != anchor
        }
        partners = [node for node in self.order if node in joined]
        if partners:
            at = partners.index(self.node) + step if self.node in partners else (0 if step > 0 else -1)
            self._jump_to(partners[at % len(partners)])
            self._anchor = around
        return bool(partners)

    def tie(self, step: int) -> bool:
        """Go round the lines of the node."""
        if self.node is None:
            return False
        here = self._graph.nodes[self.node].id
        ties = [number for number, link in enumerate(self._graph.links) if here in link.ends]
        if ties:
            at = ties.index(self.link) + step if self.link in ties else (0 if step > 0 else -1)
            self._go_to_link(ties[at % len(ties)])
        return bool(ties)

    def point(self, x: int, y: int) -> Hit:
        """Go to what is drawn in a cell of the drawing."""
        if not (0 <= y < self._drawing.height and 0 <= x < len(self._drawing.owners[y])):
            return "nothing"
        owner = self._drawing.owners[y][x]
        if owner is None:
            return "nothing"
        if owner < 0:
            self._go_to_link(-1 - owner)
            return "new"
        return self._point_at(owner)

    def _point_at(self, node: int) -> Hit:
        again = node == self.node and self.link is None
        self._jump_to(node)
        return "again" if again else "new"

    def _go_to(self, node: int) -> None:
        self.node, self.link, self._anchor = node, None, node
        self._light()

    def _jump_to(self, node: int) -> None:
        """Go to a node that was asked for by itself, however far off."""
        self._go_to(node)

    def _go_to_link(self, link: int) -> None:
        self.link = link
        self._light()

    def _light(self) -> None:
        """Light the lines of the node, or the line, and the names at their ends."""
        lit: set[int] = set()
        for number, link in enumerate(self._graph.links):
            ends = {self._numbers[end] for end in link.ends if end in self._numbers}
            if number == self.link if self.link is not None else self.node in ends:
                lit |= {-1 - number, *ends}
        self.lit = frozenset(lit)

    def _sideways(self, here: int, direction: Direction) -> int | None:
        at = self.order.index(here) + (1 if direction == "right" else -1)
        return self.order[at] if 0 <= at < len(self.order) else None

    def _upright(self, here: int, direction: Direction) -> int | None:
        x, y = self._centre(here)
        sign = 1 if direction == "down" else -1
        beyond = [node for node in self._drawing.boxes if (self._centre(node)[1] - y) * sign > 0]

        def far(node: int) -> tuple[float, int]:
            other_x, other_y = self._centre(node)
            return abs(other_x - x) + 3 * _TALL * abs(other_y - y), node

        return min(beyond, key=far, default=None)

    def _centre(self, node: int) -> tuple[float, float]:
        left, top, width, height = self._drawing.boxes[node]
        return left + width / 2, top + height / 2
