"""Counts of records by the values of one field, or of several together."""

from __future__ import annotations

import math
from collections.abc import Iterable

from msgspec import Struct

from genai_tui.catalog.attribute import AnyRecord, Attribute, AttributeTable
from genai_tui.catalog.attributes import MODELS
from genai_tui.catalog.model import Catalog
from genai_tui.search.backends import record_set


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
    counts = record_set(catalog, records).counted(fields)
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
