"""The explorer where it cannot open, without a terminal or on a catalog with problems; and what it opens with."""

from __future__ import annotations

import gc
import inspect
import os
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any, NoReturn

import pytest

from genai_tui.catalog.model import Catalog
from genai_tui.storage.memory.memory import Memory
from genai_tui.storage.shipped import PRESENT
from genai_tui.tui import app
from genai_tui.tui.app import Opened
from genai_tui.view.browse import BrowseView
from genai_tui.view.graph import GraphView
from genai_tui.view.history import History
from genai_tui.view.record_ref import RecordRef
from tests.cli.conftest import Run
from tests.conftest import MODELS, write_catalog


def test_without_a_terminal_the_bare_command_prints_a_summary(run: Run, folder: Path) -> None:
    ran = run("-c", folder)
    assert ran.status == 0
    assert "Tiny · 3 models" in ran.out
    assert "\x1b" not in ran.out
    assert "Paints." in run("-c", folder, "painter").out


def test_a_catalog_with_problems_does_not_open_unless_asked(run: Run, make: Callable[..., Path]) -> None:
    folder = make(painter=MODELS["painter"].replace("summary", "sumary"))
    refused = run("-c", folder)
    assert refused.status == 2
    assert "did you mean summary?" in refused.err
    assert run("-c", folder, "--partial").status == 0
    listed = run("list", "-c", folder, "-f", "ids")
    assert (listed.status, "whisperer" in listed.out) == (2, True)


_TAKES = inspect.signature(app.GenaiApp)


class Explorer:
    """Stands in for the explorer: takes down how it is opened, and goes on as the test says."""

    def __init__(self) -> None:
        self.calls: list[Any] = []
        """With what it was opened, each under its name."""
        self.then: list[Opened | Callable[[Any], Opened]] = []
        """What the reader goes on to, one after the other; a function is called while the explorer is open."""
        self.status = 0

    def make(self, *given: Any) -> dict[str, Any]:
        asked = _TAKES.bind(*given)
        asked.apply_defaults()
        asked.arguments["view"] = asked.arguments.pop("start")
        return asked.arguments

    def run(self, made: dict[str, Any], mouse: bool) -> tuple[int, Opened | None]:
        self.calls.append(SimpleNamespace(**made, mouse=mouse))
        if not self.then:
            return self.status, None
        then = self.then.pop(0)
        return self.status, then if isinstance(then, Opened) else then(self.calls[-1])


@pytest.fixture
def explorer(run: Run, monkeypatch: pytest.MonkeyPatch) -> Iterator[Explorer]:
    """A terminal, in which a stand-in for the explorer opens."""
    import io

    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    def leave(status: int) -> NoReturn:
        raise SystemExit(status)

    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setattr(io, "StringIO", Terminal)  # what `run` makes standard input of
    monkeypatch.setattr(type(sys.stdout), "isatty", lambda stream: True)
    monkeypatch.setattr(os, "_exit", leave)  # where an earlier test has left a thread
    stand_in = Explorer()
    monkeypatch.setattr(app, "GenaiApp", stand_in.make)
    monkeypatch.setattr(app, "run", stand_in.run)
    yield stand_in
    gc.enable()


def test_the_explorer_opens_as_it_was_asked_to(run: Run, explorer: Explorer, folder: Path) -> None:
    assert run("-c", folder, "--theme", "light", "--ascii", "painter").status == 0
    [call] = explorer.calls
    assert len(call.catalog) == 3
    assert call.view == BrowseView(record=RecordRef("model", "painter"), catalogs=(str(folder),))
    assert (call.theme, call.ascii_only, call.note, call.history) == ("light", True, "", None)
    assert call.offered == "", "only who has not named a catalog is told of the one of today"
    assert str(folder) in call.memory.catalogs()


def test_the_default_is_not_named_and_the_present_is_offered_until_it_was_opened(
    run: Run, explorer: Explorer
) -> None:
    run()
    assert (explorer.calls[0].view, explorer.calls[0].theme) == (BrowseView(), "dark")
    assert explorer.calls[0].offered == PRESENT
    Memory().remember_catalog(PRESENT)
    run()
    assert explorer.calls[1].offered == ""


def test_how_the_columns_of_a_table_were_read_is_told_at_the_start(
    run: Run, explorer: Explorer, tmp_path: Path
) -> None:
    path = tmp_path / "board.csv"
    path.write_text("Model,Organization,License,Colour\nAlder,Lab,MIT,red\n", encoding="utf-8")
    run("-c", path)
    wanted = "board.csv: columns read as name=Model, org=Organization, license=License; 1 not read: Colour"
    assert explorer.calls[0].note == f"{wanted} (--map says otherwise)"
    run("-c", path, "--map", "name=Model,org=Colour")
    assert explorer.calls[1].note == "", "who has said it is not told"
    run("-c", path)
    assert explorer.calls[2].note == ""
    assert run("import", path, "-o", tmp_path / "made").status == 0
    assert "columns read as" not in run("count", "-c", tmp_path / "made").err


def test_from_catalog_to_catalog_theme_history_and_notes_go_on(
    run: Run, explorer: Explorer, folder: Path, tiny: Catalog
) -> None:
    history = History(BrowseView(query="weights:open"))
    explorer.then = [
        Opened(
            tiny, ("one",), theme="light", mouse=True, note="Stars are kept in another file.", history=history
        ),
        Opened(
            tiny,
            ("two",),
            mouse=False,
            problems=2,
            note="never said: what is wrong matters more",
            overlays=("/over",),
        ),
        Opened(tiny, ("three",), problems=1),
        Opened(tiny, ("four",)),
    ]
    assert run("-c", folder, "painter").status == 0
    first, second, third, _, fifth = explorer.calls
    assert first.view.record == RecordRef("model", "painter")
    assert [call.theme for call in explorer.calls] == ["dark", "light", "light", "light", "light"]
    assert [call.mouse for call in explorer.calls][1:] == [True, False, False, False], "as M left it"
    assert [call.view for call in (second, third, fifth)] == [
        BrowseView(catalogs=("one",)),
        BrowseView(catalogs=("two",), overlays=("/over",)),
        BrowseView(catalogs=("four",)),
    ]
    what_then = "in its files; what is good is shown: genai-tui validate"
    assert [call.note for call in explorer.calls] == [
        "", "Stars are kept in another file.", f"2 problems {what_then}", f"1 problem {what_then}", "",
    ]  # fmt: skip
    assert [call.history for call in explorer.calls] == [None, history, None, None, None]
    assert first.memory.catalogs()[:4] == ["four", "three", "two", "one"]


def test_another_catalog_is_opened_with_the_overlays_of_the_one_before(
    run: Run, explorer: Explorer, folder: Path, tmp_path: Path
) -> None:
    over = tmp_path / "over"
    (over / "models").mkdir(parents=True)
    (over / "models" / "painter.yaml").write_text("id: painter\nname: Painter over\n", encoding="utf-8")
    bad = write_catalog(tmp_path / "bad", painter=MODELS["painter"].replace("summary", "sumary"))

    def went_on(call: Any) -> Opened:
        again = call.reload(BrowseView(catalogs=(str(folder),)))
        assert (again.names, again.overlays, again.problems) == ((str(folder),), (), 0)
        assert again.catalog.model("painter").name == "Painter 2"  # type: ignore[union-attr]
        default = call.reload(BrowseView(overlays=()))
        assert (default.names, len(default.catalog)) == (("survey",), 24)
        return call.load(str(bad))  # without its painter, which the overlay and two others speak of

    explorer.then = [went_on]
    run("-c", folder, "--overlay", over)
    first, second = explorer.calls
    assert first.catalog.model("painter").name == "Painter over"  # type: ignore[union-attr]
    assert first.view == BrowseView(catalogs=(str(folder),), overlays=(str(over),))
    assert second.view == BrowseView(catalogs=(str(bad),), overlays=(str(over),))
    assert second.note.startswith("4 problems in its files")


def test_an_address_opens_with_what_is_left_of_it(run: Run, explorer: Explorer, folder: Path) -> None:
    run("open", "-c", folder, "graph?at=acme")
    run("open", "-c", folder, "browse?at=nobody&q=paint")
    good, gone = explorer.calls
    assert isinstance(good.view, GraphView)
    assert (good.view.at, good.view.catalogs, good.note) == ("acme", (str(folder),), "")
    assert (gone.view.record, gone.view.query) == (None, "paint")
    assert gone.note.startswith("Gone since: ")
    assert "nobody" in gone.note


@pytest.mark.parametrize("status", [0, 3, 129])
@pytest.mark.parametrize("works", [False, True])
def test_the_status_is_that_of_the_explorer_whoever_still_works(
    run: Run, explorer: Explorer, folder: Path, monkeypatch: pytest.MonkeyPatch, status: int, works: bool
) -> None:
    explorer.status = status
    others = (threading.Thread(),) if works else (threading.Thread(daemon=True),)
    monkeypatch.setattr(threading, "enumerate", lambda: [threading.main_thread(), *others])
    left: list[int] = []

    def leave(code: int) -> NoReturn:
        left.append(code)
        raise SystemExit(code)

    monkeypatch.setattr(os, "_exit", leave)
    assert run("-c", folder).status == status
    assert left == ([status] if works else [])


@pytest.mark.parametrize("term", ["dumb", "", None])
def test_in_a_terminal_that_cannot_draw_nothing_opens(
    run: Run, explorer: Explorer, folder: Path, monkeypatch: pytest.MonkeyPatch, term: str | None
) -> None:
    if term is None:
        monkeypatch.delenv("TERM")
    else:
        monkeypatch.setenv("TERM", term)
    assert "Tiny · 3 models" in run("-c", folder).out
    assert explorer.calls == []
