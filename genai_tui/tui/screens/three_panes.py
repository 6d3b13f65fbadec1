"""The base of screens with three panes: the tree of groups, the table of records, the detail of one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, ClassVar

from textual import getters
from textual.widget import Widget

from genai_tui.catalog.sanitize import safe_line
from genai_tui.tui.messages import CopyText
from genai_tui.tui.screens.query_screen import QueryScreen
from genai_tui.tui.session import Session
from genai_tui.tui.widgets.detail import Detail
from genai_tui.tui.widgets.facet_tree import FacetTree
from genai_tui.tui.widgets.model_table import ModelTable
from genai_tui.tui.widgets.record_table import RecordTable
from genai_tui.tui.widgets.wide_detail import WideDetail
from genai_tui.view.arrangement import Arrangement
from genai_tui.view.browse import BrowseView
from genai_tui.view.pane_widths import THREE, TableNeeds, shares
from genai_tui.view.record_ref import RecordRef

if TYPE_CHECKING:  # the search comes with the first query
    from genai_tui.search.index import SearchIndex


class ThreePaneScreen(QueryScreen[BrowseView, Arrangement]):
    """The panes share the columns by what they hold, fewer of them where there are fewer columns."""

    KIND: ClassVar[type[BrowseView]] = BrowseView
    """The kind of view, which says what records are browsed."""
    ROWS: ClassVar[type[RecordTable]] = ModelTable
    """The table of these records."""
    FIRST_PANE: ClassVar[str] = "tree"
    """The pane that has the keyboard where no record was asked for."""
    ROOM = ((0, 1), (80, 2), (THREE, 3))
    FULLER = frozenset({"table"})

    facet_tree = getters.query_one("#tree", FacetTree)
    table = getters.query_one("#table", RecordTable)
    detail = getters.query_one("#detail", Detail)

    def __init__(self, session: Session, view: BrowseView) -> None:
        super().__init__(session, view)
        self._needs: tuple[int, TableNeeds] | None = None
        """What tree and table needed when the columns were shared last."""

    def make_panes(self) -> Iterator[Widget]:
        yield FacetTree(self.catalog, self.KIND.ATTRIBUTES, id="tree", classes=self.ascii_class)
        set_ = "columns" if self.KIND.KIND == "model" else "organization-columns"
        columns = self.session.settings.names(set_)
        yield self.ROWS(self.catalog, columns=columns, id="table", classes=self.ascii_class)
        yield WideDetail(id="detail", classes=self.ascii_class)

    def pane_cells(self, panes: tuple[str, ...], columns: int) -> Mapping[str, int]:
        needs = self._needs = self.facet_tree.needed, self.table.needs
        shared = shares(columns, panes, self.panes.is_zoomed, *needs)
        self.table.limit_columns(shared.columns)
        return {"tree": shared.tree, "table": shared.table, "detail": shared.detail}

    def share_columns(self) -> None:
        """Share the columns among the panes anew, where what they hold needs others now."""
        if (self.facet_tree.needed, self.table.needs) != self._needs:
            self.panes.fit()

    def make_index(self) -> SearchIndex:
        return self.session.index_of(self.KIND.KIND, self.wanted.as_of)

    @property
    def record_at_hand(self) -> RecordRef | None:
        return self.wanted.record

    def go_to_record(self, record: RecordRef) -> None:
        super().go_to_record(record)
        self.go_to_pane("detail")

    def enter_with(self, view: BrowseView) -> None:
        """Go on to a view that another screen has made: to its rows, where it names no record."""
        super().enter_with(view)
        if view.record is None and self.has_begun:
            self.go_to_pane("table")

    def enter_at(self, record: RecordRef) -> None:
        super().enter_at(record)
        if self.has_begun and self.panes.current == "tree":  # which need not show it
            self.go_to_pane("table" if record.kind == self.KIND.KIND else "detail")

    def on_record_table_marked(self, event: RecordTable.Marked) -> None:
        event.stop()
        self.session.mark(RecordRef(self.KIND.KIND, event.record_id))
        self.marks_changed(self.KIND.KIND)

    def action_mark(self) -> None:
        """Mark the row at the cursor and go on to the next; elsewhere, the record that is shown."""
        if self.panes.current == "table":
            self.table.action_mark()
        else:
            super().action_mark()

    def on_facet_tree_grown(self, event: FacetTree.Grown) -> None:
        event.stop()
        self.share_columns()

    def on_record_table_head_pressed(self, event: RecordTable.HeadPressed) -> None:
        """Sort by the attribute, or the other way round where it is sorted by it."""
        event.stop()
        orders = self.KIND.ATTRIBUTES.orders
        order = next((called for called, row in orders.items() if row.name == event.attribute), "")
        if not order:
            self.say(f"Nothing is sorted by {self.KIND.ATTRIBUTES.rows[event.attribute].title}.", timeout=2)
        elif order == self.wanted.order:
            self.action_change("reverse")
        else:
            self.action_change("sort", order)

    def on_facet_tree_chosen(self, event: FacetTree.Chosen) -> None:
        event.stop()
        self.go_to_pane("detail" if event.record_id else "table")

    def on_detail_turned(self, event: Detail.Turned) -> None:
        event.stop()
        self.amend(tab=event.tab)

    def on_detail_followed(self, event: Detail.Followed) -> None:
        event.stop()
        if event.link.kind == "web":
            self.post_message(CopyText(safe_line(event.link.id)))
        else:
            is_organization = event.link.kind == "organization"
            self.show_record(RecordRef("organization" if is_organization else "model", event.link.id))

    @property
    def tabbed(self) -> Detail:
        return self.detail
