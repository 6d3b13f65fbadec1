"""Output to the terminal, written by a thread of its own, so that nothing waits for a slow terminal.

A terminal may take them slowly, stop taking them or be gone. Whoever writes here waits only for room, and can
stop waiting at any moment: nothing depends on a byte being taken.
"""

from __future__ import annotations

import contextlib
import os
import select
import threading
import time

BACKLOG = 16 * 1024
"""Bytes that may wait; past that a frame waits with them, so that frames are skipped on a slow line."""

_PIECE = 64 * 1024
"""Bytes that are handed to the terminal at one go."""


class Output(threading.Thread):
    """A thread that writes bytes to a file descriptor, in order, until that fails or it is stopped."""

    def __init__(self, descriptor: int) -> None:
        super().__init__(daemon=True, name="terminal-output")
        self._given = descriptor
        self._descriptor = _that_never_waits(descriptor)
        self._waiting = bytearray()
        self._at_work = self._dropped = False
        self._stopped = False
        self._change = threading.Condition()
        self.is_broken = False
        """Whether the terminal has refused a byte: it is gone."""
        self.in_a_hurry = False
        """Whether nobody waits for room any longer; may be set in a signal's handler."""

    def write(self, data: bytes) -> None:
        """Put bytes behind those that wait; what is written to a terminal that is gone is dropped."""
        with self._change:
            if not (self.is_broken or self._stopped):
                self._waiting += data
                self._change.notify_all()

    def wait_for_room(self) -> None:
        """Wait until a frame may follow those that wait."""
        with self._change:
            while len(self._waiting) > BACKLOG and not (self.is_broken or self._stopped or self.in_a_hurry):
                self._change.wait(0.05)

    def drain(self, seconds: float) -> bool:
        """Wait until all is written, at most so long; tells whether it is."""
        end = time.monotonic() + seconds
        with self._change:
            while (self._waiting or self._at_work) and not self.is_broken:
                left = end - time.monotonic()
                if left <= 0:
                    return False
                self._change.wait(left)
            return not self.is_broken

    def drop(self) -> None:
        """Forget what waits, and the rest of the piece that is being written."""
        with self._change:
            self._waiting.clear()
            self._dropped = True

    def stop(self) -> None:
        """End once what waits is written. Nobody waits for that: the terminal may never take it."""
        with self._change:
            self._stopped = True
            self._change.notify_all()

    def start(self) -> None:
        """Begin to write; raises RuntimeError, with nothing left open, where the system gives no more threads."""
        try:
            super().start()
        except RuntimeError:
            self._let_go()
            raise

    def run(self) -> None:
        """Write until told to stop, or until the terminal is gone."""
        while piece := self._next():
            try:
                while piece and not self._dropped:
                    piece = piece[self._write_some(piece) :]
            except OSError:
                self._end()
                break
        self._let_go()

    def _let_go(self) -> None:
        if self._descriptor != self._given:
            os.close(self._descriptor)

    def _write_some(self, data: bytes) -> int:
        """Write what the terminal takes of some bytes, and return how many that were."""
        try:
            return os.write(self._descriptor, data)
        except BlockingIOError:
            select.select([], [self._descriptor], [], 0.05)
            return 0

    def _next(self) -> bytes:
        """Return the bytes to write next; none once it has been stopped."""
        with self._change:
            self._at_work = self._dropped = False
            self._change.notify_all()
            while not (self._waiting or self._stopped):
                self._change.wait()
            piece = bytes(self._waiting[:_PIECE])
            del self._waiting[:_PIECE]
            self._at_work = bool(piece)
            self._change.notify_all()
            return piece

    def _end(self) -> None:
        with self._change:
            self.is_broken = True
            self._at_work = False
            self._waiting.clear()
            self._change.notify_all()


def write_in_time(descriptor: int, data: bytes) -> None:
    """Write in a thread, at most a tenth of a second long: writing may wait for ever, and this must not."""

    def write() -> None:
        with contextlib.suppress(OSError):
            if select.select([], [descriptor], [], 0.05)[1]:
                os.write(descriptor, data)

    last = threading.Thread(target=write, daemon=True)
    last.start()
    last.join(0.1)


def _that_never_waits(descriptor: int) -> int:
    """Return a descriptor of the same terminal of which a write never waits; the same one where there is none.

    A write that waits holds the terminal against every other. Opened anew, since a descriptor that other programs
    have too, the shell first of all, stays as it is.
    """
    with contextlib.suppress(OSError):
        flags = os.O_WRONLY | os.O_NOCTTY | os.O_NONBLOCK | os.O_CLOEXEC
        opened = os.open(os.ttyname(descriptor), flags)
        if os.fstat(opened).st_rdev == os.fstat(descriptor).st_rdev:
            return opened
        os.close(opened)
    return descriptor
