"""Counts of models by the values of one field, or of several together."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterable
from functools import partial
from itertools import product

from msgspec import Struct

from genai_tui.catalog.model import Catalog, Model
from genai_tui.search.fields import FIELDS, Field
from genai_tui.search.spelling_variants import has_variants, representatives


def countable() -> tuple[Field, ...]:
    """Return the fields that can be counted by; numbers only in bands, since they differ from model to model."""
    return tuple(field for field in FIELDS.values() if field.kind != "number" or field.bands)


class Counted(Struct, frozen=True):
    """Values of the fields counted by, their labels, and the number of models; None is not known."""

    values: tuple[str | None, ...]
    labels: tuple[str | None, ...]
    count: int


def count_by(catalog: Catalog, models: Iterable[Model], fields: tuple[Field, ...]) -> tuple[Counted, ...]:
    """Return the counts; a model with two values counts once for each, and a day also for its month or year

    where that is the date of another. Where fields are in time or in bands, rows are in that order; else most
    first, then by label.
    """
    models = tuple(models)
    read = [_values(catalog, models, field) for field in fields]
    counts: Counter[tuple[str | None, ...]] = Counter()
    for model in models:
        counts.update(product(*(values(model) or (None,) for values in read)))
    labels: dict[tuple[str, str], str] = {}

    def label(field: Field, value: str | None) -> str | None:
        if value is None or field.kind != "text":
            return value
        key = (field.name, value)
        if key not in labels:
            labels[key] = next(iter(field.spellings(catalog, value)))
        return labels[key]

    def places(values: tuple[str | None, ...]) -> list[float]:
        return [
            math.inf if value is None else field.place(catalog, value) or 0.0
            for field, value in zip(fields, values, strict=True)
            if field.bands or field.kind in ("year", "date")
        ]

    counted = [
        Counted(values, tuple(map(label, fields, values)), number) for values, number in counts.items()
    ]
    return tuple(
        sorted(
            counted,
            key=lambda each: (
                places(each.values), -each.count, [(text is None, text or "") for text in each.labels],
            ),
        )
    )  # fmt: skip


def _values(
    catalog: Catalog, models: tuple[Model, ...], field: Field
) -> Callable[[Model], tuple[str | None, ...]]:
    """Return what gives the values of a field that a model counts for, the same for which a filter finds it."""
    groups = partial(field.groups, catalog)
    if has_variants(field):
        one = representatives(value for model in models for value in groups(model))
        return lambda model: tuple(dict.fromkeys(one[value] for value in groups(model)))
    if field.kind != "date":
        return groups
    written = {date for model in models for date in groups(model)}
    return lambda model: tuple(
        part
        for date in groups(model)
        for part in dict.fromkeys((date, date[:7], date[:4]))
        if part in written
    )
