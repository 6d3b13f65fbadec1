"""Meanings of the fields of records: what stands below each in the source, and how its values are written."""

from __future__ import annotations

import ast
import functools
import inspect as python
import sys
from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Any

from msgspec import inspect

_KINDS = {
    "organization": ("an organization", "organizations"), "category": ("a category", "categories"),
    "modality": ("a modality", "modalities"), "model": ("a model", "models"), "source": ("a source", "sources"),
}  # fmt: skip
"""What an id is of, and several."""


def field_at(kind: type[Any], path: str) -> tuple[type[Any], inspect.Field]:
    """Return the kind of record that the last field of a dotted path stands in, and that field."""
    *way, last = path.split(".")
    for name in way:
        kind = records_in(fields_of(kind)[name].type)[0]
    return kind, fields_of(kind)[last]


def fields_of(kind: type[Any]) -> dict[str, inspect.Field]:
    """Return the fields of a kind of record by their names in files."""
    shape = inspect.type_info(kind)
    assert isinstance(shape, inspect.StructType)
    return {each.encode_name: each for each in shape.fields}


def records_in(shape: Any) -> tuple[type[Any], ...]:
    """Return the kinds of record that a field of that type can hold."""
    if isinstance(shape, inspect.Metadata):
        return records_in(shape.type)
    if isinstance(shape, inspect.UnionType):
        return tuple(each for option in shape.types for each in records_in(option))
    if isinstance(shape, inspect.VarTupleType):
        return records_in(shape.item_type)
    return (shape.cls,) if isinstance(shape, inspect.StructType) else ()


def meaning_of(kind: type[Any], field: inspect.Field) -> str:
    """Return what a field of a kind of record means, without a full stop; empty where nothing says so.

    Behind a semicolon stands what its ids are of, or how its texts are written.
    """
    told = _below_fields(kind).get(field.name, "")
    several = False
    form: dict[str, Any] = {}
    shape: Any = field.type
    while isinstance(shape, inspect.Metadata | inspect.UnionType | inspect.VarTupleType):
        if isinstance(shape, inspect.Metadata):
            schema = shape.extra_json_schema or {}
            told = told or schema.get("description", "")
            form |= {"pattern": schema.get("pattern"), **(shape.extra or {})}
            shape = shape.type
        elif isinstance(shape, inspect.UnionType):
            shape = next(option for option in shape.types if not isinstance(option, inspect.NoneType))
        else:
            several = True
            shape = shape.item_type
    return "; ".join(filter(None, (told.removesuffix("."), _form(form, several)))) if told else ""


def begun_small(meaning: str) -> str:
    """Return a meaning as a part of a sentence; an abbreviation stays as it is."""
    return meaning if meaning[:2].isupper() else f"{meaning[:1].lower()}{meaning[1:]}"


def _form(form: dict[str, Any], several: bool) -> str:
    """Return how a text is written, in words; empty where it may be any text."""
    if kind := form.get("refers_to"):
        return f"ids of {_KINDS[kind][1]}" if several else f"id of {_KINDS[kind][0]}"
    return str(form["expected"]) if form.get("pattern") or form.get("form") == "license" else ""


def _below_fields(kind: type[Any]) -> Mapping[str, str]:
    return _meanings_in(kind.__module__).get(kind.__name__, {})


@functools.cache
def _meanings_in(module: str) -> Mapping[str, Mapping[str, str]]:
    """Return the text below each field of each class of a module; nothing where there is no source to read.

    They are read from the source because only schemas and documents need them: as annotations of the types they would
    make each start two milliseconds longer.
    """
    try:
        tree = ast.parse(python.getsource(sys.modules[module]))
    except OSError:
        return {}
    return {each.name: dict(_of_class(each)) for each in tree.body if isinstance(each, ast.ClassDef)}


def _of_class(tree: ast.ClassDef) -> Iterator[tuple[str, str]]:
    for field, below in pairwise(tree.body):
        match field, below:
            case ast.AnnAssign(target=ast.Name(id=name)), ast.Expr(value=ast.Constant(value=str() as text)):
                yield name, python.cleandoc(text)
