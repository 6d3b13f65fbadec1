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
from genai_tui.tui.app import Opened
from tests.conftest import write_catalog


@pytest.mark.parametrize("command", [(), ("open", "browse")], ids=["explore", "open"])
def test_nothing_holds_the_first_catalog_once_another_has_come(
    command: tuple[str, ...], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    folder = write_catalog(tmp_path / "first")
    other, _ = load_folder(write_catalog(tmp_path / "other"))
    assert other is not None
    met: list[set[int]] = []

    def run(app: Any, mouse: bool) -> tuple[int, Opened | None]:
        catalog = app.session.catalog
        del app
        gc.collect()
        met.append({id(each) for each in gc.get_objects() if isinstance(each, Catalog)} - {id(catalog)})
        if len(met) == 1:
            first.append(id(catalog))
            return 0, Opened(other, ("other",))
        return 0, None

    first: list[int] = []
    monkeypatch.setattr("genai_tui.tui.app.run", run)
    terminal = SimpleNamespace(isatty=lambda: True, flush=lambda: None)
    streams = SimpleNamespace(stdin=terminal, stdout=terminal, stderr=terminal)
    monkeypatch.setattr("genai_tui.cli.explore.sys", streams)
    monkeypatch.setenv("TERM", "xterm-256color")
    ended = CliRunner().invoke(door, [*command, "--catalog", str(folder)], catch_exceptions=False)
    assert ended.exit_code == 0
    assert len(met) == 2
    assert first[0] not in met[1]
