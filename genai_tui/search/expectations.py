"""Expectations: filters of the query language, of which one record meets each, fails it, or nobody can know.

A query asks which records are known to meet it; here the two other answers are told apart. What is not known, what
sources give differently without one that counts more, and a date too coarse to tell meet nothing and fail nothing.
"""

from __future__ import annotations

from typing import Literal

from msgspec import Struct, structs

from genai_tui.catalog.attributes import DISPUTED
from genai_tui.catalog.diagnostics import nearest
from genai_tui.search.fields import Field, ValueSpan
from genai_tui.search.index import SearchIndex
from genai_tui.search.syntax import Clause, QueryProblem, Range, Text, Unknown

Verdict = Literal["ok", "changed", "unknown"]
"""A record meets an expectation, does not, or it is not known whether it does."""


class Expectation(Struct, frozen=True):
    """One filter as it was typed, with its field."""

    clause: Clause
    typed: str
    field: Field


def expectations(index: SearchIndex, text: str) -> tuple[Expectation, ...]:
    """Return the expectations that a text holds, in order.

    Raises QueryProblem where a part of it is no filter, where a value means nothing, and for what no answer can meet:
    that something be unknown.
    """
    query = index.parse(text)
    found = []
    for clause in query.clauses:
        if clause.kind != "filter" or clause.field is None:
            typed = query.text[clause.start : clause.end]
            what = "is not field:value, so nothing can be expected of it"
            raise QueryProblem(clause.start, clause.end, what, _as_filter(index, clause.text or typed))
        if not clause.negated and any(isinstance(each, Unknown) for each in clause.values):
            raise QueryProblem(clause.start, clause.end, "what is not known is never what was expected")
        index.filtering.meeting(clause)  # raises for a value that cannot be meant
        found.append(Expectation(clause, query.text[clause.start : clause.end], clause.field))
    if not found:
        raise QueryProblem(0, len(text), "nothing is expected: give field:value, such as weights:open")
    return tuple(found)


def unheard(index: SearchIndex, expected: Expectation) -> list[tuple[str, str]]:
    """Return the words of an expectation that are no value of any record here, each with the nearest one or nothing."""
    found = []
    for value in expected.clause.values:
        alone = structs.replace(expected.clause, values=(value,), negated=False)
        if isinstance(value, Text) and not index.filtering.meeting(alone):
            spellings = [
                word for each in index.filtering.values(expected.field).values() for word in each.spellings
            ]
            near = nearest(value.text, spellings) or ""
            found.append((value.text, near if near.casefold() != value.text.casefold() else ""))
    return found


def verdict(index: SearchIndex, expected: Expectation, record_id: str) -> Verdict:
    """Return whether the record with an id, which the catalog of the index has, meets an expectation."""
    filtering = index.filtering
    clause = structs.replace(expected.clause, negated=False)
    record = 1 << index.place_of(record_id)
    field = expected.field
    asks_unknown = any(
        isinstance(each, Unknown) for each in clause.values
    )  # turned round: it has to be known
    if not field.never_unknown and not filtering.known(field) & record:
        return "unknown"
    met = bool(filtering.meeting(clause) & record)
    wanted = [each.text for each in clause.values if isinstance(each, Text)]
    if DISPUTED in field.closed and DISPUTED not in wanted:
        undecided = filtering.values(field)[DISPUTED].records & record
        if undecided and not asks_unknown:
            return "unknown"
    if not met and _may_meet(filtering.spans(field) if field.kind != "text" else [], clause, record):
        return "unknown"
    return "ok" if met is not expected.clause.negated else "changed"


def _may_meet(spans: list[tuple[int, tuple[ValueSpan, ...]]], clause: Clause, record: int) -> bool:
    """Tell whether a value that is known within two ends, such as a year for a day, may lie in a range."""
    own = next((each for place, each in spans if 1 << place == record), ())
    return any(
        first != last and not _apart(value, first, last)
        for first, last in own
        for value in clause.values
        if isinstance(value, Range)
    )


def _apart(wanted: Range, first: float | str, last: float | str) -> bool:
    return (wanted.low is not None and last < wanted.low) or (wanted.high is not None and first > wanted.high)  # type: ignore[operator]


def _as_filter(index: SearchIndex, word: str) -> str | None:
    """Return the filter that a bare word may have been meant for: `weights:open` for `open`."""
    typed = word.casefold()
    if (field := index.subject.attributes.called(typed)) is not None:
        return f"{field.name}:..."
    for field in index.subject.attributes.rows.values():
        if typed in map(str.casefold, field.closed):
            return f"{field.name}:{typed}"
    return None
