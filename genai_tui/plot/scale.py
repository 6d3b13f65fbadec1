"""Scales: numbers and dates as cells of an axis, linear, logarithmic or in whole months, with round ticks."""

from __future__ import annotations

import math
import sys
from collections.abc import Callable, Iterable, Iterator

from msgspec import Struct


class Tick(Struct, frozen=True):
    """A round value on an axis."""

    place: int
    """Its cell, from 0."""
    label: str


class ValueScale(Struct, frozen=True):
    """Numbers between two ends on so many cells; the ends are logarithms to the base 10 where the scale is one of them."""

    low: float
    high: float
    cells: int
    is_log: bool

    def place(self, value: float) -> int:
        """Return the cell of a number that lies between the ends, 0 for the lowest."""
        at = math.log10(value) if self.is_log else float(value)
        # Halves, since the whole way between two huge ends is more than a number can hold.
        share = (at / 2 - self.low / 2) / (self.high / 2 - self.low / 2)
        return max(0, min(int(share * self.cells), self.cells - 1))

    def ticks(self, shown: Callable[[float], str], most: int) -> tuple[Tick, ...]:
        """Return round numbers on the axis, so many at most and each in a cell of its own, lowest first."""
        found: dict[int, Tick] = {}
        for value in (
            _log_rounds(self.low, self.high, most) if self.is_log else _rounds(self.low, self.high, most)
        ):
            place = self.place(value)
            found.setdefault(place, Tick(place, shown(value)))
        return tuple(found.values())[:most]


def drawable(value: float | None, is_log: bool) -> bool:
    """Tell whether a scale has a place for a number: it is one, and a logarithmic scale begins above 0."""
    if value is None:
        return False
    try:
        at = float(value)
    except OverflowError:
        return False
    return math.isfinite(at) and (at > 0 or not is_log)


def value_scale(values: Iterable[float], cells: int, is_log: bool) -> ValueScale | None:
    """Return the scale on which all of some drawable numbers lie; None where there is none.

    It spans a decade at least, or a part of the number where there is only one.
    """
    ends = [math.log10(value) if is_log else float(value) for value in values]
    if not ends:
        return None
    low, high = min(ends), max(ends)
    least = 1.0 if is_log else 0.0 if low < high else max(1.0, abs(low) / 5)
    if high - low < least:
        middle = low / 2 + high / 2
        low, high = max(middle - least / 2, -sys.float_info.max), min(middle + least / 2, sys.float_info.max)
    return ValueScale(low, high, max(1, cells), is_log)


def _rounds(low: float, high: float, most: int) -> Iterator[float]:
    """Yield the multiples of 1, 2 or 5 times a power of ten between two numbers, so many at most."""
    span = high / 2 - low / 2
    power = math.floor(math.log10(span)) if span > 0 else 0
    for exponent in range(power - 2, power + 3):
        for digit in (1, 2, 5):
            step = _power(digit, exponent)
            if step and span / step * 2 < max(1, most):
                first = math.ceil(low / step)
                number = 0
                while (first + number) * step <= high:
                    yield round((first + number) * step, max(0, -exponent))
                    number += 1
                return


def _power(digit: int, exponent: int) -> float:
    return float(f"{digit}e{exponent}")


def _log_rounds(low: float, high: float, most: int) -> Iterator[float]:
    """Yield powers of ten between two powers, as many as there is room for; with 2 and 5 times them where they are few."""
    first, last = math.ceil(low), math.floor(high)
    if last - first >= 2:
        step = next((each for each in (1, 2, 3, 5, 10, 20, 50) if (last - first) / each < max(1, most)), 100)
        yield from (_power(1, exponent) for exponent in range(first, last + 1) if exponent % step == 0)
        return
    for exponent in range(first - 1, last + 1):
        for digit in (1, 2, 5):
            value = _power(digit, exponent)
            if value > 0 and low <= math.log10(value) <= high:
                yield value


# Dates

MONTHS = (1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200)
"""Months of a column, the finest first; a column begins where its months divide time since the year 0."""
LEAST_SPAN = 12
"""Months that an axis of dates spans at least."""


def month_of(date: str) -> int:
    """Return the month in which `2024`, `2024-05` or `2024-05-13` begins, counted from the year 0."""
    return 12 * int(date[:4]) + (int(date[5:7]) - 1 if len(date) > 4 else 0)


def _middle(date: str) -> float:
    """Return the middle of what a date stands for, in months from the year 0."""
    month = month_of(date)
    if len(date) > 7:
        return month + (int(date[8:10]) - 0.5) / 31
    return month + (0.5 if len(date) > 4 else 6.5)


class DateScale(Struct, frozen=True):
    """Columns of whole months, over all of the room: where periods are fewer, some or all have several columns."""

    first: int
    """The month with which the axis begins, counted from the year 0."""
    months: int
    """Months of a period."""
    periods: int
    columns: int
    """As many as periods, or more, which these share: one has at most one column more than another."""

    @property
    def end(self) -> int:
        """The month after the last one."""
        return self.first + self.months * self.periods

    def place(self, date: str) -> int | None:
        """Return the column of the middle of what a date stands for; None where it lies beyond the axis."""
        at = (_middle(date) - self.first) / self.months
        return self._at(at) if 0 <= at < self.periods else None

    def period(self, column: int) -> tuple[int, int]:
        """Return the first and the last month of the period of a column, counted from the year 0."""
        first = self.first + self._period_of(column) * self.months
        return first, first + self.months - 1

    def _begin(self, period: int) -> int:
        """Return the first column of a period, by its number."""
        return period * self.columns // self.periods

    def _period_of(self, column: int) -> int:
        """Return the number of the period in which a column lies."""
        return ((column + 1) * self.periods - 1) // self.columns

    def _at(self, at: float) -> int:
        """Return the column of a time that is counted in periods: no column lies in two of them."""
        period = int(at)
        begin = self._begin(period)
        return begin + int((at - period) * (self._begin(period + 1) - begin))

    def label(self, column: int) -> str:
        """Return what the period of a column is called: `2024-05`, `2024-04 to 2024-06`, `2024`, `2020 to 2024`."""
        first, last = self.period(column)
        if self.months % 12 == 0:
            return f"{first // 12}" if self.months == 12 else f"{first // 12} to {last // 12}"
        return month_name(first) if first == last else f"{month_name(first)} to {month_name(last)}"

    def ticks(self, gap: int = 6) -> tuple[Tick, ...]:
        """Return the beginnings of years, or of months where there are few years, at least `gap` columns apart."""
        a_year = self.columns * 12 / (self.months * self.periods)
        step = next((each for each in (1, 2, 5, 10, 20, 50, 100) if each * a_year >= gap), 500)
        years = [year for year in range(-(-self.first // 12), -(-self.end // 12)) if year % step == 0]
        if len(years) >= 2 or self.months >= 12:
            return tuple(Tick(self._column(12 * year), str(year)) for year in years)
        months = next((each for each in (1, 2, 3, 6, 12) if each * a_year / 12 >= gap + 4), 12)
        starts = range(self.first, self.end)
        return tuple(Tick(self._column(each), month_name(each)) for each in starts if each % months == 0)

    def _column(self, month: int) -> int:
        return self._at(max(0, month - self.first) / self.months)


def month_name(month: int) -> str:
    """Return `2024-05` for a month that is counted from the year 0."""
    return f"{month // 12:04}-{month % 12 + 1:02}"


def whole_span(dates: Iterable[str]) -> tuple[int, int] | None:
    """Return the first and the last month of some dates, counted from the year 0; None where there are none."""
    ends = [(month_of(date), month_of(date) + (0 if len(date) > 4 else 11)) for date in dates]
    return (min(first for first, _ in ends), max(last for _, last in ends)) if ends else None


def date_scale(dates: Iterable[str], room: int, window: tuple[int, int] | None = None) -> DateScale | None:
    """Return the scale of dates on so many columns at most; None where there are none.

    A window, the first and the last month of it, shows that part alone.
    """
    window = window or whole_span(dates)
    if window is None:
        return None
    first, last = window
    if last - first + 1 < LEAST_SPAN:
        first -= first % LEAST_SPAN
        last = max(last, first + LEAST_SPAN - 1)
    room = max(1, room)
    for months in MONTHS:
        start = first - first % months
        periods = -(-(last + 1 - start) // months)
        if periods <= room:
            return DateScale(start, months, periods, room)
    return DateScale(first, -(-(last + 1 - first) // room), room, room)
