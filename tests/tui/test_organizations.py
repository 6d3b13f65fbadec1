"""The screen of organizations: found, sorted, opened, and back."""

from __future__ import annotations

import pytest

from genai_tui.catalog.model import Catalog
from genai_tui.storage.loader import open_catalog
from genai_tui.tui.app import GenaiApp
from genai_tui.tui.screens.organizations import OrganizationsScreen
from tests.tui.host import notes, screen_text
from tests.tui.test_browse import press, settle, shown

SURVEY, _ = open_catalog("survey", use_cache=False)


def screen_of(app: GenaiApp) -> OrganizationsScreen:
    assert isinstance(app.screen, OrganizationsScreen)
    return app.screen


async def test_microsoft_is_found_and_its_ties_are_read() -> None:
    app = GenaiApp(SURVEY)
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        await press(pilot, "2", "slash", *"microsoft")
        screen = screen_of(app)
        found = f"{len(screen.table.records)} of {len(SURVEY.organizations)} · first by name"
        assert found in screen_text(app), "of organizations, and not of models"
        await press(pilot, "enter")
        assert screen.table.records[0].id == "microsoft"
        assert "Microsoft invested in OpenAI" in " ".join(screen.detail.text.split())
        await press(pilot, "b", "b")
        assert app.screen.view.SCREEN == "browse"  # type: ignore[attr-defined]


async def test_who_stands_between_comes_first_once_it_is_measured() -> None:
    app = GenaiApp(SURVEY)
    async with app.run_test(size=(200, 40)) as pilot:
        await settle(pilot)
        await press(pilot, "2", "colon", *"sort between", "enter")
        screen = screen_of(app)
        while screen.is_busy:
            await pilot.pause(0.05)
        await settle(pilot)
        assert screen.table.records[0].id == "cmu"
        assert "Between" in screen.table.text
        assert "0.327" in screen.table.text


async def test_the_tree_groups_and_marks_stay_apart_from_those_of_models() -> None:
    app = GenaiApp(SURVEY)
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        await press(pilot, "2", "space", "g")
        screen = screen_of(app)
        assert len(screen.view.marked) == 1
        assert screen.facet_tree.titles[0] == "By country"
        await press(pilot, "1")
        assert app.screen.view.marked == ()  # type: ignore[attr-defined]


async def test_from_a_model_it_comes_to_the_first_of_its_makers() -> None:
    app = GenaiApp(SURVEY)
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        await press(pilot, "colon", *"visualgpt", "enter", "2")
        view = screen_of(app).view
        assert view.record is not None
        assert (view.record.kind, view.record.id) == (
            "organization",
            SURVEY.model("visualgpt").organizations[0].id,
        )  # type: ignore[union-attr]


async def test_the_menu_finds_an_organization_without_models() -> None:
    app = GenaiApp(SURVEY)
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        await press(pilot, "ctrl+p", *"microsoft", "enter")
        await settle(pilot)
        view = app.screen.view  # type: ignore[attr-defined]
        assert view.record is not None
        assert (view.record.kind, view.record.id) == ("organization", "microsoft")


async def test_a_search_that_finds_no_model_says_that_it_is_an_organization() -> None:
    app = GenaiApp(SURVEY)
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        await press(pilot, "slash", *"microsoft", "enter")
        assert ":Microsoft opens the organization" in app.screen.table.text  # type: ignore[attr-defined]


async def test_a_page_without_tabs_says_so_and_the_footer_offers_none(tiny: Catalog) -> None:
    app = GenaiApp(tiny)
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await press(pilot, "tab", "tab")
        assert "next tab" in shown(app)
        await press(pilot, "2", "tab")
        assert "follow" in shown(app).splitlines()[-1], "the detail has the keyboard"
        assert "next tab" not in shown(app)
        await press(pilot, "t")
        assert "This page has no tabs." in notes(app)
        screen = app.screen
        assert isinstance(screen, OrganizationsScreen)
        tab = next(each for each in screen.TABLE if each.id == "tab.next")
        assert screen.why_not(tab) == "this page has no tabs"


@pytest.mark.parametrize("size", [(60, 16), (80, 24), (100, 30), (120, 40), (200, 60)])
async def test_every_row_says_how_many_models(size: tuple[int, int]) -> None:
    """Long names are cut in the middle before the number goes by which the table is in order."""
    app = GenaiApp(SURVEY)
    async with app.run_test(size=size) as pilot:
        await press(pilot, "2")
        table = screen_of(app).table
        cells = table.content_size.width
        for index in range(1, table.count):
            number = "".join(text for text, _ in table.line(index, cells)).split()[-1]
            assert number.isdecimal() or number == "·", (size, table.records[index - 1].name)
        assert "Carnegie Mellon University" in table.text, "over the blanks before its number"
