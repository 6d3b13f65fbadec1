"""The models of a cell are listed beside a table where there is room, or else below it."""

from __future__ import annotations

import pytest

from genai_tui.catalog.count_table import CountTable, Head
from genai_tui.tui.widgets.count_grid import CountGrid
from tests.tui.host import Host, hosted

TABLE = CountTable(
    "in, out", (Head("a", "text"), Head("b", "image")), (Head("c", "video"), Head("d", "audio")),
    {(0, 0): 3, (1, 1): 1}, notes=("A note.",),
)  # fmt: skip
MODELS = tuple((f"Model {number}", "Acme", "2022-04") for number in range(40))


@pytest.mark.parametrize(
    ("size", "beside", "is_listed"),
    [
        ((120, 20), True, True),
        ((60, 20), False, True),
        ((60, 8), False, False),
        ((100, 20), True, True),
        ((85, 15), True, True),
        ((85, 22), False, True),
    ],
    ids=["wide", "narrow", "low", "less wide", "no room for organizations", "room for them below"],
)
async def test_models_stand_where_there_is_room(size: tuple[int, int], beside: bool, is_listed: bool) -> None:
    grid = CountGrid()
    async with Host(grid, CountGrid).run_test(size=size) as pilot:
        grid.show(TABLE, 0, 0)
        grid.tell(MODELS)
        grid.renew()
        await pilot.pause()
        lines = grid.text.splitlines()
        found = [line for line in lines if "Model " in line]
        assert bool(found) == is_listed
        assert any("│ Model 0" in line for line in lines) == beside
        if is_listed:
            assert f"and {len(MODELS) - len(found)} more" in grid.text
        grid.tell(None)
        grid.renew()
        await pilot.pause()
        assert "Model" not in grid.text


@pytest.mark.parametrize(
    ("columns", "lines"),
    [
        (90, (" Model 7                             King Abdullah University  2022-04", " A model of a very long name indeed  B                         2021")),
        (60, (" Model 7                     King Abdullah Uni…  2022-04", " A model of a very long na…  B                   2021")),
        (40, (" Model 7                     2022-04", " A model of a very long na…  2021")),
    ],
)  # fmt: skip
async def test_the_list_is_as_wide_as_what_stands_in_it(columns: int, lines: tuple[str, str]) -> None:
    grid = CountGrid()
    async with Host(grid, CountGrid).run_test(size=(columns, 20)) as pilot:
        grid.show(TABLE, 0, 0)
        grid.tell(
            (
                ("Model 7", "King Abdullah University", "2022-04"),
                ("A model of a very long name indeed", "B", "2021"),
            )
        )
        grid.renew()
        await pilot.pause()
        assert tuple(each.rstrip() for each in grid.text.splitlines() if "20" in each) == lines


WIDE = CountTable(
    "of", tuple(Head(f"r{n}", f"row {n}") for n in range(3)), tuple(Head(f"c{n}", f"col {n}") for n in range(8)),
    {(row, column): row * 10 + column for row in range(3) for column in range(8)},
)  # fmt: skip


async def test_columns_scroll_with_the_cursor_and_say_what_lies_beyond() -> None:
    """A label takes five cells after the margin, a column six, so that five of eight stand in forty cells."""
    grid = CountGrid()
    async with hosted(grid, 40, 8) as (app, pilot):
        grid.show(WIDE, 1, 0)
        seen = []
        for key in (*["right"] * 8, *["left"] * 8):
            await pilot.press(key)
            head = grid.text.splitlines()[0]
            shown = [
                int(word) for word in head.replace("col", "").replace("›", "").replace("‹", "").split()[1:]
            ]
            seen.append((grid.column, shown[0], shown[-1], "‹" in head, "›" in head, grid.cell_at_hand))
        assert seen == [
            (1, 0, 4, False, True, (15, 2)), (2, 0, 4, False, True, (21, 2)), (3, 0, 4, False, True, (27, 2)),
            (4, 0, 4, False, True, (33, 2)), (5, 1, 5, True, True, (33, 2)), (6, 2, 6, True, True, (33, 2)),
            (7, 3, 7, True, False, (33, 2)), (7, 3, 7, True, False, (33, 2)),
            (6, 3, 7, True, False, (27, 2)), (5, 3, 7, True, False, (21, 2)), (4, 3, 7, True, False, (15, 2)),
            (3, 3, 7, True, False, (9, 2)), (2, 2, 6, True, True, (9, 2)), (1, 1, 5, True, True, (9, 2)),
            (0, 0, 4, False, True, (9, 2)), (0, 0, 4, False, True, (9, 2)),
        ]  # fmt: skip
        assert [type(each).__name__ for each in app.told] == ["Highlighted"] * 14


async def test_a_wider_window_shows_what_lay_to_the_left_and_a_narrow_one_a_column() -> None:
    grid = CountGrid()
    async with hosted(grid, 40, 8) as (_, pilot):
        grid.show(WIDE, 0, 7)
        heads = {}
        for columns in (40, 46, 60, 13):
            await pilot.resize_terminal(columns, 8)
            await pilot.pause()
            heads[columns] = [word for word in grid.text.splitlines()[0].split() if word.isdecimal()]
        assert heads == {40: list("34567"), 46: list("234567"), 60: list("01234567"), 13: ["7"]}


async def test_rows_and_cells_are_told_apart_by_their_looks() -> None:
    table = CountTable(
        "of", (Head("a", "a"), Head("", "all", is_total=True)), (Head("c", "c"), Head("", "all", is_total=True)),
        {(0, 0): 5, (0, 1): 5, (1, 0): 5, (1, 1): 5},
    )  # fmt: skip
    grid = CountGrid()
    async with hosted(grid, 40, 8):
        grid.show(table, 0, 0)
        looks = {index: [look for text, look in grid.line(index, 39) if text] for index in range(3)}
        assert looks == {
            0: ["dim", "accent", "strong"], 1: ["strong", "accent", "chosen", "dim"], 2: ["dim", "dim", "dim"],
        }  # fmt: skip
        assert grid.line(9, 39) == ()


async def test_a_cell_is_gone_to_kept_within_the_table_and_opened() -> None:
    grid = CountGrid()
    async with hosted(grid, 40, 8) as (app, pilot):
        for row, column, there in ((1, 3, (1, 3)), (0, 99, (0, 7)), (2, -1, (2, 0))):
            grid.show(WIDE, row, column)
            assert (grid.number, grid.column) == there
        assert [grid.can_stand(index) for index in range(5)] == [False, True, True, True, False]
        await pilot.press("up", "enter")
        await pilot.click(grid, offset=(12, 2))
        assert [type(each).__name__ for each in app.told] == ["Highlighted", "Chosen", "Chosen"]
        grid.show(CountTable("", (), (), {}), 0, 0)
        await pilot.press("enter", "right")
        assert (len(app.told), grid.column, grid.number) == (3, 0, 0)


@pytest.mark.parametrize(
    ("listed", "height", "lines"),
    [
        (0, 9, 5), (1, 9, 9), (1, 8, 5),  # three lines below are too few
        (40, 9, 9), (40, 12, 12),
    ],
)  # fmt: skip
async def test_a_list_below_takes_what_is_left_where_that_is_more_than_three_lines(
    listed: int, height: int, lines: int
) -> None:
    grid = CountGrid()
    async with hosted(grid, 60, height):
        grid.show(WIDE, 0, 0)
        assert grid.count == 4 + 1, "and a line between the table and its notes"
        grid.tell(MODELS[:listed])
        assert grid.count == lines
