"""The screen Browse: the tree of groups, the table of models, the detail of one record."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual.binding import BindingType

from genai_tui.catalog.cells import count_of
from genai_tui.catalog.describe import Item, Page
from genai_tui.tui.background import Stop
from genai_tui.tui.commands import BROWSE, BROWSE_FOOTER, screen_bindings
from genai_tui.tui.pane_help import MODEL_MARKS
from genai_tui.tui.screens.export_screen import Copied
from genai_tui.tui.screens.three_panes import ThreePaneScreen
from genai_tui.tui.session import Session
from genai_tui.tui.widgets.detail import Shown, shown_record
from genai_tui.tui.widgets.facet_tree import FacetTree
from genai_tui.tui.widgets.record_table import RecordTable
from genai_tui.tui.widgets.row_painter import Piece
from genai_tui.view import browse
from genai_tui.view.arrangement import Arrangement, Arranger
from genai_tui.view.browse import BrowseView
from genai_tui.view.by_day import ByDay
from genai_tui.view.own_keys import key
from genai_tui.view.record_ref import RecordKind, RecordRef, ref_of
from genai_tui.view.titles import found_pieces, table_titles, tree_titles

if TYPE_CHECKING:  # the search comes with the first query
    from genai_tui.view.this_screen import Printed

_CHANGED_BY = {"group": "tree", "then": "tree", "sort": "table", "reverse": "table"}
"""The pane that a command changes."""


class BrowseScreen(ThreePaneScreen):
    """Tree, table and detail of the models of a catalog."""

    BINDINGS: ClassVar[list[BindingType]] = screen_bindings(BROWSE)
    TABLE = BROWSE
    FOOTER = BROWSE_FOOTER
    MARKS = MODEL_MARKS
    CHANGES = browse.CHANGES
    WORK = "arranging"

    def __init__(self, session: Session, view: BrowseView) -> None:
        super().__init__(session, view)
        self.arrangers = ByDay(self._make_arranger)
        self._shown: Arrangement | None = None
        self._offers = bool(session.offered or session.resumed)
        """Whether the footer still says what there is to know at first: until the first change."""

    def _make_arranger(self, day: str | None) -> Arranger:
        index = partial(self.session.index_of, self.KIND.KIND, day)
        return Arranger(self.session.catalog_at(day), index, self.KIND)

    def on_mount(self) -> None:
        self.detail.retitle("Detail")
        start = self.view.record
        self.begin()
        self.go_to_pane(
            self.FIRST_PANE if start is None else "table" if start.kind == self.KIND.KIND else "detail"
        )
        self.call_after_refresh(self.tell_trouble)

    # The view

    @property
    def shown(self) -> Arrangement:
        """What the view that stands shows."""
        assert self._shown is not None, "nothing stands before the screen is mounted"
        return self._shown

    @property
    def at_once(self) -> bool:
        """Whether the catalog is small, and as of no day, which has words of its own; and the first frame shows models always."""
        is_whole = self.wanted.as_of is None
        return (is_whole and self.arrangers.of(None).is_small) or self._shown is None

    def work(self, view: BrowseView) -> Callable[[Stop], Arrangement]:
        return partial(self.arrangers.of(view.as_of).arrange, view)

    def catalog_changed(self, day: str | None) -> None:
        self.facet_tree.turn_to(self.catalog)
        self.table.turn_to(self.catalog)

    def show(self, view: BrowseView, result: Arrangement) -> BrowseView | None:
        begun = (
            result.answer.query.field_begun(self.KIND.ATTRIBUTES.rows)
            if self.prompt.is_typed_on and not result.answer.records
            else ""
        )
        if begun:
            self.prompt.tell(((f"   {begun}: begins a filter · Tab completes", "dim"),))
            return None
        is_first, self._shown = self._shown is None, result
        self.session.marks.look_at(self.KIND.KIND)
        self._offers = self._offers and is_first
        view = browse.settled(view, result.here, result.records, result.part)
        self.facet_tree.show(
            result.facet, result.groups, len(result.answer.records), view.group, view.record_id, view.then, view.part
        )  # fmt: skip
        self.facet_tree.retitle(*tree_titles(view, result))
        self._show_table(view)
        self.share_columns()
        before = self.view
        if is_first or (view.record, view.tab, view.as_of) != (before.record, before.tab, before.as_of):
            self._show_detail(view)
        if self.prompt.is_typed_on and self.prompt.mode == "query":
            self._letter_visits = False
            self.prompt.tell(found_pieces(result, len(self.KIND.records(self.catalog)), self.table.record))
        return view

    def _forget_records(self) -> bool:
        if self._shown is None:
            return False
        self.table.forget_values()
        self.arrangers.forget()
        self._show_detail(self.view)
        return True

    def ask(self, view: BrowseView, query: str) -> BrowseView:
        return browse.ask(view, query)

    def failed(self, error: Exception) -> None:
        super().failed(error)
        if self._shown is not None:
            self._show_table_titles(self.view)  # which may say that it is worked on
        if self._shown is None and self.view.query:  # of an address: there is nothing yet that could stay
            self.view = browse.whole(self.view)
            self.begin()

    def _show_table(self, view: BrowseView) -> None:
        answer = self.shown.answer
        self.table.show(
            self.shown.records, frozenset(view.marked), answer.hits, view.record_id, self.shown.why_empty,
            browse.columns(view, answer.query.fields),
        )  # fmt: skip
        self._show_table_titles(view)

    def _show_table_titles(self, view: BrowseView) -> None:
        self.table.retitle(*table_titles(view, self.shown, len(self.KIND.records(self.catalog))))

    def _show_detail(self, view: BrowseView) -> None:
        if view.record is None:  # nothing is found: what was looked at before would be taken for it
            self.detail.show(
                Shown("", "", "dim", (Page("", (Item("quiet", f"No {self.KIND.KIND} is found."),)),))
            )
        else:
            gone = Shown(view.record.id, f"not known as of {view.as_of}", "dim", ())
            self.detail.show(shown_record(self.catalog, view.record) or gone, view.tab)

    @property
    def record_chosen(self) -> RecordRef | None:
        """The record that is shown, unless it is the first of all only because the tree stands on all of them."""
        record, shown = self.record_at_hand, self._shown
        if record is None or shown is None or self.wanted.query or self.panes.current != "tree":
            return record
        is_first = bool(shown.records) and record == ref_of(shown.records[0])
        return None if is_first and self.facet_tree.node.branch is None else record

    def show_record(self, record: RecordRef) -> None:
        """Show a record in all panes, whatever query and group stood before."""
        if self._shown is None:
            self.go(browse.look_at(self.wanted, record))
        else:
            self.go(browse.open_record(self.wanted, record, self.shown.records, self.shown.answer.records))

    def copied(self) -> Copied:
        from genai_tui.tui.screen_text import TableText, marked_table  # imported here: little is taken along
        from genai_tui.tui.whole_catalog import why_too_many

        view, shown, kind = self.view, self.shown, self.KIND.KIND
        asked = browse.columns(view, shown.answer.query.fields)
        query = view.query if shown.here is None else ""
        item = self.detail.item if self.panes.current == "detail" else None
        table = TableText(self.catalog, kind, shown.records, query, asked)
        many = why_too_many(self.catalog, len(shown.records))
        return Copied(
            self.record_at_hand,
            tuple(RecordRef(kind, each) for each in self.wanted.marked),
            item.field if item else "",
            None if many else table,
            many,
            marks_alone=marked_table(self.catalog, view, asked),
        )

    # What the panes tell

    def on_facet_tree_highlighted(self, event: FacetTree.Highlighted) -> None:
        event.stop()
        self.facet_tree.renew()
        self._follow_tree()

    def _follow_tree(self) -> None:
        """Show what the tree's cursor stands on by now; it may have moved on since it told of it."""
        node = self.facet_tree.node
        here = self.wanted.group, self.wanted.part
        if (node.group_id, node.part_id) != here or node.record_id not in (None, self.wanted.record_id):
            view = browse.enter_group(self.wanted, self.catalog, node.group_id, node.record_id, node.part_id)
            self.go(view, visit=False)

    def on_record_table_highlighted(self, event: RecordTable.Highlighted) -> None:
        event.stop()
        if self.table.record and self.table.record.id == event.record_id:  # else other models have come since
            self._look_at(event.record_id)
        self.table.renew()

    def _look_at(self, record_id: str) -> None:
        if self.wanted.record_id != record_id:
            self.amend(record=RecordRef(self.KIND.KIND, record_id))
            self.facet_tree.follow(record_id)
            self._show_detail(self.view)

    def on_record_table_chosen(self, event: RecordTable.Chosen) -> None:
        event.stop()
        self._look_at(event.record_id)
        self.go_to_pane("detail")

    def marks_changed(self, kind: RecordKind) -> None:
        """Show what is marked now, where it is of the kind that is browsed; this screen may not stand yet."""
        if kind != self.KIND.KIND:
            return
        self.amend(marked=self.session.marks.of(kind))
        if self.has_begun:
            self.table.show_marks(frozenset(self.view.marked))
            self._show_table_titles(self.view)
            self.show_bars()

    # Panes and bars

    def go_to_pane(self, name: str) -> None:
        self._follow_tree()  # before the next keys act on another pane
        shown = self.wanted.record
        if name == "table" and shown and shown.kind == "category" and self.table.record:
            self._look_at(self.table.record.id)
        super().go_to_pane(name)

    def show_bars(self) -> None:
        super().show_bars()
        if self.is_working:
            self.table.retitle(self.table.titles[0], "working …")

    @property
    def note(self) -> tuple[Piece, ...]:
        if marked := len(self.wanted.marked):
            told = (f"{count_of(marked, 'mark')} ", "dim")
            return (
                ((key("screen.compare", "v"), "accent"), (" compare · ", "dim"), told)
                if marked > 1
                else (told,)
            )
        if self._offers and self.session.resumed:
            return ((" back where you were · ", "dim"), (key("whole", "w"), "accent"), (" all ", "dim"))
        if self._offers and not self.prompt.is_typed_on:
            return ((f" {key('catalogs', 'C')}", "accent"), (f" today's {self.session.offered} ", "dim"))
        return ()

    # Actions, named in the table of commands

    def action_change(self, name: str, choice: str = "") -> None:
        super().action_change(name, choice)
        changed = _CHANGED_BY.get(name)
        if changed and not self.query_one(f"#{changed}").display:
            self.go_to_pane(changed)  # what was changed is to be seen

    def action_why(self) -> None:
        from genai_tui.tui.screens.text_page import why_page  # imported here: seldom the first thing

        model = self.table.record
        if model is None or not self.shown.answer.query:
            told = "Without a query every {} is shown." if model else "No {} is at the cursor."
            self.say(told.format(self.KIND.KIND), timeout=3)
        else:
            self.app.push_screen(why_page(self.shown.answer, model, self.session.ascii_only))

    def action_sources(self) -> None:
        from genai_tui.tui.screens.text_page import ties_page  # imported here: as above

        item = self.detail.item if self.panes.current == "detail" else None
        if item and item.ties:
            self.app.push_screen(ties_page(item.ties, self.session.ascii_only))
        else:
            self.open_claims(item.field if item else "")

    def printed(self) -> Printed:
        """Return the command whose answer has the ids of the table, in the same order, or that prints the record."""
        # Imported here: as above.
        from genai_tui.view.command_line import list_command, show_command, ungrouped
        from genai_tui.view.this_screen import Printed

        shown, records = self.view.record, self.shown.records
        if self.panes.current == "detail" and shown and shown.kind != "category":
            return Printed(show_command(self.view, shown), (shown.id,), f"1 {shown.kind}")
        view = ungrouped(self.view, self.shown, self._make_arranger(self.view.as_of).arrange)
        # Of a database they are counted alone: "this screen", which hashes them, is not shown of one.
        ids = tuple(each.id for each in records) if self.catalog.is_whole else ()
        return Printed(list_command(view, records), ids, count_of(len(records), self.KIND.KIND))
