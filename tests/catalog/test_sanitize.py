"""Nothing of a stranger's text acts on the terminal, whatever it is."""

from __future__ import annotations

import re
import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from genai_tui.catalog.sanitize import MOST_MARKS, UNSEEN, can_be_seen, safe_block, safe_line

HOSTILE = [
    "\x1b[2J",
    "a\nb",
    "‮abc",
    "[bold]x[/]",
    "[@click=app.quit]x[/]",
    "👨‍👩‍👧",
    "x" * 300,
    "生成模型",
    "\x9b31m",
    "\t",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_becomes_harmless(text: str) -> None:
    shown = safe_line(text)
    assert not any(unicodedata.category(char) in ("Cc", "Cf") for char in shown)
    assert "\n" not in shown
    if text.isascii() and text.isprintable():
        assert shown == text


@given(st.text(max_size=100))
def test_safe_text_holds_nothing_that_acts(text: str) -> None:
    assert not any(unicodedata.category(char) in ("Cc", "Cf", "Cs") for char in safe_line(text))


DEFAULT_IGNORABLE = (
    (0xAD, 0xAD), (0x34F, 0x34F), (0x61C, 0x61C), (0x115F, 0x1160), (0x17B4, 0x17B5), (0x180B, 0x180F), (0x200B, 0x200F),
    (0x202A, 0x202E), (0x2060, 0x206F), (0x3164, 0x3164), (0xFE00, 0xFE0F), (0xFEFF, 0xFEFF), (0xFFA0, 0xFFA0), (0xFFF0, 0xFFF8),
    (0x1BCA0, 0x1BCA3), (0x1D173, 0x1D17A), (0xE0000, 0xE0FFF),
)  # fmt: skip
"""Default_Ignorable_Code_Point of Unicode's DerivedCoreProperties.txt, of which Python knows nothing."""


def test_whatever_cannot_be_seen_is_in_the_one_rule() -> None:
    ignorable = {code for first, last in DEFAULT_IGNORABLE for code in range(first, last + 1)}
    unseen = re.compile(f"[{UNSEEN}]")
    missed = [
        hex(code)
        for code in range(0x7F, sys.maxunicode + 1)
        if (code in ignorable or unicodedata.category(chr(code)) in ("Cc", "Cf", "Co", "Cs", "Zl", "Zp"))
        and not unseen.match(chr(code))
    ]
    assert missed == []


@pytest.mark.parametrize(
    "char",
    ["\u00ad", "\u034f", "\u115f", "\u1160", "\u17b4", "\u180e", "\u200b", "\u202e", "\u2060", "\u3164", "\ufe0f", "\uffa0", "\ufff9",
     "\ue000", "\ud800", "\U0001bca0", "\U0001d173", "\U000e0041", "\U000f0000"],
)  # fmt: skip
def test_no_invisible_sign_comes_through(char: str) -> None:
    for text in (safe_line(f"a{char}b"), safe_block(f"a{char}b")):
        assert text in ("ab", "a�b")
    assert not can_be_seen(f" {char}\u3000")
    assert can_be_seen(f"{char}.")


def test_braille_keeps_its_columns() -> None:
    assert safe_line("\u2801\u2800\u2802") == "\u2801 \u2802"


def test_towers_of_marks_are_lowered() -> None:
    tower = "a" + "\u0301" * 120 + "b" + "\u0302" * MOST_MARKS
    assert safe_line(tower) == "a" + "\u0301" * MOST_MARKS + "b" + "\u0302" * MOST_MARKS
    assert safe_line("क्षि " * 9 + "ཧཱུྃ" + "中文" * 20) == "क्षि " * 9 + "ཧཱུྃ" + "中文" * 20


@given(st.text(st.characters(categories=["Mn", "Me", "Mc", "Lo"]), max_size=60))
def test_no_letter_bears_more_marks_than_it_may(text: str) -> None:
    marks = 0
    for char in safe_line(text):
        marks = marks + 1 if unicodedata.category(char)[0] == "M" else 0
        assert marks <= MOST_MARKS
