"""Widths add up, are those of a terminal, and no cut takes a mark from its letter."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from genai_tui.catalog.cells import (
    char_width,
    clip,
    clip_parts,
    count_of_kind,
    pad,
    short_number,
    width,
    wrap,
)
from genai_tui.catalog.sanitize import safe_block, safe_line
from tests.catalog.width_table import FILE, terminal_width

SCRIPTS = {
    "क्षमता मैं हिन्दी": 13,
    "मौलिक प्रयोगशाला": 15,
    "கணினி மொழி": 10,
    "น้ำใจ": 4,
    "ٱللَّهِ نُورٌ": 8,
    "שָׁלוֹם GPT": 8,
    "하이퍼클로바": 12,
    "\u1112\u1161\u11ab": 2,  # 한 in its three parts
    "文心大模型四点五 ERNIE": 22,
    "ﾊﾝｶｸｶﾅ": 6,
    "Café e\u0301\u0302\u0303": 6,
    "Flag 🇳🇴 BERT": 12,  # made the two letters
    "Family 👨‍👩‍👧‍👦": 15,  # made four people side by side
    "Wave 👋🏽": 7,
    "1️⃣ ❤️": 3,
    "a\u3164b": 2,  # a filler, which terminals disagree about, is left out
}
"""What tmux 3.3 moves its cursor by for the text as `safe_line` hands it on."""

texts = st.text(st.sampled_from("ab कषिीौ்மொ漢字é\u0301한") | st.characters(codec="utf-8"), max_size=60)


def test_every_character_has_the_width_of_the_table() -> None:
    for code in (*range(0x20, 0x7F), *range(0xA0, 0x32000), *range(0xE0000, 0xE0200)):
        if not 0xD800 <= code < 0xE000:
            assert char_width(chr(code)) == terminal_width(chr(code)), hex(code)


@pytest.mark.parametrize(("name", "cells"), SCRIPTS.items())
def test_the_width_is_that_of_a_terminal(name: str, cells: int) -> None:
    assert width(safe_line(name)) == cells


@given(texts, st.integers(0, 40))
def test_clip_and_pad_keep_to_their_cells(text: str, cells: int) -> None:
    shown = safe_line(text)
    assert width(clip(shown, cells)) <= cells
    assert width(pad(shown, cells)) == cells


@given(texts, st.integers(1, 40))
def test_a_cut_takes_no_mark_from_its_letter(text: str, cells: int) -> None:
    shown = safe_line(text)
    kept = clip(shown, cells).removesuffix("…")
    if kept and shown.startswith(kept) and len(kept) < len(shown):
        assert unicodedata.category(shown[len(kept)])[0] != "M"


@given(texts, st.integers(2, 40))
def test_wrap_keeps_to_its_cells_and_loses_no_letter(text: str, cells: int) -> None:
    block = safe_block(text)
    lines = wrap(block, cells)
    assert all(width(line) <= cells for line in lines)
    assert "".join("".join(lines).split()) == "".join(block.split())


def test_a_letter_with_more_marks_beside_it_than_a_line_has_cells_is_wrapped_too() -> None:
    assert wrap("क" + "ा" * 7, 3) == ["काा", "ााा", "ाा"]


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (0, "0"),
        (999, "999"),
        (1_000, "1K"),
        (860_000_000, "860M"),
        (3.5e9, "3.5B"),
        (1.2e12, "1.2T"),
        (5e22, "5e+22"),
    ],
)
def test_short_number(value: float, shown: str) -> None:
    assert short_number(value) == shown


@pytest.mark.parametrize(
    ("number", "kind", "told"),
    [
        (2, "models without a category", "2 models without a category"),
        (0, "models without a category", "0 models without a category"),
        (1, "models without a category", "1 model without a category"),
        (1, "countries not known here", "1 country not known here"),
        (1, "addresses not understood", "1 address not understood"),
        (1, "parameter counts not understood", "1 parameter count not understood"),
        (1, "prices and limits not understood", "1 price or limit not understood"),
        (1, "models that are said to be built on themselves", "1 model that is said to be built on itself"),
        (1, "names that stand for two rows or more", "1 name that stands for two rows or more"),
        (1, "open of several", "1 open of several"),
    ],
)
def test_a_count_before_a_phrase(number: int, kind: str, told: str) -> None:
    assert count_of_kind(number, kind) == told


def test_there_is_no_other_table() -> None:
    package = FILE.parents[1]
    for path in package.rglob("*.py"):
        code = path.read_text(encoding="utf-8")
        assert "east_asian_width" not in code, path
        assert "import wcwidth" not in code, path
        assert "rich.cells" not in code or path.name == "rich_widths.py", path


@pytest.mark.parametrize(
    ("cells", "shown"),
    [
        (60, "7 of 9 nodes · 2 left out · fewer ties"), (38, "7 of 9 nodes · 2 left out · fewer ties"),
        (37, "7 of 9 nodes · 2 left out · …"), (29, "7 of 9 nodes · 2 left out · …"), (28, "7 of 9 nodes · …"),
        (16, "7 of 9 nodes · …"), (15, "7 of 9 nodes"), (5, "7 of…"), (0, ""),
    ],
)  # fmt: skip
def test_of_a_text_of_parts_whole_parts_stay(cells: int, shown: str) -> None:
    found = clip_parts("7 of 9 nodes · 2 left out · fewer ties", cells)
    assert width(found) <= max(0, cells)
    assert found == shown


def test_what_was_typed_is_cut_within() -> None:
    assert clip_parts("Models · all · /stable diffusion", 26) == "Models · all · /stable di…"
    assert clip_parts("Models · all · /stable", 15) == "Models · …"
