"""A command on a pseudo-terminal, and the screen that a person at the other end would see."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import signal
import struct
import termios

import pyte
from wcwidth import wcwidth

_UNKNOWN = re.compile(
    rb"\x1b\[[<>=][0-9;]*[a-zA-Z]|\x1b\[\?[0-9;]*\$p|\x1bP.*?\x1b\\|\x1b\][^\x07]*\x07", re.S
)
"""What pyte would show as text: modes and questions that it does not know, strings for the terminal itself."""


class PseudoTerminal:
    """Runs a command; reads only when asked to."""

    def __init__(
        self,
        command: list[str],
        columns: int = 120,
        rows: int = 40,
        environment: dict[str, str] | None = None,
    ) -> None:
        self.screen = pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self.screen)
        self._rows: dict[int, str] = {}
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            self._resized(0, columns, rows)
            os.environ.update({"TERM": "xterm-256color", "COLORTERM": "truecolor", "LC_ALL": "C.UTF-8"})
            os.environ.update(environment or {})
            for number in (signal.SIGHUP, signal.SIGINT, signal.SIGQUIT, signal.SIGTERM):
                signal.signal(number, signal.SIG_DFL)  # whoever runs the tests may ignore some
            # With the environment as Python knows it: readline, which pytest loads, sets COLUMNS behind it.
            os.execve(command[0], command, dict(os.environ))

    @staticmethod
    def _resized(fd: int, columns: int, rows: int) -> None:
        fcntl.ioctl(fd, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def resize(self, columns: int, rows: int) -> None:
        """Give the terminal another size, as a window manager does."""
        self.screen.resize(rows, columns)
        self.screen.erase_in_display(2)
        self._resized(self.fd, columns, rows)

    def send(self, keys: str) -> None:
        """Type."""
        os.write(self.fd, keys.encode())

    def waits(self, seconds: float) -> bool:
        """Tell whether anything comes within `seconds`, or the command has ended."""
        return bool(select.select([self.fd], [], [], seconds)[0])

    def read(self) -> bytes:
        """Return what has come; raises OSError once the command has ended."""
        return os.read(self.fd, 65536)

    def show(self, data: bytes) -> None:
        """Let the screen show what has come."""
        self._stream.feed(_UNKNOWN.sub(b"", data))

    @property
    def text(self) -> str:
        """The screen as text, a line a row; only rows that have changed since the last time are read anew."""
        changed = self.screen.dirty
        for y in {
            *changed,
            *(y - 1 for y in changed if y),
        }:  # a mark at the first column stands on the row above
            self._rows[y] = self._row(y)
        changed.clear()
        return "\n".join(self._rows[y] for y in range(self.screen.lines))

    def _row(self, y: int) -> str:
        row, text, was_wide = self.screen.buffer[y], "", False
        for x in range(self.screen.columns):
            char = "" if was_wide else row[x].data
            was_wide = wcwidth(char[:1]) == 2
            text += char
        return text.rstrip()

    def shows(self, pattern: str) -> bool:
        """Tell whether the screen shows a pattern."""
        return re.search(pattern, self.text) is not None

    def close(self) -> None:
        """End the command if it still runs, and let go of the terminal."""
        try:
            os.kill(self.pid, signal.SIGKILL)
            os.waitpid(self.pid, 0)
        except (ProcessLookupError, ChildProcessError):
            pass  # it has left by itself, and somebody has asked how
        os.close(self.fd)
