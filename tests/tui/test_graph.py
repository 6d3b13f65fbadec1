"""Journeys through the graph: walk, focus, paths, evidence, and back to Browse."""

from __future__ import annotations

import asyncio
import threading
import time
from itertools import pairwise
from threading import Event
from typing import Any

import pytest
from msgspec.structs import replace
from textual.pilot import Pilot

from genai_tui.catalog.field_words import field_words
from genai_tui.catalog.model import Ancestor, Catalog, Organization, Part
from genai_tui.catalog.provenance import slot_differs
from genai_tui.catalog.ties import relation_tie
from genai_tui.storage.loader import open_catalog
from genai_tui.tui.app import GenaiApp
from genai_tui.tui.commands import GRAPH
from genai_tui.tui.screens.about_page import about_page
from genai_tui.tui.screens.browse import BrowseScreen
from genai_tui.tui.screens.graph import GraphScreen
from genai_tui.tui.screens.text_page import TextPage
from genai_tui.tui.type_ahead import REACTION
from genai_tui.tui.widgets.detail import Detail
from genai_tui.view.browse import BrowseView
from genai_tui.view.graph import GraphView
from genai_tui.view.graph_pictures import Drawn, Viewer
from genai_tui.view.matrix_cursor import MatrixCursor
from genai_tui.view.record_ref import RecordRef
from tests.tui.host import heard, notes
from tests.tui.test_browse import screen_of, settle, shown
from tests.view.test_graph_pictures import clusters


async def press(pilot: Pilot[None], *keys: str) -> None:
    for key in keys:
        await pilot.press(key)
        await settle(pilot)


def graph_of(app: GenaiApp) -> GraphScreen:
    assert isinstance(app.screen, GraphScreen)
    return app.screen


async def find(pilot: Pilot[None], app: GenaiApp, word: str, node_id: str) -> None:
    """Go to the graph and find a node there by name."""
    await press(pilot, "6", "slash", *word, "enter")
    assert graph_of(app).canvas.node_id == node_id


async def test_from_an_organization_in_browse_to_its_partners_their_proof_and_back() -> None:
    catalog, _ = open_catalog("survey", use_cache=False)
    app = GenaiApp(catalog)
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "colon", *"visualgpt", "enter", "6")
        assert graph_of(app).canvas.node_id == "kaust"
        assert "King Abdullah University" in shown(app)
        await press(pilot, "x")
        assert "What proves it" in shown(app)
        assert "VisualGPT · 2021-02" in shown(app)
        await press(pilot, "enter", "enter")
        assert isinstance(app.screen, BrowseScreen)
        assert screen_of(app).detail.pages_title == "VisualGPT"
        await press(pilot, "6")
        assert graph_of(app).canvas.node_id == "kaust"
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
    joint[0] = replace(joint[0], based_on=(Ancestor(model="alone", how="built_on"),))
    organizations = {name: Organization(name, name) for name in (*names, "lone")}
    app = GenaiApp(replace(tiny, models=(*joint, alone), organizations=organizations, relations=()))
    async with app.run_test(size=(120, 40)) as pilot:
        told = heard(app)
        await press(pilot, "colon", *"lonely", "enter", "6")
        assert told == ["lone has no ties here."]
        await press(pilot, "1", "colon", *"of maker-7", "enter", "6")
        assert len(told) == 1
        assert graph_of(app).canvas.node_id == "maker-7"
        await press(pilot, "1", "colon", *"lonely", "enter", "6")
        await press(pilot, "colon", *"kind lineage", "enter")
        assert graph_of(app).canvas.node_id == "alone"
        await press(pilot, "1", "colon", *"of maker-0", "enter", "6")
        assert (graph_of(app).view.kind, graph_of(app).canvas.node_id) == ("lineage", "by-maker-0")


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
        view = graph_of(app).canvas
        boxes = len(view.in_order)
        assert boxes > 10
        while view.node_id != view.in_order[0]:
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
        view = graph_of(app).canvas
        first = view.node_id
        await press(pilot, "tab")
        assert view.node_id != first
        await press(pilot, "enter")
        assert " around " in shown(app)
        await press(pilot, "b")
        assert " around " not in shown(app)
        await press(pilot, "escape")
        assert isinstance(app.screen, BrowseScreen)


async def test_kinds_names_matrix_depth_and_whole() -> None:
    catalog, _ = open_catalog("survey", use_cache=False)
    app = GenaiApp(catalog)
    async with app.run_test(size=(130, 30)) as pilot:
        await press(pilot, "6")
        for kind in ("lineage", "organizations and models", "collaboration", "ownership", "organizations"):
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
        await press(pilot, "p", *"runw")
        assert ": path ntu runw" in shown(app), "it asks for the other end"
        await press(pilot, "enter")
        assert isinstance(app.screen, TextPage)
        text = shown(app)
        assert "From Nanyang Technological University to Runway" in text
        assert "VisualGPT" in text
        assert "Soundify" in text


async def test_a_path_is_lit_in_the_drawing_until_it_is_left() -> None:
    catalog, _ = open_catalog("survey", use_cache=False)
    app = GenaiApp(catalog)
    async with app.run_test(size=(120, 40)) as pilot:
        await find(pilot, app, "nanyang", "ntu")
        await press(pilot, "enter", "p", *"runw", "enter", "escape")
        screen = app.screen
        assert isinstance(screen, GraphScreen)
        assert "path lit: 3 nodes" in shown(app)
        canvas = screen.canvas
        await press(
            pilot, "slash", *"deepm", "enter", "enter"
        )  # elsewhere: nothing else lights what is on it

        def looks(name: str) -> set[str]:
            pieces = (piece for y in range(canvas.count) for piece in canvas.line(y, 200))
            return {look for text, look in pieces if name in text}

        on_path = ("Nanyang", "Carnegie Mellon", "Runway")
        assert [looks(name) for name in on_path] == [{"lit"}] * 3
        others = {node.label for node in screen.graph.nodes if not node.label.startswith(on_path)} - {"Inria"}
        assert others
        assert set().union(*map(looks, others)) <= {"text", "chosen"}, "nothing else but the cursor"
        assert any(
            look == "accent" and "─" in text
            for y in range(canvas.count)
            for text, look in canvas.line(y, 200)
        )
        await press(pilot, "escape")
        assert "path lit" not in shown(app)
        assert not any("lit" in looks(name) for name in on_path)
        assert isinstance(app.screen, GraphScreen), "escape has left the path and nothing else"


async def test_the_command_that_was_copied_prints_the_same_drawing() -> None:
    from click.testing import CliRunner

    from genai_tui.cli.main import door

    catalog, _ = open_catalog("survey", use_cache=False)
    app = GenaiApp(catalog)
    async with app.run_test(size=(120, 40)) as pilot:
        for keys in (("6",), ("slash", *"google", "enter", "enter"), ("m",)):
            await press(pilot, *keys)
            await press(pilot, "Y", "c")
            printed = CliRunner().invoke(door, app.clipboard.split()[1:])
            assert printed.exit_code == 0
            rows = [row.rstrip() for row in graph_of(app).canvas.rows]
            assert [row.rstrip() for row in printed.stdout.splitlines()] == rows


@pytest.mark.parametrize("size", [(80, 24), (60, 16), (200, 60)])
async def test_it_fits_any_terminal(size: tuple[int, int]) -> None:
    catalog, _ = open_catalog("survey", use_cache=False)
    app = GenaiApp(catalog, ascii_only=size[0] == 60)
    async with app.run_test(size=size) as pilot:
        await press(pilot, "6", "right", "right")
        lines = shown(app).splitlines()
        assert all(len(line) <= size[0] for line in lines)
        assert graph_of(app).canvas.display
        assert graph_of(app).detail.display == (size[0] >= 100)
        if size[0] == 60:
            assert shown(app).isascii()
        await press(pilot, "d")
        assert graph_of(app).detail.has_focus
        await press(pilot, "escape")
        assert graph_of(app).canvas.has_focus


async def test_a_key_for_a_node_says_that_another_graph_is_being_drawn(
    tiny: Catalog, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn, may_go_on = Viewer.draw, Event()

    def held(viewer: Viewer, view: GraphView, room: int, rows: int) -> Drawn:
        may_go_on.wait(20)
        return drawn(viewer, view, room, rows)

    app = GenaiApp(tiny)
    async with app.run_test(size=(100, 30)) as pilot:
        await press(pilot, "6")
        assert graph_of(app).can_act()
        assert notes(app) == []
        monkeypatch.setattr(Viewer, "draw", held)
        graph_of(app).action_change("kind")
        assert not graph_of(app).can_act()
        await pilot.pause()
        assert notes(app) == ["Another graph is being drawn."]
        may_go_on.set()
        await settle(pilot)
        assert graph_of(app).can_act()
        assert len(notes(app)) == 1


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


async def test_a_tie_is_told_with_both_names_and_its_sources() -> None:
    catalog, _ = open_catalog("survey", use_cache=False)
    app = GenaiApp(catalog)
    async with app.run_test(size=(140, 40)) as pilot:
        await find(pilot, app, "microsoft", "microsoft")
        assert graph_of(app).detail._record.tags == "company · owns 1 · invested in 1"
        await press(pilot, "x", "i")
        assert isinstance(app.screen, TextPage)
        text = shown(app)
        assert "Microsoft invested in OpenAI" in text
        assert "USD 1B" in text
        assert "https://openai.com/index/microsoft-invests-in-and-partners-with-openai/" in text
        await press(pilot, "escape", "x", "enter", "enter")
        assert isinstance(app.screen, TextPage), "Enter opens what the border says that it opens"
        text = " ".join(shown(app).split())
        assert "Microsoft invested in OpenAI" in text
        assert "announced as several years" in text
        assert "ZDNET, 23 January 2023" in text


async def test_every_tie_of_a_node_stands_in_its_evidence_in_the_direction_of_the_fact() -> None:
    catalog, _ = open_catalog("survey", use_cache=False)
    app = GenaiApp(catalog)
    async with app.run_test(size=(140, 40)) as pilot:
        await press(pilot, "6", "g", "g", "g", "g")
        screen = graph_of(app)
        for relation in catalog.relations:
            for id_ in (relation.from_id, relation.to_id):
                screen.show_node(id_)
                evidence = screen.detail._record.pages[1].items
                (row,) = [item for item in evidence if item.ties == (relation_tie(catalog, relation),)]
                one, other = map(catalog.organization_name, (relation.from_id, relation.to_id))
                assert row.text.startswith(f"{one} ")
                assert f" {other}" in row.text
                assert not relation.date or f" · {relation.date}" in row.text
        text = shown(app)
        assert "Graph · ownership and investment" in text
        assert "═║ invested in, acquired, owns" in text


async def test_bases_of_a_model_are_no_partners() -> None:
    catalog, _ = open_catalog("survey", use_cache=False)
    app = GenaiApp(catalog)
    async with app.run_test(size=(140, 40)) as pilot:
        await press(pilot, "6", "g", "slash", *"visualgpt", "enter")
        text = shown(app)
        assert "Prior works · 2" in text
        assert "2 bases" in text
        assert "artner" not in text
        assert "older above" not in text
        await press(pilot, "t")
        assert "GPT-2 was fine-tuned to" in shown(app)


def _chained(tiny: Catalog, count: int) -> Catalog:
    """Makers in a row, each joined to the next, and all to the first by one model in seven."""
    model = tiny.models[0]
    names = [f"maker-{number:03}" for number in range(count)]
    pairs = [*pairwise(names), *((names[0], name) for name in names[2::7])]
    models = tuple(
        replace(model, id=f"m{number}", name=f"M{number}", organizations=tuple(Part(id_, "developer") for id_ in pair))
        for number, pair in enumerate(pairs)
    )  # fmt: skip
    return replace(tiny, models=models, organizations={n: Organization(n, n) for n in names}, relations=())


@pytest.mark.parametrize(("size", "ascii_only"), [((80, 24), True), ((120, 40), False)])
async def test_no_row_of_the_matrix_looks_empty_that_is_not(
    tiny: Catalog, size: tuple[int, int], ascii_only: bool
) -> None:
    count = 120
    catalog = _chained(tiny, count)
    app = GenaiApp(catalog, ascii_only=ascii_only)
    async with app.run_test(size=size) as pilot:
        await press(pilot, "6", "w", "m")
        view = graph_of(app).canvas
        cursor = view.drawing_cursor
        assert isinstance(cursor, MatrixCursor)
        joined = {
            (cursor.order[column], row) for row in range(count) for column in cursor.marks(row + view.heads)
        }
        pairs = {frozenset(part.id for part in model.organizations) for model in catalog}
        assert len(joined) == 2 * len(pairs)
        for name in ("maker-119", "maker-000", "maker-060"):
            await press(pilot, "slash", *name, "enter")
            row = cursor.row - view.top
            ties = len(cursor.marks(cursor.row))
            assert view.node_id == name
            for key in ("right", "right", "left", "x", "x", "down", "up"):
                await press(pilot, key)
                text = shown(app)
                row = cursor.row - view.top
                ties = len(cursor.marks(cursor.row))
                drawn = "".join(piece for piece, _ in view.line(cursor.row, 0))
                cells = drawn[view._drawing.margin :].rstrip("›")
                marks = sum(cells.count(mark) for mark in (".o8#"[1:] if ascii_only else "▪■█"))
                told = view.out_of_sight
                hidden = int(told.split("; ")[1].split()[0]) if "; " in told else 0
                assert marks + hidden == ties
                assert bool(hidden) == ("‹" in drawn or "›" in drawn)
                assert told.split(";")[0].replace("·", ".") in text
                assert 0 < row < view.content_size.height
                first, last = map(int, told.split()[1].split("-"))
                assert first <= cursor.column + 1 <= last, "the view follows the cursor"
                heads = ["".join(piece for piece, _ in view.line(y, 0)) for y in range(view.heads)]
                at = view._drawing.margin + cursor.column - view._left
                number = "".join(head.ljust(at + 1)[at] for head in heads).strip()
                assert number == str(cursor.column + 1), "each column has its number over it"


async def test_a_cell_of_the_matrix_tells_its_ties_and_where_they_are_from(tiny: Catalog) -> None:
    app = GenaiApp(_chained(tiny, 60))
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "6", "w", "m", "slash", *"maker-030", "enter")
        view = graph_of(app).canvas
        cursor = view.drawing_cursor
        assert isinstance(cursor, MatrixCursor)
        while view.cell is None:
            await press(pilot, "right")
        assert "What proves it" in shown(app)
        assert "1 tie" in shown(app)
        seen = {view.cell}
        for _ in cursor.marks(cursor.row):
            await press(pilot, "x")
            seen.add(view.cell)
        assert {other for _, other in seen if other} == {"maker-029", "maker-031", "maker-000"}
        await press(pilot, "i")
        assert isinstance(app.screen, TextPage)
        assert "made M" in shown(app)


async def test_about_lists_every_dispute_and_every_misfiled_model_as_links() -> None:
    catalog, _ = open_catalog("survey", use_cache=False)
    page = about_page(catalog, BrowseView())
    texts = [item.text for item in page._items]
    disputes = [
        f"{model.name} · {field_words(dispute.field)}" for model in catalog for dispute in model.disputes
    ]
    misfiled = [model for model in catalog if slot_differs(catalog, model)]
    assert "jukebox" in {model.id for model in misfiled}
    assert f"Disputed · {len(disputes)}" in texts
    assert f"In a slot that differs from the signature · {len(misfiled)}" in texts
    links = [item for item in page._items if item.link and item.link.kind == "model"]
    assert len(links) == len(disputes) + len(misfiled)
    assert set(disputes) <= {item.text for item in links}
    assert {item.link.id for item in links[len(disputes) :] if item.link} == {model.id for model in misfiled}
    app = GenaiApp(catalog)
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "a")
        screen = app.screen
        assert isinstance(screen, TextPage)
        detail = screen.query_one(Detail)
        while not (detail.item and detail.item.link and detail.item.link.id == "jukebox"):
            await press(pilot, "down")
        await press(pilot, "enter")
        assert isinstance(app.screen, BrowseScreen)
        assert screen_of(app).detail.pages_title == "Jukebox"


async def test_the_source_of_a_deal_stands_behind_it_in_browse_too() -> None:
    catalog, _ = open_catalog("survey", use_cache=False)
    app = GenaiApp(catalog)
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "colon", *"dreamfusion", "enter")
        screen = screen_of(app)
        screen.show_record(RecordRef("organization", "google"))
        await settle(pilot)
        assert "Google acquired DeepMind" in shown(app)
        while not (screen.detail.item and "acquired DeepMind" in screen.detail.item.text):
            await press(pilot, "down")
        await press(pilot, "i")
        text = " ".join(shown(app).split())
        assert "German news article on the survey" in text
        assert "400 million GBP" in text


async def test_a_step_of_a_path_says_what_stands_behind_it() -> None:
    catalog, _ = open_catalog("survey", use_cache=False)
    app = GenaiApp(catalog)
    async with app.run_test(size=(120, 40)) as pilot:
        await find(pilot, app, "deepm", "deepmind")
        await press(pilot, "p", *"berk", "enter")
        assert "Google acquired DeepMind · 2014" in shown(app)
        for key in ("i", "enter"):
            await press(pilot, key)
            assert "German news article on the survey" in shown(app)
            await press(pilot, "i")
            assert "From DeepMind to University of California, Berkeley" in shown(app)


@pytest.mark.parametrize("size", [(60, 16), (80, 24), (100, 30), (120, 40), (200, 60)])
async def test_the_chosen_node_comes_with_its_lines(size: tuple[int, int]) -> None:
    catalog, _ = open_catalog("survey", use_cache=False)
    app = GenaiApp(catalog, GraphView(at="openai"))
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        canvas = graph_of(app).canvas
        for key in ("tab", "tab", "right", "right", "end", "down"):
            _, top, _, height = canvas._drawing.boxes[canvas.drawing_cursor.node]  # type: ignore[index]
            rows = canvas.content_size.height
            assert canvas.top < max(1, top) or top == 0
            assert top + height < canvas.top + rows or top + height == canvas.count, "not in the last row"
            low, high = canvas.drawing_cursor.rows_in_sight(rows)  # type: ignore[union-attr]
            assert max(0, low) >= canvas.top
            assert min(high, canvas.count) <= canvas.top + rows
            await press(pilot, key)


async def test_a_drawing_is_made_anew_for_the_room_that_there_is() -> None:
    catalog, _ = open_catalog("survey", use_cache=False)
    app = GenaiApp(catalog, GraphView(at="openai"))
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        screen = graph_of(app)
        assert screen.drawn
        assert screen.drawn.room == 120 - 28 - 3
        await press(pilot, "z")
        assert screen.drawn.room == 120 - 3
        assert screen.canvas.outer_size.width == 120
        await press(pilot, "z", "d", "z")
        assert screen.detail.outer_size.width == 120
        await press(pilot, "z")
        await pilot.resize_terminal(40, 10)
        await pilot.resize_terminal(200, 60)
        await settle(pilot)
        assert screen.drawn.room == 200 - 28 - 3
        assert screen.canvas.node_id == "openai"
        assert screen.focused is screen.detail


async def test_a_large_graph_opens_as_communities_which_open_and_close(tiny: Catalog) -> None:
    catalog = clusters(tiny, (20, 14, 12))
    async with GenaiApp(catalog, GraphView("collaboration")).run_test(size=(100, 30)) as pilot:
        app = pilot.app
        assert isinstance(app, GenaiApp)
        await settle(pilot)
        screen = graph_of(app)
        assert "3 communities" in shown(app)
        assert set(screen.canvas.in_order) == {"a00", "b00", "c00"}
        screen.canvas.reach("b00")
        await settle(pilot)
        assert screen.detail.pages_title == "b00"
        assert "› b13" in shown(app)
        await press(pilot, "enter")
        assert screen.wanted.community == ("b00",)
        assert {node.id for node in screen.graph.nodes} == {f"b{n:02}" for n in range(14)}
        await press(pilot, "escape")
        assert screen.wanted.community == ()
        assert screen.canvas.node_id == "b00"
        await press(pilot, "b")
        assert screen.wanted.community == ("b00",)
        await press(pilot, "w")
        assert "3 communities" in shown(app)
        await press(pilot, "slash", *"c07", "enter")
        assert screen.wanted.focus == "c07"
        await press(pilot, "escape")
        assert isinstance(app.screen, BrowseScreen)


async def test_measures_come_by_themselves_for_the_next_kind_too() -> None:
    app = GenaiApp(open_catalog("survey")[0])
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "6", "t", "t")
        for kind in ("organizations", "ownership", "both", "lineage"):
            end = time.monotonic() + 30
            while "Being measured" in shown(app) and time.monotonic() < end:
                await pilot.pause(0.01)
            assert "Being measured" not in shown(app), kind
            await press(pilot, "g")


@pytest.mark.parametrize(("key", "line"), [("e", ": export"), ("p", ": path"), ("slash", "/")])
async def test_what_is_typed_on_is_there_before_the_drawing(
    tiny: Catalog, monkeypatch: pytest.MonkeyPatch, key: str, line: str
) -> None:
    """Letters that were meant for the line would be commands otherwise."""
    app = GenaiApp(tiny)
    drawn = threading.Event()
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "6")
        screen = graph_of(app)
        draw = screen.viewer.draw

        def slowly(*asked: Any) -> Any:
            drawn.wait(30)
            return draw(*asked)

        monkeypatch.setattr(screen.viewer, "draw", slowly)
        screen.drawn = None
        screen.begin()
        try:
            await asyncio.sleep(REACTION)  # a key that comes sooner waits for the drawing
            await pilot.press(key)
            end = time.monotonic() + 30
            while not (screen.prompt.is_typed_on and line in shown(app)) and time.monotonic() < end:
                await pilot.pause(0.02)
            assert screen.prompt.is_typed_on
            assert line in shown(app)
        finally:
            drawn.set()


async def test_x_goes_round_the_lines_from_the_pane_beside_the_drawing_too() -> None:
    app = GenaiApp(open_catalog("survey")[0])
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "x")
        assert notes(app)[-1] == "Not here: next-line works in Graph."
        await find(pilot, app, "berkeley", "uc-berkeley")
        screen = graph_of(app)
        await press(pilot, "d", "x")
        assert screen.canvas.link is not None
        assert screen.panes.current == "side"
        first = screen.canvas.link
        await press(pilot, "x", "X")
        assert screen.canvas.link == first
        await find(pilot, app, "tel aviv", "tel-aviv-university")
        await press(pilot, "x")
        assert notes(app)[-1] == "No line leads from here."


async def test_keys_of_the_pane_that_is_out_of_sight(tiny: Catalog) -> None:
    """What `t` turns comes into sight, and `z` says where one pane has the whole screen already."""
    for keys, pane in (("6", "side"), ("", "detail")):
        app = GenaiApp(tiny)
        async with app.run_test(size=(80, 24)) as pilot:
            await settle(pilot)
            await press(pilot, *keys, "t")
            screen: Any = app.screen
            assert screen.panes.current == pane
            assert screen.tabbed.display
            await press(pilot, "escape")
            if keys:
                await press(pilot, "z")
                assert notes(app)[-1] == "This pane has the whole screen already."
                assert not screen.panes.is_zoomed
                await press(pilot, "w")
                assert notes(app)[-1] == "Everything is shown already."
