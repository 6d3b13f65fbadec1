"""What is claimed of a record's field: its state, the sources behind it, the dispute about it.

A field is named by a dotted path such as `training.compute_flop`; a source or dispute that speaks of
`training` speaks of everything within it.
"""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from genai_tui.catalog.model import Catalog, Dispute, Model, Organization, ParameterCount, Source, Training

OVERLAY = "overlay-"
"""How the ids of sources begin that stand for own records laid over a catalog."""

State = Literal["known", "estimated", "disputed", "unknown"]


class Claim(Struct, frozen=True):
    """The standing of one field; `sources` are complete entries, those of the catalog filled in."""

    field: str
    state: State
    sources: tuple[Source, ...] = ()
    dispute: Dispute | None = None


def claim(catalog: Catalog, record: Model | Organization, field: str) -> Claim:
    """Return what stands behind `field`, a dotted path of the record's field names."""
    value: object = record
    for name in field.split("."):
        value = getattr(value, name, None)
    if value is None or value == ():
        return Claim(field, "unknown")
    entries = record.sources
    if isinstance(record, Model):
        entries = tuple(source for source in entries if any(_covers(path, field) for path in source.supports))
        dispute = next((known for known in record.disputes if _covers(known.field, field)), None)
        sources = tuple(catalog.source(record, source.id) or source for source in entries)
    else:
        dispute = None
        sources = tuple(catalog.source(None, source.id) or source for source in entries)
    if dispute:
        return Claim(field, "disputed", sources, dispute)
    return Claim(field, "estimated" if _is_estimate(record, field, value) else "known", sources)


def overlaid(record: Model | Organization) -> bool:
    """Tell whether own fields stand in a record that are not the catalog's."""
    return any(source.id.startswith(OVERLAY) for source in record.sources)


def _covers(path: str, field: str) -> bool:
    return field == path or field.startswith(path + ".") or path.startswith(field + ".")


def _is_estimate(record: Model | Organization, field: str, value: object) -> bool:
    if field == "training.compute_flop" and isinstance(record, Model):
        return isinstance(record.training, Training) and record.training.compute_estimated
    if isinstance(value, tuple) and value and isinstance(value[0], ParameterCount):
        return value[0].estimated
    return False


def slot_differs(catalog: Catalog, model: Model) -> bool:
    """Tell whether the survey's slot says other than the model's real inputs and outputs.

    A slot `text → image` holds a model that takes text, among others, and gives an image; a slot
    without both modalities says nothing, and an unknown signature differs from nothing.
    """
    category = catalog.category(model.category)
    if category is None or not (category.inputs and category.outputs and model.inputs and model.outputs):
        return False
    takes = set(category.inputs) & set(model.inputs)
    gives = set(category.outputs) & set(model.outputs)
    return not (takes and gives)
