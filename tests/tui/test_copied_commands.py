"""A copied command, run by a shell as it stands, prints what was on screen, and does nothing else."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from pathlib import Path

import pytest
from textual.pilot import Pilot

from genai_tui.graph.kinds import KINDS
from genai_tui.graph.name_merging import NAMES
from genai_tui.storage.loader import open_catalogs, whole_name
from genai_tui.tui.app import GenaiApp
from genai_tui.tui.screens.browse import BrowseScreen
from genai_tui.tui.screens.graph import GraphScreen
from genai_tui.view.browse import BrowseView
from genai_tui.view.graph import GraphView
from tests.conftest import HEAD, MODELS, ORGANIZATIONS, RELATIONS, write_catalog
from tests.tui.test_browse import settle

HOSTILE = (
    "x; touch PWNED; echo", "$(touch PWNED)", "`touch PWNED`", "a' ; touch PWNED ; 'b", 'q" && touch PWNED "',
    "--overlay=PWNED", "*", "a\\\\ | tee PWNED", "!! ~ {a,b} > PWNED", "- --help",
)  # fmt: skip
"""Names that a shell would act on."""
QUERIES = (
    "",
    "acme",
    "year:>=2021",
    "-painter",
    '"what it reads"',
    "org:acme -listener",
    "$(touch PWNED)",
    "r; touch PWNED",
)


@pytest.fixture
def opened(tmp_path: Path) -> BrowseView:
    """Two catalogs and an overlay, in folders whose names hold what a shell acts on."""
    lineage = "".join(f"  - {{name: {_quoted(name)}, how: component}}\n" for name in HOSTILE)
    owners = "".join(f"- {{id: o{at}, name: {_quoted(name)}}}\n" for at, name in enumerate(HOSTILE))
    ties = "".join(f"- {{from: o{at}, to: acme, kind: acquired}}\n" for at in range(len(HOSTILE)))
    write_catalog(
        tmp_path / "it's; touch PWNED",
        organizations=ORGANIZATIONS + owners, relations=RELATIONS + ties,
        whisperer=MODELS["whisperer"] + f"based_on:\n{lineage}",
    )  # fmt: skip
    write_catalog(tmp_path / "$(touch PWNED)", catalog=HEAD.replace("id: tiny", "id: other"),
                  newcomer=MODELS["whisperer"].replace("id: whisperer", "id: newcomer"))  # fmt: skip
    overlay = tmp_path / "an overlay" / "models"
    overlay.mkdir(parents=True)
    (overlay / "painter.yaml").write_text("id: painter\nsummary: Paints anew.\n")
    names = tmp_path / "it's; touch PWNED", tmp_path / "$(touch PWNED)"
    return BrowseView(tuple(map(str, names)), (str(overlay.parent),))


def _quoted(name: str) -> str:
    return "'" + name.replace("'", "''") + "'"


def printed(command: str, folder: Path, *, ids: bool = False) -> subprocess.CompletedProcess[str]:
    """Run a copied command by `sh -c`, in an empty folder that stays empty; for ids only its last word is added."""
    folder.mkdir(exist_ok=True)
    shim = folder.parent / "bin"
    shim.mkdir(exist_ok=True)
    (shim / "genai-tui").write_text(f'#!/bin/sh\nexec "{sys.executable}" -m genai_tui "$@"\n')
    (shim / "genai-tui").chmod(0o755)
    root = Path(__file__).parents[2]
    environment = {**os.environ, "PATH": f"{shim}{os.pathsep}{os.environ['PATH']}", "PYTHONPATH": str(root)}
    if ids:
        command = command.replace("genai-tui list", "genai-tui list --ids")
    ran = subprocess.run(
        ["sh", "-c", command], cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    assert list(folder.iterdir()) == []
    assert "PWNED" not in {path.name for path in folder.parent.iterdir() if path.is_file()}
    assert "Traceback" not in ran.stderr
    return ran


async def copied(pilot: Pilot[None]) -> str:
    await pilot.press("Y", "c")
    await pilot.pause()
    return pilot.app.clipboard


@pytest.mark.parametrize("seed", range(7))
async def test_the_copied_command_prints_the_ids_of_the_table(
    opened: BrowseView, tmp_path: Path, seed: int
) -> None:
    chance = random.Random(seed)
    some = chance.choice(
        [opened, BrowseView(opened.catalogs), BrowseView(opened.catalogs[:1], opened.overlays), BrowseView()]
    )
    catalog, _ = open_catalogs(some.catalogs or ("survey",), some.overlays)
    app = GenaiApp(catalog, some)
    async with app.run_test(size=(120, 40)) as pilot:
        if query := chance.choice(QUERIES):
            await pilot.press("slash", *query, "enter")
        keys = [chance.choice(["s", "S", "g", "space"]) for _ in range(chance.randrange(6))]
        await pilot.press(*keys, "shift+tab", *chance.choice([[], ["down"], ["down", "down"]]))
        await pilot.pause()
        command = await copied(pilot)
        assert isinstance(app.screen, BrowseScreen)
        shown = [model.id for model in app.screen.table.records]
    assert printed(command, tmp_path / "cwd", ids=True).stdout.split() == shown


@pytest.mark.parametrize("seed", range(8))
async def test_the_copied_command_prints_the_drawing(opened: BrowseView, tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    some = chance.choice(
        [opened, BrowseView(opened.catalogs[:1]), BrowseView(opened.catalogs, opened.overlays), BrowseView()]
    )
    catalog, _ = open_catalogs(some.catalogs or ("survey",), some.overlays)
    app = GenaiApp(catalog, some, ascii_only=chance.random() < 0.3)
    async with app.run_test(size=(chance.choice([80, 120, 160]), 40)) as pilot:
        await pilot.press("6")
        await pilot.pause()
        for key in [*["g"] * (seed % len(KINDS)), *["n"] * chance.randrange(len(NAMES))]:
            await pilot.press(key)
            await settle(pilot)
        for _ in range(chance.randrange(4)):
            await pilot.press(*[chance.choice(["right", "left", "down"])] * chance.randrange(9))
            await pilot.press(chance.choice(["enter", "m", "plus", "minus", "right"]))
            await settle(pilot)
        if isinstance(app.screen, BrowseScreen):  # a model was opened
            return
        await pilot.press("right", "right")  # away from what stands in the middle
        command = await copied(pilot)
        assert isinstance(app.screen, GraphScreen)
        rows = [row.rstrip() for row in app.screen.canvas.rows]
    ran = printed(command, tmp_path / "cwd")
    assert [row.rstrip() for row in ran.stdout.splitlines()] == rows, command


async def test_a_name_that_is_a_command_is_a_name(opened: BrowseView, tmp_path: Path) -> None:
    """The text of a catalog comes from strangers: as the focus of a drawing it is one word."""
    catalog, _ = open_catalogs(opened.catalogs, opened.overlays)
    app = GenaiApp(catalog, opened)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("6")
        await pilot.pause()
        assert isinstance(app.screen, GraphScreen)
        shown = {}
        for name in HOSTILE:
            focus = f"outside:{name}"
            app.screen.go(
                GraphView("lineage", focus=focus, catalogs=opened.catalogs, overlays=opened.overlays)
            )
            await settle(pilot)
            shown[await copied(pilot)] = [row.rstrip() for row in app.screen.canvas.rows]
    assert len(shown) == len(HOSTILE)
    for number, (command, rows) in enumerate(shown.items()):
        ran = printed(command, tmp_path / f"cwd{number}")
        assert "--focus" in command
        assert [row.rstrip() for row in ran.stdout.splitlines()] == rows


async def test_a_record_is_printed_by_its_command(opened: BrowseView, tmp_path: Path) -> None:
    catalog, _ = open_catalogs(opened.catalogs, opened.overlays)
    app = GenaiApp(catalog, opened)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("colon", *"acme labs", "enter")
        await pilot.pause()
        assert "Acme Labs" in printed(await copied(pilot), tmp_path / "cwd").stdout
        await pilot.press("colon", *"painter", "enter")
        await pilot.pause()
        assert "Paints anew." in printed(await copied(pilot), tmp_path / "cwd").stdout


def test_a_path_is_whole_and_a_name_stays_a_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "mine").mkdir()
    (tmp_path / "survey").mkdir()
    assert whole_name("mine") == str(tmp_path / "mine")
    assert whole_name("survey") == "survey"  # the shipped catalog has the name, whatever lies in the folder
