"""Nothing of a stranger's text acts on the terminal, whatever it is."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from genai_tui.catalog.sanitize import safe_line

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
