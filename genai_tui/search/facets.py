"""Groups of models by one facet, in the order people expect; a model may stand in several groups."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Literal

from msgspec import Struct

from genai_tui.catalog.model import Catalog, Model
from genai_tui.catalog.text import safe_line

Facet = Literal["category", "organization", "year", "signature", "weights"]
FACETS: tuple[Facet, ...] = ("category", "organization", "year", "signature", "weights")
"""The groupings of the tree, in the order of its key."""

NOT_KNOWN = "not known"
_WEIGHTS = ("open", "restricted", "closed")


class Group(Struct, frozen=True):
    """One value of a facet and the models that have it; `id` is the value, empty where not known."""

    id: str
    label: str
    models: tuple[Model, ...]


def group(catalog: Catalog, models: Iterable[Model], facet: Facet) -> tuple[Group, ...]:
    """Return the groups of `models`; empty ones only where the taxonomy names them, unknown last."""
    values = _VALUES[facet]
    found: dict[str, list[Model]] = {}
    if facet == "category":
        found = {category.id: [] for category in catalog.categories}
    for model in models:
        for value in values(model) or ("",):
            found.setdefault(value, []).append(model)
    groups = [Group(value, _label(catalog, facet, value), tuple(had)) for value, had in found.items()]
    if facet == "category":
        return tuple(groups)
    return tuple(sorted(groups, key=lambda each: (each.id == "", *_order(facet, each))))


_VALUES: dict[Facet, Callable[[Model], tuple[str, ...]]] = {
    "category": lambda model: (model.category, *model.also_in),
    "organization": lambda model: model.organization_ids,
    "year": lambda model: (str(model.year),) if model.year else (),
    "signature": lambda model: (model.signature,) if model.signature else (),
    "weights": lambda model: (model.weights,) if model.weights else (),
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
    """Return a sort key: weights from open to closed, years newest first, the rest by size."""
    if facet == "weights":
        return (_WEIGHTS.index(each.id) if each.id in _WEIGHTS else len(_WEIGHTS), "")
    if facet == "year":
        return (-int(each.id) if each.id else 0, "")
    return (-len(each.models), each.label.casefold())
