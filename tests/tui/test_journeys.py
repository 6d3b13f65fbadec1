"""Journeys by keys alone: what Back, Esc, + and Ctrl+C do, and what is never shown."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from msgspec.structs import replace
from textual.events import Key
from textual.pilot import Pilot

from genai_tui.catalog.model import Catalog
from genai_tui.storage.loader import open_catalog
from genai_tui.tui.app import GenaiApp, Opened
from genai_tui.tui.messages import OpenRecord
from genai_tui.tui.screens.browse import BrowseScreen
from genai_tui.view import arrangement
from genai_tui.view.record_ref import RecordRef
from tests.conftest import write_catalog
from tests.tui.host import notes, screen_text, until
from tests.tui.test_terminal import terminal
from tests.tui.test_type_ahead import all_is_answered, type_at_once


async def press(pilot: Pilot[object], *keys: str) -> None:
    """Press keys, each once what the one before has asked for is done."""
    for key in keys:
        await pilot.press(key)
        if list(pilot.app.workers):
            await pilot.app.workers.wait_for_complete()
        await pilot.pause()


def browse(app: GenaiApp) -> BrowseScreen:
    assert isinstance(app.screen, BrowseScreen)
    return app.screen


def open_named(name: str) -> tuple[str, ...]:
    return ("colon", *name, "enter")


async def test_an_order_that_came_too_late_is_never_shown(
    tiny: Catalog, monkeypatch: pytest.MonkeyPatch
) -> None:
    models = tuple(
        replace(tiny.models[number % 3], id=f"m{number}", name=f"{number * 7919 % 4001:04}")
        for number in range(4001)
    )
    catalog = replace(tiny, models=models)
    real = arrangement.ordered

    def slowly(catalog: Catalog, shown: tuple[object, ...], order: str, *more: object) -> tuple[object, ...]:
        time.sleep({"best": 0.0, "name": 0.15}.get(order, 0.45))
        return real(catalog, shown, order, *more)  # type: ignore[arg-type]

    monkeypatch.setattr("genai_tui.tui.type_ahead.REACTION", 0)  # the reader has seen that it takes longer
    app = GenaiApp(catalog)
    async with app.run_test(size=(100, 20)) as pilot:
        await pilot.pause()
        table = browse(app).table
        before = table.records
        monkeypatch.setattr(arrangement, "ordered", slowly)
        await pilot.press("s")  # by name: begun, and not wished for any longer
        await pilot.press("s")  # by organization
        seen = []
        end = time.monotonic() + 20
        while table.records is before and time.monotonic() < end:
            await pilot.pause(0.02)
            seen.append(table.records)
        last = real(catalog, catalog.models, "organization")
        assert table.records == last
        assert all(shown in (before, last) for shown in seen)
        await pilot.pause(0.3)
        assert table.records == last
        assert "organization" in table.titles[1]


async def test_going_elsewhere_forgets_what_lay_ahead(tiny: Catalog) -> None:
    app = GenaiApp(tiny)
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, *open_named("listener"), *open_named("whisperer"))
        await press(pilot, "b", "b")
        assert browse(app).detail.pages_title == "Painter 2"
        await press(pilot, "f")
        assert browse(app).detail.pages_title == "Listener"
        await press(pilot, *open_named("acme"))
        assert browse(app).detail.pages_title == "Acme Labs"
        await press(pilot, "f")
        assert browse(app).detail.pages_title == "Acme Labs"
        assert "Nothing further on." in notes(app)
        await press(pilot, "b")
        assert browse(app).detail.pages_title == "Listener"
        await press(pilot, "b")
        assert browse(app).detail.pages_title == "Painter 2"


async def test_going_elsewhere_in_the_graph_forgets_what_lay_ahead() -> None:
    catalog, _ = open_catalog("survey", use_cache=False)
    app = GenaiApp(catalog)
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "6", "g", "g")
        ahead = screen_text(app)
        await press(pilot, "b", "m")
        table = screen_text(app)
        await press(pilot, "f")
        assert screen_text(app).splitlines()[1] == table.splitlines()[1] != ahead.splitlines()[1]
        assert "Nothing further on." in notes(app)


async def test_two_hundred_places_are_remembered_the_newest(tiny: Catalog) -> None:
    app = GenaiApp(tiny)
    async with app.run_test(size=(100, 20)) as pilot:
        await pilot.pause()
        for number in range(210):
            app.screen.post_message(
                OpenRecord(RecordRef("model", ("listener", "whisperer", "painter")[number % 3]))
            )
        await pilot.pause()
        type_at_once(app, *["b"] * 199)
        await all_is_answered(pilot)
        assert browse(app).detail.pages_title == "Whisperer", "the eleventh of 210"
        assert notes(app) == []
        await pilot.press("b")
        assert notes(app) == ["Nothing further back."]
        assert browse(app).detail.pages_title == "Whisperer"


async def test_a_deeper_view_keeps_its_focus() -> None:
    catalog, _ = open_catalog("survey", use_cache=False)
    app = GenaiApp(catalog)
    async with app.run_test(size=(160, 50)) as pilot:
        await press(pilot, "6", "slash", *"google", "enter")
        for key, title in (
            ("enter", "around Google · depth 2"), ("plus", "around Google · depth 3"), ("right", "around Google · depth 3"),
            ("plus", "around Google · depth 3"), ("minus", "around Google · depth 2"), ("b", "around Google · depth 3"),
        ):  # fmt: skip
            await press(pilot, key)
            assert title in screen_text(app), key
        await press(pilot, "w", "slash", *"nvidia", "enter", "plus")
        assert "around NVIDIA · depth" in screen_text(app), "of a whole graph the node under the cursor"


@pytest.mark.parametrize(
    ("pauses", "leaves"), [((0.0,), True), ((0.9,), True), ((1.1,), False), ((5.0,), False), ((1.5, 0.5), True), ((1.5, 1.5), False)]
)  # fmt: skip
async def test_ctrl_c_twice_within_a_second_leaves(
    tiny: Catalog, pauses: tuple[float, ...], leaves: bool
) -> None:
    app, now = GenaiApp(tiny), 1000.0
    async with app.run_test(size=(100, 20)) as pilot:
        for pause in (0.0, *pauses):
            assert app.is_running
            now += pause
            pressed = Key("ctrl+c", None)
            pressed.time = now
            app.post_message(pressed)
            await pilot.pause()
        await pilot.pause()
        assert app.is_running is not leaves


async def test_escape_goes_from_the_detail_to_the_table_to_the_tree(tiny: Catalog) -> None:
    app = GenaiApp(tiny)
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "tab", "tab")
        for pane in ("detail", "table", "tree", "tree"):
            assert app.focused
            assert app.focused.id == pane
            await press(pilot, "escape")
        assert app.is_running


def test_a_catalog_whose_path_has_spaces_is_opened(tmp_path: Path) -> None:
    folder = write_catalog(tmp_path / "a folder  of ours")
    with terminal() as screen:
        screen.wait(r"All +24")
        screen.quiet()
        screen.send(f":catalog {folder}\r")
        screen.wait(r"Tiny of 2023-01-11 · 3 models")
        screen.send("q")
        assert screen.end() == 0


@pytest.mark.parametrize("line", ["catalog {}", "catalog   {}  "])
async def test_a_path_is_handed_on_as_it_was_typed(tiny: Catalog, line: str) -> None:
    typed: list[str] = []

    def load(names: str) -> Opened:
        typed.append(names)
        return Opened(tiny, (names,))

    app = GenaiApp(tiny, load=load)
    async with app.run_test(size=(100, 20)) as pilot:
        app.theme = "genai-light"
        app._driver.has_mouse = False  # type: ignore[union-attr]  # as M leaves it
        await pilot.press("colon")
        browse(app).prompt.line.insert_text_at_cursor(line.format("/a folder/of ours"))
        await pilot.press("enter")
        while app.is_running and not typed:
            await pilot.pause(0.01)
        await pilot.pause()
    assert typed == ["/a folder/of ours"]
    assert app.return_value
    assert app.return_value.names == ("/a folder/of ours",)
    assert (app.return_value.theme, app.return_value.mouse) == ("light", False), "it looks as this one did"


@pytest.mark.parametrize("key", ["2", "3", "4", "5", "6", "7", "8", "9"])
async def test_esc_leaves_any_screen_for_the_first_and_says_what_leaves_that(key: str, tiny: Catalog) -> None:
    app = GenaiApp(tiny)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "tab", "space", "space", key)
        await until(pilot, lambda: not getattr(app.screen, "is_busy", False))
        screen = app.screen
        assert screen.view.SCREEN != "browse"
        screen.go_to_pane(screen.panes.names[0])
        await press(pilot, "escape")
        assert app.screen.view.SCREEN == "browse"
        app.screen.go_to_pane("tree")
        await press(pilot, "escape", "w")
        assert notes(app)[-2:] == ["Nothing is left to leave; q quits.", "Everything is shown already."]


@pytest.mark.parametrize("size", [(60, 16), (80, 24), (110, 30)])
async def test_a_record_opened_from_another_screen_is_in_sight(size: tuple[int, int]) -> None:
    app = GenaiApp(open_catalog("survey")[0])
    async with app.run_test(size=size) as pilot:
        await press(pilot, "7", "enter")
        await until(pilot, lambda: not getattr(app.screen, "is_busy", False))
        assert len([row for row in screen_text(app).splitlines() if "20" in row]) > 3, (
            "some pairs stand above both sides"
        )
        name = app.screen.record_at_hand
        await press(pilot, "enter")
        assert app.screen.view.record == name
        assert app.screen.panes.current == "detail"
        await press(pilot, "escape", "escape", "8", "1")
        await press(pilot, "6")
        await until(pilot, lambda: not getattr(app.screen, "is_busy", False))
        await press(pilot, "1")
        assert app.screen.panes.current != "tree", "where an organization that was led to would not be seen"
