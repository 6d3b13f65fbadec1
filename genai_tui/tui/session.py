"""The session: the catalog, index, history and saved state that all screens share."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from msgspec import Struct, field

from genai_tui.catalog.model import Catalog
from genai_tui.tui.saved_state import Memory
from genai_tui.view.history import History
from genai_tui.view.record_ref import RecordKind

if TYPE_CHECKING:  # neither search nor graph has a part in the first frame
    from genai_tui.search.index import SearchIndex
    from genai_tui.view.command_line import View


class Session(Struct, frozen=True):
    """One catalog on screen."""

    catalog: Catalog
    index: Callable[[], SearchIndex]
    """Gives the search index of the catalog's models, which is built when first asked for."""
    history: History[View]
    """The views of all screens."""
    memory: Memory
    """What outlives the run."""
    ascii_only: bool = False
    """Whether nothing but ASCII is drawn."""
    offered: str = ""
    """The catalog of which the footer says at first that it is a key away; empty: none."""
    commands_typed: list[str] = field(default_factory=list)
    """What was typed after `:`, oldest first."""
    _organizations: list[SearchIndex] = field(default_factory=list)
    """The index of organizations, once it is built."""

    def index_of(self, kind: RecordKind) -> SearchIndex:
        """Return the search index of a kind of record."""
        if kind == "model":
            return self.index()
        if not self._organizations:
            # Imported here: the search comes with the first query.
            from genai_tui.search.index import SearchIndex
            from genai_tui.search.subject import ORGANIZATIONS

            self._organizations.append(SearchIndex(self.catalog, ORGANIZATIONS))
        return self._organizations[0]

    def forget_organization_index(self) -> None:
        """Build the index of organizations anew when next asked for: more is known of them now."""
        self._organizations.clear()

    def remember_command(self, line: str) -> None:
        """Put a line at the end of what was typed after `:`."""
        if line in self.commands_typed:
            self.commands_typed.remove(line)
        self.commands_typed.append(line)
