"""Records as plain text: wrapped to the columns that there are, at forty at least."""

from __future__ import annotations

import pytest

from genai_tui.catalog.cells import width
from genai_tui.catalog.describe import Item, Link, Page
from genai_tui.cli.record_text import card_lines

WORDS = "a word or two " * 12
LOOKS = ("fact", "bullet", "link", "heading", "prose", "quiet")


@pytest.mark.parametrize(("columns", "widest"), [(1, 40), (39, 40), (40, 40), (41, 41), (60, 60), (100, 100)])
@pytest.mark.parametrize("look", LOOKS)
def test_no_line_is_wider_and_every_line_is_full(look: str, columns: int, widest: int) -> None:
    pages = [Page("Overview", (Item(look, WORDS.strip(), "Label"),))]  # type: ignore[arg-type]
    lines = list(card_lines("Title", pages, columns))
    assert lines[:3] == ["Title", "", "OVERVIEW"]
    assert all(width(line) <= widest for line in lines)
    assert all(width(line) > widest - len(" word") for line in lines[3:-1]), "the next word does not fit"
    indents = {len(line) - len(line.lstrip()) for line in lines[4:]}
    assert indents == {14 if look == "fact" else 4 if look in ("bullet", "link") else 2}
    assert " ".join(" ".join(lines[3:]).split()).endswith(WORDS.strip())


@pytest.mark.parametrize("look", LOOKS)
def test_without_columns_an_item_is_a_line(look: str) -> None:
    pages = [Page("Overview", (Item(look, WORDS.strip(), "Label"), Item("prose", "More.")))]  # type: ignore[arg-type]
    assert len(list(card_lines("Title", pages, 0))) == 5


@pytest.mark.parametrize(
    ("look", "is_marked"), [("fact", True), ("heading", True), ("bullet", False), ("prose", False)]
)
def test_marks_stand_behind_facts(look: str, is_marked: bool) -> None:
    item = Item(look, "Text", "Label", mark="!~", link=Link("web", "https://x.example"))  # type: ignore[arg-type]
    *_, line = card_lines("Title", [Page("Overview", (item,))])
    assert line.endswith("Text !~" if is_marked else "Text")
