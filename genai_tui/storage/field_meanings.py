"""Meanings of the fields of records: what stands below each in the source, and how its values are written."""

from __future__ import annotations

import functools
import re
import sys
from collections.abc import Mapping
from inspect import getsource
from typing import Any

from msgspec import inspect

from genai_tui.catalog.model import Record

_KINDS = {
    "organization": ("an organization", "organizations"), "category": ("a category", "categories"),
    "modality": ("a modality", "modalities"), "model": ("a model", "models"), "source": ("a source", "sources"),
}  # fmt: skip
"""What an id is of, and several."""


def meaning_of(kind: type[Record], field: inspect.Field) -> str:
    """Return what a field of a kind of record means, without a full stop; empty where nothing says so.

    Behind a semicolon stands what its ids are of, or how its texts are written.
    """
    told = _text_of(kind, field.name)
    several = False
    form: dict[str, Any] = {}
    shape: Any = field.type
    while isinstance(shape, inspect.Metadata | inspect.UnionType | inspect.VarTupleType):
        if isinstance(shape, inspect.Metadata):
            schema = shape.extra_json_schema or {}
            form |= {"pattern": schema.get("pattern"), **(shape.extra or {})}
            shape = shape.type
        elif isinstance(shape, inspect.UnionType):
            shape = next(option for option in shape.types if not isinstance(option, inspect.NoneType))
        else:
            several = True
            shape = shape.item_type
    return "; ".join(filter(None, (told, _form(form, several)))) if told else ""


def text_at(kind: type[Record], path: str) -> str:
    """Return what the last field of a dotted path means, and nothing of its form: types take long to read."""
    from genai_tui.catalog.claim_fields import part_of  # imported here: schemas do without

    of: type[Record] | None = kind
    *way, last = path.split(".")
    for name in way:
        of = part_of(of.__annotations__[name]) if of else None
    return _text_of(of, last) if of else ""


def _text_of(kind: type[Record], name: str) -> str:
    """Return what stands below a field, or else what its type says, without a full stop."""
    below = _below_fields(kind.__module__).get(kind.__name__, {}).get(name)
    said = (each.description for each in getattr(kind.__annotations__[name], "__metadata__", ()))
    return (below or next(filter(None, said), "")).removesuffix(".")


def begun_small(meaning: str) -> str:
    """Return a meaning as a part of a sentence; an abbreviation stays as it is."""
    return meaning if meaning[:2].isupper() else f"{meaning[:1].lower()}{meaning[1:]}"


def _form(form: dict[str, Any], several: bool) -> str:
    """Return how a text is written, in words; empty where it may be any text."""
    if kind := form.get("refers_to"):
        return f"ids of {_KINDS[kind][1]}" if several else f"id of {_KINDS[kind][0]}"
    return str(form["expected"]) if form.get("pattern") or form.get("form") == "license" else ""


@functools.cache
def _below_fields(module: str) -> Mapping[str, Mapping[str, str]]:
    """Return the line of text below each field of each class of a module; nothing where there is no source to read.

    They are read from the source because only schemas and documents need them: as annotations of the types they would
    make each start two milliseconds longer.
    """
    try:
        source = getsource(sys.modules[module])
    except OSError:
        return {}
    found: dict[str, dict[str, str]] = {}
    kind = ""
    for each in _FIELD.finditer(source):
        kind = each["kind"] or kind
        if each["field"]:
            found.setdefault(kind, {})[each["field"]] = each["meaning"]
    return found


_FIELD = re.compile(
    r'''^class\ (?P<kind>\w+) | ^[ ]{4}(?P<field>\w+):\ .*
        (?:\n[ ]{5}.* | \n[ ]{4}\].*)*  # the rest of its type
        \n[ ]{4}"""(?P<meaning>.*)"""$''',
    re.MULTILINE | re.VERBOSE,
)
"""The beginning of a class, or a field with the text below it; taken to pieces as Python it takes twenty times as long."""
