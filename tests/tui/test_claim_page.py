"""The page of a claim on screen: `i` opens it, Enter follows its sources, `y` copies the card."""

from __future__ import annotations

from typing import Any

import pytest
from textual.pilot import Pilot

from genai_tui.catalog.claim_card import claim_card, hashed
from genai_tui.catalog.claim_card_text import card_lines
from genai_tui.catalog.model import Catalog
from genai_tui.tui.app import GenaiApp
from genai_tui.tui.screens.browse import BrowseScreen
from genai_tui.tui.screens.claim_page import ClaimPage
from genai_tui.tui.widgets.detail import Detail
from genai_tui.view.browse import BrowseView
from genai_tui.view.command_line import with_commands
from genai_tui.view.record_ref import RecordRef
from tests.tui.host import notes, screen_text


async def press(pilot: Pilot[Any], *keys: str) -> None:
    for key in keys:
        await pilot.press(key)
    await pilot.pause()


async def at_field(app: GenaiApp, pilot: Pilot[Any], field: str) -> None:
    """Go to a field in the detail of the record that is shown."""
    await pilot.pause()
    screen = app.screen
    assert isinstance(screen, BrowseScreen)
    screen.go_to_pane("detail")
    for _ in range(40):
        if screen.detail.item and screen.detail.item.field == field:
            return
        await pilot.press("down")
    raise AssertionError(f"{field} is not on the page")


async def hashes_come(app: GenaiApp, pilot: Pilot[Any]) -> None:
    """Wait until the cards on the page have their hashes."""
    page = app.screen
    assert isinstance(page, ClaimPage)
    for _ in range(200):
        if not page.is_busy:
            break
        await pilot.pause(0.02)
    await pilot.pause()


def opened(tiny: Catalog, model: str) -> GenaiApp:
    return GenaiApp(tiny, BrowseView(record=RecordRef("model", model)))


async def test_i_on_a_value_opens_its_card_and_y_copies_it(tiny: Catalog) -> None:
    app = opened(tiny, "listener")
    async with app.run_test(size=(120, 40)) as pilot:
        await at_field(app, pilot, "category")
        await press(pilot, "i")
        assert isinstance(app.screen, ClaimPage)
        await hashes_come(app, pilot)
        text = screen_text(app)
        record = tiny.model("listener")
        assert record is not None
        card = with_commands(BrowseView(), hashed(tiny, claim_card(tiny, record, "category")))
        for told in ("category · disputed · 2 claims of 2 sources", "= text to audio", "≠ audio to text", "A paper",
                     "Chosen: text to audio", str(card.hash), "genai-tui why listener category"):  # fmt: skip
            assert told in text, told
        await press(pilot, "y")
        assert app.clipboard == "\n".join(card_lines(card))
        assert any(note.startswith("Sent to the terminal's clipboard") for note in notes(app))
        await press(pilot, "escape")
        assert isinstance(app.screen, BrowseScreen)


async def test_enter_on_a_source_follows_it(tiny: Catalog) -> None:
    app = opened(tiny, "painter")
    async with app.run_test(size=(120, 40)) as pilot:
        await at_field(app, pilot, "released")
        await press(pilot, "i", "down", "enter")
        assert app.clipboard == "https://example.org/paper"


async def test_without_a_value_the_main_ones_are_told_and_y_copies_the_one_at_the_cursor(
    tiny: Catalog,
) -> None:
    app = opened(tiny, "listener")
    async with app.run_test(size=(120, 50)) as pilot:
        await pilot.pause()
        await press(pilot, "i")
        text = screen_text(app)
        for told in (
            "organizations · known",
            "release date · known",
            "parameters · unknown",
            "category · disputed",
        ):
            assert told in text
        await press(pilot, "end", "y")
        assert app.clipboard.startswith("Listener · category · DISPUTED")
        await press(pilot, "home", "y")
        assert app.clipboard.startswith("Listener · organizations · KNOWN")


async def test_the_cursor_stays_when_the_hash_comes(tiny: Catalog, monkeypatch: pytest.MonkeyPatch) -> None:
    app = opened(tiny, "painter")
    async with app.run_test(size=(120, 40)) as pilot:
        await at_field(app, pilot, "released")
        monkeypatch.setattr("genai_tui.tui.background.PATIENCE", 0)
        await press(pilot, "i", "down")
        page = app.screen
        assert isinstance(page, ClaimPage)
        detail = page.query_one(Detail)
        before = detail.item
        page._show(tuple(map(page._whole, page._cards)))
        await pilot.pause()
        assert detail.item == before
        assert "claim" in screen_text(app).lower()


async def test_the_page_of_an_organization_tells_its_sources(tiny: Catalog) -> None:
    app = GenaiApp(tiny, BrowseView(record=RecordRef("organization", "acme")))
    async with app.run_test(size=(120, 40)) as pilot:
        await at_field(app, pilot, "country")
        await press(pilot, "i")
        text = screen_text(app)
        assert "country · known · 1 claim of 1 source" in text
        assert "A paper" in text


async def test_i_closes_the_page_that_it_opened(tiny: Catalog) -> None:
    app = opened(tiny, "painter")
    async with app.run_test(size=(80, 24)) as pilot:
        await at_field(app, pilot, "released")
        await press(pilot, "i", "i")
        assert isinstance(app.screen, BrowseScreen)
