"""Disagreements: where catalogs differ about a model that both have, and where sources differ within one.

A pair is two records of different catalogs that are one model, or that go by one name and may be one (`same?`). They are
compared in the fields and within the tolerances of `agreement.py`. What own records decide is no longer told.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from collections.abc import Set as AbstractSet

from msgspec import Struct
from msgspec.structs import replace

from genai_tui.catalog.agreement import FIELDS, Compared, owned_pairs
from genai_tui.catalog.describe import chosen_text
from genai_tui.catalog.model import Catalog, Lookalike, Member, Model
from genai_tui.catalog.provenance import covers, decision_on

SAME = "same_as"
"""Stands for a field where the question is whether two records of one name are one model."""


class Side(Struct, frozen=True):
    """What one catalog, or one source within it, says."""

    catalog: str
    """The catalog's title, or that of the source where only one catalog is open."""
    name: str
    """What the model is called there."""
    value: str
    sources: tuple[str, ...] = ()
    """The titles of the sources that say so."""
    key: str = ""
    """What `same_as` would call the record: the id of its catalog, and its own; empty where only one is open."""


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
    reasons: tuple[str, ...] = ()
    """What speaks for and against the two being one model, or why they were joined, in words."""


class FieldCount(Struct, frozen=True):
    """How many pairs state a field on both sides, and how many of them differ."""

    field: str
    both: int
    differ: int
    tolerance: str
    decided: int = 0
    """How many further pairs differed until an overlay decided."""


class Disagreements(Struct, frozen=True):
    """All that some catalogs, or the sources of one, differ about."""

    joined: int
    """Pairs of records that are one model."""
    alike: int
    """Pairs of records that only go by one name."""
    counts: tuple[FieldCount, ...]
    found: tuple[Disagreement, ...]
    """By field in the order of `counts`; joined pairs before those that only go by one name; the farthest apart first."""

    lookalikes: tuple[Disagreement, ...] = ()
    """The pairs that only go by one name, whether they differ or not; their field is `SAME`."""

    def of(self, field: str) -> tuple[Disagreement, ...]:
        """Return those about a field; of `SAME` the pairs that may be one model."""
        if field == SAME:
            return self.lookalikes
        return tuple(each for each in self.found if each.field == field)

    def only(self, field: str) -> Disagreements:
        """Return these in one field; in that of `SAME` the pairs that may be one model."""
        counts = tuple(each for each in self.counts if each.field == field)
        return replace(
            self, counts=counts, found=self.of(field), lookalikes=self.lookalikes if field == SAME else ()
        )


class _Pair(Struct, frozen=True):
    id: str
    one: Member
    other: Member
    other_id: str = ""
    reasons: tuple[str, ...] = ()


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
        open_ = [pair for pair in unlike if not _is_decided(catalog, pair, field.path)]
        decided = len(unlike) - len(open_)
        counts.append(FieldCount(field.path, len(stated), len(open_), field.tolerance, decided))
        told = (_told(catalog, field, pair) for pair in open_)
        found += sorted(told, key=lambda each: (bool(each.other), -each.distance, each.model, each.other))
    alike = tuple(_alike(catalog, pair) for pair in pairs if pair.other_id)
    return Disagreements(len(pairs) - len(alike), len(alike), tuple(counts), tuple(found), alike)


def _is_decided(catalog: Catalog, pair: _Pair, field: str) -> bool:
    shown = None if pair.other_id else catalog.model(pair.id)
    return shown is not None and decision_on(shown, field) is not None


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
                mine.id, _side_of(alike, 0, mine), _side_of(alike, 1, theirs), theirs.id, alike.reasons
            )


def _side_of(alike: Lookalike, number: int, model: Model) -> Member:
    return Member(alike.catalogs[number], model, alike.keys[number])


def _told(catalog: Catalog, field: Compared, pair: _Pair) -> Disagreement:
    one, other = pair.one.model, pair.other.model
    sides = tuple(
        Side(
            member.catalog,
            member.model.name,
            field.text(catalog, member.model),
            _titles(catalog, member.model, field.path),
            member.key,
        )
        for member in (pair.one, pair.other)
    )
    reasons = pair.reasons or (_why_joined(catalog, pair),)
    return Disagreement(
        pair.id,
        field.path,
        sides,
        field.distance(one, other),
        field.apart(one, other),
        pair.other_id,
        reasons,
    )


def _titles(catalog: Catalog, model: Model, field: str) -> tuple[str, ...]:
    """Return the titles of the sources that speak for a field of a record."""
    return tuple(
        known.title or known.id if (known := catalog.source(model, source.id)) else source.id
        for source in model.sources
        if any(covers(path, field) for path in source.supports)
    )


def _why_joined(catalog: Catalog, pair: _Pair) -> str:
    """Return what joined two records, as far as it can be seen of them."""
    one, other = pair.one, pair.other
    keys = {
        each
        for one_of in (one, other)
        for each in (one_of.key, f"{one_of.key.partition(':')[0]}:{one_of.model.name}")
    }
    shown = catalog.model(pair.id)
    if not keys.isdisjoint((*one.model.same_as, *other.model.same_as)):
        return "one of the records says so (same_as)"
    if shown and not keys.isdisjoint(shown.same_as):
        return "own records say so (same_as)"
    if one.model.id == other.model.id:
        return f"both have the id {one.model.id}, and no fact speaks against it"
    return "the table of identities that comes with the program says so"


def _alike(catalog: Catalog, pair: _Pair) -> Disagreement:
    """Return the question whether two records of one name are one model; a side says who made it, and when."""
    sides = tuple(
        Side(
            member.catalog,
            member.model.name,
            " · ".join(
                filter(
                    None,
                    (member.model.date, *map(catalog.organization_name, member.model.organization_ids[:1])),
                )
            ),
            (),
            member.key,
        )
        for member in (pair.one, pair.other)
    )
    return Disagreement(pair.id, SAME, sides, other=pair.other_id, reasons=pair.reasons)


def _within(catalog: Catalog, ids: AbstractSet[str] | None, fields: Sequence[Compared]) -> Disagreements:
    """Return what sources differ about within one catalog, as its records tell it."""
    wanted = {field.path for field in fields}
    everything = len(fields) == len(FIELDS)
    by_field: dict[str, list[Disagreement]] = {}
    decided: Counter[str] = Counter()
    stated: dict[str, int] = {}
    for model in catalog:
        if ids is not None and model.id not in ids:
            continue
        for dispute in model.disputes:
            if not (everything or dispute.field in wanted):
                continue
            if decision_on(model, dispute.field):
                decided[dispute.field] += 1
                by_field.setdefault(dispute.field, [])
            else:
                sides: dict[str, Side] = {}
                for claim in dispute.claims:
                    known = catalog.source(model, claim.source)
                    who = ", ".join(claim.by[:3]) or (known.title if known else None) or claim.source
                    sides[f"{claim.value}\0{who}"] = Side(who, model.name, claim.value)
                told = Disagreement(
                    model.id, dispute.field, tuple(sides.values()), reasons=(chosen_text(dispute),)
                )
                by_field.setdefault(dispute.field, []).append(told)
    for path in by_field:
        stated[path] = sum(1 for model in catalog if ids is None or model.id in ids)
    order = sorted(by_field, key=lambda path: (-len(by_field[path]), path))
    return Disagreements(
        0,
        0,
        tuple(FieldCount(path, stated[path], len(by_field[path]), "", decided[path]) for path in order),
        tuple(each for path in order for each in by_field[path]),
    )
