"""Bytes reach the terminal in order; and nobody waits for one that takes none, or is gone."""

from __future__ import annotations

import os
import pty
import threading
import time
from collections.abc import Iterator

import pytest

from genai_tui.tui.terminal_output import BACKLOG, Output


@pytest.fixture
def ends() -> Iterator[tuple[int, int]]:
    """A pseudo-terminal: the end that an emulator holds, and the program's."""
    reading, writing = pty.openpty()
    yield reading, writing
    for end in (reading, writing):
        try:
            os.close(end)
        except OSError:
            pass


def _read(descriptor: int, size: int) -> bytes:
    data = b""
    while len(data) < size:
        data += os.read(descriptor, 65536)
    return data


def test_all_is_written_in_order(ends: tuple[int, int]) -> None:
    output = Output(ends[1])
    output.start()
    pieces = [f"{number};".encode() for number in range(20_000)]
    whole = b"".join(pieces)
    read: list[bytes] = []
    reader = threading.Thread(target=lambda: read.append(_read(ends[0], len(whole))), daemon=True)
    reader.start()
    for piece in pieces:
        output.wait_for_room()
        output.write(piece)
    assert output.drain(5)
    reader.join(5)
    assert read == [whole]
    output.stop()
    output.join(1)
    assert not output.is_alive()


def test_a_terminal_that_takes_nothing_holds_nobody_up(ends: tuple[int, int]) -> None:
    output = Output(ends[1])
    output.start()
    output.write(b"x" * (BACKLOG + 200_000))
    began = time.monotonic()
    assert not output.drain(0.2)
    output.in_a_hurry = True
    output.wait_for_room()
    output.drop()
    assert output.drain(1), "what was dropped is waited for no longer"
    assert time.monotonic() - began < 1
    output.stop()
    output.join(1)
    assert not output.is_alive()


def test_a_frame_waits_for_room(ends: tuple[int, int]) -> None:
    output = Output(ends[1])
    output.start()
    output.write(b"x" * (BACKLOG + 200_000))
    waiting = threading.Thread(target=output.wait_for_room, daemon=True)
    waiting.start()
    waiting.join(0.2)
    assert waiting.is_alive()
    _read(ends[0], BACKLOG + 200_000 - 8192)
    waiting.join(2)
    assert not waiting.is_alive()
    output.stop()


def test_a_terminal_that_is_gone_swallows_what_is_written(ends: tuple[int, int]) -> None:
    output = Output(ends[1])
    output.start()
    os.close(ends[0])
    output.write(b"x" * 100)
    output.join(2)
    assert output.is_broken
    assert not output.is_alive()
    for _ in range(100):
        output.write(b"y" * 1000)
        output.wait_for_room()
    assert not output.drain(0.1)
