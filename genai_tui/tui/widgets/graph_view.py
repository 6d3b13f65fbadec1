"""A drawing that can be walked: boxes and lines under a cursor, in a window over rows kept once."""

from __future__ import annotations

from typing import ClassVar, Literal

from textual.binding import Binding, BindingType
from textual.events import Click
from textual.message import Message

from genai_tui.graph.drawing import Drawing, Role
from genai_tui.graph.figures import Graph
from genai_tui.tui.messages import message
from genai_tui.tui.widgets.lines import Line, Lines, Piece

Direction = Literal["left", "right", "up", "down"]
_BACK: dict[Direction, Direction] = {"left": "right", "right": "left", "up": "down", "down": "up"}
_TALL = 2
"""A cell is about twice as high as it is wide."""


class GraphView(Lines):
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
    class NodeChosen(Message):
        """The reader pressed Enter on a node."""

        node_id: str

    @message
    class LinkChosen(Message):
        """The reader pressed Enter on a line."""

        link: int

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
        self._left = 0
        self._cut: dict[tuple[int, int, int], tuple[tuple[str, Role, int | None], ...]] = {}
        self._message = ""

    # What is shown

    @property
    def count(self) -> int:
        return max(1, self._drawing.height)

    @property
    def node_id(self) -> str | None:
        """The node under the cursor."""
        return None if self._node is None else self._graph.nodes[self._node].id

    def can_stand(self, index: int) -> bool:
        return False

    def show(self, graph: Graph, drawing: Drawing, chosen: str | None, message: str = "") -> None:
        """Show a drawing of a graph with the cursor on a node; `message` stands where there is no drawing."""
        self._graph, self._drawing, self._message = graph, drawing, message
        self._cut = {}
        self._numbers = {node.id: number for number, node in enumerate(graph.nodes)}
        drawn = self._numbers.get(chosen or "")
        order = self._in_reading_order()
        self._node = drawn if drawn in drawing.boxes else next(iter(order), None)
        self._link = self._came = None
        self._anchor = self._node
        self.top = self._left = 0
        self._light()
        self._keep_in_sight()
        self.refresh()

    def reach(self, node_id: str) -> bool:
        """Put the cursor on a node, if it is drawn."""
        number = self._numbers.get(node_id)
        if number is None or number not in self._drawing.boxes:
            return False
        self._go_to(number)
        return True

    def line(self, index: int, cells: int) -> Line:
        if not self._drawing.rows:
            return ((f" {self._message}", "dim"),)
        cells = self._room
        indent = max(0, (cells - self._drawing.width) // 2)
        pieces: list[Piece] = [(" " * indent, "text")] if indent else []
        text, look = "", "dim"
        for run, role, owner in self._runs(index, self._left, self._left + cells - indent):
            now = self._look(role, owner)
            if now != look and text:
                pieces.append((text, look))
                text = ""
            text, look = text + run, now
        return (*pieces, (text, look)) if text else tuple(pieces)

    def _runs(self, y: int, start: int, end: int) -> tuple[tuple[str, Role, int | None], ...]:
        """Return runs of a row of the drawing, kept: a step changes how they look and nothing else."""
        key = (y, start, end)
        if key not in self._cut:
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
            self._go_to(partners[at % len(partners)], keep_anchor=True)

    def action_tie(self, step: int) -> None:
        """Go round the lines of the chosen node."""
        if self._node is None:
            return
        here = self._graph.nodes[self._node].id
        ties = [number for number, link in enumerate(self._graph.links) if here in link.ends]
        if ties:
            at = ties.index(self._link) + step if self._link in ties else (0 if step > 0 else -1)
            self._go_to_link(ties[at % len(ties)])

    def action_choose(self) -> None:
        if self._link is not None:
            self.post_message(self.LinkChosen(self._link))
        elif self.node_id is not None:
            self.post_message(self.NodeChosen(self.node_id))

    def _go_to(self, node: int, keep_anchor: bool = False) -> None:
        self._node, self._link = node, None
        if not keep_anchor:
            self._anchor = node
        self._light()
        self._keep_in_sight()
        self.post_message(self.NodeHighlighted(self._graph.nodes[node].id))

    def _go_to_link(self, link: int) -> None:
        self._link = link
        self._light()
        self.post_message(self.LinkHighlighted(link))

    def _keep_in_sight(self) -> None:
        if self._node is None:
            return
        left, top, width, height = self._drawing.boxes[self._node]
        room, rows = self._room, self.content_size.height
        self.top = _window(self.top, rows, top - 1, top + height + 1, self._drawing.height)
        self._left = _window(self._left, room, left - 2, left + width + 2, self._drawing.width)

    def on_click(self, event: Click) -> None:
        offset = event.get_content_offset(self)
        if offset is None or not self._drawing.rows:
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


def _window(start: int, room: int, low: int, high: int, whole: int) -> int:
    """Return where a window of `room` has to begin so that `low` to `high` lies in it, moving little."""
    if whole <= room or room <= 0:
        return 0
    if low < start:
        start = low
    elif high > start + room:
        start = high - room
    return max(0, min(start, whole - room))
