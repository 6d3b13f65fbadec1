"""Completion: the fields, values and commands that can be typed next, values with their counts."""

from __future__ import annotations

import re
from collections.abc import Mapping

from msgspec import Struct

from genai_tui.search.fields import Field
from genai_tui.search.index import SearchIndex
from genai_tui.search.normalize import fold
from genai_tui.search.parser import UNKNOWN_WORD
from genai_tui.search.syntax import QueryProblem

_PARTS = re.compile(r"[\s\-_/.]+")
_SAFE = re.compile(r"[^\s\",]+")


class Completion(Struct, frozen=True):
    """What to put in place of the text from `start` to `end`, what it means, and how many models it leaves."""

    start: int
    end: int
    text: str
    label: str
    count: int | None = None


def complete(index: SearchIndex, text: str, at: int) -> tuple[Completion, ...]:
    """Return what the word before the cursor at `at` can become, likeliest first."""
    start = _word_start(text, at)
    typed = text[start:at]
    sign = next((each for each in ("-", "not:") if typed.casefold().startswith(each)), "")
    name, colon, written = typed[len(sign) :].partition(":")
    if not colon:
        fields = [
            field
            for field in index.subject.attributes.rows.values()
            if field.name.startswith(name.casefold())
        ]
        return tuple(Completion(start, at, f"{sign}{field.name}:", field.help) for field in fields)
    field = index.subject.attributes.called(name.casefold())
    if field is None:
        return ()
    before, comma, last = written.rpartition(",")
    fixed = f"{sign}{name}:{before}{comma}"
    rest = f"{text[:start]} {text[at:]}"
    return tuple(
        Completion(start, at, f"{fixed}{value}", label, count)
        for value, label, count in _values(index, field, last.replace('"', ""), rest)
    )


def _word_start(text: str, at: int) -> int:
    """Return where the word before `at` begins; a space within quotes does not end it."""
    start, quoted = 0, False
    for place, char in enumerate(text[:at]):
        if char == '"':
            quoted = not quoted
        elif char.isspace() and not quoted:
            start = place + 1
    return start


def _values(index: SearchIndex, field: Field, begun: str, rest: str) -> list[tuple[str, str, int]]:
    try:
        within = index.meeting(rest)
    except QueryProblem:
        within = index.meeting("")
    known = index.filtering.known(field)
    found: list[tuple[str, str, int]] = []
    letters = fold(begun).letters
    if field.kind == "text":
        spelled = index.filtering.spelled(field)
        begin = {key for key, folded in spelled if folded.letters.startswith(letters)}
        for value, count in index.filtering.counts(field, within):
            if value.key in begin and (count or field.closed):
                written = value.key if _SAFE.fullmatch(value.key) else f'"{value.key.replace(chr(34), "")}"'
                found.append((written, value.spellings[0], count))
        found.sort(key=lambda each: (-each[2], each[1].casefold()))
    elif field.kind == "year":
        years = index.filtering.years(field, within)
        found += [(year, year, years[year]) for year in sorted(years, reverse=True) if year.startswith(begun)]
    if not field.never_unknown and (
        not begun or (len(begun) > 2 and UNKNOWN_WORD.startswith(begun.casefold()))
    ):
        word = UNKNOWN_WORD if begun else "?"
        found.append((word, field.none or "not known", (within & ~known).bit_count()))
    return found


def complete_choice(
    choices: Mapping[str, str], text: str, at: int, several: bool = False
) -> tuple[Completion, ...]:
    """Return which of `choices`, given with what each means, the word before the cursor at `at` can become.

    Those that begin so come first, then those of which a part, or a word of their meaning, does. Where `several` may
    be typed, a comma ends a word as well.
    """
    start = max(text.rfind(sign, 0, at) for sign in " ," if several or sign == " ") + 1
    begun = text[start:at].casefold()
    offered = [Completion(start, at, choice, words) for choice, words in choices.items()]
    begin = [each for each in offered if each.text.casefold().startswith(begun)]
    parts = [each for each in offered if each not in begin and _has_part(each, begun)]
    return (*begin, *parts)


def _has_part(offered: Completion, begun: str) -> bool:
    """Return whether a part of a choice, or a word of its meaning, begins so."""
    words = _PARTS.split(f"{offered.text} {offered.label}".casefold())
    return any(word.startswith(begun) for word in words)
