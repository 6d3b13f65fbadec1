"""Filters of a catalog in a database: each value of a clause is a SELECT, whose places are a set of bits as in memory."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from typing import cast

from genai_tui.catalog.attributes import ATTRIBUTES
from genai_tui.catalog.partial_date import days_of
from genai_tui.catalog.relational import ANNOTATED, BY_NAME
from genai_tui.catalog.stored import StoredCatalog
from genai_tui.search.fields import Field
from genai_tui.search.filters import Filtering, Value
from genai_tui.search.matcher import match, needle
from genai_tui.search.normalize import fold
from genai_tui.search.stored.annotated import OWN, annotated
from genai_tui.search.stored.places import bits_of, counted_column, counted_values, having, known_of
from genai_tui.search.subject import Subject
from genai_tui.search.syntax import Clause, QueryProblem, Range, Text, Unknown

MANY = 50_000
"""Values of a field from which on they are looked up by letters that stand in them, and not one by one."""
_AT_ONCE = 10_000
"""Values that one SELECT names."""

NamedModels = Callable[[str], int]
"""Returns the models of which a name equals a text, or else holds its words as typed."""


class StoredValue:
    """A value of a text field, whose models are looked up when they are asked for."""

    def __init__(self, key: str, spellings: tuple[str, ...], read: Callable[[], int]) -> None:
        self.key = key
        self.spellings = spellings
        self._read = read

    @property
    def records(self) -> int:
        """The models that have it, as a set of bits."""
        return self._read()


class StoredFiltering(Filtering):
    """The fields of a catalog in a database."""

    def __init__(
        self,
        catalog: StoredCatalog,
        subject: Subject,
        saying: Callable[[str], int],
        naming: Callable[[str], int],
        called: NamedModels,
    ) -> None:
        """Read fields of `catalog`; `called` looks up models by their names, the other two as for any catalog."""
        super().__init__(catalog, subject, saying, naming)
        self._stored = catalog
        self._database = catalog.database
        self._called = called

    def _having(self, clause: Clause, field: Field, value: object) -> int:
        if isinstance(value, Range):
            return self._within(field, value)
        if isinstance(value, Unknown) or not isinstance(value, Text):
            return super()._having(clause, field, value)
        if field.name == "name":
            return self._called_so(field, value)
        if field.name == "id":
            place = self._stored.source_of_models.place_of(value.text.casefold())
            return 0 if place is None else 1 << place
        if self._count(field) > MANY:
            return self._among_many(field, value)
        return super()._having(clause, field, value)

    def _called_so(self, field: Field, value: Text) -> int:
        if not needle(value.text).words:
            raise QueryProblem(
                value.start, value.start + len(value.text), f"{field.name} wants {field.wants}"
            )
        return self._called(value.text)

    def _among_many(self, field: Field, wanted: Text) -> int:
        """Return the models with a value that a text means, of a field with very many values.

        It is the value of that key or of that label, or else those whose label has every typed word in it as typed.
        """
        typed = needle(wanted.text)
        if not typed.words:
            raise QueryProblem(
                wanted.start, wanted.start + len(wanted.text), f"{field.name} wants {field.wants}"
            )
        rows = self._database.rows
        exact = "SELECT value FROM vocabulary WHERE field = ? AND key = ?"
        found = [value for (value,) in rows(exact, field.name, wanted.text)]
        if not found:
            narrowed = " AND instr(lower(label), ?)" * len(typed.words)
            near = list(
                rows(
                    f"SELECT value, label FROM vocabulary WHERE field = ?{narrowed}",
                    field.name,
                    *(word.original.casefold() for word in typed.words),
                )
            )
            folded = [(value, fold(label)) for value, label in near]
            found = [value for value, label in folded if label.letters == typed.whole.letters] or [
                value
                for value, label in folded
                if (met := match(typed, label, forgiving=False)) and met.plain
            ]
        meeting = 0
        for value in found:
            meeting |= having(self._database, value, len(self._records))
        return meeting

    def _within(self, field: Field, wanted: Range) -> int:
        """Return the models with a number, a year or a date in a range."""
        if field.kind == "date":
            return self._dated(field, wanted)
        name = "number" if field.several else field.name
        told, values = [f"{name} IS NOT NULL"], []
        for end, sign in ((wanted.low, ">"), (wanted.high, "<")):
            if end is not None:
                told.append(f"{name} {sign}{'' if wanted.beyond else '='} ?")
                values.append(end)
        if not self._counts(field, wanted):
            told.append(f"{name} <> 0")
        condition = " AND ".join(told)
        if field.several:
            rows = self._database.rows(
                f"SELECT DISTINCT model FROM numbers WHERE field = ? AND {condition}", field.name, *values
            )
        else:
            rows = self._database.rows(f"SELECT place FROM models WHERE {condition}", *values)
        return bits_of(rows, len(self._records))

    def _dated(self, field: Field, wanted: Range) -> int:
        """Return the models with a date in a range; one known by its year is a whole year."""
        dates = self._database.rows(
            f"SELECT DISTINCT {field.name} FROM models WHERE {field.name} IS NOT NULL"
        )
        meant = [date for (date,) in dates if wanted.holds(*days_of(date))]
        found = 0
        for start in range(0, len(meant), _AT_ONCE):
            some = meant[start : start + _AT_ONCE]
            marks = ",".join("?" * len(some))
            rows = self._database.rows(f"SELECT place FROM models WHERE {field.name} IN ({marks})", *some)
            found |= bits_of(rows, len(self._records))
        return found

    def _count(self, field: Field) -> int:
        return self._database.number("SELECT count(*) FROM vocabulary WHERE field = ?", field.name) or 0

    def values(self, field: Field) -> dict[str, Value]:
        """Return the values of a text field by key, each of which looks up its models when it is asked for them."""
        if field.name not in self._values:
            size, database = len(self._records), self._database
            read: dict[str, Callable[[], int]] = {
                key: (lambda: 0) for key in (*field.closed, *field.every(self._catalog))
            }
            for value, key in database.rows(
                "SELECT value, key FROM vocabulary WHERE field = ? ORDER BY value", field.name
            ):
                read[key] = lambda value=value: having(database, value, size)  # type: ignore[misc]
            for value, own in OWN.get(field.name, {}).items():
                read[value] = lambda own=own: self._annotated[own]  # type: ignore[misc]
            self._values[field.name] = {
                key: cast(Value, StoredValue(key, tuple(field.spellings(self._catalog, key)), each))
                for key, each in read.items()
            }
        return self._values[field.name]

    def forget(self, names: object) -> None:
        """Read stars and notes anew when a query next names them."""
        self.__dict__.pop("_annotated", None)

    @cached_property
    def _annotated(self) -> dict[str, int]:
        return annotated(self._stored)

    def counts(self, field: Field, within: int) -> Iterator[tuple[Value, int]]:
        """Yield the values of a text field, each with how many of some models have it; none of a field with very many."""
        if field.name in BY_NAME or self._count(field) > MANY:
            return
        values = self.values(field)
        if field.name in OWN:
            yield from super().counts(field, within)
            return
        counted = dict(
            counted_values(self._database, field, None if within == self._all else within, len(self._records))
        )
        yield from ((value, counted.get(key, 0)) for key, value in values.items())

    def spelled(self, field: Field) -> list[tuple[str, object]]:  # type: ignore[override]
        """Return each key with each of its spellings folded; none of a field with very many."""
        return [] if field.name in BY_NAME or self._count(field) > MANY else super().spelled(field)  # type: ignore[return-value]

    def years(self, field: Field, within: int) -> Mapping[str, int]:
        """Return the years of a field, each with how many of some models are of it."""
        counted = counted_column(self._database, field.name, within, len(self._records))
        return {str(year): count for year, count in counted}

    def known(self, field: Field) -> int:
        """Return the models of which a field is known."""
        if field.name in BY_NAME:
            return self._all
        if field.name in ANNOTATED:
            return super().known(field)
        return known_of(self._database, field, len(self._records))

    @cached_property
    def _differing(self) -> int:
        return self.values(ATTRIBUTES["slot"])["differs"].records
