"""Hashes of claims: short names for what a catalog says, which change when a value or a source changes.

A hash is taken of what the record says and of nothing else, so it is the same on every machine.
"""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from typing import Any, Literal

from msgspec import Struct, to_builtins

from genai_tui.catalog.claim_fields import told_claims
from genai_tui.catalog.model import Catalog, Model, Organization, Source, value_at
from genai_tui.catalog.provenance import disputes_of, speaking_fields, state_of
from genai_tui.catalog.ties import tied_pairs
from genai_tui.catalog.whole import needed_whole

SHORTEST = 6
"""Hexadecimal digits of a hash where no other claim of the catalog begins with the same."""

_SURE = 16
"""Digits of a hash with which no other claim of ten million models is likely to begin."""

Kind = Literal["model", "organization", "tie"]


class Claimed(Struct, frozen=True):
    """What a hash is of: a field of a record, or all that ties two organizations, whose ids stand in their order."""

    kind: Kind
    ids: tuple[str, ...]
    field: str = ""


def hashes_of(catalog: Catalog) -> ClaimHashes:
    """Return the hashes of a catalog, which are made when first asked for and kept with it."""
    kept = vars(catalog)
    if "_claim_hashes" not in kept:
        kept["_claim_hashes"] = ClaimHashes(catalog)
    hashes: ClaimHashes = kept["_claim_hashes"]
    return hashes


class ClaimHashes:
    """The hashes of every claim of a catalog."""

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog

    def short(self, claimed: Claimed) -> str:
        """Return the beginning of the hash of a claim with which no other one begins; empty where there is no claim.

        Of a catalog in a database, whose other claims are not gone through, it is long enough that none will.
        """
        if not self._catalog.is_whole:
            return self._digest_alone(claimed)[:_SURE]
        digest = self._digests.get(claimed, "")
        length = SHORTEST
        for other, _ in self._alike.get(digest[:SHORTEST], ()):
            while other != digest and other.startswith(digest[:length]):
                length += 1
        return digest[:length]

    def found(self, begun: str) -> tuple[Claimed, ...]:
        """Return the claims whose hashes begin so; what is shorter than the shortest hash is the beginning of none."""
        needed_whole(self._catalog, "to find a claim by its hash")
        alike = self._alike.get(begun[:SHORTEST], ())
        return tuple(claimed for digest, claimed in alike if digest.startswith(begun))

    def _digest_alone(self, claimed: Claimed) -> str:
        """Return the whole hash of a claim of one record; empty where there is none, or it is of ties."""
        look_up = {"model": self._catalog.model, "organization": self._catalog.organization}
        record = look_up[claimed.kind](claimed.ids[0]) if claimed.kind in look_up else None
        if record is None:
            return ""
        kind: Kind = "model" if isinstance(record, Model) else "organization"
        return dict(_of_record(self._catalog, kind, record)).get(claimed, "")

    @cached_property
    def _digests(self) -> dict[Claimed, str]:
        return dict(_digests(self._catalog))

    @cached_property
    def _alike(self) -> dict[str, list[tuple[str, Claimed]]]:
        """The claims and their whole hashes by the beginnings of those."""
        alike: dict[str, list[tuple[str, Claimed]]] = {}
        for claimed, digest in self._digests.items():
            alike.setdefault(digest[:SHORTEST], []).append((digest, claimed))
        return alike


def _digests(catalog: Catalog) -> Iterator[tuple[Claimed, str]]:
    """Yield every claim of a catalog with its whole hash."""
    for model in (*catalog.models, *catalog.others):
        yield from _of_record(catalog, "model", model)
    for organization in catalog.organizations.values():
        yield from _of_record(catalog, "organization", organization)
    for ends, ties in tied_pairs(catalog).items():
        told = [
            [
                tie.kind,
                tie.ends,
                tie.date,
                tie.amount_usd,
                tie.note,
                tie.model,
                tie.disputed,
                _named(tie.sources),
            ]
            for tie in ties
        ]
        yield Claimed("tie", ends), _digest({"kind": "tie", "id": ends, "ties": sorted(told, key=json.dumps)})


def _of_record(catalog: Catalog, kind: Kind, record: Model | Organization) -> Iterator[tuple[Claimed, str]]:
    said = _sayings(catalog, record)
    members = catalog.members.get(record.id, ()) if kind == "model" else ()
    rival = [(member.catalog, _sayings(catalog, member.model)) for member in members]
    for field in told_claims(record):
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
