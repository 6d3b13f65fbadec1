"""A program on a pseudo-terminal, timed: first frame, keys, bytes, memory."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import signal
import struct
import termios
import time
from types import TracebackType
from typing import Self

import pyte

from tests.benchmarks.timing import memory

_UNKNOWN = re.compile(
    rb"\x1b\[[<>=][0-9;]*[a-zA-Z]|\x1b\[\?[0-9;]*\$p|\x1bP.*?\x1b\\|\x1b\][^\x07]*\x07", re.S
)
_QUIET = 0.2
_PAUSE = 0.1


class Probe:
    """Runs a command on a terminal of 120 columns and 40 rows."""

    def __init__(self, command: list[str], columns: int = 120, rows: int = 40) -> None:
        self._screen = pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self._screen)
        self._started = self._came = time.perf_counter()
        self._pid, self._fd = pty.fork()
        if self._pid == 0:
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
            os.environ.update({"TERM": "xterm-256color", "COLORTERM": "truecolor", "LC_ALL": "C.UTF-8"})
            os.execve(command[0], command, dict(os.environ))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        os.kill(self._pid, signal.SIGKILL)
        os.waitpid(self._pid, 0)
        os.close(self._fd)

    def _pump(self, seconds: float) -> int:
        if not select.select([self._fd], [], [], seconds)[0]:
            return 0
        data = self._read()
        self._show(data)
        return len(data)

    def _read(self) -> bytes:
        data = os.read(self._fd, 65536)
        self._came = time.perf_counter()
        return data

    def _show(self, data: bytes) -> None:
        self._stream.feed(_UNKNOWN.sub(b"", data))

    def wait(self, pattern: str) -> float:
        """Return seconds from the start until the bytes had come that make the screen show `pattern`.

        What comes in one go is read to its end before any is shown: the terminal takes longer to show it
        than the program to send it, and its time is not the program's.
        """
        end = time.perf_counter() + 30
        while not self._shows(pattern):
            burst: list[tuple[float, bytes]] = []
            while time.perf_counter() < end and select.select([self._fd], [], [], _PAUSE)[0]:
                data = self._read()
                burst.append((self._came - self._started, data))
            for came, data in burst:
                self._show(data)
                if self._shows(pattern):
                    return came
            if time.perf_counter() > end:
                raise TimeoutError(pattern)
        return self._came - self._started

    def _shows(self, pattern: str) -> bool:
        return re.search(pattern, "\n".join(self._screen.display)) is not None

    def settle(self) -> None:
        """Read until nothing comes."""
        while self._pump(_QUIET * 2):
            pass

    def press(self, key: str) -> tuple[float, int]:
        """Press a key; returns milliseconds until the last byte of the answer, and its bytes."""
        start = last = time.perf_counter()
        os.write(self._fd, key.encode())
        data = b""
        while select.select([self._fd], [], [], _QUIET)[0]:
            data += os.read(self._fd, 65536)
            last = time.perf_counter()
        self._show(data)  # afterwards: it takes longer than the program
        return (last - start) * 1000, len(data)

    def until(self, key: str, pattern: str) -> float:
        """Press a key; returns milliseconds until the screen shows `pattern`."""
        start = time.perf_counter()
        os.write(self._fd, key.encode())
        return (self._started + self.wait(pattern) - start) * 1000

    def bytes_in(self, seconds: float) -> int:
        """Return how many bytes come within `seconds`."""
        end = time.perf_counter() + seconds
        size = 0
        while time.perf_counter() < end:
            size += self._pump(0.2)
        return size

    def memory(self) -> float:
        """Return resident memory in MiB."""
        return memory(self._pid)
