"""A reference to a record of a catalog: its kind and its id."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from genai_tui.catalog.labels import shown_label
from genai_tui.catalog.model import Catalog, Model, Organization
from genai_tui.catalog.sanitize import safe_line

RecordKind = Literal["model", "organization", "category"]


class RecordRef(Struct, frozen=True):
    """The kind and the id of a model, an organization or a category."""

    kind: RecordKind
    id: str


def ref_of(record: Model | Organization) -> RecordRef:
    """Return the reference to a record."""
    return RecordRef("organization" if isinstance(record, Organization) else "model", record.id)


def stands(catalog: Catalog, ref: RecordRef) -> bool:
    """Return whether a catalog knows a record; an organization without one is known by the models that name it."""
    if ref.kind == "model":
        return catalog.model(ref.id) is not None
    if ref.kind == "category":
        return catalog.category(ref.id) is not None
    if catalog.organization(ref.id) is not None:
        return True
    return any(each.id == ref.id for model in catalog.narrowed("org", ref.id) for each in model.organizations)


def address_of(catalog: Catalog, ref: RecordRef) -> str | None:
    """Return the address of a record to read on at; None where none is known."""
    if ref.kind == "organization":
        organization = catalog.organization(ref.id)
        return organization.homepage if organization else None
    model = catalog.model(ref.id) if ref.kind == "model" else None
    return model.address if model else None


def record_name(catalog: Catalog, ref: RecordRef) -> str:
    """Return the name of a record, its id where none stands behind it."""
    if ref.kind == "organization":
        return safe_line(catalog.organization_name(ref.id))
    if ref.kind == "category":
        category = catalog.category(ref.id)
        return safe_line(shown_label(catalog, category.label) if category else ref.id)
    model = catalog.model(ref.id)
    return safe_line(model.name if model else ref.id)


def name_and_address(catalog: Catalog, ref: RecordRef) -> str:
    """Return the name of a record, and the address to read on at where one is known."""
    return safe_line(f"{record_name(catalog, ref)} {address_of(catalog, ref) or ''}").strip()
