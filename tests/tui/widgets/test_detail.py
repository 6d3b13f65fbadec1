"""The detail pane: pages as tabs, items that wrap, links under the cursor."""

from __future__ import annotations

import pytest

from genai_tui.catalog.cells import width
from genai_tui.catalog.describe import Item, Link, Page
from genai_tui.catalog.ties import Tie
from genai_tui.tui.widgets.detail import Detail, Shown, _item_lines, _tabs
from tests.tui.host import hosted

MODEL, WEB = Link("model", "painter"), Link("web", "https://example.org")
TIES = (Tie("together", model="m"),)


def record() -> Shown:
    facts = (
        Item("heading", "Facts"),
        Item("fact", "2022", "Released", field="released"),
        Item("fact", "a value of many words that wraps", "Note", mark="!"),
        Item("prose", "Some words."),
        Item("bullet", "a point"),
        Item("heading", "More"),
        Item("link", "Painter 2", link=MODEL),
        Item("link", "a site", link=WEB),
        Item("link", "a tie", ties=TIES),
        Item("quiet", "·"),
    )
    return Shown(
        "Title of it", "tag · tag", "ti", (Page("Facts", facts), Page("Text", (Item("prose", "Text."),)))
    )


async def test_a_page_is_laid_out_and_wraps_hanging() -> None:
    detail = Detail()
    async with hosted(detail, 30, 24):
        detail.show(record())
        assert detail.text.rstrip().splitlines() == [
            " Title of it", " tag · tag", "", "[Facts] Text", "", " Facts", "▌Released   2022",
            " Note       a value of many", "            words that", "            wraps !",
            " Some words.", "", " – a point", "", " More", " › Painter 2", " › a site", " › a tie", " ·",
        ]  # fmt: skip
        assert detail.item
        assert detail.item.field == "released", "the cursor begins behind the heading"
        assert (detail.pages_title, detail.page_title) == ("Title of it", "Facts")


async def test_the_cursor_goes_from_item_to_item_and_enter_follows() -> None:
    detail = Detail()
    async with hosted(detail, 30, 24) as (app, pilot):
        detail.show(record())
        walked = []
        for _ in range(11):
            await pilot.press("enter", "down")
            assert detail.item
            walked.append(detail.item.text)
        assert walked == [
            "a value of many words that wraps", "Some words.", "a point", "More", "Painter 2", "a site", "a tie",
            "·", "·", "·", "·",
        ]  # fmt: skip
        assert [(type(each).__name__, getattr(each, "link", None) or getattr(each, "ties", None)) for each in app.told] == [
            ("Followed", MODEL), ("Followed", WEB), ("Asked", TIES),
        ]  # fmt: skip


async def test_tabs_turn_round_and_the_page_stays_for_the_next_record() -> None:
    detail = Detail()
    async with hosted(detail, 30, 24) as (_, pilot):
        detail.show(record())
        for key, title in (
            ("right", "Text"),
            ("l", "Facts"),
            ("left", "Text"),
            ("h", "Facts"),
            ("h", "Text"),
        ):
            await pilot.press(key)
            assert detail.page_title == title
            assert f"[{title}]" in detail.text
        detail.show(record())
        assert detail.page_title == "Text"
        detail.show(Shown("Other", "", "dim", (Page("Only", (Item("prose", "x"),)),)))
        assert detail.page_title == "Only"
        assert "[" not in detail.text, "one page needs no tab"
        await pilot.press("right")
        assert detail.page_title == "Only"
        detail.show(record())
        assert detail.page_title == "Text"


async def test_nothing_is_shown_of_nothing() -> None:
    detail = Detail()
    async with hosted(detail, 30, 6) as (app, pilot):
        for shown in (None, Shown("Name", "no record", "dim", ())):
            if shown:
                detail.show(shown)
            assert detail.item is None
            await pilot.press("down", "up", "enter", "right", "left", "end", "home", "pagedown")
            await pilot.click(detail, offset=(2, 1))
        assert app.told == []
        assert (detail.page_title, detail.text.strip()) == ("", "Name\n no record")


async def test_past_the_last_item_it_scrolls_on() -> None:
    detail = Detail()
    long = Shown("T", "", "dim", (Page("P", (Item("prose", "word " * 60), Item("prose", "end " * 60))),))
    async with hosted(detail, 20, 6) as (_, pilot):
        detail.show(long)
        await pilot.press("down")
        before = detail.top
        await pilot.press("down", "down")
        assert detail.top == before + 2
        await pilot.press(*["down"] * 60)
        assert detail.top == detail.count - 6
        await pilot.press("up")
        assert detail.cursor < detail.top + 6


async def test_a_click_on_a_link_follows_it() -> None:
    detail = Detail()
    async with hosted(detail, 30, 24) as (app, pilot):
        detail.show(record())
        await pilot.click(detail, offset=(28, 15))  # behind its words
        assert app.told == []
        await pilot.click(detail, offset=(4, 15))
        (followed,) = app.told
        assert isinstance(followed, Detail.Followed)
        assert followed.link == MODEL


@pytest.mark.parametrize("columns", [1, 5, 9, 13, 16, 120])
async def test_narrow_and_wide_keep_the_item(columns: int) -> None:
    detail = Detail()
    async with hosted(detail, 30, 24) as (_, pilot):
        detail.show(record())
        await pilot.press(*["down"] * 5)
        item = detail.item
        await pilot.resize_terminal(columns, 24)
        await pilot.pause()
        assert detail.item is item
        assert all(width(row) <= columns for row in detail.text.splitlines())
        if columns == 9:
            assert "[Facts]" in detail.text
            assert " Text" in detail.text, "the tabs take two rows"


@pytest.mark.parametrize("label", ["Made by", "Parameters", "Also called", "Organizations"])
async def test_a_label_of_any_length_stands_apart_from_its_value(label: str) -> None:
    detail = Detail()
    async with hosted(detail, 40, 8):
        detail.show(
            Shown(
                "A record",
                "",
                "dim",
                (Page("", (Item("fact", "a value of so many words that it wraps", label),)),),
            )
        )
        first, second = (
            line for line in detail.text.splitlines() if "value" in line or "wraps" in line or "words" in line
        )
        assert f"{label} " in first
        assert second.index(second.split()[0]) == first.index("a value")


async def test_a_title_without_tags_leaves_one_row_free() -> None:
    detail = Detail()
    async with hosted(detail, 30, 10):
        detail.show(Shown("Title of it", "", "dim", (Page("", (Item("fact", "2022", "Released"),)),)))
        assert detail.text.rstrip().splitlines() == [" Title of it", "", "▌Released   2022"]


@pytest.mark.parametrize(
    ("item", "cells", "lines"),
    [
        (Item("fact", "3.5B", "Parameters", mark="~"), 40, [[" Parameters   |dim", "3.5B|text", " ~|warn"]]),
        (Item("fact", "·", "Paper"), 40, [[" Paper        |dim", "·|dim"]]),
        (Item("fact", "a long value of six words", "Paper", mark="!"), 30, [
            [" Paper        |dim", "a long value|text"], ["              |text", "of six words|text", " !|warn"],
        ]),
        (Item("bullet", "one two"), 9, [[" – |dim", "one|text"], ["   |text", "two|text"]]),
        (Item("link", "one two", link=MODEL), 40, [[" › |dim", "one two|link"]]),
        (Item("link", "·", link=MODEL), 40, [[" › |dim", "·|dim"]]),
        (Item("prose", "one two"), 7, [[" |text", "one|text"], [" |text", "two|text"]]),
        # an address that fits a line of its own stands there whole
        (Item("fact", "at https://example.org/abc now", "Paper"), 32, [
            [" Paper        |dim"], ["   |text", "at https://example.org/abc|text"], ["   |text", "now|text"],
        ]),
    ],
)  # fmt: skip
def test_an_item_hangs_behind_its_label_and_ends_with_its_mark(
    item: Item, cells: int, lines: list[list[str]]
) -> None:
    found = [[f"{text}|{role}" for text, role in line] for line in _item_lines(item, cells, 12)]
    assert found == lines


@pytest.mark.parametrize(
    ("cells", "rows"),
    [
        (40, [[(0, " Ties "), (1, "[Evidence]"), (2, " Measures ")]]), (26, [[(0, " Ties "), (1, "[Evidence]"), (2, " Measures ")]]),
        (25, [[(0, " Ties "), (1, "[Evidence]")], [(2, " Measures ")]]), (5, [[(0, " Ties ")], [(1, "[Evidence]")], [(2, " Measures ")]]),
    ],
)  # fmt: skip
def test_tabs_take_more_rows_where_they_do_not_fit(cells: int, rows: list[list[tuple[int, str]]]) -> None:
    pages = tuple(Page(title, ()) for title in ("Ties", "Evidence", "Measures"))
    assert [[(number, text) for number, (text, _) in row] for row in _tabs(pages, 1, cells)] == rows
