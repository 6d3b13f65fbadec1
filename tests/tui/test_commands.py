"""The tables of commands together: one name, one key, one meaning on every screen; panes, footers and their words."""

from __future__ import annotations

import threading
from collections import defaultdict
from itertools import chain

import pytest

from genai_tui.catalog.cells import width
from genai_tui.catalog.model import Catalog
from genai_tui.storage.loader import open_catalog
from genai_tui.tui.app import GenaiApp
from genai_tui.tui.commands import COMMON, TABLES, Command, called, elsewhere, joined, keys_text
from genai_tui.tui.pane_help import PANES
from genai_tui.tui.screens.base import BaseScreen
from genai_tui.view.graph_pictures import Viewer
from genai_tui.view.own_keys import keyed
from genai_tui.view.screens import SCREENS, ScreenRow, screen_called
from tests.tui.host import notes
from tests.tui.test_background import until
from tests.tui.test_browse import press, settle, shown

EVERY = tuple(dict.fromkeys(chain.from_iterable(TABLES.values())))
WAYS_TO_ARRANGE = {
    "g": {"group", "graph.kind", "compare.transpose"},
    "+": {"graph.deeper", "timeline.closer", "between.later"},
    "-": {"graph.nearer", "timeline.farther", "between.earlier"},
}
"""Keys that arrange a screen in the next way, or show more or less of it, whatever that is there."""
ROOM = 52
"""Cells for the help of a command in the menu at 80 columns."""


def test_every_screen_has_its_table() -> None:
    assert TABLES.keys() == {row.name for row in SCREENS}
    for row in SCREENS:
        assert row.screen_type().TABLE is TABLES[row.name], row.name


def test_an_id_a_name_and_a_key_mean_one_thing_on_every_screen() -> None:
    keys_of, keys, ids = defaultdict(set), defaultdict(set), defaultdict(set)
    for each in EVERY:
        keys_of[each.id].add(each.keys)
        ids[each.name].add(each.id)
        for key in each.keys:
            keys[key].add(each.id)
    assert {id_: many for id_, many in keys_of.items() if len(many) > 1} == {}
    assert {name: many for name, many in ids.items() if len(many) > 1} == {}
    several = {key: many for key, many in keys.items() if len(many) > 1}
    assert all(many <= WAYS_TO_ARRANGE.get(key, set()) for key, many in several.items()), several


@pytest.mark.parametrize("name", TABLES)
def test_a_table_has_each_name_and_each_key_once(name: str) -> None:
    table = TABLES[name]
    assert len({each.name for each in table}) == len(table)
    keys = [key for each in table for key in each.keys]
    assert len(set(keys)) == len(keys)
    for each in table:
        assert called(table, each.name) == (each, "")
        assert called(table, f" {each.id}  a b ") == (each, "a b")


@pytest.mark.parametrize("command", EVERY, ids=lambda each: each.id)
def test_the_menu_has_room_for_the_words_of_a_command(command: Command) -> None:
    assert width(command.help) <= ROOM
    assert width(command.name) <= 14
    assert width(keys_text(command)) <= 9
    assert command.help[0].isupper()
    assert not command.help.endswith(".")


def test_commands_of_other_screens_are_told_with_these_screens() -> None:
    told = {command.id: titles for command, titles in elsewhere(TABLES["graph"]).items()}
    assert told["why"] == "Browse and Organizations"
    assert told["decide"] == "Disagreements"
    assert "quit" not in told
    assert "graph.path" not in told
    assert joined([]) == ""
    assert joined(["a"]) == "a"
    assert joined(["a", "b", "c"]) == "a, b and c"


async def test_every_pane_of_every_screen_has_a_footer_and_two_sentences(tiny: Catalog) -> None:
    app = GenaiApp(tiny)
    async with app.run_test(size=(120, 40)) as pilot:
        for row in SCREENS:
            await press(pilot, row.key)
            screen = app.screen
            if row.takes_marks:  # reached from another screen with its marks alone
                await press(pilot, "1", "tab", "space", "down", "space", row.key)
                screen = app.screen
            assert isinstance(screen, BaseScreen)
            assert screen_called(screen.view.SCREEN) == row
            assert set(screen.FOOTER) - {"nothing"} == set(screen.panes.names), row.name
            keys = {key for each in screen.TABLE for key in each.keys}
            reasons = {each.id: screen.why_not(each) for each in screen.TABLE}
            has_tabs = screen.tabbed is not None
            assert has_tabs == ({"detail", "side", "lists"} & {*screen.panes.names} != set()), row.name
            shown_tabs = screen.tabbed is not None and screen.tabbed.has_tabs
            no_tabs = "" if shown_tabs else "this page has no tabs" if has_tabs else "no pane here has tabs"
            assert reasons["tab.next"] == reasons["tab.previous"] == no_tabs, row.name
            assert reasons["forward"] == "nothing further on"
            assert reasons["back"] == ("" if row is not SCREENS[0] else "nothing further back")
            assert reasons["day.later"] == "this is now"
            assert bool(reasons["star"]) == (screen.record_at_hand is None), row.name
            for pane, told in screen.FOOTER.items():
                if pane != "nothing":  # which stands where the panes have nothing to show
                    first, second = map(keyed, PANES[pane])
                    assert all(each.endswith(".") and width(each) <= 96 for each in (first, second)), pane
                assert {key for key, _ in told} <= keys | {"enter", "esc", "space", "tab"}, pane
        await press(pilot, "b")
        assert isinstance(app.screen, BaseScreen)
        back, on = (next(each for each in COMMON if each.id == id_) for id_ in ("back", "forward"))
        assert (app.screen.why_not(back), app.screen.why_not(on)) == ("", ""), "one view lies ahead"


@pytest.mark.parametrize(
    ("screen", "key", "words"),
    [("6", "u", "Not here: then works in Browse and Organizations."), ("6", "W", "why works in Browse and Organizations"),
     ("7", "p", "path works in Graph"), ("1", "D", "decide works in Disagreements"), ("3", "u", "then works in")],
)  # fmt: skip
async def test_a_key_of_another_screen_says_where_it_works(
    tiny: Catalog, screen: str, key: str, words: str
) -> None:
    app = GenaiApp(tiny)
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, screen)
        before = shown(app)
        await press(pilot, key)
        assert words in notes(app)[-1]
        assert shown(app).splitlines()[0] == before.splitlines()[0]


@pytest.mark.parametrize(
    ("screen", "line", "then", "words"),
    [
        ("1", "path deepmind berk", "graph", "Google acquired DeepMind · 2014"),
        ("9", "path deepmind nobody", "graph", "A path takes two nodes of this graph: deepmind nobody"),
        ("1", "scale linear", "timeline", "Releases have no axis of values"),
        ("7", "group org", "disagreements", "Not here: group org works in Browse"),
        ("1", "redraw twice", "browse", "No command and no record: redraw twice"),
        ("6", "nothing at all", "graph", "No command and no record"),
    ],
)
async def test_a_line_that_another_screen_alone_can_do_is_done_there(
    screen: str, line: str, then: str, words: str
) -> None:
    app = GenaiApp(open_catalog("survey", use_cache=False)[0])
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, screen, "colon", *line, "enter")
        await until(pilot, lambda: words in shown(app) or any(words in told for told in notes(app)))
        assert then == app.session.history.here.SCREEN
        if then == "graph" and screen == "1":
            await press(pilot, "escape")
            assert app.screen.view.path


@pytest.mark.parametrize("row", [each for each in SCREENS if not each.takes_marks], ids=lambda row: row.name)
async def test_a_screen_gone_to_without_a_record_is_left_again_by_back(tiny: Catalog, row: ScreenRow) -> None:
    start = "9" if row.key != "9" else "3"
    app = GenaiApp(tiny)
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, start, row.key)
        assert row.name == app.session.history.here.SCREEN
        await press(pilot, "b")
        assert {"9": "coverage", "3": "matrix"}[start] == app.screen.view.SCREEN


async def test_a_line_is_done_elsewhere_only_while_the_reader_is_there(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    app = GenaiApp(open_catalog("survey", use_cache=False)[0])
    drawn = threading.Event()
    draw = Viewer.draw
    monkeypatch.setattr(Viewer, "draw", lambda *given: (drawn.wait(30), draw(*given))[1])
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        await pilot.press("colon", *"path deepmind berk", "enter")
        await until(pilot, lambda: app.screen.view.SCREEN == "graph" and app.screen.has_begun)
        graph = app.screen
        await pilot.press("escape")
        await until(pilot, lambda: app.screen.view.SCREEN == "browse")
        drawn.set()
        await until(pilot, lambda: not graph.is_working)
        await settle(pilot)
        assert app.screen.view.SCREEN == "browse"
        await press(pilot, "6")
        assert app.screen is graph, "and not later, either"
