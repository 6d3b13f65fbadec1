"""A drawing before it has characters: boxes and wires on a grid of cells.

Columns are counted from 0 at the left, rows from 0 at the top.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple

from msgspec import Struct

from genai_tui.graph.types import Frame, Stroke

Side = Literal["above", "below", "left", "right"]
"""The side of a box at which a line ends."""


class Point(NamedTuple):
    """A cell."""

    x: int
    y: int


class Segment(NamedTuple):
    """A straight piece of line along one axis, with x0 <= x1 and y0 <= y1; both ends belong to it."""

    x0: int
    y0: int
    x1: int
    y1: int


class Touch(NamedTuple):
    """Where a line meets a box: the node, the cell of the box, and the side from which the line comes."""

    node: int
    x: int
    y: int
    side: Side


class Rectangle(NamedTuple):
    """A box without its text, in cells."""

    left: int
    top: int
    width: int
    height: int


class Box(Struct, frozen=True):
    """The box of a node: where it is, how large, and the text within."""

    node: int
    left: int
    top: int
    width: int
    height: int
    text: str
    frame: Frame = "plain"

    @property
    def rectangle(self) -> Rectangle:
        """The cells that the box takes."""
        return Rectangle(self.left, self.top, self.width, self.height)


class Wire(Struct, frozen=True):
    """All lines of one link: their segments, where they meet boxes, and the cells in which an arrowhead stands."""

    link: int
    stroke: Stroke
    segments: tuple[Segment, ...]
    touches: tuple[Touch, ...]
    heads: tuple[Point, ...] = ()


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
                    tuple(Segment(a + x, b + y, c + x, d + y) for a, b, c, d in w.segments),
                    tuple(Touch(node, a + x, b + y, side) for node, a, b, side in w.touches),
                    tuple(Point(a + x, b + y) for a, b in w.heads),
                )
                for w in self.wires
            ),
            self.width + x,
            self.height + y,
        )


def beside(plans: Sequence[Plan], gap: int) -> Plan:
    """Return plans side by side, `gap` columns apart."""
    boxes: list[Box] = []
    wires: list[Wire] = []
    x = 0
    for plan in plans:
        moved = plan.shifted(x, 0)
        boxes += moved.boxes
        wires += moved.wires
        x += plan.width + gap
    height = max((plan.height for plan in plans), default=0)
    return Plan(tuple(boxes), tuple(wires), max(0, x - gap), height)


def stacked(plans: Sequence[Plan], gap: int = 1) -> Plan:
    """Return plans one below the other, `gap` rows apart."""
    boxes: list[Box] = []
    wires: list[Wire] = []
    y = width = 0
    for plan in plans:
        moved = plan.shifted(0, y)
        boxes += moved.boxes
        wires += moved.wires
        width = max(width, plan.width)
        y += plan.height + gap
    return Plan(tuple(boxes), tuple(wires), width, max(0, y - gap))
