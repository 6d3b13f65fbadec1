"""Whether the program can be suspended: only where a shell waits that can start it again."""

from __future__ import annotations

import os
import shutil
import signal
import sys
import time
from pathlib import Path

import pytest

from genai_tui.tui import job_control
from tests.tui.test_terminal import Terminal, terminal

BASH = shutil.which("bash") or ""
ASK = """\
import os, pathlib, sys
from genai_tui.tui.job_control import can_be_resumed
pathlib.Path(sys.argv[1] + ".part").write_text(str(can_be_resumed()))
os.rename(sys.argv[1] + ".part", sys.argv[1])
"""

pytestmark = pytest.mark.skipif(not BASH, reason="needs bash")


class Shell(Terminal):
    """A shell as the leader of a session with a terminal, as sshd starts it."""

    def __init__(self, *arguments: str) -> None:
        self.raw = bytearray()
        environment = {"PS1": "ready> ", "HISTFILE": ""}
        super(Terminal, self).__init__([BASH, "--norc", "--noprofile", *arguments], 100, 30, environment)


@pytest.mark.parametrize(
    ("line", "can"),
    [
        ("exec {ask}", False),
        ("{ask}; true", False),
        ("set -m; {ask}; true", True),
        ("set -m; sh -c '{ask}; true'; true", True),
        ("set -m; (sleep 0.5; {ask}) & disown; kill -9 $$", False),
    ],
    ids=["leader", "in the leader's group", "job", "wrapped within a job", "its shell has gone"],
)
def test_a_stopped_program_needs_a_shell_above_it(line: str, can: bool, tmp_path: Path) -> None:
    script, answer = tmp_path / "ask.py", tmp_path / "answer"
    script.write_text(ASK)
    shell = Shell("-c", line.format(ask=f"{sys.executable} {script} {answer}"))
    try:
        end = time.monotonic() + 20
        while not answer.exists() and time.monotonic() < end:
            time.sleep(0.02)
        assert answer.read_text() == str(can)
    finally:
        shell.close()


DOORS = {"browse": "", "graph": "6", "help": "?", "line": "/", "menu": "\x10"}


@pytest.mark.parametrize(
    ("wrapper", "door"), [*(("", door) for door in DOORS.values()), ("sh -c", "")], ids=[*DOORS, "wrapped"]
)
def test_the_shell_gets_the_terminal_and_gives_it_back(wrapper: str, door: str) -> None:
    command = f"{sys.executable} -m genai_tui"
    shell = Shell("-i")
    try:
        shell.wait("ready>")
        shell.send(f"{wrapper} '{command}; exit $?'\r" if wrapper else f"{command}\r")
        shell.wait("DreamFusion")
        shell.send(door)
        shell.quiet()
        shell.screen.reset()
        shell.send("\x1a")
        shell.wait("Stopped")
        shell.screen.reset()
        shell.send("fg\r")
        shell.wait("Survey 2023")
        shell.send("\x1b")
        shell.quiet()
        shell.send("\x03\x03")
        shell.screen.reset()
        shell.wait("ready>")
        shell.send("exit $?\r")
        assert shell.end() == 0
    finally:
        shell.close()


@pytest.mark.parametrize("door", DOORS.values(), ids=DOORS)
def test_without_a_shell_it_says_so_and_goes_on(door: str) -> None:
    with terminal() as made:
        made.wait("DreamFusion")
        made.send(door)
        made.quiet()
        made.send("\x1a")
        made.wait("no shell waits behind it")
        made.send("\x03\x03")
        assert made.end() == 0


@pytest.mark.parametrize(
    ("front", "leaves", "resumable", "stops"),
    [
        ([True], False, True, 0),
        ([False, True], False, True, 1),
        ([False, False, False, True], False, True, 3),  # continued twice by somebody who is not the shell
        ([False, False, True], True, True, 1),  # asked to leave while it was stopped
        ([False, False, True], False, False, 1),  # its shell has gone: nothing stops it
    ],
    ids=["in front", "brought to the front", "continued in the background", "leaves", "orphaned"],
)
def test_a_program_in_the_background_waits_to_be_brought_to_the_front(
    monkeypatch: pytest.MonkeyPatch, front: list[bool], leaves: bool, resumable: bool, stops: int
) -> None:
    sent: list[int] = []
    left = iter(front)
    monkeypatch.setattr(job_control, "is_in_foreground", lambda descriptor: next(left))
    monkeypatch.setattr(job_control, "can_be_resumed", lambda: resumable)
    monkeypatch.setattr(os, "kill", lambda pid, number: sent.append(number))
    job_control.wait_for_foreground(0, lambda: leaves and bool(sent))
    assert sent == stops * [signal.SIGTTOU]


def test_who_continues_it_behind_the_shell_does_not_bring_it_to_the_front() -> None:
    shell = Shell("-i")
    try:
        shell.wait("ready>")
        shell.send(f"{sys.executable} -m genai_tui\r")
        shell.wait("DreamFusion")
        shell.send("\x1a")
        shell.wait("Stopped")
        [program] = map(int, Path(f"/proc/{shell.pid}/task/{shell.pid}/children").read_text().split())
        entered = shell.raw.count(b"\x1b[?1049h")
        for _ in range(3):
            had = _turns(program)
            os.kill(program, signal.SIGCONT)
            end = time.monotonic() + 30
            while _turns(program) == had or _state(program) != "T":
                assert time.monotonic() < end, _state(program)
                shell.quiet()
        assert shell.raw.count(b"\x1b[?1049h") == entered, "it draws over the shell"
        shell.screen.reset()
        shell.send("fg\r")
        shell.wait("Survey 2023")
    finally:
        shell.close()


def _state(process: int) -> str:
    return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]


def _turns(process: int) -> int:
    """Return how often a process has had the processor and let go of it."""
    told = Path(f"/proc/{process}/status").read_text()
    return sum(int(line.split()[1]) for line in told.splitlines() if "_ctxt_switches" in line)
