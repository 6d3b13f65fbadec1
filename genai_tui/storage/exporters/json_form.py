"""Records as plain typed data: JSON with null for what is not known, and flat rows for tables."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from typing import Any

from genai_tui.catalog.as_of import state_of
from genai_tui.catalog.attributes import ATTRIBUTES, IN_FILES
from genai_tui.catalog.model import (
    UNDATED,
    Availability,
    Catalog,
    Model,
    Organization,
    Paper,
    ParameterCount,
    Record,
    Status,
    Training,
)
from genai_tui.catalog.provenance import claim, slot_differs

FORM = 2
"""Version of the JSON that is printed; counts up when a field changes its meaning."""

HEADINGS = (
    "id", "name", *(attribute.heading for attribute in IN_FILES), "availability_note", "estimated", "disputed",
)  # fmt: skip
"""The columns of a row, in order; the last two name those of the others that are estimated or disputed."""

FOUND_BY = ("score", "found_by")
"""The columns that a search adds: how well a row is met, and by what."""

COUNTED_OF_ORGANIZATIONS = (
    "models", "partners", "owners", "owned", "investors", "invested", "between", "community", "first", "last",
)  # fmt: skip
"""Attributes of an organization that are reckoned from models and relations."""
OF_ORGANIZATIONS = (
    "id", "name", "kind", "country", "city", "founded", "homepage", "ror", "wikidata", *COUNTED_OF_ORGANIZATIONS,
)  # fmt: skip
"""The columns of a row about an organization."""

_NOT_TOLD = frozenset({"also_in", "citations", "offers", "paper.venue", "paper.authors"})
"""Fields behind attributes whose standing form 1 does not tell."""
_BESIDE = (
    "training.data", "training.hardware", "training.time", "results", "availability.demo", "availability.periods",
    "paper",
)  # fmt: skip
"""Fields behind no attribute whose standing is told."""
_PARTS: dict[str, type[Record]] = {
    "training": Training, "availability": Availability, "paper": Paper, "parameters": ParameterCount, "status": Status,
}  # fmt: skip


def _place(field: str) -> tuple[int, int]:
    """Return where a field stands in the record, one as a whole before what is in it."""
    first, _, inner = field.partition(".")
    within = _PARTS[first].__struct_fields__.index(inner) if inner else -1
    return Model.__struct_fields__.index(first), within


_CLAIMED = sorted(
    {
        *_BESIDE,
        *(field for each in ATTRIBUTES.values() if each.path for field in each.path.split("|")),
    }
    - _NOT_TOLD,
    key=_place,
)
"""Fields whose standing is told with a record, in its order: those behind attributes, and some others."""


@functools.cache
def _names(kind: type[Record]) -> tuple[tuple[str, str], ...]:
    return tuple(zip(kind.__struct_fields__, kind.__struct_encode_fields__, strict=True))


def plain(value: Any) -> Any:
    """Return a record as dicts, lists and scalars with every field present; null means not known."""
    if isinstance(value, Record):
        return {encoded: plain(getattr(value, name)) for name, encoded in _names(type(value))}
    if isinstance(value, tuple):
        return [plain(item) for item in value] or None
    return value


def organization_as_json(catalog: Catalog, organization: Organization) -> dict[str, Any]:
    """Return everything known of an organization, with its counts; between and community once the graph is measured."""
    # Imported here: models are written without it.
    from genai_tui.catalog.organization_attributes import ORGANIZATIONS

    record: dict[str, Any] = plain(organization)
    record["sources"] = [
        plain(catalog.source(None, source.id) or source) for source in organization.sources
    ] or None
    for name in COUNTED_OF_ORGANIZATIONS:
        values = ORGANIZATIONS.rows[name].values(catalog, organization)
        record[name] = values[0] if values else None
    return record


def model_as_json(catalog: Catalog, model: Model) -> dict[str, Any]:
    """Return everything known of a model, with the standing of its claims and full sources."""
    record: dict[str, Any] = plain(model)
    record["sources"] = [plain(catalog.source(model, source.id)) for source in model.sources]
    record["organizations"] = [
        {
            **plain(part),
            "name": catalog.organization_name(part.id),
            "unit_name": catalog.organization_name(part.unit) if part.unit else None,
        }
        for part in model.organizations
    ] or None
    slot = catalog.category(model.category)
    told = slot and slot.inputs and slot.outputs and model.inputs and model.outputs
    record["slot_differs"] = slot_differs(catalog, model) if told else None
    if model.training and model.training.compute_flop is None:
        record["training"]["compute_estimated"] = None
    record["claims"] = {
        field: {"state": known.state, "sources": [source.id for source in known.sources] or None}
        for field in _CLAIMED
        for known in [claim(catalog, model, field)]
    }
    return record


def catalog_as_json(catalog: Catalog) -> dict[str, Any]:
    """Return what identifies the catalog that an answer comes from, and the day where it is the state on one."""
    head, state = catalog.head, state_of(catalog)
    return {
        "id": head.id, "title": head.title, "edition": head.edition, "version": head.version,
        "date": None if head.date == UNDATED else head.date, "license": head.license, "credit": head.credit,
        **({"as_of": state.day} if state else {}),
    }  # fmt: skip


def beside_models(catalog: Catalog, models: Sequence[Model]) -> dict[str, Any]:
    """Return what of a catalog belongs to its models, so that an export is a catalog again.

    Of a part of the models it is their organizations, the ties between those, and what they are built on.
    """
    whole = len(models) == len(catalog.models)
    named = {id_ for model in models for id_ in model.organization_ids}
    bases = {each.model for model in models for each in model.based_on}
    others = [each for each in catalog.others if whole or each.id in bases]
    named |= {id_ for each in others for id_ in each.organization_ids}
    organizations = [each for id_, each in catalog.organizations.items() if whole or id_ in named]
    known = {each.id for each in organizations}
    shared = {source.id for each in organizations for source in each.sources}
    relations = [each for each in catalog.relations if {each.from_id, each.to_id} <= known]
    shared |= {source.id for each in relations for source in each.sources}
    shared |= {id_ for each in catalog.categories for id_ in each.sources}
    return {
        "organizations": [plain(each) for each in organizations],
        "relations": [plain(each) for each in relations],
        "others": [model_as_json(catalog, each) for each in others],
        "about": catalog.head.about,
        "modalities": [plain(each) for each in catalog.head.modalities],
        "categories": [plain(each) for each in catalog.categories],
        "sources": [plain(each) for each in catalog.head.sources if each.id in shared],
    }


def values_row(catalog: Catalog, model: Model) -> dict[str, Any]:
    """Return a model's row as typed values under HEADINGS; None is not known."""
    row: dict[str, Any] = {"id": model.id, "name": model.name}
    for attribute in IN_FILES:
        values = attribute.values(catalog, model)
        if attribute.lists_all:
            row[attribute.heading] = [attribute.label(catalog, value) for value in values] or None
        else:
            row[attribute.heading] = values[0] if values else None
    row["availability_note"] = model.availability.note if model.availability else None
    marked = headings_by_mark(model)
    row["estimated"], row["disputed"] = marked["~"], marked["!"]
    return row


def headings_by_mark(model: Model) -> dict[str, list[str] | None]:
    """Return the headings of a row's columns that are estimated, under `~`, and disputed, under `!`; None for none."""
    marks = {attribute.heading: attribute.marks(model) for attribute in IN_FILES}
    return {mark: [heading for heading, said in marks.items() if mark in said] or None for mark in "~!"}
