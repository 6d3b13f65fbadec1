"""`:export PATH` writes what is on screen, in the format of the ending, and nothing over anything."""

from __future__ import annotations

import csv
import io
import json
import os
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from msgspec.structs import replace
from textual.pilot import Pilot

from genai_tui.catalog.model import Catalog
from genai_tui.cli.main import door
from genai_tui.graph import export
from genai_tui.storage import exporters
from genai_tui.tui.app import GenaiApp
from genai_tui.tui.export_path import completed, ending_of
from genai_tui.tui.screen_text import TableText
from genai_tui.tui.screens.export_screen import ExportScreen
from tests.graph.test_export import READERS
from tests.tui.host import notes, screen_text
from tests.tui.test_browse import settle

SCREENS = {
    "1": tuple(dict.fromkeys(each.ending for each in exporters.FORMATS if {"models", "citations"} & {*each.contents})),
    "2": tuple(dict.fromkeys(each.ending for each in exporters.FORMATS if "organizations" in each.contents)),
    "6": tuple(dict.fromkeys(each.ending for each in export.FORMATS)),
}  # fmt: skip
"""The endings that each screen can write: those of the tables of formats."""
_OF_MODELS = ", ".join(SCREENS["1"])


async def typed(pilot: Pilot[Any], path: str) -> None:
    """Type a path after `e`, and wait until it is written or refused."""
    await pilot.press("e")
    await pilot.pause()
    screen: Any = pilot.app.screen
    screen.prompt.line.value += path
    await pilot.pause()
    await pilot.press("enter")
    await pilot.pause()
    await pilot.app.workers.wait_for_complete([each for each in pilot.app.workers if each.group == "export"])
    await pilot.pause()


@pytest.mark.parametrize("screen", SCREENS)
async def test_each_ending_is_written_whole_and_told(
    tiny: Catalog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, screen: str
) -> None:
    (tmp_path / "out").mkdir()
    monkeypatch.chdir(tmp_path / "out")
    app = GenaiApp(tiny)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press(screen)
        await settle(pilot)
        for ending in SCREENS[screen]:
            await typed(pilot, f"x{ending}")
            told = notes(app)[-1]
            assert told.startswith(f"Written to x{ending}: ")
            counts = {
                "1": "1 paper of 3 models" if ending == ".bib" else "3 models",
                "2": "2 organizations",
                "6": "2 nodes, ",
            }
            assert counts[screen] in told
    for ending in SCREENS[screen]:
        path = tmp_path / "out" / f"x{ending}"
        text = path.read_text(encoding="utf-8")
        assert text.endswith("\n")
        if ending in READERS and ending != ".csv":
            READERS[ending](text)
        if ending in (".csv", ".tsv"):
            delimiter = "\t" if ending == ".tsv" else ","
            rows = list(csv.reader(io.StringIO(text), delimiter=delimiter, strict=True))
            assert len({len(row) for row in rows}) == 1
        assert path.stat().st_mode & 0o777 == 0o666 & ~_umask()
    assert len(list((tmp_path / "out").iterdir())) == len(SCREENS[screen])


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


@pytest.mark.parametrize(
    ("ending", "command"),
    [
        (".csv", ["list", "-f", "csv"]),
        (".bib", ["export", "-f", "bibtex"]),
        (".txt", ["list", "--width", "120"]),
        (".json", ["export"]),
    ],
)
def test_a_file_is_what_the_shell_writes(
    tiny: Catalog, folder: Path, ending: str, command: list[str]
) -> None:
    printed = CliRunner().invoke(door, [command[0], "-c", str(folder), *command[1:]])
    assert TableText(tiny, "model", tiny.models).written(ending).text == printed.stdout


async def test_the_models_of_the_table_in_its_order(
    tiny: Catalog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    app = GenaiApp(tiny)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("slash", *"acme", "enter", "s", "s", "S")
        await settle(pilot)
        screen: Any = app.screen
        shown = [record.id for record in screen.table.records]
        await typed(pilot, "some.json")
    told = json.loads((tmp_path / "some.json").read_text())
    assert [model["id"] for model in told["models"]] == shown
    assert len(shown) == 2
    assert told["query"] == "acme"


async def test_what_is_not_written_says_why(
    tiny: Catalog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path / "out"
    (place / "folder.csv").mkdir(parents=True)
    (place / "taken.csv").write_text("mine")
    (place / "link.csv").symlink_to("nothing")
    monkeypatch.chdir(place)
    app = GenaiApp(tiny)
    async with app.run_test(size=(120, 40)) as pilot:
        for path, said in (
            ("taken.csv", "Not written: taken.csv: there is such a file already"),
            ("link.csv", "Not written: link.csv: there is such a file already"),
            ("nowhere/x.csv", "Not written: nowhere/x.csv: there is no such folder"),
            ("taken.csv/x.csv", "Not written: taken.csv/x.csv: there is no such folder"),
            ("folder.csv", "Not written: folder.csv: there is such a file already"),
            ("x.docx", f"Nothing is written to .docx files: {_OF_MODELS}"),
            ("x", f"The ending says the format: {_OF_MODELS}"),
            (".csv", f"The ending says the format: {_OF_MODELS}"),
            (f"{'x' * 300}.csv", f"Not written: {'x' * 300}.csv: File name too long"),
        ):
            await typed(pilot, path)
            assert notes(app)[-1] == said
    assert sorted(each.name for each in place.iterdir()) == ["folder.csv", "link.csv", "taken.csv"]
    assert (place / "taken.csv").read_text() == "mine"


async def test_tab_completes_the_ending(tiny: Catalog) -> None:
    app = GenaiApp(tiny)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("e", *"my", "space", "x", "full_stop", "b", "tab")
        await settle(pilot)
        assert "export my x.bib" in screen_text(app)
        assert "papers for BibTeX" in screen_text(app)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", []), ("/tmp/", []), (".c", []),
        ("a", ["a.csv", "a.json"]), ("a.", ["a.csv", "a.json"]), ("a.J", ["a.json"]), ("a.b.c", ["a.b.csv"]),
        ("b.d/a", ["b.d/a.csv", "b.d/a.json"]), ("a.x", []),
    ],
)  # fmt: skip
def test_what_a_path_can_become(text: str, found: list[str]) -> None:
    assert list(completed(text, (".csv", ".json"))) == found
    assert all(ending_of(Path(each), (".csv", ".json")) for each in found)


@pytest.mark.parametrize("screen", SCREENS)
async def test_the_endings_are_in_the_documents(tiny: Catalog, screen: str) -> None:
    app = GenaiApp(tiny)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press(screen)
        await settle(pilot)
        shown = app.screen
        assert isinstance(shown, ExportScreen)
        text = shown.copied().screen
        assert text is not None
        assert tuple(text.endings()) == SCREENS[screen]
        told = " ".join(f"`{each}`" for each in SCREENS[screen])
        assert f"| {told} |" in (Path(__file__).parents[2] / "docs" / "copy-and-export.md").read_text()


async def test_names_of_strangers_do_not_act_in_any_file_of_a_graph(tiny: Catalog) -> None:
    nasty = "\x1b]0;x\x07\u202e\x9d"
    acme = replace(tiny.organizations["acme"], name=nasty)
    catalog = Catalog(tiny.head, tiny.models, {**tiny.organizations, "acme": acme}, tiny.relations)
    app = GenaiApp(catalog)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("6")
        await settle(pilot)
        shown = app.screen
        assert isinstance(shown, ExportScreen)
        text = shown.copied().screen
        assert text is not None
        for told in (text.text(), *(text.written(ending).text for ending in text.endings())):
            assert not set("\x1b\x07\u202e\x9d") & set(told)
