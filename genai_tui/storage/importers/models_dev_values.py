"""Values of models.dev's entries: dates, prices, limits, flags and words, each read or counted in the report.

What is of another kind than it should be stays unread, and so the report counts it by name.
"""

from __future__ import annotations

from genai_tui.catalog.numbers import LARGEST, number
from genai_tui.catalog.partial_date import is_date
from genai_tui.storage.importers.import_report import Report, line
from genai_tui.storage.importers.unread_fields import Entry

_NO_DATES = frozenset({"1970-01-01", "0001-01-01"})
"""What programs write for a day that they do not know."""


class Values:
    """Reads values of entries; what is not understood, `report` counts."""

    def __init__(self, report: Report) -> None:
        self.report = report

    def date(self, entry: Entry, key: str) -> str | None:
        """Return a day, month or year."""
        said = entry.get(key)
        if said in (None, ""):
            return None
        if is_date(text_ := str(said)) and text_ not in _NO_DATES:
            return text_
        self.report.note("dates not understood", text_)
        return None

    def number(self, entry: Entry, key: str, most: float = 1e12) -> float | None:
        """Return a price, limit or count, which is 0 or more and less than `most`."""
        value = entry.get(key)
        if isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value < most:
            return float(value)
        if value is not None:
            self.report.note("prices and limits not understood", f"{key}: {value}")
        return None

    def count(self, entry: Entry, key: str) -> int | None:
        """Return how many there are of something; 0 is not known."""
        return int(self.number(entry, key, LARGEST) or 0) or None

    def score(self, entry: Entry, key: str) -> tuple[float | None, str | None]:
        """Return a measured value, or the words that stand for one; neither where there is none."""
        said = entry.get(key)
        if isinstance(said, int | float) and not isinstance(said, bool) and abs(said) < 1e300:
            return float(said), None
        if isinstance(said, str) and said.strip():
            return number(said.strip().removesuffix("%").rstrip()), line(said, 100)
        return None, None

    def tokens(self, entry: Entry, key: str) -> int | None:
        """Return a number of tokens; 0 says nothing."""
        value = self.number(entry, key)
        if value == 0:
            self.report.note("limits of 0 tokens, which say nothing", key)
        return int(value or 0) or None


def text(entry: Entry, key: str, longest: int = 100) -> str | None:
    """Return a word or a line."""
    return line(entry.get(key), longest) or None if isinstance(entry.peek(key), str) else None


def flag(entry: Entry, key: str) -> bool | None:
    """Return yes or no."""
    return bool(entry.get(key)) if isinstance(entry.peek(key), bool) else None
