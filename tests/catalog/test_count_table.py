"""Tables of counts: what stands in a cell, how dark it is, and the query that finds its models."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from genai_tui.catalog.count_table import CountTable, Head, joined_query, largest, percent
from genai_tui.catalog.count_table_layout import cell_text, column_sizes, upper_heads

ROWS = (Head("all", "all", is_total=True), Head("a", "A", "in:a"), Head("b", "B", "in:b"))
COLUMNS = (
    Head("x", "2021", "out:x", "early"),
    Head("y", "2022", "out:y", "early"),
    Head("z", "2023", "out:z"),
)


def table(**more: object) -> CountTable:
    counts = {(0, 0): 9, (1, 0): 8, (1, 1): 3, (2, 2): 1}
    return CountTable("k", ROWS, COLUMNS, counts, most=largest(ROWS, COLUMNS, counts), **more)  # type: ignore[arg-type]


def test_the_largest_cell_that_is_no_total_is_the_darkest() -> None:
    shown = table()
    assert shown.most == 8
    assert [shown.shade(*cell) for cell in ((0, 0), (1, 0), (1, 1), (2, 2), (2, 0))] == [
        " ",
        "█",
        "░",
        "░",
        " ",
    ]


@given(st.integers(1, 10**7), st.integers(1, 10**7))
def test_a_larger_count_is_never_lighter_in_either_form(one: int, other: int) -> None:
    most = max(one, other)
    for ascii_only, scale in ((False, " ░▒▓█"), (True, " .:+#")):
        shades = [
            scale.index(CountTable("", ROWS, COLUMNS, {(1, 0): count}, most=most).shade(1, 0, ascii_only))
            for count in (one, other)
        ]
        assert min(shades) > 0
        assert (shades[0] <= shades[1]) if one <= other else (shades[0] >= shades[1])


def test_clauses_are_those_of_row_and_column_unless_a_cell_has_its_own() -> None:
    assert table().clauses(1, 2) == "in:a out:z"
    assert table().clauses(0, 1) == "out:y"
    assert table(queries={(1, 2): "in:? year:2021"}).clauses(1, 2) == "in:? year:2021"


def test_a_share_is_told_in_percent_and_never_rounded_to_none_or_all() -> None:
    assert table(wholes={(1, 0): 9}).text(1, 0) == "89%"
    assert [percent(*each) for each in ((0, 300), (1, 300), (299, 300), (300, 300))] == [
        "0%",
        "1%",
        "99%",
        "100%",
    ]
    assert table(wholes={(2, 0): 5}).text(2, 0) == "0%", (
        "known of none is no dot: the dot is for no model at all"
    )
    assert table().text(2, 0) == "·"


def test_what_is_not_there_is_the_first_that_is_no_total() -> None:
    assert table().place(None, None) == (1, 0)
    assert table().place("all", "y") == (0, 1)
    assert table().place("gone", "gone") == (1, 0)


@pytest.mark.parametrize(
    ("query", "clauses", "whole"),
    [
        ("", "in:a", "in:a"),
        (" org:x ", "in:a", "org:x in:a"),
        ("org:x", "", "org:x"),
        ('"open', "in:a", 'in:a "open'),
    ],
)
def test_a_query_is_joined_with_the_clauses_of_a_cell(query: str, clauses: str, whole: str) -> None:
    assert joined_query(query, clauses) == whole


def test_columns_have_room_for_their_texts_and_heads_that_share_a_line() -> None:
    shown = table(frames={(1, 0): "[]"})
    sizes = column_sizes(shown)
    assert cell_text(shown, 1, 0, sizes[0]).strip() == "[8█]"
    assert cell_text(shown, 1, 0, sizes[0], ascii_only=True).strip() == "[8#]"
    assert cell_text(shown, 1, 2, sizes[2]).strip() == "·"
    assert [text.strip() for text in upper_heads(shown, range(3), sizes)] == ["early", ""]
