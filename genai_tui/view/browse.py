"""The view of Browse: query, grouping, group, order, record and marks as one frozen value.

Each key is a function from one view to the next, so what a key does can be tried without a screen.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from msgspec import Struct
from msgspec.structs import replace

from genai_tui.catalog.model import Catalog, Model
from genai_tui.search.grouping import FACETS, Facet, Group, facets_of, first_facet, group
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
    group: str | None = None
    """The value of the group that is shown, empty for "not known"; None: all groups."""
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
            view = replace(view, facet=None, group=None)
        if view.group is not None:
            groups = group(catalog, catalog.models, facet_of(view, catalog))
            if all(each.id != view.group for each in groups):
                gone.append(f"no group {view.group or 'not known'}")
                view = replace(view, group=None)
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
        if self.facet:
            yield "by", self.facet
        if self.group is not None:
            yield "group", self.group
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
            "q": text("query"), "by": one_of("facet", "facet", FACETS), "group": text("group"), "sort": _read_sort,
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


def facet_of(view: BrowseView, catalog: Catalog) -> Facet:
    """Return what the tree is grouped by."""
    return view.facet or first_facet(catalog)


# What keys do


def ask(view: BrowseView, query: str) -> BrowseView:
    """Show what meets a query, from the first group and the first model on."""
    return replace(view, query=query, group=None, record=None)


def whole(view: BrowseView) -> BrowseView:
    """Show every model: without a query, without a group."""
    return replace(view, query="", group=None)


def group_by(view: BrowseView, facet: Facet) -> BrowseView:
    """Group the tree by a facet."""
    return replace(view, facet=facet, group=None)


def regroup(view: BrowseView, catalog: Catalog) -> BrowseView:
    """Group the tree by the next facet that means something in the catalog."""
    facets = facets_of(catalog)
    return group_by(view, facets[(facets.index(facet_of(view, catalog)) + 1) % len(facets)])


def enter_group(view: BrowseView, catalog: Catalog, group: str | None, model_id: str | None) -> BrowseView:
    """Show a group, at a model of it if one is given; a group of an organization shows that organization."""
    if model_id is not None:
        return replace(view, group=group, record=RecordRef("model", model_id))
    if group and facet_of(view, catalog) == "organization":
        return replace(view, group=group, record=RecordRef("organization", group))
    return replace(view, group=group, record=view.record if view.model_id else None)


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
        return replace(view, group=None)
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


def settled(view: BrowseView, here: Group | None, models: tuple[Model, ...]) -> BrowseView:
    """Return the view with the group and the record that are really shown: the group `here`, the table's `models`.

    A group that is not there any longer is none. The first model of the table is shown where no record was
    chosen, or one that is a model and not among them; where there is no model, what was shown stays.
    """
    record = view.record
    if models and (record is None or (view.model_id and all(each.id != view.model_id for each in models))):
        record = RecordRef("model", models[0].id)
    return replace(view, group=here.id if here else None, record=record)


CHANGES: dict[str, Change[BrowseView]] = {
    "whole": Change(lambda view, catalog: whole(view)),
    "group": Change(regroup, group_by, facets_of),
    "sort": Change(sort, sort_by, orders_of, visits=False),
    "reverse": Change(lambda view, catalog: turn_round(view), visits=False),
}
"""What commands do to the view, by their names."""
