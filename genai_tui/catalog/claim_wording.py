"""Wording of claims: whether what a source says in its own words says what is shown.

A date counts as the coarser of two dates, a count within the tolerance of `agreement.py`, a list as its names; prose
says what is shown where all words of that are in it, in their order.
"""

from __future__ import annotations

import re

from genai_tui.catalog.agreement import COUNTS, days_between
from genai_tui.catalog.numbers import number
from genai_tui.catalog.partial_date import is_date

_DATE = re.compile(r"[0-9]{4}(?:-[0-9]{2}){0,2}(?![0-9-])")
_QUANTITY = re.compile(r"([0-9]+(?:[.,][0-9]+)*(?:e[+-]?[0-9]{1,3})?)\s*(thousand|million|billion|trillion|[kmbt])?\b", re.I)  # fmt: skip
_TIMES = {
    "k": 1e3,
    "t": 1e12,
    "m": 1e6,
    "b": 1e9,
    "thousand": 1e3,
    "million": 1e6,
    "billion": 1e9,
    "trillion": 1e12,
}
_COUNTED = ("parameters", "training.compute_flop", "context_length", "citations")
_DATED = ("released", "other_dates", "knowledge_cutoff", "status.date")
_WORD = re.compile(r"[^\W_]+")
_LISTED = re.compile(r"; | \+ ")
_EMPTY = frozenset(
    [
        "a",
        "an",
        "and",
        "as",
        "at",
        "both",
        "by",
        "for",
        "from",
        "in",
        "is",
        "it",
        "its",
        "of",
        "on",
        "or",
        "the",
        "to",
        "with",
        "developer",
        "developers",
        "collaborator",
        "collaborators",
        "deployer",
        "deployers",
        "funder",
        "funders",
    ]
)
"""Words that say nothing by themselves, and the roles that a list of names gives."""


def says(field: str, claim: str, shown: str) -> bool:
    """Return whether a claim about a field says all that is shown, in the same or in more words."""
    if not shown:
        return False
    if claim.casefold() == shown.casefold():
        return True
    if field.startswith(_DATED):
        return _same_date(claim, shown)
    if field.startswith(_COUNTED):
        return _same_count(claim, shown)
    if _names(claim) == _names(shown):
        return True
    if " + " in claim:  # a whole list, and another one
        return False
    if shown.casefold().startswith(f"{claim.casefold()} "):
        return True
    wanted, told = _words(shown), _words(claim)
    if field == "organizations":  # names, in whatever order
        return bool(wanted) and set(wanted) <= set(told)
    rest = iter(told)
    return bool(wanted) and all(word in rest for word in wanted)


def _same_date(one: str, other: str) -> bool:
    dates = [found[0] for text in (one, other) if (found := _DATE.match(text)) and is_date(found[0])]
    return len(dates) == 2 and not days_between(*dates)


def _same_count(one: str, other: str) -> bool:
    counts = sorted(count for text in (one, other) if (count := _count(text)) is not None)
    return len(counts) == 2 and counts[1] <= counts[0] * (1 + COUNTS)


def _count(text: str) -> float | None:
    """Return the number that a text begins with."""
    found = _QUANTITY.match(text)
    count = number(found[1].replace(",", "")) if found else None
    return count * _TIMES.get((found[2] or "").casefold(), 1) if found and count is not None else None


def _names(text: str) -> frozenset[str]:
    """Return the names of a list, without what is said of each."""
    return frozenset(piece.partition(" · ")[0].strip().casefold() for piece in _LISTED.split(text))


def _words(text: str) -> list[str]:
    return [word for word in _WORD.findall(text.casefold()) if word not in _EMPTY]
