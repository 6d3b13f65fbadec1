"""Records as plain typed data: JSON with null for what is not known, and flat rows for tables."""

from __future__ import annotations

import functools
from typing import Any

from genai_tui.catalog.attributes import ATTRIBUTES
from genai_tui.catalog.model import Catalog, Model, Record
from genai_tui.catalog.provenance import claim, slot_differs

FORM = 1
"""Version of the JSON form; counts up when a field changes its meaning."""

COLUMNS = (
    "id", "name", "organizations", "released", "parameters", "weights", "category", "input_price", "context",
    "domains", "license", "use", "availability_note", "estimated", "disputed",
)  # fmt: skip
"""The columns of a row, in order; the last two name those of the others that are estimated or disputed."""

_COLUMN_OF = {
    "organizations": "org", "released": "date", "parameters": "params", "weights": "weights", "category": "cat",
    "input_price": "price", "context": "context", "domains": "domain", "license": "license", "use": "use",
}  # fmt: skip
"""The attribute behind a column."""
_LISTED = frozenset({"organizations", "domains"})
"""Columns that list every value; the others hold the first."""

_CLAIMED = (
    "category", "inputs", "outputs", "domains", "tasks", "organizations", "released", "parameters", "architecture", "training.data",
    "training.compute_flop", "training.hardware", "training.time", "results", "availability.weights", "availability.use",
    "availability.api", "availability.demo", "availability.license", "based_on", "paper",
)  # fmt: skip
"""Fields whose standing is told with a record."""


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


def model_as_json(catalog: Catalog, model: Model) -> dict[str, Any]:
    """Return everything known of a model, with the standing of its claims and full sources."""
    record: dict[str, Any] = plain(model)
    record["sources"] = [plain(catalog.source(model, source.id)) for source in model.sources]
    record["organizations"] = [
        {**plain(part), "name": catalog.organization_name(part.id)} for part in model.organizations
    ] or None
    record["slot_differs"] = slot_differs(catalog, model)
    record["claims"] = {
        field: {"state": known.state, "sources": [source.id for source in known.sources] or None}
        for field in _CLAIMED
        for known in [claim(catalog, model, field)]
    }
    return record


def catalog_as_json(catalog: Catalog) -> dict[str, Any]:
    """Return what identifies the catalog that an answer comes from."""
    head = catalog.head
    return {
        "id": head.id, "title": head.title, "edition": head.edition, "version": head.version,
        "date": head.date, "license": head.license, "credit": head.credit,
    }  # fmt: skip


def values_row(catalog: Catalog, model: Model) -> dict[str, Any]:
    """Return a model's row as typed values under COLUMNS; None is not known."""
    row: dict[str, Any] = {"id": model.id, "name": model.name}
    marks: dict[str, str] = {}
    for column, name in _COLUMN_OF.items():
        attribute = ATTRIBUTES[name]
        values = attribute.values(catalog, model)
        if column in _LISTED:
            row[column] = [attribute.label(catalog, value) for value in values] or None
        else:
            row[column] = values[0] if values else None
        marks[column] = attribute.marks(model)
    row["availability_note"] = model.availability.note if model.availability else None
    row["estimated"] = [column for column, said in marks.items() if "~" in said] or None
    row["disputed"] = [column for column, said in marks.items() if "!" in said] or None
    return {column: row[column] for column in COLUMNS}


def makers(catalog: Catalog, model: Model) -> str:
    """Return the first organization and how many more there are: `LMU Munich +2`."""
    return ATTRIBUTES["org"].text(catalog, model)
