"""Dates of every precision, compared with those of every other."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from genai_tui.catalog.partial_date import (
    days_of,
    is_date,
    later,
    lies_in,
    month_and_day,
    surely_after,
    surely_before,
    surely_from,
    year_of,
)

DAY, MONTH, YEAR = "2014-01-26", "2014-01", "2014"

NINE = [
    # date, compared with, surely on or after it?
    (DAY, "2014-01-26", True),
    (DAY, "2014-01", False),
    (DAY, "2014", False),
    (MONTH, "2014-01-01", True),
    (MONTH, "2014-01", False),
    (MONTH, "2014", False),
    (YEAR, "2014-01-01", True),
    (YEAR, "2014-01", False),
    (YEAR, "2014", False),
    # and the first that is surely so
    ("2014-01-31", "2014-01", True),
    ("2014-12-31", "2014", True),
    ("2014-02", "2014-01-31", True),
    ("2014-02", "2014-01", True),
    ("2015-01", "2014", True),
    ("2015", "2014-12-31", True),
    ("2015", "2014-12", True),
    ("2015", "2014", True),
    ("2014", "2014-01-02", False),
]

dates = st.dates(datetime.date(1950, 1, 1), datetime.date(2030, 12, 31)).flatmap(
    lambda day: st.sampled_from([day.isoformat(), day.isoformat()[:7], day.isoformat()[:4]])
)


def _days(date: str) -> list[datetime.date]:
    """Return every day that a date may stand for, by walking the calendar."""
    day = datetime.date(int(date[:4]), 1, 1)
    year = [day + datetime.timedelta(number) for number in range(366)]
    return [each for each in year if each.isoformat().startswith(date)]


@pytest.mark.parametrize(("date", "start", "surely"), NINE)
def test_surely_on_or_after(date: str, start: str, surely: bool) -> None:
    assert surely_from(date, start) is surely


@given(dates, dates)
def test_what_is_sure_holds_for_every_day(one: str, other: str) -> None:
    pairs = [(a, b) for a in (_days(one)[0], _days(one)[-1]) for b in (_days(other)[0], _days(other)[-1])]
    assert surely_from(one, other) == all(a >= b for a, b in pairs)
    assert surely_before(one, other) == all(a < b for a, b in pairs)
    assert surely_after(one, other) == all(a > b for a, b in pairs)


@given(dates)
def test_first_and_last_day(date: str) -> None:
    days = _days(date)
    assert is_date(date)
    assert days_of(date) == (days[0].isoformat(), days[-1].isoformat())
    assert year_of(date) == days[0].year


@given(dates, dates)
def test_a_date_lies_in_another_when_all_its_days_do(one: str, other: str) -> None:
    assert lies_in(one, other) == (set(_days(one)) <= set(_days(other)) and len(one) >= len(other))
    assert lies_in(one, "")


@pytest.mark.parametrize(
    ("one", "other", "wanted"),
    [
        ("2023", "2022-12-31", "2023"),
        ("2023", "2023-05", "2023-05"),
        ("2023-01-01", "2023", "2023-01-01"),
        ("2023-05", "2023-05-01", "2023-05-01"),
        ("2023-06", "2023-05-31", "2023-06"),
    ],
)
def test_the_later_of_two(one: str, other: str, wanted: str) -> None:
    assert later(one, other) == later(other, one) == wanted


def test_month_and_day() -> None:
    assert [month_and_day(date) for date in (DAY, MONTH, YEAR)] == [(1, 26), (1, 0), (0, 0)]


@pytest.mark.parametrize(
    "text", ["", "20", "2023-13", "2023-02-30", "2023-1", "2023-01-01T00", "MMXX", "２０２３"]
)
def test_what_is_no_date(text: str) -> None:
    assert not is_date(text)
