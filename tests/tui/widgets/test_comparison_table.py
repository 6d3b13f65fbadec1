"""The table of a comparison in every width: nothing runs over, and the cell under the cursor is always in sight."""

from __future__ import annotations

import pytest

from genai_tui.catalog.cells import width
from genai_tui.tui.widgets.comparison_table import ComparisonTable, Grid
from tests.tui.host import hosted

GRID = Grid(
    tuple(f"Model number {at} 图" for at in range(8)),
    tuple(
        (f"Attribute {row} [1-9]", tuple(f"{at}.{row} " + "long " * row for at in range(8)))
        for row in range(12)
    ),
)


def _line(table: ComparisonTable, index: int) -> str:
    return "".join(text for text, _ in table.line(index, table.content_size.width))


@pytest.mark.parametrize("columns", [24, 40, 60, 80, 120, 200])
async def test_the_cell_under_the_cursor_is_in_sight(columns: int) -> None:
    table = ComparisonTable()
    async with hosted(table, columns, 10) as (app, pilot):
        table.show(GRID, 0, 0, "Compare", "")
        for step in ["right"] * 9 + ["left"] * 9:
            await pilot.press(step)
            assert all(width(_line(table, index)) <= max(table.content_size.width, 24) for index in range(13))
            assert f"▸{table.column}.0" in _line(table, 1)
            assert _line(table, 1).startswith(" Attribu")
        assert table.column == 0
        await pilot.press("end", *["right"] * 7)
        assert (table.number, table.column) == (11, 7)
        app.told.clear()
        await pilot.press("right", "enter")
        assert [type(each).__name__ for each in app.told] == ["Chosen"]


async def test_a_wider_window_shows_what_lay_to_the_left() -> None:
    table = ComparisonTable()
    async with hosted(table, 60, 10) as (_, pilot):
        table.show(GRID, 0, 7, "Compare", "")
        assert "columns" in table.titles[1]
        await pilot.resize_terminal(300, 10)
        await pilot.pause()
        assert table.titles[1] == ""
        assert "0.0" in _line(table, 1)
        await pilot.resize_terminal(60, 10)
        await pilot.pause()
        assert "▸7.0" in _line(table, 1)


async def test_words_where_there_is_nothing() -> None:
    table = ComparisonTable()
    async with hosted(table, 40, 8) as (app, pilot):
        table.show(
            Grid(), 0, 0, "Compare", "Nothing to compare yet, and that in more words than a line holds."
        )
        assert "Nothing to compare yet" in table.text
        assert "line holds." in table.text
        await pilot.press("down", "right", "enter", "end")
        assert app.told == []
