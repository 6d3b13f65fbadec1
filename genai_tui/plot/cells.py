"""Cells of a plot: points by the column of their date and the row of their value, with lanes for those that have none."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from genai_tui.plot.scale import DateScale, ValueScale, date_scale, drawable, value_scale

Cell = tuple[int, int]
"""Column and row, both from 0, rows from the top; below them, as rows, the lanes."""
UNKNOWN, OFF = -1, -2
"""The lane of points without a value, and that of values for which a logarithmic axis has no place."""


class PlotPoint(Struct, frozen=True):
    """What is plotted of one record; its number is its place among the points."""

    date: str
    """`2024`, `2024-05` or `2024-05-13`; empty: not known."""
    value: float | None
    """None: not known."""


class Plot(Struct, frozen=True):
    """Points in cells: each point that has a date within the axis stands in one, in the picture or in a lane."""

    x: DateScale | None
    y: ValueScale | None
    cells: Mapping[Cell, tuple[int, ...]]
    """The numbers of the points of each cell that has any: the largest value first, then the latest date."""
    undated: tuple[int, ...] = ()
    """Those without a date, which have no column."""
    beyond: tuple[int, ...] = ()
    """Those outside the part of time that is shown."""

    def lane(self, lane: int) -> dict[int, tuple[int, ...]]:
        """Return the points of a lane by their column."""
        return {column: numbers for (column, row), numbers in self.cells.items() if row == lane}

    def column(self, column: int) -> Iterator[int]:
        """Yield the points of a column: those of the picture from the top down, then those of the lanes."""
        rows = sorted((row for at, row in self.cells if at == column), key=lambda row: (row < 0, abs(row)))
        for row in rows:
            yield from self.cells[column, row]

    @property
    def has_off_lane(self) -> bool:
        """Whether any value has no place on the axis."""
        return any(row == OFF for _, row in self.cells)

    def cell_of(self, number: int) -> Cell | None:
        """Return the cell of a point; None where it has none."""
        return next((cell for cell, numbers in self.cells.items() if number in numbers), None)


def plot(
    points: Sequence[PlotPoint], columns: int, rows: int, is_log: bool, window: tuple[int, int] | None = None
) -> Plot:
    """Return points in so many columns and rows at most, those of a window of months alone where one is given.

    The value axis spans what is in sight, so that a part of time is seen as large as it can be.
    """
    x = date_scale((point.date for point in points if point.date), columns, window)
    if x is None:
        return Plot(None, None, {}, tuple(range(len(points))))
    places = [x.place(point.date) if point.date else None for point in points]
    in_sight = [number for number, place in enumerate(places) if place is not None]
    values = [
        value for number in in_sight if drawable(value := points[number].value, is_log) and value is not None
    ]
    y = value_scale(values, rows, is_log)
    found: dict[Cell, list[int]] = defaultdict(list)
    for number in in_sight:
        place, value = places[number], points[number].value
        assert place is not None
        if value is None:
            row = UNKNOWN
        elif y is None or not drawable(value, is_log):
            row = OFF
        else:
            row = rows - 1 - y.place(value)
        found[place, row].append(number)

    def order(number: int) -> tuple[float, str]:
        return points[number].value or 0.0, points[number].date

    cells = {cell: tuple(sorted(numbers, key=order, reverse=True)) for cell, numbers in found.items()}
    undated = tuple(number for number, point in enumerate(points) if not point.date)
    beyond = tuple(number for number, point in enumerate(points) if point.date and places[number] is None)
    return Plot(x, y, cells, undated, beyond)
