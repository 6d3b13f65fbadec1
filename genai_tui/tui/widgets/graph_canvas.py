"""The canvas of a graph: boxes and lines under a cursor, scrolled in a window."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.events import Click
from textual.geometry import Size
from textual.message import Message

from genai_tui.graph.drawing.rasterizer import CellRole, Drawing
from genai_tui.graph.types import Graph
from genai_tui.tui.messages import message
from genai_tui.tui.widgets.line_list import LineList
from genai_tui.tui.widgets.row_painter import Line, Piece, RowState
from genai_tui.view.bounded_cache import BoundedCache
from genai_tui.view.drawing_cursor import Direction, DrawingCursor, owners_along
from genai_tui.view.matrix_cursor import MatrixCursor

_CUTS_KEPT = 1024
"""Rows that are kept in runs: those of some screens, each as wide and as far to the side as it was seen."""
_FEWEST_COLUMNS = 8
"""Columns of a table that are seen however long the names are."""


class GraphCanvas(LineList):
    """Shows a drawing; the chosen node, its lines and their far ends are lit."""

    TELLS = True
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left,h", "walk('left')", "Left", show=False, id="graph.left"),
        Binding("right,l", "walk('right')", "Right", show=False, id="graph.right"),
        Binding("up,k", "walk('up')", "Up", show=False, id="graph.up"),
        Binding("down,j", "walk('down')", "Down", show=False, id="graph.down"),
        Binding("tab", "partner(1)", "Next partner", show=False, id="graph.partner"),
        Binding("shift+tab", "partner(-1)", "Previous partner", show=False, id="graph.partner_back"),
        Binding("enter", "choose", "Choose", show=False, id="graph.choose"),
    ]

    @message
    class NodeHighlighted(Message):
        """The cursor came to a node."""

        node_id: str

    @message
    class LinkHighlighted(Message):
        """The cursor came to a line, by its number in the graph."""

        link: int

    @message
    class CellHighlighted(Message):
        """The cursor came to a cell of a table in which two nodes are joined."""

        one: str
        other: str

    @message
    class NodeChosen(Message):
        """The reader pressed Enter on a node."""

        node_id: str

    @message
    class LinkChosen(Message):
        """The reader pressed Enter on a line, or, without its number, on a cell of a table."""

        link: int | None

    _left = 0  # of the class, since `place` is asked for while the view is being made

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._graph = Graph("", (), ())
        self._drawing = Drawing((), 0, (), (), {})
        self.drawing_cursor = DrawingCursor(self._graph, self._drawing)
        """Where the reader is in the drawing; a `MatrixCursor` in a table."""
        self._cut: BoundedCache[tuple[int, int, int], tuple[tuple[str, CellRole, int | None], ...]] = (
            BoundedCache(_CUTS_KEPT)
        )
        self._message = ""
        self._along: frozenset[int] = frozenset()
        """The owners of cells along the path that is lit."""
        self._rows_in_sight = 0

    # What is shown

    @property
    def count(self) -> int:
        return max(1, self._drawing.height)

    @property
    def heads(self) -> int:
        return self._drawing.heads

    @property
    def rows(self) -> tuple[str, ...]:
        """The rows of the whole drawing, in and out of sight."""
        return self._drawing.rows

    @property
    def in_order(self) -> tuple[str, ...]:
        """The nodes that are drawn, in the order in which they are read."""
        return tuple(self._graph.nodes[node].id for node in self.drawing_cursor.order)

    @property
    def link(self) -> int | None:
        """The line under the cursor, by its number in the graph."""
        return self.drawing_cursor.link

    @property
    def cell(self) -> tuple[str, str] | None:
        """The two nodes that are joined in the cell of a table under the cursor."""
        return self.drawing_cursor.cell

    @property
    def out_of_sight(self) -> str:
        """Which columns of a table are seen, and how many ties of the chosen row are not; empty if all are."""
        cursor = self.drawing_cursor
        return (
            cursor.out_of_sight(self._left, self._spread(cursor)[1])
            if isinstance(cursor, MatrixCursor)
            else ""
        )

    @property
    def node_id(self) -> str | None:
        """The node under the cursor."""
        return self.drawing_cursor.node_id

    @property
    def place(self) -> tuple[int, int]:
        return self.top, self._left

    @place.setter
    def place(self, place: tuple[int, int]) -> None:
        self.top, self._left = place

    def can_stand(self, index: int) -> bool:
        return False

    def show(
        self,
        graph: Graph,
        drawing: Drawing,
        chosen: str | None,
        message: str = "",
        path: tuple[str, ...] = (),
    ) -> None:
        """Show a drawing of a graph with the cursor on a node; `message` stands where there is no drawing.

        The nodes of a `path` and the lines from each to the next are lit, as far as they are drawn, and nothing beside.
        """
        self._graph, self._drawing, self._message = graph, drawing, message
        self._cut.clear()
        self._along = owners_along(graph, path)
        self.drawing_cursor = (MatrixCursor if drawing.heads else DrawingCursor)(graph, drawing, chosen)
        self.top = self._left = 0
        self.keep_in_sight()
        self.refresh()

    def reach(self, node_id: str) -> bool:
        """Put the cursor on a node, if it is drawn."""
        is_drawn = self.drawing_cursor.reach(node_id)
        if is_drawn:
            self._follow()
        return is_drawn

    def row_state(self, row: int, size: Size) -> RowState:
        self._rows_in_sight = size.height  # kept for every line: Textual works it out anew each time
        return super().row_state(row, size)

    def line(self, index: int, cells: int) -> Line:
        if not self._drawing.rows:
            return ((f" {self._message}", "dim"),)
        if isinstance(self.drawing_cursor, MatrixCursor):
            return self._table_line(self.drawing_cursor, index)
        cells -= self.count > self._rows_in_sight
        indent = max(0, (cells - self._drawing.width) // 2)
        pieces: list[Piece] = [(" " * indent, "text")] if indent else []
        return (*pieces, *self._pieces(index, self._left, self._left + cells - indent))

    def _pieces(self, y: int, start: int, end: int) -> Iterator[Piece]:
        """Yield part of a row of the drawing, those of one look joined."""
        text, look = "", "dim"
        for run, role, owner in self._runs(y, start, end):
            now = self._look(role, owner)
            if now != look and text:
                yield text, look
                text = ""
            text, look = text + run, now
        if text:
            yield text, look

    # A table: its heads and names stay in sight while the cells scroll under and beside them

    def _spread(self, cursor: MatrixCursor) -> tuple[int, int]:
        """Return the cells that names take, all they need unless the pane is narrow, and the columns in sight."""
        room = self._room
        names = min(self._drawing.margin, max(0, room - _FEWEST_COLUMNS))
        return names, room - names - (cursor.columns > room - names)  # a cell tells that there is more

    def _table_line(self, cursor: MatrixCursor, y: int) -> Line:
        """Return a row of a table; signs at its ends tell that there are ties beyond them."""
        margin = self._drawing.margin
        names, room = self._spread(cursor)
        start, end = self._left, min(cursor.columns, self._left + room)
        marks = cursor.marks(y) if y >= self.heads else []
        is_chosen = y == cursor.row
        pieces = list(self._pieces(y, 0, names))
        if pieces and marks and marks[0] < start:
            text, look = pieces.pop()
            pieces += [(text[:-1], look), ("‹", "strong")]
        if start <= cursor.column < end and (y < self.heads or is_chosen):
            at = margin + cursor.column
            pieces += self._pieces(y, margin + start, at)
            pieces += [(text, "chosen" if is_chosen else "strong") for text, _ in self._pieces(y, at, at + 1)]
            start = cursor.column + 1
        pieces += self._pieces(y, margin + start, margin + end)
        if marks and marks[-1] >= end:
            pieces.append(("›", "strong"))
        return tuple(pieces)

    def _runs(self, y: int, start: int, end: int) -> tuple[tuple[str, CellRole, int | None], ...]:
        """Return runs of a row of the drawing, kept: a step changes how they look and nothing else."""
        key = (y, start, end)
        drawing = self._drawing
        return self._cut.of(key, lambda: tuple(drawing.runs(y, start, end)))

    @property
    def _room(self) -> int:
        """Cells of a row, without the one that the sign of the place takes."""
        width, height = self.content_size
        return width - (self.count > height)

    def _look(self, role: str, owner: int | None) -> str:
        if owner is None:
            return "dim" if role == "frame" else "text"
        cursor = self.drawing_cursor
        if owner == cursor.node and cursor.link is None:
            return "chosen" if role == "name" else "accent"
        if cursor.link is not None and owner == -1 - cursor.link:
            return "accent"
        if self._along:
            on_path = "lit" if role == "name" else "accent"
            return on_path if owner in self._along else "text" if role == "name" else "dim"
        # Of a box at the far end only the name is lit: its frame is many bytes and tells no more.
        if owner in cursor.lit and (owner < 0 or role == "name"):
            return "strong"
        return "text" if role == "name" else "dim"

    # The cursor

    def action_walk(self, direction: Direction) -> None:
        """Go to a box or cell that way; where there is none at all, scroll."""
        if self.node_id is None:
            self.scroll_lines({"up": -1, "down": 1}.get(direction, 0))
        elif self.drawing_cursor.walk(direction):
            self._follow()

    def action_partner(self, step: int) -> None:
        if self.drawing_cursor.partner(step):
            self._follow()

    def tie(self, step: int) -> bool:
        """Go to another line of the node, and return whether there is one."""
        found = self.drawing_cursor.tie(step)
        if found:
            self._follow()
        return found

    def action_choose(self) -> None:
        if self.link is not None or self.cell:
            self.post_message(self.LinkChosen(self.link))
        elif self.node_id is not None:
            self.post_message(self.NodeChosen(self.node_id))

    def _follow(self) -> None:
        """Bring what the cursor has come to into sight and tell of it; a line is as far in sight as its node was."""
        if self.link is not None:
            self.post_message(self.LinkHighlighted(self.link))
            return
        self.keep_in_sight()
        if cell := self.cell:
            self.post_message(self.CellHighlighted(*cell))
        elif self.node_id is not None:
            self.post_message(self.NodeHighlighted(self.node_id))

    @property
    def cell_at_hand(self) -> tuple[int, int]:
        cursor = self.drawing_cursor
        if cursor.node is None:
            return 0, 0
        left, top, _, height = self._drawing.boxes[cursor.node]
        if isinstance(cursor, MatrixCursor):
            return 0, top - self.top
        indent = max(0, (self._room - self._drawing.width) // 2)
        return indent + left + 1 - self._left, top + height // 2 - self.top

    def keep_in_sight(self) -> None:
        cursor = self.drawing_cursor
        if cursor.node is None:
            return
        left, top, width, _ = self._drawing.boxes[cursor.node]
        rows = self.content_size.height
        if isinstance(cursor, MatrixCursor):
            heads, at = self.heads, cursor.column
            first = _window(self.top + heads, rows - heads, top, top + 1, self._drawing.height)
            self.top = max(heads, first) - heads
            self._left = _window(self._left, self._spread(cursor)[1], at - 1, at + 2, cursor.columns)
            return
        self.top = _window(self.top, rows, *cursor.rows_in_sight(rows), self._drawing.height)
        self._left = _window(self._left, self._room, left - 2, left + width + 2, self._drawing.width)

    def on_click(self, event: Click) -> None:
        """Go to what was hit; again on a node is as Enter."""
        offset = event.get_content_offset(self)
        if offset is None or not self._drawing.rows:
            return
        cursor, x = self.drawing_cursor, offset.x
        if isinstance(cursor, MatrixCursor):
            names = self._spread(cursor)[0]
            if x >= names:
                x += self._drawing.margin - names + self._left
        else:
            x += self._left - max(0, (self._room - self._drawing.width) // 2)
        hit = cursor.point(x, self._line_at(offset.y))
        if hit != "nothing":
            self._follow()
        if hit == "again":
            self.action_choose()


def _window(start: int, room: int, low: int, high: int, whole: int) -> int:
    """Return where a window of `room` has to begin so that `low` to `high` lies in it, moving little."""
    if whole <= room or room <= 0:
        return 0
    if low < start:
        start = low
    elif high > start + room:
        start = high - room
    return max(0, min(start, whole - room))
