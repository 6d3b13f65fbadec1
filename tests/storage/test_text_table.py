"""Tables of plain text at their borders: what is cut, what never is, and which columns are left out."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from genai_tui.catalog.cells import width
from genai_tui.catalog.model import Catalog
from genai_tui.storage.exporters.text_table import TextTable, aligned, cut, fitted, laid_out
from genai_tui.storage.exporters.writer import AnswerLayout, Counted


@pytest.mark.parametrize(
    ("cell", "size", "told"),
    [
        ("abcdef", 6, "abcdef"), ("abcdef", 5, "abcdef"), ("abcdef!", 6, "abcd…!"), ("abcdef~!", 6, "abc…~!"),
        ("abc!", 4, "abc!"), ("!", 1, "!"), ("", 3, ""), ("長い名前!", 6, "長い…!"),
    ],
)  # fmt: skip
def test_a_cell_is_cut_and_keeps_its_marks(cell: str, size: int, told: str) -> None:
    """Without marks it stays whole: the line that it stands in cuts it."""
    assert cut(cell, size) == told
    assert width(told) <= size or not cell.endswith(("~", "!"))


@pytest.mark.parametrize(
    ("sizes", "columns", "whole", "found"),
    [
        ([10, 10, 20], 44, (), [10, 10, 20]),  # as it is, with two gaps of 2
        ([10, 10, 20], 43, (), [10, 10, 19]),
        ([10, 10, 20], 34, (), [10, 10, 10]),
        ([10, 10, 20], 33, (), [9, 10, 10]),  # the names give way last
        ([10, 10, 20], 19, (), [5, 5, 5]),
        ([10, 10, 20], 5, (), [5, 5, 5]),  # no narrower than that
        ([10, 10, 20], 24, (2,), [5, 5, 20]),  # numbers and dates are never cut
        ([10, 10, 20, 18], 50, (), [10, 10, 12, 12]),  # the widest first
    ],
)
def test_columns_are_fitted_the_widest_first(
    sizes: list[int], columns: int, whole: tuple[int, ...], found: list[int]
) -> None:
    assert fitted(sizes, columns, whole) == found


@pytest.mark.parametrize(
    ("columns", "lines"),
    [
        (None, ["Id         Count", "a-long-id     12", "b              3"]),
        (0, ["Id         Count", "a-long-id     12", "b              3"]),
        (15, ["Id        Count", "a-long-…     12", "b             3"]),
        (12, ["Id     Count", "a-lo…     12", "b          3"]),
    ],
)
def test_rows_stand_in_columns_numbers_to_the_right(columns: int | None, lines: list[str]) -> None:
    rows = [("Id", "Count"), ("a-long-id", "12"), ("b", "3")]
    assert list(laid_out(rows, [1], columns=columns)) == lines


def test_tabs_part_whole_values_and_headings_say_which_are_numbers() -> None:
    rows = [("Name", "Score"), ("x" * 50, "1")]
    assert list(laid_out(rows, [1], tabs=True, columns=10)) == ["Name\tScore", f"{'x' * 50}\t1"]
    head, row = aligned(rows, {"Score"})
    assert head == f"{'Name':<34}  Score"
    assert row == f"{'x' * 33}…      1"


def counted(*rows: tuple[tuple[str | None, ...], int]) -> tuple[Any, ...]:
    return tuple(SimpleNamespace(values=values, labels=values, count=number) for values, number in rows)


CROSSED = Counted(
    ("weights", "year"), counted((("open", "2021"), 2), (("open", None), 1), ((None, "2022"), 4)), 7,
    margins=(counted(((None,), 4), (("open",), 3)), counted((("2021",), 2), ((None,), 1), (("2022",), 4))),
)  # fmt: skip


@pytest.mark.parametrize(
    ("layout", "lines"),
    [
        (AnswerLayout(), ["weights / year  2021  2022  ·  all", "open               2     0  1    3", "·                  0     4  0    4", "all                2     4  1    7"]),
        (AnswerLayout(header=False), ["open  2  0  1  3", "·     0  4  0  4", "all   2  4  1  7"]),
        (AnswerLayout(width=34), ["weights / year  2021  2022  ·  all", "open               2     0  1    3", "·                  0     4  0    4", "all                2     4  1    7"]),
        (AnswerLayout(tabs=True), ["weights / year\t2021\t2022\t·\tall", "open\t2\t0\t1\t3", "·\t0\t4\t0\t4", "all\t2\t4\t1\t7"]),
        # a table that is too wide gives way to a line for each combination
        (AnswerLayout(width=33), ["     2  open  2021", "     1  open  ·", "     4  ·     2022"]),
    ],
)  # fmt: skip
def test_counts_by_two_fields_are_a_table_where_it_fits(
    tiny: Catalog, layout: AnswerLayout, lines: list[str]
) -> None:
    assert list(TextTable(layout).counts(tiny, CROSSED)) == lines


def test_counts_by_no_field_are_a_number(tiny: Catalog) -> None:
    assert list(TextTable().counts(tiny, Counted((), (), 7))) == ["7"]
