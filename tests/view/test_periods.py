"""Periods of time at their borders: which one suits a span, which one a date is in, and what stands between two."""

from __future__ import annotations

import pytest

from genai_tui.view.periods import (
    UNDATED,
    Period,
    column_at,
    heads,
    is_time,
    leaves_out,
    months,
    period_of,
    suiting,
)


@pytest.mark.parametrize(
    ("dates", "period"),
    [
        ((), "month"), (("2024",), "month"), (("2022", "2024-12"), "month"), (("2021-12", "2024-01"), "quarter"),
        (("2015", "2024"), "quarter"), (("2014", "2024"), "year"),
    ],
)  # fmt: skip
def test_three_years_suit_months_and_ten_years_quarters(dates: tuple[str, ...], period: Period) -> None:
    assert suiting(dates) == period


@pytest.mark.parametrize(
    ("date", "month", "quarter", "year"),
    [
        ("2024-01-31", "2024-01", "2024-Q1", "2024"), ("2024-03", "2024-03", "2024-Q1", "2024"),
        ("2024-04-01", "2024-04", "2024-Q2", "2024"), ("2024-09", "2024-09", "2024-Q3", "2024"),
        ("2024-12-31", "2024-12", "2024-Q4", "2024"), ("2024", "2024-?", "2024-?", "2024"), ("", UNDATED, UNDATED, UNDATED),
    ],
)  # fmt: skip
def test_the_period_of_a_date(date: str, month: str, quarter: str, year: str) -> None:
    assert [period_of(date, each) for each in ("month", "quarter", "year")] == [month, quarter, year]


@pytest.mark.parametrize(
    ("key", "first", "last"),
    [("2024", 0, 11), ("2024-?", 0, 11), ("2024-01", 0, 0), ("2024-12-31", 11, 11), ("2024-Q1", 0, 2), ("2024-Q4", 9, 11)],
)  # fmt: skip
def test_the_months_of_a_key(key: str, first: int, last: int) -> None:
    assert months(key) == (12 * 2024 + first, 12 * 2024 + last)


@pytest.mark.parametrize(
    ("keys", "wanted", "found"),
    [
        (("2024-Q1", "2024-Q2"), "2024-03", "2024-Q1"), (("2024-Q1", "2024-Q2"), "2024-04", "2024-Q2"),
        (("2024-Q1", "2024-Q2"), "2024-07", None), (("2023", "2024"), "2024-Q3", "2024"),
        (("2024-01", "2024-?"), "2024", "2024-?"), (("2024-01", "2024-02"), "2024", "2024-01"),
        (("2024-02",), "2024", None), (("*", "?"), "2024", None), (("2024",), "?", None), (("2024",), "*", None),
        (("2024", "2024-?"), "2024", "2024"),
    ],
)  # fmt: skip
def test_the_column_that_holds_a_time(keys: tuple[str, ...], wanted: str, found: str | None) -> None:
    assert column_at(keys, wanted) == found


@pytest.mark.parametrize(("key", "is_one"), [("2024", True), ("2024-Q1", True), ("?", False), ("*", False)])
def test_what_is_a_time(key: str, is_one: bool) -> None:
    assert is_time(key) is is_one


@pytest.mark.parametrize(
    ("keys", "period", "shown"),
    [
        (set(), "year", []),
        ({"2022", "2024"}, "year", ["2022", "2023", "2024"]),
        ({"2023-Q4", "2024-Q2"}, "quarter", ["2023-Q4", "2024-Q1", "2024-Q2"]),
        ({"2023-11", "2024-02"}, "month", ["2023-11", "2023-12", "2024-01", "2024-02"]),
        ({"2023-?", "2024-Q1"}, "quarter", ["2023-?", "2024-Q1"]),
        ({"2023-Q3", "2023-?", UNDATED}, "quarter", ["2023-Q3", "2023-Q4", "2023-?", UNDATED]),
        ({UNDATED}, "month", [UNDATED]),
    ],
)
def test_periods_between_two_have_a_head(keys: set[str], period: Period, shown: list[str]) -> None:
    assert [head.key for head in heads(keys, period)] == shown


@pytest.mark.parametrize(
    ("first", "last", "period", "left_out"),
    [
        ("1000", "2199", "year", False), ("1000", "2200", "year", True),
        ("1950-Q1", "2189-Q1", "quarter", False), ("1950-Q1", "2190-Q1", "quarter", True),
        ("1950-01", "2041-01", "month", False), ("1950-01", "2042-01", "month", True),
    ],
)  # fmt: skip
def test_of_too_many_periods_only_those_with_a_model_have_a_head(
    first: str, last: str, period: Period, left_out: bool
) -> None:
    assert leaves_out({first, last}, period) is left_out
    assert (len(heads({first, last}, period)) == 2) is left_out
    assert not leaves_out({UNDATED}, period)
