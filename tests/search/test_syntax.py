"""What a query is made of: ranges with their ends, and a query without one of its clauses."""

from __future__ import annotations

import pytest

from genai_tui.search.parser import parse
from genai_tui.search.syntax import Query, QueryProblem, Range

FIELDS = ("weights", "year", "org")


@pytest.mark.parametrize(
    ("wanted", "first", "last", "holds"),
    [
        (Range(2, 5), 2, 5, True), (Range(2, 5), 1, 5, False), (Range(2, 5), 2, 6, False), (Range(2, 5, True), 2, 4, False), (Range(2, 5, True), 3, 5, False), (Range(2, 5, True), 3, 4, True),
        (Range(None, 5), 0, 5, True), (Range(None, 5), 0, 6, False), (Range(None, 5, True), 0, 5, False), (Range(2, None), 2, 9, True), (Range(2, None), 1, 9, False), (Range(2, None, True), 2, 9, False),
        (Range(None, None), 0, 9, True), (Range(None, None, True), 0, 9, True), (Range("2022-01-01", "2022-12-31"), "2022-01-01", "2022-12-31", True), (Range("2022-01-02", None), "2022-01-01", "2022-12-31", False),
    ],
)  # fmt: skip
def test_a_range_holds_what_lies_in_it_whole(
    wanted: Range, first: float | str, last: float | str, holds: bool
) -> None:
    assert wanted.holds(first, last) is holds


def test_a_problem_says_where_it_is_and_what_was_meant() -> None:
    problem = QueryProblem(3, 3, "is wrong", "right")
    assert (problem.start, problem.end, str(problem)) == (3, 4, "is wrong (did you mean right?)")
    assert (QueryProblem(3, 7, "is wrong").end, str(QueryProblem(3, 7, "is wrong"))) == (7, "is wrong")


def test_words_and_filters_of_a_query() -> None:
    query = parse('deep weights:open -shallow "in quotes" year:2022 learner weights:closed')
    assert query.words == "deep learner"
    assert [clause.text or (clause.field and clause.field.name) for clause in query.filters] == [
        "weights", "shallow", "in quotes", "year", "weights",
    ]  # fmt: skip
    assert query.fields == ("weights", "year")
    assert query
    assert not Query("", ())
    assert not parse("  ")
    less = query.without(query.filters[1])
    assert len(less.clauses) == len(query.clauses) - 1
    assert query.filters[1] not in less.clauses
    assert less.text == query.text


@pytest.mark.parametrize(
    ("typed", "begun"),
    [("w", "weights"), ("WEI", "weights"), ("open y", "year"), ("y open", ""), ("w ", ""), ("x", ""), ("", ""), ("weights:open", ""), ("-w", "weights"), ('"w"', "")],
)  # fmt: skip
def test_the_last_word_may_begin_a_field(typed: str, begun: str) -> None:
    assert parse(typed).field_begun(FIELDS) == begun
