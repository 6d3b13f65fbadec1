"""`doctor`: lines that can be sent to the authors, with what they need and nothing of the reader's."""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path

import pytest

from genai_tui.cli import doctor_command
from genai_tui.cli.doctor_command import colours, folders, terminal, versions
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


@pytest.mark.parametrize(
    ("size", "told"),
    [
        ((60, 16), "60x16"), ((59, 16), "59x16, less than the 60x16 that it takes"), ((60, 15), "60x15, less than the 60x16 that it takes"), ((200, 50), "200x50"),
        (None, "no terminal"),
    ],
)  # fmt: skip
def test_the_size_says_what_is_too_small(
    monkeypatch: pytest.MonkeyPatch, size: tuple[int, int] | None, told: str
) -> None:
    def measured(number: int) -> os.terminal_size:
        if size is None:
            raise OSError
        return os.terminal_size(size)

    class Stream:
        encoding = "utf-8"

        def fileno(self) -> int:
            return 1

        def isatty(self) -> bool:
            return True

    for name in ("stdin", "stdout", "stderr"):
        monkeypatch.setattr(sys, name, Stream())
    monkeypatch.setattr(os, "get_terminal_size", measured)
    found = dict(terminal({}))
    assert found["size"] == told
    assert found["terminal"] == "stdin yes, stdout yes, stderr yes"


def test_variables_are_told_or_only_that_they_are_set() -> None:
    names = ("TERM", "LANG", "TMUX", "SSH_CONNECTION")
    none, some = dict(terminal({})), dict(terminal(dict.fromkeys(names, "some words")))
    assert [none[name] for name in names] == ["·"] * 4
    assert [some[name] for name in names] == ["some words", "some words", "set", "set"]
    assert dict(terminal({"EDITOR": "/usr/bin/ed -x"}))["editor"] == "ed"


def test_folders_are_told_from_the_home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    told = dict(folders())
    assert told["cache"] == "~/cache/genai-tui"
    assert told["memory"].startswith("~/")
    assert told["catalogs"].startswith("landscape, survey in ")
    monkeypatch.setenv("HOME", str(tmp_path / "elsewhere"))
    assert dict(folders())["cache"] == str(tmp_path / "cache" / "genai-tui")
    assert [name for name, _ in versions()] == [*doctor_command._PACKAGES, "python", "system"]


def test_the_cache_is_cleared(run: Run, folder: Path) -> None:
    assert run("list", "-c", folder).status == 0
    assert run("doctor", "--clear-cache").out == "compiled catalogs removed: 1\n"
    assert run("doctor", "--clear-cache").out == "compiled catalogs removed: 0\n"
