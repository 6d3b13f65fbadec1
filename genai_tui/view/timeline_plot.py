"""The plot of the timeline: an attribute against date, what is known of how many, and the models of a cell in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from typing import Literal

from msgspec import Struct

from genai_tui.catalog.attributes import ATTRIBUTES, WEIGHTS, Attribute
from genai_tui.catalog.cells import count_of
from genai_tui.catalog.count_table import joined_query
from genai_tui.catalog.model import Catalog, Model
from genai_tui.catalog.sanitize import safe_line
from genai_tui.plot.cells import OFF, UNKNOWN, Cell, Plot, PlotPoint
from genai_tui.plot.drawing import PlotDrawing, draw
from genai_tui.plot.scale import month_name, month_of, whole_span

Axis = Literal["params", "compute", "price", "context"]
AXES: tuple[Axis, ...] = ("params", "compute", "price", "context")
Scaling = Literal["log", "linear"]
SCALINGS: tuple[Scaling, ...] = ("log", "linear")
Marks = Literal["weights", "state"]
MARKS: tuple[Marks, ...] = ("weights", "state")
_TITLES = {
    "params": "Parameters", "compute": "Training compute in FLOP", "price": "Price in dollars for a million input tokens",
    "context": "Context in tokens",
}  # fmt: skip

_SIGNS: dict[str, tuple[str, str]] = {
    "open": ("●", "o"), "restricted": ("◐", "r"), "closed": ("○", "x"), "disputed": ("!", "!"), "": ("·", "."),
    "stated": ("●", "o"), "estimated": ("~", "~"),
}  # fmt: skip
"""The sign of each kind of point, and the one in ASCII."""
_SEVERAL = ("◉", "#")
"""Stands where points of several kinds share a cell."""
_WORDS = {"": "weights not known"}
_KINDS: dict[str, tuple[str, ...]] = {"weights": (*WEIGHTS, ""), "state": ("stated", "estimated", "disputed")}


class Plotted(Struct, frozen=True):
    """What is plotted of some models."""

    axis: Axis
    models: tuple[Model, ...]
    points: tuple[PlotPoint, ...]
    """A point for each model, in their order."""
    cells: tuple[str, ...]
    """The value of each as a column shows it, with its marks."""
    kinds: tuple[str, ...]
    """The kind of each, which its sign tells."""
    marks: Marks = "weights"
    is_log: bool = True
    window: tuple[int, int] | None = None
    """The first and the last month that are shown, counted from the year 0; None: all."""
    every: tuple[int, int] | None = None
    """The first and the last month of all dates; None where there are none."""

    @property
    def attribute(self) -> Attribute:
        """The attribute that is plotted."""
        return ATTRIBUTES[self.axis]

    @property
    def title(self) -> str:
        """What is plotted, and of how many it is known."""
        stated = sum(point.value is not None for point in self.points)
        part = ""
        if self.window:
            part = f" · {month_name(self.window[0])} to {month_name(self.window[1])}"
        return f"{_TITLES[self.axis]} · {stated} of {count_of(len(self.models), 'model')} state it{part}"

    def drawn(self, columns: int, rows: int, ascii_only: bool = False) -> PlotDrawing:
        """Return it drawn in so many columns and rows."""

        def sign(numbers: tuple[int, ...]) -> str:
            kinds = {self.kinds[number] for number in numbers}
            return (_SIGNS[kinds.pop()] if len(kinds) == 1 else _SEVERAL)[ascii_only]

        return draw(self.points, (columns, rows), sign, _tick_label(self.attribute), self.is_log, self.window)

    def legend(self, plot: Plot, ascii_only: bool = False) -> str:
        """Return what the signs mean that stand in the picture."""
        drawn = [
            frozenset(self.kinds[number] for number in cell)
            for (_, row), cell in plot.cells.items()
            if row >= 0
        ]
        single = {kind for kinds in drawn if len(kinds) == 1 for kind in kinds}
        told = [
            f"{_SIGNS[kind][ascii_only]} {_WORDS.get(kind, kind)}"
            for kind in _KINDS[self.marks]
            if kind in single
        ]
        told += (
            [f"{_SEVERAL[ascii_only]} several of these in a cell"]
            if any(len(kinds) > 1 for kinds in drawn)
            else []
        )
        return "  ".join((*told, f"lane ?: {_noun(self.axis)} not stated"))

    def by_year(self) -> tuple[str, ...]:
        """Return of how many models of each year the value is known, the newest year first."""
        every = Counter(point.date[:4] for point in self.points if point.date)
        stated = Counter(point.date[:4] for point in self.points if point.date and point.value is not None)
        return tuple(
            f"{year}: {stated[year]} of {every[year]} state it" for year in sorted(every, reverse=True)
        )

    def notes(self, plot: Plot) -> Iterator[str]:
        """Yield what the picture cannot show, and how sure its values are."""
        if plot.undated:
            yield f"{len(plot.undated)} not dated, in no column"
        if plot.beyond:
            yield f"{len(plot.beyond)} before or after the time shown"
        if off := sum(len(numbers) for numbers in plot.lane(OFF).values()):
            yield (
                f"{off} of 0 or below in lane 0, since the axis is logarithmic"
                if self.is_log
                else f"{off} in lane 0"
            )
        alone = sum(len(point.date) == 4 for point in self.points)
        if alone and plot.x and plot.x.months < 12:
            yield f"{alone} known by the year alone, in the middle of it"
        for sign, word in (("~", "estimated"), ("!", "disputed")):
            if number := sum(sign in cell for cell in self.cells):
                yield f"{sign} {number} {word}"

    def readout(self, plot: Plot, cell: Cell) -> str:
        """Return the time of a cell and its models, each with its value, in the order of the cell."""
        numbers = plot.cells[cell]
        label = plot.x.label(cell[0]) if plot.x else ""
        names = ", ".join(
            safe_line(self.models[number].name) + (f" {self.cells[number]}" if cell[1] != UNKNOWN else "")
            for number in numbers
        )
        none = f" without {_noun(self.axis)}" if cell[1] == UNKNOWN else ""
        return f"{label} · {count_of(len(numbers), 'model')}{none} · {names}"

    def ids(self, plot: Plot, cell: Cell) -> tuple[str, ...]:
        """Return the ids of the models of a cell, in its order."""
        return tuple(self.models[number].id for number in plot.cells[cell])

    def query(self, plot: Plot, cell: Cell, query: str, found: Callable[[str], set[str]]) -> str | None:
        """Return a query that finds just the models of a cell: by time and value, else by their ids; None where there is none.

        `found` gives the ids of the models that meet a query.
        """
        ids = self.ids(plot, cell)
        asked = joined_query(query, " ".join(filter(None, (self._time(plot, cell), self._value(plot, cell)))))
        if found(asked) == set(ids):
            return asked
        named = f"id:{','.join(ids)}"
        return named if len(named) <= _LONGEST and found(named) == set(ids) else None

    def _time(self, plot: Plot, cell: Cell) -> str:
        if plot.x is None:
            return ""
        first, last = plot.x.period(cell[0])
        if plot.x.months % 12 == 0:
            years = first // 12, last // 12
            return f"year:{years[0]:04}" if years[0] == years[1] else f"year:{years[0]:04}..{years[1]:04}"
        return (
            f"date:{month_name(first)}" if first == last else f"date:{month_name(first)}..{month_name(last)}"
        )

    def _value(self, plot: Plot, cell: Cell) -> str:
        if cell[1] == UNKNOWN:
            return f"{self.axis}:?"
        values = [self.points[number].value or 0.0 for number in plot.cells[cell]]
        return f"{self.axis}:{_written(min(values))}..{_written(max(values))}"


_LONGEST = 2_000
"""Characters of a query."""


def plotted(
    catalog: Catalog,
    models: tuple[Model, ...],
    axis: Axis,
    marks: Marks = "weights",
    scaling: Scaling = "log",
    between: tuple[str | None, str | None] = (None, None),
) -> Plotted:
    """Return what is plotted of some models of a catalog, between two months where they are given."""
    attribute = ATTRIBUTES[axis]
    points, cells, kinds = [], [], []
    for model in models:
        values = attribute.values(catalog, model)
        value = values[0] if values else None
        cell = attribute.cell(catalog, model)
        points.append(PlotPoint(model.date or "", value if isinstance(value, int | float) else None))
        cells.append(cell)
        kinds.append(_kind(catalog, model, cell, marks))
    every = whole_span(point.date for point in points if point.date)
    window = None
    if every and any(between):
        first, last = (month_of(month) if month else end for month, end in zip(between, every, strict=True))
        window = min(first, last), max(first, last)
    return Plotted(
        axis, models, tuple(points), tuple(cells), tuple(kinds), marks, scaling == "log", window, every
    )


def _kind(catalog: Catalog, model: Model, cell: str, marks: Marks) -> str:
    if marks == "state":
        return "disputed" if cell.endswith("!") else "estimated" if "~" in cell else "stated"
    return next((str(each) for each in ATTRIBUTES["weights"].values(catalog, model)), "")


def _noun(axis: Axis) -> str:
    return {"params": "parameters", "compute": "training compute", "price": "price", "context": "context"}[
        axis
    ]


def _tick_label(attribute: Attribute) -> Callable[[float], str]:
    """Return what writes a round value on the axis: `1e24`, and `10B` or `0.1` as a column shows it."""
    if attribute.name == "compute":
        return lambda value: f"{value:.0e}".replace("e+0", "e").replace("e+", "e")
    return attribute.shown


def _written(value: float) -> str:
    """Return a number so that a query reads just it."""
    return str(value) if isinstance(value, int) else repr(value)
