"""The menu: what can be done here as entries, and which of them typed words mean, as frozen values."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Literal

from msgspec import Struct

from genai_tui.catalog.text_cache import text_cache
from genai_tui.view.record_ref import RecordRef

if TYPE_CHECKING:  # the search comes with the first letter
    from genai_tui.search.hit import Hit
    from genai_tui.search.matcher import Needle
    from genai_tui.search.normalize import Folded

Look = Literal["command", "told", "heading", "prose"]
"""What an entry is: something to run, something to know, a heading over others, a sentence."""


class Entry(Struct, frozen=True):
    """One line of the menu."""

    line: str
    """What is typed after `:` for it, or the name of the record that it leads to."""
    help: str
    keys: str = ""
    reason: str = ""
    """Why it cannot act now; empty: it can."""
    look: Look = "command"
    record: RecordRef | None = None
    """The record that it leads to; None: it is a command."""
    name: str = ""
    """What is shown for it where that is not its line."""

    @property
    def can_be_chosen(self) -> bool:
        """Whether the cursor may stand on it: on all but headings and sentences."""
        return self.look in ("command", "told")


class Menu(Struct, frozen=True):
    """Entries in their order, and the one that Enter runs."""

    entries: tuple[Entry, ...] = ()
    at: int = -1
    """The place of that entry; -1: none, and Enter runs what stands on the line."""
    is_whole: bool = True
    """Whether the records that the words mean are in it already."""


class Section(Struct, frozen=True):
    """Entries under a heading."""

    heading: str
    entries: tuple[Entry, ...]


def every_entry(sections: Iterable[Section], about: Sequence[str] = (), chosen: bool = True) -> Menu:
    """Return the menu of all sections while nothing is typed, under sentences `about` where the reader is.

    The first entry is chosen for Enter unless told not to.
    """
    entries = [Entry(sentence, "", look="prose") for sentence in about]
    for section in sections:
        if section.entries:
            entries += [Entry(section.heading, "", look="heading"), *section.entries]
    return Menu(tuple(entries), _first(entries) if chosen else -1)


def _first(entries: Sequence[Entry]) -> int:
    return next((place for place, entry in enumerate(entries) if entry.can_be_chosen), -1)


# What typed words mean

Order = Literal["records", "names", "help"]
"""What comes before what: records before commands that only hold the words, or after these, or after help as well."""

_EQUAL, _BEGINS, _NAMED, _TOLD, _SLIP = 0, 1, 3, 5, 8
"""Ranks of a command: its line as typed, its beginning, words of it, words of its help, its line with a slip."""
_RECORD: dict[Order, int] = {"records": 2, "names": 4, "help": 6}
"""Ranks of a record whose name holds the words."""
_MAKER, _RECORD_SLIP = 7, 9
"""Ranks of a record whose organization holds them, and of one named with a slip."""
_SURE = {_EQUAL, _BEGINS, _NAMED, *_RECORD.values()}
"""Ranks of what is meant without doubt."""
MOST_RECORDS, MOST_OF_A_LETTER = 20, 8
"""Records of which a menu tells, and of which where only a letter is typed."""


@text_cache(1024)
def _folded(text: str) -> Folded:
    from genai_tui.search.normalize import fold  # imported here: as above

    return fold(text)


def found(
    typed: str,
    entries: Iterable[Entry],
    records: Iterable[tuple[Entry, Hit]] = (),
    order: Order = "names",
    doubts: bool = True,
    is_whole: bool = True,
) -> Menu:
    """Return the menu of entries and records that typed words mean, likeliest first, those that cannot act last.

    The first is chosen for Enter, though where it `doubts` only one whose name holds the words.
    """
    from genai_tui.search.matcher import needle  # imported here: the search comes with the first letter

    wanted, typed = needle(typed), " ".join(typed.split()).casefold()
    ranked: list[tuple[bool, int, float, int, Entry]] = []
    for place, entry in enumerate(entries):
        if (rank := _rank(wanted, typed, entry)) is not None:
            ranked.append((bool(entry.reason), *rank, place, entry))
    for place, (entry, hit) in enumerate(records):
        by_name = _RECORD[order] if hit.where in ("name", "alias") else _MAKER
        ranked.append((False, by_name if hit.plain else _RECORD_SLIP, round(hit.cost, 6), place, entry))
    ranked.sort(key=lambda each: each[:4])
    is_sure = bool(ranked) and (not doubts or ranked[0][1] in _SURE)
    return Menu(tuple(each[4] for each in ranked), 0 if is_sure else -1, is_whole)


def _rank(wanted: Needle, typed: str, entry: Entry) -> tuple[int, float] | None:
    """Return the rank and the cost with which words mean an entry; None where they do not."""
    from genai_tui.search.matcher import match  # imported here: as above

    line = entry.line.casefold()
    if entry.look == "command" and line.startswith(typed):
        return (_EQUAL if line == typed else _BEGINS), len(line)
    named = match(wanted, _folded(entry.line), forgiving=entry.look == "command")
    if named is not None and named.plain:
        return _NAMED, named.cost
    if len(typed) == 1:  # which begins some word of every other help
        return None
    told = match(wanted, _folded(f"{entry.line} {entry.help}"), forgiving=False)
    if told is not None and told.plain:
        return _TOLD, told.cost
    return None if named is None else (_SLIP, named.cost)
