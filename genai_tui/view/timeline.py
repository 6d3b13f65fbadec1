"""The view of the timeline: releases by month, quarter or year in lanes, or an attribute against date."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from typing import ClassVar, Literal, Self

from msgspec.structs import replace

from genai_tui.catalog.attributes import ATTRIBUTES
from genai_tui.catalog.cells import count_of
from genai_tui.catalog.count_table import CountTable, Head, largest
from genai_tui.catalog.model import Catalog, Model
from genai_tui.catalog.partial_date import is_date
from genai_tui.plot.scale import LEAST_SPAN, month_name
from genai_tui.search.grouping import facets_of, group, group_clause
from genai_tui.view.address_fields import AddressProblem, Pairs, Reader, one_of, quoted, text
from genai_tui.view.change import Change
from genai_tui.view.periods import (
    PERIODS,
    UNDATED,
    Period,
    column_at,
    heads,
    is_time,
    leaves_out,
    period_of,
    suiting,
)
from genai_tui.view.table_view import TableView, whole
from genai_tui.view.timeline_plot import AXES, MARKS, SCALINGS, Axis, Marks, Plotted, Scaling, plotted

Lanes = Literal["category", "organization", "family", "none"]
LANES: tuple[Lanes, ...] = ("category", "organization", "family", "none")
_FIELDS = {"category": "cat", "organization": "org", "family": "family"}
ALL = "*"
"""The key of the totals."""


class TimelineView(TableView, frozen=True):
    """All of what is looked at in the timeline."""

    SCREEN: ClassVar[str] = "timeline"

    by: Period | None = None
    """The period of a column; None: the one that suits the span."""
    lanes: Lanes = "category"
    """What a lane stands for; none: all models in one."""
    y: Axis | None = None
    """The attribute that is plotted against date; None: releases are counted in lanes."""
    scaling: Scaling = "log"
    marks: Marks = "weights"
    """What the signs of the plot tell."""
    start: str | None = None
    """The first month of the plot, such as 2019-01; None: that of the first release."""
    end: str | None = None
    """Its last month."""
    at: str | None = None
    """The id of a model in the cell of the plot under the cursor; None: the newest."""

    def address_pairs(self) -> Pairs:
        """Yield what its address says beside catalogs and tab."""
        if self.by is not None:
            yield "by", self.by
        if self.lanes != "category":
            yield "lanes", self.lanes
        for name, field in _PLOT_FIELDS.items():
            if (value := getattr(self, field)) not in (None, "log", "weights"):
                yield name, value
        yield from super().address_pairs()

    @classmethod
    def address_fields(cls) -> dict[str, Reader]:
        """Return what reads those fields of an address."""
        more = {
            "by": one_of("by", "period", PERIODS), "lanes": one_of("lanes", "kind of lane", LANES),
            "y": one_of("y", "axis", AXES), "scale": one_of("scaling", "scale", SCALINGS),
            "marks": one_of("marks", "kind of mark", MARKS), "from": _month("start"), "to": _month("end"), "at": text("at"),
        }  # fmt: skip
        return {**super().address_fields(), **more}

    @classmethod
    def choices(cls, catalog: Catalog) -> tuple[str, ...]:
        """Return the kinds of lanes and the axes."""
        return (*lanes_of(catalog), *axes_of(catalog))

    def command_words(self) -> tuple[str, ...]:
        """Return the options of `timeline` that print these lanes."""
        if self.y is not None:
            more = (
                ("--scale", self.scaling, "log"),
                ("--marks", self.marks, "weights"),
                ("--from", self.start, None),
                ("--to", self.end, None),
            )
            return (
                "--y",
                self.y,
                *(
                    word
                    for name, value, usual in more
                    if value not in (usual, None)
                    for word in (name, str(value))
                ),
            )
        by = ("--by", self.by) if self.by is not None else ()
        return (*by, *(("--lanes", self.lanes) if self.lanes != "category" else ()))

    def plotted(self, catalog: Catalog, models: tuple[Model, ...]) -> Plotted:
        """Return what is plotted of some models of a catalog; raises ValueError where releases are counted."""
        if self.y is None:
            raise ValueError("nothing is plotted")
        return plotted(catalog, models, self.y, self.marks, self.scaling, (self.start, self.end))

    def table(self, catalog: Catalog, models: tuple[Model, ...]) -> CountTable:
        """Return the table of some models of a catalog."""
        return releases(catalog, models, self.by or period_in(models), self.lanes)

    def at_model(self, catalog: Catalog, model: Model) -> Self:
        """Return the view at the period in which a model came out, in the first lane that it stands in."""
        lane = {
            "category": model.category,
            "organization": next(iter(model.organization_ids), ""),
            "family": model.family or "",
            "none": ALL,
        }[self.lanes]
        return replace(self, row=lane or UNDATED, column=model.date or UNDATED, at=model.id)

    def holder(
        self, catalog: Catalog, models: tuple[Model, ...], row: str, column: str
    ) -> Callable[[Model], bool] | None:
        """Return what tells whether the cell of a lane and a time counts a model."""
        period = self.by or period_in(models)
        lane = ATTRIBUTES[_FIELDS[self.lanes]] if self.lanes != "none" and row != ALL else None

        def holds(model: Model) -> bool:
            if column not in (ALL, period_of(model.date or "", period)):
                return False
            return lane is None or row in (lane.groups(catalog, model) or (UNDATED,))

        return holds

    def cell(self, table: CountTable) -> tuple[int, int]:
        """Return the numbers of the lane and of the column that holds the time, whatever period that was told in.

        It begins at the newest.
        """
        keys = tuple(column.key for column in table.columns)
        if self.column is None:
            return table.place(self.row, max((key for key in keys if is_time(key)), default=None))
        return table.place(self.row, self.column if self.column in keys else column_at(keys, self.column))


_PLOT_FIELDS = {"y": "y", "scale": "scaling", "marks": "marks", "from": "start", "to": "end", "at": "at"}
"""Fields of an address about the plot, and those of the view; what a plot begins with is not told."""


def _month(field: str) -> Reader:
    """Return a reader of a month."""

    def read(view: TimelineView, value: str) -> TimelineView:
        if not is_date(value) or len(value) != len("2019-01"):
            raise AddressProblem(f"a month is written as 2019-01, not as {quoted(value)}")
        return replace(view, **{field: value})

    return read


def period_in(models: tuple[Model, ...]) -> Period:
    """Return the period in which releases of models are best looked at."""
    return suiting(model.date for model in models if model.date)


def releases(catalog: Catalog, models: tuple[Model, ...], period: Period, lanes: Lanes) -> CountTable:
    """Return how many models came out in which period, in lanes; a model of two lanes counts in both."""
    keys = {model.id: period_of(model.date or "", period) for model in models}
    columns = (Head(ALL, "all", is_total=True), *heads(set(keys.values()), period))
    places = {head.key: number for number, head in enumerate(columns)}
    rows = [Head(ALL, "all", is_total=lanes != "none")]
    found: list[tuple[Model, ...]] = [models]
    for each in group(catalog, models, lanes) if lanes != "none" else ():
        if each.records:
            clause = group_clause(ATTRIBUTES[_FIELDS[lanes]], each.id)
            rows.append(Head(each.id or UNDATED, each.label if each.id else "? not known", clause))
            found.append(tuple(each.records))
    counts: Counter[tuple[int, int]] = Counter()
    for number, records in enumerate(found):
        counts[number, 0] = len(records)
        counts.update((number, places[keys[model.id]]) for model in records)
    undated = counts[0, places.get(UNDATED, -1)]
    title = f"Releases by {period} · {count_of(len(models), 'model')}{f' · {undated} not dated' if undated else ''}"
    alone = sum(key.endswith(f"-{UNDATED}") for key in keys.values())
    notes = tuple(_notes(models, alone, period, lanes, leaves_out(set(keys.values()), period)))
    most = largest(tuple(rows), columns, counts)
    return CountTable(
        "" if lanes == "none" else lanes, tuple(rows), columns, counts, title, notes=notes, most=most
    )


def _notes(
    models: tuple[Model, ...], alone: int, period: Period, lanes: Lanes, left_out: bool
) -> Iterator[str]:
    if alone:
        verb = "is" if alone == 1 else "are"
        yield f"{count_of(alone, 'model')} {verb} known by the year alone, in a column ? at the end of it."
    listed = sum(model.released is not None and model.released.event == "listed" for model in models)
    if listed:
        yield f"Of {listed} the day is that of a listing: they came out then at the latest."
    if lanes in ("category", "organization"):
        yield f"A model with two {'categories' if lanes == 'category' else 'organizations'} stands in two lanes."
    if left_out:
        yield f"Each {period} without a model is left out: there are too many of them."


# What keys do


def next_lanes(view: TimelineView, catalog: Catalog) -> TimelineView:
    """Go on to the next kind of lanes that means something in the catalog."""
    known = lanes_of(catalog)
    place = known.index(view.lanes) if view.lanes in known else -1
    return to_lanes(view, known[(place + 1) % len(known)])


def lanes_of(catalog: Catalog) -> tuple[Lanes, ...]:
    """Return the kinds of lanes that mean something in a catalog."""
    offered = facets_of(catalog)
    return tuple(each for each in LANES if each == "none" or each in offered)


def to_lanes(view: TimelineView, lanes: Lanes) -> TimelineView:
    """Show releases in lanes of a kind."""
    return replace(view, lanes=lanes, row=None, y=None)


def closer(view: TimelineView, catalog: Catalog, step: int) -> TimelineView:
    """Go to the next finer period, or to a coarser one where `step` is 1."""
    now = view.by or period_in(catalog.models)
    place = max(0, min(PERIODS.index(now) + step, len(PERIODS) - 1))
    return to_period(view, PERIODS[place])


def to_period(view: TimelineView, period: Period) -> TimelineView:
    """Show releases by a period; the cursor stays at the same time."""
    return replace(view, by=period, y=None)


RELEASES = "releases"
"""Said for an axis: none, but releases in lanes."""


def axes_of(catalog: Catalog) -> tuple[str, ...]:
    """Return what may be said for an axis: releases, and the attributes of which a catalog may say anything."""
    return (RELEASES, *(axis for axis in AXES if ATTRIBUTES[axis].known_in(catalog)))


def next_axis(view: TimelineView, catalog: Catalog) -> TimelineView:
    """Go on to the next axis."""
    known = axes_of(catalog)
    now = view.y or RELEASES
    return to_axis(view, known[(known.index(now) + 1 if now in known else 0) % len(known)])


def to_axis(view: TimelineView, axis: str) -> TimelineView:
    """Plot an attribute, or count releases."""
    return replace(view, y=None if axis == RELEASES else axis)


def to_whole(view: TimelineView) -> TimelineView:
    """Show every model over all of the time."""
    return replace(whole(view), start=None, end=None)


def zoomed(
    view: TimelineView, every: tuple[int, int], shown: tuple[int, int], at: int, nearer: bool
) -> TimelineView:
    """Show half or twice as much time around a month, of all that there is; months are counted from the year 0."""
    span = shown[1] - shown[0] + 1
    span = max(LEAST_SPAN, span // 2) if nearer else span * 2
    return _showing(view, every, at - span // 2, span)


def panned(view: TimelineView, every: tuple[int, int], shown: tuple[int, int], step: int) -> TimelineView:
    """Show as much time, half of that later, or earlier where `step` is negative."""
    span = shown[1] - shown[0] + 1
    return _showing(view, every, shown[0] + step * max(1, span // 2), span)


def _showing(view: TimelineView, every: tuple[int, int], first: int, span: int) -> TimelineView:
    if span >= every[1] - every[0] + 1:
        return replace(view, start=None, end=None)
    first = max(every[0], min(first, every[1] + 1 - span))
    return replace(view, start=month_name(first), end=month_name(first + span - 1))


def to_scaling(view: TimelineView, scaling: Scaling) -> TimelineView:
    """Plot on a logarithmic axis or a linear one."""
    return replace(view, scaling=scaling)


def to_marks(view: TimelineView, marks: Marks) -> TimelineView:
    """Have signs tell the weights, or whether values are stated, estimated or disputed."""
    return replace(view, marks=marks)


def _after(now: str, every: tuple[str, ...]) -> str:
    return every[(every.index(now) + 1) % len(every)]


CHANGES: dict[str, Change[TimelineView]] = {
    "whole": Change(lambda view, catalog: to_whole(view)),
    "axis": Change(next_axis, to_axis, axes_of),
    "scale": Change(
        lambda view, catalog: replace(view, scaling=_after(view.scaling, SCALINGS)),
        to_scaling,
        lambda catalog: SCALINGS,
    ),
    "marks": Change(
        lambda view, catalog: replace(view, marks=_after(view.marks, MARKS)), to_marks, lambda catalog: MARKS
    ),
    "lanes": Change(next_lanes, to_lanes, lanes_of),
    "closer": Change(lambda view, catalog: closer(view, catalog, -1)),
    "farther": Change(lambda view, catalog: closer(view, catalog, 1)),
    "period": Change(lambda view, catalog: closer(view, catalog, -1), to_period, lambda catalog: PERIODS),
}
"""What commands do to the view, by their names."""
