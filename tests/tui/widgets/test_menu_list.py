"""The list of the menu: its columns, what wraps, and the entry that is chosen."""

from __future__ import annotations

from genai_tui.tui.widgets.menu_list import MenuList
from genai_tui.view.menu import Entry, Menu
from genai_tui.view.record_ref import RecordRef
from tests.tui.host import hosted

MENU = Menu(
    (
        Entry("It is a list of what can be done, and this is a sentence.", "", look="prose"),
        Entry("Here", "", look="heading"),
        Entry("sort", "Sort the table", "s"),
        Entry("path", "Show a path", "p", reason="only in Graph"),
        Entry("", "walk from box to box, or over rows", look="told", name="arrows, h j k l"),
        Entry("Mistral: Mistral Large 2", "model", record=RecordRef("model", "large")),
    ),
    2,
)


async def test_entries_stand_in_columns_and_what_is_only_read_wraps() -> None:
    shown = MenuList()
    async with hosted(shown, 44, 12) as (_, pilot):
        shown.show(MENU)
        await pilot.pause()
        assert shown.text.splitlines()[:9] == [
            " It is a list of what can be done, and this",
            " is a sentence.",
            " Here",
            "▌sort          s         Sort the table",
            " path          p         only in Graph · Sh…",
            " arrows, h j k l         walk from box to",
            "                         box, or over rows",
            " Mistral: Mistral Large 2  model",
            "",
        ]


async def test_the_chosen_entry_is_one_that_can_be_done_or_read() -> None:
    shown = MenuList()
    async with hosted(shown, 44, 12) as (_, pilot):
        shown.show(Menu(MENU.entries))
        assert shown.entry is None
        assert shown.is_at_top
        for place in (2, 3, 4, 5, 5):
            shown.step(1)
            assert shown.entry == MENU.entries[place]
        assert not shown.is_at_top
        shown.round(1)
        assert shown.entry == MENU.entries[2]
        shown.round(-1)
        assert shown.entry == MENU.entries[5]
        shown.choose(-1)
        shown.step(-1)
        assert shown.entry == MENU.entries[5]
        shown.fit(80)
        assert shown.entry == MENU.entries[5]
        await pilot.pause()
        assert "▌Mistral" in shown.text
        shown.show(Menu())
        shown.step(1)
        shown.round(1)
        assert shown.entry is None


async def test_the_first_entry_brings_back_the_heading_over_it() -> None:
    shown = MenuList()
    async with hosted(shown, 80, 3) as (_, pilot):
        shown.show(MENU)
        await pilot.pause()
        shown.action_page(1)
        shown.action_page(1)
        await pilot.pause()
        assert "It is a list" not in shown.text
        for _ in range(5):
            shown.step(-1)
        await pilot.pause()
        assert "It is a list" in shown.text


async def test_what_is_cut_of_the_chosen_entry_is_told_in_full() -> None:
    shown = MenuList()
    async with hosted(shown, 44, 12) as (app, pilot):
        for cells, told in ((44, ["only in Graph · Show a path", ""]), (80, [])):
            await pilot.resize_terminal(cells, 12)
            await pilot.pause()
            app.told.clear()
            shown.show(MENU)
            shown.step(1)
            shown.choose(-1)
            await pilot.pause()
            assert [each.help for each in app.told if isinstance(each, MenuList.Told)] == told
