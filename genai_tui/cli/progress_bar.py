"""The progress bar of a first reading, once that takes long enough to be wondered about."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

from genai_tui.catalog.cells import clip, pad, width
from genai_tui.catalog.sanitize import safe_line
from genai_tui.storage.progress import Progress, silent

PATIENCE = 0.5
"""Seconds that a reader waits without a word."""

_PAUSE = 0.1
"""Seconds from one line to the next, so that reading takes no longer for being watched."""


@contextmanager
def waiting(name: str) -> Iterator[Progress]:
    """Give what draws the progress of reading `name` on standard error, where that is a terminal.

    Records read, their number and the seconds left are shown; Ctrl+C stops the reading. No mode of the terminal is
    changed, the cursor is not hidden: whatever ends or stops the program, there is nothing to take back.
    """
    if not sys.stderr.isatty():
        yield silent
        return
    title = f"{clip(safe_line(name.rpartition('/')[2] or name), 30)} (Ctrl+C stops)"
    began = time.monotonic()
    due, cells = began + PATIENCE, 0

    def progress(done: int, total: int) -> None:
        nonlocal due, cells
        now = time.monotonic()
        if now < due and not (cells and done == total):
            return
        due = now + _PAUSE
        left = f", {(now - began) * (total - done) / done:.0f} s left" if 0 < done < total else ""
        cells = _draw(f"{title}  {done}/{total}{left}", cells)

    try:
        yield progress
    finally:
        if cells:
            sys.stderr.write("\n")
            sys.stderr.flush()


def _draw(line: str, before: int) -> int:
    """Write over a line of `before` cells, and return how many there are now.

    The last cell of the terminal stays free: past it a new line would begin.
    """
    import shutil  # imported here: it brings whole archivers with it

    line = clip(line, shutil.get_terminal_size().columns - 1)
    sys.stderr.write(f"\r{pad(line, max(before, width(line)))}")
    sys.stderr.flush()
    return width(line)
