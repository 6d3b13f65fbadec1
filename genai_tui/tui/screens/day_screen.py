"""The base of screens that show the landscape as of a day: a quarter back, a quarter on, a day that was typed."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from msgspec import structs

from genai_tui.tui.screens.view_screen import ViewScreen
from genai_tui.view.own_keys import keyed
from genai_tui.view.record_ref import RecordRef

if TYPE_CHECKING:  # the graph has no part in the first frame
    from genai_tui.view.command_line import View

_View = TypeVar("_View", bound="View")
_Result = TypeVar("_Result")


UNKNOWN_DAY = ""
"""What is returned for a text that is no day."""


class DayScreen(ViewScreen[_View, _Result]):
    """A screen whose view has a day; it is one of the view's fields, and keys make the view of another one."""

    @property
    def day_told(self) -> str:
        """What the header says of the day; empty where everything is shown."""
        day = self.view.as_of
        if day is None:
            return ""
        # Imported here: it opens as of no day.
        from genai_tui.catalog.as_of import as_of
        from genai_tui.view.as_of import told

        return told(as_of(self.session.catalog, day))

    @property
    def record_chosen(self) -> RecordRef | None:
        """The record that other screens are asked to show: the one at hand, unless nobody has chosen it."""
        return self.record_at_hand

    def enter_with(self, view: _View) -> None:
        """Go on to a view that another screen has made."""
        self.go(view)

    def enter_at(self, record: RecordRef) -> None:
        """Go to a record that another screen had at hand."""
        self.show_record(record)

    def enter(self) -> None:
        """Go to the view that is wanted if nothing has led to it: what was typed after the screen's name may be no view."""
        is_here = self.session.history.here.SCREEN == self.view.SCREEN
        is_led_to = self.has_begun and (self.holds_input or (is_here and not self.is_working))
        if not is_led_to:
            self.go(self.wanted)

    def go_to_day(self, day: str | None) -> None:
        """Show the same as of a day, or of none. Back leads to what stood before the first of several days."""
        if day == self.wanted.as_of:
            self.say(f"This is as of {day or 'now'}.", timeout=2)
            return
        visit = day is None or self.wanted.as_of is None
        self.go(structs.replace(self.wanted, as_of=day), visit)

    def action_earlier(self) -> None:
        from genai_tui.view.as_of import earlier  # imported here: as above

        day = earlier(self.session.catalog, self.wanted.as_of)
        if day is None:
            self.say("No model is known from before that day.", timeout=2)
        else:
            self.go_to_day(day)

    def action_later(self) -> None:
        from genai_tui.view.as_of import later  # imported here: as above

        if self.wanted.as_of is None:
            self.say(keyed("Everything is shown; {day.earlier:<} goes back by quarters."), timeout=2)
        else:
            self.go_to_day(later(self.session.catalog, self.wanted.as_of))

    def action_as_of(self, typed: str = "") -> None:
        """Show the landscape as of the day that was typed, or say which day this is and how to go to another."""
        if not typed:
            self.say(
                f"This is as of {self.wanted.as_of or 'now'}; :as-of 2022-06 goes to that day, "
                + keyed("{day.earlier:<} and {day.later:>} by quarters.")
            )
            return
        if (day := self.day_typed(typed)) != UNKNOWN_DAY:
            self.go_to_day(day)

    def day_typed(self, typed: str) -> str | None:
        """Return the whole day that was typed, None for `now`; what is no day is told, and UNKNOWN_DAY returned."""
        from genai_tui.catalog.day import DayProblem, day_meant  # imported here: as above

        try:
            return day_meant(typed)
        except DayProblem as problem:
            self.say(f"{typed[:40]}: {problem}.", "warning")
            return UNKNOWN_DAY
