"""Rich, which measures every strip, has the widths that we have."""

from __future__ import annotations

import sys

from hypothesis import given
from hypothesis import strategies as st
from rich.segment import Segment
from textual.strip import Strip

from genai_tui.catalog.cells import char_width, width
from genai_tui.catalog.sanitize import safe_line
from genai_tui.tui.rich_widths import cell_len

texts = st.text(st.sampled_from("ab कषिीமொ漢é\u0301한👋☰𝌀ힰ") | st.characters(codec="utf-8"), max_size=80)


def test_every_character_has_one_width() -> None:
    differing = [
        hex(code)
        for code in (*range(0x20, 0x7F), *range(0xA0, sys.maxunicode + 1))
        if cell_len(chr(code)) != char_width(chr(code))
    ]
    assert not differing


@given(texts)
def test_a_safe_text_has_one_width(text: str) -> None:
    assert (
        cell_len(safe_line(text)) == width(safe_line(text)) == Strip([Segment(safe_line(text))]).cell_length
    )


@given(texts)
def test_a_strip_is_cut_where_we_would_cut_it(text: str) -> None:
    shown = safe_line(text) + "│end"
    left, right = Strip([Segment(shown)]).divide([width(shown) - 4, width(shown)])
    assert right.text == "│end"
    assert left.text == shown[:-4]
