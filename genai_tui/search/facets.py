"""Groups of models by one facet, in the order people expect; a model may stand in several groups."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import Literal, get_args

from msgspec import Struct

from genai_tui.catalog.claims import UNPLACED
from genai_tui.catalog.model import Catalog, Model
from genai_tui.catalog.text import safe_line

Facet = Literal[
    "category", "organization", "year", "signature", "domain", "weights", "provider", "price", "context"
]
FACETS: tuple[Facet, ...] = get_args(Facet)
"""The groupings of the tree, in the order of its key."""
_OF_OFFERS = frozenset({"provider", "price", "context"})

NOT_KNOWN = "not known"
_WEIGHTS = ("open", "restricted", "closed")
_PRICES = (
    (0, "0 everywhere"),
    (0.1, "to $0.10"),
    (1, "to $1"),
    (5, "to $5"),
    (20, "to $20"),
    (math.inf, "above $20"),
)
"""Bands of dollars for a million input tokens, each to its end."""
_CONTEXTS = (
    (33_000, "to 32K"), (132_000, "to 128K"), (265_000, "to 256K"), (530_000, "to 512K"),
    (1_100_000, "to 1M"), (math.inf, "above 1M"),
)  # fmt: skip
"""Bands of tokens; some count a K as 1,024."""


class Group(Struct, frozen=True):
    """One value of a facet and the models that have it; `id` is the value, empty where not known."""

    id: str
    label: str
    models: tuple[Model, ...]


def facets_of(catalog: Catalog) -> tuple[Facet, ...]:
    """Return the groupings that mean something in a catalog."""
    without = (frozenset() if catalog.has_offers else _OF_OFFERS) | (
        frozenset() if catalog.has_domains else frozenset({"domain"})
    )
    return tuple(facet for facet in FACETS if facet not in without)


_MOST_UNPLACED = 0.2
"""The share of models without a category above which a catalog is rather seen by what goes in and comes out."""


def first_facet(catalog: Catalog) -> Facet:
    """Return the grouping that a catalog opens with."""
    if catalog.category(UNPLACED) is None:  # whoever sorts by hand sorts all
        return "category"
    unplaced = sum(model.category == UNPLACED for model in catalog.models)
    return "signature" if unplaced > _MOST_UNPLACED * len(catalog) else "category"


def group(catalog: Catalog, models: Iterable[Model], facet: Facet) -> tuple[Group, ...]:
    """Return the groups of `models`; empty ones only where the taxonomy names them, unknown last."""
    values = _VALUES[facet]
    found: dict[str, list[Model]] = defaultdict(list)
    if facet == "category":
        found.update((category.id, []) for category in catalog.categories)
    for model in models:
        for value in values(model) or ("",):
            found[value].append(model)
    groups = [Group(value, _label(catalog, facet, value), tuple(had)) for value, had in found.items()]
    if facet == "category":
        return tuple(groups)
    return tuple(sorted(groups, key=lambda each: (each.id == "", *_order(facet, each))))


def _band(value: float | None, bands: tuple[tuple[float, str], ...]) -> tuple[str, ...]:
    return () if value is None else (next(label for end, label in bands if value <= end),)


_VALUES: dict[Facet, Callable[[Model], tuple[str, ...]]] = {
    "category": lambda model: (model.category, *model.also_in),
    "organization": lambda model: model.organization_ids,
    "year": lambda model: (str(model.year),) if model.year else (),
    "signature": lambda model: (model.signature,) if model.signature else (),
    "domain": lambda model: model.domains,
    "weights": lambda model: model.weights_kinds,
    "provider": lambda model: tuple(dict.fromkeys(offer.provider for offer in model.offers)),
    "price": lambda model: _band(model.price, _PRICES),
    "context": lambda model: _band(model.context, _CONTEXTS),
}


def _label(catalog: Catalog, facet: Facet, value: str) -> str:
    if not value:
        return NOT_KNOWN
    if facet == "category":
        category = catalog.category(value)
        return safe_line(category.label.en if category else value)
    if facet == "organization":
        return safe_line(catalog.organization_name(value))
    return safe_line(value)


def _order(facet: Facet, each: Group) -> tuple[float, str]:
    """Return a sort key: weights from open to closed, years newest first, bands upwards, the rest by size."""
    if facet in ("price", "context"):
        bands = [label for _, label in (_PRICES if facet == "price" else _CONTEXTS)]
        return (bands.index(each.id) if each.id else 0, "")
    if facet == "weights":
        return (_WEIGHTS.index(each.id) if each.id in _WEIGHTS else len(_WEIGHTS), "")
    if facet == "year":
        return (-int(each.id) if each.id else 0, "")
    return (-len(each.models), each.label.casefold())
