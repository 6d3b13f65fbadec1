"""The attributes of the terminal's line: raw while the program has it, and after that as they were found."""

from __future__ import annotations

import os
import pty
import termios
import tty
from collections.abc import Iterator

import pytest

from genai_tui.tui import job_control
from genai_tui.tui.terminal_attributes import Attributes


@pytest.fixture
def line() -> Iterator[int]:
    held, ours = pty.openpty()
    yield ours
    os.close(held)
    os.close(ours)


def _without_echo(flags: int) -> int:
    return flags & ~termios.ECHO


def _same(flags: int) -> int:
    return flags


def test_they_are_changed_and_taken_back(line: int) -> None:
    before = termios.tcgetattr(line)
    assert before[tty.LFLAG] & termios.ECHO
    attributes = Attributes(line)
    attributes.set_raw(_without_echo, _same)
    assert termios.tcgetattr(line)[tty.LFLAG] == before[tty.LFLAG] & ~termios.ECHO
    assert (
        termios.tcgetattr(line)[tty.CC][termios.VMIN] == b"\x01"
    )  # as bytes, of a line that is still edited
    attributes.restore()
    assert termios.tcgetattr(line) == before


def test_they_are_taken_back_once(line: int) -> None:
    attributes = Attributes(line)
    attributes.restore()  # nothing was set yet
    attributes.set_raw(_without_echo, _same)
    attributes.restore()
    another = termios.tcgetattr(line)
    another[tty.LFLAG] &= ~termios.ECHO
    termios.tcsetattr(line, termios.TCSANOW, another)
    attributes.restore()
    assert not termios.tcgetattr(line)[tty.LFLAG] & termios.ECHO


def test_in_the_background_the_shells_attributes_stay(line: int, monkeypatch: pytest.MonkeyPatch) -> None:
    attributes = Attributes(line)
    attributes.set_raw(_without_echo, _same)
    raw = termios.tcgetattr(line)
    monkeypatch.setattr(job_control, "is_in_foreground", lambda descriptor: False)
    attributes.restore()
    assert termios.tcgetattr(line) == raw


def test_what_is_no_terminal_is_left_alone() -> None:
    reading, writing = os.pipe()
    attributes = Attributes(reading)
    attributes.set_raw(_without_echo, _same)
    attributes.restore()
    assert job_control.is_in_foreground(reading)
    os.close(reading)
    os.close(writing)


@pytest.mark.parametrize("typed", [b"", b"/wh", b"/whisper\n6"])
def test_what_was_typed_before_is_counted(typed: bytes) -> None:
    held, ours = pty.openpty()
    os.write(held, typed)
    echoed = b""
    while len(echoed) < len(typed):  # then it has come
        echoed += os.read(held, 100)
    attributes = Attributes(ours)
    assert attributes.set_raw(lambda flags: flags & ~termios.ICANON, _same) == len(typed)
    assert not typed or os.read(ours, 100) == typed
    attributes.restore()
    os.close(held)
    os.close(ours)


def test_where_no_terminal_is_nothing_was_typed() -> None:
    reading, writing = os.pipe()
    os.close(writing)
    assert Attributes(reading).set_raw(_same, _same) == 0
    os.close(reading)
    assert Attributes(reading).set_raw(_same, _same) == 0
