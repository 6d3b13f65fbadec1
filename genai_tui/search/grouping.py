"""Groups of models by one attribute, in the order people expect; a model may stand in several groups."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from operator import attrgetter

from msgspec import Struct

from genai_tui.catalog.attributes import ATTRIBUTES, Attribute
from genai_tui.catalog.model import Catalog, Model
from genai_tui.catalog.provenance import UNPLACED
from genai_tui.search.spelling_variants import has_variants, representatives

Facet = str
"""The name of a grouping."""
_GROUPED = {
    each.called: each
    for each in sorted((each for each in ATTRIBUTES.values() if each.grouping), key=attrgetter("grouping"))
}
FACETS: tuple[Facet, ...] = tuple(_GROUPED)
"""The groupings of the tree, in the order of its key."""

NOT_KNOWN = "not known"


class Group(Struct, frozen=True):
    """One value of a facet and the models that have it; `id` is the value, empty where not known."""

    id: str
    label: str
    models: tuple[Model, ...]


class Division(Struct, frozen=True):
    """What a group is divided by, and its parts; a model may stand in several of them, and stands in one at least."""

    facet: Facet
    parts: tuple[Group, ...]


LARGE = 40
"""Models up to which a group lists them; a larger one is divided by itself."""


def attribute_of(facet: Facet) -> Attribute:
    """Return the attribute that a grouping reads."""
    return _GROUPED[facet]


def facets_of(catalog: Catalog) -> tuple[Facet, ...]:
    """Return the groupings that mean something in a catalog."""
    return tuple(facet for facet, attribute in _GROUPED.items() if attribute.offered(catalog))


_MOST_UNPLACED = 0.2
"""The share of models without a category above which a catalog is rather seen by what goes in and comes out."""


def first_facet(catalog: Catalog) -> Facet:
    """Return the grouping that a catalog opens with."""
    if catalog.category(UNPLACED) is None:  # whoever sorts by hand sorts all
        return "category"
    return "signature" if catalog.count_in(UNPLACED) > _MOST_UNPLACED * len(catalog) else "category"


def group(catalog: Catalog, models: Iterable[Model], facet: Facet) -> tuple[Group, ...]:
    """Return the groups of `models`; empty ones only where the taxonomy names them, unknown last."""
    attribute = attribute_of(facet)
    found: dict[str, list[Model]] = defaultdict(list, {key: [] for key in attribute.every(catalog)})
    for model in models:
        for value in attribute.groups(catalog, model) or ("",):
            found[value].append(model)
    if has_variants(attribute):
        found = _joined(found)
    groups = [Group(value, _label(catalog, attribute, value), tuple(had)) for value, had in found.items()]
    return tuple(sorted(groups, key=lambda each: (each.id == "", *_order(catalog, attribute, each))))


def divided(catalog: Catalog, whole: Group, facet: Facet, then: Facet | None = None) -> Division | None:
    """Return the parts of a group of `facet` by the facet `then`; None where it lists its models.

    Without a second facet, or where that is the first one again, a group is divided that has more than `LARGE` models:
    by family where at least half of them state one, else by year. Years, each with many families, are by category.
    """
    if then is not None and then != facet:
        return _by(catalog, whole, then) if len(whole.models) > 1 else None
    if len(whole.models) <= LARGE:
        return None
    for each in ("category",) if facet == "year" else ("family", "year", "category"):
        if each == facet:
            continue
        division = _by(catalog, whole, each)
        if len(division.parts) > 1 and (each != "family" or _stated(catalog, whole, each)):
            return division
    return None


def _by(catalog: Catalog, whole: Group, facet: Facet) -> Division:
    return Division(facet, tuple(part for part in group(catalog, whole.models, facet) if part.models))


def _stated(catalog: Catalog, whole: Group, facet: Facet) -> bool:
    """Tell whether at least half of the models of a group state what a facet groups by."""
    read = attribute_of(facet).groups
    return 2 * sum(1 for model in whole.models if read(catalog, model)) >= len(whole.models)


def _joined(found: dict[str, list[Model]]) -> dict[str, list[Model]]:
    """Return groups with those joined whose values differ only in spelling, each model once."""
    one = representatives(value for value, models in found.items() for _ in models)
    if len(set(one.values())) == len(found):
        return found
    joined: dict[str, dict[str, Model]] = defaultdict(dict)
    for value, models in found.items():
        joined[one[value]].update((model.id, model) for model in models)
    return {value: list(models.values()) for value, models in joined.items()}


def _label(catalog: Catalog, attribute: Attribute, value: str) -> str:
    if not value:
        return NOT_KNOWN
    return attribute.label(catalog, value) if attribute.kind == "text" else value


def _order(catalog: Catalog, attribute: Attribute, each: Group) -> tuple[float, str]:
    """Return a sort key: by the attribute's own order, years newest first, or else by size."""
    place = attribute.place(catalog, each.id) if each.id else 0
    if place is None:
        return (-len(each.models), each.label.casefold())
    return (-place if attribute.kind in ("year", "date") else place, "")
