"""Sets of records, wherever these are kept: grouped, put in order and counted by their attributes.

This is the seam between what looks at records and what keeps them. Whoever shows a set asks for its length, for the few
records in sight and for what stands here; a set in memory goes through its records, one in a database asks that.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from itertools import product
from operator import itemgetter
from typing import Any, Protocol

from msgspec import Struct

from genai_tui.catalog.attribute import AnyRecord, Attribute
from genai_tui.catalog.model import Catalog
from genai_tui.search.spelling_variants import has_variants, representatives

SomeRecords = Sequence[AnyRecord]
ValueKeys = tuple[str | None, ...]


class RecordSet(Protocol):
    """Some records of a catalog, in some order."""

    def grouped(self, attribute: Attribute) -> dict[str, SomeRecords]:
        """Return the records by the groups of an attribute, those of which it is not known under an empty text.

        A record stands in each of its groups, and groups that the taxonomy names are there without records.
        """

    def joined(self, parts: Iterable[SomeRecords]) -> SomeRecords:
        """Return the records of several of its groups as one, each once."""

    def stated(self, attribute: Attribute) -> int:
        """Return of how many of the records an attribute is known."""

    def ordered(self, attribute: Attribute, reverse: bool) -> SomeRecords:
        """Return the records in order of an attribute, those of which it is not known last."""

    def counted(self, attributes: Sequence[Attribute]) -> Mapping[ValueKeys, int]:
        """Return how many records there are of each combination of values; None is not known.

        ValueKeys that differ in spelling alone are one; a day counts also for its month or year where that is the date of
        another.
        """


def joined_variants(records: RecordSet, found: Mapping[str, SomeRecords]) -> dict[str, SomeRecords]:
    """Return groups with those joined whose values differ only in spelling, each record once."""
    one = representatives({value: len(had) for value, had in found.items()})
    if len(set(one.values())) == len(found):
        return dict(found)
    together: dict[str, list[SomeRecords]] = {}
    for value, had in found.items():
        together.setdefault(one[value], []).append(had)
    return {
        value: parts[0] if len(parts) == 1 else records.joined(parts) for value, parts in together.items()
    }


class MemorySet(Struct, frozen=True):
    """Records in memory, which are gone through."""

    catalog: Catalog
    records: Iterable[AnyRecord]

    def grouped(self, attribute: Attribute) -> dict[str, SomeRecords]:
        """Return the records by the groups of an attribute."""
        found: dict[str, list[AnyRecord]] = defaultdict(
            list, {key: [] for key in attribute.every(self.catalog)}
        )
        for record in self.records:
            for value in attribute.groups(self.catalog, record) or ("",):
                found[value].append(record)
        return found  # type: ignore[return-value]  # lists are sequences

    def joined(self, parts: Iterable[SomeRecords]) -> SomeRecords:
        """Return the records of several of its groups as one, each once."""
        return list({record.id: record for records in parts for record in records}.values())

    def stated(self, attribute: Attribute) -> int:
        """Return of how many of the records an attribute is known."""
        return sum(1 for record in self.records if attribute.groups(self.catalog, record))

    def ordered(self, attribute: Attribute, reverse: bool) -> SomeRecords:
        """Return the records in order of an attribute."""
        records = tuple(self.records)
        valued = list(zip(map(attribute.sort_key(self.catalog), records), records, strict=True))
        known = [(value, record) for value, record in valued if value is not None]
        aside: list[AnyRecord] = []
        if attribute.zero_is_stated:
            aside = [record for value, record in known if not value]
            known = [(value, record) for value, record in known if value]
        known.sort(key=itemgetter(0), reverse=attribute.largest_first != reverse)
        return (
            *(record for _, record in known), *aside, *(record for value, record in valued if value is None),
        )  # fmt: skip

    def counted(self, attributes: Sequence[Attribute]) -> Mapping[ValueKeys, int]:
        """Return how many records there are of each combination of values."""
        records = tuple(self.records)
        read = [self._values(records, attribute) for attribute in attributes]
        counts: Counter[ValueKeys] = Counter()
        for record in records:
            counts.update(product(*(values(record) or (None,) for values in read)))
        return counts

    def _values(
        self, records: tuple[AnyRecord, ...], attribute: Attribute
    ) -> Callable[[AnyRecord], tuple[str | None, ...]]:
        """Return what gives the values of a field that a record counts for, the same for which a filter finds it."""
        groups: Callable[[Any], tuple[str, ...]] = partial(attribute.groups, self.catalog)
        if has_variants(attribute):
            one = representatives(value for record in records for value in groups(record))
            return lambda record: tuple(dict.fromkeys(one[value] for value in groups(record)))
        if attribute.kind != "date":
            return groups
        written = {date for record in records for date in groups(record)}
        return lambda record: tuple(
            part
            for date in groups(record)
            for part in dict.fromkeys((date, date[:7], date[:4]))
            if part in written
        )
