"""The attributes of a model, one row each: how to read, spell, show, group and order it.

What a filter finds, a column shows, a list is in order of, a tree groups by and a count counts is the same
value, read here. An attribute that gives no value for a model is not known of it.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from typing import Literal

from msgspec import Struct

from genai_tui.catalog.cells import short_number
from genai_tui.catalog.model import Catalog, Model
from genai_tui.catalog.numbers import whole
from genai_tui.catalog.provenance import marks_of, overlaid
from genai_tui.catalog.sanitize import safe_line

UNKNOWN = "·"
"""Stands where an attribute is not known."""
DISPUTED = "disputed"
"""The value of what sources differ about where none of them counts more."""

WEIGHTS = ("open", "restricted", "closed", DISPUTED)

Kind = Literal["text", "number", "year", "date"]
Value = str | float
"""The key of a text, a number, a year, or a date as it is written in the record."""
Span = tuple[float | str, float | str]
"""A number twice, or the first and last day that a date may stand for."""


class Band(Struct, frozen=True):
    """A group of numbers: above `low`, up to and with `high`."""

    low: float
    high: float
    label: str

    def __contains__(self, value: float) -> bool:
        return self.low < value <= self.high


def _itself(catalog: Catalog, key: str) -> Iterable[str]:
    return (key,)


class Attribute(Struct, frozen=True):
    """One attribute: what is true of it is true wherever it is filtered, shown, ordered, grouped or counted."""

    name: str
    title: str
    values: Callable[[Catalog, Model], tuple[Value, ...]]
    kind: Kind = "text"
    path: str = ""
    """The field of the record whose state it has; empty where sources say nothing of it."""
    spellings: Callable[[Catalog, str], Iterable[str]] = _itself
    """What a key of text is called, the words to show first."""
    shown: Callable[[float], str] = short_number
    """A number as people say it."""
    bands: tuple[Band, ...] = ()
    """Groups of numbers, in order."""
    rank: Callable[[Catalog, str], int] | None = None
    """Where a key stands among the others, where that is not the alphabet's order."""
    largest_first: bool = False
    first_says_all: bool = False
    """The other values follow from the first."""
    zero_is_stated: bool = False
    """A value of 0 says only that somebody states 0, so it is less than nothing and comes after real values."""

    @property
    def names_itself(self) -> bool:
        """Whether keys are words as sources write them, and no ids."""
        return self.spellings is _itself

    def label(self, catalog: Catalog, value: Value) -> str:
        """Return what one value is called."""
        if self.kind == "number":
            assert isinstance(value, int | float)
            return ZERO_STATED if self.zero_is_stated and not value else self.shown(value)
        if self.kind == "text":
            return safe_line(next(iter(self.spellings(catalog, str(value)))))
        return str(value)

    def text(self, catalog: Catalog, model: Model) -> str:
        """Return the value as a column shows it, the first of several and how many more; empty if not known."""
        values = self.values(catalog, model)
        if not values:
            return ""
        more = f" +{len(values) - 1}" if len(values) > 1 and not self.first_says_all else ""
        return f"{self.label(catalog, values[0])}{more}"

    def marks(self, model: Model) -> str:
        """Return `~` where the value is estimated and `!` where it is disputed."""
        return marks_of(model, self.path) if self.path else ""

    def cell(self, catalog: Catalog, model: Model) -> str:
        """Return the value, or the sign for what is not known, with its marks."""
        return f"{self.text(catalog, model) or UNKNOWN}{self.marks(model)}"

    def spans(self, catalog: Catalog, model: Model) -> tuple[Span, ...]:
        """Return the spans of a number or a date."""
        values = self.values(catalog, model)
        if self.kind == "date":
            # Imported here: a plain list asks for no span of days.
            from genai_tui.catalog.partial_date import days_of

            return tuple(days_of(str(value)) for value in values)
        return tuple((value, value) for value in values)

    def groups(self, catalog: Catalog, model: Model) -> tuple[str, ...]:
        """Return the groups that a model stands in: its bands, or its values themselves."""
        values = self.values(catalog, model)
        if self.kind == "text":
            return values  # type: ignore[return-value]  # the values of texts are their keys
        if self.bands:
            return tuple(
                dict.fromkeys(self.band(value) for value in values if isinstance(value, int | float))
            )
        return tuple(map(str, values))

    def band(self, value: float) -> str:
        """Return the label of the band of a number."""
        return next(band.label for band in self.bands if value in band)

    def place(self, catalog: Catalog, group: str) -> float | None:
        """Return where a group stands among the others, None where groups have no order of their own."""
        if self.bands:
            return next(place for place, band in enumerate(self.bands) if band.label == group)
        if self.rank:
            return self.rank(catalog, group)
        return whole(group.replace("-", "").ljust(8, "0")) if self.kind in ("year", "date") else None

    def keys(self, catalog: Catalog) -> Callable[[Model], Value | None]:
        """Return what gives for a model the value that a list is ordered by, None where nothing is known."""
        read = self.values
        if self.kind != "text":
            return lambda model: values[0] if (values := read(catalog, model)) else None
        known: dict[Value, Value] = {}

        def key(model: Model) -> Value | None:
            values = read(catalog, model)
            if not values:
                return None
            first = values[0]
            if first not in known:
                known[first] = (
                    self.rank(catalog, str(first)) if self.rank else self.label(catalog, first).casefold()
                )
            return known[first]

        return key


ZERO_STATED = "0 stated"
"""A price of 0: included in a subscription, a trial or a gift, and not to be compared."""


def _optional(value: float | str | None) -> tuple[Value, ...]:
    return () if value is None or value == "" else (value,)


def _once(values: Iterable[Value | None]) -> tuple[Value, ...]:
    found = dict.fromkeys(values)
    found.pop(None, None)
    found.pop("", None)
    return tuple(found)  # type: ignore[arg-type]


def _of_organizations(
    read: Callable[[Catalog, str], str | None],
) -> Callable[[Catalog, Model], tuple[Value, ...]]:
    return lambda catalog, model: _once(read(catalog, id_) for id_ in model.organization_ids)


def _kind(catalog: Catalog, id_: str) -> str | None:
    known = catalog.organization(id_)
    return known.kind if known else None


def _country(catalog: Catalog, id_: str) -> str | None:
    known = catalog.organization(id_)
    return known.country if known else None


def _organization_spellings(catalog: Catalog, key: str) -> Iterable[str]:
    known = catalog.organization(key)
    return (known.name, key, *known.aliases) if known else (key,)


def _category_spellings(catalog: Catalog, key: str) -> Iterable[str]:
    known = catalog.category(key)
    if known is None:
        return (key,)
    labels = (known.label.en, *filter(None, (known.label.de,)))
    # Nobody types an arrow.
    typed = (
        label.replace("→", word) for label, word in zip(labels, ("to", "zu"), strict=False) if "→" in label
    )
    return (*labels, key, *typed, *filter(None, (known.code,)), *known.aliases)


def _modality_spellings(catalog: Catalog, key: str) -> Iterable[str]:
    known = next((each for each in catalog.head.modalities if each.id == key), None)
    return (known.label.en, key, *filter(None, (known.label.de,))) if known else (key,)


def _model_spellings(catalog: Catalog, key: str) -> Iterable[str]:
    known = catalog.model(key)
    return (known.name, key, *known.aliases) if known else (key,)


def _weights(catalog: Catalog, model: Model) -> tuple[Value, ...]:
    if kinds := model.weights_kinds:
        return kinds
    return (DISPUTED,) if model.disputes and "!" in marks_of(model, "availability.weights") else ()


def _api(catalog: Catalog, model: Model) -> tuple[Value, ...]:
    known = model.availability.api if model.availability else None
    return () if known is None else ("yes" if known else "no",)


def _architecture(catalog: Catalog, model: Model) -> tuple[Value, ...]:
    known = model.architecture
    return _once((known.family, *known.components)) if known else ()


def _has(catalog: Catalog, model: Model) -> tuple[Value, ...]:
    links = model.links
    found = {
        "code": links and links.code, "weights": links and links.weights, "demo": links and links.demo,
        "homepage": links and links.homepage, "paper": model.paper, "results": model.results,
        "lineage": model.based_on, "dispute": model.disputes, "summary": model.summary,
        "training": model.training, "offers": model.offers, "overlay": overlaid(model),
    }  # fmt: skip
    return tuple(name for name, value in found.items() if value)


def _disputed(catalog: Catalog, model: Model) -> tuple[Value, ...]:
    if not model.disputes:
        return ()
    return tuple(each.name for each in _ALL if each.path and "!" in each.marks(model))


def dollars(value: float) -> str:
    """Return a price in dollars to four digits: `0.15`."""
    return f"{value:.4g}"


_PRICES = (
    Band(0, 0.1, "to $0.10"), Band(0.1, 1, "to $1"), Band(1, 5, "to $5"), Band(5, 20, "to $20"),
    Band(20, math.inf, "above $20"), Band(-math.inf, 0, ZERO_STATED),
)  # fmt: skip
"""Dollars for a million input tokens."""
_CONTEXTS = (
    Band(0, 33_000, "to 32K"), Band(33_000, 132_000, "to 128K"), Band(132_000, 265_000, "to 256K"),
    Band(265_000, 530_000, "to 512K"), Band(530_000, 1_100_000, "to 1M"), Band(1_100_000, math.inf, "above 1M"),
)  # fmt: skip
"""Tokens; some count a K as 1,024."""

_ALL = (
    Attribute("name", "Name", lambda catalog, model: _once((model.name, *model.aliases)) if model.aliases else (model.name,)),
    Attribute("id", "Id", lambda catalog, model: (model.id,)),
    Attribute("org", "Organization", lambda catalog, model: model.organization_ids, path="organizations",
              spellings=_organization_spellings),
    Attribute("role", "Role", lambda catalog, model: _once(part.role for part in model.organizations),
              path="organizations"),
    Attribute("kind", "Kind", _of_organizations(_kind), path="organizations"),
    Attribute("country", "Country", _of_organizations(_country), path="organizations"),
    Attribute("cat", "Category", lambda catalog, model: _once((model.category, *model.also_in)) if model.also_in else (model.category,), path="category",
              spellings=_category_spellings, rank=lambda catalog, key: catalog.category_places.get(key, 1_000)),
    Attribute("also", "Also in", lambda catalog, model: model.also_in, path="also_in",
              spellings=_category_spellings),
    Attribute("in", "In", lambda catalog, model: model.inputs, path="inputs", spellings=_modality_spellings),
    Attribute("out", "Out", lambda catalog, model: model.outputs, path="outputs", spellings=_modality_spellings),
    Attribute("domain", "Domain", lambda catalog, model: model.domains, path="domains"),
    Attribute("task", "Task", lambda catalog, model: model.tasks, path="tasks"),
    Attribute("signature", "Signature", lambda catalog, model: _optional(model.signature), path="inputs|outputs",
              spellings=lambda catalog, key: (key, key.replace("→", "to"))),
    Attribute("year", "Year", lambda catalog, model: _optional(model.year), "year", "released", largest_first=True),
    Attribute("date", "Date", lambda catalog, model: _optional(model.released.date if model.released else None),
              "date", "released", largest_first=True),
    Attribute("params", "Params",
              lambda catalog, model: (model.parameters[0].count,) if model.parameters else (),
              "number", "parameters", largest_first=True),
    Attribute("variant", "Variants", lambda catalog, model: _once(each.count for each in model.parameters),
              "number", "parameters", largest_first=True),
    Attribute("compute", "FLOP",
              lambda catalog, model: _optional(model.training.compute_flop if model.training else None),
              "number", "training.compute_flop", shown=lambda value: f"{value:.3g}", largest_first=True),
    Attribute("citations", "Cited", lambda catalog, model: _optional(model.citations), "number", "citations",
              largest_first=True),
    Attribute("weights", "Weights", _weights, path="availability.weights",
              rank=lambda catalog, key: WEIGHTS.index(key), first_says_all=True),
    Attribute("use", "Use", lambda catalog, model: _optional(model.availability.use if model.availability else None),
              path="availability.use"),
    Attribute("api", "API", _api, path="availability.api"),
    Attribute("license", "Licence",
              lambda catalog, model: _optional(model.availability.license if model.availability else None),
              path="availability.license"),
    Attribute("arch", "Architecture", _architecture, path="architecture"),
    Attribute("venue", "Venue", lambda catalog, model: _optional(model.paper.venue if model.paper else None),
              path="paper.venue"),
    Attribute("author", "Author", lambda catalog, model: _once(model.paper.authors if model.paper else ()),
              path="paper.authors"),
    Attribute("price", "$/M in", lambda catalog, model: _optional(model.price), "number", "offers", shown=dollars,
              bands=_PRICES, zero_is_stated=True),
    Attribute("context", "Context", lambda catalog, model: _optional(model.context), "number", "offers",
              bands=_CONTEXTS, largest_first=True),
    Attribute("provider", "Provider", lambda catalog, model: _once(each.provider for each in model.offers),
              path="offers"),
    Attribute("has", "Has", _has),
    Attribute("disputed", "Disputed", _disputed),
    Attribute("based", "Built on",
              lambda catalog, model: _once(each.model or each.name for each in model.based_on), path="based_on",
              spellings=_model_spellings),
)  # fmt: skip

ATTRIBUTES: dict[str, Attribute] = {attribute.name: attribute for attribute in _ALL}
"""Every attribute by the name it has in queries, in the order in which they are explained."""

OTHER_NAMES = {
    "organization": "org", "organisation": "org", "category": "cat", "input": "in", "inputs": "in",
    "output": "out", "outputs": "out", "parameters": "params", "licence": "license", "released": "date",
    "architecture": "arch", "authors": "author", "flop": "compute", "also_in": "also", "based_on": "based",
    "alias": "name", "variants": "variant", "input_price": "price", "domains": "domain", "tasks": "task",
}  # fmt: skip
"""What people type instead."""
