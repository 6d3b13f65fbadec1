"""Journeys through the matrix: from a model to its cell, over cells, to the models of one, and back."""

from __future__ import annotations

from pathlib import Path

import pytest

from genai_tui.storage.loader import open_catalog
from genai_tui.tui.app import GenaiApp
from genai_tui.tui.screens.browse import BrowseScreen
from genai_tui.tui.screens.coverage import CoverageScreen
from genai_tui.tui.screens.matrix import MatrixScreen
from genai_tui.view.address import address, view_at
from genai_tui.view.command_line import table_command
from tests.tui.host import notes
from tests.tui.test_browse import press, shown


def screen_of(app: GenaiApp) -> MatrixScreen:
    assert isinstance(app.screen, MatrixScreen)
    return app.screen


async def test_from_a_model_to_its_cell_to_all_models_of_it_and_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    catalog, _ = open_catalog("survey")
    app = GenaiApp(catalog, view_at("browse?at=whisper"))
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "3")
        screen = screen_of(app)
        assert (screen.view.row, screen.view.column) == ("audio", "text")
        assert "audio · text · 1 model" in shown(app)
        assert "24 models, 42 marks · 0 state no signature" in shown(app)
        await press(pilot, "up", "up", "up", "right")
        assert "text · image · 4 models" in shown(app)
        assert "▸[4▓]" in shown(app)
        await press(pilot, "enter")
        assert isinstance(app.screen, BrowseScreen)
        assert app.screen.view.query == "in:text out:image"
        assert "4 of 24" in shown(app)
        await press(pilot, "b")
        assert app.screen is screen
        assert (screen.view.row, screen.view.column) == ("text", "image")
        assert view_at(address(screen.view)) == screen.view
        # Columns come into sight with the cursor while the heads stay.
        await press(pilot, *("right",) * 9)
        assert screen.view.column == "algorithm"
        assert "algorithm" in shown(app)
        assert "in, out" in shown(app)
        assert "‹" in shown(app)
        await press(pilot, "enter")
        assert "No model is counted here." in notes(app)
        await press(pilot, "slash", *"org:meta", "enter")
        assert "5 models" in shown(app) or "models" in screen.counts.titles[0]
        assert "/org:meta" in screen.counts.titles[0]
        assert table_command(screen.view, "matrix") == "genai-tui matrix -- org:meta"
        await press(pilot, "w", "g", "down")
        assert screen.view.face == "slots"
        assert "5 of 24 models misfiled" in shown(app)
        await press(pilot, "colon", *"group signatures", "enter")
        assert screen.view.face == "signatures"
        await press(pilot, "e", *"out.md", "enter")
        await app.workers.wait_for_complete([each for each in app.workers if each.group == "export"])
        await pilot.pause()
        assert "| in, out |" in (tmp_path / "out.md").read_text(encoding="utf-8")
        copied = screen.copied().screen
        assert copied is not None
        assert copied.text().startswith("Inputs and outputs")


async def test_coverage_leads_to_what_is_not_known() -> None:
    catalog, _ = open_catalog("survey")
    app = GenaiApp(catalog, view_at("browse"))
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "colon", *"coverage", "enter")
        screen = app.screen
        assert isinstance(screen, CoverageScreen)
        assert "Coverage by year · 24 models" in shown(app)
        await press(pilot, *("down",) * 6)
        assert screen.view.row == "compute"
        assert screen.view.cell(screen.counts._table)[1] == 0, "on the share of all first"
        await press(pilot, *("right",) * 6)
        assert "11 of 18 state it · Enter: the 7 that do not" in shown(app)
        await press(pilot, "enter")
        assert isinstance(app.screen, BrowseScreen)
        assert app.screen.view.query == "compute:? year:2022"
        assert "7 of 24" in shown(app)
        await press(pilot, "b", "g")
        assert screen.view.by == "organization"
        await press(pilot, "colon", *"coverage category", "enter")
        assert screen.view.by == "category"
