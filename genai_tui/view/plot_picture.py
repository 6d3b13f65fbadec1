"""The picture of a plot as it fits a pane: the drawing, and below it captions, which leave it enough rows."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from genai_tui.catalog.cells import wrap
from genai_tui.plot.cells import Plot
from genai_tui.plot.drawing import PlotDrawing
from genai_tui.view.timeline_plot import Plotted

_LEAST_PICTURE = 9
"""Rows of the picture for which captions give way."""
_NOTES = 3
"""Rows of captions at most, below the legend."""
MANY = 20_000
"""Points from which on drawing takes longer than a frame by far."""


class PlotPicture(Struct, frozen=True):
    """A plot drawn for so many cells and rows, with its captions."""

    drawing: PlotDrawing
    captions: tuple[str, ...]
    room: tuple[int, int]


def plot_picture(
    plotted: Plotted, room: tuple[int, int], ascii_only: bool, captions: int = -1
) -> PlotPicture:
    """Return a plot drawn for so many cells and rows; `captions` are the lines that these took last time, if any."""
    cells, rows = room
    most = max(0, rows - _LEAST_PICTURE)
    expected = max(0, captions)  # most often as many as last time: a large plot takes a while
    while True:
        drawing = plotted.drawn(cells, rows - expected, ascii_only)
        told = tuple(_told(plotted, drawing.plot, cells, ascii_only))[:most]
        if len(told) < expected:  # it would go to and fro
            told = (*told, *("",) * (expected - len(told)))
        if len(told) == expected:
            return PlotPicture(drawing, told, room)
        expected = len(told)


def _told(plotted: Plotted, plot: Plot, cells: int, ascii_only: bool) -> Iterator[str]:
    """Yield the legend and what the picture does not say, in lines of the pane."""
    yield from wrap(plotted.legend(plot, ascii_only), cells - 2)[:2]
    notes = " · ".join(plotted.notes(plot))
    yield from (wrap(notes, cells - 2) if notes else [])[: _NOTES - 1]
    years = ""
    for year in plotted.by_year():
        longer = f"{years} · {year}" if years else year
        if len(longer) > cells - 2:
            break
        years = longer
    if years:
        yield years
