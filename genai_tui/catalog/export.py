"""Records as plain typed data: JSON with null for what is not known, and flat rows for tables."""

from __future__ import annotations

import functools
from typing import Any

from genai_tui.catalog.claims import claim, slot_differs
from genai_tui.catalog.model import Catalog, Model, Record
from genai_tui.catalog.text import safe_line, short_number

FORM = 1
"""Version of the JSON form; counts up when a field changes its meaning."""

COLUMNS = (
    "id", "name", "organizations", "released", "parameters", "weights", "category", "input_price", "context",
    "domains", "license", "use", "availability_note",
)  # fmt: skip
"""The columns of a row, in order."""

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
    parameters, known = model.headline_parameters, model.availability
    return {
        "id": model.id,
        "name": model.name,
        "organizations": [catalog.organization_name(part.id) for part in model.organizations] or None,
        "released": model.released.date if model.released else None,
        "parameters": parameters.count if parameters else None,
        "weights": model.weights,
        "category": model.category,
        "input_price": model.price,
        "context": model.context,
        "domains": list(model.domains) or None,
        "license": known.license if known else None,
        "use": known.use if known else None,
        "availability_note": known.note if known else None,
    }


def parameters_text(model: Model) -> str:
    """Return the headline parameter count as people say it, `~` where estimated; empty if not known."""
    headline = model.headline_parameters
    return f"{short_number(headline.count)}{'~' if headline.estimated else ''}" if headline else ""


def price_text(model: Model) -> str:
    """Return dollars for a million input tokens where they cost least: `0.15`; empty if not known."""
    return "" if model.price is None else f"{model.price:.4g}"


def context_text(model: Model) -> str:
    """Return tokens of context as people say them: `128K`; empty if not known."""
    return short_number(model.context) if model.context else ""


def makers(catalog: Catalog, model: Model) -> str:
    """Return the first organization and how many more there are: `LMU Munich +2`."""
    if not model.organizations:
        return ""
    first = safe_line(catalog.organization_name(model.organizations[0].id))
    more = len(model.organizations) - 1
    return f"{first} +{more}" if more else first
