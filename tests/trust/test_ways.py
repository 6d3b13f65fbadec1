"""Ways out at moments: a sample of the table that `python -m tests.trust.ways` tries whole."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.trust.late_answers import start
from tests.trust.terminal import AnsweringTerminal
from tests.trust.ways import try_out

SAMPLE = [
    ("first bytes", "SIGTERM"), ("first bytes", "hang-up"), ("first bytes", "SIGTERM twice"),
    ("browse", "hang-up"), ("browse", "hang-up in a shell"), ("browse", "full"), ("browse", "SIGINT"),
    ("browse", "stopped, SIGTERM, fg"), ("browse", "ctrl+z, fg, q"), ("query", "shell killed"), ("help", "hang-up"),
    ("menu", "SIGHUP"), ("graph", "stopped, hang-up"), ("graph", "full"),
    ("next catalog", "ctrl+z, fg, q"), ("next catalog", "SIGTSTP, fg, q"), ("next catalog", "SIGHUP"),
    ("next catalog", "SIGSTOP, fg, q"), ("browse", "SIGSTOP, fg, q"),
]  # fmt: skip


@pytest.mark.parametrize(("moment", "way"), SAMPLE)
def test_the_program_is_gone_within_a_second_and_the_terminal_as_before(
    moment: str, way: str, tmp_path: Path
) -> None:
    assert try_out(moment, way, "modern", str(tmp_path)).faults == ()


_INTERRUPTED = """
import os, signal
from genai_tui.__main__ import start
from genai_tui.tui.driver import TerminalDriver

take = TerminalDriver.start_application_mode

def take_interrupted(driver):
    os.kill(os.getpid(), signal.SIGINT)
    take(driver)

TerminalDriver.start_application_mode = take_interrupted
start()
"""


def test_ctrl_c_just_before_the_terminal_is_taken_leaves_as_at_any_moment(tmp_path: Path) -> None:
    folders = {f"XDG_{name}_HOME": str(tmp_path / name) for name in ("CACHE", "STATE", "CONFIG", "DATA")}
    terminal = AnsweringTerminal([sys.executable, "-c", _INTERRUPTED], environment=folders)
    try:
        assert terminal.ends_within(30) is not None
        assert (terminal.status(), terminal.left_on(), terminal.is_as_before()) == (130, [], True)
    finally:
        terminal.close()


_SLOW_MEMORY = """
import sys, time
from pathlib import Path
from genai_tui.__main__ import start
from genai_tui.storage.memory.memory import Memory

begun = Path(sys.argv.pop())

def remember_catalog(memory, name):
    begun.touch()
    time.sleep(60)

Memory.remember_catalog = remember_catalog
start()
"""


def test_ctrl_c_leaves_while_a_slow_home_is_written(tmp_path: Path) -> None:
    folders = {f"XDG_{name}_HOME": str(tmp_path / name) for name in ("CACHE", "STATE", "CONFIG", "DATA")}
    begun = tmp_path / "begun"
    terminal = AnsweringTerminal([sys.executable, "-c", _SLOW_MEMORY, str(begun)], environment=folders)
    try:
        assert terminal.wait_until(begun.exists, 30)
        terminal.send("\x03")
        assert terminal.ends_within(20) is not None
        assert (terminal.status(), terminal.left_on(), terminal.is_as_before()) == (130, [], True)
    finally:
        terminal.close()


@pytest.mark.parametrize(
    ("late", "answers"), [(0.0, 1), (0.01, 2), (0.02, 1), (0.02, 2), (0.08, 1), (0.0, 0)]
)
def test_a_terminal_may_answer_when_it_likes(late: float, answers: int, tmp_path: Path) -> None:
    assert start(str(tmp_path), late, answers) == ""
