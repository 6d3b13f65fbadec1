"""A report says what failed and where, with what, and nothing of the reader's."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from genai_tui import crash_report


def _fault(secret: str = "/home/somebody/papers/private.yaml") -> BaseException:
    local = "held " + "back"
    try:
        try:
            raise LookupError(f"cannot read {secret} for {local[:4]}")
        except LookupError as error:
            raise ValueError("a second \x1b[31mfault") from error
    except ValueError as error:
        return error


def test_a_report_tells_the_fault_and_the_one_behind_it_without_values_and_paths() -> None:
    text = crash_report.text_of(_fault(), ("down", "question_mark", "a"))
    assert "LookupError: cannot read …/private.yaml" in text
    assert "and then:" in text
    assert "ValueError: a second ␛[31mfault" in text
    assert "last keys: down question_mark a" in text
    assert "test_crash_report.py:" in text
    for never in ("/home", "held back", "\x1b", str(Path(__file__).parent)):
        assert never not in text
    for known in ("genai-tui ", "python 3", "textual 8", "TERM="):
        assert known in text


def test_a_variable_that_holds_a_path_is_only_told_to_be_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TMUX", "/tmp/tmux-1000/default,1,0")
    assert "TMUX=set," in crash_report.text_of(_fault())


def test_reports_lie_in_the_state_folder_and_the_newest_are_kept(tmp_path: Path) -> None:
    for number in range(30):
        (tmp_path / f"crash-20200101T0000{number:02}-1.txt").write_text("old")
    path = crash_report.report(_fault(), folder=tmp_path)
    assert path is not None
    assert Path(path).stat().st_mode & 0o777 == 0o600
    kept = sorted(each.name for each in tmp_path.iterdir())
    assert len(kept) == crash_report.KEPT
    assert Path(path).name == kept[-1]


def test_a_folder_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "state").write_text("a file")
    path = crash_report.report(_fault(), folder=tmp_path / "state")
    assert path is None
    told = crash_report.summary(_fault(), path)
    assert "could not be written" in told
    assert "\n" not in told
    assert os.listdir(tmp_path) == ["state"]  # noqa: PTH208


def test_an_error_that_cannot_be_told_is_reported_all_the_same() -> None:
    class Mute(Exception):
        def __str__(self) -> str:
            raise RuntimeError

    assert "Mute: (cannot be told)" in crash_report.text_of(Mute())
