"""The palette, and its two providers: the commands of the table, and every model, ranked by the search."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
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
from textual.events import Mount
from textual.markup import escape
from textual.widgets import Input, LoadingIndicator
from textual.worker import Worker, WorkerState

from genai_tui.catalog.text import safe_line
from genai_tui.tui.commands import BROWSE, EVERYWHERE, Command, bindings, keys_text
from genai_tui.tui.messages import OpenModel, RunCommand
from genai_tui.tui.type_ahead import AnswersOnce

if TYPE_CHECKING:  # the search comes with the first query
    from genai_tui.search.index import SearchIndex


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


class ModelProvider(Provider):
    """Every model, found as the query line finds it."""

    MODELS_ABOVE_COMMANDS = 100

    async def startup(self) -> None:
        self._index: SearchIndex = self.app.search_index  # type: ignore[attr-defined]

    def _open(self, model_id: str) -> None:
        self.screen.post_message(OpenModel(model_id))

    async def search(self, query: str) -> Hits:
        hits = self._index.find(query)[:50]
        for place, hit in enumerate(hits):
            yield Hit(
                self.MODELS_ABOVE_COMMANDS - place / 100,
                Content(safe_line(self._index.name_of(hit.model_id))),
                partial(self._open, hit.model_id),
                help=escape(f"{hit.where}: {safe_line(hit.matched)}"),
            )


class PaletteList(CommandList):
    """What the palette has found. Textual's own list raises KeyError for a page key before it is laid out."""

    def action_page_up(self) -> None:
        if self._lines:
            super().action_page_up()  # type: ignore[no-untyped-call]

    def action_page_down(self) -> None:
        if self._lines:
            super().action_page_down()  # type: ignore[no-untyped-call]


class Palette(AnswersOnce[None], CommandPalette):
    """Textual's palette for a reader who types ahead.

    Textual's own does a command twice for a second Enter, closing what lies below, and forgets an Enter that
    comes while it still searches.
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

    def _on_mount(self, event: Mount) -> None:
        if self.app.screen is not self:  # closed before it stood; Textual's own looks for the screen below
            event.prevent_default()

    @property
    def _is_searching(self) -> bool:
        return any(
            worker.group == self._GATHER_COMMANDS_GROUP and worker.node is self and not worker.is_finished
            for worker in self.workers
        )

    @on(Input.Submitted)
    def _take_enter(self, event: Input.Submitted) -> None:
        """Let Enter choose once, and not before there is something to choose from."""
        if self._has_answered or self._is_searching:
            self._enter_waits = not self._has_answered
            event.prevent_default()
            event.stop()

    @on(CommandList.OptionSelected)
    def _take_choice(self, event: CommandList.OptionSelected) -> None:
        if self._has_answered:
            event.prevent_default()
            event.stop()
        self._has_answered = True

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """Do what an early Enter asked for, once everything is found."""
        if event.state is WorkerState.SUCCESS and self._enter_waits and not self._is_searching:
            self._enter_waits = False
            self._select_or_command()
