"""Rasterizer: a plan as rows of characters, with what each cell means and the node or link that it belongs to."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from typing import Literal

from msgspec import Struct

from genai_tui.catalog.cells import char_width
from genai_tui.graph.drawing.geometry import Box, Plan, Rectangle, Side, Wire
from genai_tui.graph.types import Frame, Stroke

CellRole = Literal["blank", "line", "bus", "owns", "frame", "name"]
"""What a cell means. Colours are chosen by whoever shows it."""

UP, RIGHT, DOWN, LEFT = 1, 2, 4, 8

_LINES: dict[Stroke, tuple[str, ...]] = {
    "light": tuple(" ╵╶╰╷│╭├╴╯─┴╮┤┬┼"), "heavy": tuple(" ╹╺┗╻┃┏┣╸┛━┻┓┫┳╋"), "double": tuple(" ║═╚║║╔╠═╝═╩╗╣╦╬"),
}  # fmt: skip
"""Pieces of line by their arms; tuples, since a letter taken from a text is an object of its own in every cell."""
_ASCII: dict[Stroke, tuple[str, str]] = {"light": ("|", "-"), "heavy": (":", "="), "double": ('"', "~")}
"""Upright and flat pieces of line; corners, joins and crossings of one line are `+`."""
_ROLES: dict[Stroke, CellRole] = {"light": "line", "heavy": "bus", "double": "owns"}
_HEADS = {UP: "▲", RIGHT: "▶", DOWN: "▼", LEFT: "◀"}
_ASCII_HEADS = {UP: "^", RIGHT: ">", DOWN: "v", LEFT: "<"}
_FRAMES: dict[Frame, str] = {
    # corners and sides: upper left, across, upper right, down, lower left, lower right
    "university": "╭─╮│╰╯", "startup": "┌╌┐┆└┘", "lab": "┎─┒┃┖┚", "outside": "┌┄┐┊└┘",
}  # fmt: skip
_PLAIN_FRAME = "┌─┐│└┘"


class Drawing(Struct, frozen=True):
    """Rows of text, and the meaning and owner of each cell. A wide character takes two cells.

    A cell is owned by a node, as its number, or by a link, as -1 - number.
    """

    rows: tuple[str, ...]
    width: int
    roles: tuple[tuple[CellRole, ...], ...]
    owners: tuple[tuple[int | None, ...], ...]
    boxes: dict[int, Rectangle]
    """The box of each node."""
    heads: int = 0
    margin: int = 0
    """Rows at the top (`heads`) and columns at the left (`margin`) that name the columns and rows of a matrix. Whoever
    shows a part of the drawing keeps them in sight."""

    @property
    def height(self) -> int:
        """Rows of the drawing."""
        return len(self.rows)

    def runs(self, y: int, start: int, end: int) -> Iterator[tuple[str, CellRole, int | None]]:
        """Yield the cells of a row from `start` to `end` as runs of text with one role and owner."""
        if not 0 <= y < len(self.rows):
            return
        cells = self.cells(y)
        text, key = "", None
        for x in range(max(0, start), min(end, len(cells))):
            here = (self.roles[y][x], self.owners[y][x])
            if key is not None and here != key:
                yield text, *key
                text = ""
            key = here
            # A wide character that is cut in half by an edge becomes a blank.
            half = (cells[x] == "" and x == start) or (x + 1 == end and char_width(cells[x] or " ") == 2)
            text += " " if half else cells[x]
        if key is not None:
            yield text, *key

    def cells(self, y: int) -> list[str]:
        """Return what stands in each cell of a row; the second cell of a wide character is empty."""
        cells: list[str] = []
        for char in self.rows[y]:
            size = char_width(char)
            if size == 0 and cells:
                cells[-1 if cells[-1] else -2] += char
            else:
                cells += [char, ""][: size or 1]
        return cells + [" "] * (len(self.roles[y]) - len(cells))


def draw(plan: Plan, ascii_only: bool = False) -> Drawing:
    """Return a plan drawn."""
    width, height = plan.width, plan.height
    text = [[" "] * width for _ in range(height)]
    roles: list[list[CellRole]] = [["blank"] * width for _ in range(height)]
    owners: list[list[int | None]] = [[None] * width for _ in range(height)]
    across, down = _Crossed(width, height), _Crossed(width, height)
    for number, wire in enumerate(plan.wires):
        for x, y, arm in _arms(wire):
            across.add(x, y, arm & (LEFT | RIGHT), number)
            down.add(x, y, arm & (UP | DOWN), number)
    numbers = {wire.link: -1 - wire.link for wire in plan.wires}  # one object for all cells of a line
    for place, arms in enumerate(zip(across.arms, down.arms, strict=True)):
        if any(arms):
            flat, upright = across.at(place, plan.wires), down.at(place, plan.wires)
            owner = (upright or flat)[1]  # type: ignore[index]
            y, x = divmod(place, width)
            text[y][x] = _crossing(flat, upright, ascii_only)
            roles[y][x] = _ROLES[owner.stroke]
            owners[y][x] = numbers[owner.link]
    for box in plan.boxes:
        _box(box, text, roles, owners, ascii_only)
    heights = {box.node: box.height for box in plan.boxes}
    for wire in plan.wires:
        _ends(wire, heights, text, ascii_only)
    rows = tuple("".join(row).rstrip() for row in text)
    return Drawing(
        rows,
        width,
        tuple(map(tuple, roles)),
        tuple(map(tuple, owners)),
        {box.node: box.rectangle for box in plan.boxes},
    )


class _Crossed:
    """What runs through each cell one way: the arms of the last wire there. Some hundred thousand cells, so in bytes."""

    def __init__(self, width: int, height: int) -> None:
        self._width = width
        self.arms = bytearray(width * height)
        self._wires = array("I", bytes(array("I").itemsize * width * height))

    def add(self, x: int, y: int, arm: int, wire: int) -> None:
        """Let a wire, by its number, leave a cell by an arm, if it does."""
        if arm:
            place = y * self._width + x
            self.arms[place] = arm | (self.arms[place] if self._wires[place] == wire else 0)
            self._wires[place] = wire

    def at(self, place: int, wires: Sequence[Wire]) -> tuple[int, Wire] | None:
        """Return arms and wire of a cell; None where nothing runs through it."""
        arms = self.arms[place]
        return (arms, wires[self._wires[place]]) if arms else None


def _arms(wire: Wire) -> Iterator[tuple[int, int, int]]:
    """Yield the cells of a wire with the directions in which the wire leaves each, as bits."""
    for x0, y0, x1, y1 in wire.segments:
        if y0 == y1:
            for x in range(x0, x1 + 1):
                yield x, y0, (LEFT if x > x0 else 0) | (RIGHT if x < x1 else 0)
            if x0 == x1:
                yield x0, y0, 0
        else:
            for y in range(y0, y1 + 1):
                yield x0, y, (UP if y > y0 else 0) | (DOWN if y < y1 else 0)
    for _, x, y, side in wire.touches:
        dx, dy, arm = _OUT[side]
        yield x + dx, y + dy, arm


_OUT: dict[Side, tuple[int, int, int]] = {
    "above": (0, -1, DOWN), "below": (0, 1, UP), "left": (-1, 0, RIGHT), "right": (1, 0, LEFT),
}  # fmt: skip
"""The step from a cell of a box to the cell of a line beside it, and the direction back."""


def _crossing(flat: tuple[int, Wire] | None, upright: tuple[int, Wire] | None, ascii_only: bool) -> str:
    """Return the character of a cell with a flat line, an upright line, or both."""
    mask = (flat[0] if flat else 0) | (upright[0] if upright else 0)
    if ascii_only:
        if mask & (UP | DOWN) and mask & (LEFT | RIGHT):
            if mask != 15 or flat[1] is upright[1]:  # type: ignore[index]
                return "+"
            return _ASCII[upright[1].stroke][0]  # type: ignore[index]
        return _ASCII[(upright or flat)[1].stroke][0 if mask & (UP | DOWN) else 1]  # type: ignore[index]
    if flat is None or upright is None or flat[1].stroke == upright[1].stroke:
        return _LINES[(flat or upright)[1].stroke][mask]  # type: ignore[index]
    strokes = (flat[1].stroke, upright[1].stroke)
    if mask != 15:
        return _LINES[upright[1].stroke][mask]
    return {
        ("heavy", "light"): "┿", ("light", "heavy"): "╂", ("double", "light"): "╪", ("light", "double"): "╫",
        ("double", "heavy"): "╪", ("heavy", "double"): "╫",
    }[strokes]  # fmt: skip


def _box(
    box: Box,
    text: list[list[str]],
    roles: list[list[CellRole]],
    owners: list[list[int | None]],
    ascii_only: bool,
) -> None:
    right = box.left + box.width - 1
    for y in range(box.top, box.top + box.height):
        for x in range(box.left, right + 1):
            text[y][x], roles[y][x], owners[y][x] = " ", "name" if box.height == 1 else "frame", box.node
    middle = box.top + box.height // 2
    if box.height == 3:
        corner = "+-+|++" if ascii_only else _FRAMES.get(box.frame, _PLAIN_FRAME)
        for x in range(box.left + 1, right):
            text[box.top][x] = text[box.top + 2][x] = corner[1]
            roles[middle][x] = "name"
        text[box.top][box.left], text[box.top][right] = corner[0], corner[2]
        text[box.top + 2][box.left], text[box.top + 2][right] = corner[4], corner[5]
        text[middle][box.left] = text[middle][right] = corner[3]
    else:
        text[box.top][box.left], text[box.top][right] = "[", "]"
    cells: list[str] = []
    for char in box.text:
        size = char_width(char)
        if size == 0 and cells:
            cells[-1 if cells[-1] else -2] += char
        elif size:
            cells += [char, ""][:size]
    start = box.left + 1 + (box.width - 2 - len(cells)) // 2
    for place, char in enumerate(cells[: box.width - 2]):
        text[middle][start + place] = char


_INTO: dict[Stroke, dict[Side, str]] = {
    "light": {"above": "┴", "below": "┬", "right": "├", "left": "┤"},
    "heavy": {"above": "┸", "below": "┰", "right": "┝", "left": "┥"},
    "double": {"above": "╨", "below": "╥", "right": "╞", "left": "╡"},
}


def _ends(wire: Wire, heights: dict[int, int], text: list[list[str]], ascii_only: bool) -> None:
    """Draw where a wire meets its boxes: a join in the frame, or an arrow's head before it."""
    for node, x, y, side in wire.touches:
        dx, dy, arm = _OUT[side]
        framed = heights[node] == 3
        if (x + dx, y + dy) in wire.heads:
            text[y + dy][x + dx] = (_ASCII_HEADS if ascii_only else _HEADS)[arm]
            framed = framed and side in ("left", "right")  # from above and below the frame stays whole
        if framed:
            text[y][x] = "+" if ascii_only else _INTO[wire.stroke][side]


def plain_text(drawing: Drawing) -> str:
    """Return the drawing as lines of text."""
    return "".join(f"{row}\n" for row in drawing.rows)
