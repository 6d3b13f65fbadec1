"""Journeys through a tree whose groups are divided: keys in, what is shown out."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from genai_tui.catalog.model import Catalog, Release
from genai_tui.tui.app import GenaiApp
from genai_tui.view.address import address, view_at
from genai_tui.view.browse import BrowseView
from genai_tui.view.record_ref import RecordRef
from tests.tui.host import notes
from tests.tui.test_browse import press, screen_of, settle, shown


@pytest.fixture
def wide(tiny: Catalog) -> Catalog:
    """A catalog with 90 painters from three years, and a listener."""
    painter, listener, _ = tiny.models
    painters = [
        replace(
            painter, id=f"painter-{n}", name=f"Painter {n}", aliases=(), released=Release(str(2020 + n % 3))
        )
        for n in range(90)
    ]
    return Catalog(tiny.head, (*painters, listener), tiny.organizations, tiny.relations)


async def test_a_large_group_opens_by_year_and_a_year_to_its_models(wide: Catalog) -> None:
    app = GenaiApp(wide)
    async with app.run_test(size=(120, 40)) as pilot:
        screen = screen_of(app)
        await press(pilot, "down", "right")
        assert "▸ 2022" in shown(app)
        assert screen.facet_tree.titles == ("Categories", "then year · u")
        assert len(screen.table.records) == 90
        await press(pilot, "right")
        assert "text → image · 2022 · 30 of 91" in shown(app)
        assert {model.year for model in screen.table.records} == {2022}
        await press(pilot, "right", "down", "down")
        assert screen.facet_tree.node.label == screen.detail.pages_title == "Painter 5"
        assert screen.view.part == "2022"
        await press(pilot, "left", "left")
        assert (screen.view.group, screen.view.part) == ("text-to-image", None)
        await press(pilot, "down")
        assert screen.view.group == "text-to-audio"
        await press(pilot, "right")
        assert "· Listener" in shown(app), "a small group lists its models as before"


async def test_a_second_facet_is_chosen_and_back_undoes_it(wide: Catalog) -> None:
    app = GenaiApp(wide)
    async with app.run_test(size=(120, 40)) as pilot:
        screen = screen_of(app)
        await press(pilot, "down", "right", "right", "tab", "down")
        record = screen.view.record
        await press(pilot, "u")
        assert screen.view.then == "organization"
        assert (screen.view.group, screen.view.part, screen.view.record) == ("text-to-image", None, record)
        await press(pilot, "b")
        assert (screen.view.then, screen.view.part, screen.view.record) == (None, "2022", record)
        assert screen.facet_tree.node.place[:2] == ("text-to-image", "2022")
        for typed, then in (
            ("then weights", "weights"),
            ("then auto", None),
            ("group category, year", "year"),
        ):
            await press(pilot, "colon", *typed, "enter")
            assert screen.view.then == then, typed
            assert screen.facet_tree.titles[0] == "Categories"
        await press(pilot, "colon", *"group category,year,weights", "enter")
        assert notes(app)[-1] == "category,year,weights: 2 at most"
        await press(pilot, "colon", *"then colour", "enter")
        assert notes(app)[-1].startswith("colour: one of auto, category")


async def test_a_search_leaves_the_part_and_a_name_goes_to_its_record(wide: Catalog) -> None:
    app = GenaiApp(wide)
    async with app.run_test(size=(120, 40)) as pilot:
        screen = screen_of(app)
        await press(pilot, "down", "right", "right", "colon", *"Listener", "enter")
        assert (screen.view.group, screen.view.part) == (None, None)
        assert screen.detail.pages_title == "Listener"
        await press(pilot, "b")
        assert screen.view.part == "2022"
        await press(pilot, "slash", *"year:2021", "enter")
        assert (screen.view.group, screen.view.part) == (None, None)
        assert len(screen.table.records) == 31


@pytest.mark.parametrize("part", ["2021", "1999"])
async def test_an_address_opens_on_a_part(wide: Catalog, part: str) -> None:
    view = BrowseView(group="text-to-image", part=part)
    app = GenaiApp(wide, view_at(address(view)))
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        screen = screen_of(app)
        stands = part == "2021"
        assert screen.view.part == (part if stands else None)
        assert screen.facet_tree.node.place == ("text-to-image", part if stands else None, None)
        assert len(screen.table.records) == (30 if stands else 90)


async def test_the_groups_that_can_be_typed_are_completed_behind_a_comma(wide: Catalog) -> None:
    app = GenaiApp(wide)
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "colon", *"group cat", "tab", *",ye", "tab", "enter")
        screen = screen_of(app)
        assert (screen.view.facet, screen.view.then) == ("category", "year")


async def test_a_maker_is_shown_where_the_tree_is_grouped_or_divided_by_makers(tiny: Catalog) -> None:
    app = GenaiApp(tiny)
    async with app.run_test(size=(120, 40)) as pilot:
        screen = screen_of(app)
        await press(pilot, "colon", *"group maker", "enter", "down")
        assert screen.facet_tree.titles[0] == "By maker"
        assert screen.detail.pages_title == screen.facet_tree.node.label == "Acme Labs"
        await press(pilot, "colon", *"group category,maker", "enter", "down", "down", "right", "right")
        assert screen.view.record == RecordRef("organization", str(screen.view.part))
        assert screen.detail.pages_title == screen.facet_tree.node.label
