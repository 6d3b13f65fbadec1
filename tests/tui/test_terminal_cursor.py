"""The terminal's cursor stands on the row at hand, where screen readers and magnifiers look for it."""

from __future__ import annotations

import pytest

from genai_tui.storage.loader import open_catalog
from genai_tui.tui.app import GenaiApp
from tests.tui.test_browse import press, settle

SURVEY, _ = open_catalog("survey", use_cache=False)


def seen(app: GenaiApp) -> str:
    """The text of the screen from the cursor's cell on, as a pane shows it."""
    x, y = app.cursor_position
    strips = app.screen._compositor.render_strips()
    return strips[y].text[x:]


@pytest.mark.parametrize("size", [(120, 40), (80, 24)])
async def test_it_follows_the_row_in_every_pane(size: tuple[int, int]) -> None:
    app = GenaiApp(SURVEY)
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        await press(pilot, "down")
        assert seen(app).startswith("▌")
        assert "text → image" in seen(app)
        await press(pilot, "tab", "j", "j")
        name = app.screen.table.record.name  # type: ignore[attr-defined]
        assert seen(app).startswith("▌")
        assert name in seen(app)
        await press(pilot, *["j"] * 40)
        assert app.screen.table.record.name in seen(app)  # type: ignore[attr-defined]


async def test_it_stands_on_the_node_of_a_drawing_and_in_the_prompt() -> None:
    app = GenaiApp(SURVEY)
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        await press(pilot, "tab", "6")
        await settle(pilot)
        assert seen(app).lstrip().startswith("OpenAI")
        await press(pilot, "slash", *"goog")
        assert app.cursor_position.y >= 36
