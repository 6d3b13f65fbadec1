"""Keys that come early, twice or late: every screen, page and dialog with every key of the tables."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from itertools import product
from random import Random
from threading import Event
from typing import Any

import pytest
from textual.events import Click, Key, MouseDown, MouseScrollDown, MouseUp, Paste
from textual.geometry import Size
from textual.pilot import Pilot
from textual.widgets import Input

from genai_tui.catalog.model import Catalog, CatalogHead
from genai_tui.storage.memory.memory import Memory
from genai_tui.tui.app import GenaiApp, Opened
from genai_tui.tui.commands import BROWSE, COMPARE, DISAGREEMENTS, EVERYWHERE, GRAPH
from genai_tui.tui.screens.browse import BrowseScreen
from genai_tui.tui.screens.decision_dialog import DecisionDialog
from genai_tui.tui.screens.graph import GraphScreen
from genai_tui.tui.screens.recall_page import RecallPage
from genai_tui.tui.screens.text_page import PageScreen, TextPage
from genai_tui.tui.screens.view_screen import ViewScreen
from genai_tui.tui.widgets.line_list import LineList
from genai_tui.tui.widgets.prompt import Prompt
from genai_tui.tui.widgets.record_table import RecordTable
from genai_tui.view import arrangement
from genai_tui.view.arrangement import Arrangement, Arranger
from genai_tui.view.screens import SCREENS
from tests.tui.host import notes

DOORS = {
    "browse": (),
    "table": ("tab",),
    "detail": ("tab", "tab"),
    "zoomed": ("tab", "z"),
    "query line": ("slash", *"pain"),
    "completions": ("slash", *"org:", "tab"),
    "command line": ("colon",),
    "help": ("question_mark",),
    "about": ("a",),
    "sources": ("i",),
    "note line": ("N", *"no"),
    "why": ("slash", *"painter", "enter", "W"),
    "saved": ("r",),
    "catalogs": ("C",),
    "copy menu": ("y",),
    "export line": ("e", *"x.cs"),
    "menu": ("ctrl+p",),
    "found in the menu": ("ctrl+p", *"zoom"),
    "nothing in the menu": ("ctrl+p", *"xyzzy"),
    "what a command takes": ("colon", *"sort", "space", "tab"),
    "what the pane is for": ("f1",),
    "graph": ("6",),
    "beside the graph": ("6", "d"),
    "table of the graph": ("6", "m"),
    "find in the graph": ("6", "slash", *"uni"),
    "help of the graph": ("6", "question_mark"),
    "legend": ("6", "i"),
    "path": ("6", "p", *"uni", "enter"),
    "menu of the graph": ("6", "ctrl+p", *"path "),
    "matrix": ("3",),
    "plot": ("4", "s"),
    "disagreements": ("7",),
    "pairs": ("7", "tab"),
    "both sides": ("7", "tab", "tab"),
    "filter of disagreements": ("7", "slash", *"pain"),
    "decision": ("7", "o"),
    "reason": ("7", "D", "enter", *"why"),
}
"""The keys that lead from the start to every place where keys mean something."""

TYPED = {"*": "asterisk", "/": "slash", ":": "colon", "?": "question_mark", "+": "plus", "-": "minus"}
EMPTY = Catalog(
    CatalogHead(**{name: name for name in ("id", "title", "edition", "version", "date", "about")}), (), {}
)
LEAVING = frozenset({"q", "ctrl+c", "C"})
"""Keys that end the app; `C` and Enter go on to another catalog, and that as well."""

KEYS = sorted(
    (
        {
            TYPED.get(key, key)
            for command in (*BROWSE, *GRAPH, *DISAGREEMENTS, *COMPARE)
            for key in command.keys
        }
        - LEAVING
    )
    | {
        "up",
        "down",
        "left",
        "right",
        "pageup",
        "pagedown",
        "home",
        "end",
        "enter",
        "space",
        "delete",
        "x",
        "X",
    }
    | set("hjkl")
)


LINES = (
    "query line", "completions", "command line", "note line", "export line", "find in the graph",
    "filter of disagreements", "reason", "menu", "help", "found in the menu", "nothing in the menu",
    "what a command takes", "menu of the graph", "help of the graph", "what the pane is for",
)  # fmt: skip
"""Places to type in, where a letter or a sign is one more of the text."""
PAGES = ("about", "sources", "why", "legend", "path")
"""Pages of text, where a key means the same on each."""
PANES = (
    ("browse", "table", "detail", "zoomed"), ("graph", "beside the graph", "table of the graph"),
    ("disagreements", "pairs", "both sides"), ("saved", "catalogs", "copy menu", "decision"), ("matrix", "plot"),
)  # fmt: skip
"""Panes of a screen, or of screens that are alike, where a command means the same in each."""
DEALT = {LINES: 6, PAGES: 3, **{alike: min(3, len(alike)) for alike in PANES}}
"""Where a key means the same it is tried in one of so many places, each key beginning with another place."""


def keys_at(door: str) -> Iterator[str]:
    """Give the keys that are tried at a door; over all doors that is every key in every kind of place."""
    alike = next(each for each in DEALT if door in each)
    for number, key in enumerate(KEYS):
        is_sign = len(key) == 1 and key not in "hjkl" if alike in PANES else len(key) == 1
        is_alike = is_sign or key in TYPED.values() or alike is PAGES
        dealt = DEALT[alike] if is_alike else 2  # `make trust` tries all
        if os.environ.get("EVERY_KEY") or (number + alike.index(door)) % dealt == 0:
            yield key


OVER_BROWSE = ViewScreen | DecisionDialog | PageScreen
"""What can lie over the first screen."""


@pytest.fixture(autouse=True)
def _a_saved_query(_own_folders: None) -> None:
    Memory().save_view("mine", "browse?q=painter")


@asynccontextmanager
async def running(
    catalog: Catalog, size: tuple[int, int] = (100, 30)
) -> AsyncIterator[tuple[GenaiApp, Pilot]]:
    app = GenaiApp(catalog, load=lambda line: Opened(catalog, (line,)))
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        yield app, pilot


async def settle(pilot: Pilot) -> None:
    await all_is_answered(pilot)
    if list(pilot.app.workers):
        await pilot.app.workers.wait_for_complete()
    while any(screen.is_busy for screen in pilot.app.screen_stack if isinstance(screen, ViewScreen)):
        await pilot.pause(0.005)
    await pilot.pause()


async def all_is_answered(pilot: Pilot[Any]) -> None:
    await pilot.pause()
    while pilot.app.has_input_ahead and not pilot.app._exit:
        await pilot.pause(0.005)


def type_at_once(app: GenaiApp, *keys: str) -> None:
    """Type as one write on the terminal does: all of it is there before the first key is answered."""
    for key in keys:
        app.post_message(Key(key, key if len(key) == 1 else None))


async def back_to_browse(app: GenaiApp, pilot: Pilot) -> None:
    browse = app.screen_stack[0]
    assert isinstance(browse, BrowseScreen)
    while app.screen is not browse:
        app.screen.dismiss()
        await asyncio.sleep(0)
    type_at_once(app, *["escape"] * 4)
    await all_is_answered(pilot)


def assert_sane(app: GenaiApp) -> None:
    assert app._exception is None
    stack = app.screen_stack
    assert isinstance(stack[0], BrowseScreen)
    assert len({id(screen) for screen in stack}) == len(stack)
    assert all(isinstance(screen, OVER_BROWSE) for screen in stack[1:])
    assert app.is_running


@pytest.mark.parametrize("door", DOORS)
async def test_every_key_may_come_twice_and_before_anything_stands(tiny: Catalog, door: str) -> None:
    async with running(tiny, (100, 16)) as (app, pilot):
        for key in keys_at(door):
            if door == "catalogs" and key == "enter":
                continue  # goes on to another catalog: below
            type_at_once(app, *DOORS[door], key, key)
            await asyncio.sleep(0.004)  # not until all is quiet: what comes next comes early as well
            assert_sane(app)
            await back_to_browse(app, pilot)
        await settle(pilot)
        assert_sane(app)


def test_every_key_is_tried_in_every_kind_of_place() -> None:
    for alike in DEALT:
        assert {key for door in alike for key in keys_at(door)} == set(KEYS)
    assert sorted(door for alike in DEALT for door in alike) == sorted(DOORS)


SHARES = tuple(tuple(DOORS)[share::4] for share in range(4))
"""The doors that one app goes through, one after the other."""


@pytest.mark.parametrize("doors", SHARES, ids=["first", "second", "third", "fourth"])
async def test_clicks_wheel_and_pastes_may_come_before_anything_stands(
    tiny: Catalog, doors: tuple[str, ...]
) -> None:
    async with running(tiny) as (app, pilot):
        for door, (x, y) in product(doors, ((2, 3), (50, 12), (99, 29), (130, 50))):
            type_at_once(app, *DOORS[door])
            place = (None, x, y, 0, 0, 1, False, False, False, x, y)
            for kind in (MouseDown, MouseUp, Click, MouseScrollDown):
                app.post_message(kind(*place))
            app.post_message(Paste("painter\nor not"))
            await settle(pilot)
            assert_sane(app)
            if isinstance(app.screen, PageScreen):
                assert isinstance(app.focused, LineList), f"a click on nothing took the focus away: {door}"
            await back_to_browse(app, pilot)


SIZES = ((100, 30), (50, 12))


@pytest.mark.parametrize(
    ("doors", "size"),
    product(SHARES, SIZES) if os.environ.get("EVERY_KEY") else zip(SHARES, 2 * SIZES, strict=True),
)
async def test_what_holds_everywhere_holds_here(
    tiny: Catalog, doors: tuple[str, ...], size: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    left: list[object] = []
    async with running(tiny, size) as (app, pilot):
        monkeypatch.setattr(
            app, "exit", lambda *_, **__: left.append(app.screen)
        )  # so that one app can be left again and again
        for door in doors:
            type_at_once(app, *DOORS[door])
            await settle(pilot)
            screen, typing = app.screen, isinstance(app.focused, Input)
            for key, told in (
                ("ctrl+l", None), ("ctrl+z", "It cannot be suspended here: no shell waits behind it."),
                ("ctrl+c", "Ctrl+C again leaves." if typing else "Ctrl+C again, or q, leaves."),
            ):  # fmt: skip
                app.interrupted_at = -1.0  # as if nothing had been pressed for long
                app.clear_notifications()
                type_at_once(app, key)
                await pilot.pause()
                assert app.screen is screen, door
                assert not left, door
                assert told is None or told in notes(app), door
            type_at_once(app, "ctrl+c", "ctrl+c")
            await pilot.pause()
            assert left, door
            left.clear()
            type_at_once(app, "q", "q")
            await pilot.pause()
            assert bool(left) is not typing, f"q leaves, but is a letter on a line: {door}"
            left.clear()
            await back_to_browse(app, pilot)
            await settle(pilot)


def test_the_tables_share_what_holds_everywhere() -> None:
    for table in (BROWSE, GRAPH):
        assert table[-len(EVERYWHERE) :] == EVERYWHERE
        keys = [key for command in table for key in command.keys]
        assert len(set(keys)) == len(keys)


@pytest.mark.parametrize("key", [row.key for row in SCREENS if not row.takes_marks])
async def test_a_prompt_may_be_left_before_it_was_opened(tiny: Catalog, key: str) -> None:
    async with running(tiny) as (app, pilot):
        await pilot.press(key)
        await settle(pilot)
        screen = app.screen
        assert isinstance(screen, ViewScreen)
        before = screen.panes.current
        screen.prompt.post_message(Prompt.Left("query"))
        await settle(pilot)
        assert screen.panes.current == before


async def test_a_saved_query_is_chosen_once(tiny: Catalog) -> None:
    async with running(tiny) as (app, pilot):
        type_at_once(app, "r", "enter", "enter", "enter")
        await settle(pilot)
        browse = app.screen
        assert isinstance(browse, BrowseScreen)
        assert [model.id for model in browse.table.records] == ["painter"]


async def test_the_menu_does_once_what_was_typed_and_entered_at_once(tiny: Catalog) -> None:
    async with running(tiny) as (app, pilot):
        for keys in (("ctrl+p",), ("question_mark",), ("colon",)):
            browse = app.screen
            assert isinstance(browse, BrowseScreen)
            before = browse.facet_tree.titles[0]
            type_at_once(app, *keys, *"group year", "enter")
            await settle(pilot)
            assert browse.facet_tree.titles[0] == "By year"
            type_at_once(app, *keys, *"group", "enter")
            await settle(pilot)
            assert browse.facet_tree.titles[0] != "By year"
            type_at_once(app, *keys, *"group category", "enter")
            await settle(pilot)
            assert browse.facet_tree.titles[0] == before


async def test_lines_of_commands_that_come_at_once_are_all_done(tiny: Catalog) -> None:
    async with running(tiny) as (app, pilot):
        browse = app.screen
        assert isinstance(browse, BrowseScreen)
        type_at_once(
            app, "colon", *"group year", "enter", "colon", *"sort date", "enter", "slash", *"pain", "enter"
        )
        await settle(pilot)
        view = browse.view
        assert (view.facet, view.order, view.query) == ("year", "date", "pain")


async def test_going_on_to_another_catalog_is_final(tiny: Catalog) -> None:
    async with running(tiny) as (app, pilot):
        type_at_once(app, "C", "enter", "enter", "escape", "6", "enter")
        await pilot.pause()
        assert app.return_value
        assert app.return_value.names == ("landscape",)
    async with running(tiny) as (app, pilot):
        type_at_once(app, "colon", *"catalog survey", "enter", "ctrl+p", "6", "enter")
        await pilot.pause()
        assert app.return_value
        assert app.return_value.names == ("survey",)


@pytest.mark.parametrize("page", [lambda: TextPage("A page", ()), lambda: RecallPage(EMPTY, (), Memory())])
async def test_nothing_leaves_that_is_not_on_top(tiny: Catalog, page: type[PageScreen[None]]) -> None:
    async with running(tiny) as (app, pilot):
        below, above = page(), TextPage("Another", ())
        await app.push_screen(below)
        await app.push_screen(above)
        below.dismiss()
        await pilot.pause()
        assert app.screen_stack[1:] == [below, above]
        for _ in range(3):
            above.dismiss()
            below.dismiss()
        below.dismiss()
        await pilot.pause()
        assert len(app.screen_stack) == 1
        assert_sane(app)


@pytest.mark.parametrize(
    ("keys", "ends_in"),
    [
        (("6", "6", "question_mark"), GraphScreen),
        (("6", "1", "1", "escape", "escape"), BrowseScreen),
        (("6", "i", "i", "1", "1"), BrowseScreen),
    ],
)
async def test_going_to_the_graph_and_back_at_once(
    tiny: Catalog, keys: tuple[str, ...], ends_in: type[BrowseScreen | GraphScreen]
) -> None:
    async with running(tiny) as (app, pilot):
        type_at_once(app, *keys)
        await settle(pilot)
        assert_sane(app)
        assert ends_in in {type(screen) for screen in app.screen_stack}


async def test_a_model_is_opened_whatever_page_has_come_up_meanwhile(tiny: Catalog) -> None:
    from genai_tui.tui.messages import OpenRecord
    from genai_tui.view.record_ref import RecordRef

    async with running(tiny) as (app, pilot):
        type_at_once(app, "6", "a")
        await settle(pilot)
        app.post_message(OpenRecord(RecordRef("model", "listener")))
        await settle(pilot)
        browse = app.screen
        assert isinstance(browse, BrowseScreen)
        assert browse.detail.pages_title == "Listener"


@pytest.mark.parametrize("door", ["browse", "table", "detail", "zoomed", "graph", "beside the graph", "help"])
async def test_a_window_too_small_for_a_moment_changes_nothing(tiny: Catalog, door: str) -> None:
    async with running(tiny, (120, 20)) as (app, pilot):
        type_at_once(app, *DOORS[door])
        await settle(pilot)
        type_at_once(app, "end" if door != "graph" else "right")
        await settle(pilot)

        def place() -> object:
            shown = [
                (pane.id, pane.cursor, pane.place) for pane in app.screen.query(LineList) if pane.display
            ]
            return app.focused, shown, [pane.display for pane in app.screen.query(LineList)]

        before = place()
        for small in ((50, 12), (30, 8), (10, 3), (1, 1)):
            for size in (small, (2, 2), (70, 18), small, (120, 20)):
                await pilot.resize_terminal(*size)
                await pilot.pause()
            await pilot.pause()
            assert place() == before, small


Place = tuple[object, ...]


def place_of(app: GenaiApp) -> Place:
    """Return where the reader is: screen, view, pane and its cursor, and what was copied."""
    # Not what has just been said: that is over after some seconds, in the one way of typing or in the other.
    lists = [
        pane for pane in app.screen.query(LineList) if pane.display and pane.id not in ("notes", "footer")
    ]
    panes = [(pane.id, pane.cursor) for pane in lists]
    view = app.screen.wanted if isinstance(app.screen, ViewScreen) else None
    return type(app.screen), view, app.focused and app.focused.id, panes, app.clipboard


async def typed(catalog: Catalog, keys: tuple[str, ...], *, at_once: bool) -> Place:
    async with running(catalog) as (app, pilot):
        for write in (keys,) if at_once else [(key,) for key in keys]:
            type_at_once(app, *write)
            await settle(pilot)
        return place_of(app)


async def until(holds: Callable[[], bool]) -> None:
    async with asyncio.timeout(10):
        while not holds():
            await asyncio.sleep(0.005)


WORDS = (
    ("down",), ("j", "j", "j"), ("up",), ("end",), ("tab",), ("shift+tab",), ("space",), ("enter",), ("escape",),
    ("y", "n"), ("y", "y"), ("g",), ("u",), ("s",), ("S",), ("w",), ("t",), ("z",), ("b",), ("f",), ("v",),
    ("1",), ("2",), ("3",), ("4",), ("6",), ("7",), ("8",), ("9",), ("less_than_sign",), ("greater_than_sign",), ("right",), ("left",), ("plus",), ("x",), ("m",), ("i", "escape"), ("a", "down", "escape"),
    ("slash", *"pain", "enter"), ("slash", *"whisp", "enter"), ("slash", *"xyzzy", "escape"),
    ("colon", *"listener", "enter"), ("colon", *"sort date", "enter"), ("question_mark", "escape"),
)  # fmt: skip
"""Keys that belong together: what an experienced hand types without looking."""


@pytest.mark.parametrize("seed", range(30))
async def test_what_is_typed_at_once_does_what_it_does_key_by_key(
    tiny: Catalog, seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Esc leaves a screen before it has come to its record; here it waits as other keys do.
    monkeypatch.setattr("genai_tui.tui.type_ahead._UNHELD", frozenset())
    keys = tuple(key for word in Random(seed).choices(WORDS, k=8) for key in word)
    assert await typed(tiny, keys, at_once=True) == await typed(tiny, keys, at_once=False), keys


@pytest.mark.parametrize("key", ["s", "g", "b", "plus", "right"])
@pytest.mark.parametrize("screen", ["2", "4", "6", "8"])
async def test_a_key_behind_the_number_of_a_screen_is_for_that_screen(
    tiny: Catalog, screen: str, key: str
) -> None:
    assert await typed(tiny, (screen, key), at_once=True) == await typed(tiny, (screen, key), at_once=False)


@pytest.mark.parametrize(
    ("keys", "copied"),
    [
        (("tab", "down", "y", "n"), "Listener"),
        (("slash", *"listen", "enter", "y", "n"), "Listener"),
        (("slash", *"listen", "enter", "up", "down", "y", "n"), "Listener"),
        (("tab", "down", "e", *"x.csv", "escape", "y", "n"), "Listener"),
    ],
)
async def test_a_key_acts_on_what_the_keys_ahead_of_it_led_to(
    tiny: Catalog, keys: tuple[str, ...], copied: str
) -> None:
    async with running(tiny) as (app, pilot):
        type_at_once(app, *keys)
        await settle(pilot)
        assert app.clipboard == copied


async def test_keys_wait_for_an_answer_that_takes_long_but_leave_at_once(
    tiny: Catalog, monkeypatch: pytest.MonkeyPatch
) -> None:
    arranges = Event()
    arrange = Arranger.arrange

    def slowly(self: Arranger, *given: Any) -> Arrangement:
        assert arranges.wait(10)
        return arrange(self, *given)

    monkeypatch.setattr(arrangement, "SMALL", 0)
    arranges.set()
    async with running(tiny) as (app, pilot):
        monkeypatch.setattr(Arranger, "arrange", slowly)
        arranges.clear()
        type_at_once(app, "slash", *"listen", "enter", "y", "n")
        await until(lambda: isinstance(app.focused, RecordTable))
        await asyncio.sleep(0.02)
        assert app.clipboard == ""
        assert app.has_input_ahead
        arranges.set()
        await settle(pilot)
        assert app.clipboard == "Listener"
        arranges.clear()
        type_at_once(app, "w", "q")
        await until(lambda: app._exit)
        arranges.set()


async def test_what_is_held_for_too_long_is_let_go_of_at_once_and_ctrl_c_lets_go_of_it(
    tiny: Catalog, monkeypatch: pytest.MonkeyPatch
) -> None:
    arranges = Event()
    arrange = Arranger.arrange

    def slowly(self: Arranger, *given: Any) -> Arrangement:
        assert arranges.wait(30)
        return arrange(self, *given)

    monkeypatch.setattr(arrangement, "SMALL", 0)
    monkeypatch.setattr("genai_tui.tui.type_ahead.LONGEST_ANSWER", 0.02)
    monkeypatch.setattr("genai_tui.tui.type_ahead.REACTION", 1000)
    arranges.set()
    async with running(tiny) as (app, _):
        monkeypatch.setattr(Arranger, "arrange", slowly)
        arranges.clear()
        monkeypatch.setattr("genai_tui.tui.type_ahead.LONGEST_WORK", 0.2)
        type_at_once(app, "w", *("down", "i", "escape") * 8)
        await until(lambda: app._held_since is not None)
        begun = asyncio.get_running_loop().time()
        await until(lambda: not app.has_input_ahead)
        assert asyncio.get_running_loop().time() - begun < 3, "one wait for all of them, and not one for each"
        monkeypatch.setattr("genai_tui.tui.type_ahead.LONGEST_WORK", 1000)
        type_at_once(app, "w", "down", "ctrl+c", "ctrl+c")
        await until(lambda: app._exit)
        arranges.set()


@pytest.mark.parametrize(
    "line",
    ["matrix nothing", "timeline nothing", "coverage nothing", "disagree nothing", "as-of x", "between x"],
)
async def test_what_is_no_choice_of_a_screen_holds_nothing_up_on_another_day(
    tiny: Catalog, line: str
) -> None:
    """The day goes along to the screen, which has nothing to work out where the choice is none."""
    async with running(tiny) as (app, pilot):
        await pilot.press(*"34791", "less_than_sign")  # screens that stand already, then another day
        await settle(pilot)
        type_at_once(app, "colon", *(" " if key == " " else key for key in line), "enter")
        await settle(pilot)
        assert not app.screen.is_working
        assert not app.screen.holds_input
        here = app.session.history.here
        assert (here.SCREEN, here.as_of) == (app.screen.view.SCREEN, app.screen.view.as_of)
        await pilot.press("b")
        await settle(pilot)
        assert app.screen.view.SCREEN == "browse"


async def test_keys_go_on_where_a_widget_vanishes_with_the_message_in_it(
    tiny: Catalog, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("genai_tui.tui.type_ahead.LONGEST_ANSWER", 0.02)
    async with running(tiny) as (app, pilot):
        monkeypatch.setattr(GenaiApp, "_pass_on", lambda *_: None)
        type_at_once(app, "tab", "down", "y", "n")
        await settle(pilot)
        assert app.clipboard


async def test_a_window_that_has_grown_is_never_called_too_small(
    tiny: Catalog, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A message may be answered between the new size and its resize."""
    async with running(tiny) as (app, pilot):
        await pilot.resize_terminal(30, 8)
        await pilot.pause()
        screen = app.screen
        assert isinstance(screen, BrowseScreen)
        assert "60x16" in screen.header.text
        monkeypatch.setattr(BrowseScreen, "size", property(lambda _: Size(70, 50)))
        screen.show_bars()
        assert "Tiny" in screen.header.text


async def test_back_leads_from_models_to_organizations_grouped_as_no_model_is(tiny: Catalog) -> None:
    async with running(tiny) as (app, pilot):
        for keys in ("2", "g", "1", "b"):
            await pilot.press(keys)
            await settle(pilot)
            assert ("browse" if keys == "1" else "orgs") == app.screen.view.SCREEN
            assert app.session.history.here.SCREEN == app.screen.view.SCREEN


async def test_ctrl_c_counts_as_pressed_and_not_as_answered(tiny: Catalog) -> None:
    """A slow answer to the first one does not make the second one late."""
    async with running(tiny) as (app, _):
        first, second = Key("ctrl+c", None), Key("ctrl+c", None)
        first.time, second.time = 1000.0, 1000.1
        app.post_message(first)
        await until(lambda: app.interrupted_at == 1000.0)
        app.post_message(second)
        await until(lambda: app._exit)
