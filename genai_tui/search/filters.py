"""Filters: the clauses of a query against a catalog. A set of records is a whole number, bit i for record i."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property

from msgspec import Struct

from genai_tui.catalog.as_of import whole_of
from genai_tui.catalog.diagnostics import nearest
from genai_tui.catalog.model import Catalog
from genai_tui.search.bitset import bitset, holder
from genai_tui.search.fields import Field, ValueSpan
from genai_tui.search.matcher import match, needle
from genai_tui.search.normalize import Folded, fold
from genai_tui.search.spelling_variants import has_variants
from genai_tui.search.subject import Subject
from genai_tui.search.syntax import Clause, Query, QueryProblem, Range, Text, Unknown


class Value(Struct, frozen=True):
    """One value of a text field, how it is spelled, and the records that have it."""

    key: str
    spellings: tuple[str, ...]
    records: int


class Filtering:
    """The fields of a catalog, each read when a query first names it."""

    def __init__(
        self,
        catalog: Catalog,
        subject: Subject,
        saying: Callable[[str], int],
        naming: Callable[[str], int],
    ) -> None:
        """Read fields of records of `catalog`; the two look up a phrase in texts and a word in names."""
        self._catalog = catalog
        self._subject = subject
        self._records = subject.records(catalog)
        self._differs = subject.differs
        self._saying = saying
        self._naming = naming
        self._all = (1 << len(self._records)) - 1
        self._values: dict[str, dict[str, Value]] = {}
        self._folded: dict[str, list[tuple[str, Folded]]] = {}
        self._spans: dict[str, list[tuple[int, tuple[ValueSpan, ...]]]] = {}

    def forget(self, names: Iterable[str]) -> None:
        """Read fields anew when a query next names them."""
        for name in names:
            self._values.pop(name, None)
            self._folded.pop(name, None)

    def records(self, query: Query) -> int:
        """Return the records that meet every filter; raises QueryProblem for a value that cannot be meant."""
        found = self._all
        for clause in query.filters:
            found &= self.meeting(clause)
        return found

    def meeting(self, clause: Clause) -> int:
        """Return the records that meet one clause."""
        match clause.kind:
            case "differs":
                found = self._differing
            case "phrase":
                found = self._saying(clause.text)
            case "word":
                found = self._naming(clause.text)
            case _:
                assert clause.field is not None
                found = 0
                for value in clause.values:
                    found |= self._having(clause, clause.field, value)
        return self._all & ~found if clause.negated else found

    def _having(self, clause: Clause, field: Field, value: object) -> int:
        if isinstance(value, Unknown):
            if field.never_unknown:
                raise QueryProblem(clause.start, clause.end, f"{field.name} is never unknown")
            return self._all & ~self.known(field)
        if isinstance(value, Range):
            return self._set(
                place
                for place, spans in self.spans(field)
                if any(
                    value.holds(first, last) for first, last in spans if last or self._counts(field, value)
                )
            )
        assert isinstance(value, Text)
        found = 0
        for each in self._meant(field, value):
            found |= each.records
        return found

    @staticmethod
    def _counts(field: Field, wanted: Range) -> bool:
        """Tell whether a value of 0 meets a range: a 0 that is only stated does where 0 itself is asked for."""
        return not field.zero_is_stated or wanted.high == 0

    def _meant(self, field: Field, wanted: Text) -> list[Value]:
        """Return the values that a text means: the one whose key it is, those it equals, or those it is part of."""
        values = self.values(field)
        if field.whole:
            written = wanted.text.casefold()
            if (known := values.get(written)) is None:
                said = (each for each in values.values() if written in map(str.casefold, each.spellings))
                known = next(said, None)
            if known is None and field.closed:
                raise self._no_such(field, wanted)
            return [known] if known else []
        typed = needle(wanted.text)
        if not typed.words:
            raise QueryProblem(
                wanted.start, wanted.start + len(wanted.text), f"{field.name} wants {field.wants}"
            )
        if wanted.text in values and not has_variants(field):
            return [values[wanted.text]]
        spelled = self.spelled(field)
        keys = {key for key, folded in spelled if folded.letters == typed.whole.letters}
        if not keys:
            keys = {
                key for key, folded in spelled if (met := match(typed, folded, forgiving=False)) and met.plain
            }
        if not keys and (field.closed or field.listed):
            if self._whole is None:
                raise self._no_such(field, wanted)
            self._whole._meant(field, wanted)  # raises unless it has come by a later day
        return [values[key] for key in keys]

    def _no_such(self, field: Field, wanted: Text) -> QueryProblem:
        spellings = [spelling for value in self.values(field).values() for spelling in value.spellings]
        return QueryProblem(
            wanted.start, wanted.start + len(wanted.text),
            f"no {field.name} here is called {wanted.text[:40]!r}",
            nearest(wanted.text.casefold(), [*field.closed, *map(str.casefold, spellings)]),
        )  # fmt: skip

    def values(self, field: Field) -> dict[str, Value]:
        """Return the values of a text field by key."""
        if field.name not in self._values:
            having: dict[str, list[int]] = {key: [] for key in (*field.closed, *field.every(self._catalog))}
            for place, record in enumerate(self._records):
                for key in field.keys(self._catalog, record):
                    having.setdefault(key, []).append(place)
            self._values[field.name] = {
                key: Value(key, tuple(field.spellings(self._catalog, key)), self._set(places))
                for key, places in having.items()
            }
        return self._values[field.name]

    def spelled(self, field: Field) -> list[tuple[str, Folded]]:
        """Return each key with each of its spellings folded; kept, since every letter typed asks for them."""
        if field.name not in self._folded:
            self._folded[field.name] = [
                (key, fold(spelling))
                for key, value in self.values(field).items()
                for spelling in value.spellings
            ]
        return self._folded[field.name]

    def spans(self, field: Field) -> list[tuple[int, tuple[ValueSpan, ...]]]:
        """Return the spans of a field for the records of which it is known."""
        if field.name not in self._spans:
            self._spans[field.name] = [
                (place, spans)
                for place, record in enumerate(self._records)
                if (spans := field.spans(self._catalog, record))
            ]
        return self._spans[field.name]

    def counts(self, field: Field, within: int) -> Iterator[tuple[Value, int]]:
        """Yield the values of a text field, each with how many of some records have it."""
        return ((value, (value.records & within).bit_count()) for value in self.values(field).values())

    def years(self, field: Field, within: int) -> Mapping[str, int]:
        """Return the years of a field, each with how many of some records are of it."""
        years: dict[str, int] = {}
        holds = holder(within, len(self._records))
        for place, spans in self.spans(field):
            if holds(place):
                for first, _ in spans:
                    years[str(first)] = years.get(str(first), 0) + 1
        return years

    def known(self, field: Field) -> int:
        """Return the records of which a field is known."""
        if field.kind != "text":
            return self._set(place for place, _ in self.spans(field))
        found = 0
        for value in self.values(field).values():
            if value.key != field.unknown_key:
                found |= value.records
        return found

    @cached_property
    def _whole(self) -> Filtering | None:
        """The fields of everything, where the catalog is the state of it on a day; None where it is not."""
        whole = whole_of(self._catalog)
        return Filtering(whole, self._subject, self._saying, self._naming) if whole else None

    @cached_property
    def _differing(self) -> int:
        return self._set(
            place for place, record in enumerate(self._records) if self._differs(self._catalog, record)
        )

    def _set(self, places: Iterable[int]) -> int:
        return bitset(places, len(self._records))
