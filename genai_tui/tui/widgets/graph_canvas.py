"""The canvas of a graph: boxes and lines under a cursor, scrolled in a window."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar, Literal

from textual.binding import Binding, BindingType
from textual.events import Click
from textual.geometry import Size
from textual.message import Message

from genai_tui.catalog.cells import count_of
from genai_tui.graph.drawing.rasterizer import Drawing, Role
from genai_tui.graph.types import Graph
from genai_tui.tui.messages import message
from genai_tui.tui.widgets.line_list import Line, LineList, Piece

Direction = Literal["left", "right", "up", "down"]
_BACK: dict[Direction, Direction] = {"left": "right", "right": "left", "up": "down", "down": "up"}
_CUTS_KEPT = 1024
"""Rows that are kept in runs: those of some screens, each as wide and as far to the side as it was seen."""
_TALL = 2
"""A cell is about twice as high as it is wide."""


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
        Binding("x", "tie(1)", "Next line", show=False, id="graph.tie"),
        Binding("X", "tie(-1)", "Previous line", show=False, id="graph.tie_back"),
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
        self._numbers: dict[str, int] = {}
        self._drawing = Drawing((), 0, (), (), {})
        self._node: int | None = None
        self._link: int | None = None
        self._anchor: int | None = None
        self._came: tuple[Direction, int] | None = None
        self._lit: frozenset[int] = frozenset()
        self._column = 0
        self._in_cells = False
        self._order: list[int] = []
        self._marked: dict[int, list[int]] = {}
        self._cut: dict[tuple[int, int, int], tuple[tuple[str, Role, int | None], ...]] = {}
        self._message = ""
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
        return tuple(self._graph.nodes[node].id for node in self._in_reading_order())

    @property
    def link(self) -> int | None:
        """The line under the cursor, by its number in the graph."""
        return self._link

    @property
    def cell(self) -> tuple[str, str] | None:
        """The two nodes that are joined in the cell of a table under the cursor."""
        if not self._in_cells or self._node is None or self._column not in self._marks(self._chosen_row):
            return None
        return self._graph.nodes[self._node].id, self._graph.nodes[self._order[self._column]].id

    @property
    def out_of_sight(self) -> str:
        """Which columns of a table are seen, and how many ties of the chosen row are not; empty if all are."""
        columns, (_, room) = self._columns, self._spread()
        if not self.heads or self._node is None or columns <= room:
            return ""
        end = min(columns, self._left + room)
        hidden = sum(not self._left <= column < end for column in self._marks(self._chosen_row))
        told = f"; {count_of(hidden, 'tie')} of this row out of sight" if hidden else ""
        return f"columns {self._left + 1}-{end} of {columns}{told}"

    @property
    def node_id(self) -> str | None:
        """The node under the cursor."""
        return None if self._node is None else self._graph.nodes[self._node].id

    @property
    def place(self) -> tuple[int, int]:
        return self.top, self._left

    @place.setter
    def place(self, place: tuple[int, int]) -> None:
        self.top, self._left = place

    def can_stand(self, index: int) -> bool:
        return False

    def show(self, graph: Graph, drawing: Drawing, chosen: str | None, message: str = "") -> None:
        """Show a drawing of a graph with the cursor on a node; `message` stands where there is no drawing."""
        self._graph, self._drawing, self._message = graph, drawing, message
        self._cut, self._marked = {}, {}
        self._numbers = {node.id: number for number, node in enumerate(graph.nodes)}
        drawn = self._numbers.get(chosen or "")
        order = self._order = self._in_reading_order()
        self._node = drawn if drawn in drawing.boxes else next(iter(order), None)
        self._link = self._came = None
        self._anchor = self._node
        self.top = self._left = self._column = 0
        self._in_cells = False
        self._to_a_mark()
        self._light()
        self.keep_in_sight()
        self.refresh()

    def reach(self, node_id: str) -> bool:
        """Put the cursor on a node, if it is drawn."""
        number = self._numbers.get(node_id)
        if number is None or number not in self._drawing.boxes:
            return False
        self._go_to(number, to_a_mark=True)
        return True

    def row_state(self, row: int, size: Size) -> tuple[object, ...]:
        self._rows_in_sight = size.height  # kept for every line: Textual works it out anew each time
        return super().row_state(row, size)

    def line(self, index: int, cells: int) -> Line:
        if not self._drawing.rows:
            return ((f" {self._message}", "dim"),)
        if self.heads:
            return self._table_line(index)
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

    @property
    def _columns(self) -> int:
        return self._drawing.width - self._drawing.margin

    def _spread(self) -> tuple[int, int]:
        """Return the cells that names take, all they need unless the pane is narrow, and the columns in sight."""
        room = self._room
        names = min(self._drawing.margin, max(0, room - _FEWEST_COLUMNS))
        return names, room - names - (self._columns > room - names)  # a cell tells that there is more

    @property
    def _chosen_row(self) -> int:
        """The row of the drawing in which the chosen node stands."""
        return self._drawing.boxes[self._node][1] if self._node is not None else -1

    def _marks(self, y: int) -> list[int]:
        """Return the columns of a table's row in which nodes are joined, kept."""
        if y not in self._marked:
            margin = self._drawing.margin
            owners = self._drawing.owners[y][margin:]
            self._marked[y] = [
                column for column, owner in enumerate(owners) if owner is not None and owner < 0
            ]
        return self._marked[y]

    def _table_line(self, y: int) -> Line:
        """Return a row of a table; signs at its ends tell that there are ties beyond them."""
        margin = self._drawing.margin
        names, room = self._spread()
        start, end = self._left, min(self._columns, self._left + room)
        marks = self._marks(y) if y >= self.heads else []
        pieces = list(self._pieces(y, 0, names))
        if pieces and marks and marks[0] < start:
            text, look = pieces.pop()
            pieces += [(text[:-1], look), ("‹", "strong")]
        if start <= self._column < end and (y < self.heads or y == self._chosen_row):
            pieces += self._pieces(y, margin + start, margin + self._column)
            here = self._pieces(y, margin + self._column, margin + self._column + 1)
            pieces += [(text, "chosen" if y == self._chosen_row else "strong") for text, _ in here]
            start = self._column + 1
        pieces += self._pieces(y, margin + start, margin + end)
        if marks and marks[-1] >= end:
            pieces.append(("›", "strong"))
        return tuple(pieces)

    def _to_a_mark(self) -> None:
        """Put the cursor's column on a tie of the chosen row, so that one of them comes into sight."""
        if self.heads and self._node is not None:
            marks = self._marks(self._chosen_row)
            if marks and self._column not in marks:
                self._column = min(marks, key=lambda column: (abs(column - self._column), column))

    def _go_to_column(self, column: int) -> None:
        self._column = max(0, min(column, self._columns - 1))
        self._link, self._in_cells = None, True
        self._light()
        self.keep_in_sight()
        if cell := self.cell:
            self.post_message(self.CellHighlighted(*cell))
        elif self.node_id is not None:
            self.post_message(self.NodeHighlighted(self.node_id))

    def _runs(self, y: int, start: int, end: int) -> tuple[tuple[str, Role, int | None], ...]:
        """Return runs of a row of the drawing, kept: a step changes how they look and nothing else."""
        key = (y, start, end)
        if key not in self._cut:
            if len(self._cut) >= _CUTS_KEPT:
                self._cut.clear()
            self._cut[key] = tuple(self._drawing.runs(y, start, end))
        return self._cut[key]

    @property
    def _room(self) -> int:
        """Cells of a row, without the one that the sign of the place takes."""
        width, height = self.content_size
        return width - (self.count > height)

    def _look(self, role: str, owner: int | None) -> str:
        if owner is None:
            return "dim" if role == "frame" else "text"
        if owner == self._node and self._link is None:
            return "chosen" if role == "name" else "accent"
        if self._link is not None and owner == -1 - self._link:
            return "accent"
        # Of a box at the far end only the name is lit: its frame is many bytes and tells no more.
        if owner in self._lit and (owner < 0 or role == "name"):
            return "strong"
        return "text" if role == "name" else "dim"

    def _light(self) -> None:
        """Light the lines of the chosen node, or the chosen line, and the names at their ends."""
        lit: set[int] = set()
        for number, link in enumerate(self._graph.links):
            ends = {self._numbers[end] for end in link.ends if end in self._numbers}
            if number == self._link if self._link is not None else self._node in ends:
                lit |= {-1 - number, *ends}
        self._lit = frozenset(lit)

    # The cursor

    def _in_reading_order(self) -> list[int]:
        boxes = self._drawing.boxes
        return sorted(boxes, key=lambda node: (boxes[node][1], boxes[node][0]))

    def _centre(self, node: int) -> tuple[float, float]:
        left, top, width, height = self._drawing.boxes[node]
        return left + width / 2, top + height / 2

    def action_walk(self, direction: Direction) -> None:
        """Go to the nearest box that way; left and right go on in reading order, so that all are reached."""
        if self._node is None:
            self.scroll_lines({"up": -1, "down": 1}.get(direction, 0))
            return
        if self.heads and direction in ("left", "right"):
            self._go_to_column(self._column + (1 if direction == "right" else -1))
            return
        if self._came and self._came[0] == _BACK[direction] and self._came[1] in self._drawing.boxes:
            before, self._came = self._came[1], None
            self._go_to(before)
            return
        target = self._sideways(direction) if direction in ("left", "right") else self._upright(direction)
        if target is not None:
            came = (direction, self._node)
            self._go_to(target)
            self._came = came

    def _sideways(self, direction: Direction) -> int | None:
        order = self._in_reading_order()
        at = order.index(self._node) + (1 if direction == "right" else -1)  # type: ignore[arg-type]
        return order[at] if 0 <= at < len(order) else None

    def _upright(self, direction: Direction) -> int | None:
        assert self._node is not None
        x, y = self._centre(self._node)
        sign = 1 if direction == "down" else -1
        beyond = [node for node in self._drawing.boxes if (self._centre(node)[1] - y) * sign > 0]

        def far(node: int) -> tuple[float, int]:
            other_x, other_y = self._centre(node)
            return abs(other_x - x) + 3 * _TALL * abs(other_y - y), node

        return min(beyond, key=far, default=None)

    def action_partner(self, step: int) -> None:
        """Go round what is joined to the node that was walked to last."""
        if self._anchor is None:
            return
        anchor = self._graph.nodes[self._anchor].id
        partners = sorted(
            {
                self._numbers[end]
                for link in self._graph.links
                if anchor in link.ends
                for end in link.ends
                if end != anchor
            }
            & self._drawing.boxes.keys(),
            key=lambda node: (self._drawing.boxes[node][1], self._drawing.boxes[node][0]),
        )
        if partners:
            at = partners.index(self._node) + step if self._node in partners else (0 if step > 0 else -1)
            self._go_to(partners[at % len(partners)], keep_anchor=True, to_a_mark=True)

    def action_tie(self, step: int) -> None:
        """Go round the lines of the chosen node, or the cells of its row in which it is joined."""
        if self._node is None:
            return
        if self.heads:
            marks = self._marks(self._chosen_row)
            onward = [mark for mark in marks if (mark - self._column) * step > 0]
            if marks and self.cell is None and self._column in marks:
                self._go_to_column(self._column)
            elif marks:
                self._go_to_column((onward or marks)[0 if step > 0 else -1])
            return
        here = self._graph.nodes[self._node].id
        ties = [number for number, link in enumerate(self._graph.links) if here in link.ends]
        if ties:
            at = ties.index(self._link) + step if self._link in ties else (0 if step > 0 else -1)
            self._go_to_link(ties[at % len(ties)])

    def action_choose(self) -> None:
        if self._link is not None or self.cell:
            self.post_message(self.LinkChosen(self._link))
        elif self.node_id is not None:
            self.post_message(self.NodeChosen(self.node_id))

    def _go_to(self, node: int, keep_anchor: bool = False, to_a_mark: bool = False) -> None:
        self._node, self._link, self._in_cells = node, None, False
        if to_a_mark:
            self._to_a_mark()
        if not keep_anchor:
            self._anchor = node
        self._light()
        self.keep_in_sight()
        self.post_message(self.NodeHighlighted(self._graph.nodes[node].id))

    def _go_to_link(self, link: int) -> None:
        self._link = link
        self._light()
        self.post_message(self.LinkHighlighted(link))

    def keep_in_sight(self) -> None:
        if self._node is None:
            return
        left, top, width, height = self._drawing.boxes[self._node]
        room, rows = self._room, self.content_size.height
        if heads := self.heads:
            first = _window(self.top + heads, rows - heads, top, top + 1, self._drawing.height)
            self.top = max(heads, first) - heads
            at = self._column
            self._left = _window(self._left, self._spread()[1], at - 1, at + 2, self._columns)
            return
        self.top = _window(self.top, rows, top - 1, top + height + 1, self._drawing.height)
        self._left = _window(self._left, room, left - 2, left + width + 2, self._drawing.width)

    def _click_table(self, x: int, y: int) -> None:
        """Go to the row, and to the column where a cell was hit; again on a name is as Enter."""
        if not self.heads <= y < self._drawing.height:
            return
        node = self._order[y - self.heads]
        again = node == self._node and self._link is None
        column = x - self._spread()[0]
        if column < 0:
            self._go_to(node, to_a_mark=True)
            if again:
                self.action_choose()
        else:
            self._node = self._anchor = node
            self._go_to_column(self._left + column)

    def on_click(self, event: Click) -> None:
        offset = event.get_content_offset(self)
        if offset is None or not self._drawing.rows:
            return
        if self.heads:
            self._click_table(offset.x, self._line_at(offset.y))
            return
        indent = max(0, (self._room - self._drawing.width) // 2)
        x, y = offset.x - indent + self._left, offset.y + self.top
        if 0 <= y < self._drawing.height and 0 <= x < len(self._drawing.owners[y]):
            owner = self._drawing.owners[y][x]
            if owner is not None and owner >= 0:
                again = owner == self._node and self._link is None
                self._go_to(owner)
                if again:
                    self.action_choose()
            elif owner is not None:
                self._go_to_link(-1 - owner)


_FEWEST_COLUMNS = 8
"""Columns of a table that are seen however long the names are."""


def _window(start: int, room: int, low: int, high: int, whole: int) -> int:
    """Return where a window of `room` has to begin so that `low` to `high` lies in it, moving little."""
    if whole <= room or room <= 0:
        return 0
    if low < start:
        start = low
    elif high > start + room:
        start = high - room
    return max(0, min(start, whole - room))
