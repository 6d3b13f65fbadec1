"""What is kept between sessions: the last queries, those saved under a name, the catalogs opened last.

Three plain text files in the user's state folder, one entry a line, so that they merge and can be edited.
They are read again before each writing and written whole, so two sessions at once lose nothing.
"""

from __future__ import annotations

import contextlib
import os
import tempfile
from pathlib import Path

KEPT = 200
"""How many queries are remembered."""


def state_folder() -> Path:
    """Return the user's state folder for this program."""
    from platformdirs import user_state_path  # imported here: only somebody who asks needs it

    return user_state_path("genai-tui")


class Memory:
    """Files in a folder. A folder that cannot be read or written remembers nothing, in silence."""

    def __init__(self, folder: Path | None = None) -> None:
        """Keep queries in `folder`, or in the user's state folder."""
        self._folder = folder

    @property
    def folder(self) -> Path:
        """Where the files lie."""
        if self._folder is None:
            self._folder = state_folder()
        return self._folder

    def history(self) -> list[str]:
        """Return the last queries, oldest first."""
        return self._lines("history.txt")

    def remember(self, query: str) -> None:
        """Put a query at the end of the history."""
        query = " ".join(query.split())
        if query:
            known = [line for line in self.history() if line != query]
            self._write("history.txt", [*known, query][-KEPT:])

    def saved(self) -> dict[str, str]:
        """Return the saved queries by name, in order of name."""
        pairs = (line.partition("\t") for line in self._lines("queries.txt"))
        return dict(sorted((name, query) for name, tab, query in pairs if tab))

    def save(self, name: str, query: str) -> None:
        """Keep a query under a name; an empty query takes the name away."""
        name, query = (" ".join(text.split()) for text in (name, query))
        kept = {**self.saved(), name: query}
        self._write("queries.txt", [f"{each}\t{kept[each]}" for each in sorted(kept) if kept[each]])

    def catalogs(self) -> list[str]:
        """Return the catalogs opened last, the latest first."""
        return self._lines("catalogs.txt")

    def remember_catalog(self, name: str) -> None:
        """Put a catalog's name or path in front of those remembered."""
        known = [line for line in self.catalogs() if line != name]
        self._write("catalogs.txt", [name, *known][:20])

    def _lines(self, name: str) -> list[str]:
        try:
            text = (self.folder / name).read_text("utf-8", errors="replace")
        except OSError:
            return []
        return [line for line in text.splitlines() if line.strip()]

    def _write(self, name: str, lines: list[str]) -> None:
        with contextlib.suppress(OSError):
            self.folder.mkdir(parents=True, exist_ok=True)
            handle, part = tempfile.mkstemp(dir=self.folder, suffix=".part")
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                file.writelines(f"{line}\n" for line in lines)
            os.replace(part, self.folder / name)  # noqa: PTH105 - `part` comes from mkstemp
