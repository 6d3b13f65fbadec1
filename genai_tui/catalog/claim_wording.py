"""Agreement of two statements about a field: the same date, count or list, or the same in other words.

Dates are compared at the coarser precision of the two, counts within 5 percent, lists as sets of names.
"""

from __future__ import annotations

import re

from genai_tui.catalog.partial_date import is_date, lies_in

TOLERANCE = 0.05
"""Two counts agree where they are not further apart than this part of the larger."""

_DATE = re.compile(r"[0-9]{4}(?:-[0-9]{2}){0,2}(?![0-9-])")
_QUANTITY = re.compile(r"([0-9]+(?:[.,][0-9]+)*(?:e[+-]?[0-9]{1,3})?)\s*(thousand|million|billion|trillion|[kmbt])?\b", re.I)  # fmt: skip
_TIMES = {"k": 1e3, "t": 1e12, "m": 1e6, "b": 1e9, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12}
_COUNTED = ("parameters", "training.compute_flop", "context_length", "citations")
_DATED = ("released", "other_dates", "knowledge_cutoff", "status.date")
_WORD = re.compile(r"[^\W_]+")
_LISTED = re.compile(r"; | \+ ")
_EMPTY = frozenset(
    "a an and as at both by for from in is it its of on or the to with developer developers collaborator collaborators"
    " deployer deployers funder funders".split()
)
"""Words that say nothing by themselves, and the roles that a list of names gives."""


def same_value(field: str, one: str, other: str) -> bool:
    """Tell whether two values of a field, as the detail shows them, are the same."""
    if one.casefold() == other.casefold():
        return True
    if field.startswith(_DATED):
        return _same_date(one, other)
    if field.startswith(_COUNTED):
        return _same_count(one, other)
    return _names(one) == _names(other)


def says(field: str, claim: str, shown: str) -> bool:
    """Tell whether a claim, in a source's own words, says what is shown: all of it, be it with more words."""
    if not shown:
        return False
    if same_value(field, claim, shown):
        return True
    if field.startswith((*_DATED, *_COUNTED)) or " + " in claim:
        return False
    wanted, told = _words(shown), _words(claim)
    return bool(wanted) and (wanted <= told or shown.casefold().startswith(f"{claim.casefold()} "))


def _same_date(one: str, other: str) -> bool:
    dates = [found[0] for text in (one, other) if (found := _DATE.match(text)) and is_date(found[0])]
    return len(dates) == 2 and (lies_in(*dates) or lies_in(*reversed(dates)))


def _same_count(one: str, other: str) -> bool:
    counts = [count for text in (one, other) if (count := _count(text)) is not None]
    return len(counts) == 2 and abs(counts[0] - counts[1]) <= TOLERANCE * max(counts)


def _count(text: str) -> float | None:
    """Return the number that a text begins with."""
    found = _QUANTITY.match(text)
    if found is None:
        return None
    digits = found[1].replace(",", "")
    try:
        return float(digits) * _TIMES.get((found[2] or "").casefold(), 1)
    except ValueError:  # a version such as 1.2.3
        return None


def _names(text: str) -> frozenset[str]:
    """Return the names of a list, without what is said of each."""
    return frozenset(piece.partition(" · ")[0].strip().casefold() for piece in _LISTED.split(text))


def _words(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(text.casefold())) - _EMPTY
