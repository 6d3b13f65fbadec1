"""The difference of two catalogs, record by record and field by field."""

from __future__ import annotations

import functools
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from itertools import zip_longest
from typing import Any, Literal

from msgspec import NODEFAULT, Struct, structs

from genai_tui.catalog.model import Catalog, Model, Organization, Record, Relation

Kind = Literal["catalog", "organization", "relation", "model", "dataset", "application"]
"""What a record is; `catalog` is the head, which `catalog.yaml` holds."""


class Difference(Struct, frozen=True):
    """A record that only one side has (`field` empty), or a field in which both differ.

    `field` is a path such as `name` or `training.compute_flop`; lists are compared whole. `before` and `after`
    hold values as the records do; None and an empty tuple are not known. For a record that only one side has
    they are its name, or the relation itself, which has no name.
    """

    kind: Kind
    id: str
    field: str
    before: Any
    after: Any


def differences(one: Catalog, other: Catalog) -> Iterator[Difference]:
    """Yield all that differs from one catalog to another: head, organizations, relations, models, other assets.

    Records come in order of id and fields in the order of their record. The order of records does not count, nor
    does an importer's report, which is no part of a catalog's files.
    """
    yield from _fields("catalog", one.head.id, one.head, other.head)
    yield from _records(one.organizations, other.organizations)
    yield from _relations(one.relations, other.relations)
    yield from _records(_assets(one), _assets(other))


def changed_fields(
    before: Record | None, after: Record | None, path: str = ""
) -> Iterator[tuple[str, Any, Any]]:
    """Yield path, value before and value after of each field in which two records of one type differ.

    Goes into records within records; where one side has none, all that the other says is new.
    """
    none, known = True, after if before is None else before
    if known is None:
        return
    for name, encoded, default in _defaults(type(known)):
        was = default if before is None else getattr(before, name)
        now = default if after is None else getattr(after, name)
        if was == now:
            continue
        none = False
        inner = f"{path}.{encoded}" if path else encoded
        if isinstance(was, Record) or isinstance(now, Record):
            yield from changed_fields(was, now, inner)
        else:
            yield inner, None if before is None else was, None if after is None else now
    if none and (before is None) != (after is None):  # a record in which nothing is said, or no record at all
        yield path, before, after


@functools.cache
def _defaults(kind: type) -> tuple[tuple[str, str, Any], ...]:
    """Return name, name in files and value when absent of each field."""
    return tuple(
        (field.name, field.encode_name, None if field.default is NODEFAULT else field.default)
        for field in structs.fields(kind)
    )


def _fields(kind: Kind, id_: str, before: Record, after: Record) -> Iterator[Difference]:
    for path, was, now in changed_fields(before, after):
        yield Difference(kind, id_, path, was, now)


def _assets(catalog: Catalog) -> dict[str, Model]:
    return {each.id: each for each in (*catalog.others, *catalog.models)}


def _kind(record: Model | Organization) -> Kind:
    return record.type if isinstance(record, Model) else "organization"


def _records(
    before: Mapping[str, Model | Organization], after: Mapping[str, Model | Organization]
) -> Iterator[Difference]:
    for id_ in sorted(before.keys() | after.keys()):
        old, new = before.get(id_), after.get(id_)
        if old is not None and new is not None:
            yield from _fields(_kind(old), id_, old, new)
        elif old is not None:
            yield Difference(_kind(old), id_, "", old.name, None)
        elif new is not None:
            yield Difference(_kind(new), id_, "", None, new.name)


def _relations(before: tuple[Relation, ...], after: tuple[Relation, ...]) -> Iterator[Difference]:
    """Compare relations, which have no id: one is known by its ends, kind and date."""
    sides: tuple[dict[str, list[Relation]], dict[str, list[Relation]]] = (
        defaultdict(list),
        defaultdict(list),
    )
    for side, only_here in zip(
        sides, (Counter(before) - Counter(after), Counter(after) - Counter(before)), strict=True
    ):
        for each in only_here.elements():
            words = (each.from_id, each.kind.replace("_", " "), each.to_id, each.date)
            side[" ".join(filter(None, words))].append(each)
    for id_ in sorted(sides[0].keys() | sides[1].keys()):
        for old, new in zip_longest(sides[0].get(id_, ()), sides[1].get(id_, ())):
            if old is None or new is None:
                yield Difference("relation", id_, "", old, new)
            else:
                yield from _fields("relation", id_, old, new)
