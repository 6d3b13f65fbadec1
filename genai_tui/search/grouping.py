"""Groups of records by one attribute, in the order people expect; a record may stand in several groups."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from msgspec import Struct

from genai_tui.catalog.attribute import AnyRecord, Attribute, AttributeTable
from genai_tui.catalog.attributes import MODELS
from genai_tui.catalog.model import Catalog
from genai_tui.catalog.provenance import UNPLACED
from genai_tui.search.backends import record_set
from genai_tui.search.record_set import SomeRecords, joined_variants
from genai_tui.search.spelling_variants import has_variants

Facet = str
"""The name of a grouping."""
FACETS: tuple[Facet, ...] = tuple(MODELS.groupings)
"""The groupings of models, in the order of their key."""

NOT_KNOWN = "not known"


class Group(Struct, frozen=True):
    """One value of a facet and the records that have it; `id` is the value, empty where not known."""

    id: str
    label: str
    records: SomeRecords


class Division(Struct, frozen=True):
    """What a group is divided by, and its parts; a record may stand in several of them, and stands in one at least."""

    facet: Facet
    parts: tuple[Group, ...]


LARGE = 40
"""Records up to which a group lists them; a larger one is divided by itself."""


def facets_of(catalog: Catalog, attributes: AttributeTable = MODELS) -> tuple[Facet, ...]:
    """Return the groupings that mean something in a catalog."""
    return tuple(facet for facet, attribute in attributes.groupings.items() if attribute.offered(catalog))


_MOST_UNPLACED = 0.2
"""The share of models without a category above which a catalog is rather seen by what goes in and comes out."""


def first_facet(catalog: Catalog, attributes: AttributeTable = MODELS) -> Facet:
    """Return the grouping that a catalog opens with."""
    if attributes is not MODELS:
        return facets_of(catalog, attributes)[0]
    if catalog.category(UNPLACED) is None:  # whoever sorts by hand sorts all
        return "category"
    return "signature" if catalog.count_in(UNPLACED) > _MOST_UNPLACED * len(catalog) else "category"


def group(
    catalog: Catalog,
    records: Iterable[AnyRecord],
    facet: Facet,
    attributes: AttributeTable = MODELS,
) -> tuple[Group, ...]:
    """Return the groups of records; empty ones only where the taxonomy names them, unknown last."""
    attribute = attributes.groupings[facet]
    together = record_set(catalog, records)
    found: Mapping[str, SomeRecords] = together.grouped(attribute)
    if has_variants(attribute):
        found = joined_variants(together, found)
    groups = [
        Group(value, _label(catalog, attribute, value), tuple(had) if isinstance(had, list) else had)
        for value, had in found.items()
    ]
    return tuple(sorted(groups, key=lambda each: (each.id == "", *_order(catalog, attribute, each))))


def group_clause(attribute: Attribute, value: str) -> str:
    """Return the clause of a query that finds the records of a group."""
    written = value if not value or _PLAIN.fullmatch(value) else f'"{value}"'
    return f"{attribute.name}:{written or '?'}"


_PLAIN = re.compile(r"[\w-]+")
"""Values that need no quotes in a query."""


def divided(
    catalog: Catalog,
    whole: Group,
    facet: Facet,
    then: Facet | None = None,
    attributes: AttributeTable = MODELS,
) -> Division | None:
    """Return the parts of a group of `facet` by the facet `then`; None where it lists its records.

    Without a second facet, or where that is the first one again, a group is divided that has more than `LARGE` records:
    by family where at least half of them state one, else by year. Years, each with many families, are by category.
    """
    if then is not None and then != facet:
        return _by(catalog, whole, then, attributes) if len(whole.records) > 1 else None
    if len(whole.records) <= LARGE:
        return None
    for each in ("category",) if facet == "year" else attributes.dividing:
        if each == facet or each not in attributes.groupings:
            continue
        division = _by(catalog, whole, each, attributes)
        if len(division.parts) > 1 and (
            each != "family" or _stated(catalog, whole, attributes.groupings[each])
        ):
            return division
    return None


def _by(catalog: Catalog, whole: Group, facet: Facet, attributes: AttributeTable) -> Division:
    parts = group(catalog, whole.records, facet, attributes)
    return Division(facet, tuple(part for part in parts if part.records))


def _stated(catalog: Catalog, whole: Group, attribute: Attribute) -> bool:
    """Tell whether at least half of the records of a group state what a facet groups by."""
    return 2 * record_set(catalog, whole.records).stated(attribute) >= len(whole.records)


def _label(catalog: Catalog, attribute: Attribute, value: str) -> str:
    if not value:
        return attribute.none or NOT_KNOWN
    return attribute.label(catalog, value) if attribute.kind == "text" else value


def _order(catalog: Catalog, attribute: Attribute, each: Group) -> tuple[float, str]:
    """Return a sort key: by the attribute's own order, years newest first, or else by size."""
    place = attribute.place(catalog, each.id) if each.id else 0
    if place is None:
        return (-len(each.records), each.label.casefold())
    return (-place if attribute.kind in ("year", "date") else place, "")
