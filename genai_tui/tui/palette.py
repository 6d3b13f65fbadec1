"""Two providers for the palette: the commands of the table, and every model, ranked by the search."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.content import Content
from textual.markup import escape

from genai_tui.catalog.text import safe_line
from genai_tui.tui.commands import BROWSE, Command, keys_text
from genai_tui.tui.messages import OpenModel, RunCommand

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
