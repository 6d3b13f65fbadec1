"""Whether the program can be suspended: only where a shell waits that can start it again."""

from __future__ import annotations

import shutil
import sys
import time
from pathlib import Path

import pytest

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
