"""The fields that a query can name: the attributes of a model, with what may be asked of each."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from msgspec import Struct

from genai_tui.catalog.attributes import (
    ATTRIBUTES,
    OTHER_NAMES,
    WEIGHTS,
    Attribute,
    Band,
    Kind,
    Span,
)
from genai_tui.catalog.model import Catalog, Model
from genai_tui.catalog.partial_date import days_of

__all__ = ["FIELDS", "OTHER_NAMES", "Field", "Span", "days_of"]

Keys = Iterable[str]


class Field(Struct, frozen=True):
    """A field of the query language: an attribute, which reads and spells it, and what a query may say of it."""

    attribute: Attribute
    help: str
    wants: str
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

    @property
    def name(self) -> str:
        """The attribute's name."""
        return self.attribute.name

    @property
    def kind(self) -> Kind:
        """What its values are."""
        return self.attribute.kind

    @property
    def bands(self) -> tuple[Band, ...]:
        """Groups of numbers, which a query may name by their labels."""
        return self.attribute.bands

    def keys(self, catalog: Catalog, model: Model) -> tuple[str, ...]:
        """Return the keys that a text field has for a model."""
        return tuple(map(str, self.attribute.values(catalog, model)))

    def spans(self, catalog: Catalog, model: Model) -> tuple[Span, ...]:
        """Return the spans that a field of numbers or dates has for a model."""
        return self.attribute.spans(catalog, model)

    def spellings(self, catalog: Catalog, key: str) -> Keys:
        """Return what people may type for a key."""
        return self.attribute.spellings(catalog, key)


def _categories(catalog: Catalog) -> Keys:
    return (each.id for each in catalog.categories)


def _modalities(catalog: Catalog) -> Keys:
    return (each.id for each in catalog.head.modalities)


_NUMBER = "a number such as 10b, 1.5m, 1e24, a range 1b..10b, or >10b"
_WORDS = "words, in quotes where there are several"


def _field(name: str, help: str, wants: str, **more: object) -> Field:
    return Field(ATTRIBUTES[name], help, wants, **more)  # type: ignore[arg-type]


_ALL = (
    _field("name", "name or alias", _WORDS),
    _field("id", "id of the record, whole", "an id such as dall-e-2", whole=True),
    _field("org", "organization, by name or alias", _WORDS, listed=True),
    _field("role", "part that an organization has", "a role",
           closed=("developer", "collaborator", "deployer", "funder")),
    _field("kind", "kind of organization", "a kind",
           closed=("company", "lab", "university", "startup", "nonprofit", "government")),
    _field("country", "an organization's country, two letters", "a code such as US or DE", listed=True),
    _field("cat", "category, in English or German: the slot and those it is also in", "a category",
           every=_categories, listed=True),
    _field("also", "further categories", "a category", every=_categories, listed=True),
    _field("in", "what really goes in", "a modality such as text", every=_modalities, listed=True),
    _field("out", "what really comes out", "a modality such as image", every=_modalities, listed=True),
    _field("domain", "field of work, in the words of the source", _WORDS),
    _field("task", "what it is made for, in the words of the source", _WORDS),
    _field("signature", "all that goes in and comes out", 'a signature such as "text + image to text"'),
    _field("year", "year of the first release", "2022, 2021..2023 or >=2022"),
    _field("date", "first release", "2022, 2022-04, 2022-04-06, a range, or >=2022-04"),
    _field("params", "parameters: the count that is shown", _NUMBER),
    _field("variant", "parameters of any variant", _NUMBER),
    _field("compute", "training compute in floating-point operations", _NUMBER),
    _field("citations", "citations of the paper, where the catalog counts them", _NUMBER),
    _field("weights", "whether the weights can be had", "open, restricted, closed or disputed",
           closed=WEIGHTS),
    _field("use", "what those who download the weights may use them for", "any, noncommercial or restricted",
           closed=("any", "noncommercial", "restricted")),
    _field("api", "whether there is an API", "yes or no", closed=("yes", "no")),
    _field("license", "licence, SPDX id or name", _WORDS),
    _field("arch", "architecture: family or component", _WORDS),
    _field("venue", "where the paper appeared", _WORDS),
    _field("author", "author of the paper", _WORDS),
    _field("price", "dollars for a million input tokens, where they cost least", _NUMBER),
    _field("context", "tokens of context, where there are most", _NUMBER),
    _field("provider", "who offers the use of it", _WORDS),
    _field("has", "what the record holds", "code, weights, demo, homepage, paper, results, lineage ...",
           closed=("code", "weights", "demo", "homepage", "paper", "results", "lineage", "dispute",
                   "summary", "training", "offers", "overlay"), never_unknown=True),
    _field("disputed", "what sources differ about", "a field such as date",
           closed=tuple(each.name for each in ATTRIBUTES.values() if each.path)),
    _field("based", "model that it is built on", _WORDS),
)  # fmt: skip

FIELDS: dict[str, Field] = {field.name: field for field in _ALL}
"""Every field by its name, in the order in which they are explained."""
