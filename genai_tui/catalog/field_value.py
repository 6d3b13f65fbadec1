"""The value of a field as text: as the detail of its record shows it, or else in plain words."""

from __future__ import annotations

from msgspec import Struct

from genai_tui.catalog.attributes import DISPUTED
from genai_tui.catalog.describe import NOT_KNOWN, Page
from genai_tui.catalog.describe_model import model_pages
from genai_tui.catalog.describe_organization import organization_pages
from genai_tui.catalog.model import Catalog, Model, Organization, value_at
from genai_tui.catalog.sanitize import safe_line

_NOTHING = (None, ())


def record_pages(catalog: Catalog, record: Model | Organization) -> tuple[Page, ...]:
    """Return the pages about a model or an organization."""
    if isinstance(record, Model):
        return model_pages(catalog, record)
    return organization_pages(catalog, record)


def value_text(catalog: Catalog, record: Model | Organization, field: str) -> str:
    """Return the value of a field in a line, the parts of several apart by `; `; empty where there is none."""
    value = value_at(record, field)
    if value in _NOTHING:
        return ""
    for page in record_pages(catalog, record):
        for looks in (("fact", "bullet", "link", "prose"), ("quiet",)):
            texts = [
                item.text.strip()
                for item in page.items
                if item.field == field and item.look in looks and item.text not in (NOT_KNOWN, DISPUTED)
            ]
            if texts:
                return "; ".join(dict.fromkeys(" ".join(text.split()) for text in texts))
    return safe_line(_plain(value))


def _plain(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple):
        return "; ".join(map(_plain, value))
    if isinstance(value, Struct):
        named = zip(value.__struct_encode_fields__, value.__struct_fields__, strict=True)
        parts = ((name, getattr(value, field)) for name, field in named)
        return " · ".join(f"{name.replace('_', ' ')} {_plain(part)}" for name, part in parts if part not in _NOTHING)  # fmt: skip
    return f"{value:.4g}" if isinstance(value, float) else str(value)
