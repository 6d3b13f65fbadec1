"""The explorer as the command line opens it, one catalog after another."""

from __future__ import annotations

import gc
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from click.testing import CliRunner

from genai_tui.catalog.model import Catalog
from genai_tui.cli.main import door
from genai_tui.storage.folder import load_folder
from genai_tui.storage.memory.memory import Memory
from genai_tui.tui.app import Opened
from tests.conftest import write_catalog


@pytest.mark.parametrize("command", [(), ("open", "browse"), ("--kiosk",)], ids=["explore", "open", "kiosk"])
def test_nothing_holds_the_first_catalog_once_another_has_come(
    command: tuple[str, ...], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    folder = write_catalog(tmp_path / "first")
    other, _ = load_folder(write_catalog(tmp_path / "other"))
    assert other is not None
    met: list[set[int]] = []

    def run(app: Any, terminal: Any, mouse: bool) -> tuple[int, Opened | None]:
        catalog = app.session.catalog
        del app
        gc.collect()
        met.append({id(each) for each in gc.get_objects() if isinstance(each, Catalog)} - {id(catalog)})
        if len(met) == 1:
            first.append(id(catalog))
            return 0, Opened(other, ("other",))
        return 0, None

    first: list[int] = []
    gc.freeze()
    monkeypatch.setattr(gc, "unfreeze", lambda: None)  # what the tests themselves hold is much
    monkeypatch.setattr("genai_tui.tui.app.run", run)
    terminal = SimpleNamespace(isatty=lambda: True, flush=lambda: None)
    streams = SimpleNamespace(stdin=terminal, stdout=terminal, stderr=terminal)
    monkeypatch.setattr("genai_tui.cli.explore.sys", streams)
    monkeypatch.setattr("genai_tui.cli.kiosk.sys", streams)
    for lasting in ("_forbid", "_end_at", "signal.signal"):  # what would hold for all other tests as well
        monkeypatch.setattr(f"genai_tui.cli.kiosk.{lasting}", lambda *_: None)
    monkeypatch.setenv("TERM", "xterm-256color")
    ended = CliRunner().invoke(door, [*command, "--catalog", str(folder)], catch_exceptions=False)
    assert ended.exit_code == 0
    assert len(met) == 2
    assert first[0] not in met[1]


class Explored:
    """What the explorer is opened with, time and again, by a command in a terminal that shows nothing."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.apps: list[SimpleNamespace] = []
        self.mouse: list[bool] = []
        self.then: list[tuple[int, Opened | None]] = []
        """How each session ends, and what is opened after it."""
        monkeypatch.setattr("genai_tui.tui.app.GenaiApp", self._made)
        monkeypatch.setattr("genai_tui.tui.app.run", self._run)
        terminal = SimpleNamespace(isatty=lambda: True, flush=lambda: None)
        monkeypatch.setattr(
            "genai_tui.cli.explore.sys", SimpleNamespace(stdin=terminal, stdout=terminal, stderr=terminal)
        )
        monkeypatch.setenv("TERM", "xterm-256color")

    def _made(self, *given: Any) -> SimpleNamespace:
        names = (
            "catalog view theme ascii memory load note reload history offered resumed settings permissions"
        )
        self.apps.append(SimpleNamespace(**dict(zip(names.split(), given, strict=True))))
        return self.apps[-1]

    def _run(self, app: SimpleNamespace, terminal: object, mouse: bool) -> tuple[int, Opened | None]:
        self.mouse.append(mouse)
        return self.then.pop(0) if self.then else (0, None)

    def by(self, *arguments: str | Path) -> SimpleNamespace:
        """Run a command, and return what the first app was made with."""
        ended = CliRunner().invoke(door, list(map(str, arguments)), catch_exceptions=False)
        assert ended.exit_code == 0, ended.output
        return self.apps[0]


@pytest.fixture
def explored(monkeypatch: pytest.MonkeyPatch) -> Explored:
    return Explored(monkeypatch)


@pytest.mark.parametrize(
    ("arguments", "chosen", "theme"),
    [((), "", "dark"), ((), "ansi", "ansi"), ((), "gone", "dark"), (("--theme", "light"), "ansi", "light")],
)
def test_the_theme_is_the_one_asked_for_or_chosen_last(
    explored: Explored, folder: Path, arguments: tuple[str, ...], chosen: str, theme: str
) -> None:
    if chosen:
        Memory().choose("theme", chosen)
    assert explored.by("-c", folder, *arguments).theme == theme


@pytest.mark.parametrize(
    ("arguments", "place", "resumed", "query"),
    [
        ((), "browse?q=org:acme", True, "org:acme"), ((), "", False, ""), ((), "nowhere?q=org:acme", False, ""),
        (("--fresh",), "browse?q=org:acme", False, ""), (("painter",), "browse?q=org:acme", False, ""),
    ],
)  # fmt: skip
def test_it_goes_on_where_it_was_left_unless_something_is_asked_for(
    explored: Explored, folder: Path, monkeypatch: pytest.MonkeyPatch,
    arguments: tuple[str, ...], place: str, resumed: bool, query: str,
) -> None:  # fmt: skip
    monkeypatch.setattr(Memory, "last_place", lambda *given: place)
    app = explored.by("-c", folder, *arguments)
    assert (app.resumed, app.view.query) == (resumed, query)
    assert (app.view.record is not None) == ("painter" in arguments)
    assert app.view.catalogs == (str(folder),)


def test_what_is_gone_of_a_view_is_said_and_a_day_is_taken(explored: Explored, folder: Path) -> None:
    app = explored.by("open", "-c", folder, "browse?q=acme&at=nobody", "--as-of", "2022-04-30")
    assert (app.view.query, app.view.as_of) == ("acme", "2022-04-30")
    assert app.note == "Gone since: no model nobody."
    app = explored.by("-c", folder, "--as-of", "2021")
    assert explored.apps[1].view.as_of == "2021-12-31"
    assert explored.apps[1].note == ""


def test_the_next_catalog_keeps_the_looks_and_says_its_problems(
    explored: Explored, folder: Path, tiny: Catalog
) -> None:
    other = Opened(tiny, ("other",), 2, mouse=False, theme="light", note="of a table")
    explored.then = [(0, other), (0, Opened(tiny, ("third",), note="as it is"))]
    first = explored.by("-c", folder, "painter")
    assert (first.view.record.id, first.offered) == ("painter", "")
    _, second, third = explored.apps
    assert (second.theme, third.theme) == ("light", "light")
    assert explored.mouse == [explored.mouse[0], False, False]
    assert (second.view.record, second.view.catalogs, second.resumed) == (None, ("other",), False)
    assert second.note == "2 problems in its files; what is good is shown: genai-tui validate"
    assert third.note == "as it is"
    assert set(Memory().catalogs()) >= {str(folder), "other", "third"}


def test_it_ends_with_the_status_of_the_last_session(explored: Explored, folder: Path) -> None:
    explored.then = [(70, None)]
    assert CliRunner().invoke(door, ["-c", str(folder)]).exit_code == 70
