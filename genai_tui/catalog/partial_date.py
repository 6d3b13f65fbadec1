"""Dates known to the day, the month or the year: `2022-04-06`, `2022-04`, `2022`, and how two of them compare."""

from __future__ import annotations

import calendar
import datetime
import functools
import re

_FORM = re.compile(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?")


def is_date(text: str) -> bool:
    """Return whether `text` is 2022-04-06, 2022-04 or 2022, and the calendar has it."""
    return len(text) <= len("2022-04-06") and _is_date(text)  # what is longer is not even remembered


@functools.lru_cache(maxsize=8192)
def _is_date(text: str) -> bool:
    if not _FORM.fullmatch(text):
        return False
    year, month, day = ([int(part) for part in text.split("-")] + [1, 1])[:3]
    try:
        datetime.date(year, month, day)
    except ValueError:
        return False
    return True


def days_of(date: str) -> tuple[str, str]:
    """Return the first and last day that `2022`, `2022-04` or `2022-04-06` may stand for."""
    return _first_day(date), _last_day(date)


def surely_from(date: str, start: str) -> bool:
    """Return whether a date is on or after another, whatever their unknown days and months are."""
    return _first_day(date) >= _last_day(start)


def surely_by(date: str, day: str) -> bool:
    """Return whether a date is on or before a whole day, whatever its unknown day and month are."""
    return (date if len(date) == len(day) else _last_day(date)) <= day


def surely_after(date: str, day: str) -> bool:
    """Return whether a date is after another, whatever their unknown days and months are."""
    return surely_before(day, date)


def surely_before(date: str, end: str) -> bool:
    """Return whether a date is before another, whatever their unknown days and months are."""
    return _last_day(date) < _first_day(end)


def later(one: str, other: str) -> str:
    """Return the later of two dates; of two that may be the same day, the one that says more."""
    return max(one, other, key=lambda date: (_first_day(date), len(date)))


def lies_in(date: str, wider: str) -> bool:
    """Return whether a date equals another or is a day or month within it; an unknown one (empty) contains every date."""
    return date == wider or not wider or date.startswith(f"{wider}-")


def year_of(date: str) -> int:
    """Return the year of a date."""
    return int(date[:4])


def quarter_before(day: str) -> str:
    """Return the last day of the last quarter that ended before a whole day."""
    year, quarter = int(day[:4]), (int(day[5:7]) - 1) // 3
    return _last_day(f"{year}-{quarter * 3:02}") if quarter else f"{year - 1:04}-12-31"


def quarter_after(day: str) -> str:
    """Return the last day of the first quarter that ends after a whole day."""
    year, quarter = int(day[:4]), (int(day[5:7]) - 1) // 3 + 1
    end = _last_day(f"{year:04}-{quarter * 3:02}")
    if end > day:
        return end
    return _last_day(f"{year + quarter // 4:04}-{quarter % 4 * 3 + 3:02}")


def day_number(day: str) -> int:
    """Return the number of a day, so that two of them can be counted apart."""
    year, month, day_of_month = (int(part) for part in day.split("-"))
    return datetime.date(year, month, day_of_month).toordinal()


def day_after(day: str) -> str:
    """Return the day after a whole day."""
    return datetime.date.fromordinal(day_number(day) + 1).isoformat()


def as_long_before(day: str, end: str) -> str:
    """Return the day as long before a whole day as that is before `end`: by whole months where both are the last of one."""
    if _last_day(day[:7]) == day and _last_day(end[:7]) == end:
        months = [int(date[:4]) * 12 + int(date[5:7]) - 1 for date in (day, end)]
        year, month = divmod(max(12, 2 * months[0] - months[1]), 12)
        return _last_day(f"{year:04}-{month + 1:02}")
    return datetime.date.fromordinal(max(1, 2 * day_number(day) - day_number(end))).isoformat()


def month_and_day(date: str) -> tuple[int, int]:
    """Return month and day of a date, 0 where it does not say."""
    _, month, day = ([int(part) for part in date.split("-")] + [0, 0])[:3]
    return month, day


def _first_day(date: str) -> str:
    return date + "-01-01"[len(date) - 4 :]


def _last_day(date: str) -> str:
    month = date if len(date) > 4 else f"{date}-12"
    if len(month) > 7:
        return month
    return f"{month}-{calendar.monthrange(int(month[:4]), int(month[5:7]))[1]}"
