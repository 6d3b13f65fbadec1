"""The screen Compare: marked records side by side over what stands in the cell under the cursor, and footnotes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, ClassVar

from msgspec import structs
from textual import getters
from textual.binding import BindingType
from textual.widget import Widget

from genai_tui.catalog.cells import count_of
from genai_tui.catalog.comparison import Comparison, NotComparable, Row, check_kinds, in_full
from genai_tui.catalog.describe import Item, Page
from genai_tui.catalog.organization_counts import are_measured
from genai_tui.tui.background import Stop
from genai_tui.tui.commands import COMPARE, COMPARE_FOOTER, COMPARE_KEYS, screen_bindings
from genai_tui.tui.messages import OpenScreen
from genai_tui.tui.pane_help import COMPARE_MARKS
from genai_tui.tui.screens.export_screen import Copied, ExportScreen
from genai_tui.tui.session import Session
from genai_tui.tui.widgets.comparison_table import ComparisonTable, Grid, grid_of
from genai_tui.tui.widgets.detail import Detail, Shown
from genai_tui.view import compare
from genai_tui.view.browse import BrowseView
from genai_tui.view.compare import CompareView
from genai_tui.view.organizations import OrganizationsView
from genai_tui.view.own_keys import keyed
from genai_tui.view.record_ref import RecordRef, ref_of

if TYPE_CHECKING:  # little is taken along
    from genai_tui.view.this_screen import Printed


class CompareScreen(ExportScreen[CompareView, "Comparison | str"]):
    """A table of the records, and below it the value at hand in full with the footnotes."""

    BINDINGS: ClassVar[list[BindingType]] = screen_bindings(COMPARE)
    TABLE = COMPARE
    FOOTER = COMPARE_FOOTER
    PANE_HELP = COMPARE_KEYS
    MARKS = COMPARE_MARKS
    CHANGES = compare.CHANGES
    ROOM = ((0, 2),)
    WORK = "comparing"

    table = getters.query_one("#comparison", ComparisonTable)
    footnotes = getters.query_one("#footnotes", Detail)

    def __init__(self, session: Session, view: CompareView) -> None:
        super().__init__(session, view)
        self._comparison: Comparison | None = None

    def make_panes(self) -> Iterator[Widget]:
        yield ComparisonTable(id="comparison", classes=self.ascii_class)
        yield Detail(id="footnotes", classes=self.ascii_class)

    def on_mount(self) -> None:
        self.begin()
        self.go_to_pane("comparison")

    # The view

    @property
    def at_once(self) -> bool:
        return self.wanted.kind == "model" or are_measured(self.session.catalog_at(self.wanted.as_of))

    def work(self, view: CompareView) -> Callable[[Stop], Comparison | str]:
        return lambda stop: self._compare(view)

    def _compare(self, view: CompareView) -> Comparison | str:
        catalog = self.session.catalog_at(view.as_of)
        if view.kind == "organization":
            from genai_tui.graph.standings import (
                measure_organizations,
            )  # imported here: networkx takes its time

            measure_organizations(catalog)
        return compare.compare(view, catalog)

    def show(self, view: CompareView, result: Comparison | str) -> CompareView:
        if isinstance(result, str):
            self._comparison = None
            self.table.show(Grid(), 0, 0, "Compare", result)
        else:
            self._comparison = result
            row, record = compare.place(view, result)
            number, column = (record, row) if view.transposed else (row, record)
            title = f"Compare · {count_of(len(result.records), view.kind)} · {_rows_told(view, result)}"
            self.table.show(
                grid_of(result, view.transposed),
                number,
                column,
                title,
                keyed("Nothing differs; {whole:w} shows every row."),
            )
        self.shows_nothing = self._comparison is None
        self._show_footnotes(view)
        return view

    def show_record(self, record: RecordRef) -> None:
        """Go to a record's cells where it is one of those compared; what is compared stays."""
        view = self.wanted
        if record.kind == view.kind and record.id in view.of:
            self.go(structs.replace(view, record=record.id))
        else:
            self.go(view)

    def choose(self, choice: str, record: RecordRef | None) -> None:
        """Compare the records whose names were typed."""
        refs, why = self._named(choice)
        if why:
            self.say(why, "warning")
        view = self.wanted
        if refs:
            of = tuple(dict.fromkeys(each.id for each in refs))
            view = structs.replace(view, of=of, kind=refs[0].kind)
        self.go(view)

    def _named(self, choice: str) -> tuple[list[RecordRef], str]:
        """Return the records that were named, all of one kind; none, and why, where they cannot be compared."""
        # Imported here: seldom typed.
        from genai_tui.search.named_record import named_record
        from genai_tui.search.record_lookup import look_up_record

        index = self.session.index_of("model", self.wanted.as_of)
        names = compare.names_typed(choice, lambda name: bool(look_up_record(index.catalog, name).found))
        refs: list[RecordRef] = []
        for name in names:
            named = named_record(index, name)
            if named.record is None or named.record.kind == "node":
                return [], named.words or f"No record: {name}"
            refs.append(RecordRef(named.record.kind, named.record.id))
        try:
            check_kinds(filter(None, (self.catalog.record(each.kind, each.id) for each in refs)))
        except NotComparable as why:
            return [], f"{why}."
        return refs, ""

    def go_to_record(self, record: RecordRef) -> None:
        """Go to a record: here where it is compared, else on the screen of its kind."""
        if record.kind == self.wanted.kind and record.id in self.wanted.of:
            self.show_record(record)
        else:
            self._open(record)

    def _open(self, record: RecordRef) -> None:
        screen = BrowseView.SCREEN if record.kind == "model" else OrganizationsView.SCREEN
        self.post_message(OpenScreen(screen, record))

    def _follow_table(self) -> None:
        """Note the cell that the cursor stands on by now; it may have moved on since it told of it."""
        found = self._comparison
        if found is None or not found.rows or self.is_working:
            return
        number, column = self.table.number, self.table.column
        row, record = (column, number) if self.view.transposed else (number, column)
        at, id_ = found.rows[row].attribute.name, found.records[record].id
        if compare.place(self.view, found) != (row, record):
            self.amend(at=at, record=id_)
            self._show_footnotes(self.view)

    @property
    def record_at_hand(self) -> RecordRef | None:
        self._follow_table()
        if self._comparison is None:
            return None
        return ref_of(self._comparison.records[compare.place(self.view, self._comparison)[1]])

    @property
    def row_at_hand(self) -> Row | None:
        """The row of the attribute under the cursor."""
        self._follow_table()
        rows = self._comparison.rows if self._comparison else ()
        return rows[compare.place(self.view, self._comparison)[0]] if rows and self._comparison else None

    # What the panes tell

    def on_comparison_table_moved(self, event: ComparisonTable.Moved) -> None:
        event.stop()
        self._follow_table()

    def on_comparison_table_chosen(self, event: ComparisonTable.Chosen) -> None:
        event.stop()
        if record := self.record_at_hand:
            self._open(record)

    def _show_footnotes(self, view: CompareView) -> None:
        """Show the value under the cursor in full, the footnotes of its row, then the others."""
        found = self._comparison
        if found is None:
            to_come = tuple(Item("quiet", line) for line in (() if view.of else compare.TO_COME))
            self.footnotes.show(Shown("", "", "dim", (Page("", to_come),)))
            self.footnotes.retitle("Footnotes" if view.of else "What will stand here")
            return
        items: list[Item] = []
        title = "Footnotes"
        row_notes: tuple[str, ...] = ()
        if found.rows:
            number, record = compare.place(view, found)
            row = found.rows[number]
            title, row_notes = f"{found.names[record]} · {row.title}", row.notes
            items.append(_value_item(", ".join(in_full(self.catalog, row, record)), row.cells[record].marks))
        lines = dict(zip(found.footnotes, found.footnote_lines(), strict=True))
        items += [Item("bullet", lines[note]) for note in row_notes]
        items += [Item("quiet", line) for note, line in lines.items() if note not in row_notes]
        if told := found.left_out():
            items.append(Item("quiet", told))
        self.footnotes.show(Shown("", "", "dim", (Page("", items),)))
        self.footnotes.retitle(title, "· not known  ~ estimated  ! disputed")

    # Actions, named in the table of commands

    def action_change(self, name: str, choice: str = "") -> None:
        self._follow_table()
        super().action_change(name, choice)

    def action_sources(self) -> None:
        row = self.row_at_hand
        self.open_claims(row.attribute.path.partition("|")[0] if row else "")

    def copied(self) -> Copied:
        from genai_tui.tui.compared_text import comparison_text  # imported here: little is taken along

        row = self.row_at_hand
        found = self._comparison
        shown = comparison_text(self.catalog, found, self.view.transposed) if found else None
        field = row.attribute.path.partition("|")[0] if row else ""
        return Copied(self.record_at_hand, field=field, screen=shown, why="nothing is compared yet")

    def printed(self) -> Printed | None:
        # Imported here: seldom asked for.
        from genai_tui.view.command_line import compare_command
        from genai_tui.view.this_screen import Printed

        if self._comparison is None:
            return None
        ids = tuple(record.id for record in self._comparison.records)
        return Printed(compare_command(self.view), ids, count_of(len(ids), self.view.kind))


def _value_item(text: str, marks: str) -> Item:
    said = [text or ("nothing is chosen" if "!" in marks else "not known")]
    said += ["estimated"] if "~" in marks else []
    said += ["disputed"] if "!" in marks else []
    return Item("prose", " · ".join(said))


def _rows_told(view: CompareView, comparison: Comparison) -> str:
    rows = len(comparison.rows)
    if view.every:
        return f"all {count_of(rows, 'row')}"
    return f"{count_of(rows, 'row')} of {rows + len(comparison.same)} differ"
