"""Labels on the command line: in the reader's language where readers read, and the same for everybody where programs do."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Run


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("count --by category", "Text → Bild"), ("list --fields name,category", "Text → Bild"), ("show dall-e-2", "Text + Bild → Bild"),
        ("count --by category -f markdown", "Text → Bild"), ("matrix", "Bild"), ("timeline -f text", "Text → Bild"),
        ("why dall-e-2 category", "Text → Bild"), ("compare dall-e-2 flamingo", "Bild → Text"), ("", "Text → Bild"),
    ],
)  # fmt: skip
def test_what_readers_read_is_in_their_language(
    run: Run, line: str, told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert told not in run(*line.split()).out
    (tmp_path / "config.yaml").write_text("labels: de\n", encoding="utf-8")
    monkeypatch.setenv("GENAI_TUI_CONFIG", str(tmp_path / "config.yaml"))
    assert told in run(*line.split()).out


@pytest.mark.parametrize(
    "line",
    ["count --by category -f json", "list -f json", "list -f csv", "matrix -f json", "count --by in -f tsv"],
)
def test_what_programs_read_is_the_same_for_everybody(
    run: Run, line: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = run(*line.split()).out
    (tmp_path / "config.yaml").write_text("labels: de\n", encoding="utf-8")
    monkeypatch.setenv("GENAI_TUI_CONFIG", str(tmp_path / "config.yaml"))
    assert run(*line.split()).out == before
