"""The session: the catalog, index, history and saved state that all screens share."""

from __future__ import annotations

from collections.abc import Callable, Container
from typing import TYPE_CHECKING

from msgspec import Struct, field
from msgspec.structs import replace

from genai_tui.catalog.annotations import Key, keys_of
from genai_tui.catalog.model import Catalog
from genai_tui.storage.memory.memory import Memory
from genai_tui.storage.settings.settings import Settings
from genai_tui.tui.permissions import EVERYTHING, Permissions
from genai_tui.view.browse import BrowseView
from genai_tui.view.history import History
from genai_tui.view.marks import Marks, marking
from genai_tui.view.record_ref import RecordKind, RecordRef

if TYPE_CHECKING:  # neither search nor graph has a part in the first frame
    from genai_tui.search.index import SearchIndex
    from genai_tui.view.command_line import View

_INDEXES_KEPT = 4
"""Indexes beside that of all models; each takes some megabytes for a thousand records."""

_COMMANDS_KEPT = 200
"""Lines typed after `:` that are offered again."""

ANNOTATED = ("is", "has")
"""Fields of queries that stars and notes are found by."""


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
    resumed: bool = False
    """Whether it goes on where an earlier session was left, which the footer says at first."""
    settings: Settings = Settings()
    """What the reader has set."""
    permissions: Permissions = EVERYTHING
    """What may be done beside looking."""
    marks: Marks = field(default_factory=Marks)
    """What is marked, of each kind."""
    commands_typed: list[str] = field(default_factory=list)
    """What was typed after `:`, oldest first."""
    _indexes: dict[tuple[RecordKind, str | None], SearchIndex] = field(default_factory=dict)
    """Further indexes, by the kind of record and the day, once they are built."""

    def catalog_at(self, day: str | None) -> Catalog:
        """Return what of the catalog stood on a day; all of it where none is given."""
        if day is None:
            return self.catalog
        from genai_tui.catalog.as_of import catalog_as_of  # imported here: it opens as of no day

        return catalog_as_of(self.catalog, day)

    def index_of(self, kind: RecordKind, day: str | None = None) -> SearchIndex:
        """Return the search index of the records of a kind that stood on a day, of all where none is given."""
        catalog = self.catalog_at(day)
        if kind == "model" and catalog is self.catalog:
            return self.index()
        key = kind, None if catalog is self.catalog else day
        known = self._indexes.get(key)
        if known is None or known.catalog is not catalog:
            # Imported here: the search comes with the first query.
            from genai_tui.search.backends import search_index
            from genai_tui.search.subject import MODELS, ORGANIZATIONS

            while len(self._indexes) >= _INDEXES_KEPT:
                self._indexes.pop(next(iter(self._indexes)), None)
            known = self._indexes[key] = search_index(catalog, MODELS if kind == "model" else ORGANIZATIONS)
        return known

    def mark(self, record: RecordRef) -> bool:
        """Mark a record, or take its mark away, in every view of the history; returns whether it is marked now."""
        is_marked = self.marks.toggle(record)
        self._show_marks(record.kind)
        return is_marked

    def with_marks(self, view: View) -> View:
        """Return a view with what is marked of its kind; marks of its own become those of all views of the kind."""
        if isinstance(view, BrowseView):
            if view.marked:
                self.marks.put(view.KIND, view.marked)
                self._show_marks(view.KIND)
            return replace(view, marked=self.marks.of(view.KIND))
        return view

    def _show_marks(self, kind: RecordKind) -> None:
        """Give every view of a kind its marks, so that none is lost on the way back or forward."""
        self.history.change_all(marking(kind, self.marks.of(kind)))

    def forget_annotations(self) -> None:
        """Have queries read stars and notes anew, in the indexes beside that of all models."""
        for index in self._indexes.values():
            index.filtering.forget(ANNOTATED)

    def forget_organization_index(self) -> None:
        """Build the indexes of organizations anew when next asked for: more is known of them now."""
        for key in [each for each in self._indexes if each[0] == "organization"]:
            self._indexes.pop(key, None)

    def starred_key(self, record: RecordRef) -> Key:
        """Return the key under which a record is starred; where it is not, the one under which it would be."""
        return self._known_key(record, self.memory.annotations().starred)

    def noted_key(self, record: RecordRef) -> Key:
        """Return the key under which a record is noted; where it is not, the one under which it would be."""
        return self._known_key(record, self.memory.annotations().notes)

    def _known_key(self, record: RecordRef, known: Container[Key]) -> Key:
        keys = keys_of(self.catalog, record.kind, record.id)
        return next((key for key in keys if key in known), keys[0])

    def remember_command(self, line: str) -> None:
        """Put a line at the end of what was typed after `:`."""
        if line in self.commands_typed:
            self.commands_typed.remove(line)
        self.commands_typed.append(line)
        del self.commands_typed[:-_COMMANDS_KEPT]
