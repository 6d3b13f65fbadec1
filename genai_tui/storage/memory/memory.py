"""The memory of one reader: what is kept between sessions, read when asked for, and what this session has changed of it."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar, cast

from msgspec import Struct

from genai_tui.catalog.annotations import Annotations, Key
from genai_tui.catalog.numbers import whole
from genai_tui.storage import files
from genai_tui.storage.files import Refused
from genai_tui.storage.memory.entries import (
    Choice,
    Entry,
    Note,
    Place,
    RecentCatalog,
    RecentQuery,
    SavedView,
    Star,
    Timed,
    clean_block,
    clean_line,
    is_time,
)
from genai_tui.storage.memory.entry_file import Entries, EntryFile

_Entry = TypeVar("_Entry", bound=Entry)
_OLD_QUERIES = "queries.txt"
"""Where queries were saved before whole views were."""
_NO_DIGIT = re.compile("[^0-9]")
UNDONE = 100
"""Changes that can be undone."""


class NotSaved(Exception):
    """Something could not be saved; the text says why, for the user."""


def state_folder() -> Path:
    """Return the user's state folder for this program; raises Refused where there is no home."""
    return files.user_folder("state")


class _Change(Struct, frozen=True):
    """What this session has changed of one entry."""

    kind: type[Entry]
    key: tuple[str, ...]
    before: Entry | None
    after: Entry | None


class Memory:
    """Files in a folder. Without a folder to read or write the program works, and `trouble` says so once."""

    def __init__(self, folder: Path | None = None) -> None:
        """Keep files in `folder`, or in the user's state folder."""
        self._folder = folder
        self._unread: dict[type[Entry], str] = {}
        self._troubles: dict[str, bool] = {}
        """What went wrong, and whether it has been told."""
        self._changes: list[_Change] = []

    @property
    def folder(self) -> Path:
        """Where the files lie; raises Refused where there is no home."""
        if self._folder is None:
            self._folder = state_folder()
        return self._folder

    def trouble(self) -> str | None:
        """Return what went wrong unasked, and what was set aside, each once; None where there is nothing new."""
        new = [words for words, told in self._troubles.items() if not told]
        self._troubles.update(dict.fromkeys(new, True))
        return "; ".join(new) or None

    def why_unread(self, kind: type[Entry]) -> str | None:
        """Return why entries of a kind cannot be read; None where they can."""
        return self._unread.get(kind)

    # Every kind

    def entries(self, kind: type[_Entry]) -> tuple[_Entry, ...]:
        """Return the entries of a kind: by name, or oldest first; none where they cannot be read."""
        found = cast("list[_Entry]", list(self._read(kind).values()))
        return tuple(sorted(found, key=lambda each: each.line))

    def put(self, entry: Entry) -> None:
        """Keep an entry in place of the one of its key. Raises NotSaved."""
        entry = entry.cleaned
        self._change(type(entry), entry.key, lambda entries: entries.update({entry.key: entry}))

    def drop(self, kind: type[Entry], key: tuple[str, ...]) -> None:
        """Take an entry away. Raises NotSaved."""
        self._change(kind, key, lambda entries: entries.pop(key, None))

    def replace_all(self, kind: type[Entry], changed: Callable[[Entries], object]) -> str:
        """Change the entries of a kind as they stand by now; returns what was set aside. Raises Refused."""
        return EntryFile(self.folder, kind).change(lambda entries: self._changed(kind, entries, changed))

    def undo(self) -> str | None:
        """Take back the last change of this session, and return what was done; None where there is none.

        Raises NotSaved, also where another session has changed the same since.
        """
        if not self._changes:
            return None
        last = self._changes[-1]

        def changed(entries: Entries) -> None:
            if entries.get(last.key) != last.after:
                raise Refused("another session has changed it since")
            if last.before is None:
                entries.pop(last.key, None)
            else:
                entries[last.key] = last.before

        self._changes.pop()
        try:
            self._tell(self.replace_all(last.kind, changed))
        except Refused as refused:
            raise NotSaved(f"not undone: {refused}") from None
        name = getattr(last.after or last.before, "name", "")
        done = "taken away again" if last.before is None else "as it was"
        return (
            f"{last.kind.NOUN} of {name}: {done}"
            if last.kind in (Star, Note)
            else f"{last.kind.NOUN} {name}: {done}"
        )

    # Stars and notes

    def annotations(self) -> Annotations:
        """Return all stars and notes."""
        notes = cast("dict[Key, Entry]", self._read(Note))
        texts = {key: note.text for key, note in notes.items() if isinstance(note, Note)}
        return Annotations(frozenset(cast("dict[Key, Entry]", self._read(Star))), texts)

    def star(self, key: Key, name: str) -> None:
        """Star a record. Raises NotSaved."""
        self.put(Star(*key, _today(), name))

    def unstar(self, key: Key) -> None:
        """Take the star of a record away. Raises NotSaved."""
        self.drop(Star, key)

    def note(self, key: Key, name: str, text: str) -> None:
        """Note a text of a record; an empty one takes the note away. Raises NotSaved."""
        if clean_block(text):
            self.put(Note(*key, _today(), name, text))
        else:
            self.drop(Note, key)

    # Views, places, queries, catalogs, choices

    def save_view(self, name: str, address: str) -> None:
        """Keep the address of a view under a name; an empty address takes the name away. Raises NotSaved."""
        if not address:
            self.drop(SavedView, (clean_line(name),))
        elif address != clean_line(address):
            raise NotSaved("not saved: a path of this view cannot be written on a line")
        elif not clean_line(name):
            raise NotSaved("not saved: it needs a name")
        else:
            self.put(SavedView(name, address, _today()))

    def keep_place(self, address: str, words: str, instead_of: str | None = None) -> None:
        """Keep the address of what was looked at last, in place of the one it was kept under a moment ago."""
        if address == clean_line(address):
            self._keep(Place, lambda time: Place(time, address, words), instead_of)

    def last_place(self, catalogs: tuple[str, ...], overlays: tuple[str, ...]) -> str:
        """Return the address that was kept last with these catalogs and overlays; empty where none was."""
        from urllib.parse import parse_qsl  # imported here: not every session goes back

        for place in reversed(self.entries(Place)):
            _, _, text = place.what.partition("?")
            pairs = (
                parse_qsl(text, errors="surrogateescape") if "catalog=" in text or "overlay=" in text else []
            )
            named = tuple(value for name, value in pairs if name == "catalog")
            laid = tuple(value for name, value in pairs if name == "overlay")
            if (named, laid) == (catalogs, overlays):
                return place.what
        return ""

    def history(self) -> list[str]:
        """Return the last queries, oldest first."""
        return [each.what for each in self.entries(RecentQuery)]

    def remember(self, query: str) -> None:
        """Put a query at the end of the history."""
        if clean_line(query):
            self._keep(RecentQuery, lambda time: RecentQuery(time, query))

    def catalogs(self) -> list[str]:
        """Return the catalogs opened last, the latest first."""
        return [each.what for each in reversed(self.entries(RecentCatalog))]

    def remember_catalog(self, name: str) -> None:
        """Put a catalog's name or path in front of those remembered; one that no line can hold is not."""
        if name and name == clean_line(name):
            self._keep(RecentCatalog, lambda time: RecentCatalog(time, name))

    def chosen(self, name: str) -> str:
        """Return what was chosen last of something; empty where nothing was."""
        return next((each.value for each in self.entries(Choice) if each.name == name), "")

    def choose(self, name: str, value: str) -> None:
        """Keep what was chosen of something; nothing is kept of what is chosen unasked, an empty value."""
        entry = Choice(name, value)
        if value:
            self._keep_unasked(Choice, lambda entries: entries.update({entry.key: entry}))
        else:
            self._keep_unasked(Choice, lambda entries: entries.pop(entry.key, None))

    # Reading and writing

    def _keep(self, kind: type[Timed], made: Callable[[str], Entry], instead_of: str | None = None) -> None:
        """Keep something recent as the newest of its kind."""

        def changed(entries: Entries) -> None:
            if instead_of is not None:
                entries.pop((instead_of,), None)
            newest = max((each.time for each in entries.values() if isinstance(each, Timed)), default="")
            entry = made(_after(newest)).cleaned
            if len(entry.line) <= kind.LONGEST:
                entries[entry.key] = entry

        self._keep_unasked(kind, changed)

    def _keep_unasked(self, kind: type[Entry], changed: Callable[[Entries], object]) -> None:
        """Change a file unasked; a failure is kept for `trouble`."""
        try:
            self._tell(EntryFile(self.folder, kind).change(changed))
        except Refused as refused:
            self._tell(f"History is not saved: {refused}")

    def _change(self, kind: type[Entry], key: tuple[str, ...], changed: Callable[[Entries], object]) -> None:
        """Change one entry on purpose, so that it can be undone."""
        at: list[Entry | None] = [None, None]

        def noted(entries: Entries) -> None:
            at[0] = entries.get(key)
            changed(entries)
            at[1] = entries.get(key)

        try:
            self._tell(self.replace_all(kind, noted))
        except Refused as refused:
            raise NotSaved(f"not saved: {refused}") from None
        if at[0] != at[1]:
            self._changes = [*self._changes, _Change(kind, key, *at)][-UNDONE:]

    def _changed(self, kind: type[Entry], entries: Entries, changed: Callable[[Entries], object]) -> None:
        if kind is SavedView and not (self.folder / f"{kind.FILE}.txt").exists():
            entries.update(self._old_queries())
        changed(entries)

    def _tell(self, words: str) -> None:
        if words:
            self._troubles.setdefault(words, False)

    def _read(self, kind: type[Entry]) -> Entries:
        self._unread.pop(kind, None)
        try:
            folder = self.folder
        except Refused:  # nothing was ever kept, and whoever saves is told
            return {}
        file = EntryFile(folder, kind)
        try:
            content = file.read()
        except Refused as refused:
            self._unread[kind] = str(refused)
            self._tell(str(refused))
            return {}
        if content.damage:
            self._tell(f"{file.path.name} {content.damage}; it will be set aside before anything is written")
        if kind is SavedView and not content.entries and not file.path.exists():
            return self._old_queries()
        return content.entries

    def _old_queries(self) -> Entries:
        """Return the queries that were saved before whole views were, as views of Browse."""
        from urllib.parse import quote_plus  # imported here: hardly anybody has any

        try:
            data = files.read(self.folder / _OLD_QUERIES, 1024**2, files.Folder(self.folder))
        except Refused:
            return {}
        lines = (
            _two_fields(line) for line in data.decode("utf-8", "replace").splitlines() if "\0" not in line
        )
        views = (SavedView(name, f"browse?q={quote_plus(query)}") for name, query in lines if name and query)
        return {each.key: each for each in views}


def _two_fields(line: str) -> tuple[str, str]:
    """Return the two fields of a line."""
    name, _, query = line.partition("\t")
    return clean_line(name), clean_line(query)


def _today() -> str:
    return time.strftime("%Y-%m-%d")


def _after(newest: str) -> str:
    """Return the time of now as lines have it, or one just after the newest where that lies ahead."""
    seconds, nanoseconds = divmod(time.time_ns(), 10**9)
    now = f"{time.strftime('%Y-%m-%dT%H:%M:%S', time.gmtime(seconds))}.{nanoseconds // 1000:06}Z"
    if now > newest:
        return now
    # As one number, which may make a sixtieth second of a minute: times are put in order, never reckoned with.
    digits = str((whole(_NO_DIGIT.sub("", newest)) or 0) + 1).zfill(20)
    year, month, day, hour, minute, second = (digits[:4], *(digits[at : at + 2] for at in range(4, 14, 2)))
    after = f"{year}-{month}-{day}T{hour}:{minute}:{second}.{digits[14:]}Z"
    return after if is_time(after) else now
