"""Journeys through Compare: from marks to the table, over its cells, to a record, its sources and back."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from genai_tui.catalog.model import Catalog
from genai_tui.storage.loader import open_catalog
from genai_tui.tui.app import GenaiApp
from genai_tui.tui.screens.browse import BrowseScreen
from genai_tui.tui.screens.claim_page import ClaimPage
from genai_tui.tui.screens.compare import CompareScreen
from genai_tui.tui.screens.organizations import OrganizationsScreen
from genai_tui.view.address import address, view_at
from genai_tui.view.compare import CompareView
from tests.tui.host import notes
from tests.tui.test_browse import press, settle, shown
from tests.tui.test_type_ahead import type_at_once


def screen_of(app: GenaiApp) -> CompareScreen:
    assert isinstance(app.screen, CompareScreen)
    return app.screen


@pytest.mark.parametrize("key", ["v", "5"])
async def test_from_marks_to_a_record_and_back(key: str, tiny: Catalog) -> None:
    app = GenaiApp(tiny)
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, key)
        assert notes(app)[-1] == "Mark two or more with space to compare them."
        assert isinstance(app.screen, BrowseScreen)
        app.clear_notifications()  # they stand in the place of the footer for a while
        await press(pilot, "tab", "space", "space")
        assert "".join(text for text, _ in app.screen.note) == "v compare · 2 marks "
        marked = app.screen.wanted.marked
        await press(pilot, key)
        screen = screen_of(app)
        assert screen.view.of == marked
        assert "Compare · 2 models" in shown(app)
        await press(pilot, "down", "right", "down")
        names = [row.attribute.name for row in screen._comparison.rows]  # type: ignore[union-attr]
        assert (screen.view.at, screen.view.record) == (names[2], marked[1])
        view = screen.view
        await press(pilot, "i")
        assert isinstance(app.screen, ClaimPage)
        await press(pilot, "escape", "enter")
        assert isinstance(app.screen, BrowseScreen)
        assert app.screen.view.record_id == marked[1]
        await press(pilot, "b")
        assert app.screen is screen
        assert screen.view == view
        assert view_at(address(view)) == view
        await press(pilot, "b")
        assert isinstance(app.screen, BrowseScreen)
        assert app.screen.view.marked == marked


async def test_marks_typed_ahead_are_all_marked(tiny: Catalog) -> None:
    """Three keys in a row marked one record three times: the cursor had not moved on yet."""
    app = GenaiApp(tiny)
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "tab")
        assert isinstance(app.screen, BrowseScreen)
        type_at_once(app, "space", "space", "space", "v")  # before the screen has heard of any mark
        await settle(pilot)
        assert screen_of(app).view.of == tuple(model.id for model in tiny.models)


async def test_the_table_turns_and_shows_every_row(tiny: Catalog) -> None:
    app = GenaiApp(tiny, CompareView(of=("painter", "listener"), at="params", record="listener"))
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        screen = screen_of(app)
        few = len(screen._comparison.rows)  # type: ignore[union-attr]
        await press(pilot, "w")
        assert len(screen._comparison.rows) > few  # type: ignore[union-attr]
        assert "all " in shown(app)
        await press(pilot, "b")
        assert len(screen._comparison.rows) == few  # type: ignore[union-attr]
        await press(pilot, "g")
        assert (screen.view.at, screen.view.record) == ("params", "listener")
        assert screen.table.number == 1
        await press(pilot, "up")
        assert (screen.view.at, screen.view.record) == ("params", "painter")
        assert "Painter 2 · Params" in shown(app)
        assert "3.5B · estimated" in shown(app)
        await press(pilot, "colon", *"transpose", "enter")
        assert not screen.view.transposed
        await press(pilot, "colon", *"listener", "enter")
        assert screen.view.record == "listener"
        await press(pilot, "colon", *"whisperer", "enter")
        assert isinstance(app.screen, BrowseScreen)
        assert app.screen.view.record_id == "whisperer"


async def test_keys_typed_ahead_act_on_the_cell_that_they_have_come_to(tiny: Catalog) -> None:
    app = GenaiApp(tiny, CompareView(of=("painter", "listener")))
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        screen = screen_of(app)
        screen.table.action_move(2)
        screen.table.action_step(1)
        screen.action_change("transpose")  # before the screen has heard of the move
        await settle(pilot)
        assert (screen.view.at, screen.view.record) == ("params", "listener")
        assert (screen.table.number, screen.table.column) == (1, 2)


async def test_organizations_are_compared_and_open_on_their_screen(tiny: Catalog) -> None:
    app = GenaiApp(tiny)
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "2", "space", "space", "v")
        screen = screen_of(app)
        assert screen.view.kind == "organization"
        assert "Compare · 2 organizations" in shown(app)
        at_hand = screen.record_at_hand
        await press(pilot, "enter")
        assert isinstance(app.screen, OrganizationsScreen)
        assert app.screen.view.record == at_hand


async def test_the_copied_command_is_that_of_the_shell(
    tiny: Catalog, monkeypatch: pytest.MonkeyPatch
) -> None:
    copied: list[str] = []
    app = GenaiApp(tiny, CompareView(of=("painter", "listener")))
    monkeypatch.setattr(app, "copy_to_clipboard", copied.append)
    async with app.run_test(size=(100, 30)) as pilot:
        await press(pilot, "g", "Y", "c", "y", "y")
    assert copied == [
        "genai-tui compare --transpose painter listener",
        "Painter 2 https://arxiv.org/abs/2204.06125",
    ]


@pytest.mark.parametrize("text", ["compare", "compare?of=painter", "compare?of=gone&of=painter"])
async def test_without_two_records_it_says_what_to_do_and_keys_do_no_harm(text: str, tiny: Catalog) -> None:
    app = GenaiApp(tiny, view_at(text))
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        assert "Nothing to compare yet" in shown(app) or "compare takes 2 to 8 records" in shown(app)
        await press(pilot, *"igwYyvz", "enter", "down", "right", "tab", "t", "escape")
        screen_of(app)


@pytest.mark.parametrize("size", [(60, 16), (80, 24), (120, 40), (200, 60)])
async def test_eight_models_in_every_size(size: tuple[int, int]) -> None:
    catalog, _ = open_catalog("survey")
    ids = tuple(model.id for model in catalog.models[:8])
    app = GenaiApp(catalog, CompareView(of=ids), ascii_only=True)
    async with app.run_test(size=size) as pilot:
        for at, id_ in enumerate(ids):
            await press(pilot, *(["right"] if at else []))
            view = screen_of(app).view
            assert view.record in (id_, None) if at == 0 else view.record == id_
            assert shown(app).isascii()
            assert ">" in shown(app)


async def test_a_catalog_from_the_graph_keeps_what_is_compared(tiny: Catalog, folder: Path) -> None:
    view = CompareView(of=("painter", "listener"))
    app = GenaiApp(tiny, view)
    async with app.run_test(size=(100, 30)) as pilot:
        await press(pilot, "6", "5")
        assert screen_of(app).view.of == view.of
        await press(pilot, "5")
        assert notes(app)[-1] == "This is Compare."
        assert replace(screen_of(app).view, at=None, record=None) == view
