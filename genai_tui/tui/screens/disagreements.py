"""The screen Disagreements: fields in which catalogs differ, the pairs that do, and what both sides say."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import getters
from textual.binding import BindingType
from textual.widget import Widget

from genai_tui.catalog.describe import Page
from genai_tui.catalog.disagreement import SAME, Disagreement, Disagreements
from genai_tui.catalog.field_lookup import field_called, short_name
from genai_tui.catalog.numbers import whole
from genai_tui.catalog.sanitize import safe_line
from genai_tui.tui import commands
from genai_tui.tui.background import Stop
from genai_tui.tui.messages import CopyText, OpenRecord
from genai_tui.tui.pane_help import PAIR_MARKS
from genai_tui.tui.screens.deciding_screen import DecidingScreen
from genai_tui.tui.screens.export_screen import Copied
from genai_tui.tui.session import Session
from genai_tui.tui.widgets.detail import Detail, Shown
from genai_tui.tui.widgets.field_list import FieldList
from genai_tui.tui.widgets.pair_table import PairTable
from genai_tui.view import disagreements
from genai_tui.view.by_day import ByDay
from genai_tui.view.disagreement_pages import fields_titles, is_joined, pairs_titles, side_items, why_nothing
from genai_tui.view.disagreements import Comparer, DisagreementsView
from genai_tui.view.own_keys import keyed
from genai_tui.view.record_ref import RecordRef
from genai_tui.view.this_screen import Printed

if TYPE_CHECKING:  # the search comes with the first query
    from genai_tui.search.index import SearchIndex


class DisagreementsScreen(DecidingScreen):
    """Where catalogs differ about a model, and where the sources of one do."""

    BINDINGS: ClassVar[list[BindingType]] = commands.screen_bindings(commands.DISAGREEMENTS)
    TABLE = commands.DISAGREEMENTS
    FOOTER = commands.DISAGREEMENTS_FOOTER
    PANE_HELP = commands.DISAGREEMENTS_KEYS
    MARKS = PAIR_MARKS
    CHANGES = disagreements.CHANGES
    ROOM = ((0, 2), (100, 3))
    WORK = "comparing"
    ANSWERS = "pairs"

    fields = getters.query_one("#fields", FieldList)
    table = getters.query_one("#pairs", PairTable)
    sides = getters.query_one("#sides", Detail)

    def __init__(self, session: Session, view: DisagreementsView) -> None:
        super().__init__(session, view)
        self._comparers = ByDay(
            lambda day: Comparer(session.catalog_at(day), partial(session.index_of, "model", day))
        )
        self._found: Disagreements | None = None
        self._asked_for: RecordRef | None = None
        """The record that another screen led to, until what differs is known."""

    def make_panes(self) -> Iterator[Widget]:
        yield FieldList(id="fields", classes=self.ascii_class)
        yield PairTable(self.catalog, id="pairs", classes=self.ascii_class)
        yield Detail(id="sides", classes=self.ascii_class)

    def on_mount(self) -> None:
        at = self.view.at
        self.begin()
        self.go_to_pane("fields" if at is None else "pairs")

    # The view

    @property
    def at_once(self) -> bool:
        return self._comparers.of(self.wanted.as_of).has(self.wanted)

    def work(self, view: DisagreementsView) -> Callable[[Stop], Disagreements]:
        return partial(self._comparers.of(view.as_of).compare, view)

    def catalog_changed(self, day: str | None) -> None:
        self.table.turn_to(self.catalog)

    def show(self, view: DisagreementsView, result: Disagreements) -> DisagreementsView:
        self._found, self.shows_nothing = result, not result.found
        if view.field is not None and field_called(view.field, disagreements.fields_of(result)) is None:
            self.say(f"Nothing is stated by both in a field {view.field}.", "warning")
        led_here = self._asked_for is not None
        view = self._at_asked_for(disagreements.settled(view, result))
        self.fields.show(disagreements.rows(result), view.field, is_joined(result))
        self.fields.retitle(*fields_titles(result))
        self.table.show(result.of(view.field or ""), disagreements.place(result, view), why_nothing(view))
        self.table.retitle(*pairs_titles(view, result))
        self._show_sides(view)
        if led_here and result.found and not self.prompt.is_typed_on:
            self.panes.go("pairs")
        if self.prompt.is_typed_on and self.prompt.mode == "query":
            self._letter_visits = False
            count = sum(row.differ for row in result.counts)
            self.prompt.tell((("   ", "text"), (f"{count} differ", "strong"), (" · Tab completes", "dim")))
        return view

    def _at_asked_for(self, view: DisagreementsView) -> DisagreementsView:
        record, self._asked_for = self._asked_for, None
        if record is None or self._found is None:
            return view
        found = disagreements.at_record(view, self._found, record)
        if found is None and record.kind == "model":
            model = self.catalog.model(record.id)
            self.say(f"Nothing differs about {model.name if model else record.id}.", timeout=3)
        return found or view

    def make_index(self) -> SearchIndex:
        return self.session.index_of("model", self.wanted.as_of)

    def ask(self, view: DisagreementsView, query: str) -> DisagreementsView:
        return disagreements.ask(view, query)

    def failed(self, error: Exception) -> None:
        super().failed(error)
        if self._found is None and self.view.query:  # of an address: there is nothing yet that could stay
            self.view = disagreements.ask(self.view, "")
            self.begin()

    def show_record(self, record: RecordRef) -> None:
        """Go to what differs about a model, whatever query stood before where that leaves it out."""
        self._asked_for = record
        self.go(self.wanted)

    def choose(self, choice: str, record: RecordRef | None) -> None:
        """Go to a field, by any of its names."""
        if self._found is None:
            self.go(disagreements.in_field(self.wanted, choice))
            return
        paths = disagreements.fields_of(self._found)
        field = field_called(choice, paths) or self.pick(tuple(map(short_name, paths)), choice)
        if field is not None:
            self.go(disagreements.in_field(self.wanted, field))
            self.go_to_pane("pairs")

    def choices(self, command: commands.Command) -> Iterable[str]:
        if command.takes == "compared" and self._found is not None:
            return map(short_name, disagreements.fields_of(self._found))
        return super().choices(command)

    @property
    def pair(self) -> Disagreement | None:
        """The pair under the cursor."""
        return disagreements.pair(self._found, self.view) if self._found else None

    @property
    def record_at_hand(self) -> RecordRef | None:
        return RecordRef("model", self.pair.model) if self.pair else None

    # What the panes tell

    def on_field_list_highlighted(self, event: FieldList.Highlighted) -> None:
        event.stop()
        self.fields.renew()
        self._follow_fields()

    def _follow_fields(self) -> None:
        """Show the field that the cursor stands on by now."""
        field = self.fields.field
        if self._found is not None and field is not None and field != self.wanted.field:
            self.go(disagreements.in_field(self.wanted, field), visit=False)

    def on_field_list_chosen(self, event: FieldList.Chosen) -> None:
        event.stop()
        self.go_to_pane("pairs")

    def on_pair_table_highlighted(self, event: PairTable.Highlighted) -> None:
        event.stop()
        number = self.table.number
        if self._found is not None and number is not None and not self.is_working:
            self.amend(at=disagreements.at_place(self.view, self._found, number).at)
            self._show_sides(self.view)
        self.table.renew()

    def on_pair_table_chosen(self, event: PairTable.Chosen) -> None:
        event.stop()
        if record := self.record_at_hand:
            self.post_message(OpenRecord(record))

    def on_pair_table_entered(self, event: PairTable.Entered) -> None:
        event.stop()
        self.go_to_pane("sides")

    def on_detail_followed(self, event: Detail.Followed) -> None:
        event.stop()
        if event.link.kind == "choice":
            self.decide(whole(event.link.id) or 0)
        elif event.link.kind == "web":
            self.post_message(CopyText(safe_line(event.link.id)))

    def _show_sides(self, view: DisagreementsView) -> None:
        about = disagreements.pair(self._found, view) if self._found else None
        if about is None:
            self.sides.show(Shown("", "", "dim", ()))
            self.sides.retitle("Both sides")
            return
        model = self.catalog.model(about.model)
        name = safe_line(model.name if model else about.model)
        field = disagreements.title(about.field)
        apart = (
            f"{about.apart} apart" if about.apart else "",
            "same?" if about.other and about.field != SAME else "",
        )
        items = side_items(self.catalog, about)
        self.sides.show(Shown("", "", "dim", (Page("", items),)))
        self.sides.retitle(" · ".join(filter(None, (name, field, *apart))), keyed("{decide:D} decides"))

    # Panes and bars

    def go_to_pane(self, name: str) -> None:
        if self._found is not None:
            self._follow_fields()  # before the next keys act on another pane
        super().go_to_pane(name)

    def show_bars(self) -> None:
        super().show_bars()
        if self.is_working and self._found is not None:
            self.table.retitle(self.table.titles[0], "working …")

    # Actions, named in the table of commands

    def action_sources(self) -> None:
        if self.pair:
            self.open_claims("" if self.pair.field == SAME else self.pair.field)

    def copied(self) -> Copied:
        from genai_tui.tui.compared_text import disagreements_text  # imported here: little is taken along

        found, field = self._found, self.view.field or ""
        shown = disagreements_text(self.catalog, found.only(field)) if found else None
        return Copied(self.record_at_hand, field=field, screen=shown, why="nothing is compared yet")

    def printed(self) -> Printed | None:
        from genai_tui.view.command_line import disagree_command  # imported here: seldom asked for

        if self._found is None:
            return None
        ids = disagreements.keys(self._found, self.view.field or "")
        return Printed(disagree_command(self.view), ids, f"{len(ids)} differ")

    def action_decide(self) -> None:
        item = self.sides.item if self.panes.current == "sides" else None
        link = item.link if item else None
        self.decide((whole(link.id) or 0) if link and link.kind == "choice" else 0)
