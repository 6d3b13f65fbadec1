"""What differs between two catalogs, record by record and field by field."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal

from msgspec import Struct

from genai_tui.catalog.export import plain
from genai_tui.catalog.model import Catalog, Record


class Change(Struct, frozen=True):
    """A record that only one side has (`field` empty), or a field in which both differ; None is not known."""

    kind: Literal["model", "organization"]
    id: str
    field: str
    before: Any
    after: Any


def differences(one: Catalog, other: Catalog) -> Iterator[Change]:
    """Yield what differs from one catalog to another, in order of id and of the record's fields."""
    yield from _records("model", {each.id: each for each in one}, {each.id: each for each in other})
    yield from _records("organization", dict(one.organizations), dict(other.organizations))


def _records(
    kind: Literal["model", "organization"], before: dict[str, Any], after: dict[str, Any]
) -> Iterator[Change]:
    for id_ in sorted(before.keys() | after.keys()):
        old, new = before.get(id_), after.get(id_)
        if old is None or new is None:
            yield Change(kind, id_, "", _name(old), _name(new))
        elif old != new:
            was, now = plain(old), plain(new)
            for field in now:
                if was[field] != now[field]:
                    yield Change(kind, id_, field, was[field], now[field])


def _name(record: Record | None) -> str | None:
    return getattr(record, "name", None)
