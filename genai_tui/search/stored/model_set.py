"""Models of a catalog in a database as a set: GROUP BY and ORDER BY, narrowed to those that an answer holds."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import chain, groupby, pairwise, product
from operator import itemgetter
from typing import Any

from genai_tui.catalog.attribute import Attribute
from genai_tui.catalog.diagnostics import CatalogError, Problem
from genai_tui.catalog.relational import ANNOTATED, BY_NAME, order_column
from genai_tui.catalog.stored import StoredCatalog, StoredModels
from genai_tui.search.bitset import holder
from genai_tui.search.record_set import SomeRecords, ValueKeys, joined_variants
from genai_tui.search.spelling_variants import has_variants
from genai_tui.search.stored.annotated import OWN, own_values
from genai_tui.search.stored.places import (
    HELD,
    bits_of,
    column,
    counted_column,
    counted_values,
    having,
    known_of,
    placed,
)

FEW = 1_000
"""Models up to which a set is read and gone through as in memory."""
_CROSSED = 400
"""ValueKeys of a field up to which it is counted together with another one: each takes a bit a model."""


class StoredSet:
    """More models of a database than are read."""

    def __init__(self, catalog: StoredCatalog, models: StoredModels) -> None:
        self._catalog = catalog
        self._database = catalog.database
        self._models = models
        self._size = len(catalog)

    def grouped(self, attribute: Attribute) -> dict[str, SomeRecords]:
        """Return the models by the groups of an attribute; which ones they are is looked up when one is shown."""
        found: dict[str, SomeRecords] = dict.fromkeys(attribute.every(self._catalog), ())
        for value, bits in own_values(self._catalog, attribute.name).items():
            if held := bits & self._bits:
                found[value] = self._of_bits(held)
        if attribute.kind == "text":
            for key, count in counted_values(self._database, attribute, self._within, self._size):
                found[key] = self._lazy(count, lambda key=key: self._having(attribute, key))
        elif attribute.bands:
            for band in attribute.bands:
                rows = self._database.rows(
                    f"SELECT place FROM models WHERE {attribute.name} > ? AND {attribute.name} <= ?",
                    band.low,
                    band.high,
                )
                if bits := bits_of(rows, self._size) & self._bits:
                    found[band.label] = self._of_bits(bits)
        else:
            for number, count in counted_column(self._database, attribute.name, self._within, self._size):
                found[str(number)] = self._lazy(
                    count, lambda number=number: self._equal(attribute.name, number)
                )  # fmt: skip
        known = self.stated(attribute)
        if known < len(self._models):
            unknown = len(self._models) - known
            found[""] = self._lazy(unknown, lambda: ~self._known(attribute))
        return found

    def joined(self, parts: Iterable[SomeRecords]) -> SomeRecords:
        """Return the models of several of its groups as one, each once."""
        bits = 0
        for part in parts:
            assert isinstance(part, StoredModels)
            bits |= placed(part.places, self._size)
        return self._of_bits(bits)

    def stated(self, attribute: Attribute) -> int:
        """Return of how many of the models an attribute is known."""
        if attribute.name in BY_NAME:
            return len(self._models)
        if self._within is None and attribute.name not in OWN:
            return self._database.number("SELECT models FROM attributes WHERE field = ?", attribute.name) or 0
        return (self._known(attribute) & self._bits).bit_count()

    def _known(self, attribute: Attribute) -> int:
        """Return the models of which an attribute is known, be it by the reader's own word."""
        known = 0 if attribute.name in ANNOTATED else known_of(self._database, attribute, self._size)
        for bits in own_values(self._catalog, attribute.name).values():
            known |= bits
        return known

    def ordered(self, attribute: Attribute, reverse: bool) -> SomeRecords:
        """Return the models in order of an attribute, those of which it is not known last; equal ones stay as they were."""
        downwards = attribute.largest_first != reverse
        name = order_column(attribute)
        valued = self._in_order(name, downwards) if self._is_in_order else self._sorted(name, downwards)
        known, aside = array("q"), array("q")
        for value, places in valued:
            (aside if attribute.zero_is_stated and not value else known).extend(places)
        told = holder(placed(chain(known, aside), self._size), self._size)
        known.extend(aside)
        known.extend(place for place in self._models.places if not told(place))
        return StoredModels(self._models.source, len(known), known)

    def counted(self, attributes: Sequence[Attribute]) -> Mapping[ValueKeys, int]:
        """Return how many models there are of each combination of values; None is not known."""
        if len(attributes) == 1:
            return {(key,): count for key, count in self._counted(attributes[0]).items()}
        every = [self._sets(attribute) for attribute in attributes]
        counts: Counter[ValueKeys] = Counter()
        for combination in product(*(each.items() for each in every)):
            both = self._bits
            for _, bits in combination:
                both &= bits
            if both:
                counts[tuple(key for key, _ in combination)] = both.bit_count()
        return counts

    # One field

    def _counted(self, attribute: Attribute) -> dict[str | None, int]:
        if attribute.name in BY_NAME:
            told = "a name or an id of each is its own; they are not counted in a file of so many models"
            raise CatalogError(Problem(attribute.name, 0, 0, "", told))
        if attribute.kind == "date":
            dates = dict(counted_column(self._database, attribute.name, self._within, self._size))
            counts: Counter[str | None] = Counter()
            for date, count in dates.items():
                for part in dict.fromkeys((date, date[:7], date[:4])):
                    counts[part] += count if part in dates else 0
            found: dict[str | None, int] = {date: count for date, count in counts.items() if count}
            unknown = len(self._models) - sum(dates.values())
            return {**found, **({None: unknown} if unknown else {})}
        groups = {key: each for key, each in self.grouped(attribute).items() if len(each)}
        if has_variants(attribute):
            groups = joined_variants(self, groups)
        return {key or None: len(each) for key, each in groups.items()}

    def _sets(self, attribute: Attribute) -> dict[str | None, int]:
        """Return the values of a field, each with its models; raises CatalogError where these are too many to be crossed."""
        groups = {key: each for key, each in self.grouped(attribute).items() if len(each)}
        if attribute.kind == "date" or len(groups) > _CROSSED:
            told = (
                f"has {len(groups):,} values here: counted together with another field are at most {_CROSSED}"
            )
            raise CatalogError(Problem(attribute.name, 0, 0, "", told, f"count by {attribute.name} alone"))
        if has_variants(attribute):
            groups = joined_variants(self, groups)
        return {key or None: placed(each.places, self._size) for key, each in groups.items()}  # type: ignore[attr-defined]

    # Which models there are

    @cached_property
    def _bits(self) -> int:
        if self._models.all_in_order:
            return (1 << self._size) - 1
        return placed(self._models.places, self._size)

    @property
    def _within(self) -> int | None:
        """The models as a set of bits; None where they are all there are."""
        return None if len(self._models) == self._size else self._bits

    @cached_property
    def _is_in_order(self) -> bool:
        """Whether the models are in the order of the catalog."""
        places = self._models.places
        return isinstance(places, range) or all(one < other for one, other in pairwise(places))

    def _having(self, attribute: Attribute, key: str) -> int:
        found = self._database.rows(
            "SELECT value FROM vocabulary WHERE field = ? AND key = ?", attribute.name, key
        )
        return having(self._database, next(found)[0], self._size)

    def _equal(self, name: str, number: Any) -> int:
        return bits_of(self._database.rows(f"SELECT place FROM models WHERE {name} = ?", number), self._size)

    def _lazy(self, count: int, read: Any) -> StoredModels:
        """Return so many of the models, which ones is told by `read` as a set of bits."""
        return StoredModels(self._models.source, count, lambda: self._places_in(read()))

    def _of_bits(self, bits: int) -> StoredModels:
        return StoredModels(self._models.source, bits.bit_count(), lambda: self._places_in(bits))

    def _places_in(self, bits: int) -> array[int]:
        """Return the places of the models in a set, in the order of these models."""
        if self._is_in_order:
            return column(bits & self._bits)
        holds = holder(bits & self._bits, self._size)
        return array("q", filter(holds, self._models.places))

    # Orders

    def _in_order(self, name: str, downwards: bool) -> Iterator[tuple[Any, array[int]]]:
        """Yield each value with the models that have it, along the index of its column."""
        way = "DESC" if downwards else "ASC"
        held = ""
        if self._within is not None:
            self._database.define(HELD, holder(self._bits, self._size))
            held = f" AND {HELD}(place)"
        rows = self._database.rows(
            f"SELECT {name}, place FROM models WHERE {name} IS NOT NULL{held} ORDER BY {name} {way}, place {way}"
        )
        for value, equal in groupby(rows, key=itemgetter(0)):
            places = array("q", map(itemgetter(1), equal))
            if downwards:  # along the index equal ones come last first
                places.reverse()
            yield value, places

    def _sorted(self, name: str, downwards: bool) -> Iterator[tuple[Any, array[int]]]:
        """Yield each value with the models that have it, sorted here, since these are in an order of their own."""
        self._database.define(HELD, holder(self._bits, self._size))
        values: dict[int, Any] = dict(
            self._database.rows(
                f"SELECT place, {name} FROM models WHERE {name} IS NOT NULL AND {HELD}(place)"
            )
        )
        known = sorted(
            (place for place in self._models.places if place in values),
            key=values.__getitem__,
            reverse=downwards,
        )
        for value, equal in groupby(known, key=values.__getitem__):
            yield value, array("q", equal)
