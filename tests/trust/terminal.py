"""A terminal that answers, at once, late, twice or never, and knows what is switched on in it."""

from __future__ import annotations

import contextlib
import os
import re
import signal
import sys
import termios
import time
import uuid
from collections.abc import Callable, Iterable
from pathlib import Path

from tests.pseudo_terminal import PseudoTerminal

PROGRAM = [sys.executable, "-m", "genai_tui"]

MODES = {
    "1049": "alternate screen", "47": "alternate screen", "1000": "mouse", "1002": "mouse", "1003": "mouse", "1006": "mouse",
    "1015": "mouse", "1016": "mouse in pixels", "1004": "focus", "2004": "paste", "2026": "synchronized frame",
    "2031": "theme", "2048": "size in the stream",
}  # fmt: skip
_SEQUENCE = re.compile(rb"\x1b\[[0-9;:?<>=!]*[ -/]*[@-~]|\x1b[\]PX^_].*?(?:\x07|\x1b\\)", re.S)


class AnsweringTerminal(PseudoTerminal):
    """A program in a pseudo-terminal, the leader of its session; every process that it starts can be found."""

    def __init__(
        self,
        command: list[str] | None = None,
        *,
        environment: dict[str, str] | None = None,
        knows: Iterable[str] = ("2026", "2048"),
        answers: int = 1,
        late: float = 0.0,
        size: tuple[int, int] = (120, 40),
    ) -> None:
        """Run `command`; answer questions about the modes in `knows` so many times, so many seconds late."""
        self.raw = bytearray()
        self.is_gone = False
        self.mark = f"TRUST_MARK={uuid.uuid4().hex}"
        """What each of its processes has in its environment."""
        self._knows = tuple(mode.encode() for mode in knows)
        self._answers, self._late = answers, late
        self._due: list[tuple[float, bytes]] = []
        self._status: int | None = None
        name, _, value = self.mark.partition("=")
        super().__init__(command or PROGRAM, *size, environment={**(environment or {}), name: value})
        with contextlib.suppress(termios.error):
            self._attributes = termios.tcgetattr(self.fd)

    # Reading and typing

    def pump(self, seconds: float) -> bool:
        """Read and answer for so long; tells whether the terminal is still held by somebody."""
        end = time.monotonic() + seconds
        while not self.is_gone:
            self._answer_what_is_due()
            left = end - time.monotonic()
            if left <= 0:
                break
            if not self.waits(min(left, 0.01)):
                continue
            try:
                data = self.read()
            except OSError:
                data = b""
            if not data:
                time.sleep(min(0.01, max(0.0, left)))
                return False
            self.raw += data
            self._note_questions(data)
        return not self.is_gone

    def until(self, pattern: bytes, seconds: float = 20.0, start: int = 0) -> bool:
        """Read until a pattern has come, sequences counted in; tells whether it has."""
        end = time.monotonic() + seconds
        while not re.search(pattern, bytes(self.raw[start:])):
            if time.monotonic() > end or self.is_gone:
                return False
            if not self.pump(0.02) and self.status() is not None:
                return re.search(pattern, bytes(self.raw[start:])) is not None
        return True

    def wait_until(self, holds: Callable[[], object], seconds: float) -> bool:
        """Read until something holds; tells whether it does."""
        end = time.monotonic() + seconds
        while not holds():
            if time.monotonic() > end:
                return False
            if self.is_gone or not self.pump(0.02):
                time.sleep(0.02)
        return True

    def type(self, *keys: str, pause: float = 0.12) -> None:
        """Type keys one after another."""
        for key in keys:
            with contextlib.suppress(OSError):
                self.send(key)
            self.pump(pause)

    @property
    def words(self) -> str:
        """What has come, without sequences."""
        return _SEQUENCE.sub(b"", bytes(self.raw)).decode("utf-8", "replace")

    @property
    def farewell(self) -> str:
        """What stands on the normal screen after the program has left."""
        at = self.raw.rfind(b"\x1b[?1049l")
        return _SEQUENCE.sub(b"", bytes(self.raw[max(at, 0) :])).decode("utf-8", "replace").strip()

    def _note_questions(self, data: bytes) -> None:
        due = time.monotonic() + self._late
        for found in re.finditer(rb"\x1b\[\?(\d+)\$p", data):
            known = b"2" if found[1] in self._knows else b"0"
            self._due += [(due, b"\x1b[?" + found[1] + b";" + known + b"$y")] * self._answers

    def _answer_what_is_due(self) -> None:
        now = time.monotonic()
        while self._due and self._due[0][0] <= now:
            with contextlib.suppress(OSError):
                os.write(self.fd, self._due.pop(0)[1])

    # How it ends

    def hang_up(self) -> None:
        """Close the terminal, as an emulator does whose window is closed."""
        os.close(self.fd)
        self.is_gone = True

    def status(self) -> int | None:
        """Return the exit status, negative for a signal; None while the program lives."""
        if self._status is None:
            with contextlib.suppress(ChildProcessError):
                done, status = os.waitpid(self.pid, os.WNOHANG)
                if done:
                    self._status = os.waitstatus_to_exitcode(status)
        return self._status

    def ends_within(self, seconds: float) -> float | None:
        """Wait for the end of the program; returns the seconds it took, None where it lives on."""
        began = time.monotonic()
        while self.status() is None:
            if time.monotonic() - began > seconds:
                return None
            if self.is_gone:
                time.sleep(0.01)
            else:
                self.pump(0.01)
        took = time.monotonic() - began
        if not self.is_gone:
            self.pump(0.1)
        return took

    def others(self, but: Iterable[int] = ()) -> dict[int, str]:
        """Return the living processes that the program has left, by id with their command lines."""
        found = {}
        for process in Path("/proc").glob("[0-9]*"):
            with contextlib.suppress(OSError):
                if self.mark.encode() not in (process / "environ").read_bytes():
                    continue
                if (process / "stat").read_bytes().rsplit(b")", 1)[1].split()[0] != b"Z":
                    words = (process / "cmdline").read_bytes().replace(b"\0", b" ")
                    found[int(process.name)] = words.decode("utf-8", "replace").strip()
        return {pid: command for pid, command in found.items() if pid not in set(but)}

    def left_on(self) -> list[str]:
        """Return the names of the modes that are still switched on."""
        on: dict[str, bool] = {}
        raw = bytes(self.raw)
        for found in re.finditer(rb"\x1b\[\?([0-9;]+)([hl])", raw):
            for number in found[1].decode().split(";"):
                on[number] = found[2] == b"h"
        left = {MODES[number] for number, is_on in on.items() if is_on and number in MODES}
        left |= {
            words for number, words in (("25", "hidden cursor"), ("7", "no wrap")) if not on.get(number, True)
        }
        if len(re.findall(rb"\x1b\[>\d*u", raw)) > len(re.findall(rb"\x1b\[<\d*u", raw)):
            left.add("kitty keys")
        return sorted(left)

    def is_as_before(self) -> bool:
        """Tell whether the attributes of the line are those from before the program."""
        now = termios.tcgetattr(self.fd)
        return now[:6] == self._attributes[:6] and now[6][:6] == self._attributes[6][:6]

    def close(self) -> None:
        """End whatever the program has left, by its id, and let go of the terminal."""
        for pid in self.others():
            with contextlib.suppress(OSError):
                os.kill(pid, signal.SIGKILL)
        if self.status() is None:
            with contextlib.suppress(OSError):
                os.kill(self.pid, signal.SIGKILL)
                os.waitpid(self.pid, 0)
        if not self.is_gone:
            os.close(self.fd)
            self.is_gone = True
