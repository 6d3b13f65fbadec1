"""The table of a comparison in every width: nothing runs over, and the cell under the cursor is always in sight."""

from __future__ import annotations

import pytest

from genai_tui.catalog.cells import width
from genai_tui.tui.widgets.comparison_table import ComparisonTable, Grid, _fitted, _role
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


FITTED = Grid(
    ("a" * 10, "b" * 20, "c" * 30), (("label", ("x", "y" * 12, "z" * 5)), ("a longer label", ("", "", "")))
)


@pytest.mark.parametrize(
    ("cells", "label", "sizes"),
    [
        # the label has a third of the window; beside it and its margins each column has two cells before it
        (82, 14, (10, 20, 30)), (120, 14, (10, 20, 30)), (81, 14, (10, 20, 29)), (75, 14, (10, 20, 23)), (70, 14, (10, 19, 19)),
        (60, 14, (10, 14, 14)), (59, 14, (10, 19, 19)), (50, 14, (10, 15, 15)), (40, 13, (10, 20, 23)), (30, 10, (10, 16, 16)),
    ],
)  # fmt: skip
def test_columns_share_the_room_as_long_as_each_can_be_read(
    cells: int, label: int, sizes: tuple[int, ...]
) -> None:
    assert _fitted(FITTED, cells) == (label, sizes)


@pytest.mark.parametrize(
    ("text", "is_heading", "in_column", "at_cell", "look"),
    [
        ("a", True, True, False, "accent"), ("a", True, False, False, "strong"), ("·", False, True, True, "accent"),
        ("·", False, True, False, "dim"), ("3.5B!", False, False, False, "warn"), ("3.5B~", False, False, False, "text"),
    ],
)  # fmt: skip
def test_what_is_not_known_is_quiet_and_what_is_disputed_is_not(
    text: str, is_heading: bool, in_column: bool, at_cell: bool, look: str
) -> None:
    assert _role(text, is_heading, in_column, at_cell) == look


async def test_the_cursor_stands_within_the_table_whatever_was_asked_for() -> None:
    table = ComparisonTable()
    async with hosted(table, 60, 8):
        for number, column, there in ((3, 2, (3, 2)), (0, 99, (0, 7)), (11, -1, (11, 0))):
            table.show(GRID, number, column, "Compare", "")
            assert (table.number, table.column, table.cursor) == (*there, there[0] + 1)


async def test_columns_beside_those_in_sight_are_counted_below() -> None:
    table = ComparisonTable()
    async with hosted(table, 60, 6) as (_, pilot):
        told = []
        table.show(FITTED, 0, 0, "Compare", "")
        for columns in (60, 56, 40, 84):
            await pilot.resize_terminal(columns, 6)
            await pilot.pause()
            told.append(table.titles[1])
        assert told[0] == told[-1] == ""
        await pilot.resize_terminal(44, 6)
        await pilot.pause()
        assert table.titles[1] == "columns 1 to 1 of 3"
        await pilot.press("right")
        assert (table.titles[1], table.number) == ("columns 2 to 2 of 3", 0)
        await pilot.press("right")
        assert table.titles[1] == "columns 3 to 3 of 3"


@pytest.mark.parametrize(
    ("columns", "shown"),
    [(30, "Google +1"), (60, "Google, TU Berlin"), (200, "Google, TU Berlin")],
)
async def test_values_stand_in_full_where_there_is_room(columns: int, shown: str) -> None:
    table = ComparisonTable()
    many = ", ".join(["Somebody Else"] * 20)
    async with hosted(table, columns, 6) as _:
        rows = (("Maker", ("Google +1", "Google")), ("Author", ("Ann +19", "Ben")))
        table.show(Grid(("One", "Two"), rows, (("Google, TU Berlin", "Google"), (many, "Ben"))), 0, 0, "", "")
        assert shown in _line(table, 1)
        assert "Ann +19" in _line(table, 2), "what is far too long makes no column wide"
        assert "Ben" in _line(table, 2)
