"""Attributes of the terminal's line (termios): raw while the program has it, and as they were found after that."""

from __future__ import annotations

import contextlib
import fcntl
import struct
import termios
import tty
from collections.abc import Callable
from typing import Any

from genai_tui.tui import job_control


class Attributes:
    """The attributes of one terminal, and what they were before."""

    def __init__(self, descriptor: int) -> None:
        """Touch nothing yet."""
        self._descriptor = descriptor
        self._before: list[Any] | None = None

    def set_raw(self, local: Callable[[int], int], of_input: Callable[[int], int]) -> int:
        """Have keys come one by one, with the local flags and those of input changed so.

        Returns how many bytes were typed before: in those Enter is a line feed, as a program reads it that takes lines.
        """
        with contextlib.suppress(termios.error):
            self._before = termios.tcgetattr(self._descriptor)
            raw = termios.tcgetattr(self._descriptor)
            raw[tty.LFLAG] = local(raw[tty.LFLAG])
            raw[tty.IFLAG] = of_input(raw[tty.IFLAG])
            raw[tty.CC][termios.VMIN] = 1
            termios.tcsetattr(self._descriptor, termios.TCSANOW, raw)
        with contextlib.suppress(OSError):
            typed: int = struct.unpack("i", fcntl.ioctl(self._descriptor, termios.FIONREAD, bytes(4)))[0]
            return typed
        return 0

    def restore(self) -> None:
        """Set them as they were found, once; in the background not at all, where the shell has set its own by now."""
        before, self._before = self._before, None
        if before is not None and job_control.is_in_foreground(self._descriptor):
            with contextlib.suppress(termios.error):
                termios.tcsetattr(self._descriptor, termios.TCSANOW, before)
