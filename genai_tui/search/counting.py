"""How many models there are for each value of one field, or of several together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from itertools import product

from msgspec import Struct

from genai_tui.catalog.model import Catalog, Model
from genai_tui.search.fields import Field

MANY = ("text", "year", "date")
"""Kinds of fields that can be counted by: the others differ from model to model."""


class Counted(Struct, frozen=True):
    """Values of the fields counted by, their labels, and the number of models; None is not known."""

    values: tuple[str | None, ...]
    labels: tuple[str | None, ...]
    count: int


def count_by(catalog: Catalog, models: Iterable[Model], fields: tuple[Field, ...]) -> tuple[Counted, ...]:
    """Return the counts, most first, then by label; a model with two values counts once for each."""
    counts: Counter[tuple[str | None, ...]] = Counter()
    for model in models:
        counts.update(product(*(_values(catalog, model, field) for field in fields)))
    labels: dict[tuple[str, str], str] = {}

    def label(field: Field, value: str | None) -> str | None:
        if value is None or field.kind != "text":
            return value
        key = (field.name, value)
        if key not in labels:
            labels[key] = next(iter(field.spellings(catalog, value)))
        return labels[key]

    counted = [
        Counted(values, tuple(map(label, fields, values)), number) for values, number in counts.items()
    ]
    return tuple(
        sorted(counted, key=lambda each: (-each.count, [(text is None, text or "") for text in each.labels]))
    )


def _values(catalog: Catalog, model: Model, field: Field) -> tuple[str | None, ...]:
    if field.kind == "text":
        return tuple(dict.fromkeys(field.keys(catalog, model))) or (None,)
    if field.kind == "date":
        return (model.released.date,) if model.released else (None,)
    return tuple(str(first) for first, _ in field.spans(model)) or (None,)
