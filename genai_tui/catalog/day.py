"""Days as people type and read them: whole, or a month or a year for its last day, or `now` for none."""

from __future__ import annotations

from genai_tui.catalog.partial_date import days_of, is_date, year_of

FIRST_YEAR, LAST_YEAR = 1950, 2199
"""Years of the days that can be asked for."""
NOW = "now"
"""What is said for no day: everything that the catalog has."""


class DayProblem(ValueError):
    """A text is no day; its message says why."""


def day_meant(text: str) -> str | None:
    """Return the day that was asked for, whole: of a month or a year its last; None for `now`. Raises DayProblem."""
    typed = text.strip()
    if typed.casefold() == NOW:
        return None
    if not is_date(typed):
        raise DayProblem("a day is written 2022-06-30, 2022-06 or 2022; `now` means no day")
    if not FIRST_YEAR <= year_of(typed) <= LAST_YEAR:
        raise DayProblem(f"a day lies between {FIRST_YEAR} and {LAST_YEAR}")
    return days_of(typed)[1]


def shortest(day: str) -> str:
    """Return the shortest text that means a whole day: `2022-06` for 2022-06-30."""
    month = day[:7]
    return month if days_of(month)[1] == day else day
