"""The sheet of a plot: the drawing, and its points by column in sentences, rows of values and plain data."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import Any

from genai_tui.catalog.cells import count_of
from genai_tui.catalog.sanitize import safe_line
from genai_tui.plot.cells import UNKNOWN, Cell, Plot
from genai_tui.view.timeline_plot import Plotted

WIDTH, HEIGHT = 100, 24
"""Cells and rows of a drawing where nothing else is asked for."""
LEAST_CELLS, LEAST_ROWS = 20, 10
"""The least that a drawing can be asked for in."""


class PlotSheet:
    """A plot of the models that meet a query, to be written in any format."""

    noun = "drawing"
    """What it is called."""

    def __init__(self, plotted: Plotted, query: str = "", width: int = WIDTH, height: int = HEIGHT) -> None:
        """Write `plotted`, drawn in so many cells and rows, captions apart."""
        self._plotted = plotted
        self._query = query
        self._room = max(LEAST_CELLS, width), max(LEAST_ROWS, height)

    @cached_property
    def _plot(self) -> Plot:
        return self._plotted.drawn(*self._room).plot

    @property
    def told(self) -> str:
        """How much it holds, in few words."""
        return count_of(len(self._plotted.points), "point")

    @property
    def notes(self) -> tuple[str, ...]:
        """What has to be known to read it."""
        return (
            f"{self._plotted.title}.",
            *self._plotted.notes(self._plot),
            "; ".join(self._plotted.by_year()),
        )

    def picture(self, ascii_only: bool) -> Iterator[str]:
        """Yield the drawing as it stands on screen, with its captions."""
        drawing = self._plotted.drawn(*self._room, ascii_only)
        yield from (self._plotted.title, "", *drawing.rows, self._plotted.legend(drawing.plot, ascii_only))
        notes = " · ".join(self._plotted.notes(drawing.plot))
        yield from (each for each in (notes, " · ".join(self._plotted.by_year())) if each)

    def sentences(self) -> Iterator[str]:
        """Yield a sentence for each column: the models whose value is known, largest first, then the others."""
        plotted, plot = self._plotted, self._plot
        yield f"{plotted.title}."
        for column in sorted({column for column, _ in plot.cells}):
            numbers = list(plot.column(column))
            stated = [number for number in numbers if plotted.points[number].value is not None]
            silent = [number for number in numbers if plotted.points[number].value is None]
            told = [self._said(number) for number in stated]
            told += [f"{len(silent)} not stated: {', '.join(map(self._name, silent))}"] if silent else []
            assert plot.x is not None
            yield f"{plot.x.label(column)}: {'; '.join(told)}."
        for words, others in (("Not dated", plot.undated), ("Not shown", plot.beyond)):
            if others:
                yield f"{words}: {', '.join(map(self._name, others))}."
        yield from self.notes[1:]

    def _name(self, number: int) -> str:
        return safe_line(self._plotted.models[number].name)

    def _said(self, number: int) -> str:
        cell, kind = self._plotted.cells[number], self._plotted.kinds[number]
        words = [kind] if kind and kind not in ("stated", "estimated", "disputed") else []
        words += [word for sign, word in (("~", "estimated"), ("!", "disputed")) if sign in cell]
        more = f" ({', '.join(words)})" if words else ""
        return f"{self._name(number)} {cell.rstrip('~!')}{more}"

    def texts(self) -> Iterator[tuple[str, ...]]:
        """Yield headings and rows of a table: a row for each column with its models."""
        yield ("time", "models", "state it", "which")
        for column in sorted({column for column, _ in self._plot.cells}):
            numbers = list(self._plot.column(column))
            stated = [number for number in numbers if self._plotted.points[number].value is not None]
            which = ", ".join(f"{self._name(number)} {self._plotted.cells[number]}" for number in stated)
            assert self._plot.x is not None
            yield self._plot.x.label(column), str(len(numbers)), str(len(stated)), which

    def values(self) -> Iterator[tuple[Any, ...]]:
        """Yield headings and a row for each model."""
        yield ("id", "name", "date", self._plotted.axis, "estimated", "disputed", "kind", "column", "row")
        for each in self._rows():
            yield tuple(each.values())

    def data(self) -> dict[str, Any]:
        """Return a point for each model with its cell; null where it has none."""
        x = self._plot.x
        return {
            "query": self._query or None, "title": self._plotted.title, "axis": self._plotted.axis,
            "scale": "log" if self._plotted.is_log else "linear",
            "columns": [x.label(column) for column in range(x.columns)] if x else [],
            "points": list(self._rows()), "by_year": list(self._plotted.by_year()), "notes": list(self.notes),
        }  # fmt: skip

    def _rows(self) -> Iterator[dict[str, Any]]:
        cells: dict[int, Cell] = {
            number: cell for cell, numbers in self._plot.cells.items() for number in numbers
        }
        for number, (model, point) in enumerate(zip(self._plotted.models, self._plotted.points, strict=True)):
            cell = cells.get(number)
            shown = self._plotted.cells[number]
            yield {
                "id": model.id, "name": model.name, "date": point.date or None, "value": point.value,
                "estimated": "~" in shown, "disputed": "!" in shown, "kind": self._plotted.kinds[number] or None,
                "column": cell[0] if cell else None,
                "row": None if cell is None else "?" if cell[1] == UNKNOWN else "0" if cell[1] < 0 else cell[1],
            }  # fmt: skip
