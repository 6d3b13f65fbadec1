"""Periods of time: months, quarters and years in a row, with the query that finds what came out in each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal

from genai_tui.catalog.count_table import Head
from genai_tui.catalog.numbers import whole
from genai_tui.catalog.partial_date import year_of
from genai_tui.plot.scale import month_of

Period = Literal["month", "quarter", "year"]
PERIODS: tuple[Period, ...] = ("month", "quarter", "year")
"""From the finest to the coarsest."""
UNDATED = "?"
"""The key of what has no date."""
_MOST = 1_200
"""Periods from which on those without a model are left out: a hundred years of months."""
_FITTING: tuple[tuple[Period, int], ...] = (("month", 3), ("quarter", 10))
"""Years up to which a period suits a span of time; beyond that whole years do."""


def suiting(dates: Iterable[str]) -> Period:
    """Return the period in which a span of dates is best looked at."""
    years = {year_of(date) for date in dates}
    span = max(years) - min(years) + 1 if years else 1
    return next((period for period, most in _FITTING if span <= most), "year")


def period_of(date: str, period: Period) -> str:
    """Return the key of the period of a date: `2024-05`, `2024-Q2`, `2024`; `2024-?` where only its year is known."""
    if not date:
        return UNDATED
    if period == "year":
        return date[:4]
    if len(date) == 4:
        return f"{date}-{UNDATED}"
    return date[:7] if period == "month" else f"{date[:4]}-Q{month_of(date) % 12 // 3 + 1}"


def months(key: str) -> tuple[int, int]:
    """Return the first and the last month that a date or the key of a period stands for, counted from the year 0."""
    year, part = 12 * year_of(key), key[5:7]
    if part in _QUARTERS:
        first = year + 3 * _QUARTERS.index(part)
        return first, first + 2
    number = whole(part)
    return (year, year + 11) if number is None else (year + number - 1,) * 2


_QUARTERS = ("Q1", "Q2", "Q3", "Q4")


def is_time(key: str) -> bool:
    """Tell whether a key is that of a period, and not of a total or of what is not dated."""
    return whole(key[:4]) is not None


def column_at(keys: Iterable[str], wanted: str) -> str | None:
    """Return that of some keys of periods which is, or else holds, the beginning of a date or period; None where none does."""
    if not is_time(wanted):
        return None
    start, _ = months(wanted)
    held = None
    for key in keys:
        if is_time(key):
            first, last = months(key)
            if key == wanted or (len(wanted) == 4 and key == f"{wanted}-{UNDATED}"):
                return key
            if held is None and first <= start <= last:
                held = key
    return held


def heads(keys: set[str], period: Period) -> tuple[Head, ...]:
    """Return a head for each period from the first of some keys to the last, those between them that have none included.

    What is known by its year alone has a head at the end of the year, what has no date one at the end.
    """
    years = [year_of(key) for key in keys if key != UNDATED]
    every = list(_in_order(range(min(years), max(years) + 1), period)) if years else []
    if len(every) > _MOST:
        every = [key for key in every if key in keys]
    else:
        inner = [number for number, key in enumerate(every) if key in keys]
        every = every[inner[0] : inner[-1] + 1] if inner else []
    shown = [key for key in every if key in keys or not key.endswith(UNDATED)]
    found = [_head(key, period) for key in shown]
    return (*found, *((Head(UNDATED, "not dated", "date:?"),) if UNDATED in keys else ()))


def leaves_out(keys: set[str], period: Period) -> bool:
    """Tell whether periods without a model have no head, since there are too many of them."""
    years = [year_of(key) for key in keys if key != UNDATED]
    per_year = {"month": 12, "quarter": 4, "year": 1}[period]
    return bool(years) and (max(years) - min(years) + 1) * (per_year + (period != "year")) > _MOST


def _in_order(years: range, period: Period) -> Iterator[str]:
    for year in years:
        if period == "year":
            yield f"{year:04}"
        else:
            names = (f"{month:02}" for month in range(1, 13)) if period == "month" else _QUARTERS
            yield from (f"{year:04}-{name}" for name in (*names, UNDATED))


def _head(key: str, period: Period) -> Head:
    year, _, part = key.partition("-")
    if period == "year":
        return Head(key, key, f"year:{key}")
    if part == UNDATED:
        clause = f"year:{year} -date:{year}-01..{year}-06,{year}-07..{year}-12"
    elif period == "quarter":
        last = 3 * _QUARTERS.index(part) + 3
        clause = f"date:{year}-{last - 2:02}..{year}-{last:02}"
    else:
        clause = f"date:{key}"
    return Head(key, part, clause, year)
