"""The drawing of a plot: axes, marks and lanes as rows of characters, with the cell that each place stands for."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from msgspec import Struct

from genai_tui.catalog.cells import pad, width
from genai_tui.plot.cells import OFF, UNKNOWN, Cell, Plot, PlotPoint, plot
from genai_tui.plot.scale import Tick, drawable, value_scale

_LEAST_MARGIN = 5
_TICK_ROWS = 2
"""Rows between two labels of values at least."""
_ACROSS, _TICKED, _CORNER, _UP = "─", "┬", "┼", "┊"
MOST_IN_LANE = "+"
"""Stands in a lane for ten points and more."""


class PlotDrawing(Struct, frozen=True):
    """A plot as rows of characters."""

    plot: Plot
    rows: tuple[str, ...]
    margin: int
    """Cells left of the first column."""
    lanes: Mapping[int, int]
    """The row of the drawing in which each lane stands, by its number."""

    def row_of(self, cell: Cell) -> int:
        """Return the row of the drawing in which a cell stands."""
        return self.lanes[cell[1]] if cell[1] < 0 else cell[1]

    def cell_at(self, column: int, row: int) -> Cell | None:
        """Return the cell that has points at a place of the drawing; None where there is none."""
        lane = next((each for each, at in self.lanes.items() if at == row), row)
        cell = column - self.margin, lane
        return cell if cell in self.plot.cells else None


def draw(
    points: Sequence[PlotPoint],
    room: tuple[int, int],
    mark: Callable[[tuple[int, ...]], str],
    shown: Callable[[float], str],
    is_log: bool = True,
    window: tuple[int, int] | None = None,
) -> PlotDrawing:
    """Return points drawn in so many cells and rows, axes and lanes among them.

    `mark` gives the sign of the points of a cell, by their numbers; `shown` a value as people say it.
    """
    cells, height = room
    off = any(point.value is not None and not drawable(point.value, is_log) for point in points)
    picture = max(1, height - 3 - off)
    margin = max(2, min(_margin(points, picture, shown, is_log), cells - 1))
    found = plot(points, max(1, cells - margin), picture, is_log, window)
    if found.x is None:
        return PlotDrawing(found, (), margin, {})
    labels = (
        {picture - 1 - tick.place: tick.label for tick in found.y.ticks(shown, max(2, picture // _TICK_ROWS))}
        if found.y
        else {}
    )
    columns = range(found.x.columns)
    rows = []
    for row in range(picture):
        signs = (
            mark(found.cells[column, row]) if (column, row) in found.cells else " " for column in columns
        )
        rows.append(f"{_label(labels.get(row, ''), margin)}{_UP}{''.join(signs)}")
    ticks = found.x.ticks()
    places = {tick.place for tick in ticks}
    rows.append(
        f"{' ' * (margin - 1)}{_CORNER}{''.join(_TICKED if each in places else _ACROSS for each in columns)}"
    )
    lanes: dict[int, int] = {}
    for lane, sign in ((UNKNOWN, "?"), (OFF, "0")):
        if lane == UNKNOWN or found.has_off_lane:
            lanes[lane] = len(rows)
            rows.append(_lane(found, lane, sign, margin))
    rows.append(_tick_line(ticks, margin, cells))
    return PlotDrawing(found, tuple(row.rstrip() for row in rows), margin, lanes)


def _margin(points: Sequence[PlotPoint], picture: int, shown: Callable[[float], str], is_log: bool) -> int:
    """Return the cells that labels of values and the counts of lanes take, with a blank before and the axis after them."""
    values = [point.value for point in points if point.value is not None and drawable(point.value, is_log)]
    scale = value_scale(values, picture, is_log)
    labels = [tick.label for tick in scale.ticks(shown, max(2, picture // _TICK_ROWS))] if scale else []
    return max(_LEAST_MARGIN, len(str(len(points))) + 4, *(width(label) + 2 for label in labels), 0)


def _label(text: str, margin: int) -> str:
    """Return a label before the axis; none where it would have to be cut: half a number is another one."""
    return f"{pad(text if width(text) <= margin - 2 else '', margin - 2, right=True)} "


def _lane(found: Plot, lane: int, sign: str, margin: int) -> str:
    assert found.x is not None
    counts = {column: len(numbers) for column, numbers in found.lane(lane).items()}
    signs = (
        " " if not (count := counts.get(column, 0)) else str(count) if count < 10 else MOST_IN_LANE
        for column in range(found.x.columns)
    )  # fmt: skip
    return f"{_label(f'{sign} {sum(counts.values())}', margin)}{_UP}{''.join(signs)}"


def _tick_line(ticks: Sequence[Tick], margin: int, cells: int) -> str:
    """Return the labels of dates, each where its tick stands; one that does not fit is left out."""
    line = ""
    for tick in ticks:
        at = margin + tick.place
        if at >= len(line) + (1 if line else 0) and at + len(tick.label) <= cells:
            line = f"{line.ljust(at)}{tick.label}"
    return line
