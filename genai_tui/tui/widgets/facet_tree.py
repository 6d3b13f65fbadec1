"""The tree of groups: each with its count, each opening to its models."""

from __future__ import annotations

from typing import ClassVar

from msgspec import Struct
from textual.binding import Binding, BindingType
from textual.message import Message

from genai_tui.catalog.model import Catalog
from genai_tui.catalog.sanitize import safe_line
from genai_tui.search.grouping import Facet, Group
from genai_tui.tui.messages import message
from genai_tui.tui.roles import hue
from genai_tui.tui.widgets.line_list import LineList, fill
from genai_tui.tui.widgets.row_painter import Line, Piece


class Node(Struct, frozen=True):
    """A row of the tree: all, a group, or a model within a group."""

    group_id: str | None
    model_id: str | None
    label: str
    count: int
    role: str

    @property
    def place(self) -> tuple[str | None, str | None]:
        """The group and the model of the node, which no other node has."""
        return self.group_id, self.model_id


class FacetTree(LineList):
    """Groups of models by one facet."""

    TELLS = True
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("right,l", "unfold", "Open", show=False, id="tree.unfold"),
        Binding("left,h", "fold", "Close", show=False, id="tree.fold"),
        Binding("enter", "enter", "Choose", show=False, id="tree.enter"),
        Binding("space", "toggle_node", "Open or close", show=False, id="tree.toggle"),
    ]

    class Highlighted(Message):
        """The cursor came to another node."""

    @message
    class Chosen(Message):
        """The reader pressed Enter on a node."""

        group_id: str | None
        model_id: str | None

    def __init__(self, catalog: Catalog, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._catalog = catalog
        self._facet: Facet = "category"
        self._groups: tuple[Group, ...] = ()
        self._total = 0
        self._open: set[str] = set()
        self._rows: list[Node] = []

    @property
    def count(self) -> int:
        return len(self._rows)

    @property
    def node(self) -> Node:
        """The node under the cursor."""
        return self._rows[self.cursor]

    def show(
        self, facet: Facet, groups: tuple[Group, ...], total: int, group_id: str | None, model_id: str | None
    ) -> None:
        """Show these groups with the cursor on one of them, or on the model in it where it stands on that already."""
        if facet != self._facet:
            self._open.clear()
        here = self._rows[self.cursor] if self._rows else None
        on_model = here is not None and here.place == (group_id, model_id)
        self._facet, self._groups, self._total = facet, groups, total
        self._lay_out(Node(group_id, model_id if on_model else None, "", 0, ""))

    def follow(self, model_id: str) -> None:
        """Go on to a model that is shown elsewhere, where the cursor stands on another one of its group."""
        node = self.node
        if node.model_id not in (None, model_id):
            self._lay_out(Node(node.group_id, model_id, "", 0, ""))

    def _lay_out(self, here: Node) -> None:
        nodes = [Node(None, None, "All", self._total, "strong")]
        for group in self._groups:
            role = hue(self._catalog, group.id) if self._facet == "category" and group.id else "text"
            nodes.append(Node(group.id, None, group.label, len(group.models), role))
            if group.id in self._open:
                nodes += [Node(group.id, m.id, safe_line(m.name), 0, "text") for m in group.models]
        self._rows = nodes
        same = (i for i, n in enumerate(nodes) if n.place == here.place)
        at = next(same, next((i for i, n in enumerate(nodes) if n.group_id == here.group_id), 0))
        self.set_reactive(FacetTree.cursor, at)
        self.keep_in_sight()
        self.renew()

    def line(self, index: int, cells: int) -> Line:
        node = self._rows[index]
        if node.model_id is not None:
            return (("    ", "text"), (f"· {node.label}", "text"))
        if node.group_id is None:
            left: list[Piece] = [(" ▾ ", "dim"), (node.label, "strong")]
        else:
            sign = " " if not node.count else "▾" if node.group_id in self._open else "▸"
            left = [(f"  {sign} ", "dim"), (node.label, node.role if node.count else "dim")]
        return fill(left, (f"{node.count} ", "dim"), cells)

    def cursor_moved(self) -> None:
        self.post_message(self.Highlighted())

    def _set_open(self, group_id: str, is_open: bool) -> None:
        here = self.node
        if is_open:
            self._open.add(group_id)
        else:
            self._open.discard(group_id)
            here = Node(group_id, None, "", 0, "")
        self._lay_out(here)

    def action_unfold(self) -> None:
        node = self.node
        if node.group_id is not None and node.model_id is None and node.count:
            if node.group_id in self._open:
                self.action_move(1)
            else:
                self._set_open(node.group_id, True)

    def action_fold(self) -> None:
        node = self.node
        if node.group_id is None:
            return
        if node.group_id in self._open:
            was_model = node.model_id is not None
            self._set_open(node.group_id, False)
            if was_model:
                self.cursor_moved()
        else:
            self.action_move_to(0)

    def action_toggle_node(self) -> None:
        node = self.node
        if node.group_id is not None and node.count:
            self._set_open(node.group_id, node.group_id not in self._open)

    def action_enter(self) -> None:
        node = self.node
        if node.group_id is not None and node.model_id is None and node.group_id not in self._open:
            self.action_unfold()
        self.post_message(self.Chosen(node.group_id, node.model_id))

    def clicked(self, again: bool) -> None:
        if again:
            self.action_toggle_node()
