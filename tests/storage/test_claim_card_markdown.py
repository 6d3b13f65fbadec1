"""A claim card in Markdown: lines of a list within the width of a card, with no sign of a stranger's taken for markup."""

from __future__ import annotations

import pytest

from genai_tui.catalog.cells import width
from genai_tui.storage.exporters.claim_card_markdown import COLUMNS, _clipped, _item

TEXT = " ".join(f"word{number}" for number in range(60))


@pytest.mark.parametrize("indent", ["", "  "])
@pytest.mark.parametrize("most", [1, 2, 3])
def test_an_item_has_so_many_lines_at_most_and_the_last_says_that_more_is_left(
    indent: str, most: int
) -> None:
    lines = list(_item(indent, TEXT, most))
    assert len(lines) == most
    assert [line[: len(indent) + 2] for line in lines] == [f"{indent}- ", *[f"{indent}  "] * (most - 1)]
    assert all(COLUMNS - 12 <= width(line) <= COLUMNS - 2 for line in lines), "filled"
    told = " ".join(line[len(indent) + 2 :] for line in lines)
    assert told.endswith("…")
    assert TEXT.startswith(told.removesuffix("…"))


@pytest.mark.parametrize("indent", ["", "  "])
def test_what_fits_is_one_line_or_two(indent: str) -> None:
    room = COLUMNS - len(indent) - 4
    assert list(_item(indent, "x" * room, 1)) == [f"{indent}- {'x' * room}"]
    assert list(_item(indent, f"{'x' * room} y", 2)) == [f"{indent}- {'x' * room}", f"{indent}  y"]
    assert list(_item(indent, "", 2)) == []


@pytest.mark.parametrize(
    ("sign", "written"),
    [
        ("-", r"\-"),
        ("+", r"\+"),
        ("#", r"\#"),
        ("=", r"\="),
        ("~", r"\~"),
        ("12.", r"12\."),
        ("3)", r"3\)"),
        ("a", "a"),
        ("12", "12"),
    ],
)
def test_a_sign_at_the_beginning_of_a_line_begins_no_list(sign: str, written: str) -> None:
    room = COLUMNS - 4
    assert list(_item("", f"{'x' * room} {sign} y", 2))[1] == f"  {written} y"


@pytest.mark.parametrize(
    ("text", "cells", "clipped"),
    [
        ("abcd", 4, "abcd"),
        ("abcde", 4, "abc…"),
        (r"ab\*c", 4, "ab…"),
        (r"a\\\\bc", 6, r"a\\\\…"),
        (r"ab\*", 4, r"ab\*"),
    ],
)
def test_a_sign_is_not_cut_from_its_backslash(text: str, cells: int, clipped: str) -> None:
    assert _clipped(text, cells) == clipped
