"""Catalogs of which only the good records are shown: what others say of the missing ones leads nowhere, and nothing ends."""

from __future__ import annotations

from pathlib import Path

import pytest

from genai_tui.storage.folder import load_folder
from genai_tui.tui.app import GenaiApp
from tests.conftest import MODELS, ORGANIZATIONS, write_catalog
from tests.tui.test_browse import settle

UNITS = MODELS["whisperer"].replace("{id: uni, role: developer}", "{id: uni, role: developer, unit: acme}")
FOLLOWED = f"{MODELS['listener']}status: {{state: discontinued, successor: painter}}\n"
BROKEN: dict[str, dict[str, str | bytes]] = {
    "an organization": {"organizations": ORGANIZATIONS.replace("kind: university", "kind: univrsity")},
    "the other organization": {"organizations": ORGANIZATIONS.replace("kind: company", "kind: compny")},
    "all organizations": {"organizations": b"\xf4\xff"},
    "a unit": {"organizations": ORGANIZATIONS.replace("kind: company", "kind: compny"), "whisperer": UNITS},
    "an ancestor": {"painter": f"{MODELS['painter']}nonsense: 1\n", "listener": FOLLOWED},
}
"""What is wrong in the files, so that others name records that are not there."""

WALK = (
    "end", "enter", "t", "t", "t", "t", "t", "W", "escape", "i", "escape", "a", "escape", "g", "g", "g", "g", "g", "g", "space", "up", "space",
    "v", "t", "g", "d", "1", "2", "down", "enter", "t", "t", "t", "2", "s", "s", "s", "3", "g", "enter", "1", "4", "g", "g", "s", "down", "1", "6", "m", "n", "d",
    *("g", "enter", "right", "i", "escape", "m", "m") * 5, "7", "8", "minus", "enter", "1", "9", "g", "enter", "1", "slash", *"uni", "enter", "6",
    "1", "slash", *"whisperer", "enter", "6", "slash", *"uni", "enter", "y", "escape", "1", "less_than_sign", "greater_than_sign", "ctrl+p", *"acme", "enter",
)  # fmt: skip
"""Keys that show every screen, its panes and its kinds."""


@pytest.mark.parametrize("what", BROKEN)
async def test_records_that_are_missing_end_nothing(tmp_path: Path, what: str) -> None:
    catalog, problems = load_folder(write_catalog(tmp_path / "partial", **BROKEN[what]))
    assert problems
    assert catalog is not None
    assert catalog.models
    app = GenaiApp(catalog)
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        for key in WALK:
            await pilot.press(key)
            await settle(pilot)
            assert app._exception is None, f"{what}: {key}"
