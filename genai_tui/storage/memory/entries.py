"""Entries of the memory, one type for each kind of file: what a line holds, and what makes two lines one entry."""

from __future__ import annotations

import re
from typing import ClassVar

from msgspec import Struct
from msgspec.structs import astuple, replace

from genai_tui.catalog.sanitize import safe_block, safe_line

LONGEST = 2_000
"""Characters of the longest line, as of the longest query; a longer one is no entry."""
LONGEST_NOTE = 20_000
"""The same where a line holds a note."""

_ESCAPES = {"\\": "\\\\", "\t": "\\t", "\n": "\\n"}
_MEANT = {"\\": "\\", "t": "\t", "n": "\n", "#": "#"}


class Entry(Struct, frozen=True):
    r"""A line of a file: its fields are parted by tabs; within a field stand `\t`, `\n` and `\\` for what cannot stand there.

    The first fields, as many as `KEYED`, say which entry it is; a later entry with the same ones takes its place.
    """

    FILE: ClassVar[str] = ""
    """The file's name without its ending, and what the kind is called on the command line."""
    NOUN: ClassVar[str] = ""
    """What one entry is called."""
    KEYED: ClassVar[int] = 1
    MOST: ClassVar[int] = 20_000
    """How many are kept; of those in the order of time the newest, of others no more are taken."""
    LONGEST: ClassVar[int] = LONGEST
    LASTING: ClassVar[bool] = True
    """Whether it was put there on purpose, so that it has to outlive a loss of power."""

    @property
    def key(self) -> tuple[str, ...]:
        """What makes two lines one entry."""
        return tuple(map(str, astuple(self)[: self.KEYED]))

    @property
    def line(self) -> str:
        """The entry as a line of its file."""
        line = "\t".join(map(_escaped, astuple(self)))
        return f"\\{line}" if line.startswith("#") else line  # that would be a remark

    @classmethod
    def of_line(cls, line: str, has_heading: bool = True) -> Entry | None:
        """Return the entry of a line as it stands there; None where it holds none.

        A file without a heading is of an older version.
        """
        fields = [_unescaped(each) for each in line.split("\t")]
        names = cls.__struct_fields__
        if not cls.KEYED <= len(fields) <= len(names) or not all(fields[: cls.KEYED]):
            return None
        try:
            return cls(*fields)
        except TypeError:  # a field that has to be there is not
            return None

    @property
    def cleaned(self) -> Entry:
        """The entry with nothing in it that a terminal could act on."""
        return replace(self, **{name: clean_line(getattr(self, name)) for name in self.__struct_fields__})


class AboutRecord(Entry, frozen=True):
    """What is kept of a record: the id of its catalog, its kind and its id, the day, and its name at that time."""

    KEYED: ClassVar[int] = 3

    catalog: str
    kind: str
    id: str
    day: str = ""
    name: str = ""


class Star(AboutRecord, frozen=True):
    """A record that the reader has starred."""

    FILE: ClassVar[str] = "stars"
    NOUN: ClassVar[str] = "star"


class Note(AboutRecord, frozen=True):
    """What the reader has noted of a record; several lines of text."""

    FILE: ClassVar[str] = "notes"
    NOUN: ClassVar[str] = "note"
    LONGEST: ClassVar[int] = LONGEST_NOTE

    text: str = ""

    @property
    def cleaned(self) -> Entry:
        """As of every entry; the lines of the text stay apart."""
        line = replace(self, text="")
        return replace(super(Note, line).cleaned, text=clean_block(self.text))


class SavedView(Entry, frozen=True):
    """A view that the reader has saved under a name, by its address."""

    FILE: ClassVar[str] = "views"
    NOUN: ClassVar[str] = "saved view"

    name: str
    address: str
    day: str = ""


class Timed(Entry, frozen=True):
    """Something recent, by when it was; the newest are kept. Without a time it is older than all others."""

    KEYED: ClassVar[int] = 2
    MOST: ClassVar[int] = 200
    LASTING: ClassVar[bool] = False

    time: str
    what: str

    @property
    def key(self) -> tuple[str, ...]:
        """What it is: when it was last is no part of that."""
        return (self.what,)

    @classmethod
    def of_line(cls, line: str, has_heading: bool = True) -> Entry | None:
        """Return the entry of a line; in older files also of one that tells no time."""
        first, tab, _ = line.partition("\t")
        if not is_time(first) if tab else has_heading:
            return None
        found = super().of_line(line if tab else f"{_OLDEST}\t{line}")
        return found if isinstance(found, Timed) and found.what else None


class RecentQuery(Timed, frozen=True):
    """A query that was asked."""

    FILE: ClassVar[str] = "history"
    NOUN: ClassVar[str] = "query"


class RecentCatalog(Timed, frozen=True):
    """A catalog that was opened, by its name or path."""

    FILE: ClassVar[str] = "catalogs"
    NOUN: ClassVar[str] = "catalog"
    MOST: ClassVar[int] = 20


class Place(Timed, frozen=True):
    """A view that was looked at for a while, by its address, with what it is called."""

    FILE: ClassVar[str] = "places"
    NOUN: ClassVar[str] = "place"

    words: str = ""


class Choice(Entry, frozen=True):
    """What was chosen last of something: the theme."""

    FILE: ClassVar[str] = "choices"
    NOUN: ClassVar[str] = "choice"
    MOST: ClassVar[int] = 50
    LASTING: ClassVar[bool] = False

    name: str
    value: str


KINDS: tuple[type[Entry], ...] = (Star, Note, SavedView, Place, RecentQuery, RecentCatalog, Choice)
"""Every kind, in the order in which they are listed."""

_TIME = re.compile(r"[0-9]{4}(-[0-9]{2}){2}T[0-9]{2}(:[0-9]{2}){2}\.[0-9]{6}Z")
_OLDEST = "0000-00-00T00:00:00.000000Z"


def is_time(text: str) -> bool:
    """Tell whether a text is a time as lines have it: `2026-11-26T10:20:31.000000Z`."""
    return _TIME.fullmatch(text) is not None


def clean_line(text: str) -> str:
    """Return a text as one line, with nothing in it that a terminal could act on."""
    return " ".join(safe_line(text).split())


def clean_block(text: str) -> str:
    """Return a text as lines with nothing in them that a terminal could act on, none blank at either end."""
    return "\n".join(line.rstrip() for line in safe_block(text).split("\n")).strip("\n")


def _escaped(field: str) -> str:
    return "".join(_ESCAPES.get(char, char) for char in field) if any(c in field for c in _ESCAPES) else field


def _unescaped(field: str) -> str:
    if "\\" not in field:
        return field
    out, rest = [], iter(field)
    for char in rest:
        after = next(rest, "") if char == "\\" else ""
        out.append(_MEANT.get(after, f"\\{after}") if char == "\\" else char)
    return "".join(out)
