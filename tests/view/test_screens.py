"""Each row of the table of screens holds what the program asks of a screen."""

from __future__ import annotations

import pytest

from genai_tui.catalog.model import Catalog
from genai_tui.storage.loader import open_catalog
from genai_tui.tui.app import GenaiApp
from genai_tui.tui.commands import COMMON, screen_of
from genai_tui.view.address import address, view_at
from genai_tui.view.screens import SCREENS, ScreenRow, screen_called
from tests.tui.host import notes
from tests.tui.test_browse import press, settle

SURVEY, _ = open_catalog("survey", use_cache=False)


@pytest.mark.parametrize("row", SCREENS, ids=lambda row: row.name)
async def test_a_screen_opens_at_its_address_and_keeps_what_the_catalog_has(
    row: ScreenRow, tiny: Catalog
) -> None:
    view = row.view_type()()
    assert row.name == view.SCREEN
    assert address(view) == row.name
    assert view_at(row.name) == view
    assert view.what_stands(tiny) == (view, ())
    assert screen_called(row.name) is row
    app = GenaiApp(tiny, view)
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        assert type(app.screen) is row.screen_type()
        assert set(COMMON) <= set(app.screen.TABLE)


def test_names_and_keys_are_apart() -> None:
    assert len({row.name for row in SCREENS}) == len({row.key for row in SCREENS}) == len(SCREENS)
    assert screen_called("nowhere") is None


async def test_what_may_be_typed_after_a_screen_is_what_its_view_says() -> None:
    app = GenaiApp(SURVEY)
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        for row in SCREENS:
            command = next(each for each in COMMON if each.id == f"screen.{row.name}")
            assert screen_of(command) is row
            offered = tuple(app.screen.offered(command))
            assert bool(offered) == bool(row.takes), row.name
            if offered:
                assert app.screen.is_closed(command) == (row.takes not in ("day", "records"))
            if offered and row.takes != "day":
                assert offered == tuple(row.view_type().choices(SURVEY))


async def test_a_screen_opens_as_what_is_typed_after_its_name_at_the_record_at_hand() -> None:
    app = GenaiApp(SURVEY)
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        for row in SCREENS:
            for choice in tuple(row.view_type().choices(SURVEY))[1:3] if row.takes not in ("", "day") else ():
                await press(pilot, "1", "colon", *f"{row.command or row.name} {choice}", "enter")
                assert row.name == app.screen.view.SCREEN, choice
        await press(pilot, "1", "colon", *"chatgpt", "enter", "colon", *"graph lineage", "enter")
        assert (app.screen.view.kind, app.screen.canvas.node_id) == ("lineage", "chatgpt")
        assert [told for told in notes(app) if told.startswith("ChatGPT")] == []
        await press(pilot, "1", "colon", *"galactica", "enter", "colon", *"graph lin", "enter")
        assert notes(app)[-1] == "Galactica has no ties here."
