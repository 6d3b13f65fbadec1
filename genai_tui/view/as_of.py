"""The day of a view: a quarter back or on, and what the header says of it."""

from __future__ import annotations

from genai_tui.catalog.as_of import AsOf, span_of
from genai_tui.catalog.model import Catalog
from genai_tui.catalog.partial_date import quarter_after, quarter_before, year_of


def earlier(catalog: Catalog, day: str | None) -> str | None:
    """Return the end of the quarter before a day, or before all that a catalog has; None where nothing was out by then."""
    first, last = span_of(catalog)
    before = quarter_before(day or last)
    return before if before >= first else None


def later(catalog: Catalog, day: str) -> str | None:
    """Return the end of the quarter after a day; None where everything stands by then."""
    first, last = span_of(catalog)
    after = quarter_after(day)
    if after >= last:
        return None
    return max(after, quarter_after(quarter_before(first)))


def offered(catalog: Catalog) -> tuple[str, ...]:
    """Return the days that are offered: `now`, then the years of a catalog, the newest first."""
    first, last = span_of(catalog)
    return ("now", *(str(year) for year in range(year_of(last), year_of(first) - 1, -1)))


def told(found: AsOf) -> str:
    """Return what the header says: the day, and how many models are left out because it cannot be told whether they were out."""
    left = f" · {', '.join(found.told)}" if found.told else ""
    return f"as of {found.day}{left}"
