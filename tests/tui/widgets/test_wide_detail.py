"""The detail pane in two columns: nothing is lost, the cursor goes through both, and both can be clicked."""

from __future__ import annotations

import pytest

from genai_tui.catalog.cells import width
from genai_tui.catalog.describe import Item, Link, Page
from genai_tui.tui.widgets.detail import Detail, Shown
from genai_tui.tui.widgets.wide_detail import WideDetail
from tests.tui.host import hosted

ITEMS = (
    Item("prose", " ".join(f"word{n}" for n in range(40))),
    Item("heading", "Strengths"),
    *(Item("bullet", f"strength {n} {'of some length ' * (n % 4)}".rstrip()) for n in range(8)),
    Item("heading", "Links"),
    *(Item("link", f"Link {n}", link=Link("model", f"m{n}")) for n in range(6)),
    Item("fact", "a value with some words", "Label"),
)
RECORD = Shown("A name", "tags", "dim", (Page("First", ITEMS), Page("Second", ITEMS[1:4])))


def words(text: str) -> list[str]:
    return sorted(text.replace("▌", " ").replace("▐", " ").split())


@pytest.mark.parametrize("ascii_only", [False, True])
async def test_two_columns_hold_what_one_holds(ascii_only: bool) -> None:
    texts = []
    for kind, columns in ((Detail, 40), (WideDetail, 84)):
        pane = kind(classes="-ascii" if ascii_only else None)
        async with hosted(pane, columns, 60):
            pane.show(RECORD)
            texts.append(words(pane.text.replace(">", " ")))
            rows = pane.text.splitlines()
            assert all(width(row) <= columns for row in rows)
    one, two = texts
    assert one == two


async def test_the_cursor_goes_down_one_column_and_on_down_the_other() -> None:
    pane = WideDetail()
    async with hosted(pane, 84, 12) as (app, pilot):
        pane.show(RECORD)
        seen = [pane.item]
        for _ in range(40):
            await pilot.press("down")
            if pane.item is not seen[-1]:
                seen.append(pane.item)
            x, y = pane.cell_at_hand
            assert pane.text.splitlines()[y][x] == "▌", "the sign of the cursor is in sight"
        assert seen == list(ITEMS)
        assert x == 43
        assert max(pane.top, 0) + 12 <= max(12, pane.lines)
        await pilot.press("up", "enter")
        (followed,) = app.told
        assert isinstance(followed, Detail.Followed)
        assert followed.link.id == "m5"


async def test_a_click_hits_the_column_it_is_in() -> None:
    pane = WideDetail()
    async with hosted(pane, 84, 40) as (app, pilot):
        pane.show(RECORD)
        rows = pane.text.splitlines()
        y = next(number for number, row in enumerate(rows) if "strength 1" in row[:41])
        await pilot.click(pane, offset=(5, y))
        assert pane.item
        assert pane.item.text.startswith("strength 1")
        y = next(number for number, row in enumerate(rows) if "Link 3" in row[41:])
        await pilot.click(pane, offset=(47, y))
        (followed,) = app.told
        assert isinstance(followed, Detail.Followed)
        assert followed.link.id == "m3"
        await pilot.click(pane, offset=(13, 3))
        assert pane.page_title == "Second"


async def test_a_short_page_and_a_narrow_pane_have_one_column_and_no_column_ends_in_a_heading() -> None:
    pane = WideDetail()
    async with hosted(pane, 84, 40) as (_, pilot):
        pane.show(RECORD, 1)
        assert pane.lines == pane.count
        pane.show(RECORD, 0)
        assert pane.lines < pane.count
        await pilot.resize_terminal(60, 40)
        await pilot.pause()
        assert pane.lines == pane.count
        for columns in range(72, 130):
            await pilot.resize_terminal(columns, 40)
            last = pane._rows[pane._split - 1].item
            assert last is None or last.look != "heading"


async def test_a_column_ends_between_two_items_as_near_to_the_half_as_can_be() -> None:
    pane = WideDetail()
    async with hosted(pane, 84, 40) as (_, pilot):
        pane.show(RECORD)
        for columns in range(72, 130):
            await pilot.resize_terminal(columns, 40)
            items = [row.item for row in pane._rows]

            def ends(at: int, items: list[Item | None] = items) -> bool:
                last = items[at - 1]
                return items[at] is not last and (last is None or last.look != "heading")

            assert ends(pane._split)
            half = pane._head + (len(items) - pane._head + 1) // 2
            away = abs(pane._split - half)
            assert not any(ends(at) for at in range(half - away + 1, half + away)), "one is nearer"


@pytest.mark.parametrize(
    ("x", "column"), [(0, "left"), (40, "left"), (42, "left"), (43, "right"), (44, "right"), (82, "right")]
)
async def test_a_click_in_the_gap_is_of_the_left_column(x: int, column: str) -> None:
    pane = WideDetail()
    async with hosted(pane, 84, 40):
        pane.show(RECORD)
        at = next(
            line for line in range(pane._head, pane._split)
            if pane.can_stand(line) and pane.can_stand(pane._right + line - pane._head)
        )  # fmt: skip
        assert pane.pressed(at, x)
        assert pane.cursor == (at if column == "left" else pane._right + at - pane._head)


async def test_a_click_below_the_shorter_column_changes_nothing() -> None:
    pane = WideDetail()
    async with hosted(pane, 84, 40):
        pane.show(RECORD)
        before = pane.cursor
        for line in range(pane.lines, pane.lines + 3):
            assert pane.pressed(line, 5)
            assert pane.pressed(line, 60)
        assert pane.cursor == before


async def test_the_place_at_hand_is_in_the_column_of_the_cursor() -> None:
    pane = WideDetail()
    async with hosted(pane, 84, 40) as (_, pilot):
        pane.show(RECORD)
        sides = set()
        for _ in range(30):
            x, y = pane.cell_at_hand
            assert 0 <= y < pane.lines
            sides.add(x)
            await pilot.press("down")
        assert sides == {0, 43}, "each has half of what the gap of two cells leaves"
