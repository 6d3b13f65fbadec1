"""Cells of plain tables: numbers with units, dates and words as people write them in spreadsheets.

What cannot be told for sure is not read: `03/05/2024` is no day, and `7` under "Parameters" no number of parameters.
"""

from __future__ import annotations

import re

from genai_tui.catalog.model import Weights
from genai_tui.catalog.numbers import number, whole
from genai_tui.catalog.partial_date import is_date

_SCALES = {
    "k": 1e3, "thousand": 1e3, "m": 1e6, "mn": 1e6, "mio": 1e6, "million": 1e6, "millions": 1e6, "b": 1e9, "bn": 1e9,
    "billion": 1e9, "billions": 1e9, "t": 1e12, "tn": 1e12, "trillion": 1e12, "trillions": 1e12,
}  # fmt: skip
_COUNTED = re.compile(
    r"(?P<about>[~≈]|about |approx\.? |ca\.? )?\s*(?P<digits>[0-9][0-9_,]*(?:\.[0-9]+)?(?:e[+-]?[0-9]{1,3})?)\s*(?P<unit>[a-z]*)"
    r"(?:\s*(?:parameters|params|tokens|flops?))?",
    re.IGNORECASE,
)
_IN_HEADING = re.compile(
    r"[(\[](?:in |x)?\s*([a-z]+)(?: (?:of )?(?:parameters|params|tokens))?[)\]]|\bin ([a-z]+)\b|_([bm])$",
    re.IGNORECASE,
)
_GROUPED = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_ISO = re.compile(
    r"([0-9]{4})[-/.]([0-9]{1,2})(?:[-/.]([0-9]{1,2}))?(?:[T ][0-9:.]+(?:Z|[+-][0-9:]+)?(?: ?UTC)?)?"
)
_DAY_FIRST = re.compile(r"([0-9]{1,2})(?:st|nd|rd|th)?\.?[ -]([a-z]{3,9})\.?,?[ -]([0-9]{4})", re.IGNORECASE)
_MONTH_FIRST = re.compile(r"([a-z]{3,9})\.?[ -](?:([0-9]{1,2})(?:st|nd|rd|th)?,? )?([0-9]{4})", re.IGNORECASE)
_SLASHED = re.compile(r"([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})")
_MODALITIES = re.compile(r"\s*[,;+/&|]\s*|\s+and\s+")
_LEADING = re.compile(r"[-+]?[0-9][0-9,]*(?:\.[0-9]+)?(?:e[+-]?[0-9]+)?", re.IGNORECASE)

_OPEN = frozenset(
    {
        "open",
        "yes",
        "true",
        "open weights",
        "open weight",
        "open source",
        "open-source",
        "open-weights",
        "y",
        "1",
        "✓",
        "✅",
    }
)
_CLOSED = frozenset(
    {
        "closed",
        "no",
        "false",
        "proprietary",
        "closed source",
        "closed-source",
        "api only",
        "api",
        "n",
        "0",
        "✗",
        "❌",
    }
)
_RESTRICTED = frozenset({"restricted", "gated", "non-commercial", "noncommercial", "research only"})


def scale_of(heading: str) -> float | None:
    """Return what a heading says that numbers below it are counted in: `Params (B)` in 1e9; None where it says nothing."""
    found = _IN_HEADING.search(heading)
    word = next(filter(None, found.groups()), "") if found else ""
    return _SCALES.get(word.casefold())


def is_about(cell: str) -> bool:
    """Return whether a cell says itself that its number is an estimate."""
    found = _COUNTED.fullmatch(cell.strip())
    return bool(found and found["about"])


def count(cell: str, heading: str, bare: float = 0) -> float | None:
    """Return the number that a cell says, by its own unit or that of the heading; None where it says none for sure.

    A number without any unit counts from `bare` on.
    """
    found = _COUNTED.fullmatch(cell.strip())
    if found is None:
        return None
    digits = found["digits"]
    if "," in digits and not _GROUPED.fullmatch(digits):
        return None
    value = number(digits.replace(",", ""))
    unit = found["unit"].casefold()
    if value is None or (
        unit and unit not in _SCALES and unit not in ("parameters", "params", "tokens", "flop", "flops")
    ):
        return None
    if unit in _SCALES:
        return _whole(value * _SCALES[unit])
    scale = scale_of(heading)
    if (
        scale and value < scale
    ):  # a table that counts in billions writes 7; a whole count below such a heading is one
        return _whole(value * scale)
    return _whole(value) if value >= bare else None


def _whole(value: float) -> float:
    rounded = round(value)
    return rounded if abs(value - rounded) < 1e-6 * max(1.0, abs(value)) else value


def day(cell: str) -> str | None:
    """Return the day, month or year that a cell says for sure, as 2024-03-05; else None."""
    text = cell.strip()
    if is_date(text):
        return text
    parts: tuple[str | None, str | None, str | None] | None = None
    if found := _ISO.fullmatch(text):
        parts = found[1], found[2], found[3]
    elif found := _DAY_FIRST.fullmatch(text):
        parts = found[3], _month(found[2]), found[1]
    elif found := _MONTH_FIRST.fullmatch(text):
        parts = found[3], _month(found[1]), found[2]
    elif found := _SLASHED.fullmatch(text):
        first, second = whole(found[1]) or 0, whole(found[2]) or 0
        if first == second or second > 12:
            parts = found[3], found[1], found[2]
        elif first > 12:
            parts = found[3], found[2], found[1]
    if parts is None or parts[1] is None:
        return None
    year, month, of_month = parts
    date = "-".join(filter(None, (year, month and month.zfill(2), of_month and of_month.zfill(2))))
    return date if is_date(date) else None


def _month(word: str) -> str | None:
    short = word[:3].casefold()
    return str(_MONTHS.index(short) + 1) if short in _MONTHS else None


def weights(cell: str) -> Weights | None:
    """Return whether weights can be had, as a cell says it."""
    word = cell.strip().casefold()
    if word in _OPEN:
        return "open"
    if word in _CLOSED:
        return "closed"
    return "restricted" if word in _RESTRICTED else None


def modalities(cell: str) -> list[str]:
    """Return the modalities that a cell lists."""
    return [part for part in _MODALITIES.split(cell.strip()) if part]


_PER = {
    "token": 1e6,
    "1k": 1e3,
    "1,000": 1e3,
    "thousand": 1e3,
    "k": 1e3,
    "1m": 1.0,
    "m": 1.0,
    "million": 1.0,
    "mtok": 1.0,
}
_PER_WHAT = re.compile(r"(?:per|/)\s*(1k|1,000|thousand|k|1m|million|mtok|m|token)\b", re.IGNORECASE)


def price(cell: str, heading: str) -> float | None:
    """Return the dollars for a million tokens that a cell says; a heading that says for how many counts, else a million."""
    found = _PER_WHAT.search(heading)
    text = cell.strip().replace("US", "").lstrip("$").strip()
    value = 0.0 if text.casefold() == "free" else number(text.replace(",", ""))
    if value is None or value < 0:
        return None
    return value * (_PER[found[1].casefold()] if found else 1.0)


def measured(cell: str) -> tuple[float, str | None, str | None] | None:
    """Return the value of a result, its unit, and what else the cell says; None where it begins with no number."""
    text = cell.strip()
    found = _LEADING.match(text)
    value = number(found[0].replace(",", "")) if found else None
    if found is None or value is None:
        return None
    rest = text[found.end() :].strip()
    unit = "%" if rest.startswith("%") else None
    rest = rest.removeprefix("%").strip()
    return 1.0 * value, unit, rest or None
