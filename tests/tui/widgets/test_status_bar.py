"""The footer never shows a key without the word for what it does."""

from __future__ import annotations

import pytest

from genai_tui.catalog.cells import width
from genai_tui.tui.commands import BROWSE_FOOTER, DISAGREEMENTS_FOOTER, GRAPH_FOOTER
from genai_tui.tui.widgets.status_bar import StatusBar, footer_pieces

FOOTERS = [keys for footer in (BROWSE_FOOTER, GRAPH_FOOTER, DISAGREEMENTS_FOOTER) for keys in footer.values()]


@pytest.mark.parametrize("keys", FOOTERS)
@pytest.mark.parametrize("note", ["", "12 marks "])
def test_a_key_has_its_word_at_every_width(keys: tuple[tuple[str, str], ...], note: str) -> None:
    bar = StatusBar()
    bar._left, bar._right = footer_pieces(keys), ((note, "dim"),)
    before = 0
    for cells in range(30, 121):
        line = bar.line(0, cells)
        assert sum(width(text) for text, _ in line) == cells
        shown = [role for text, role in line[: line.index(next(each for each in line if each[1] == "text"))]]
        assert shown == ["accent", "dim"] * (len(shown) // 2)
        assert len(shown) >= before
        before = len(shown)
