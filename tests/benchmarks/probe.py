"""A program on a pseudo-terminal, timed: first frame, keys, bytes, memory."""

from __future__ import annotations

import time
from types import TracebackType
from typing import Self

from tests.benchmarks.timing import memory
from tests.pseudo_terminal import PseudoTerminal

_QUIET = 0.2
_PAUSE = 0.1


class Probe(PseudoTerminal):
    """Times a command on a terminal of 120 columns and 40 rows."""

    def __init__(self, command: list[str], columns: int = 120, rows: int = 40) -> None:
        self._started = self._came = time.perf_counter()
        super().__init__(command, columns, rows)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        self.close()

    def _pump(self, seconds: float) -> int:
        if not self.waits(seconds):
            return 0
        data = self.read()
        self.show(data)
        return len(data)

    def read(self) -> bytes:
        """Return what has come, and take down when."""
        data = super().read()
        self._came = time.perf_counter()
        return data

    def wait(self, pattern: str) -> float:
        """Return seconds from the start until the bytes had come that make the screen show `pattern`.

        What comes in one go is read to its end before any is shown: the terminal takes longer to show it
        than the program to send it, and its time is not the program's.
        """
        end = time.perf_counter() + 30
        while not self.shows(pattern):
            burst: list[tuple[float, bytes]] = []
            while time.perf_counter() < end and self.waits(_PAUSE):
                data = self.read()
                burst.append((self._came - self._started, data))
            found = None
            for came, data in burst:
                self.show(data)
                if found is None and self.shows(pattern):
                    found = came
            if found is not None:
                return found
            if time.perf_counter() > end:
                raise TimeoutError(pattern)
        return self._came - self._started

    def settle(self) -> int:
        """Read until nothing comes; return how many bytes came."""
        size = 0
        while came := self._pump(_QUIET * 2):
            size += came
        return size

    def press(self, key: str) -> tuple[float, int]:
        """Press a key; returns milliseconds until the last byte of the answer, and its bytes."""
        start = last = time.perf_counter()
        self.send(key)
        data = b""
        while self.waits(_QUIET):
            data += self.read()
            last = self._came
        self.show(data)  # afterwards: it takes longer than the program
        return (last - start) * 1000, len(data)

    def until(self, key: str, pattern: str) -> float:
        """Press a key; returns milliseconds until the screen shows `pattern`."""
        start = time.perf_counter()
        self.send(key)
        return (self._started + self.wait(pattern) - start) * 1000

    def bytes_in(self, seconds: float) -> int:
        """Return how many bytes come within `seconds`."""
        end = time.perf_counter() + seconds
        size = 0
        while time.perf_counter() < end:
            size += self._pump(min(seconds, 0.2))
        return size

    def memory(self) -> float:
        """Return resident memory in MiB."""
        return memory(self.pid)
