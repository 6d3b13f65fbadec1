"""JSON Schema of each kind of file, printed from the same types that the checker walks."""

from __future__ import annotations

from typing import Any

import msgspec

from genai_tui.catalog.model import CatalogHead, Model, Organization, Relation

KINDS: dict[str, Any] = {
    "catalog": CatalogHead,
    "model": Model,
    "organizations": list[Organization],
    "relations": list[Relation],
}
"""The kinds of file in a catalog's folder and what each holds."""


def schema(kind: str) -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of a kind of file."""
    body = msgspec.json.schema(KINDS[kind])
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": f"genai-tui {kind}", **body}
