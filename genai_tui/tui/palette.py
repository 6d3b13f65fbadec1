"""The palette: the commands of the screen, all models and organizations, ranked by the search."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.await_complete import AwaitComplete
from textual.binding import BindingType
from textual.command import (
    CommandInput,
    CommandList,
    CommandPalette,
    DiscoveryHit,
    Hit,
    Hits,
    Provider,
    SearchIcon,
)
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.events import Click, Mount
from textual.markup import escape
from textual.widgets import Input, LoadingIndicator
from textual.worker import Worker, WorkerState

from genai_tui.catalog.sanitize import safe_line
from genai_tui.tui.commands import BROWSE, EVERYWHERE, Command, bindings, keys_text
from genai_tui.tui.messages import OpenRecord, RunCommand
from genai_tui.tui.type_ahead import AnswersOnce
from genai_tui.view.record_ref import RecordKind, RecordRef

if TYPE_CHECKING:  # the session is made elsewhere
    from genai_tui.tui.session import Session


class CommandProvider(Provider):
    """Everything that a key does, by name."""

    @property
    def _table(self) -> tuple[Command, ...]:
        return getattr(self.screen, "TABLE", BROWSE)

    def _run(self, action: str) -> None:
        self.screen.post_message(RunCommand(action))

    async def discover(self) -> Hits:
        for command in self._table:
            yield DiscoveryHit(
                Content(command.help), partial(self._run, command.action), help=escape(keys_text(command))
            )

    async def search(self, query: str) -> Hits:
        matcher = self.matcher(query)
        for command in self._table:
            score = matcher.match(f"{command.name} {command.help}")
            if score > 0:
                yield Hit(
                    score, Content(command.help), partial(self._run, command.action),
                    help=escape(keys_text(command)),
                )  # fmt: skip


class RecordProvider(Provider):
    """Every model and organization, found as the query line finds it."""

    RECORDS_ABOVE_COMMANDS = 100
    MOST = 50

    async def startup(self) -> None:
        session: Session = self.app.session  # type: ignore[attr-defined]
        kinds: tuple[RecordKind, ...] = ("model", "organization")
        self._indexes = {kind: session.index_of(kind, session.history.here.as_of) for kind in kinds}

    def _open(self, record: RecordRef) -> None:
        self.screen.post_message(OpenRecord(record))

    async def search(self, query: str) -> Hits:
        found = [
            (round(hit.cost, 6), place, kind, hit)
            for kind, index in self._indexes.items()
            for place, hit in enumerate(index.find(query)[: self.MOST])
        ]
        for place, (_, _, kind, hit) in enumerate(sorted(found, key=lambda each: each[:3])):
            told = f"{hit.where}: {safe_line(hit.matched)}"
            yield Hit(
                self.RECORDS_ABOVE_COMMANDS - place / 100,
                Content(safe_line(self._indexes[kind].name_of(hit.id))),
                partial(self._open, RecordRef(kind, hit.id)),
                help=escape(told if kind == "model" else f"organization · {told}"),
            )


class PaletteList(CommandList):
    """What the palette has found.

    Textual's own list raises KeyError for a page key before it is laid out, and IndexError for a click on a row
    that has gone by the time the click comes.
    """

    def action_page_up(self) -> None:
        if self._lines:
            super().action_page_up()  # type: ignore[no-untyped-call]

    def action_page_down(self) -> None:
        if self._lines:
            super().action_page_down()  # type: ignore[no-untyped-call]

    async def _on_click(self, event: Click) -> None:
        clicked = event.style.meta.get("option")
        if clicked is not None and clicked >= self.option_count:
            event.prevent_default()


class Palette(AnswersOnce[None], CommandPalette):
    """Textual's palette for a reader who types ahead.

    Textual's own does a command twice for a second Enter, closing what lies below, forgets an Enter that comes
    while it still searches, and goes on searching, in widgets that are no more, after it has closed.
    """

    BINDINGS: ClassVar[list[BindingType]] = bindings(EVERYWHERE)

    _has_answered = False
    _enter_waits = False

    def compose(self) -> ComposeResult:
        """Compose the palette as Textual does, with our own list."""
        with Vertical(id="--container"):
            with Horizontal(id="--input"):
                yield SearchIcon()
                yield CommandInput(placeholder=self._placeholder, select_on_focus=False)
            with Vertical(id="--results"):
                yield PaletteList()
                yield LoadingIndicator()

    def dismiss(self, result: None = None) -> AwaitComplete:
        """Close, and stop whatever would still fill the list."""
        self._cancel_gather_commands()
        self._stop_busy_countdown()
        self._stop_no_matches_countdown()
        return super().dismiss(result)

    @property
    def _is_open(self) -> bool:
        return self.app.screen is self

    def _on_click(self, event: Click) -> None:  # type: ignore[override] # as in Textual's own
        if not self._is_open or not self.region.contains(event.screen_x, event.screen_y):
            event.prevent_default()

    def _on_mount(self, event: Mount) -> None:
        if not self._is_open:  # closed before it stood; Textual's own looks for the screen below
            event.prevent_default()

    def _watch__list_visible(self) -> None:
        if self._is_open:
            super()._watch__list_visible()

    async def _watch__show_busy(self) -> None:
        if self._is_open:
            await super()._watch__show_busy()

    @property
    def _is_searching(self) -> bool:
        return any(
            worker.group == self._GATHER_COMMANDS_GROUP and worker.node is self and not worker.is_finished
            for worker in self.workers
        )

    @on(Input.Changed)
    @on(Input.Submitted)
    @on(CommandList.OptionSelected)
    def _swallow(self, event: Input.Changed | Input.Submitted | CommandList.OptionSelected) -> None:
        """Take what comes after the answer, and keep an Enter until there is something to choose from."""
        if self._has_answered or not self._is_open:
            event.prevent_default()
            event.stop()
        elif isinstance(event, CommandList.OptionSelected):
            self._has_answered = True
        elif isinstance(event, Input.Submitted) and self._is_searching:
            self._enter_waits = True
            event.prevent_default()
            event.stop()

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """Do what an early Enter asked for, once everything is found."""
        found = event.state is WorkerState.SUCCESS and not self._is_searching
        if found and self._enter_waits and self._is_open:
            self._enter_waits = False
            self._select_or_command()
