"""The base of screens with a query: typed live, completed, remembered, saved under a name."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, TypeVar

from genai_tui.search.syntax import QueryProblem
from genai_tui.tui.commands import Command
from genai_tui.tui.screens.export_screen import ExportScreen
from genai_tui.tui.widgets.prompt import Prompt

if TYPE_CHECKING:  # the search comes with the first query
    from genai_tui.search.completion import Completion
    from genai_tui.search.index import SearchIndex
    from genai_tui.view.between import BetweenView
    from genai_tui.view.browse import BrowseView
    from genai_tui.view.disagreements import DisagreementsView
    from genai_tui.view.table_view import TableView

_View = TypeVar("_View", bound="BetweenView | BrowseView | DisagreementsView | TableView")
_Result = TypeVar("_Result")


class QueryScreen(ExportScreen[_View, _Result]):
    """A screen that answers what is typed after `/` with each letter, and keeps the last answer while that is no query."""

    ANSWERS: ClassVar[str] = "table"
    """The pane that shows what meets the query."""

    @property
    def answers(self) -> str:
        """The id of that pane."""
        return self.ANSWERS

    def ask(self, view: _View, query: str) -> _View:
        """Return the view of what meets a query."""
        raise NotImplementedError

    _letter_visits = True
    """Whether the next letter makes an entry of the history of its own: the first one does."""

    def make_index(self) -> SearchIndex:
        """Return the index of the records that are searched, built when first asked for."""
        raise NotImplementedError

    def complete_query(self, text: str, at: int) -> tuple[Completion, ...]:
        from genai_tui.search.completion import complete  # imported here: as above

        return complete(self.make_index(), text, at)

    def action_search(self) -> None:
        # While the reader thinks of the first letter.
        self.run_worker(self.make_index().warm, thread=True, group="warm", exit_on_error=False)
        self._letter_visits = True
        self.open_prompt(
            "query",
            self.wanted.query,
            self.session.memory.history(),
            self.panes.query_one(f"#{self.answers}"),
        )

    @property
    def pane_left_to(self) -> str:
        # What meets a query stays in sight.
        return self.panes.current if self.wanted.query else super().pane_left_to

    def on_prompt_typed(self, event: Prompt.Typed) -> None:
        event.stop()
        self.go(self.ask(self.wanted, event.query), visit=self._letter_visits)
        self.prompt.renew()

    def on_prompt_taken(self, event: Prompt.Taken) -> None:
        """Take the query that stands on the line, and go on to the table."""
        event.stop()
        self.session.memory.remember(event.text)
        self.tell_trouble()
        self.go_to_pane(self.answers)
        if event.text != self.wanted.query:
            self.go(self.ask(self.wanted, event.text), visit=self._letter_visits)

    def failed(self, error: Exception) -> None:
        if not isinstance(error, QueryProblem):
            super().failed(error)
        elif self.prompt.is_typed_on:
            self.prompt.point(error.start, error.end, str(error))
        else:  # the prompt, which would point at it, has closed
            self.say(f"Not asked: {error}", "warning")

    def why_not(self, command: Command) -> str:
        if command.id == "why" and not self.wanted.query:
            return "nothing was asked, so everything is shown"
        return super().why_not(command)
