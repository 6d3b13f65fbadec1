"""A record as the detail pane shows it: name, a line of tags with their hue, pages."""

from __future__ import annotations

from genai_tui.catalog.describe import model_card, models_of, organization_card
from genai_tui.catalog.model import Catalog, Model
from genai_tui.catalog.sanitize import count_of, safe_line
from genai_tui.storage.exporters.json_form import makers
from genai_tui.tui.roles import code, hue
from genai_tui.tui.trail import Place
from genai_tui.tui.widgets.detail import Shown


def shown_record(catalog: Catalog, place: Place) -> Shown | None:
    """Return what to show of a record; None for a model that the catalog does not hold."""
    if place.kind == "organization":
        return _organization(catalog, place.id)
    model = catalog.model(place.id)
    return shown_model(catalog, model) if model else None


def shown_model(catalog: Catalog, model: Model) -> Shown:
    """Return what to show of a model."""
    category = catalog.category(model.category)
    label = safe_line(category.label.en) if category else model.category
    tags = f"{code(catalog, model.category)} {label} · {makers(catalog, model)}".rstrip(" ·")
    return Shown(model.name, tags, hue(catalog, model.category), model_card(catalog, model))


def _organization(catalog: Catalog, organization_id: str) -> Shown:
    known = catalog.organization(organization_id)
    if known is None:
        return Shown(organization_id, "no record of this organization", "dim", ())
    count = len(models_of(catalog, organization_id))
    tags = f"{known.kind or 'organization'} · {count_of(count, 'model')}"
    return Shown(known.name, tags, "dim", organization_card(catalog, known))
