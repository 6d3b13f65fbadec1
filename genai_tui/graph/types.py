"""The values that a drawing is made of, from the graph to the cells. Nothing here knows a screen."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from genai_tui.catalog.ties import Tie

Frame = Literal[
    "company", "lab", "university", "startup", "nonprofit", "government", "model", "outside", "plain"
]
"""What a node is; kinds differ in their frames."""

Stroke = Literal["light", "heavy", "double"]
"""light: together; heavy: one model's bus of several; double: owns, bought, invested."""


Side = Literal["above", "below", "left", "right"]
"""The side of a box at which a line comes in."""


class Node(Struct, frozen=True):
    """A node: its id, what to write in its box, and what kind of thing it is."""

    id: str
    label: str
    frame: Frame = "plain"


class Link(Struct, frozen=True):
    """A line between two nodes, or, with more ends, of a model that all of them made together.

    A directed link points at its last end and stands for one tie. Its weight is the number of the ties that
    it stands for, where it has any. Its ends stand for theirs: they differ where names are merged.
    """

    ends: tuple[str, ...]
    stroke: Stroke = "light"
    directed: bool = False
    kind: str = ""
    weight: float = 1
    evidence: tuple[Tie, ...] = ()


class Graph(Struct, frozen=True):
    """Nodes and links.

    `note` says which rule of names is on, or what was left out and why. `kind` names a row of the table of graph
    kinds; it is empty for a graph that comes from no catalog.
    """

    title: str
    nodes: tuple[Node, ...]
    links: tuple[Link, ...]
    note: str = ""
    kind: str = ""


class Box(Struct, frozen=True):
    """A node on the grid: left column, top row, width and height in cells, and the text within."""

    node: int
    left: int
    top: int
    width: int
    height: int
    text: str
    frame: Frame = "plain"


class Wire(Struct, frozen=True):
    """The lines of one link: segments (x0, y0, x1, y1) along an axis, each with x0 <= x1 and y0 <= y1.

    `touches` holds for each end its node, the cell of the box that the line runs into, and from which side;
    `heads` the cells of the line at which an arrow points into a box.
    """

    link: int
    stroke: Stroke
    segments: tuple[tuple[int, int, int, int], ...]
    touches: tuple[tuple[int, int, int, Side], ...]
    heads: tuple[tuple[int, int], ...] = ()


class Plan(Struct, frozen=True):
    """Boxes and wires on a grid of so many columns and rows."""

    boxes: tuple[Box, ...]
    wires: tuple[Wire, ...]
    width: int
    height: int

    def shifted(self, x: int, y: int) -> Plan:
        """Return the plan moved to the right and down."""
        return Plan(
            tuple(Box(b.node, b.left + x, b.top + y, b.width, b.height, b.text, b.frame) for b in self.boxes),
            tuple(
                Wire(
                    w.link,
                    w.stroke,
                    tuple((a + x, b + y, c + x, d + y) for a, b, c, d in w.segments),
                    tuple((node, a + x, b + y, side) for node, a, b, side in w.touches),
                    tuple((a + x, b + y) for a, b in w.heads),
                )
                for w in self.wires
            ),
            self.width + x,
            self.height + y,
        )
