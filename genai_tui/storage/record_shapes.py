"""Shapes of kinds of record: their fields, with the types that stand in `model.py`."""

from __future__ import annotations

import functools
from typing import Any

from msgspec import inspect

from genai_tui.catalog.model import Record


@functools.cache
def shape_of(kind: type[Record]) -> inspect.StructType:
    """Return the fields of a kind of record, with their types."""
    shape = inspect.type_info(kind)
    assert isinstance(shape, inspect.StructType)
    return shape


def field_at(kind: type[Record], path: str) -> tuple[type[Any], inspect.Field]:
    """Return the kind of record that the last field of a dotted path stands in, and that field."""
    shape = shape_of(kind)
    *way, last = path.split(".")
    for name in way:
        shape = records_in(_field(shape, name).type)[0]
    return shape.cls, _field(shape, last)


def _field(shape: inspect.StructType, name: str) -> inspect.Field:
    return next(each for each in shape.fields if each.encode_name == name)


def records_in(shape: Any) -> tuple[inspect.StructType, ...]:
    """Return the kinds of record that a field of that type can hold."""
    if isinstance(shape, inspect.Metadata):
        return records_in(shape.type)
    if isinstance(shape, inspect.UnionType):
        return tuple(each for option in shape.types for each in records_in(option))
    if isinstance(shape, inspect.VarTupleType):
        return records_in(shape.item_type)
    return (shape,) if isinstance(shape, inspect.StructType) else ()
