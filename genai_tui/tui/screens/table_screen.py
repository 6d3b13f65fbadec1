"""The base of screens that show one table of counts: its query, the cell under the cursor, and what Enter opens."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING, ClassVar, TypeVar

from textual import getters
from textual.widget import Widget

from genai_tui.catalog.cells import count_of
from genai_tui.catalog.count_table import CountTable
from genai_tui.catalog.sanitize import safe_line
from genai_tui.tui.background import Stop
from genai_tui.tui.commands import COUNTS, COUNTS_FOOTER, COUNTS_KEYS
from genai_tui.tui.messages import OpenRecord, OpenScreen
from genai_tui.tui.screens.export_screen import Copied
from genai_tui.tui.screens.query_screen import QueryScreen
from genai_tui.tui.session import Session
from genai_tui.tui.widgets.count_grid import CountGrid
from genai_tui.view import table_view
from genai_tui.view.by_day import ByDay
from genai_tui.view.own_keys import keyed
from genai_tui.view.record_ref import RecordRef
from genai_tui.view.table_view import QueriedModels, TableView

if TYPE_CHECKING:  # the search comes with the first query
    from genai_tui.search.index import SearchIndex
    from genai_tui.view.this_screen import Printed

_View = TypeVar("_View", bound=TableView)


class TableScreen(QueryScreen[_View, CountTable]):
    """Counts of the models that meet the query."""

    ROOM = ((0, 1),)
    WORK = "counting"
    ANSWERS = "counts"
    TABLE = COUNTS
    FOOTER = COUNTS_FOOTER
    PANE_HELP = COUNTS_KEYS
    CHANGES = table_view.CHANGES
    COMMAND: ClassVar[str] = ""
    """The subcommand that prints the table."""

    counts = getters.query_one("#counts", CountGrid)

    def __init__(self, session: Session, view: _View) -> None:
        super().__init__(session, view)
        self._models = ByDay(self._models_of)
        self._table: CountTable | None = None

    def _models_of(self, day: str | None) -> QueriedModels:
        return QueriedModels(self.session.catalog_at(day), partial(self.session.index_of, "model", day))

    def make_panes(self) -> Iterator[Widget]:
        yield CountGrid(id="counts", classes=self.ascii_class)

    def on_mount(self) -> None:
        self.begin()
        self.go_to_pane(self.panes.current)

    # The view

    @property
    def at_once(self) -> bool:
        return self.wanted.as_of is None and self._models.of(None).is_small

    def work(self, view: _View) -> Callable[[Stop], CountTable]:
        catalog, models = self.session.catalog_at(view.as_of), self._models.of(view.as_of)
        return lambda stop: view.table(catalog, models.meeting(view.query, stop))

    def show(self, view: _View, result: CountTable) -> _View:
        self._table = result
        self.counts.show(result, *view.cell(result))
        self._retitle(view)
        self.tell_found(result.title)
        return view

    def tell_found(self, words: str) -> None:
        """Say below a query that is typed on what it has found."""
        if self.prompt.is_typed_on and self.prompt.mode == "query":
            self._letter_visits = False
            self.prompt.tell((("   ", "text"), (words, "strong"), (" · Tab completes", "dim")))

    @property
    def is_empty(self) -> bool:
        """Whether nothing stands on the screen yet."""
        return self._table is None

    def _retitle(self, view: _View) -> None:
        if self._table is not None:
            asked = f" · /{safe_line(view.query.strip())}" if view.query.strip() else ""
            self.counts.retitle(f"{self._table.title}{asked}", table_view.cell_told(view, self._table))
            models = self._models.of(view.as_of).meeting(view.query)
            self.counts.tell(table_view.models_told(view, self._table, self.catalog, models))

    def failed(self, error: Exception) -> None:
        super().failed(error)
        if self.is_empty and self.view.query:  # of an address: there is nothing yet that could stay
            self.view = table_view.ask(self.view, "")
            self.begin()

    def make_index(self) -> SearchIndex:
        return self.session.index_of("model", self.wanted.as_of)

    def ask(self, view: _View, query: str) -> _View:
        return table_view.ask(view, query)

    def show_record(self, record: RecordRef) -> None:
        """Go to a cell that has a model; an organization has none."""
        model = self.catalog.model(record.id) if record.kind == "model" else None
        self.go(self.wanted.at_model(self.catalog, model) if model else self.wanted)

    def choose(self, choice: str, record: RecordRef | None) -> None:
        """Show the face that was typed after the screen's name."""
        self.action_change("group", choice)

    def go_to_record(self, record: RecordRef) -> None:
        """Go to a record that was asked for by its name, which is shown in Browse."""
        self.post_message(OpenRecord(record))

    @property
    def record_at_hand(self) -> RecordRef | None:
        return None

    # What the pane tells

    def on_count_grid_highlighted(self, event: CountGrid.Highlighted) -> None:
        event.stop()
        self._follow()
        self.counts.renew()

    def _follow(self) -> None:
        """Note the cell that the cursor stands on by now."""
        if self._table is None or not self._table.rows or self.is_working:
            return
        here = self.counts.number, self.counts.column
        if self.view.cell(self._table) != here:
            view = table_view.at_cell(self.view, self._table, *here)
            self.amend(row=view.row, column=view.column)
            self._retitle(self.view)

    def on_count_grid_chosen(self, event: CountGrid.Chosen) -> None:
        event.stop()
        self._follow()
        if self._table is None:
            return
        row, column = self.view.cell(self._table)
        whole = self._table.wholes.get((row, column))
        count = self._table.count(row, column)
        if not (count if whole is None else whole - count):
            self.say("No model is counted here." if whole is None else "All of them state it.", timeout=2)
            return
        self.post_message(OpenScreen("browse", view=table_view.in_browse(self.view, self._table)))

    # Actions, named in the table of commands

    def action_change(self, name: str, choice: str = "") -> None:
        self._follow()
        super().action_change(name, choice)

    def action_sources(self) -> None:
        self.say(
            keyed("{counts.choose:Enter} lists the models of the cell, each with its sources."), timeout=3
        )

    def copied(self) -> Copied:
        # Imported here: little is taken along.
        from genai_tui.catalog.count_sheet import CountSheet
        from genai_tui.tui.sheet_text import SheetText

        if self._table is None:
            return Copied(None)
        sheet = CountSheet(self._table, self.view.query.strip())
        return Copied(None, screen=SheetText(self.catalog, sheet, self.session.ascii_only))

    def printed(self) -> Printed | None:
        # Imported here: seldom asked for.
        from genai_tui.view.command_line import table_command
        from genai_tui.view.this_screen import Printed

        if (table := self._table) is None:
            return None
        rows, columns = enumerate(table.rows), tuple(enumerate(table.columns))
        cells = tuple(
            f"{row.key} {column.key} {table.text(y, x)}" for y, row in rows for x, column in columns
        )
        return Printed(table_command(self.view, self.COMMAND), cells, count_of(len(cells), "cell"))
