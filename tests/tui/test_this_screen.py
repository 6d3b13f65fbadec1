"""The sheet "this screen", by keys."""

from __future__ import annotations

import pytest

from genai_tui.catalog.model import Catalog
from genai_tui.tui.app import GenaiApp
from genai_tui.tui.screens.this_screen import ThisScreenSheet
from genai_tui.view.address import view_at
from genai_tui.view.screens import SCREENS
from genai_tui.view.this_screen import result_hash
from tests.tui.host import notes, screen_text
from tests.tui.test_browse import press, screen_of, settle


async def test_it_copies_each_line_by_its_letter_and_saves(
    tiny: Catalog, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("TMUX", raising=False)
    app = GenaiApp(tiny)
    async with app.run_test(size=(100, 30)) as pilot:
        await press(pilot, "slash", *"org:acme", "enter", "s", "s", "Y")
        assert isinstance(app.screen, ThisScreenSheet)
        sheet = app.screen.sheet
        assert sheet.prints == "genai-tui list --sort organization -- org:acme"
        assert sheet.prints in screen_text(app)
        assert "2 models" in screen_text(app)
        assert "tmux" not in screen_text(app)
        await press(pilot, "c")
        assert app.clipboard == sheet.prints
        assert sheet.result == result_hash(model.id for model in screen_of(app).table.records)
        await press(pilot, "Y", "o")
        assert view_at(app.clipboard.removeprefix("genai-tui open ").strip("'")) == screen_of(app).view
        await press(pilot, "Y", "l")
        assert sheet.result in app.clipboard
        await press(pilot, "Y", "S", "Y", "S", "c")  # S is no letter of the sheet; Y closes it again
        await press(pilot, "Y", "s", *"mine", "enter")
        assert notes(app)[-1] == "Saved as mine; r recalls it, U undoes."


async def test_every_screen_has_one(tiny: Catalog, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TMUX", "/tmp/tmux/default")
    app = GenaiApp(tiny)
    seen: set[str] = set()
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "tab", "space", "down", "space")
        for row in SCREENS:
            await press(pilot, *([] if row is SCREENS[0] else [row.key]))
            await press(pilot, "Y")
            assert isinstance(app.screen, ThisScreenSheet), row.name
            assert app.screen.sheet.prints.startswith("genai-tui ")
            assert f"genai-tui open {row.name}" in app.screen.sheet.opens.replace("'", "")
            assert "set -s set-clipboard on" in screen_text(app)
            seen.add(app.screen.sheet.result)
            await press(pilot, "escape")
            await settle(pilot)
    assert len(seen) > 1
