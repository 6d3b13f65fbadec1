"""The attributes of an organization, one row each, as `attributes.py` has them of a model."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any, get_args

from msgspec.structs import replace

from genai_tui.catalog.attribute import Attribute, AttributeTable, Band, Value
from genai_tui.catalog.attributes import ATTRIBUTES, annotated
from genai_tui.catalog.model import Catalog, Organization, OrganizationKind
from genai_tui.catalog.numbers import whole
from genai_tui.catalog.organization_counts import counts_of, standing_of


def _field(name: str) -> Callable[[Catalog, Organization], tuple[Value, ...]]:
    """Return what reads a plain field."""

    def read(catalog: Catalog, organization: Organization) -> tuple[Value, ...]:
        value = getattr(organization, name)
        return () if value is None else (value,)

    return read


def _count(group: str) -> Callable[[Catalog, Organization], tuple[Value, ...]]:
    """Return what counts those that stand in a group around an organization."""
    return lambda catalog, organization: (counts_of(catalog, organization.id).number(group),)


def _dates(catalog: Catalog, organization: Organization) -> list[str]:
    return sorted(model.date for model in counts_of(catalog, organization.id).models if model.date)


def _first(catalog: Catalog, organization: Organization) -> tuple[Value, ...]:
    return tuple(_dates(catalog, organization)[:1])


def _last(catalog: Catalog, organization: Organization) -> tuple[Value, ...]:
    return tuple(_dates(catalog, organization)[-1:])


def _of_models(name: str) -> Callable[[Catalog, Organization], tuple[Value, ...]]:
    """Return what reads an attribute of all models of an organization."""
    read = ATTRIBUTES[name].values
    return lambda catalog, organization: tuple(
        dict.fromkeys(
            value for model in counts_of(catalog, organization.id).models for value in read(catalog, model)
        )
    )


def _between(catalog: Catalog, organization: Organization) -> tuple[Value, ...]:
    known = standing_of(catalog, organization.id)
    return (known.between,) if known else ()


def _community(catalog: Catalog, organization: Organization) -> tuple[Value, ...]:
    known = standing_of(catalog, organization.id)
    return (str(known.community),) if known else ()


_HELD: dict[str, Callable[[Catalog, Organization], object]] = {
    "models": lambda catalog, organization: counts_of(catalog, organization.id).models,
    "partners": lambda catalog, organization: counts_of(catalog, organization.id).number("Partners"),
    "owner": lambda catalog, organization: counts_of(catalog, organization.id).number("Owned by"),
    "homepage": lambda catalog, organization: organization.homepage,
    "note": lambda catalog, organization: organization.note,
    "sources": lambda catalog, organization: organization.sources,
}
"""What a record can hold, and how to tell."""

_NUMBERS = (
    Band(-1, 0, "none"), Band(0, 1, "1"), Band(1, 4, "2 to 4"), Band(4, 9, "5 to 9"), Band(9, 49, "10 to 49"),
    Band(49, math.inf, "50 and more"),
)  # fmt: skip


def _plain(value: float) -> str:
    return f"{value:g}"


def _share(value: float) -> str:
    return f"{value:.3f}"


def _number(name: str, title: str, group: str, help: str, **more: Any) -> Attribute:
    return Attribute(
        name, title, _count(group), "number", shown=_plain, largest_first=True, help=help, cells=5, **more
    )


_ROWS: tuple[Attribute, ...] = (
    Attribute("name", "Name", lambda catalog, organization: organization.names, help="name or alias",
              other_names=("alias",), order=1),
    Attribute("id", "Id", lambda catalog, organization: (organization.id,), help="id of the record, whole",
              wanted="an id such as openai", whole=True),
    Attribute("kind", "Kind", _field("kind"), path="kind", help="kind of organization", wanted="a kind",
              closed=get_args(OrganizationKind), grouping=1, order=3, column=1, heading="kind", cells=10),
    Attribute("country", "Country", _field("country"), path="country", help="country, two letters",
              wanted="a code such as US or DE", listed=True, divides=1, grouping=2, order=4, column=2, heading="country", cells=4, narrow_title="Ctry"),
    Attribute("city", "City", _field("city"), path="city", help="city", only_where_known=True),
    Attribute("founded", "Founded", _field("founded"), "year", path="founded", largest_first=True,
              help="year in which it was founded", grouping=3, order=5, only_where_known=True, heading="founded"),
    Attribute("models", "Models", lambda catalog, organization: (len(counts_of(catalog, organization.id).models),),
              "number", shown=_plain, bands=_NUMBERS, largest_first=True, help="how many models it has a part in",
              divides=2, grouping=4, order=2, column=3, cells=6, heading="models"),
    _number("partners", "Partners", "Partners", "with how many it made models", order=6, column=4, heading="partners",
            bands=_NUMBERS, grouping=6, narrow_title="Part."),
    _number("owners", "Owners", "Owned by", "how many own it or bought it", order=7, column=5, heading="owners", narrow_title="Own."),
    _number("owned", "Owned", "Owns", "how many it owns or bought", order=8, column=6, heading="owned"),
    _number("investors", "Investors", "Investors", "how many invested in it", order=9, heading="investors", narrow_title="Inv."),
    _number("invested", "Invested", "Invested in", "in how many it invested", order=10, heading="invested", narrow_title="Inv. in"),
    Attribute("between", "Between", _between, "number", shown=_share, largest_first=True,
              help="share of the shortest paths between two others that lead over it", order=11, column=7, cells=7,
              heading="between"),
    Attribute("community", "Community", _community, help="number of its community in the graph of collaborations, 1 the largest",
              rank=lambda catalog, key: whole(key) or 0, grouping=5, order=12, column=8, cells=5, narrow_title="Comm.", heading="community"),
    Attribute("first", "First", _first, "date", help="date of its first model", order=13, heading="first"),
    Attribute("last", "Last", _last, "date", largest_first=True, help="date of its newest model", order=14, heading="last"),
    Attribute("cat", "Category", _of_models("cat"), spellings=ATTRIBUTES["cat"].spellings, rank=ATTRIBUTES["cat"].rank,
              several=True, help="category that it has models in", wanted="a category", every=ATTRIBUTES["cat"].every, listed=True,
              full_name="category", other_names=("category",), grouping=7),
    Attribute("weights", "Weights", _of_models("weights"), several=True, help="weights that a model of it has",
              wanted="open, restricted, closed or disputed", closed=ATTRIBUTES["weights"].closed,
              rank=ATTRIBUTES["weights"].rank),
    Attribute("year", "Year", _of_models("year"), "year", largest_first=True, several=True, help="year in which a model of it came out"),
    Attribute("model", "Model", lambda catalog, organization: tuple(model.id for model in counts_of(catalog, organization.id).models),
              spellings=ATTRIBUTES["based"].spellings, several=True, help="model that it has a part in"),
    Attribute("ror", "ROR", _field("ror"), path="ror", help="its id at ROR", whole=True, only_where_known=True),
    Attribute("wikidata", "Wikidata", _field("wikidata"), path="wikidata", help="its id at Wikidata", whole=True,
              only_where_known=True),
    Attribute("has", "Has", lambda catalog, organization: tuple(name for name, read in _HELD.items() if read(catalog, organization)),
              several=True, help="what the record holds", wanted="models, partners, owner, homepage, note or sources",
              closed=tuple(_HELD), never_unknown=True, no_column="it is a list of what there is, and no value"),
    annotated("organization", grouping=8),
)  # fmt: skip

ORGANIZATIONS = AttributeTable(replace(row, of_organizations=True) for row in _ROWS)
"""The attributes of organizations."""

MEASURED = frozenset({"between", "community"})
"""Attributes that are known once the graph has been measured."""
