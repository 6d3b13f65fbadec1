"""The tree of groups: each with its count, each opening to its parts or its records."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, ClassVar

from msgspec import Struct
from textual.binding import Binding, BindingType
from textual.message import Message

from genai_tui.catalog.attribute import AttributeTable
from genai_tui.catalog.attributes import MODELS
from genai_tui.catalog.cells import width
from genai_tui.catalog.model import Catalog
from genai_tui.catalog.name_cuts import Cut, cut_apart
from genai_tui.catalog.sanitize import safe_line
from genai_tui.search.grouping import Division, Facet, Group, divided
from genai_tui.tui.messages import message
from genai_tui.tui.roles import STAR, hue
from genai_tui.tui.widgets.line_list import LINES_KEPT, LineList, fill
from genai_tui.tui.widgets.row_painter import Line, Piece
from genai_tui.view.bounded_cache import BoundedCache

_AROUND_A_TITLE = 4
"""Cells of the frame around a title, besides its corners."""

_LEAVES = 2_000
"""Records that a group of a catalog in a database lists; the table has them all."""

Branch = tuple[str, str | None]
"""What opens: a group, or a part of one."""
Place = tuple[str | None, str | None, str | None]
"""A group, a part of it, and a record."""


class Node(Struct, frozen=True):
    """A row of the tree: all, a group, a part of a group, or a record within one of these."""

    group_id: str | None
    record_id: str | None
    label: str = ""
    count: int = 0
    role: str = ""
    part_id: str | None = None
    starred: bool = False

    @property
    def place(self) -> Place:
        """The group, the part and the record of the node, which no other node has."""
        return self.group_id, self.part_id, self.record_id

    @property
    def branch(self) -> Branch | None:
        """What the node is, or stands in; None for all."""
        return None if self.group_id is None else (self.group_id, self.part_id)


class FacetTree(LineList):
    """Groups of records by one facet, and their parts by a second one."""

    TELLS = True
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("right,l", "unfold", "Open", show=False, id="tree.unfold"),
        Binding("left,h", "fold", "Close", show=False, id="tree.fold"),
        Binding("enter", "enter", "Choose", show=False, id="tree.enter"),
        Binding("space", "toggle_node", "Open or close", show=False, id="tree.toggle"),
    ]

    class Highlighted(Message):
        """The cursor came to another node."""

    class Grown(Message):
        """What was opened has longer labels than what stood there before."""

    @message
    class Chosen(Message):
        """The reader pressed Enter on a node."""

        group_id: str | None
        record_id: str | None

    def __init__(
        self,
        catalog: Catalog,
        attributes: AttributeTable = MODELS,
        *,
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        """Show groups of records with these attributes."""
        super().__init__(id=id, classes=classes)
        self._catalog = catalog
        self._attributes = attributes
        self._facet: Facet = next(iter(attributes.groupings))
        self._then: Facet | None = None
        self._groups: tuple[Group, ...] = ()
        self._total = 0
        self._open: set[Branch] = set()
        self._divisions: dict[str, Division | None] = {}
        """How groups are divided, of those that were opened."""
        self._rows: list[Node] = []
        self._places: dict[Place, int] = {}
        """Where the nodes stand."""
        self._laid_out: object = None
        """What the rows were made of."""
        self._cuts: tuple[int, dict[tuple[str, int], Cut]] = -1, {}
        """Labels that are too long for so many cells, as they are cut."""
        self._drawn: BoundedCache[tuple[int, int], Line] = BoundedCache(LINES_KEPT)
        """Rows as they are shown in so many cells; a step of the cursor changes none."""
        self.needed = 0
        """Cells of the longest row since the groups are of this facet, so that a query does not move the panes."""

    def retitle(self, title: str, subtitle: str = "") -> None:
        super().retitle(title, subtitle)
        self.needed = max(self.needed, width(title) + _AROUND_A_TITLE)

    def turn_to(self, catalog: Catalog) -> None:
        """Take a catalog as of another day; what is to be shown of it follows."""
        self._catalog = catalog
        self._divisions.clear()

    @property
    def count(self) -> int:
        return len(self._rows)

    @property
    def node(self) -> Node:
        """The node under the cursor."""
        return self._rows[self.cursor]

    def show(
        self,
        facet: Facet,
        groups: tuple[Group, ...],
        total: int,
        group_id: str | None,
        record_id: str | None,
        then: Facet | None = None,
        part_id: str | None = None,
    ) -> None:
        """Show these groups, divided by `then`, with the cursor on one of them or on a part.

        It stands on the record in it where it stands on that already.
        """
        if facet != self._facet:
            self._open.clear()
            self.needed = 0
        elif then != self._then:
            self._open = {(group, part) for group, part in self._open if part is None}
        here = self._rows[self.cursor] if self._rows else None
        on_record = here is not None and here.place == (group_id, part_id, record_id)
        if groups is not self._groups or (facet, then) != (self._facet, self._then):
            self._divisions.clear()
        self._facet, self._then, self._groups, self._total = facet, then, groups, total
        if group_id is not None and part_id is not None:
            self._open.add((group_id, None))
        self._lay_out(Node(group_id, record_id if on_record else None, part_id=part_id))

    def follow(self, record_id: str) -> None:
        """Go on to a record that is shown elsewhere, where the cursor stands on another one of its group."""
        node = self.node
        if node.record_id not in (None, record_id):
            self._lay_out(Node(node.group_id, record_id, part_id=node.part_id))

    def _lay_out(self, here: Node) -> None:
        made_of = self._groups, self._facet, self._then, self._total, frozenset(self._open)
        if made_of != self._laid_out:  # most often the cursor alone has moved
            self._laid_out, self._cuts = made_of, (-1, {})
            self._drawn.clear()
            self._rows = nodes = list(self._tree_rows())
            self._places = {node.place: index for index, node in reversed(list(enumerate(nodes)))}
            self.needed = max(self.needed, *map(_cells_of, nodes))
        places = self._places
        branch = (here.group_id, here.part_id, None)
        at = next(
            (places[each] for each in (here.place, branch, (here.group_id, None, None)) if each in places), 0
        )
        self.set_reactive(FacetTree.cursor, at)
        self.keep_in_sight()
        self.renew()

    def _tree_rows(self) -> Iterator[Node]:
        yield Node(None, None, "All", self._total, "strong")
        for group in self._groups:
            yield Node(group.id, None, group.label, len(group.records), self._hue(self._facet, group.id))
            if (group.id, None) not in self._open:
                continue
            division = self._division(group)
            if division is None:
                yield from self._leaves(group.id, None, group.records)
                continue
            for part in division.parts:
                role = self._hue(division.facet, part.id)
                yield Node(group.id, None, part.label, len(part.records), role, part.id)
                if (group.id, part.id) in self._open:
                    yield from self._leaves(group.id, part.id, part.records)

    def _division(self, group: Group) -> Division | None:
        if group.id not in self._divisions:
            self._divisions[group.id] = divided(
                self._catalog, group, self._facet, self._then, self._attributes
            )
        return self._divisions[group.id]

    def _leaves(self, group_id: str, part_id: str | None, records: Sequence[Any]) -> Iterator[Node]:
        starred = self._attributes.rows["is"].values
        for each in records if self._catalog.is_whole else records[:_LEAVES]:
            is_starred = "starred" in starred(self._catalog, each)
            yield Node(group_id, each.id, safe_line(each.name), 0, "text", part_id, is_starred)

    def _hue(self, facet: Facet, value: str) -> str:
        return hue(self._catalog, value) if facet == "category" and value else "text"

    def line(self, index: int, cells: int) -> Line:
        return self._drawn.of((index, cells), lambda: self._line(index, cells))

    def _line(self, index: int, cells: int) -> Line:
        node = self._rows[index]
        before, after = _around(node)
        label = self._label(node.label, cells - width(before) - width(after), cells)
        if node.record_id is not None:
            sign = STAR if node.starred else before[-2]
            return ((before[:-2], "text"), (f"{sign} {label}", "text"))
        if node.group_id is None:
            left: list[Piece] = [(" ▾ ", "dim"), (label, "strong")]
        else:
            sign = " " if not node.count else "▾" if node.branch in self._open else "▸"
            left = [(f"{before[:-2]}{sign} ", "dim"), (label, node.role if node.count else "dim")]
        return fill(left, (after[1:], "dim"), cells)

    def _label(self, label: str, room: int, cells: int) -> str:
        """Return a label as it is shown: like no other one of the tree, if it has to be cut."""
        if width(label) <= room:
            return label
        if self._cuts[0] != cells:
            rooms = ((each.label, cells - sum(map(width, _around(each)))) for each in self._rows)
            self._cuts = cells, cut_apart((each, room) for each, room in rooms if width(each) > room)
        return self._cuts[1][label, room].text

    def cursor_moved(self) -> None:
        self.post_message(self.Highlighted())

    def _set_open(self, branch: Branch, is_open: bool) -> None:
        here = self.node
        if is_open:
            self._open.add(branch)
        else:
            self._open.discard(branch)
            here = Node(branch[0], None, part_id=branch[1])
        needed = self.needed
        self._lay_out(here)
        if self.needed > needed:
            self.post_message(self.Grown())

    def action_unfold(self) -> None:
        node = self.node
        if node.branch is not None and node.record_id is None and node.count:
            if node.branch in self._open:
                self.action_move(1)
            else:
                self._set_open(node.branch, True)

    def action_fold(self) -> None:
        node = self.node
        if node.branch is None:
            return
        if node.branch in self._open:
            self._fold(node.branch)
        elif node.part_id is not None and node.group_id is not None:
            self._fold((node.group_id, None))
        else:
            self.action_move_to(0)

    def _fold(self, branch: Branch) -> None:
        """Close a branch with the cursor on it, wherever in it that stood."""
        before = self.node.place
        self._set_open(branch, False)
        if self.node.place != before:
            self.cursor_moved()

    def action_toggle_node(self) -> None:
        node = self.node
        if node.branch is not None and node.count:
            self._set_open(node.branch, node.branch not in self._open)

    def action_enter(self) -> None:
        node = self.node
        if node.branch is not None and node.record_id is None and node.branch not in self._open:
            self.action_unfold()
        self.post_message(self.Chosen(node.group_id, node.record_id))

    def pressed(self, index: int, x: int) -> bool:
        """Open or close a node whose sign was hit."""
        node = self._rows[index]
        is_sign = node.branch is not None and node.record_id is None and x < width(_around(node)[0])
        if is_sign:
            self._go(index, 1)
            self.action_toggle_node()
        return is_sign

    def clicked(self, again: bool) -> None:
        if again:
            self.action_toggle_node()


def _around(node: Node) -> tuple[str, str]:
    """Return what stands before a label, and what at least stands after it."""
    if node.group_id is None:
        return "   ", f" {node.count} "
    margin = "  " if node.part_id is None else "    "
    if node.record_id is not None:
        return f"{margin}  · ", " "
    return f"{margin}  ", f" {node.count} "


def _cells_of(node: Node) -> int:
    return width(node.label) + sum(map(width, _around(node)))
