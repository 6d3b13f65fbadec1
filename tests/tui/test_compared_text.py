"""Compare and Disagreements are copied as text and written to files, as the shell prints them."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from genai_tui.catalog.model import Catalog
from genai_tui.cli.main import door
from genai_tui.tui.app import GenaiApp
from genai_tui.view.compare import CompareView
from genai_tui.view.disagreements import DisagreementsView
from tests.tui.host import notes
from tests.tui.test_browse import press, settle


@pytest.mark.parametrize(
    ("view", "command"),
    [
        (CompareView(of=("dall-e-2", "whisper")), ["compare", "-f", "text", "dall-e-2", "whisper"]),
        (DisagreementsView(field="released"), ["disagree", "--field", "date"]),
    ],
    ids=["compare", "disagreements"],
)
async def test_what_is_compared_is_taken_along(
    survey: Catalog, tmp_path: Path, view: CompareView | DisagreementsView, command: list[str]
) -> None:
    app = GenaiApp(survey, view)
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        await press(pilot, "y", "t")
        while not app.clipboard:
            await pilot.pause(0.005)
        assert app.clipboard.splitlines() == CliRunner().invoke(door, command).stdout.splitlines()
        for ending in ("txt", "md", "csv", "json"):
            await press(pilot, "e", *str(tmp_path / f"it.{ending}"), "enter")
            while f"it.{ending}:" not in " ".join(notes(app)):
                await pilot.pause(0.005)
    assert (tmp_path / "it.txt").read_text().splitlines() == app.clipboard.splitlines()
    assert (tmp_path / "it.md").read_text().startswith("|")
    assert len(list(csv.reader((tmp_path / "it.csv").read_text().splitlines()))) > 3
    assert json.loads((tmp_path / "it.json").read_text())


@pytest.fixture(scope="module")
def survey() -> Catalog:
    from genai_tui.storage.loader import open_catalog

    return open_catalog("survey")[0]
