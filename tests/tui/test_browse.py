"""Journeys through Browse: keys in, what is shown out."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.pilot import Pilot

from genai_tui.catalog.attributes import ATTRIBUTES
from genai_tui.catalog.cells import width
from genai_tui.catalog.model import Catalog
from genai_tui.storage.folder import load_folder
from genai_tui.storage.loader import open_catalog
from genai_tui.tui.app import GenaiApp
from genai_tui.tui.commands import BROWSE
from genai_tui.tui.screens.browse import BrowseScreen
from genai_tui.tui.screens.text_page import TextPage
from genai_tui.tui.screens.view_screen import ViewScreen
from genai_tui.tui.widgets.detail import Detail
from genai_tui.tui.widgets.line_list import LineList
from genai_tui.tui.widgets.model_table import ModelTable
from genai_tui.tui.widgets.table_columns import columns_in
from genai_tui.view.browse import BrowseView
from genai_tui.view.record_ref import RecordRef
from tests.catalog.test_sanitize import HOSTILE
from tests.conftest import MODELS
from tests.tui.host import heard, notes, screen_text, until


def shown(app: GenaiApp) -> str:
    """Return the screen as text, a line a row."""
    return screen_text(app)


def screen_of(app: GenaiApp) -> BrowseScreen:
    assert isinstance(app.screen, BrowseScreen)
    return app.screen


async def settle(pilot: Pilot[Any]) -> None:
    """Wait until every screen shows what was asked of it."""

    app = pilot.app

    def is_busy() -> bool:
        if isinstance(app, GenaiApp) and (app.has_input_ahead or app._making.is_pending) and not app._exit:
            return True
        return any(screen.is_busy for screen in pilot.app.screen_stack if isinstance(screen, ViewScreen))

    await pilot._wait_for_screen()
    while True:
        while is_busy():
            await pilot.pause(0.005)
        await pilot.pause()
        if not is_busy():
            break


async def press(pilot: Pilot[Any], *keys: str) -> None:
    await pilot.press(*keys)
    await settle(pilot)


async def test_from_dreamfusion_to_berkeley_and_back() -> None:
    catalog, _ = open_catalog("survey", use_cache=False)
    app = GenaiApp(catalog)
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "down", "down", "right", "down")
        assert "DreamFusion" in shown(app)
        await press(pilot, "enter", "t")
        assert "radiance field" in " ".join(shown(app).split()) or "score distillation" in shown(app)
        await press(pilot, "t", "t")
        page = screen_of(app).detail
        while not (page.item and page.item.link and page.item.link.id == "uc-berkeley"):
            before = page.cursor
            await press(pilot, "down")
            assert page.cursor != before
        await press(pilot, "enter")
        assert page.pages_title == "University of California, Berkeley"
        assert "Models · 1" in shown(app)
        await press(pilot, "b")
        assert "[People]" in shown(app)
        assert page.pages_title == "DreamFusion"
        await press(pilot, "f")
        assert page.pages_title == "University of California, Berkeley"


async def test_whisper_is_found_with_a_mistake_and_the_tree_follows() -> None:
    catalog, _ = open_catalog("survey", use_cache=False)
    app = GenaiApp(catalog)
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "slash", *"wisper")
        screen = screen_of(app)
        assert [model.id for model in screen.table.records] == ["whisper"]
        assert "text → audio" in shown(app)
        assert screen.detail.pages_title == "Whisper"
        await press(pilot, "enter", "escape")
        assert len(screen.table.records) == 1, "Esc leaves, and deletes nothing"
        await press(pilot, "w")
        assert len(screen.table.records) == 24
        assert screen.detail.pages_title == "Whisper"
        await press(pilot, "b")
        assert [model.id for model in screen.table.records] == ["whisper"]


async def test_groupings_and_counts(tiny: Catalog) -> None:
    app = GenaiApp(tiny)
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "g")
        assert "By organization" in shown(app)
        await press(pilot, "down")
        screen = screen_of(app)
        assert {model.id for model in screen.table.records} == {"painter", "listener"}
        assert screen.detail.pages_title == "Acme Labs"
        for title in (
            "By year",
            "By signature",
            "By weights",
            "By maker",
            "By disputed",
            "By slot",
            "By licence",
            "Categories",
        ):
            await press(pilot, "g")
            assert title in shown(app)


async def test_unknown_sorts_last_both_ways(tiny: Catalog) -> None:
    app = GenaiApp(tiny)
    async with app.run_test(size=(120, 40)) as pilot:
        screen = screen_of(app)
        while screen.view.order != "parameters":
            await press(pilot, "s")
        assert screen.table.records[0].id == "painter"
        await press(pilot, "S")
        assert screen.table.records[0].id == "painter"


async def test_marks_and_zoom_and_escape(tiny: Catalog) -> None:
    app = GenaiApp(tiny)
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "tab", "space")
        assert "✓" in shown(app)
        assert "1 marked" in shown(app)
        await press(pilot, "z")
        assert "Categories" not in shown(app)
        await press(pilot, "escape")
        assert "Categories" in shown(app)
        await press(pilot, "escape", "escape", "escape")
        assert app.is_running


@pytest.mark.parametrize(("columns", "panes"), [(200, 3), (120, 3), (119, 2), (80, 2), (70, 1)])
async def test_panes_follow_the_width(tiny: Catalog, columns: int, panes: int) -> None:
    app = GenaiApp(tiny)
    async with app.run_test(size=(columns, 24)) as pilot:
        await pilot.pause()
        screen = screen_of(app)
        assert sum(pane.display for pane in (screen.facet_tree, screen.table, screen.detail)) == panes
        assert all(len(line) <= columns for line in shown(app).splitlines())


async def test_a_screen_too_small_says_so(tiny: Catalog) -> None:
    app = GenaiApp(tiny)
    async with app.run_test(size=(50, 12)) as pilot:
        await pilot.pause()
        assert "60x16" in shown(app)


@pytest.mark.parametrize(
    ("columns", "rows", "small"),
    [(60, 16, False), (59, 16, True), (60, 15, True), (59, 15, True), (200, 15, True), (59, 60, True)],
)
async def test_a_screen_is_too_small_in_either_direction(
    columns: int, rows: int, small: bool, tiny: Catalog
) -> None:
    app = GenaiApp(tiny)
    async with app.run_test(size=(columns, rows)) as pilot:
        await pilot.pause()
        assert ("60x16" in shown(app)) == small
        assert app.screen.has_class("-small") == small


async def test_sources_of_a_value(tiny: Catalog) -> None:
    app = GenaiApp(tiny)
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "tab", "down", "i")  # the second model of the table
        text = shown(app)
        assert "category · disputed" in text
        assert "A paper" in text
        await press(pilot, "escape")
        assert isinstance(app.screen, BrowseScreen)


@pytest.mark.parametrize("command", BROWSE, ids=lambda command: command.id)
def test_every_command_has_an_action(command: object) -> None:
    name = command.action.split("(")[0]  # type: ignore[attr-defined]
    owner = GenaiApp if name.startswith("app.") else BrowseScreen
    assert hasattr(owner, f"action_{name.removeprefix('app.')}")


@pytest.mark.parametrize(
    ("typed", "title"), [("painter", "Painter 2"), ("lisener", "Listener"), ("whisperer", "Whisperer")]
)
async def test_the_command_line_opens_models(tiny: Catalog, typed: str, title: str) -> None:
    app = GenaiApp(tiny)
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "colon", *typed, "enter")
        assert screen_of(app).detail.pages_title == title


async def test_the_command_line_runs_commands(tiny: Catalog) -> None:
    app = GenaiApp(tiny)
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "colon", *"group", "enter")
        assert "By organization" in shown(app)


async def test_the_menu_over_a_page_acts_on_the_screen_below(tiny: Catalog) -> None:
    app = GenaiApp(tiny)
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "a")
        assert isinstance(app.screen, TextPage)
        await press(pilot, "ctrl+p", *"zoom", "enter")
        assert screen_of(app).has_focus_within
        assert [pane.id for pane in screen_of(app).panes.children if pane.display] == ["tree"]


@pytest.mark.parametrize("theme", ["dark", "light", "high-contrast", "ansi"])
async def test_themes(tiny: Catalog, theme: str) -> None:
    app = GenaiApp(tiny, theme=theme)
    async with app.run_test(size=(100, 24)) as pilot:
        await press(pilot, "c")
        assert app.theme.startswith("genai-")
        assert app.theme != f"genai-{theme}"


async def test_no_color_sends_no_colour(tiny: Catalog, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    app = GenaiApp(tiny)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        panes = app.screen.query(LineList)
        styles = [segment.style for pane in panes for segment in pane.render_line(0) if segment.style]
        filters = app.get_line_filters()
        assert styles
        assert [type(each).__name__ for each in filters] == ["NoColor"]


async def test_ascii_mode_draws_ascii_alone(tiny: Catalog) -> None:
    app = GenaiApp(tiny, ascii_only=True)
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "down", "right", "tab", "space", "tab", "t", "i")
        assert shown(app).isascii()


@pytest.mark.parametrize("text", HOSTILE)
async def test_hostile_names_change_nothing_but_their_row(make: Callable[..., Path], text: str) -> None:
    import json

    quoted = json.dumps(f"a{text}", ensure_ascii=False).replace("\x9b", "\\x9b")
    catalog, problems = load_folder(
        make(whisperer=MODELS["whisperer"].replace("name: Whisperer", f"name: {quoted}"))
    )
    assert problems == ()
    assert catalog is not None
    app = GenaiApp(catalog, BrowseView(record=RecordRef("model", "whisperer")))
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "right", "i", "escape", "ctrl+p", "a")
        await pilot.pause(0.3)
        await press(pilot, "escape")
        rows = shown(app)
        assert "\x1b" not in rows
        assert "‮" not in rows
        assert {width(row) for row in rows.splitlines()} == {120}


async def test_the_sign_of_the_place_hides_no_count() -> None:
    catalog, _ = open_catalog("survey", use_cache=False)
    app = GenaiApp(catalog)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "g")
        tree = [line.split("│")[0].split("╭")[0].strip("┃ ") for line in shown(app).splitlines()[2:21]]
        assert tree[0].endswith("24▐")
        assert all(line.rstrip("▐ ")[-1:].isdigit() for line in tree)


async def test_the_heading_stands_while_the_models_scroll() -> None:
    catalog, _ = open_catalog("survey", use_cache=False)
    app = GenaiApp(catalog)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "tab")
        first, last = catalog.models[0].name, catalog.models[-1].name
        for key, there, gone in (("end", last, first), ("home", first, last)):
            await press(pilot, key)
            # The detail stands beside the table, and names the model as well.
            rows = [row[:38] for row in shown(app).splitlines()]
            assert "   Name" in rows[2]
            assert any(there in row for row in rows)
            assert not any(gone in row for row in rows)
            assert any("▌" in row and there in row for row in rows)


async def test_a_click_under_the_standing_heading_meets_the_model_that_is_seen_there() -> None:
    catalog, _ = open_catalog("survey", use_cache=False)
    app = GenaiApp(catalog)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "tab", "end")
        table = screen_of(app).table
        await pilot.click(table, offset=(5, 2))
        await pilot.pause()
        model = table.record
        assert model
        assert model.name[:8] in shown(app).splitlines()[3]


async def test_a_catalog_that_is_hardly_placed_opens_by_signature_and_shows_the_source_words(
    tmp_path: Path,
) -> None:
    table = tmp_path / "t.csv"
    table.write_text(
        "Model,Organization,Domain,Task,Training compute (FLOP),Model accessibility\n"
        "Net,Lab,Birds,Bird counting,1e22,By pigeon\nTalker,Lab,Language,Chat,1e22,Open source\n"
    )
    catalog, _ = open_catalog(str(table))
    app = GenaiApp(catalog)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        assert "By signature" in shown(app)
        assert "By pigeon" in shown(app)
        await press(pilot, "g")
        assert "By domain" in shown(app)
        assert "Birds" in shown(app)


@given(st.lists(st.sampled_from(sorted(ATTRIBUTES)), max_size=2), st.integers(52, 200))
def test_what_was_asked_for_has_a_column(asked: list[str], cells: int) -> None:
    columns = columns_in(cells, ModelTable.LAYOUT, ("org", "date", "params"), tuple(asked))
    shown = {attribute.name for attribute, _ in columns.shown}
    for name in asked:
        assert ModelTable.LAYOUT.column_of(name) in shown | {None}
    assert columns.letters or "cat" not in asked
    assert columns.name + sum(size + 2 for _, size in columns.shown) + 3 * columns.letters <= cells
    assert columns.name >= 16


@pytest.mark.parametrize(
    ("query", "heading"), [("compute:>1e23", "FLOP"), ("license:mit", "Licence"), ("variant:<1b", "Variants")]
)
async def test_a_filter_brings_its_column(query: str, heading: str) -> None:
    catalog, _ = open_catalog("survey", use_cache=False)
    app = GenaiApp(catalog)
    async with app.run_test(size=(80, 24)) as pilot:
        assert heading not in shown(app)
        await press(pilot, "slash", *query, "enter")
        assert heading in shown(app)


async def test_every_mark_stands_in_the_table_and_on_the_card() -> None:
    catalog, _ = open_catalog(str(Path(__file__).parents[1] / "data" / "offers.json"), use_cache=False)
    app = GenaiApp(catalog)
    async with app.run_test(size=(160, 40)) as pilot:
        await press(pilot, "slash", *"price:0", "enter")
        assert "0 stated" in shown(app)
        assert re.search(r"Robin .* 2025-05-05~ +0 stated .* !", shown(app))
        assert "disputed" in shown(app)


@pytest.mark.parametrize(
    ("typed", "kind", "id_"),
    [("whisper", "model", "whisper"), ("openai", "organization", "openai"), ("whispr", "model", "whisper"),
     ("DALLE2", "model", "dall-e-2"), ("diffusion", "model", "stable-diffusion")],
)  # fmt: skip
async def test_a_name_after_the_colon_opens_its_record(typed: str, kind: str, id_: str) -> None:
    catalog, _ = open_catalog("survey", use_cache=False)
    app = GenaiApp(catalog)
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "colon", *typed, "enter")
        place = screen_of(app).view.record
        assert place is not None
        assert (place.kind, place.id) == (kind, id_)


@pytest.mark.parametrize("typed", ["foo", "comapre", "qqqq", "text", "open source"])
async def test_a_word_that_is_no_name_opens_nothing(typed: str) -> None:
    catalog, _ = open_catalog("survey", use_cache=False)
    app = GenaiApp(catalog)
    async with app.run_test(size=(120, 40)) as pilot:
        before = screen_of(app).view.record
        await press(pilot, "colon", *typed, "enter")
        assert screen_of(app).view.record == before
        [told] = notes(app)
        assert f"No command and no record: {typed}" in told


async def test_the_explorer_opens_at_an_organization() -> None:
    catalog, _ = open_catalog("survey", use_cache=False)
    app = GenaiApp(catalog, BrowseView(record=RecordRef("organization", "openai")))
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        assert screen_of(app).detail.pages_title == "OpenAI"


async def test_a_field_that_there_is_not_is_told_when_the_line_has_closed() -> None:
    catalog, _ = open_catalog("survey", use_cache=False)
    app = GenaiApp(catalog)
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "slash", *"orgg:openai", "enter")
        [told] = notes(app)
        assert "there is no field 'orgg' (did you mean org?)" in told


async def test_a_category_explains_itself_while_the_tree_stands_on_it(tiny: Catalog) -> None:
    app = GenaiApp(tiny)
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "down")
        screen = screen_of(app)
        assert "text → image / Text → Bild" in shown(app)
        assert [model.id for model in screen.table.records] == ["painter"]
        await press(pilot, "i")
        assert isinstance(app.screen, TextPage)
        assert "What is known of it" in shown(app)
        told = heard(app)
        await press(pilot, "escape", "Y", "c")
        await until(pilot, lambda: told)
        assert told[-1].endswith("genai-tui list -- cat:text-to-image")
        await press(pilot, "6", "b")
        assert screen.view.record == RecordRef("category", "text-to-image")
        await press(pilot, "tab")
        assert screen.detail.pages_title == "Painter 2"
        assert screen.record_at_hand == RecordRef("model", "painter")


async def test_every_dispute_is_a_link_of_the_page_about_the_catalog_and_has_its_claims(
    tiny: Catalog,
) -> None:
    app = GenaiApp(tiny)
    async with app.run_test(size=(100, 40)) as pilot:
        await press(pilot, "a")
        assert "› Listener · category" in shown(app)
        app.screen.query_one(Detail).stand_on(lambda item: item.text == "Listener · category")
        await press(pilot, "i")
        assert "What stands behind it · Listener" in shown(app)
        await press(pilot, "escape", "enter")
        assert screen_of(app).detail.pages_title == "Listener"


@pytest.mark.parametrize(("key", "pane"), [("s", "table"), ("S", "table"), ("g", "tree"), ("u", "tree")])
async def test_what_a_key_changes_comes_into_sight(tiny: Catalog, key: str, pane: str) -> None:
    app = GenaiApp(tiny)
    async with app.run_test(size=(60, 16)) as pilot:
        await press(pilot, *(("tab",) if pane == "tree" else ()), key)
        assert screen_of(app).panes.current == pane


@pytest.mark.parametrize(
    ("at", "query", "pane", "branch", "is_chosen"),
    [
        ("painter", "", "tree", None, False),  # the first of all, on which nobody has put the cursor
        ("listener", "", "tree", None, True), ("painter", "", "tree", ("text-to-image", None), True),
        ("painter", "", "table", None, True), ("painter", "painter", "tree", None, True), (None, "", "tree", None, False),
    ],
)  # fmt: skip
def test_a_record_is_chosen_unless_it_is_only_the_first_of_all(
    tiny: Catalog, at: str | None, query: str, pane: str, branch: tuple[str, None] | None, is_chosen: bool
) -> None:
    screen = SimpleNamespace(
        record_at_hand=RecordRef("model", at) if at else None, _shown=SimpleNamespace(records=tiny.models),
        wanted=SimpleNamespace(query=query), panes=SimpleNamespace(current=pane),
        facet_tree=SimpleNamespace(node=SimpleNamespace(branch=branch)),
    )  # fmt: skip
    chosen = BrowseScreen.record_chosen.fget(screen)  # type: ignore[attr-defined]
    assert chosen == (screen.record_at_hand if is_chosen else None)
    screen._shown = None
    assert BrowseScreen.record_chosen.fget(screen) == screen.record_at_hand  # type: ignore[attr-defined]
