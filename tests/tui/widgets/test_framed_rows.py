"""Rows in a frame: titles are cut to it, and what is drawn anew is what has changed."""

from __future__ import annotations

import pytest
from rich.segment import Segment
from textual.geometry import Region, Size

from genai_tui.tui.widgets.framed_rows import FramedRows
from tests.tui.host import hosted

ROWS, COLUMNS = 6, 24


class Rows(FramedRows):
    """Says of each row which it is, and notes that it was asked."""

    DEFAULT_CSS = "Rows { border: round white; padding: 0 1; width: 100%; height: 100%; }"

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[int] = []

    def row(self, y: int, size: Size) -> list[Segment]:
        self.asked.append(y)
        return [Segment(f"row {y}".ljust(size.width))]

    def to_draw(self) -> list[int]:
        """Return the rows that are not kept, then have all kept again."""
        missing = self._row_cache.missing(range(ROWS))
        self.render_lines(Region(0, 0, COLUMNS, ROWS))
        return missing


async def test_what_has_changed_is_drawn_anew_and_nothing_else() -> None:
    rows = Rows()
    async with hosted(rows, COLUMNS, ROWS):
        rows.to_draw()
        assert rows.to_draw() == []
        rows.retitle("Above", "below")
        assert rows.to_draw() == [0, 5], "only the rows of the frame"
        rows.retitle("Above", "beneath")
        assert rows.to_draw() == [5]
        rows.retitle("Over", "beneath")
        assert rows.to_draw() == [0]
        rows.retitle("Over", "beneath")
        assert rows.to_draw() == []
        rows.asked.clear()
        rows.refresh_rows([0, 2])
        assert rows.to_draw() == [1, 3], "within the frame they begin one lower"
        assert rows.asked == [0, 2]
        rows.refresh(Region(0, 1, 5, 2))
        assert rows.to_draw() == [2, 3]
        rows.refresh()
        assert rows.to_draw() == [0, 1, 2, 3, 4, 5]
        rows.notify_style_update()
        assert rows.to_draw() == [0, 1, 2, 3, 4, 5]


async def test_rows_stand_between_the_sides_of_the_frame_and_a_part_is_cut_out() -> None:
    rows = Rows()
    async with hosted(rows, COLUMNS, ROWS):
        drawn = [strip.text for strip in rows.render_lines(Region(0, 0, COLUMNS, ROWS))]
        assert drawn == [
            "╭" + "─" * 22 + "╮",
            *(f"│ row {y}                │" for y in range(4)),
            "╰" + "─" * 22 + "╯",
        ]
        assert [strip.text for strip in rows.render_lines(Region(2, 1, 5, 2))] == ["row 0", "row 1"]
        assert rows.render_line(2).text == "row 2".ljust(20)


@pytest.mark.parametrize(
    ("title", "columns", "shown"),
    [
        ("Models · all · 9", 24, "Models · all · 9"), ("Models · all · 99", 23, "Models · all · 99"),
        ("Models · all · 99", 22, "Models · all · …"), ("Models · all · 99", 13, "Models"),
        ("Models · all · 99", 7, "…"), ("tab\there", 24, "tab here"),
    ],
)  # fmt: skip
async def test_a_title_has_all_of_the_frame_but_its_corners(title: str, columns: int, shown: str) -> None:
    rows = Rows()
    async with hosted(rows, columns, ROWS):
        rows.retitle(title, title)
        assert (str(rows.border_title), str(rows.border_subtitle)) == (shown, shown)
        assert rows.titles[0] == rows.titles[1]


async def test_a_larger_frame_shows_more_of_the_titles() -> None:
    rows = Rows()
    async with hosted(rows, 16, ROWS) as (_, pilot):
        rows.retitle("Models · all · 99")
        assert str(rows.border_title) == "Models · …"
        await pilot.resize_terminal(COLUMNS, ROWS)
        await pilot.pause()
        assert str(rows.border_title) == "Models · all · 99"


async def test_in_ascii_titles_and_frame_have_no_other_signs() -> None:
    rows = Rows()
    rows.add_class("-ascii")
    async with hosted(rows, COLUMNS, ROWS):
        rows.retitle("Models · ≠", "a … b")
        above, below = (rows.render_lines(Region(0, y, COLUMNS, 1))[0].text for y in (0, ROWS - 1))
        assert above.isascii()
        assert below.isascii()
        assert rows.titles == ("Models · ≠", "a … b"), "as it was given"
