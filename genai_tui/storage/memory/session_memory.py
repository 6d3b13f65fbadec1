"""The memory of one session alone: nothing is read and nothing is written, and it goes with the session."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from genai_tui.storage.files import Refused
from genai_tui.storage.memory.entries import Entry
from genai_tui.storage.memory.entry_file import Entries, parsed, written
from genai_tui.storage.memory.memory import Memory


class SessionMemory(Memory):
    """As that of a reader, within the same bounds, but without files."""

    def __init__(self) -> None:
        super().__init__()
        self._kept: dict[type[Entry], Entries] = {}

    @property
    def folder(self) -> Path:
        """Where the files would lie; raises Refused."""
        raise Refused("nothing is kept of this session")

    def replace_all(self, kind: type[Entry], changed: Callable[[Entries], object]) -> str:
        """Change the entries of a kind; nothing is ever set aside. Raises Refused where they are too many."""
        entries = self._read(kind)
        changed(entries)
        self._kept[kind] = parsed(written(entries, kind), kind).entries
        return ""

    def _keep_unasked(self, kind: type[Entry], changed: Callable[[Entries], object]) -> None:
        self.replace_all(kind, changed)

    def _read(self, kind: type[Entry]) -> Entries:
        return dict(self._kept.get(kind, {}))
