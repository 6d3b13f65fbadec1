"""Fields that a record may claim something in: their paths, and the names by which people ask for them."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator
from typing import Any, get_args, get_origin

from genai_tui.catalog.attributes import ATTRIBUTES
from genai_tui.catalog.describe import Page
from genai_tui.catalog.field_words import field_words
from genai_tui.catalog.model import Model, Organization, Record
from genai_tui.catalog.provenance import state_of

_NOT_CLAIMED = frozenset({"id", "type", "sources", "disputes", "same_as", "not_same_as"})
_WHOLE = frozenset({"released", "status", "survey"})
"""Records within the record that are told and proven as one."""
_FLAGS = frozenset({"compute_estimated"})
"""Fields that say of another one that it is an estimate."""
_GAP = re.compile(r"[\s._-]+")


@functools.cache
def claim_fields(kind: type[Model] | type[Organization]) -> tuple[str, ...]:
    """Return the paths of all fields, each followed by those within it, in the order of the record."""
    return tuple(_paths(kind))


def _paths(kind: type[Record]) -> Iterator[str]:
    for name in kind.__struct_fields__:
        if name not in _NOT_CLAIMED:
            yield name
            part = None if name in _WHOLE else part_of(kind.__annotations__[name])
            if part:
                yield from (f"{name}.{each}" for each in part.__struct_fields__ if each not in _FLAGS)


def part_of(annotation: Any) -> type[Record] | None:
    """Return the type of a field that is one record and no list of them."""
    if isinstance(annotation, type) and get_origin(annotation) is None:
        return annotation if issubclass(annotation, Record) else None
    if get_origin(annotation) is tuple:
        return None
    return next((part for each in get_args(annotation) if (part := part_of(each))), None)


def claim_field(kind: type[Model] | type[Organization], path: str) -> str:
    """Return the field that a path leads to, or the one that is proven as a whole with what it leads to within it."""
    return path if path in claim_fields(kind) else path.partition(".")[0]


def told_claims(record: Model | Organization) -> Iterator[str]:
    """Yield the fields in which a record claims something, each before those within it."""
    has_parts = False
    for field in claim_fields(type(record)):
        if "." in field:
            if has_parts and state_of(record, field) != "unknown":
                yield field
        elif has_parts := state_of(record, field) != "unknown":
            yield field


def told_leaves(fields: Iterable[str]) -> tuple[str, ...]:
    """Return fields without those of which a part is among them."""
    every = tuple(fields)
    return tuple(each for each in every if not any(other.startswith(f"{each}.") for other in every))


def field_names(record: Model | Organization, pages: Iterable[Page]) -> dict[str, str]:
    """Return the path of a field by everything that it is called, in folded spelling.

    That is its path and the end of it, what queries call it, its words, and what `pages` about the record write
    beside it.
    """
    pages = tuple(pages)
    paths = claim_fields(type(record))
    names = {folded(path): path for path in paths}
    told = {item.field for page in pages for item in page.items}
    if isinstance(record, Model):
        for attribute in ATTRIBUTES.values():
            *others, last = attribute.path.split("|")
            path = claim_field(Model, next((each for each in others if each in told), last))
            if path in paths:
                for name in (attribute.name, *attribute.other_names, attribute.title):
                    names.setdefault(folded(name), path)
    for path in paths:
        names.setdefault(folded(field_words(path)), path)
    for page in pages:
        for item in page.items:
            name = item.label or (item.text if item.look == "heading" else "")
            if name and (path := claim_field(type(record), item.field)) in paths:
                names.setdefault(folded(name), path)
    ends = [path.rpartition(".")[2] for path in paths]
    for path, end in zip(paths, ends, strict=True):
        if ends.count(end) == 1:
            names.setdefault(folded(end), path)
    return names


def _claimed(path: str, paths: tuple[str, ...]) -> str:
    """Return the field that is proven as one with what stands at a path: the status with its date."""
    while path not in paths and "." in path:
        path = path.rpartition(".")[0]
    return path


def folded(name: str) -> str:
    """Return a field's name without case and separators."""
    return _GAP.sub(" ", name.strip()).casefold()
