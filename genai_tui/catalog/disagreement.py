"""Disagreements: where catalogs differ about a model that both have, and where sources differ within one.

A pair is two records of different catalogs that are one model, or that go by one name and may be one (`same?`). They are
compared in the fields and within the tolerances of `agreement.py`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from collections.abc import Set as AbstractSet

from msgspec import Struct

from genai_tui.catalog.agreement import FIELDS, Compared, owned_pairs
from genai_tui.catalog.model import Catalog, Member, Model
from genai_tui.catalog.provenance import covers


class Side(Struct, frozen=True):
    """What one catalog, or one source within it, says."""

    catalog: str
    """The catalog's title, or that of the source where only one catalog is open."""
    name: str
    """What the model is called there."""
    value: str
    sources: tuple[str, ...] = ()
    """The titles of the sources that say so."""


class Disagreement(Struct, frozen=True):
    """Two or more sides that differ about a field of a model."""

    model: str
    """The id of the model; of two that may be one, that of the first."""
    field: str
    sides: tuple[Side, ...]
    distance: float = 0
    """How far apart: a ratio of counts, days between dates, 0 where that cannot be said."""
    apart: str = ""
    """The distance in words."""
    other: str = ""
    """The id of the other model where nobody has said that the two are one."""


class FieldCount(Struct, frozen=True):
    """How many pairs state a field on both sides, and how many of them differ."""

    field: str
    both: int
    differ: int
    tolerance: str


class Disagreements(Struct, frozen=True):
    """All that some catalogs, or the sources of one, differ about."""

    joined: int
    """Pairs of records that are one model."""
    alike: int
    """Pairs of records that only go by one name."""
    counts: tuple[FieldCount, ...]
    found: tuple[Disagreement, ...]
    """By field in the order of the counts, what is joined before what is only alike, the farthest apart first."""

    def of(self, field: str) -> tuple[Disagreement, ...]:
        """Return those about a field."""
        return tuple(each for each in self.found if each.field == field)


class _Pair(Struct, frozen=True):
    id: str
    one: Member
    other: Member
    other_id: str = ""


def disagreements(
    catalog: Catalog, models: Collection[Model] | None = None, fields: Sequence[Compared] = FIELDS
) -> Disagreements:
    """Return what joined catalogs differ about in some models, or in all; of a single catalog, what is disputed in it."""
    ids = None if models is None else {model.id for model in models}
    if not (catalog.members or catalog.lookalikes):
        return _within(catalog, ids, fields)
    pairs = tuple(_pairs(catalog, ids))
    owned = owned_pairs(catalog.relations)
    counts: list[FieldCount] = []
    found: list[Disagreement] = []
    for field in fields:
        stated = [pair for pair in pairs if field.both_state(pair.one.model, pair.other.model)]
        unlike = [pair for pair in stated if field.differ(pair.one.model, pair.other.model, owned)]
        counts.append(FieldCount(field.path, len(stated), len(unlike), field.tolerance))
        told = (_told(catalog, field, pair) for pair in unlike)
        found += sorted(told, key=lambda each: (bool(each.other), -each.distance, each.model, each.other))
    alike = sum(bool(pair.other_id) for pair in pairs)
    return Disagreements(len(pairs) - alike, alike, tuple(counts), tuple(found))


def _pairs(catalog: Catalog, ids: AbstractSet[str] | None) -> Iterator[_Pair]:
    for id_, members in catalog.members.items():
        if ids is None or id_ in ids:
            for place, one in enumerate(members):
                yield from (
                    _Pair(id_, one, other) for other in members[place + 1 :] if other.catalog != one.catalog
                )
    for alike in catalog.lookalikes:
        mine, theirs = map(catalog.model, alike.ids)
        if (
            mine
            and theirs
            and alike.catalogs[0] != alike.catalogs[1]
            and (ids is None or not ids.isdisjoint(alike.ids))
        ):
            yield _Pair(
                mine.id, Member(alike.catalogs[0], mine), Member(alike.catalogs[1], theirs), theirs.id
            )


def _told(catalog: Catalog, field: Compared, pair: _Pair) -> Disagreement:
    one, other = pair.one.model, pair.other.model
    sides = tuple(
        Side(
            member.catalog,
            member.model.name,
            field.text(catalog, member.model),
            tuple(
                known.title or known.id if (known := catalog.source(member.model, source.id)) else source.id
                for source in member.model.sources
                if any(covers(path, field.path) for path in source.supports)
            ),
        )
        for member in (pair.one, pair.other)
    )
    return Disagreement(
        pair.id, field.path, sides, field.distance(one, other), field.apart(one, other), pair.other_id
    )


def _within(catalog: Catalog, ids: AbstractSet[str] | None, fields: Sequence[Compared]) -> Disagreements:
    """Return what sources differ about within one catalog, as its records tell it."""
    wanted = {field.path for field in fields}
    everything = len(fields) == len(FIELDS)
    by_field: dict[str, list[Disagreement]] = {}
    stated: dict[str, int] = {}
    for model in catalog:
        if ids is not None and model.id not in ids:
            continue
        for dispute in model.disputes:
            if everything or dispute.field in wanted:
                sides: dict[str, Side] = {}
                for claim in dispute.claims:
                    known = catalog.source(model, claim.source)
                    who = ", ".join(claim.by[:3]) or (known.title if known else None) or claim.source
                    sides[f"{claim.value}\0{who}"] = Side(who, model.name, claim.value)
                told = Disagreement(model.id, dispute.field, tuple(sides.values()))
                by_field.setdefault(dispute.field, []).append(told)
    for path in by_field:
        stated[path] = sum(1 for model in catalog if ids is None or model.id in ids)
    order = sorted(by_field, key=lambda path: (-len(by_field[path]), path))
    return Disagreements(
        0,
        0,
        tuple(FieldCount(path, stated[path], len(by_field[path]), "") for path in order),
        tuple(each for path in order for each in by_field[path]),
    )
