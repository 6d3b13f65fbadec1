"""The prompt: Enter, Escape, Tab and Down, each with what it tells and who has the keyboard next."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.pilot import Pilot
from textual.widgets import Button

from genai_tui.catalog.cells import width
from genai_tui.search.completion import Completion
from genai_tui.tui.widgets.prompt import Prompt
from genai_tui.tui.widgets.prompt_hints import PromptHints
from genai_tui.tui.widgets.prompt_input import Mode
from genai_tui.view.menu import Entry, Menu
from tests.tui.host import Host, hosted, screen_text

SORT, SAVE = Entry("sort", "Sort the table", "s"), Entry("save", "Save the query", "R")
KNOWN = Entry("", "not known", look="told", name="·")
MENUS = {
    "": Menu((Entry("Here", "", look="heading"), SAVE, SORT, KNOWN)),
    "s": Menu((SAVE, SORT), 0),
    "so": Menu((SORT,), 0),
    "sort": Menu((Entry("sort date", ""), Entry("sort name", ""))),
}


def menu_of(text: str, at: int, later: object) -> Menu:
    return MENUS.get(text, Menu(is_whole=later is None))


OFFERED = (Completion(0, 2, "year:", "the year"), Completion(0, 2, "yes", "yes", 3))


class Room(Vertical):
    """A prompt beside two widgets that have the keyboard after it."""

    def compose(self) -> ComposeResult:
        yield Button("taken", id="taken")
        yield Button("left", id="left")
        yield Prompt(lambda text, at: OFFERED if text.startswith("ye") or not text else (), menu_of, id="ask")


Open = tuple[Host, Pilot[None], Prompt]


@asynccontextmanager
async def opened(mode: Mode = "query", text: str = "", past: tuple[str, ...] = ()) -> AsyncIterator[Open]:
    async with hosted(Room(), 50, 12, watched=Prompt) as (app, pilot):
        ask = app.query_one(Prompt)
        ask.open(mode, text, list(past), app.query_one("#taken"), app.query_one("#left"))
        await pilot.pause()
        yield app, pilot, ask


def told(app: Host) -> list[tuple[object, ...]]:
    """What the prompt has told, as the names of the messages and their parts."""
    return [
        (type(each).__name__, *(getattr(each, name) for name in type(each).__annotations__))
        for each in app.told
    ]


@pytest.mark.parametrize(
    ("mode", "keys", "messages", "focused"),
    [
        ("query", ["a", "enter"], [("Typed", "a"), ("Taken", "query", "a")], "taken"),
        ("query", ["a", "down"], [("Typed", "a"), ("Taken", "query", "a")], "taken"),
        ("query", ["a", "escape"], [("Typed", "a"), ("Left", "query")], "left"),
        ("command", ["a", "enter"], [("Chosen", "a", None)], "taken"),
        ("command", ["enter"], [("Chosen", "", None)], "taken"),
        ("command", ["s", "enter"], [("Chosen", "s", SAVE)], "taken"),
        ("command", ["s", "down", "enter"], [("Chosen", "s", SORT)], "taken"),
        ("command", ["s", "down", "up", "enter"], [("Chosen", "s", SAVE)], "taken"),
        ("command", ["down", "pagedown", "enter"], [("Chosen", "", KNOWN)], "taken"),
        ("command", ["a", "escape"], [("Left", "command")], "left"),
        ("command", ["a", "tab"], [], "line"),
        ("query", ["enter"], [("Taken", "query", "")], "taken"),
    ],
)
async def test_how_the_line_is_left(
    mode: Mode, keys: list[str], messages: list[tuple[object, ...]], focused: str
) -> None:
    async with opened(mode) as (app, pilot, ask):
        assert ask.is_typed_on
        assert ask.mode == mode
        await pilot.press(*keys)
        await pilot.pause()
        assert told(app) == messages
        assert app.focused
        assert app.focused.id == focused
        assert ask.has_class("-open") == (focused == "line")
        assert ask.is_typed_on == (focused == "line")


async def test_tab_goes_round_what_can_be_typed() -> None:
    async with opened() as (app, pilot, ask):
        await pilot.press("y", "e", "tab")
        assert ask.line.value == "year:"
        assert app.query_one(PromptHints).text.startswith("[year:] yes  3\n   the year")
        await pilot.press("tab")
        assert ask.line.value == "yes"
        assert "[yes] 3" in app.query_one(PromptHints).text
        ask.tell((("nothing of it", "text"),))
        assert "[yes] 3" in app.query_one(PromptHints).text, "completions stay"
        await pilot.press("tab", "shift+tab")
        assert ask.line.value == "yes"
        await pilot.press("x")
        ask.tell((("told", "text"),))
        assert "told" in app.query_one(PromptHints).text
        assert told(app)[-1] == ("Typed", "yesx")
        assert ("Typed", "year:") in told(app)


async def test_shift_tab_begins_at_the_end_and_nothing_is_said_to_be_nothing() -> None:
    async with opened() as (app, pilot, ask):
        await pilot.press("y", "e", "shift+tab")
        assert ask.line.value == "yes"
    async with opened() as (app, pilot, ask):
        await pilot.press("q", "tab")
        assert ask.line.value == "q"
        assert "nothing to complete here" in app.query_one(PromptHints).text


async def test_down_goes_to_newer_lines_before_it_goes_to_the_results() -> None:
    async with opened(past=("old", "older")) as (app, pilot, ask):
        await pilot.press("up", "up", "down")
        assert ask.line.value == "older"
        await pilot.press("down")
        assert ask.line.value == ""
        await pilot.press("down")
        await pilot.pause()
        assert told(app)[-1] == ("Taken", "query", "")
        assert not ask.is_typed_on


@pytest.mark.parametrize("text", ["abc def", "文字文 def", "\x1b[2Jabc def"])
async def test_the_sign_stands_under_what_is_wrong(text: str) -> None:
    async with opened(text=text) as (app, pilot, ask):
        at = text.index("def")
        ask.point(at, at + 3, "wrong")
        ask.renew()
        await pilot.pause()
        line = next(row for row in screen_text(app).splitlines() if "def" in row)
        note = app.query_one(PromptHints).text.splitlines()[0]
        assert width(note[: note.index("^^^")]) == width(line[: line.index("def")])
        assert note.endswith("^^^ wrong")


async def test_tab_with_nothing_typed_tells_what_there_is_and_the_next_takes_it() -> None:
    async with opened() as (app, pilot, ask):
        await pilot.press("tab")
        assert ask.line.value == ""
        assert app.query_one(PromptHints).text.startswith(" year:  yes  3\n   the year")
        await pilot.press("tab")
        assert ask.line.value == "year:"


async def test_closed_it_takes_no_room() -> None:
    async with hosted(Room(), 50, 12) as (app, _):
        assert app.query_one(Prompt).size.height == 0
        assert not app.query_one(Prompt).is_typed_on
    async with opened("command") as (app, _, ask):
        assert 5 < ask.outer_size.height < 12
        assert ":" in screen_text(app)
    async with opened("query") as (app, _, ask):
        assert ask.size.height == 3
        assert "/" in screen_text(app)


async def test_a_command_shows_the_menu_and_tab_goes_round_in_it() -> None:
    async with opened("command") as (app, pilot, ask):
        assert [line for line in ask.menu_list.text.splitlines() if line][:2] == [
            " Here", " save          R         Save the query",
        ]  # fmt: skip
        assert ask.menu_list.entry is None
        await pilot.press("s")
        assert ask.menu_list.text.startswith("▌save")
        for value in ("save", "sort", "save"):
            await pilot.press("tab")
            assert ask.line.value == value
        await pilot.press("shift+tab")
        assert ask.line.value == "sort"
        await pilot.press("backspace", "backspace", "tab")
        assert ask.line.value == "sort"
        assert "sort date" in ask.menu_list.text, "there was but one, so Tab goes on to what it takes"
        await pilot.press("tab")
        assert ask.line.value == "sort date"
        assert told(app) == [], "a command is told of when it is taken"


async def test_up_leads_from_the_top_of_the_menu_to_older_lines_and_down_back() -> None:
    async with opened("command", past=("older", "old")) as (_, pilot, ask):
        await pilot.press("down", "down", "up")
        assert (ask.line.value, ask.menu_list.entry) == ("", SAVE)
        await pilot.press("up", "up")
        assert ask.line.value == "older"
        await pilot.press("down", "down")
        assert ask.line.value == ""
        await pilot.press("down")
        assert ask.menu_list.entry == SAVE


async def test_a_menu_that_comes_later_is_shown_unless_the_reader_has_chosen() -> None:
    async with opened("command") as (_, pilot, ask):
        ask._show_later(MENUS["s"])
        assert ask.menu_list.entry == SAVE
        await pilot.press("down")
        ask._show_later(MENUS["so"])
        assert ask.menu_list.entry == SORT
        assert ask.menu_list.menu == MENUS["s"]
        await pilot.press("escape")
        ask._show_later(MENUS["so"])
        assert ask.menu_list.menu == MENUS["s"]


async def test_a_sign_before_a_command_goes() -> None:
    async with opened("command") as (_, pilot, ask):
        await pilot.press("colon", "s")
        assert ask.line.value == "s"
