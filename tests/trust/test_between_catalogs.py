"""What is typed, told and done between two catalogs, where one explorer has ended and the next does not stand yet."""

from __future__ import annotations

import contextlib
import os
import re
import shlex
import signal
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.trust.terminal import PROGRAM, AnsweringTerminal

_LONG_BETWEEN = """
import gc, sys, time, weakref
from pathlib import Path
from genai_tui.__main__ import start
from genai_tui.tui.app import GenaiApp

between, seconds, fails = Path(sys.argv[1]), float(sys.argv[2]), sys.argv[3] == "fails"
make, made = GenaiApp.__init__, []

def make_late(app, *given):
    if made:
        until = time.monotonic() + 5
        while made[0]() and time.monotonic() < until:  # a thread may still end
            time.sleep(0.05)
            gc.collect()
        between.write_text("held" if made[0]() else "gone")
        time.sleep(seconds)
        if fails:
            raise ValueError("no explorer")
    made.append(weakref.ref(app))
    make(app, *given)

GenaiApp.__init__ = make_late
sys.argv[1:] = ["--fresh"]
start()
"""
"""The program, in which the second explorer comes so many seconds late, or fails.

It tells by a file that this one is asked for, and whether the first is still held.
"""


class _Between:
    """The program between two catalogs."""

    def __init__(self, folder: Path, seconds: float = 0.4, then: str = "") -> None:
        folders = {f"XDG_{name}_HOME": str(folder / name) for name in ("CACHE", "STATE", "CONFIG", "DATA")}
        folders |= {"EDITOR": "true", "VISUAL": ""}
        between = folder / "between"
        command = [sys.executable, "-c", _LONG_BETWEEN, str(between), str(seconds), then]
        self.terminal = AnsweringTerminal(command, environment=folders)
        self._between = between
        self.before = 0

    def go(self, before: str = "", behind: str = "") -> None:
        """Go on to another catalog, with keys before that, and keys behind it in one go."""
        assert self.terminal.until(b"DreamFusion")
        if before:
            self.terminal.type(before, pause=1)
        self.terminal.send(f":catalog landscape\r{behind}")
        assert self.terminal.wait_until(lambda: self.first, 30)
        self.before = len(self.terminal.raw)

    @property
    def first(self) -> str:
        """Whether the first explorer is `held` or `gone`; empty before the second is asked for."""
        return self._between.read_text() if self._between.exists() else ""

    def shows(self, pattern: bytes) -> bool:
        return self.terminal.until(pattern, start=self.before)

    @property
    def end(self) -> tuple[int | None, list[str], bool]:
        """The exit status, what is left switched on, and whether the line is as before; once the program has ended."""
        assert self.terminal.ends_within(20) is not None
        return self.terminal.status(), self.terminal.left_on(), self.terminal.is_as_before()


Switching = Callable[..., _Between]


@pytest.fixture
def switch(tmp_path: Path) -> Iterator[Switching]:
    """Runs the program up to the moment between two catalogs, at most once in a test."""
    with contextlib.ExitStack() as at_end:

        def switched(seconds: float = 0.4, then: str = "", **keys: str) -> _Between:
            found = _Between(tmp_path, seconds, then)
            at_end.callback(found.terminal.close)
            found.go(**keys)
            return found

        yield switched


@pytest.mark.parametrize("keys", ["\x03\x03", "q", "gq", "/gpt\r\x03\x03", "\x1b[<0;5;5M\x1b[<0;5;5mq"])
def test_keys_that_leave_do_so_once_the_next_one_stands(keys: str, switch: Switching) -> None:
    switched = switch()
    switched.terminal.send(keys)
    assert switched.end == (0, [], True)


def test_what_is_typed_is_for_the_next_one_and_the_last_picture_stays(switch: Switching) -> None:
    switched = switch()
    switched.terminal.send("/dall-e\r")
    assert switched.shows(b"GPT Image|DALL")
    shown = bytes(switched.terminal.raw)
    assert shown.count(b"\x1b[?1049h") == 1
    assert b"\x1b[?1049l" not in shown
    switched.terminal.send("\x1b")
    switched.terminal.pump(0.3)
    switched.terminal.send("q")
    assert switched.end == (0, [], True)


def test_who_is_stopped_there_takes_the_terminal_anew(tmp_path: Path) -> None:
    folders = {f"XDG_{name}_HOME": str(tmp_path / name) for name in ("CACHE", "STATE", "CONFIG", "DATA")}
    between = tmp_path / "between"
    terminal = AnsweringTerminal(
        ["/bin/bash", "--norc", "--noprofile", "-i"],
        environment=folders | {"PS1": "PROMPT> ", "HISTFILE": ""},
    )
    try:
        assert terminal.until(b"PROMPT> ")
        terminal.send(shlex.join([sys.executable, "-c", _LONG_BETWEEN, str(between), "1.5", ""]) + "\r")
        assert terminal.until(b"DreamFusion")
        terminal.send(":catalog landscape\r")
        assert terminal.wait_until(between.exists, 30)
        [pid] = [pid for pid in terminal.others() if pid != terminal.pid]
        at = len(terminal.raw)
        os.kill(pid, signal.SIGSTOP)
        assert terminal.until(b"PROMPT> ", start=at)
        at = len(terminal.raw)
        terminal.send("fg\r")
        assert terminal.until(rb"\x1b\[\?1049h", start=at)
        assert terminal.until(b"landscape", start=at)
        terminal.pump(0.5)
        at = len(terminal.raw)
        terminal.send("q")
        assert terminal.until(b"PROMPT> ", start=at)
        assert [mode for mode in terminal.left_on() if mode != "paste"] == []  # the shell's own
        assert list(terminal.others()) == [terminal.pid]
    finally:
        terminal.close()


def test_a_line_and_what_is_typed_behind_it_in_one_go(tmp_path: Path) -> None:
    folders = {f"XDG_{name}_HOME": str(tmp_path / name) for name in ("CACHE", "STATE", "CONFIG", "DATA")}
    terminal = AnsweringTerminal([*PROGRAM, "--fresh"], environment=folders)
    try:
        assert terminal.until(b"DreamFusion")
        terminal.send(":catalog landscape\r/sonnet\r")
        assert terminal.until(b"Sonnet")
        terminal.send("\x03\x03")
        assert terminal.ends_within(20) is not None
        assert terminal.status() == 0
    finally:
        terminal.close()


@pytest.mark.parametrize(
    ("number", "status"),
    [(signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGHUP, 129), (signal.SIGQUIT, 131)],
)
@pytest.mark.parametrize("seconds", [0.2, 30])
def test_a_signal_ends_the_process_within_a_second(
    number: signal.Signals, status: int, seconds: float, switch: Switching
) -> None:
    switched = switch(seconds)
    began = time.monotonic()
    os.kill(switched.terminal.pid, number)
    assert switched.end == (status, [], True)
    assert time.monotonic() - began < 5


def test_a_terminal_that_goes_away_ends_it(switch: Switching) -> None:
    switched = switch()
    switched.terminal.hang_up()
    assert switched.terminal.ends_within(20) is not None
    assert switched.terminal.status() == 129


def test_a_failure_gives_the_terminal_back_and_is_told(switch: Switching) -> None:
    switched = switch(0, "fails")
    assert switched.end == (70, [], True)
    assert "genai-tui has failed: ValueError" in switched.terminal.farewell
    assert "Traceback" not in switched.terminal.farewell


def test_another_size_is_the_next_ones(switch: Switching) -> None:
    switched = switch()
    switched.terminal.resize(60, 20)
    assert switched.shows(b"\x1b\\[20;[0-9]+H")
    switched.terminal.pump(0.5)
    places = re.findall(rb"\x1b\[(\d+);(\d+)H", bytes(switched.terminal.raw[switched.before :]))
    assert max(int(row) for row, _ in places) == 20
    assert max(int(column) for _, column in places) <= 60
    switched.terminal.send("q")
    assert switched.end == (0, [], True)


def test_a_stop_where_no_shell_waits_stops_nothing(switch: Switching) -> None:
    switched = switch()
    os.kill(switched.terminal.pid, signal.SIGTSTP)
    assert switched.shows(b"landscape")
    switched.terminal.send("q")
    assert switched.end == (0, [], True)


@pytest.mark.parametrize(
    ("before", "behind"),
    [("", ""), ("\x1b[<35;30;10M", ""), ("", "jj"), (":edit-note\r", ""), ("2jj1", "\x1b[<35;9;9M")],
)
def test_nothing_holds_the_first_one(before: str, behind: str, switch: Switching) -> None:
    switched = switch(0, before=before, behind=behind)
    assert switched.first == "gone"
    assert switched.shows(b"landscape")
    switched.terminal.pump(0.3)
    switched.terminal.send("\x03\x03")
    assert switched.end == (0, [], True)
