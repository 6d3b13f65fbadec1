"""Tables of plain text at their borders: what is cut, what never is, and which columns are left out."""

from __future__ import annotations

import pytest

from genai_tui.catalog.cells import width
from genai_tui.storage.exporters.text_table import aligned, cut, fitted, laid_out


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
