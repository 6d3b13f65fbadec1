"""Subjects of a search: models and organizations, with what is read of each."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from msgspec import Struct

from genai_tui.catalog.attribute import AnyRecord, AttributeTable
from genai_tui.catalog.attributes import MODELS as MODEL_ATTRIBUTES
from genai_tui.catalog.model import Catalog, Model, Organization
from genai_tui.catalog.organization_attributes import ORGANIZATIONS as ORGANIZATION_ATTRIBUTES
from genai_tui.catalog.organization_counts import counts_of, organizations_in_order
from genai_tui.catalog.provenance import slot_differs


class Subject(Struct, frozen=True):
    """A kind of record that can be searched: the records of a catalog, their attributes, names and texts."""

    noun: str
    """What one record is called."""
    records: Callable[[Catalog], Sequence[AnyRecord]]
    """The records of a catalog, in its order."""
    attributes: AttributeTable
    standing: Callable[[Catalog, AnyRecord], Any]
    """A sort key: of records that words find equally well, what people most likely mean comes first."""
    makers: Callable[[AnyRecord], tuple[str, ...]]
    """The ids of the organizations by whose names a record is found as well."""
    texts: Callable[[Catalog, AnyRecord], Iterator[str]]
    """The texts of a record: its names and sentences, and those of what it belongs to."""
    differs: Callable[[Catalog, AnyRecord], bool]
    """Whether the survey's slot says other than a record's real inputs and outputs."""


def _standing_of_model(catalog: Catalog, model: Model) -> tuple[int, int, int, str, str]:
    """Return a sort key: better known first (cited, sourced, offered more), then newer, then by name."""
    newer = "".join(chr(0x7F - ord(char)) for char in model.date or "") or "~"
    return (-(model.citations or 0), -len(model.sources), -len(model.offers), newer, model.name)


def _texts_of_model(catalog: Catalog, model: Model) -> Iterator[str]:
    """Yield the texts of a model: names, organizations, categories in both languages, sentences."""
    yield from model.names
    for id_ in model.organization_ids:
        yield from catalog.organization_names(id_)
    for id_ in (model.category, *model.also_in):
        if category := catalog.category(id_):
            yield from filter(None, (category.label.en, category.label.de, *category.aliases))
    if model.architecture:
        yield from filter(None, (model.architecture.family, *model.architecture.components))
    yield from (*model.domains, *model.tasks)
    if model.availability:
        yield from filter(None, (model.availability.license, model.availability.note))
    if model.paper:
        yield model.paper.title
    yield from filter(None, (model.summary, model.how_it_works, *model.strengths, *model.limitations))


def _texts_of_organization(catalog: Catalog, organization: Organization) -> Iterator[str]:
    """Yield the texts of an organization: names, place, note, the names of its models."""
    yield from organization.names
    yield from filter(None, (organization.kind, organization.city, organization.note))
    for model in counts_of(catalog, organization.id).models:
        yield from model.names


MODELS = Subject(
    "model", lambda catalog: catalog.models, MODEL_ATTRIBUTES, _standing_of_model,
    lambda model: model.organization_ids, _texts_of_model, slot_differs,
)  # fmt: skip
ORGANIZATIONS = Subject(
    "organization", organizations_in_order, ORGANIZATION_ATTRIBUTES,
    lambda catalog, organization: (-len(counts_of(catalog, organization.id).models), organization.name),
    lambda organization: (), _texts_of_organization, lambda catalog, organization: False,
)  # fmt: skip
