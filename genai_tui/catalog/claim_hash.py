"""Hashes of claims: short names for what a catalog says, which change when a value or a source changes.

A hash is taken of what the record says and of nothing else, so it is the same on every machine.
"""

from __future__ import annotations

import hashlib
import json
import math
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Set
from functools import cached_property
from typing import Any, Literal

from msgspec import Struct, to_builtins

from genai_tui.catalog.claim_fields import told_claims
from genai_tui.catalog.model import Catalog, Model, Organization, Source, value_at
from genai_tui.catalog.provenance import disputes_of, speaking_fields, state_of
from genai_tui.catalog.ties import Tie, tied_pairs, ties_between
from genai_tui.catalog.whole import needed_whole

SHORTEST = 6
"""Hexadecimal digits of a hash where no other claim of the catalog begins with the same."""

_SURE = 16
"""Digits of a hash, 64 bits, with which no other claim of ten million models is likely to begin."""

_DIGITS = frozenset("0123456789abcdef")

Kind = Literal["model", "organization", "tie"]


class Claimed(Struct, frozen=True):
    """What a hash is of: a field of a record, or all that ties two organizations, whose ids stand in their order."""

    kind: Kind
    ids: tuple[str, ...]
    field: str = ""


Claims = Iterable[tuple[Claimed, str]]
"""Claims of one record, or of a pair that is tied, with their whole hashes."""


def hashes_of(catalog: Catalog) -> ClaimHashes:
    """Return the hashes of a catalog, which are made when first asked for and kept with it."""
    kept = vars(catalog)
    if "_claim_hashes" not in kept:
        kept["_claim_hashes"] = ClaimHashes(catalog)
    hashes: ClaimHashes = kept["_claim_hashes"]
    return hashes


class ClaimHashes:
    """The hashes of every claim of a catalog.

    Only their beginnings are kept, as numbers, each with the place of the record that claims it: what is looked up is
    taken again of that record, and a catalog of a million claims keeps 12 MB for them.
    """

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog

    def short(self, claimed: Claimed) -> str:
        """Return the beginning of the hash of a claim with which no other one begins; empty where there is no claim.

        Of a catalog in a database, whose other claims are not gone through, it is long enough that none will.
        """
        digest = self._digest_of(claimed)
        if not digest or not self._catalog.is_whole:
            return digest[:_SURE]
        sure, _ = self._kept
        number = _beginning(digest)
        first, after = bisect_left(sure, number), bisect_right(sure, number)
        beside = (*sure[max(first - 1, 0) : first], *sure[after : after + 1])
        return digest[: max((SHORTEST, *(_alike(number, other) + 1 for other in beside)))]

    def found(self, begun: str) -> tuple[Claimed, ...]:
        """Return the claims whose hashes begin so; what is shorter than the shortest hash is the beginning of none."""
        needed_whole(self._catalog, "to find a claim by its hash")
        if len(begun) < SHORTEST or not set(begun) <= _DIGITS:
            return ()
        sure, places = self._kept
        first = bisect_left(sure, _beginning(begun.ljust(_SURE, "0")))
        last = bisect_right(sure, _beginning(begun.ljust(_SURE, "f")))
        wanted = set(places[first:last])
        return tuple(
            claimed
            for claims in _claims(self._catalog, wanted)
            for claimed, digest in claims
            if digest.startswith(begun)
        )

    def _digest_of(self, claimed: Claimed) -> str:
        """Return the whole hash of a claim; empty where there is none, or it is of ties in a catalog not read whole."""
        if claimed.kind == "tie":
            one, other = claimed.ids
            ties = ties_between(self._catalog, one, other) if self._catalog.is_whole else ()
            return _of_ties((one, other), ties) if ties else ""
        record = self._catalog.record(claimed.kind, claimed.ids[0])
        found = _of_record(self._catalog, claimed.kind, record, claimed.field) if record else ()
        return dict(found).get(claimed, "")

    @cached_property
    def _kept(self) -> tuple[array[int], array[int]]:
        """The beginnings of all hashes as numbers, in order, and the places of their records."""
        kept = sorted(
            (_beginning(digest), place)
            for place, claims in enumerate(_claims(self._catalog))
            for _, digest in claims
        )
        return array("Q", (number for number, _ in kept)), array("L", (place for _, place in kept))


def _beginning(digest: str) -> int:
    """Return the beginning of a hash as a number."""
    return int.from_bytes(bytes.fromhex(digest[:_SURE]))


def _alike(one: int, other: int) -> int:
    """Return with how many digits two hashes begin alike, which are not the same."""
    return _SURE - len(f"{one ^ other:x}")


def _claims(catalog: Catalog, places: Set[int] | None = None) -> Iterator[Claims]:
    """Yield for every record of a catalog, and every pair that is tied, its claims; of those at some `places` alone."""
    records: tuple[Model | Organization, ...] = (
        *catalog.models,
        *catalog.others,
        *catalog.organizations.values(),
    )
    for place, record in enumerate(records):
        if places is None or place in places:
            yield _of_record(catalog, "model" if isinstance(record, Model) else "organization", record)
    pairs = tied_pairs(catalog) if places is None or max(places, default=-1) >= len(records) else {}
    for place, (ends, ties) in enumerate(pairs.items(), len(records)):
        if places is None or place in places:
            yield ((Claimed("tie", ends), _of_ties(ends, ties)),)


def _of_ties(ends: tuple[str, str], ties: Iterable[Tie]) -> str:
    told = [
        [tie.kind, tie.ends, tie.date, tie.amount_usd, tie.note, tie.model, tie.disputed, _named(tie.sources)]
        for tie in ties
    ]
    return _digest({"kind": "tie", "id": ends, "ties": sorted(told, key=json.dumps)})


def _of_record(
    catalog: Catalog, kind: Kind, record: Model | Organization, alone: str | None = None
) -> Iterator[tuple[Claimed, str]]:
    """Yield the claims of a record with their whole hashes; that in one field `alone` where it is given."""
    said = _sayings(catalog, record)
    members = catalog.members.get(record.id, ()) if kind == "model" else ()
    rival = [(member.catalog, _sayings(catalog, member.model)) for member in members]
    for field in told_claims(record):
        if alone not in (None, field):
            continue
        whole = {"kind": kind, "id": record.id, "field": field, "said": said(field)}
        if rival:
            whole["catalogs"] = [[title, says(field)] for title, says in rival]
        yield Claimed(kind, (record.id,), field), _digest(whole)


def _sayings(catalog: Catalog, record: Model | Organization) -> Callable[[str], list[Any]]:
    """Return what tells of a field what one record says in it: value, state, sources, disputes."""
    speaking = speaking_fields(catalog, record)

    def said(field: str) -> list[Any]:
        told = [to_builtins(value_at(record, field)), state_of(record, field), _named(speaking(field))]
        if isinstance(record, Model) and record.disputes and (disputes := disputes_of(record, field)):
            sides = (side.source for dispute in disputes for side in dispute.claims)
            told += [
                to_builtins(disputes),
                _named(filter(None, (catalog.source(record, id_) for id_ in sides))),
            ]
        return told

    return said


def _named(sources: Iterable[Source]) -> list[list[str]]:
    return sorted([source.id, source.title or "", source.url or ""] for source in sources)


_canonical = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=True).encode


def _digest(said: dict[str, Any]) -> str:
    """Return the whole hash of something told, in hexadecimal digits."""
    return hashlib.sha256(_canonical(_written(said)).encode()).hexdigest()


def _written(value: Any) -> Any:
    """Return a value with every whole number written alike, be it kept as 1000000 or as 1e6."""
    if isinstance(value, float) and value.is_integer():
        return math.floor(value)
    if isinstance(value, dict):
        return {key: _written(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_written(each) for each in value]
    return value
