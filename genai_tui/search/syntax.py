"""The syntax of a query: its clauses and their values, and the problem of a text that is no query."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Literal

from msgspec import Struct, structs

if TYPE_CHECKING:  # the screen holds a query from the start, and needs no field before one is typed
    from genai_tui.search.fields import Field


class QueryProblem(Exception):
    """A text that is no query; what is wrong with it is between `start` and `end`."""

    def __init__(self, start: int, end: int, reason: str, meant: str | None = None) -> None:
        super().__init__(reason)
        self.start = start
        self.end = max(end, start + 1)
        self.reason = reason
        self.meant = meant

    def __str__(self) -> str:
        return f"{self.reason}{f' (did you mean {self.meant}?)' if self.meant else ''}"


class Text(Struct, frozen=True):
    """A value written in words."""

    text: str
    start: int


class Range(Struct, frozen=True):
    """Values between two ends; None is an open end, and `beyond` leaves the ends themselves out.

    Dates are ISO days, so they compare as text; everything else is a number.
    """

    low: float | str | None
    high: float | str | None
    beyond: bool = False

    def holds(self, first: float | str, last: float | str) -> bool:
        """Return whether all values from `first` to `last` are in the range; a date known by its year is a whole year."""
        if self.low is not None and (first < self.low or (self.beyond and first == self.low)):  # type: ignore[operator]
            return False
        return not (
            self.high is not None and (last > self.high or (self.beyond and last == self.high))  # type: ignore[operator]
        )


class Unknown(Struct, frozen=True):
    """The value is not known."""


Value = Text | Range | Unknown


class Clause(Struct, frozen=True):
    """One condition: a filter with a field, a phrase, a word, or that a value differs between catalogs."""

    kind: Literal["filter", "phrase", "word", "differs"]
    start: int
    end: int
    negated: bool = False
    field: Field | None = None
    values: tuple[Value, ...] = ()
    text: str = ""


class Query(Struct, frozen=True):
    """A checked query: the free words, and all clauses in the order they were typed."""

    text: str
    clauses: tuple[Clause, ...]

    @property
    def words(self) -> str:
        """The free words, which are matched together and rank the answer."""
        return " ".join(
            clause.text for clause in self.clauses if clause.kind == "word" and not clause.negated
        )

    @property
    def filters(self) -> tuple[Clause, ...]:
        """Everything but the free words."""
        return tuple(clause for clause in self.clauses if clause.kind != "word" or clause.negated)

    @property
    def fields(self) -> tuple[str, ...]:
        """The names of the fields that filters name, each once."""
        return tuple(dict.fromkeys(clause.field.name for clause in self.clauses if clause.field))

    def field_begun(self, fields: Iterable[str]) -> str:
        """Return which of `fields` begins with the last word, which may still be typed on; empty if there is none."""
        last = self.clauses[-1] if self.clauses else None
        if last is None or last.kind != "word" or last.end < len(self.text):
            return ""
        return next((name for name in fields if name.startswith(last.text.casefold())), "")

    def without(self, clause: Clause) -> Query:
        """Return the query without one clause."""
        return structs.replace(self, clauses=tuple(each for each in self.clauses if each is not clause))

    def __bool__(self) -> bool:
        return bool(self.clauses)
