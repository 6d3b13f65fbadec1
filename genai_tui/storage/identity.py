"""Identity: which records of several catalogs are one model, by what keys say, never by a name alone.

Keys are, the stronger first: what an overlay decides, `same_as` of a record, the shipped table, and equal ids whose
makers agree while dates, sizes and weights do not speak against it. Joining follows the keys in an order of their own,
so that the order of the catalogs does not matter; a key that would join what is told apart, or two records of one
catalog that no key joins directly, joins nothing and is reported. What only looks alike is offered with its reasons.
"""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from msgspec import Struct

from genai_tui.catalog.agreement import Owned, days_between, makers, makers_agree, may_be_one
from genai_tui.catalog.describe import some_of
from genai_tui.catalog.model import Catalog, Model
from genai_tui.storage.identities import Identities
from genai_tui.storage.names import folded

TOLD_BY_OVERLAY, TOLD_BY_RECORD, TOLD_BY_TABLE, EQUAL_IDS = range(4)
"""Where a key comes from, the strongest first."""

_SHORT_NAMES = {"crfm": "ecosystem-graphs"}
"""Catalogs that keys call otherwise than their own heads do."""
_SHIPPED = ("survey", "landscape")
"""Catalogs whose ids a row of the shipped table gives without a catalog's name."""


class Decision(Struct, frozen=True):
    """What somebody decided about the record with an id, in an overlay."""

    id: str
    same_as: tuple[str, ...] = ()
    not_same_as: tuple[str, ...] = ()


class Grouping(Struct, frozen=True):
    """Which records are one model. A record is given by its number, counted from 0 through all catalogs."""

    groups: tuple[tuple[int, ...], ...]
    """The groups, in the order of their first records; every record is in one, the earliest first."""
    refused: tuple[tuple[str, str], ...] = ()
    """Keys that joined nothing, each with the reason."""
    alike: tuple[tuple[int, int], ...] = ()
    """Records of different groups that go by one name and that nobody told apart."""


class _Key(Struct, frozen=True, order=True):
    """Two records that something says are one; comparing puts the strongest key first, whatever the order of catalogs."""

    strength: int
    rank: int
    names: tuple[str, str]
    one: int
    other: int


class Records(Struct, frozen=True):
    """The records of several catalogs, numbered through, and how keys name them."""

    models: tuple[Model, ...]
    catalogs: tuple[int, ...]
    """The number of the catalog that each record is of."""
    heads: tuple[str, ...]
    """The ids of the catalogs."""
    _by_key: Mapping[tuple[str, str], tuple[int, ...]]

    @classmethod
    def of(cls, catalogs: Sequence[Catalog]) -> Records:
        """Number the records of catalogs, from 0 through all of them."""
        models: list[Model] = []
        places: list[int] = []
        by_key: dict[tuple[str, str], tuple[int, ...]] = {}
        for place, catalog in enumerate(catalogs):
            head = catalog.head.id
            own = f"{head}:"
            for model in (*catalog.models, *catalog.others):
                number = len(models)
                models.append(model)
                places.append(place)
                stated = (key.removeprefix(own).strip() for key in model.same_as if key.startswith(own))
                for word in {model.id, model.name, *stated}:
                    by_key[head, word] = (*by_key.get((head, word), ()), number)
        return cls(tuple(models), tuple(places), tuple(catalog.head.id for catalog in catalogs), by_key)

    def name(self, number: int) -> str:
        """Return what a key would call a record."""
        return f"{self.heads[self.catalogs[number]]}:{self.models[number].id}"

    def find(self, key: str) -> tuple[int, ...]:
        """Return the records that a key means: `catalog:id`, else `catalog:name`; a bare id means one in each catalog."""
        head, colon, word = key.partition(":")
        if not colon:
            return tuple(
                number
                for head in dict.fromkeys(self.heads)
                for number in self._by_key.get((head, key), ())
                if self.models[number].id == key
            )
        found = self._by_key.get((_SHORT_NAMES.get(head, head), word.strip()), ())
        return tuple(number for number in found if self.models[number].id == word.strip()) or found

    def has(self, key: str) -> bool:
        """Return whether the catalog that a key names is among these."""
        head, colon, _ = key.partition(":")
        return not colon or _SHORT_NAMES.get(head, head) in self.heads


def grouping(
    records: Records,
    table: Identities = Identities(),  # noqa: B008  # frozen
    decisions: Collection[Decision] = (),
    owned: Owned = frozenset(),
) -> Grouping:
    """Return which records are one model. `owned` are pairs of organizations of which one owns the other."""
    refused: dict[tuple[str, str], None] = {}
    apart, decided = _apart(records, table, decisions, refused)
    keys = sorted({*_told_keys(records, table, decisions, refused), *_equal_ids(records, owned)})
    groups = _Groups(
        records, apart, {frozenset((key.one, key.other)) for key in keys if key.strength < EQUAL_IDS}
    )
    for key in keys:
        pair = frozenset((key.one, key.other))
        if pair in apart and (key.strength > TOLD_BY_OVERLAY or pair in decided):
            continue  # somebody looked at exactly these two
        if why := groups.join(key.one, key.other):
            refused[" = ".join(key.names), why] = None
    found = groups.all()
    return Grouping(found, tuple(refused), tuple(_alike(records, found, apart, owned)))


def _pairs(numbers: Iterable[int]) -> Iterator[tuple[int, int]]:
    return itertools.combinations(dict.fromkeys(numbers), 2)


def _apart(
    records: Records, table: Identities, decisions: Collection[Decision], refused: dict[tuple[str, str], None]
) -> tuple[frozenset[frozenset[int]], frozenset[frozenset[int]]]:
    """Return the pairs that are told apart, and those of them that an overlay tells apart."""
    decided = {
        frozenset((one, other))
        for decision in decisions
        for one in records.find(decision.id)
        for other in _found(records, decision.not_same_as, decision.id, refused)
        if one != other
    }
    joined = {
        frozenset((one, other))
        for decision in decisions
        for one in records.find(decision.id)
        for other in _found(records, decision.same_as, decision.id, refused)
    }
    told = {
        frozenset((number, other))
        for number, model in enumerate(records.models)
        if model.not_same_as
        for other in _found(records, model.not_same_as, records.name(number), refused)
        if number != other
    }
    told |= {
        frozenset((one, other))
        for row in table.apart
        for mine, theirs in itertools.combinations(row.apart, 2)
        for one in _find_in_table(records, mine)
        for other in _find_in_table(records, theirs)
        if one != other
    }
    return frozenset(decided | (told - joined)), frozenset(decided)


def _found(
    records: Records, keys: Iterable[str], of: str, refused: dict[tuple[str, str], None]
) -> Iterator[int]:
    for key in keys:
        found = records.find(key)
        if not found and records.has(key):
            refused[f"{of} = {key}", "no record is called so"] = None
        yield from found


def _find_in_table(records: Records, key: str) -> tuple[int, ...]:
    if ":" in key:
        return records.find(key)
    return tuple(number for head in _SHIPPED for number in records.find(f"{head}:{key}"))


def _told_keys(
    records: Records, table: Identities, decisions: Collection[Decision], refused: dict[tuple[str, str], None]
) -> Iterator[_Key]:
    """Yield the keys that somebody wrote down."""
    for decision in decisions:
        for one in records.find(decision.id):
            for other in _found(records, decision.same_as, decision.id, refused):
                yield from _key(records, TOLD_BY_OVERLAY, one, other)
    for number, model in enumerate(records.models):
        own = f"{records.heads[records.catalogs[number]]}:"
        keys = [key for key in model.same_as if not key.startswith(own) or records.find(key) != (number,)]
        for other in _found(records, keys, records.name(number), refused) if keys else ():
            yield from _key(records, TOLD_BY_RECORD, number, other)
    for row in table.same:
        found = [number for key in row.keys for number in _find_in_table(records, key)]
        for one, other in _pairs(
            found
        ):  # a row is about its first record: those of the others with it come first
            yield from _key(records, TOLD_BY_TABLE, one, other, rank=0 if one == found[0] else 1)


def _equal_ids(records: Records, owned: Owned) -> Iterator[_Key]:
    """Yield a key for records of different catalogs with one id, where their makers and facts agree."""
    by_id: dict[str, list[int]] = defaultdict(list)
    for number, model in enumerate(records.models):
        by_id[model.id].append(number)
    for numbers in by_id.values():
        for one, other in itertools.combinations(numbers, 2) if len(numbers) > 1 else ():
            mine, theirs = records.models[one], records.models[other]
            if (
                records.catalogs[one] != records.catalogs[other]
                and mine.type == theirs.type
                and (makers_agree(mine, theirs, owned) or _of_two_editions(records, one, other))
                and may_be_one(mine, theirs)
            ):
                yield from _key(records, EQUAL_IDS, one, other)


def _of_two_editions(records: Records, one: int, other: int) -> bool:
    """Return whether two editions of one catalog have a record of one name, and neither says who made it."""
    mine, theirs = records.models[one], records.models[other]
    heads = (records.heads[records.catalogs[one]], records.heads[records.catalogs[other]])
    return heads[0] == heads[1] and mine.name == theirs.name and not (makers(mine) or makers(theirs))


def _key(records: Records, strength: int, one: int, other: int, rank: int = 0) -> Iterator[_Key]:
    if one != other:
        names = sorted(((records.name(one), one), (records.name(other), other)))
        yield _Key(strength, rank, (names[0][0], names[1][0]), names[0][1], names[1][1])


class _Groups:
    """Records in the making of groups, which join unless something speaks against it."""

    def __init__(
        self, records: Records, apart: Collection[frozenset[int]], told: Collection[frozenset[int]]
    ) -> None:
        """`told` are the pairs that a written key joins, be they of one catalog."""
        self._records = records
        self._apart = apart
        self._told = told
        self._group: dict[int, list[int]] = {}

    def join(self, one: int, other: int) -> str:
        """Join the groups of two records; returns why not where that cannot be."""
        mine, theirs = self._of(one), self._of(other)
        if mine is theirs:
            return ""
        for each, its in itertools.product(mine, theirs):
            pair = frozenset((each, its))
            if pair in self._apart:
                return f"{self._records.name(each)} and {self._records.name(its)} are told apart"
            if self._records.catalogs[each] == self._records.catalogs[its] and pair not in self._told:
                return (
                    f"{self._records.name(each)} and {self._records.name(its)} are two records of one catalog"
                )
        mine += theirs
        for number in theirs:
            self._group[number] = mine
        return ""

    def _of(self, number: int) -> list[int]:
        return self._group.setdefault(number, [number])

    def all(self) -> tuple[tuple[int, ...], ...]:
        """Return all groups, those of one record too, by the number of their first."""
        found: list[tuple[int, ...]] = []
        for number in range(len(self._records.models)):
            group = self._group.get(number)
            if group is None:
                found.append((number,))
            elif number == min(group):
                found.append(tuple(sorted(group)))
        return tuple(found)


def _alike(
    records: Records,
    groups: Sequence[tuple[int, ...]],
    apart: Collection[frozenset[int]],
    owned: Owned,
) -> Iterator[tuple[int, int]]:
    """Yield pairs of records of different groups that go by one name, unless somebody told any of the two groups apart."""
    by_name: dict[str, dict[int, int]] = defaultdict(dict)
    for place, group in enumerate(groups):
        for number in group:
            by_name[folded(records.models[number].name.replace("+", " plus "))].setdefault(place, number)
    for name, places in by_name.items():
        for one, other in itertools.combinations(places, 2) if name and len(places) > 1 else ():
            pairs = (frozenset(pair) for pair in itertools.product(groups[one], groups[other]))
            if not any(pair in apart for pair in pairs) and not _clearly_two(
                records.models[places[one]], records.models[places[other]], owned
            ):
                yield places[one], places[other]


def _clearly_two(one: Model, other: Model, owned: Owned) -> bool:
    """Return whether both makers and dates say that two of one name are two models."""
    told = bool(makers(one) and makers(other)) and not makers_agree(one, other, owned)
    return told and bool(one.date and other.date) and days_between(one.date or "", other.date or "") > 730


def reasons(catalog: Catalog, one: Model, other: Model, owned: Owned = frozenset()) -> tuple[str, ...]:
    """Return what speaks for and against two records of one name being one model, in words."""
    told = [f"both are called {one.name}" if one.name == other.name else f"{one.name}, {other.name}"]
    mine, theirs = makers(one), makers(other)
    if mine and theirs:
        names = [some_of(tuple(sorted(map(catalog.organization_name, each))), 3) for each in (mine, theirs)]
        told.append(
            f"both by {names[0]}" if mine == theirs
            else f"makers agree: {names[0]}; {names[1]}" if makers_agree(one, other, owned)
            else f"makers differ: {names[0]}; {names[1]}"
        )  # fmt: skip
    else:
        told.append("a maker is not known")
    if one.date and other.date:
        days = days_between(one.date, other.date)
        told.append(f"dates {days} days apart" if days else "dates agree")
    else:
        told.append("a date is not known")
    return tuple(told)
