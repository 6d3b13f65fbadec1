"""Nothing of a stranger's text acts on the terminal, and widths add up."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from genai_tui.catalog.sanitize import clip, pad, safe_block, safe_line, short_number, width, wrap

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


@given(st.text(max_size=80), st.integers(0, 40))
def test_clip_and_pad_keep_to_their_cells(text: str, cells: int) -> None:
    shown = safe_line(text)
    assert width(clip(shown, cells)) <= cells
    assert width(pad(shown, cells)) == cells


@given(st.text(max_size=200), st.integers(2, 40))
def test_wrap_keeps_to_its_cells_and_loses_no_letter(text: str, cells: int) -> None:
    block = safe_block(text)
    lines = wrap(block, cells)
    assert all(width(line) <= cells for line in lines)
    assert "".join("".join(lines).split()) == "".join(block.split())


@given(st.text(max_size=100))
def test_safe_text_holds_nothing_that_acts(text: str) -> None:
    assert not any(unicodedata.category(char) in ("Cc", "Cf", "Cs") for char in safe_line(text))


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
