"""`doctor`: lines that can be sent to the authors, with what they need and nothing of the reader's."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from genai_tui.cli.doctor_command import colours
from tests.cli.conftest import Run


def test_it_tells_versions_terminal_and_folders(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("TMUX", "STY", "SSH_CONNECTION", "SSH_TTY", "SSH_CLIENT", "VISUAL", "EDITOR"):
        monkeypatch.delenv(name, raising=False)
    ran = run("doctor")
    assert ran.status == 0
    told = dict(re.split(r" +", line, maxsplit=1) for line in ran.out.splitlines() if line[:9] != "over SSH ")
    assert {
        "genai-tui",
        "textual",
        "python",
        "system",
        "size",
        "colours",
        "clipboard",
        "cache",
        "catalog",
    } <= set(told)
    assert told["terminal"] == "stdin no, stdout no, stderr no"
    assert told["size"] == "no terminal"
    assert told["editor"] == "none: neither VISUAL nor EDITOR names one"


def test_nothing_of_the_reader_is_told(run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("SSH_CONNECTION", "192.0.2.7 51000 192.0.2.8 22")
    monkeypatch.setenv("TMUX", "/tmp/tmux-1000/secret,1,0")
    monkeypatch.setenv("TERM", "odd\x1b[31m")
    home = tmp_path / "a-readers-name"
    monkeypatch.setenv("HOME", str(home))
    for name in ("CACHE", "STATE", "CONFIG"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(home / name.lower()))
    out = run("doctor").out
    assert "192.0.2" not in out
    assert "secret" not in out
    assert "a-readers-name" not in out
    assert "\x1b" not in out
    assert "~/cache/genai-tui" in out
    assert "Sent to the terminal's clipboard (tmux: set -s set-clipboard on)" in out
    assert "not opened over SSH" in out


@pytest.mark.parametrize(
    ("environment", "words"),
    [
        ({"NO_COLOR": "1", "COLORTERM": "truecolor"}, "none (NO_COLOR)"), ({"COLORTERM": "truecolor"}, "16 million (COLORTERM)"),
        ({"TERM": "xterm-256color"}, "256 (TERM)"), ({"TERM": "linux"}, "16, perhaps more (TERM)"), ({"TERM": "dumb"}, "none (TERM)"),
        ({}, "none (TERM)"),
    ],
)  # fmt: skip
def test_colours(environment: dict[str, str], words: str) -> None:
    assert colours(environment) == words
