"""Counts of records by the values of one field, or of several together."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterable
from functools import partial
from itertools import product

from msgspec import Struct

from genai_tui.catalog.attribute import AnyRecord, Attribute, AttributeTable
from genai_tui.catalog.attributes import MODELS
from genai_tui.catalog.model import Catalog
from genai_tui.search.spelling_variants import has_variants, representatives


def countable(attributes: AttributeTable = MODELS) -> tuple[Attribute, ...]:
    """Return the fields that can be counted by; numbers only in bands, since they differ from model to model."""
    return tuple(field for field in attributes.rows.values() if field.kind != "number" or field.bands)


class Counted(Struct, frozen=True):
    """Values of the fields counted by, their labels, and the number of records; None is not known."""

    values: tuple[str | None, ...]
    labels: tuple[str | None, ...]
    count: int


def count_by(
    catalog: Catalog, records: Iterable[AnyRecord], fields: tuple[Attribute, ...]
) -> tuple[Counted, ...]:
    """Return the counts; a record with two values counts once for each, and a day also for its month or year

    where that is the date of another. Where fields are in time or in bands, rows are in that order; else most
    first, then by label.
    """
    records = tuple(records)
    read = [_values(catalog, records, field) for field in fields]
    counts: Counter[tuple[str | None, ...]] = Counter()
    for record in records:
        counts.update(product(*(values(record) or (None,) for values in read)))
    labels: dict[tuple[str, str], str] = {}

    def label(field: Attribute, value: str | None) -> str | None:
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
    catalog: Catalog, records: tuple[AnyRecord, ...], field: Attribute
) -> Callable[[AnyRecord], tuple[str | None, ...]]:
    """Return what gives the values of a field that a record counts for, the same for which a filter finds it."""
    groups = partial(field.groups, catalog)
    if has_variants(field):
        one = representatives(value for record in records for value in groups(record))
        return lambda record: tuple(dict.fromkeys(one[value] for value in groups(record)))
    if field.kind != "date":
        return groups
    written = {date for record in records for date in groups(record)}
    return lambda record: tuple(
        part
        for date in groups(record)
        for part in dict.fromkeys((date, date[:7], date[:4]))
        if part in written
    )
