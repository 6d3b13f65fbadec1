"""The fields that a query can name: what each reads from a model, and how its values are spelled."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable, Iterable
from typing import Literal

from msgspec import Struct

from genai_tui.catalog.claims import overlaid
from genai_tui.catalog.model import Catalog, Model

Kind = Literal["text", "number", "year", "date"]
Keys = Iterable[str]
Span = tuple[float | str, float | str]
"""A number twice, or the first and last day that a date may stand for."""


class Field(Struct, frozen=True):
    """A field of the query language.

    A text field gives keys, each with spellings that people may type for it; the others give spans. A
    field that gives nothing for a model is not known of it.
    """

    name: str
    kind: Kind
    help: str
    wants: str
    keys: Callable[[Catalog, Model], Keys] = lambda catalog, model: ()
    spans: Callable[[Model], Iterable[Span]] = lambda model: ()
    spellings: Callable[[Catalog, str], Iterable[str]] = lambda catalog, key: (key,)
    closed: tuple[str, ...] = ()
    """All keys there can be, where the field is a closed list."""
    every: Callable[[Catalog], Keys] = lambda catalog: ()
    """Keys that the catalog's taxonomy has, be there a model with them or not."""
    listed: bool = False
    """A value that is none of the keys is a mistake, as it is in a closed list."""
    whole: bool = False
    """A value means the key that it is, letter by letter, and none that it is like or part of."""
    never_unknown: bool = False
    """The field is a plain statement about the record, so that giving nothing means no."""


def _categories(catalog: Catalog) -> Keys:
    return (each.id for each in catalog.categories)


def _modalities(catalog: Catalog) -> Keys:
    return (each.id for each in catalog.head.modalities)


def _name_keys(catalog: Catalog, model: Model) -> Keys:
    return (model.name, *model.aliases)


def _organization_spellings(catalog: Catalog, key: str) -> Keys:
    known = catalog.organization(key)
    return (known.name, key, *known.aliases) if known else (key,)


def _of_organizations(read: Callable[[Catalog, str], str | None]) -> Callable[[Catalog, Model], Keys]:
    return lambda catalog, model: filter(None, (read(catalog, id_) for id_ in model.organization_ids))


def _kind(catalog: Catalog, id_: str) -> str | None:
    known = catalog.organization(id_)
    return known.kind if known else None


def _country(catalog: Catalog, id_: str) -> str | None:
    known = catalog.organization(id_)
    return known.country if known else None


def _category_spellings(catalog: Catalog, key: str) -> Keys:
    known = catalog.category(key)
    if known is None:
        return (key,)
    labels = (known.label.en, *filter(None, (known.label.de,)))
    # Nobody types an arrow.
    typed = (
        label.replace("→", word) for label, word in zip(labels, ("to", "zu"), strict=False) if "→" in label
    )
    return (*labels, key, *typed, *filter(None, (known.code,)), *known.aliases)


def _modality_spellings(catalog: Catalog, key: str) -> Keys:
    known = next((each for each in catalog.head.modalities if each.id == key), None)
    return (known.label.en, key, *filter(None, (known.label.de,))) if known else (key,)


def _architecture(catalog: Catalog, model: Model) -> Keys:
    known = model.architecture
    return (*filter(None, (known.family,)), *known.components) if known else ()


def _ancestors(catalog: Catalog, model: Model) -> Keys:
    return filter(None, (ancestor.model or ancestor.name for ancestor in model.based_on))


def _model_spellings(catalog: Catalog, key: str) -> Keys:
    known = catalog.model(key)
    return (known.name, key, *known.aliases) if known else (key,)


def _has(catalog: Catalog, model: Model) -> Keys:
    links = model.links
    found = {
        "code": links and links.code, "weights": links and links.weights, "demo": links and links.demo,
        "homepage": links and links.homepage, "paper": model.paper, "results": model.results,
        "lineage": model.based_on, "dispute": model.disputes, "summary": model.summary,
        "training": model.training, "offers": model.offers, "overlay": overlaid(model),
    }  # fmt: skip
    return (name for name, value in found.items() if value)


def _api(catalog: Catalog, model: Model) -> Keys:
    known = model.availability.api if model.availability else None
    return () if known is None else ("yes" if known else "no",)


def _use(catalog: Catalog, model: Model) -> Keys:
    known = model.availability.use if model.availability else None
    return (known,) if known else ()


def _license(catalog: Catalog, model: Model) -> Keys:
    known = model.availability
    return (known.license,) if known and known.license else ()


def _venue(catalog: Catalog, model: Model) -> Keys:
    return (model.paper.venue,) if model.paper and model.paper.venue else ()


def _released(model: Model) -> Iterable[Span]:
    return (days_of(model.released.date),) if model.released else ()


def days_of(date: str) -> tuple[str, str]:
    """Return the first and last day that `2022`, `2022-04` or `2022-04-06` may stand for."""
    match len(date):
        case 4:
            return f"{date}-01-01", f"{date}-12-31"
        case 7:
            return f"{date}-01", f"{date}-{monthrange(int(date[:4]), int(date[5:]))[1]:02}"
        case _:
            return date, date


def _optional(value: float | None) -> Iterable[Span]:
    return () if value is None else ((value, value),)


def _all(values: Iterable[float | None]) -> Iterable[Span]:
    return ((value, value) for value in values if value is not None)


_NUMBER = "a number such as 10b, 1.5m, 1e24, a range 1b..10b, or >10b"
_WORDS = "words, in quotes where there are several"

_ALL = (
    Field("name", "text", "name or alias", _WORDS, _name_keys),
    Field("id", "text", "id of the record, whole", "an id such as dall-e-2",
          lambda catalog, model: (model.id,), whole=True),
    Field("org", "text", "organization, by name or alias", _WORDS,
          lambda catalog, model: model.organization_ids, spellings=_organization_spellings, listed=True),
    Field("role", "text", "part that an organization has", "a role",
          lambda catalog, model: (part.role for part in model.organizations),
          closed=("developer", "collaborator", "deployer", "funder")),
    Field("kind", "text", "kind of organization", "a kind", _of_organizations(_kind),
          closed=("company", "lab", "university", "startup", "nonprofit", "government")),
    Field("country", "text", "an organization's country, two letters", "a code such as US or DE",
          _of_organizations(_country), listed=True),
    Field("cat", "text", "category: the slot, in English or German", "a category",
          lambda catalog, model: (model.category,), spellings=_category_spellings, every=_categories, listed=True),
    Field("also", "text", "further categories", "a category",
          lambda catalog, model: model.also_in, spellings=_category_spellings, every=_categories, listed=True),
    Field("in", "text", "what really goes in", "a modality such as text",
          lambda catalog, model: model.inputs, spellings=_modality_spellings, every=_modalities, listed=True),
    Field("out", "text", "what really comes out", "a modality such as image",
          lambda catalog, model: model.outputs, spellings=_modality_spellings, every=_modalities, listed=True),
    Field("domain", "text", "field of work, in the words of the source", _WORDS,
          lambda catalog, model: model.domains),
    Field("task", "text", "what it is made for, in the words of the source", _WORDS,
          lambda catalog, model: model.tasks),
    Field("year", "year", "year of the first release", "2022, 2021..2023 or >=2022",
          spans=lambda model: _optional(model.year)),
    Field("date", "date", "first release", "2022, 2022-04, 2022-04-06, a range, or >=2022-04",
          spans=_released),
    Field("params", "number", "parameters of any variant", _NUMBER,
          spans=lambda model: ((each.count, each.count) for each in model.parameters)),
    Field("compute", "number", "training compute in floating-point operations", _NUMBER,
          spans=lambda model: _optional(model.training.compute_flop if model.training else None)),
    Field("citations", "number", "citations of the paper, where the catalog counts them", _NUMBER,
          spans=lambda model: _optional(model.citations)),
    Field("weights", "text", "whether the weights can be had", "open, restricted or closed",
          lambda catalog, model: model.weights_kinds, closed=("open", "restricted", "closed")),
    Field("use", "text", "what those who download the weights may use them for", "any, noncommercial or restricted",
          _use,
          closed=("any", "noncommercial", "restricted")),
    Field("api", "text", "whether there is an API", "yes or no", _api, closed=("yes", "no")),
    Field("license", "text", "licence, SPDX id or name", _WORDS,
          _license),
    Field("arch", "text", "architecture: family or component", _WORDS, _architecture),
    Field("venue", "text", "where the paper appeared", _WORDS,
          _venue),
    Field("author", "text", "author of the paper", _WORDS,
          lambda catalog, model: model.paper.authors if model.paper else ()),
    Field("price", "number", "dollars for a million input tokens, of any offer", _NUMBER,
          spans=lambda model: _all(each.input_price for each in model.offers)),
    Field("context", "number", "tokens of context, of any offer", _NUMBER,
          spans=lambda model: _all(each.context for each in model.offers)),
    Field("provider", "text", "who offers the use of it", _WORDS,
          lambda catalog, model: (each.provider for each in model.offers)),
    Field("has", "text", "what the record holds", "code, weights, demo, homepage, paper, results, lineage ...",
          _has, closed=("code", "weights", "demo", "homepage", "paper", "results", "lineage", "dispute",
                        "summary", "training", "offers", "overlay"), never_unknown=True),
    Field("based", "text", "model that it is built on", _WORDS, _ancestors, spellings=_model_spellings),
)  # fmt: skip

FIELDS: dict[str, Field] = {field.name: field for field in _ALL}
"""Every field by its name, in the order in which they are explained."""

OTHER_NAMES = {
    "organization": "org", "organisation": "org", "category": "cat", "input": "in", "inputs": "in",
    "output": "out", "outputs": "out", "parameters": "params", "licence": "license", "released": "date",
    "architecture": "arch", "authors": "author", "flop": "compute", "also_in": "also", "based_on": "based",
    "alias": "name", "domains": "domain", "tasks": "task",
}  # fmt: skip
"""What people type instead."""
