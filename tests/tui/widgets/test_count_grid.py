"""The models of a cell are listed beside a table where there is room, or else below it."""

from __future__ import annotations

import pytest

from genai_tui.catalog.count_table import CountTable, Head
from genai_tui.tui.widgets.count_grid import CountGrid
from tests.tui.host import Host

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
