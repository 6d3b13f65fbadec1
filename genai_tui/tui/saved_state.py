"""Saved state: recent queries, queries saved under a name, and recent catalogs, kept between sessions.

Three plain text files in the user's state folder, one entry a line, so that they merge and can be edited. Each
change reads the file, changes it and writes it whole under a lock, so that sessions at once lose nothing. What is
read back is strangers' text like any other: cleaned, and limited in length and number.
"""

from __future__ import annotations

import codecs
from collections.abc import Callable
from pathlib import Path

from genai_tui.catalog.sanitize import safe_line
from genai_tui.storage import files
from genai_tui.storage.files import Missing, Refused

KEPT = 200
"""How many queries are remembered."""
CATALOGS = 20
"""How many catalogs are remembered."""
SAVED = 2_000
"""How many saved queries are offered."""
LONGEST = 2_000
"""Characters of the longest line, as of the longest query; a longer one is no entry."""
MAX_BYTES = 1024**2
"""Bytes of the largest file; a larger one is left alone."""
PATIENCE = 2.0
"""Seconds to wait while another session writes."""


class NotSaved(Exception):
    """Something could not be saved; the text says why, for the user."""


def state_folder() -> Path:
    """Return the user's state folder for this program; raises Refused where there is no home."""
    return files.user_folder("state")


class Memory:
    """Files in a folder. Without a folder to read or write the program works, and `trouble` says so once."""

    def __init__(self, folder: Path | None = None) -> None:
        """Keep queries in `folder`, or in the user's state folder."""
        self._folder = folder
        self._unread: dict[str, str] = {}
        self._troubles: dict[str, bool] = {}
        """What went wrong, and whether it has been told."""

    @property
    def folder(self) -> Path:
        """Where the files lie; raises Refused where there is no home."""
        if self._folder is None:
            self._folder = state_folder()
        return self._folder

    def trouble(self) -> str | None:
        """Return the failures of what is kept unasked, each once; None where there is no new one."""
        new = [words for words, told in self._troubles.items() if not told]
        self._troubles.update(dict.fromkeys(new, True))
        return "; ".join(new) or None

    def history(self) -> list[str]:
        """Return the last queries, oldest first."""
        return [_line(line) for line in self._lines("history.txt")[-KEPT:]]

    def remember(self, query: str) -> None:
        """Put a query at the end of the history."""
        query = _line(query)
        if query and len(query) <= LONGEST:
            self._keep(
                "history.txt", lambda known: [*(line for line in known if line != query), query][-KEPT:]
            )

    def saved(self) -> dict[str, str]:
        """Return the saved queries by name, in order of name."""
        return dict(sorted(_pairs(self._lines("queries.txt")).items())[:SAVED])

    def why_none_saved(self) -> str | None:
        """Return why saved queries cannot be read; None where they can."""
        return self._unread.get("queries.txt")

    def save(self, name: str, query: str) -> None:
        """Keep a query under a name; an empty query takes the name away. Raises NotSaved."""
        name, query = _line(name), _line(query)
        if len(f"{name}\t{query}") > LONGEST:
            raise NotSaved(f"not saved: a name and its query have at most {LONGEST:,} characters together")

        def changed(known: list[str]) -> list[str]:
            kept = {**_pairs(known), name: query}
            return [f"{each}\t{kept[each]}" for each in sorted(kept) if kept[each]]

        try:
            self._change("queries.txt", changed)
        except Refused as refused:
            raise NotSaved(f"not saved: {refused}") from None

    def catalogs(self) -> list[str]:
        """Return the catalogs opened last, the latest first."""
        return [_line(line) for line in self._lines("catalogs.txt")[:CATALOGS]]

    def remember_catalog(self, name: str) -> None:
        """Put a catalog's name or path in front of those remembered; one that no line can hold is not."""
        if name == _line(name) and len(name) <= LONGEST:
            self._keep(
                "catalogs.txt", lambda known: [name, *(line for line in known if line != name)][:CATALOGS]
            )

    def _keep(self, name: str, changed: Callable[[list[str]], list[str]]) -> None:
        """Change a file unasked; a failure is kept for `trouble`."""
        try:
            self._change(name, changed)
        except Refused as refused:
            self._troubles.setdefault(f"History is not saved: {refused}", False)

    def _change(self, name: str, changed: Callable[[list[str]], list[str]]) -> None:
        path = self.folder / name
        files.make_folder(self.folder)
        with files.locked(self.folder / ".lock", PATIENCE):
            known = self._read(path)
            new = changed(known)
            data = "".join(f"{line}\n" for line in new).encode()
            if len(data) > MAX_BYTES:
                raise Refused(f"{name} is full")
            if new != known:
                files.write(path, data)

    def _lines(self, name: str) -> list[str]:
        self._unread.pop(name, None)
        try:
            folder = self.folder
        except Refused:  # nothing was ever kept, and whoever saves is told
            return []
        try:
            return self._read(folder / name)
        except Refused as refused:
            self._unread[name] = str(refused)
            self._troubles.setdefault(str(refused), False)
            return []

    def _read(self, path: Path) -> list[str]:
        """Return the lines of a file, none where there is no file; raises Refused, naming the file."""
        try:
            data = files.read(path, MAX_BYTES, files.Folder(self.folder))
        except Missing:
            return []
        except Refused as refused:
            raise Refused(f"{path.name} {refused}") from None
        is_wide = b"\0" in data and data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
        text = data.decode("utf-16" if is_wide else "utf-8-sig", errors="replace")
        lines = (line.strip() for line in text.splitlines() if "\0" not in line)
        fields = (line.split("\t") for line in lines if line and len(line) <= LONGEST)
        return ["\t".join(map(safe_line, each)) for each in fields]


def _line(text: str) -> str:
    """Return a text as one line, with nothing in it that a terminal could act on."""
    return safe_line(" ".join(text.split()))


def _pairs(lines: list[str]) -> dict[str, str]:
    """Return names and queries of lines that hold both."""
    parted = (line.partition("\t") for line in lines)
    return {name: query for name, tab, query in parted if tab}
