"""Journeys through the graph: walk, focus, paths, evidence, and back to Browse."""

from __future__ import annotations

from itertools import pairwise

import pytest
from msgspec.structs import replace
from textual.pilot import Pilot

from genai_tui.catalog.model import Catalog, Organization, Part
from genai_tui.catalog.opening import open_catalog
from genai_tui.tui.app import GenaiApp
from genai_tui.tui.commands import GRAPH
from genai_tui.tui.screens.browse import BrowseScreen
from genai_tui.tui.screens.graph import GraphScreen
from genai_tui.tui.screens.pages import TextPage
from tests.tui.test_browse import screen_of, shown


async def press(pilot: Pilot[None], *keys: str) -> None:
    for key in keys:
        await pilot.press(key)
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()


def graph_of(app: GenaiApp) -> GraphScreen:
    assert isinstance(app.screen, GraphScreen)
    return app.screen


async def find(pilot: Pilot[None], app: GenaiApp, word: str, node_id: str) -> None:
    """Go to the graph and find a node there by name."""
    await press(pilot, "6", "slash", *word, "enter")
    assert graph_of(app).view.node_id == node_id


async def test_from_an_organization_in_browse_to_its_partners_their_proof_and_back() -> None:
    catalog, _ = open_catalog("survey", use_cache=False)
    app = GenaiApp(catalog)
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "colon", *"visualgpt", "enter", "6")
        assert graph_of(app).view.node_id == "kaust"
        assert "King Abdullah University" in shown(app)
        await press(pilot, "x")
        assert "What proves it" in shown(app)
        assert "VisualGPT · 2021-02" in shown(app)
        await press(pilot, "enter", "enter")
        assert isinstance(app.screen, BrowseScreen)
        assert screen_of(app).detail.pages_title == "VisualGPT"
        await press(pilot, "6")
        assert graph_of(app).view.node_id == "kaust"
        await press(pilot, "1")
        assert isinstance(app.screen, BrowseScreen)


async def test_in_a_large_graph_who_has_no_ties_is_said_to_have_none(tiny: Catalog) -> None:
    model = tiny.models[0]
    names = [f"maker-{number}" for number in range(60)]
    joint = [
        replace(model, id=f"by-{one}", name=f"Of {one}", organizations=(Part(one, "developer"), Part(other, "developer")))
        for one, other in pairwise(names)
    ]  # fmt: skip
    alone = replace(model, id="alone", name="Lonely", organizations=(Part("lone", "developer"),))
    organizations = {name: Organization(name, name) for name in (*names, "lone")}
    app = GenaiApp(replace(tiny, models=(*joint, alone), organizations=organizations, relations=()))
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "colon", *"lonely", "enter", "6")
        assert [note.message for note in app._notifications] == ["lone is tied to nobody here."]
        await press(pilot, "1", "colon", *"of maker-7", "enter", "6")
        assert len(app._notifications) == 1
        assert graph_of(app).view.node_id == "maker-7"


async def test_the_matrix_says_what_its_marks_mean_in_ascii_too(tiny: Catalog) -> None:
    for ascii_only, sign in ((False, "■ two or three"), (True, "8 two or three")):
        app = GenaiApp(tiny, ascii_only=ascii_only)
        async with app.run_test(size=(120, 40)) as pilot:
            await press(pilot, "6", "m")
            assert sign in shown(app)
            await press(pilot, "i")
            assert sign in shown(app)


async def test_every_box_is_reached_by_arrows_and_going_back_returns() -> None:
    catalog, _ = open_catalog("survey", use_cache=False)
    app = GenaiApp(catalog)
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "6", "g", "g", "g", "g")
        view = graph_of(app).view
        boxes = len(view._drawing.boxes)
        assert boxes > 10
        while view._node != view._in_reading_order()[0]:
            await pilot.press("left")
        seen = {view.node_id}
        for _ in range(boxes - 1):
            await pilot.press("right")
            seen.add(view.node_id)
        assert len(seen) == boxes
        for there, back in (("up", "down"), ("left", "right")):
            before = view.node_id
            await pilot.press(there)
            if view.node_id != before:
                await pilot.press(back)
                assert view.node_id == before


async def test_partners_go_round(tiny: Catalog) -> None:
    app = GenaiApp(tiny)
    async with app.run_test(size=(100, 30)) as pilot:
        await press(pilot, "6")
        view = graph_of(app).view
        first = view.node_id
        await press(pilot, "tab")
        assert view.node_id != first
        await press(pilot, "enter")
        assert " around " in shown(app)
        await press(pilot, "escape")
        assert isinstance(app.screen, GraphScreen)
        await press(pilot, "escape")
        assert isinstance(app.screen, BrowseScreen)


async def test_kinds_names_matrix_depth_and_whole() -> None:
    catalog, _ = open_catalog("survey", use_cache=False)
    app = GenaiApp(catalog)
    async with app.run_test(size=(100, 30)) as pilot:
        await press(pilot, "6")
        for kind in ("lineage", "two-mode", "collaboration", "ownership", "organizations"):
            await press(pilot, "g")
            assert f"Graph · {kind}" in shown(app)
        await press(pilot, "n")
        assert "names merged by ownership" in shown(app)
        await press(pilot, "n")
        assert "names merged by date" in shown(app)
        await press(pilot, "n", "m")
        assert "▏" in shown(app)
        assert "╲" in shown(app)
        await press(pilot, "m", "enter")
        assert "depth 2" in shown(app)
        await press(pilot, "plus")
        assert "depth 3" in shown(app)
        await press(pilot, "minus", "minus")
        assert "depth 1" in shown(app)
        await press(pilot, "w")
        assert "around" not in shown(app)
        await press(pilot, "b")
        assert "depth 1" in shown(app)
        await press(pilot, "f")
        assert "around" not in shown(app)


async def test_a_path_is_shown_with_its_evidence() -> None:
    catalog, _ = open_catalog("survey", use_cache=False)
    app = GenaiApp(catalog)
    async with app.run_test(size=(120, 40)) as pilot:
        await find(pilot, app, "nanyang", "ntu")
        await press(pilot, "p", "slash", *"runway", "enter", "p")
        assert isinstance(app.screen, TextPage)
        text = shown(app)
        assert "From Nanyang Technological University to Runway" in text
        assert "VisualGPT" in text
        assert "Soundify" in text


async def test_the_command_that_was_copied_prints_the_same_drawing() -> None:
    from click.testing import CliRunner

    from genai_tui.cli.main import door

    catalog, _ = open_catalog("survey", use_cache=False)
    app = GenaiApp(catalog)
    async with app.run_test(size=(120, 40)) as pilot:
        for keys in (("6",), ("slash", *"google", "enter", "enter"), ("m",)):
            await press(pilot, *keys)
            await press(pilot, "Y")
            printed = CliRunner().invoke(door, app.clipboard.split()[1:])
            assert printed.exit_code == 0
            rows = [row.rstrip() for row in graph_of(app).view._drawing.rows]
            assert [row.rstrip() for row in printed.stdout.splitlines()] == rows


@pytest.mark.parametrize("size", [(80, 24), (60, 16), (200, 60)])
async def test_it_fits_any_terminal(size: tuple[int, int]) -> None:
    catalog, _ = open_catalog("survey", use_cache=False)
    app = GenaiApp(catalog, ascii_only=size[0] == 60)
    async with app.run_test(size=size) as pilot:
        await press(pilot, "6", "right", "right")
        lines = shown(app).splitlines()
        assert all(len(line) <= size[0] for line in lines)
        assert graph_of(app).view.display
        assert graph_of(app).detail.display == (size[0] >= 100)
        if size[0] == 60:
            assert shown(app).isascii()
        await press(pilot, "d")
        assert graph_of(app).detail.has_focus
        await press(pilot, "escape")
        assert graph_of(app).view.has_focus


async def test_an_empty_graph_says_so(tiny: Catalog) -> None:
    alone = Catalog(tiny.head, (), {})
    app = GenaiApp(alone)
    async with app.run_test(size=(100, 30)) as pilot:
        await press(pilot, "6", "right", "tab", "x", "enter", "p", "plus")
        assert "Nothing is joined here." in shown(app)


def test_each_command_of_the_graph_has_an_action() -> None:
    for command in GRAPH:
        name = command.action.split("(")[0]
        target = GenaiApp if name.startswith("app.") else GraphScreen
        assert hasattr(target, f"action_{name.removeprefix('app.')}"), command.id


async def test_what_was_found_is_in_sight_once_the_line_has_closed() -> None:
    catalog, _ = open_catalog("survey", use_cache=False)
    app = GenaiApp(catalog)
    async with app.run_test(size=(80, 24)) as pilot:
        await find(pilot, app, "openai", "openai")
        assert "│ OpenAI " in shown(app)
