"""Annotations: the stars and notes that the reader has put to records, kept with the catalog that is shown."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Literal

from msgspec import Struct

from genai_tui.catalog.model import Catalog

Kind = Literal["model", "organization", "category"]
Key = tuple[str, str, str]
"""The id of a catalog, the kind of a record, and its id."""


class Annotations(Struct, frozen=True):
    """What the reader has starred and noted, in all catalogs."""

    starred: frozenset[Key] = frozenset()
    notes: Mapping[Key, str] = {}


_NONE = Annotations()
_READ, _KNOWN, _PARTS, _WHOLE = "annotations, to be read", "annotations", "catalogs joined", "whole catalog"


def annotate(catalog: Catalog, read: Callable[[], Annotations]) -> None:
    """Have annotations of a catalog's records come from `read`, which is called when one is first asked for."""
    catalog.memo[_READ] = read
    catalog.memo.pop(_KNOWN, None)


def keep_parts(catalog: Catalog, parts: Iterable[Catalog]) -> None:
    """Keep with a joined catalog those that it was joined of, whose records bear their stars and notes here too."""
    catalog.memo[_PARTS] = tuple(part for each in parts for part in each.memo.get(_PARTS, (each,)))


def follow(part: Catalog, whole: Catalog) -> None:
    """Have the records of a part of a catalog bear their stars and notes of the whole, now and when those change."""
    part.memo[_WHOLE] = whole
    if _PARTS in whole.memo:
        part.memo[_PARTS] = whole.memo[_PARTS]


def key_of(catalog: Catalog, kind: Kind, id_: str) -> Key:
    """Return the key under which a record is annotated: the first of the catalogs joined that has it, else the catalog."""
    for part in catalog.memo.get(_PARTS, ()):
        if _holds(part, kind, id_):
            return part.head.id, kind, id_
    return catalog.head.id, kind, id_


def is_starred(catalog: Catalog, kind: Kind, id_: str) -> bool:
    """Tell whether the reader has starred a record."""
    starred = _annotations(catalog).starred
    return bool(starred) and any(key in starred for key in keys_of(catalog, kind, id_))


def note_of(catalog: Catalog, kind: Kind, id_: str) -> str:
    """Return what the reader has noted of a record, safe lines of text; empty where nothing is."""
    notes = _annotations(catalog).notes
    return next((notes[key] for key in keys_of(catalog, kind, id_) if key in notes), "") if notes else ""


def any_annotated(catalog: Catalog, kind: Kind) -> bool:
    """Tell whether the reader has starred or noted any record of a kind that a catalog has."""
    known = _annotations(catalog)
    return any(is_known(catalog, key) for key in (*known.starred, *known.notes) if key[1] == kind)


def annotated_ids(catalog: Catalog, kind: Kind) -> tuple[frozenset[str], frozenset[str]]:
    """Return the ids of the records of a kind that the reader has starred, and of those that are noted."""
    known = _annotations(catalog)
    homes = _homes(catalog)
    starred, noted = (
        frozenset(id_ for home, of, id_ in keys if home in homes and of == kind)
        for keys in (known.starred, known.notes)
    )
    return starred, noted


def is_known(catalog: Catalog, key: Key) -> bool:
    """Tell whether a catalog has the record of a key."""
    home, kind, id_ = key
    return home in _homes(catalog) and _holds(catalog, kind, id_)


def is_of(catalog: Catalog, key: Key) -> bool:
    """Tell whether a key is of a catalog or of one that is joined or included in it, be its record there or not."""
    return key[0] in _homes(catalog)


def keys_of(catalog: Catalog, kind: Kind, id_: str) -> tuple[Key, ...]:
    """Return every key that a record of a catalog may be annotated under, its own first."""
    joined = [member.key.partition("/") for member in catalog.members.get(id_, ())] if kind == "model" else []
    ids = dict.fromkeys((key_of(catalog, kind, id_)[0], *_homes(catalog)))
    keys = ((home, kind, id_) for home in ids)
    return tuple(dict.fromkeys((*keys, *((home, kind, other) for home, slash, other in joined if slash))))


def _homes(catalog: Catalog) -> tuple[str, ...]:
    parts = catalog.memo.get(_PARTS, ())
    return (
        catalog.head.id, *catalog.head.includes,
        *(home for part in parts for home in (part.head.id, *part.head.includes)),
    )  # fmt: skip


def _holds(catalog: Catalog, kind: str, id_: str) -> bool:
    look_up = {"model": catalog.model, "organization": catalog.organization, "category": catalog.category}
    return kind in look_up and look_up[kind](id_) is not None


def _annotations(catalog: Catalog) -> Annotations:
    whole: Catalog | None = catalog.memo.get(_WHOLE)
    if whole is not None:
        return _annotations(whole)
    known: Annotations | None = catalog.memo.get(_KNOWN)
    if known is None:
        read = catalog.memo.get(_READ)
        known = catalog.memo[_KNOWN] = read() if read else _NONE
    return known
