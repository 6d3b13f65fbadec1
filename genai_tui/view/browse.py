"""The view of Browse: query, grouping, group and its part, order, record and marks as one frozen value.

Each key is a function from one view to the next, so what a key does can be tried without a screen.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from msgspec import Struct
from msgspec.structs import replace

from genai_tui.catalog.model import Catalog, Model
from genai_tui.search.grouping import FACETS, Division, Facet, Group, divided, facets_of, first_facet, group
from genai_tui.search.sorting import ORDERS, Order, attribute_in, orders_of
from genai_tui.view.address_fields import Pairs, Reader, more, one_of, text
from genai_tui.view.change import Change
from genai_tui.view.record_ref import RecordRef, stands


class BrowseView(Struct, frozen=True):
    """All of what is looked at in Browse."""

    SCREEN: ClassVar[str] = "browse"

    catalogs: tuple[str, ...] = ()
    """Names and whole paths of the catalogs, as the command line takes them; none: the shipped one."""
    overlays: tuple[str, ...] = ()
    query: str = ""
    facet: Facet | None = None
    """What the tree is grouped by; None: as the catalog opens."""
    then: Facet | None = None
    """What its groups are divided by; None: large groups as suits them, and the others not at all."""
    group: str | None = None
    """The value of the group that is shown, empty for "not known"; None: all groups."""
    part: str | None = None
    """The value of the part of the group that is shown; None: all of the group."""
    order: Order = "best"
    reverse: bool = False
    record: RecordRef | None = None
    """What the detail shows; None: the first model of the table."""
    marked: tuple[str, ...] = ()
    """Ids of the marked models, in the order in which they were marked."""
    tab: int = 0
    """The tab of the detail, from 0."""

    @property
    def model_id(self) -> str | None:
        """The id of the model that is shown, if it is one."""
        return self.record.id if self.record and self.record.kind == "model" else None

    def what_stands(self, catalog: Catalog) -> tuple[BrowseView, tuple[str, ...]]:
        """Return what is left of the view in a catalog that may have changed, and a line for each thing that is gone.

        A query stays: whether anything meets it is what it asks.
        """
        view = self
        gone: list[str] = []
        if view.facet is not None and view.facet not in facets_of(catalog):
            gone.append(f"nothing to group by {view.facet}")
            view = replace(view, facet=None, group=None, part=None)
        if view.then is not None and view.then not in facets_of(catalog):
            gone.append(f"nothing to group by {view.then}")
            view = replace(view, then=None, part=None)
        if view.group is not None:
            groups = group(catalog, catalog.models, facet_of(view, catalog))
            here = next((each for each in groups if each.id == view.group), None)
            if here is None:
                gone.append(f"no group {view.group or 'not known'}")
                view = replace(view, group=None, part=None)
            elif (
                view.part is not None
                and not view.query
                and not part_of(view, division_of(view, catalog, here))
            ):
                # What a group is divided by may depend on the models that meet a query, which is not asked here.
                gone.append(f"no part {view.part or 'not known'} of group {here.label}")
                view = replace(view, part=None)
        if view.order not in orders_of(catalog):
            gone.append(f"nothing to sort by {view.order}")
            view = replace(view, order="best", reverse=False)
        if view.record is not None and not stands(catalog, view.record):
            gone.append(f"no {view.record.kind} {view.record.id}")
            view = replace(view, record=None)
        left = tuple(each for each in view.marked if catalog.model(each))
        gone += [f"no model {each}, which was marked" for each in view.marked if each not in left]
        return replace(view, marked=left), tuple(gone)

    def address_pairs(self) -> Pairs:
        """Yield what its address says beside catalogs and tab."""
        if self.query:
            yield "q", self.query
        if self.facet or self.then:
            yield "by", ",".join((self.facet or "", *((self.then,) if self.then else ())))
        if self.group is not None:
            yield "group", self.group
        if self.part is not None:
            yield "part", self.part
        if self.order != "best" or self.reverse:
            yield "sort", f"{'-' if _is_descending(self.order, self.reverse) else ''}{self.order}"
        if self.record:
            yield "at" if self.record.kind == "model" else "org", self.record.id
        for model_id in self.marked:
            yield "mark", model_id

    @staticmethod
    def address_fields() -> dict[str, Reader]:
        """Return what reads those fields of an address."""
        return {
            "q": text("query"), "by": _read_facets, "group": text("group"), "part": text("part"), "sort": _read_sort,
            "at": lambda view, id_: look_at(view, RecordRef("model", id_)),
            "org": lambda view, id_: look_at(view, RecordRef("organization", id_)), "mark": more("marked"),
        }  # fmt: skip


def _is_descending(order: Order, reverse: bool) -> bool:
    """Return whether an order runs downwards, which an address says by a minus: the largest or newest first."""
    attribute = attribute_in(order)
    return (attribute is not None and attribute.largest_first) != reverse


def _read_sort(view: BrowseView, value: str) -> BrowseView:
    view = one_of("order", "order", ORDERS)(view, value.removeprefix("-"))
    return replace(view, reverse=value.startswith("-") != _is_descending(view.order, False))


def _read_facets(view: BrowseView, value: str) -> BrowseView:
    """Read `category`, `category,year`, or `,year` for what a catalog opens with divided by year."""
    first, comma, second = value.partition(",")
    if first or not comma:
        view = one_of("facet", "facet", FACETS)(view, first)
    return one_of("then", "facet", FACETS)(view, second) if comma else view


def facet_of(view: BrowseView, catalog: Catalog) -> Facet:
    """Return what the tree is grouped by."""
    return view.facet or first_facet(catalog)


def division_of(view: BrowseView, catalog: Catalog, here: Group) -> Division | None:
    """Return how a group is divided; None where it lists its models."""
    return divided(catalog, here, facet_of(view, catalog), view.then)


def part_of(view: BrowseView, division: Division | None) -> Group | None:
    """Return the part of a group that is shown; None: all of it."""
    if division is None or view.part is None:
        return None
    return next((each for each in division.parts if each.id == view.part), None)


# What keys do


def ask(view: BrowseView, query: str) -> BrowseView:
    """Show what meets a query, from the first group and the first model on."""
    return replace(view, query=query, group=None, part=None, record=None)


def whole(view: BrowseView) -> BrowseView:
    """Show every model: without a query, without a group."""
    return replace(view, query="", group=None, part=None)


def group_by(view: BrowseView, facets: str) -> BrowseView:
    """Group the tree by a facet, or by one and its groups by another: `category`, `category,year`."""
    facet, _, then = facets.partition(",")
    return replace(view, facet=facet, then=then or None, group=None, part=None)


def regroup(view: BrowseView, catalog: Catalog) -> BrowseView:
    """Group the tree by the next facet that means something in the catalog."""
    facets = facets_of(catalog)
    facet = facets[(facets.index(facet_of(view, catalog)) + 1) % len(facets)]
    return replace(view, facet=facet, group=None, part=None)


AS_SUITS = "auto"
"""Said for a second facet: large groups are divided as suits them, and the others not at all."""


def seconds_of(catalog: Catalog) -> tuple[str, ...]:
    """Return what may be said for a second facet."""
    return (AS_SUITS, *facets_of(catalog))


def divide_by(view: BrowseView, facet: str) -> BrowseView:
    """Divide the groups of the tree by a second facet."""
    return replace(view, then=None if facet == AS_SUITS else facet, part=None)


def divide(view: BrowseView, catalog: Catalog) -> BrowseView:
    """Divide the groups of the tree by the next facet that is not the first one."""
    first = facet_of(view, catalog)
    seconds = [each for each in seconds_of(catalog) if each != first]
    now = view.then if view.then in seconds else AS_SUITS
    return divide_by(view, seconds[(seconds.index(now) + 1) % len(seconds)])


def enter_group(
    view: BrowseView, catalog: Catalog, group: str | None, model_id: str | None, part: str | None = None
) -> BrowseView:
    """Show a group or a part of it, at a model if one is given; a group of an organization shows that organization."""
    view = replace(view, group=group, part=part)
    if model_id is not None:
        return replace(view, record=RecordRef("model", model_id))
    value, facet = (group, facet_of(view, catalog)) if part is None else (part, view.then)
    if value and facet in _OF_ORGANIZATIONS:
        return replace(view, record=RecordRef("organization", value))
    return replace(view, record=view.record if view.model_id else None)


_OF_ORGANIZATIONS = ("organization", "maker")
"""Facets whose values are ids of organizations."""


def sort_by(view: BrowseView, order: Order, reverse: bool = False) -> BrowseView:
    """Sort the table."""
    return replace(view, order=order, reverse=reverse)


def sort(view: BrowseView, catalog: Catalog) -> BrowseView:
    """Sort the table by the next column."""
    orders = orders_of(catalog)
    return sort_by(view, orders[(orders.index(view.order) + 1) % len(orders)])


def turn_round(view: BrowseView) -> BrowseView:
    """Turn the order of the table round."""
    return replace(view, reverse=not view.reverse)


def look_at(view: BrowseView, record: RecordRef) -> BrowseView:
    """Show a record in the detail, whatever the table shows."""
    return replace(view, record=record)


def open_record(
    view: BrowseView, record: RecordRef, shown: Iterable[Model], found: Iterable[Model]
) -> BrowseView:
    """Show a record in all panes.

    The group gives way where the model is not among those of the table, `shown`; the query does, too, where it
    is not among those that meet it, `found`.
    """
    view = look_at(view, record)
    if record.kind == "organization" or any(model.id == record.id for model in shown):
        return view
    if any(model.id == record.id for model in found):
        return replace(view, group=None, part=None)
    return whole(view)


def mark(view: BrowseView, model_id: str) -> BrowseView:
    """Mark a model, or take its mark away."""
    if model_id in view.marked:
        return replace(view, marked=tuple(each for each in view.marked if each != model_id))
    return replace(view, marked=(*view.marked, model_id))


def columns(view: BrowseView, asked: Iterable[str]) -> tuple[str, ...]:
    """Return the attributes whose columns come first in the table: what it is in order of, what a query asks for."""
    attribute = attribute_in(view.order)
    return (*((attribute.name,) if attribute else ()), *asked)


def settled(
    view: BrowseView, here: Group | None, models: tuple[Model, ...], part: Group | None = None
) -> BrowseView:
    """Return the view with what is really shown: the group `here` or its `part`, and a record of the table's `models`.

    A group that is not there any longer is none. The first model of the table is shown where no record was
    chosen, or one that is a model and not among them; where there is no model, what was shown stays.
    """
    record = view.record
    if models and (record is None or (view.model_id and all(each.id != view.model_id for each in models))):
        record = RecordRef("model", models[0].id)
    return replace(view, group=here.id if here else None, part=part.id if part else None, record=record)


CHANGES: dict[str, Change[BrowseView]] = {
    "whole": Change(lambda view, catalog: whole(view)),
    "group": Change(regroup, group_by, facets_of, most=2),
    "then": Change(divide, divide_by, seconds_of),
    "sort": Change(sort, sort_by, orders_of, visits=False),
    "reverse": Change(lambda view, catalog: turn_round(view), visits=False),
}
"""What commands do to the view, by their names."""
