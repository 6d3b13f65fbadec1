"""The view of Browse: query, grouping, group and its part, order, record and marks as one frozen value.

What is browsed are records of one kind, models here; `organizations.py` has the same view of organizations.

Each key is a function from one view to the next, so what a key does can be tried without a screen.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial
from typing import Any, ClassVar, Self

from msgspec import Struct
from msgspec.structs import replace

from genai_tui.catalog.attribute import AttributeTable
from genai_tui.catalog.attributes import MODELS
from genai_tui.catalog.model import Catalog
from genai_tui.catalog.position import position_of
from genai_tui.search.grouping import Division, Facet, Group, divided, facets_of, first_facet, group
from genai_tui.search.sorting import Order, attribute_in, order_called, orders_in, orders_of
from genai_tui.view.address_fields import Pairs, Reader, more, one_of, text
from genai_tui.view.change import Change
from genai_tui.view.record_ref import RecordKind, RecordRef, stands


class BrowseView(Struct, frozen=True):
    """All of what is looked at in Browse."""

    SCREEN: ClassVar[str] = "browse"
    KIND: ClassVar[RecordKind] = "model"
    """The kind of record that is browsed."""
    ATTRIBUTES: ClassVar[AttributeTable] = MODELS
    COMMAND: ClassVar[str] = "list"
    """The command that prints the table."""
    NOUN: ClassVar[str] = "Models"
    """What stands above the table."""

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
    """What the detail shows; None: the first record of the table."""
    marked: tuple[str, ...] = ()
    """Ids of the marked records, in the order in which they were marked."""
    tab: int = 0
    """The tab of the detail, from 0."""
    as_of: str | None = None
    """The day, whole, as of which it is looked at; None: everything that the catalogs have."""

    @property
    def record_id(self) -> str | None:
        """The id of the record that is shown, if it is one of those that are browsed."""
        return self.record.id if self.record and self.record.kind == self.KIND else None

    @staticmethod
    def records(catalog: Catalog) -> Sequence[Any]:
        """Return the records of a catalog that are browsed."""
        return catalog.models

    def what_stands(self, catalog: Catalog) -> tuple[Self, tuple[str, ...]]:
        """Return what is left of the view in a catalog that may have changed, and a line for each thing that is gone.

        A query stays: whether anything meets it is what it asks.
        """
        view = self
        gone: list[str] = []
        if view.facet is not None and view.facet not in facets_of(catalog, self.ATTRIBUTES):
            gone.append(f"nothing to group by {view.facet}")
            view = replace(view, facet=None, group=None, part=None)
        if view.then is not None and view.then not in facets_of(catalog, self.ATTRIBUTES):
            gone.append(f"nothing to group by {view.then}")
            view = replace(view, then=None, part=None)
        if view.group is not None:
            groups = group(catalog, self.records(catalog), facet_of(view, catalog), self.ATTRIBUTES)
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
        if view.order not in orders_of(catalog, self.ATTRIBUTES):
            gone.append(f"nothing to sort by {view.order}")
            view = replace(view, order="best", reverse=False)
        if view.record is not None and not stands(catalog, view.record):
            gone.append(f"no {view.record.kind} {view.record.id}")
            view = replace(view, record=None)
        left = tuple(each for each in view.marked if stands(catalog, RecordRef(self.KIND, each)))
        gone += [f"no {self.KIND} {each}, which was marked" for each in view.marked if each not in left]
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
            yield "sort", f"{'-' if _is_descending(self, self.order, self.reverse) else ''}{self.order}"
        if self.record:
            yield "at" if self.record.kind == self.KIND else _OTHERS[self.record.kind], self.record.id
        for record_id in self.marked:
            yield "mark", record_id

    @classmethod
    def address_fields(cls) -> dict[str, Reader]:
        """Return what reads those fields of an address."""
        fields: dict[str, Reader] = {
            "q": text("query"), "by": _read_facets, "group": text("group"), "part": text("part"), "sort": _read_sort,
            "at": lambda view, id_: look_at(view, RecordRef(cls.KIND, id_)),
        }  # fmt: skip
        for kind, name in _OTHERS.items():
            if kind != cls.KIND:
                fields[name] = _read_other(kind)
        return {**fields, "mark": more("marked")}


_OTHERS: dict[RecordKind, str] = {"model": "model", "organization": "org", "category": "category"}
"""What an address calls a record that is not of the kind that is browsed."""


def _read_other(kind: RecordKind) -> Reader:
    return lambda view, id_: look_at(view, RecordRef(kind, id_))


def _is_descending(view: BrowseView, order: Order, reverse: bool) -> bool:
    """Return whether an order runs downwards, which an address says by a minus: the largest or newest first."""
    attribute = attribute_in(order, view.ATTRIBUTES)
    return (attribute is not None and attribute.largest_first) != reverse


def _read_sort(view: BrowseView, value: str) -> BrowseView:
    view = one_of("order", "order", orders_in(view.ATTRIBUTES))(view, value.removeprefix("-"))
    return replace(view, reverse=value.startswith("-") != _is_descending(view, view.order, False))


def _read_facets(view: BrowseView, value: str) -> BrowseView:
    """Read `category`, `category,year`, or `,year` for what a catalog opens with divided by year."""
    first, comma, second = value.partition(",")
    if first or not comma:
        view = one_of("facet", "facet", view.ATTRIBUTES.groupings)(view, first)
    return one_of("then", "facet", view.ATTRIBUTES.groupings)(view, second) if comma else view


def facet_of(view: BrowseView, catalog: Catalog) -> Facet:
    """Return what the tree is grouped by."""
    return view.facet or first_facet(catalog, view.ATTRIBUTES)


def division_of(view: BrowseView, catalog: Catalog, here: Group) -> Division | None:
    """Return how a group is divided; None where it lists its models."""
    return divided(catalog, here, facet_of(view, catalog), view.then, view.ATTRIBUTES)


def part_of(view: BrowseView, division: Division | None) -> Group | None:
    """Return the part of a group that is shown; None: all of it."""
    if division is None or view.part is None:
        return None
    return next((each for each in division.parts if each.id == view.part), None)


# What keys do


def ask(view: BrowseView, query: str) -> BrowseView:
    """Show what meets a query, from the first group and the first record on."""
    return replace(view, query=query, group=None, part=None, record=None)


def whole(view: BrowseView) -> BrowseView:
    """Show every record: without a query, without a group."""
    return replace(_without_category(view), query="", group=None, part=None)


def _without_category(view: BrowseView) -> BrowseView:
    """Return a view that shows no category: it is told where the tree stands on it, and not elsewhere."""
    return replace(view, record=None) if view.record and view.record.kind == "category" else view


def group_by(view: BrowseView, facets: str) -> BrowseView:
    """Group the tree by a facet, or by one and its groups by another: `category`, `category,year`."""
    facet, _, then = facets.partition(",")
    return replace(_without_category(view), facet=facet, then=then or None, group=None, part=None)


def regroup(view: BrowseView, catalog: Catalog) -> BrowseView:
    """Group the tree by the next facet that means something in the catalog."""
    facets = facets_of(catalog, view.ATTRIBUTES)
    facet = facets[(facets.index(facet_of(view, catalog)) + 1) % len(facets)]
    return replace(_without_category(view), facet=facet, group=None, part=None)


AS_SUITS = "auto"
"""Said for a second facet: large groups are divided as suits them, and the others not at all."""


def seconds_of(catalog: Catalog, attributes: AttributeTable = MODELS) -> tuple[str, ...]:
    """Return what may be said for a second facet."""
    return (AS_SUITS, *facets_of(catalog, attributes))


def divide_by(view: BrowseView, facet: str) -> BrowseView:
    """Divide the groups of the tree by a second facet."""
    return replace(view, then=None if facet == AS_SUITS else facet, part=None)


def divide(view: BrowseView, catalog: Catalog) -> BrowseView:
    """Divide the groups of the tree by the next facet that is not the first one."""
    first = facet_of(view, catalog)
    seconds = [each for each in seconds_of(catalog, view.ATTRIBUTES) if each != first]
    now = view.then if view.then in seconds else AS_SUITS
    return divide_by(view, seconds[(seconds.index(now) + 1) % len(seconds)])


def enter_group(
    view: BrowseView, catalog: Catalog, group: str | None, record_id: str | None, part: str | None = None
) -> BrowseView:
    """Show a group or a part of it, at a record if one is given.

    A group of an organization shows that organization, and a category shows what it means.
    """
    view = replace(view, group=group, part=part)
    if record_id is not None:
        return replace(view, record=RecordRef(view.KIND, record_id))
    value, facet = (group, facet_of(view, catalog)) if part is None else (part, view.then)
    if value and facet in _OF_ORGANIZATIONS:
        return replace(view, record=RecordRef("organization", value))
    if value and facet == "category":
        return replace(view, record=RecordRef("category", value))
    return replace(view, record=view.record if view.record_id else None)


_OF_ORGANIZATIONS = ("organization", "maker")
"""Facets whose values are ids of organizations."""


def sort_by(view: BrowseView, order: Order, reverse: bool = False) -> BrowseView:
    """Sort the table."""
    return replace(view, order=order, reverse=reverse)


def sort(view: BrowseView, catalog: Catalog) -> BrowseView:
    """Sort the table by the next column."""
    orders = orders_of(catalog, view.ATTRIBUTES)
    return sort_by(view, orders[(orders.index(view.order) + 1) % len(orders)])


def turn_round(view: BrowseView) -> BrowseView:
    """Turn the order of the table round."""
    return replace(view, reverse=not view.reverse)


def look_at(view: BrowseView, record: RecordRef) -> BrowseView:
    """Show a record in the detail, whatever the table shows."""
    return replace(view, record=record)


def open_record(
    view: BrowseView, record: RecordRef, shown: Sequence[Any], found: Sequence[Any]
) -> BrowseView:
    """Show a record in all panes.

    The group gives way where the record is not among those of the table, `shown`; the query does, too, where it
    is not among those that meet it, `found`.
    """
    view = look_at(view, record)
    if record.kind != view.KIND or position_of(shown, record.id) is not None:
        return view
    if position_of(found, record.id) is not None:
        return replace(view, group=None, part=None)
    return whole(view)


def columns(view: BrowseView, asked: Iterable[str]) -> tuple[str, ...]:
    """Return the attributes whose columns come first in the table: what it is in order of, what a query asks for."""
    attribute = attribute_in(view.order, view.ATTRIBUTES)
    return (*((attribute.name,) if attribute else ()), *asked)


def settled(
    view: BrowseView, here: Group | None, records: Sequence[Any], part: Group | None = None
) -> BrowseView:
    """Return the view with what is really shown: the group `here` or its `part`, and a record of the table's `records`.

    A group that is not there any longer is none. The first record of the table is shown where none was
    chosen, or one of their kind that is not among them; where there is none, what was shown stays.
    """
    record = view.record
    if records and (record is None or (view.record_id and position_of(records, view.record_id) is None)):
        record = RecordRef(view.KIND, records[0].id)
    return replace(view, group=here.id if here else None, part=part.id if part else None, record=record)


def changes(attributes: AttributeTable) -> dict[str, Change[BrowseView]]:
    """Return what commands do to a view of records with these attributes, by the names of the commands."""

    def facet(typed: str) -> str:
        row = attributes.called(typed)
        return row.called if row else typed

    def order(typed: str) -> str:
        return order_called(typed, attributes) or typed

    return {
        "whole": Change(lambda view, catalog: whole(view)),
        "group": Change(regroup, group_by, partial(facets_of, attributes=attributes), meant=facet, most=2),
        "then": Change(divide, divide_by, partial(seconds_of, attributes=attributes), meant=facet),
        "sort": Change(sort, sort_by, partial(orders_of, attributes=attributes), meant=order, visits=False),
        "reverse": Change(lambda view, catalog: turn_round(view), visits=False),
    }


CHANGES = changes(MODELS)
"""What commands do to the view, by their names."""
