"""One view a screen: tree, table, title and detail agree, Esc deletes nothing, Back brings back what was looked at."""

from __future__ import annotations

import random
from typing import Any

import pytest
from msgspec.structs import replace
from textual.pilot import Pilot

from genai_tui.catalog.model import Catalog
from genai_tui.storage.loader import open_catalog
from genai_tui.tui.app import GenaiApp
from genai_tui.tui.screens.browse import BrowseScreen
from genai_tui.tui.screens.graph import GraphScreen
from genai_tui.tui.widgets.detail import shown_record
from genai_tui.view.address import address, view_at
from genai_tui.view.graph import GraphView
from genai_tui.view.record_ref import RecordRef
from tests.tui.test_browse import press, screen_of, settle, shown


@pytest.fixture(scope="module")
def survey() -> Catalog:
    return open_catalog("survey", use_cache=False)[0]


def agree(screen: BrowseScreen) -> None:
    """Assert that every pane shows what the view says."""
    view, shown = screen.view, screen.shown
    assert screen.facet_tree.node.group_id == view.group
    assert screen.facet_tree.node.record_id in (None, view.record_id)
    assert screen.table.records == shown.records
    title = screen.table.titles[0]
    assert f"· {shown.here.label if shown.here else 'all'} ·" in title
    assert f"· {len(shown.records)} of {len(screen.catalog)}" in title
    assert (f"/{view.query}" in title) == bool(view.query)
    if view.record_id:
        assert screen.table.record is not None
        assert screen.table.record.id == view.record_id
    if view.record:
        told = shown_record(screen.catalog, view.record)
        assert told is not None
        assert screen.detail.pages_title == told.title
    assert screen.session.history.here == view
    assert view_at(address(view)) == view


KEYS = (
    "down", "up", "j", "k", "end", "home", "pagedown", "right", "left", "enter", "space", "tab", "shift+tab", "g", "s",
    "S", "t", "T", "z", "w", "b", "f", "escape",
)  # fmt: skip
LINES = (
    "/gpt",
    "/image",
    "/org:google",
    "/zzzz",
    "/year:>=2022",
    ":whisper",
    ":openai",
    ":group year",
    ":sort date",
    ":nobody",
)


@pytest.mark.parametrize(("seed", "size"), enumerate([(120, 40), (80, 24), (70, 20)]))
async def test_after_every_key_every_pane_shows_the_view(
    survey: Catalog, seed: int, size: tuple[int, int]
) -> None:
    chance = random.Random(seed)
    app = GenaiApp(survey)
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        for _ in range(60):
            if chance.random() < 0.15:
                line = chance.choice(LINES)
                await press(pilot, "slash" if line[0] == "/" else "colon")
                screen_of(app).prompt.line.value = line[1:]
                await press(pilot, chance.choice(["enter", "enter", "escape"]))
            else:
                await press(pilot, *[chance.choice(KEYS)] * chance.choice([1, 1, 3]))
            agree(screen_of(app))


async def test_tree_table_and_title_agree_after_a_name(survey: Catalog) -> None:
    app = GenaiApp(survey)
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "down", "colon", *"whisper", "enter")
        screen = screen_of(app)
        agree(screen)
        assert screen.facet_tree.node.group_id is None
        assert "Models · all · 24 of 24" in shown(app)
        await press(pilot, "b")
        agree(screen)
        assert screen.view.group == "text-to-image"


async def test_esc_leaves_the_innermost_and_deletes_nothing(survey: Catalog) -> None:
    app = GenaiApp(survey)
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "slash", *"dall", "enter", "enter", "z")
        screen = screen_of(app)
        before = screen.view
        left = []
        for _ in range(5):
            await press(pilot, "escape")
            left.append((screen.panes.is_zoomed, screen.panes.current))
            assert screen.view == before
        assert left == [
            (False, "detail"),
            (False, "table"),
            (False, "tree"),
            (False, "tree"),
            (False, "tree"),
        ]
        await press(pilot, "slash", *" e", "escape")
        assert screen.view.query == "dall e", "what was typed stays"
        assert app.is_running


async def test_back_brings_back_a_query_and_what_another_screen_showed(survey: Catalog) -> None:
    app = GenaiApp(survey)
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "slash", *"visualgpt", "enter", "w")
        assert screen_of(app).view.query == ""
        await press(pilot, "b")
        assert screen_of(app).view.query == "visualgpt"
        await press(pilot, "6")
        graph = app.screen
        assert isinstance(graph, GraphScreen)
        assert graph.canvas.node_id == "kaust"
        await press(pilot, "x", "enter", "enter")
        assert isinstance(app.screen, BrowseScreen)
        assert screen_of(app).detail.pages_title == "VisualGPT"
        await press(pilot, "b")
        assert app.screen is graph
        assert graph.canvas.node_id == "kaust"
        await press(pilot, "b")
        assert screen_of(app).view.query == "visualgpt"
        await press(pilot, "f")
        assert app.screen is graph


async def test_a_query_is_one_entry_of_the_history(survey: Catalog) -> None:
    app = GenaiApp(survey)
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "slash", *"whisper", "enter", "b")
        assert screen_of(app).view.query == ""
        await press(pilot, "f")
        assert screen_of(app).view.query == "whisper"


async def find_node(pilot: Pilot[Any], name: str) -> GraphScreen:
    await press(pilot, "6", "slash", *name, "enter")
    assert isinstance(pilot.app.screen, GraphScreen)
    return pilot.app.screen


@pytest.mark.parametrize("key", ["m", "w", "n", "1"])
async def test_keys_that_show_it_otherwise_keep_the_record(survey: Catalog, key: str) -> None:
    app = GenaiApp(survey)
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await find_node(pilot, "runway")
        assert screen.canvas.node_id == "runway"
        await press(pilot, key)
        if key == "1":
            assert screen_of(app).view.record == RecordRef("organization", "runway")
            await press(pilot, "6")
        assert screen.canvas.node_id == "runway"
        if key == "m":
            await press(pilot, "m")
            assert screen.canvas.node_id == "runway"


async def test_plus_keeps_the_focus(survey: Catalog) -> None:
    app = GenaiApp(survey)
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await find_node(pilot, "runway")
        await press(pilot, "enter", "plus", "minus", "minus")
        assert screen.view.focus == "runway"
        assert screen.view.depth == 1


async def test_a_path_takes_two_names(survey: Catalog) -> None:
    app = GenaiApp(survey)
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "6", "colon", *"path deepmind berkeley", "enter")
        assert "From DeepMind to University of California, Berkeley" in shown(app)


async def test_commands_and_what_they_take_are_completed(survey: Catalog) -> None:
    app = GenaiApp(survey)
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "colon", *"so", "tab")
        line = screen_of(app).prompt.line
        assert line.value == "sort"
        await press(pilot, "space", *"da", "tab")
        assert line.value == "sort date"
        await press(pilot, "enter")
        assert screen_of(app).view.order == "date"
        await press(pilot, "colon", *"group orga", "enter")
        assert screen_of(app).view.facet == "organization"
        await press(pilot, "colon", *"theme li", "enter")
        assert app.theme == "genai-light"
        await press(pilot, "colon", "up")
        assert line.value == "theme light", "what was done, and not what was typed"
        await press(pilot, "escape", "colon", *"sort nothing", "enter")
        assert screen_of(app).view.order == "date"


async def test_what_is_typed_after_a_command_is_no_code(survey: Catalog) -> None:
    app = GenaiApp(survey)
    async with app.run_test(size=(120, 40)) as pilot:
        for line in ("sort '); app.quit(); ('", "change('whole')", "theme app.quit", "sort [red]x[/]"):
            await press(pilot, "colon")
            screen_of(app).prompt.line.value = line
            await press(pilot, "enter")
            assert app.is_running
            agree(screen_of(app))


@pytest.mark.parametrize("query", ["yeer:2022", "weights:opn", '"open', "params:>", "year:20x"])
async def test_an_address_with_a_query_that_means_nothing_opens_without_it(
    survey: Catalog, query: str
) -> None:
    view = replace(view_at("browse?by=year&at=whisper"), query=query)
    app = GenaiApp(survey, view_at(address(view)))
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await settle(pilot)
        screen = screen_of(app)
        if screen.view.query != query:  # else it means something
            assert any(str(each.message).startswith("Not asked: ") for each in app._notifications)
            assert screen.view == replace(view, query="")
        agree(screen)
        await press(pilot, "tab", "j", "g", "6", "b")
        assert app.is_running


@pytest.mark.parametrize(
    "text", ["graph?kind=lineage&focus=imagen", "graph?focus=google&depth=1", "graph?layout=matrix&at=meta"]
)
async def test_the_explorer_opens_at_an_address(survey: Catalog, text: str) -> None:
    view = view_at(text)
    assert isinstance(view, GraphView)
    app = GenaiApp(survey, view)
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        screen = app.screen
        assert isinstance(screen, GraphScreen)
        assert (screen.view.kind, screen.view.layout, screen.view.depth) == (
            view.kind,
            view.layout,
            view.depth,
        )
        assert screen.view.focus == view.focus
        assert screen.view.at == (view.at or view.focus)
        await press(pilot, "1")
        agree(screen_of(app))
