"""Rows as they are painted: exactly as wide as the pane, with the cursor and the sign of the place where they belong."""

from __future__ import annotations

import pytest

from genai_tui.catalog.cells import width
from genai_tui.tui.widgets.field_list import FieldList
from genai_tui.tui.widgets.row_painter import RowPainter
from tests.tui.host import hosted

PIECES = ((" Name", "text"), ("  12   ", "dim"))
CASES = [
    # cells, mode, sign of the place, ASCII, the row
    (14, 0, False, False, " Name  12     "), (12, 0, False, False, " Name  12   "), (9, 0, False, False, " Name  12"),
    (8, 0, False, False, " Name…  "), (4, 0, False, False, " Na…"), (1, 0, False, False, "…"),
    (14, 1, False, False, " Name  12     "), (14, 2, False, False, "▌Name  12     "), (14, 2, False, True, ">Name  12     "),
    (5, 2, False, False, "▌Name"), (1, 2, False, False, "▌"), (1, 2, True, False, "▌"),
    (14, 0, True, False, " Name  12    ▐"), (14, 2, True, True, ">Name  12    #"), (9, 0, True, False, " Name…  ▐"),
    (2, 0, True, False, "…▐"),
]  # fmt: skip


async def test_a_row_is_painted_in_any_width() -> None:
    pane = FieldList()
    async with hosted(pane):
        painter = RowPainter(pane)
        for cells, mode, thumb, ascii_only, row in CASES:
            painted = painter.paint((PIECES, mode, thumb), cells, ascii_only)
            text = "".join(segment.text for segment in painted)
            assert text == row, (cells, mode, thumb)
            assert width(text) == cells
        assert len(painter.paint(((("a", "dim"), ("b", "dim"), ("c", "text")), 0, False), 3, False)) == 2
        linked = painter.paint((((" x", "text https://x.example"),), 0, False), 4, False)
        assert [segment.style.link for segment in linked if segment.style] == ["https://x.example", None]
        hostile = painter.paint((((" \x1b[2J\u202eb\x9b\n", "text"),), 0, False), 14, False)
        assert "".join(segment.text for segment in hostile) == " ␛[2Jb\ufffd".ljust(14)
        pane.retitle("a\x1b[2J[b]c[/]", "\x07")
        assert pane.titles == ("a␛[2J[b]c[/]", "␇")
        assert (str(pane.border_title), str(pane.border_subtitle)) == ("a␛[2J\\[b]c\\[/]", "␇")
        kept = painter.paint((PIECES, 0, False), 14, False)[0].style
        assert painter.paint((PIECES, 0, False), 14, False)[0].style is kept


@pytest.mark.parametrize("margin", [" ", "x", ""])
async def test_the_cursor_takes_the_margin_and_no_letter(margin: str) -> None:
    pane = FieldList()
    async with hosted(pane):
        painted = RowPainter(pane).paint((((f"{margin}Name", "text"),), 2, False), 12, False)
        assert "".join(segment.text for segment in painted).rstrip() == f"▌{margin.strip()}Name"
