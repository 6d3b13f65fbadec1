"""The screen Between: what changed between two days, who was most active, what is new and what proves it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import getters
from textual.binding import BindingType
from textual.widget import Widget

from genai_tui.catalog.between import Between
from genai_tui.catalog.between_text import doubts, left_out
from genai_tui.catalog.cells import count_of
from genai_tui.catalog.day import DayProblem
from genai_tui.catalog.sanitize import safe_line
from genai_tui.tui.background import Stop
from genai_tui.tui.commands import BETWEEN, BETWEEN_FOOTER, BETWEEN_KEYS, screen_bindings
from genai_tui.tui.messages import OpenScreen
from genai_tui.tui.screens.export_screen import Copied
from genai_tui.tui.screens.query_screen import QueryScreen
from genai_tui.tui.screens.text_page import ties_page
from genai_tui.tui.session import Session
from genai_tui.tui.widgets.change_list import ChangeList
from genai_tui.tui.widgets.detail import Detail, Shown
from genai_tui.tui.widgets.wide_detail import WideDetail
from genai_tui.view import between
from genai_tui.view.between import BetweenView, Changes
from genai_tui.view.browse import BrowseView
from genai_tui.view.own_keys import keyed
from genai_tui.view.pane_widths import beside_lists
from genai_tui.view.record_ref import RecordRef

if TYPE_CHECKING:  # the search comes with the first query
    from genai_tui.search.index import SearchIndex
    from genai_tui.view.this_screen import Printed


class BetweenScreen(QueryScreen[BetweenView, Between]):
    """Counts of two days, and lists of what is new."""

    BINDINGS: ClassVar[list[BindingType]] = screen_bindings(BETWEEN)
    TABLE = BETWEEN
    FOOTER = BETWEEN_FOOTER
    PANE_HELP = BETWEEN_KEYS
    CHANGES = between.CHANGES
    ROOM = ((0, 1), (80, 2))
    WORK = "comparing"
    ANSWERS = "changes"

    rows = getters.query_one("#changes", ChangeList)
    lists = getters.query_one("#lists", Detail)

    def __init__(self, session: Session, view: BetweenView) -> None:
        super().__init__(session, view)
        self._changes = Changes(session.catalog)
        self._sheet: Between | None = None

    def make_panes(self) -> Iterator[Widget]:
        yield ChangeList(id="changes", classes=self.ascii_class)
        yield WideDetail(id="lists", classes=self.ascii_class)

    def on_mount(self) -> None:
        self.begin()
        self.go_to_pane("changes")

    def pane_cells(self, panes: tuple[str, ...], columns: int) -> Mapping[str, int]:
        if len(panes) == 1:
            return dict.fromkeys(panes, columns)
        counts = beside_lists(columns, self.rows.needed)
        return {"changes": counts, "lists": columns - counts}

    # The view

    @property
    def sheet(self) -> Between:
        """What changed between the days that stand on the screen."""
        assert self._sheet is not None, "nothing stands before the screen is mounted"
        return self._sheet

    def work(self, view: BetweenView) -> Callable[[Stop], Between]:
        return partial(self._changes.between, view)

    def show(self, view: BetweenView, result: Between) -> BetweenView:
        is_same, self._sheet = result is self._sheet, result
        self.rows.show(between.sections(result), view.at, (*doubts(result), *left_out(result)))
        self.panes.fit()
        self.rows.retitle(*between.titles(view, result))
        if not is_same or view.tab != self.view.tab:
            self.lists.show(Shown("", "", "dim", between.pages(self.catalog, result)), view.tab)
            self.lists.retitle("Before ▸ after", keyed("{tab.next:t} turns"))  # the counts say of which days
        if self.prompt.is_typed_on and self.prompt.mode == "query":
            self._letter_visits = False
            count = f"{result.models.before} ▸ {result.models.after}"
            self.prompt.tell((("   ", "text"), (count, "strong"), (" · Tab completes", "dim")))
        return view

    def failed(self, error: Exception) -> None:
        if isinstance(error, DayProblem):
            self.say(f"{error}.", "warning")
        else:
            super().failed(error)
        if self._sheet is None and (
            self.view.query or self.view.since
        ):  # of an address: nothing yet could stay
            self.view = BetweenView(self.view.catalogs, self.view.overlays)
            self.begin()

    def make_index(self) -> SearchIndex:
        return self.session.index_of("model", self.wanted.as_of)

    def ask(self, view: BetweenView, query: str) -> BetweenView:
        return between.ask(view, query)

    def show_record(self, record: RecordRef) -> None:
        """Show what changed; no row is of one record, so a name that was typed leads to the screen of its kind."""
        if self._sheet is not None and self.app.screen is self:
            self._open(record)
        else:
            self.go(self.wanted)

    def _open(self, record: RecordRef) -> None:
        self.post_message(OpenScreen("orgs" if record.kind == "organization" else BrowseView.SCREEN, record))

    def choose(self, choice: str, record: RecordRef | None) -> None:
        """Go to the days that were typed."""
        try:
            self.go(between.of_days(self.wanted, choice))
        except DayProblem as problem:
            self.say(f"{safe_line(choice)[:40]}: {problem}.", "warning")
            if self._sheet is None:
                self.go(self.wanted)

    @property
    def record_at_hand(self) -> RecordRef | None:
        link = self.lists.item.link if self.panes.current == "lists" and self.lists.item else None
        if link is None or link.kind not in ("model", "organization"):
            return None
        return RecordRef("model" if link.kind == "model" else "organization", link.id)

    # What the panes tell

    def on_change_list_highlighted(self, event: ChangeList.Highlighted) -> None:
        event.stop()
        if self.rows.counted and not self.is_working:
            self.amend(at=self.rows.counted.part)
        self.rows.renew()

    def on_change_list_chosen(self, event: ChangeList.Chosen) -> None:
        """List what the row counts: in a tab beside it, or on the screen of models or organizations."""
        event.stop()
        row = self.rows.counted
        if self._sheet is None or row is None or self.is_working:
            return
        opened = between.opened(self.view, self._sheet, row)
        if isinstance(opened, int):
            self.lists.show(Shown("", "", "dim", between.pages(self.catalog, self._sheet)), opened)
            self.amend(tab=opened)
            self.go_to_pane("lists")
        else:
            self.post_message(OpenScreen(opened.SCREEN, view=opened))

    def on_detail_turned(self, event: Detail.Turned) -> None:
        event.stop()
        self.amend(tab=event.tab)

    def on_detail_followed(self, event: Detail.Followed) -> None:
        event.stop()
        self._open(RecordRef("organization" if event.link.kind == "organization" else "model", event.link.id))

    def on_detail_asked(self, event: Detail.Asked) -> None:
        """Show the models that prove a tie."""
        event.stop()
        self.app.push_screen(ties_page(event.ties, self.session.ascii_only))

    # Actions, named in the table of commands

    @property
    def tabbed(self) -> Detail:
        return self.lists

    def action_sources(self) -> None:
        item = self.lists.item if self.panes.current == "lists" else None
        if item and item.ties:
            self.app.push_screen(ties_page(item.ties, self.session.ascii_only))
        elif self.record_at_hand:
            self.open_claims("")
        else:
            self.say(
                keyed("{changes.choose:Enter} lists the models of the row, each with its sources."), timeout=3
            )

    def copied(self) -> Copied:
        from genai_tui.tui.between_text import ChangesText  # imported here: little is taken along

        here = self.record_at_hand
        return Copied(here, screen=ChangesText(self.catalog, self._sheet)) if self._sheet else Copied(here)

    def printed(self) -> Printed | None:
        # Imported here: seldom asked for.
        from genai_tui.view.command_line import between_command
        from genai_tui.view.this_screen import Printed

        if (sheet := self._sheet) is None:
            return None
        command = between_command(self.view, between.first_day(self.session.catalog, self.view))
        return Printed(command, sheet.new_models, count_of(len(sheet.new_models), "new model"))
