"""How far a first reading has come, on the terminal, once it takes long enough to be wondered about."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

import click

from genai_tui.catalog.progress import Progress, silent
from genai_tui.catalog.text import clip, safe_line

PATIENCE = 0.5
"""Seconds that a reader waits without a word."""


@contextmanager
def waiting(name: str) -> Iterator[Progress]:
    """Give what draws the progress of reading `name` on standard error, where that is a terminal.

    Records read, their number and the seconds left are shown; Ctrl+C stops the reading.
    """
    if not sys.stderr.isatty():
        yield silent
        return
    started = time.monotonic()
    with ExitStack() as shown:
        bar: Any = None

        def progress(done: int, total: int) -> None:
            nonlocal bar
            if bar is None and time.monotonic() - started < PATIENCE:
                return
            if bar is None:
                label = f"{clip(safe_line(name.rpartition('/')[2] or name), 30)} (Ctrl+C stops)"
                bar = shown.enter_context(
                    click.progressbar(length=total, label=label, show_pos=True, width=0, file=sys.stderr)
                )
                bar.start = time.time() - (time.monotonic() - started)  # so that the seconds left are honest
            if done > bar.pos:
                bar.update(done - bar.pos)

        yield progress
