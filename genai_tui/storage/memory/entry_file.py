"""A file of entries: a heading, then a line for each, sorted; changed under a lock, written whole, never lost.

Every change reads the file, changes what was read and writes it whole under a lock, so that sessions at once lose
nothing. A file that is damaged or of a newer form is set aside under another name before anything is written.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from pathlib import Path

from msgspec import Struct

from genai_tui.catalog.numbers import whole
from genai_tui.storage import files
from genai_tui.storage.files import Missing, Refused
from genai_tui.storage.memory.entries import Entry, Timed

FORM = 1
"""The form of the files that this version writes."""
MAX_BYTES = 1024**2
"""Bytes of the largest file; a larger one is left alone."""
PATIENCE = 2.0
"""Seconds to wait while another session writes."""

Entries = dict[tuple[str, ...], Entry]
"""Entries by their keys."""

_HEADING = re.compile(r"# genai-tui ([a-z-]+), form ([0-9]{1,6})")


class Content(Struct, frozen=True):
    """What a file holds, and what is wrong with it, if anything: then it is not written over."""

    entries: Entries
    damage: str = ""
    """Said of the file after its name: `is damaged in line 3`."""
    suffix: str = ""
    """What its name ends in once it is set aside."""


class EntryFile:
    """The entries of one kind in a folder."""

    def __init__(self, folder: Path, kind: type[Entry]) -> None:
        """Take the file of a kind that stands in a folder, be it there or not."""
        self._folder = folder
        self._kind = kind
        self.path = folder / f"{kind.FILE}.txt"

    def read(self) -> Content:
        """Return what the file holds, nothing where there is no file; raises Refused, naming the file."""
        try:
            data = files.read(self.path, MAX_BYTES, files.Folder(self._folder))
        except Missing:
            return Content({})
        except Refused as refused:
            if not files.may_be_folder(self._folder):  # nothing was ever kept, and whoever saves is told
                return Content({})
            raise Refused(f"{self.path.name} {refused}") from None
        return parsed(data, self._kind)

    def change(self, changed: Callable[[Entries], object]) -> str:
        """Change the entries as they stand by now, and write them.

        Returns what was set aside, as a sentence, empty for nothing. Raises Refused; then nothing has changed.
        """
        files.make_folder(self._folder)
        with files.locked(self._folder / ".lock", PATIENCE):
            known = self.read()
            entries = dict(known.entries)
            changed(entries)
            if entries == known.entries and not known.damage:
                return ""
            data = written(entries, self._kind)
            aside = self._set_aside(known) if known.damage else ""
            files.write(self.path, data, durable=self._kind.LASTING)
            files.sweep(self._folder)
            return aside

    def _set_aside(self, known: Content) -> str:
        """Give the file another name, which no file has; returns a sentence about it."""
        for number in range(1, 1_000):
            aside = self.path.with_name(f"{self.path.name}.{known.suffix}-{number}")
            if not os.path.lexists(aside):
                try:
                    self.path.rename(aside)
                except OSError as error:
                    raise Refused(
                        f"{self.path.name} {known.damage}, and cannot be set aside: {error.strerror}"
                    ) from None
                return f"{self.path.name} {known.damage}: it is kept as {aside.name}"
        raise Refused(f"{self.path.name} {known.damage}, and too many such files are set aside already")


def parsed(data: bytes, kind: type[Entry]) -> Content:
    """Return what the bytes of a file hold: every line that can be read, whatever is wrong with others."""
    try:
        text = data.decode("utf-8-sig")
        damage = ""
    except UnicodeDecodeError:
        text, damage = data.decode("utf-8-sig", "replace"), "is not UTF-8"
    entries: Entries = {}
    has_heading = False
    for number, line in enumerate(text.split("\n"), 1):
        heading = _HEADING.fullmatch(line.rstrip())
        if heading:
            if heading[1] != kind.FILE:
                return Content({}, f"is of another kind ({heading[1]})", "damaged")
            if (whole(heading[2]) or 0) > FORM:
                return Content({}, "was written by a newer version", "newer")
            has_heading = True
            continue
        if not line.strip(" \r") or line.startswith("#"):
            continue
        raw = kind.of_line(line.removesuffix("\r"), has_heading)
        entry = raw and _kept(raw)
        if entry is None or entry != raw:
            damage = damage or f"is damaged in line {number}"
        if entry is not None and (entry.key not in entries or _is_later(entry, entries[entry.key])):
            entries[entry.key] = entry
    return Content(_bounded(entries, kind), damage, "damaged" if damage else "")


def written(entries: Entries, kind: type[Entry]) -> bytes:
    """Return the bytes of a file with these entries, sorted; raises Refused where that is too much."""
    kept = _bounded(entries, kind)
    lines = sorted(entry.line for entry in kept.values())
    if any(len(line) > kind.LONGEST for line in lines):
        raise Refused(f"a {kind.NOUN} has at most {kind.LONGEST:,} characters with its name")
    data = "".join(f"{line}\n" for line in (f"# genai-tui {kind.FILE}, form {FORM}", *lines)).encode()
    if len(data) > MAX_BYTES or len(kept) > kind.MOST:
        raise Refused(f"{kind.FILE}.txt is full")
    return data


def _kept(raw: Entry) -> Entry | None:
    """Return an entry with nothing harmful in it; None where nothing is left of it, or far too much."""
    entry = raw.cleaned
    return entry if all(entry.key) and len(entry.line) <= raw.LONGEST and "\0" not in raw.line else None


def _is_later(one: Entry, other: Entry) -> bool:
    """Tell which of two lines of one key counts: the later one, by its day or time."""
    return _when(one) >= _when(other)


def _when(entry: Entry) -> str:
    return entry.time if isinstance(entry, Timed) else str(getattr(entry, "day", ""))


def _bounded(entries: Entries, kind: type[Entry]) -> Entries:
    """Return the newest entries of a kind that is kept by time, and all of any other."""
    if not issubclass(kind, Timed):
        return entries
    newest = sorted(entries.items(), key=lambda each: _when(each[1]))[-kind.MOST :]
    return dict(newest)
