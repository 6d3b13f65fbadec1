"""Scales: each value has a cell, larger values never lie lower, ticks are round and stand where their value lies."""

from __future__ import annotations

import itertools
import math
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from genai_tui.plot.scale import date_scale, drawable, month_name, month_of, value_scale

numbers = st.one_of(
    st.floats(min_value=-1.7e308, max_value=1.7e308),
    st.integers(-10, 10**12),
    st.sampled_from((0, 1e-300, 1e300, 5, 1.79e308, -1.79e308)),
)


@given(st.lists(numbers, min_size=1, max_size=8), st.integers(1, 40), st.booleans())
def test_each_number_has_a_cell_and_larger_ones_never_lie_lower(
    values: list[float], cells: int, is_log: bool
) -> None:
    drawn = sorted(value for value in values if drawable(value, is_log))
    scale = value_scale(drawn, cells, is_log)
    if scale is None:
        assert drawn == []
        return
    places = [scale.place(value) for value in drawn]
    assert places == sorted(places)
    assert places[0] >= 0
    assert places[-1] < cells
    ticks = scale.ticks("{:g}".format, 6)
    assert len(ticks) <= 6
    assert [tick.place for tick in ticks] == sorted({tick.place for tick in ticks})
    for tick in ticks:
        assert scale.place(float(tick.label)) == tick.place
        assert re.fullmatch(r"-?[125]?0*\d*(\.0*\d+)?(e[-+]\d+)?", tick.label), f"{tick.label} is not round"


def test_a_logarithmic_scale_has_round_decades_and_a_decade_at_least() -> None:
    scale = value_scale([3e18, 4e26], 20, True)
    assert scale is not None
    assert [tick.label for tick in scale.ticks("{:.0e}".format, 10)] == [
        f"1e+{power}" for power in range(19, 27)
    ]
    assert [tick.label for tick in scale.ticks("{:.0e}".format, 4)] == ["1e+20", "1e+22", "1e+24", "1e+26"]
    one = value_scale([7e9], 10, True)
    assert one is not None
    assert math.isclose(one.high - one.low, 1)
    assert [tick.label for tick in one.ticks("{:g}".format, 6)] == ["5e+09", "1e+10", "2e+10"]
    assert not drawable(0, True)
    assert not drawable(-1, True)
    assert drawable(-1, False)
    assert not drawable(None, False)
    assert not drawable(math.nan, False)
    assert not drawable(10**400, False), "beyond what a number can hold"


def test_a_linear_scale_takes_what_is_below_zero() -> None:
    scale = value_scale([-30, 70], 10, False)
    assert scale is not None
    assert [(tick.place, tick.label) for tick in scale.ticks("{:g}".format, 5)] == [(3, "0"), (8, "50")]


dates = st.one_of(
    st.integers(1950, 2199).map(str),
    st.builds("{:04}-{:02}".format, st.integers(1950, 2199), st.integers(1, 12)),
    st.builds("{:04}-{:02}-{:02}".format, st.integers(1950, 2199), st.integers(1, 12), st.integers(1, 28)),
)


def test_columns_are_of_months_that_divide_years_or_of_whole_round_years() -> None:
    scales = [
        date_scale(("1800", "2199"), room) for room in (4800, 2400, 1600, 800, 400, 200, 80, 40, 20, 8, 4)
    ]
    assert [scale.months for scale in scales if scale] == [1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200]


@given(st.lists(dates, min_size=1, max_size=8), st.integers(1, 150))
def test_each_date_has_a_column_in_the_period_of_its_middle(given_dates: list[str], room: int) -> None:
    scale = date_scale(given_dates, room)
    assert scale is not None
    assert scale.columns == room, "all of the room is used"
    periods = [scale.period(column) for column in range(room)]
    assert periods == sorted(periods)
    assert len(set(periods)) == scale.periods
    assert (periods[0][0], periods[-1][1] + 1) == (scale.first, scale.end)
    for date in given_dates:
        column = scale.place(date)
        assert column is not None
        first, last = scale.period(column)
        if len(date) > 4:
            assert first <= month_of(date) <= last
        else:
            assert first <= month_of(date) + 6 <= last, "the middle of a year"
    places = [scale.place(date) for date in sorted(each for each in given_dates if len(each) == 10)]
    assert places == sorted(places)  # type: ignore[type-var]
    ticks = scale.ticks()
    assert all(0 <= tick.place < scale.columns for tick in ticks)
    assert [tick.place for tick in ticks] == sorted({tick.place for tick in ticks})


@pytest.mark.parametrize(
    ("ends", "room", "months", "label"),
    [
        (("2019-01", "2025-12"), 100, 1, "2019-01"), (("2019-01", "2025-12"), 50, 2, "2019-01 to 2019-02"),
        (("1950", "2026"), 80, 12, "1950"), (("1950", "2199"), 80, 60, "1950 to 1954"), (("2024-05-13", "2024-05-13"), 24, 1, "2024-01"),
    ],
)  # fmt: skip
def test_a_column_is_as_fine_as_there_is_room_for(
    ends: tuple[str, str], room: int, months: int, label: str
) -> None:
    scale = date_scale(ends, room)
    assert scale is not None
    assert scale.months == months
    assert scale.label(0) == label


def test_years_are_marked_or_months_where_there_are_few() -> None:
    long = date_scale(("1950", "2026"), 80)
    short = date_scale(("2024-03", "2024-11"), 96)
    assert long is not None
    assert short is not None
    assert [tick.label for tick in long.ticks()][:3] == ["1950", "1960", "1970"]
    assert [tick.label for tick in short.ticks()][:3] == ["2024-01", "2024-03", "2024-05"]
    assert date_scale((), 80) is None
    assert month_name(month_of("2024-05-13")) == "2024-05"


def test_a_window_shows_a_part_of_time() -> None:
    scale = date_scale(("1950", "2026"), 80, (month_of("2020-01"), month_of("2021-12")))
    assert scale is not None
    assert (scale.months, scale.periods, scale.columns) == (1, 24, 80)
    assert scale.place("2019-12-31") is None
    assert scale.place("2022-01-01") is None
    assert [scale.place(f"2020-01-{day:02}") for day in (1, 15, 31)] == [0, 1, 2]
    assert scale.label(1) == "2020-01"


@pytest.mark.parametrize(
    ("ends", "room", "gap", "labels"),
    [
        (("2024-01", "2024-12"), 24, 6, ["2024-01", "2024-07"]),
        (("2024-01", "2024-12"), 48, 6, ["2024-01", "2024-04", "2024-07", "2024-10"]),
        (("2024-01", "2024-12"), 96, 6, ["2024-01", "2024-03", "2024-05", "2024-07", "2024-09", "2024-11"]),
        (("2024-01", "2024-12"), 160, 6, [f"2024-{month:02}" for month in range(1, 13)]),
        (("2024-01", "2024-12"), 24, 12, ["2024-01"]),
        (("2024-01", "2025-06"), 160, 6, ["2024", "2025"]),
        (("2020-01", "2025-12"), 24, 6, ["2020", "2022", "2024"]),
        (("2020-01", "2025-12"), 24, 12, ["2020", "2025"]),
        (("2020-01", "2025-12"), 48, 6, ["2020", "2021", "2022", "2023", "2024", "2025"]),
        (("1950-01", "2025-01"), 24, 6, ["1960", "1980", "2000", "2020"]),
        (("1950-01", "2025-01"), 24, 12, ["1950", "2000"]),
    ],
)
def test_ticks_are_round_and_as_far_apart_as_they_have_to(
    ends: tuple[str, str], room: int, gap: int, labels: list[str]
) -> None:
    scale = date_scale(ends, room)
    assert scale is not None
    ticks = scale.ticks(gap)
    assert [tick.label for tick in ticks] == labels
    assert all(later.place - tick.place >= gap for tick, later in itertools.pairwise(ticks))
