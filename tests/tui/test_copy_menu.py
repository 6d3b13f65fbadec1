"""The copy menu: `y` and a letter, of what is marked or at the cursor, on every screen."""

from __future__ import annotations

from typing import Any

import pytest
from textual.pilot import Pilot

from genai_tui.catalog.model import Catalog
from genai_tui.storage.exporters import format_called
from genai_tui.tui.app import GenaiApp
from genai_tui.tui.screens.copy_menu import CopyMenu
from genai_tui.tui.screens.graph import GraphScreen
from genai_tui.view.browse import BrowseView
from genai_tui.view.copy_choices import LETTERS, NAMES
from genai_tui.view.record_ref import RecordRef
from tests.tui.host import heard, notes, screen_text
from tests.tui.test_browse import settle
from tests.tui.test_type_ahead import type_at_once


async def press(pilot: Pilot[Any], *keys: str) -> None:
    await pilot.press(*keys)
    await settle(pilot)


def written(catalog: Catalog, form: str, *ids: str) -> str:
    models = [model for each in ids if (model := catalog.model(each))]
    return "\n".join(format_called(form).writer().citations(catalog, models))


async def test_y_twice_copies_name_and_address(tiny: Catalog) -> None:
    app = GenaiApp(tiny)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "y", "y")
        assert app.clipboard == "Painter 2 https://arxiv.org/abs/2204.06125"
        assert not isinstance(app.screen, CopyMenu)


@pytest.mark.parametrize("screen", ["1", "2", "6", "7"])
async def test_keys_that_come_at_once_are_for_the_menu(tiny: Catalog, screen: str) -> None:
    app = GenaiApp(tiny)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, screen)
        type_at_once(app, "y", "n")
        await settle(pilot)
        name = app.clipboard
        assert name in ("Painter 2", "Listener", "Acme Labs", "University of Somewhere")
        type_at_once(app, "y", "y", "y", "n")
        await settle(pilot)
        assert app.clipboard == name
        assert not isinstance(app.screen, CopyMenu)


async def test_a_letter_copies_of_the_record_at_the_cursor_and_of_the_marked_ones(tiny: Catalog) -> None:
    app = GenaiApp(tiny, BrowseView(record=RecordRef("model", "painter")))
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "y", "b")
        assert app.clipboard == written(tiny, "bibtex", "painter")
        await press(pilot, "home", "space", "space", "y")
        assert "Copy · 2 marked" in screen_text(app)
        assert "BibTeX · 1 of 2 have a paper" in screen_text(app)
        await press(pilot, "b")
        assert app.clipboard == written(tiny, "bibtex", "painter")
        await press(pilot, "y", "n")
        assert app.clipboard.splitlines()[0] == "Painter 2"
        assert len(app.clipboard.splitlines()) == 2


async def test_cite_is_a_command_of_its_own(tiny: Catalog) -> None:
    app = GenaiApp(tiny, BrowseView(record=RecordRef("model", "painter")))
    async with app.run_test(size=(120, 30)) as pilot:
        told = heard(app)
        await press(pilot, "colon", *"cite", "enter")
        assert app.clipboard == written(tiny, "bibtex", "painter")
        await press(pilot, "colon", *"cite csl", "enter")
        assert app.clipboard == written(tiny, "csl-json", "painter")
        await press(pilot, "colon", *"cite xyz", "enter")
        assert "xyz: one of bibtex, csl-json, markdown" in told[-1]
        await press(pilot, "slash", *"xyzzy")
        assert "No model is found." in screen_text(app)
        assert "arXiv" not in screen_text(app), "what was looked at before is not what was found"
        await press(pilot, "enter", "colon", *"cite", "enter")
        assert told[-1] == "BibTeX: nothing is at the cursor"
        await press(pilot, "y")
        assert "y n a b c m d w nothing is at the cursor" in screen_text(app), "in one line"
        await press(pilot, "end", "enter")
        assert told[-1] == "Name and address: nothing is at the cursor"
        await press(pilot, "escape")
        await press(pilot, "b")
        assert "arXiv:2204.06125" in screen_text(app), "it comes back with what is found"
        await press(pilot, "2", "colon", *"cite", "enter")
        assert told[-1] == "BibTeX: an organization has no paper"


async def test_enter_copies_the_line_and_esc_leaves(tiny: Catalog) -> None:
    app = GenaiApp(tiny)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "y", "escape")
        assert not isinstance(app.screen, CopyMenu)
        assert app.clipboard == ""
        await press(pilot, "y", "down", "enter")
        assert app.clipboard == "Painter 2"
        await press(pilot, "y", "j", "j", "k", "enter")
        assert app.clipboard == "Painter 2"


@pytest.mark.parametrize("keys", [["b"], ["end", "up", "up", "enter"]], ids=["letter", "enter"])
async def test_what_cannot_be_had_says_why_and_the_menu_stays(tiny: Catalog, keys: list[str]) -> None:
    app = GenaiApp(tiny, BrowseView(record=RecordRef("model", "listener")))
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "y")
        assert "BibTeX · no paper known" in screen_text(app)
        await press(pilot, *keys)
        assert notes(app) == ["BibTeX: no paper known"]
        assert isinstance(app.screen, CopyMenu)
        assert app.clipboard == ""


async def test_the_card_is_of_the_field_under_the_cursor(tiny: Catalog) -> None:
    app = GenaiApp(tiny, BrowseView(record=RecordRef("model", "listener")))
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "y", "w")
        assert app.clipboard.startswith("Listener · ")
        await press(pilot, "tab")
        screen: Any = app.screen
        for _ in range(40):
            if screen.detail.item.field == "category":
                break
            await pilot.press("down")
        await press(pilot, "y", "w")
        assert app.clipboard.startswith("Listener · category · DISPUTED")


async def test_an_organization_and_the_table_it_stands_in(tiny: Catalog) -> None:
    app = GenaiApp(tiny)
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "2")
        await press(pilot, "y")
        text = screen_text(app)
        assert "BibTeX · an organization has no paper" in text
        assert "The table on screen, as text" in text
        await press(pilot, "t")
        lines = app.clipboard.splitlines()
        assert lines[0].split()[:2] == ["Id", "Name"]
        assert [line.split()[0] for line in lines[1:]] == ["acme", "uni"]


async def test_the_graph_copies_its_node_and_its_drawing(tiny: Catalog) -> None:
    app = GenaiApp(tiny)
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "6")
        await press(pilot, "y", "t")
        screen = app.screen
        assert isinstance(screen, GraphScreen)
        assert app.clipboard.splitlines() == [row.rstrip() for row in screen.canvas.rows]
        await press(pilot, "y", "n")
        assert screen.record_at_hand is not None
        assert app.clipboard == tiny.organization_name(screen.record_at_hand.id)


async def test_disagreements_copy_the_record_and_what_differs(tiny: Catalog) -> None:
    app = GenaiApp(tiny)
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "7")
        await press(pilot, "y")
        assert "The disagreements on screen, as text" in screen_text(app)
        await press(pilot, "n")
        assert app.clipboard == "Listener"


@pytest.mark.parametrize("screen", ["1", "2", "6", "7"])
async def test_every_letter_on_every_screen_copies_or_says_why(tiny: Catalog, screen: str) -> None:
    app = GenaiApp(tiny)
    async with app.run_test(size=(60, 16)) as pilot:
        await press(pilot, screen)
        told = heard(app)
        for letter in LETTERS:
            before = len(told)
            await press(pilot, "y", letter)
            assert len(told) > before or isinstance(app.screen, CopyMenu), letter
            if isinstance(app.screen, CopyMenu):
                await press(pilot, "escape")


@pytest.mark.parametrize("name", NAMES)
async def test_the_line_copies_by_name(tiny: Catalog, name: str) -> None:
    app = GenaiApp(tiny)
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "y", LETTERS[NAMES.index(name)])
        by_letter = app.clipboard
        app._clipboard = ""
        await press(pilot, "colon", *f"copy {name}".replace(" ", "~").replace("~", " "), "enter")
        assert app.clipboard == by_letter != ""
