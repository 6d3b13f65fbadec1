"""Job control: whether a stopped program can be started again, and whose turn at the terminal it is."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable
from pathlib import Path

_PAUSE = 0.01
"""Seconds between two stops: a shell takes as long to bring a program to the front before it continues it."""


def can_be_resumed() -> bool:
    """Tell whether a process of another group of this session stands above this one, as a shell does.

    Nobody could start the program again otherwise: it leads its session, as after `ssh -t HOST genai-tui` or
    under ForceCommand, it runs in the group of the process that does, or its shell has gone. POSIX calls such
    a process group orphaned.
    """
    session, group = os.getsid(0), os.getpgrp()
    if group == session:
        return False
    parent = os.getppid()
    while parent > 1:
        try:
            if os.getsid(parent) != session:
                return False
            if os.getpgid(parent) != group:
                return True
        except ProcessLookupError:
            return False
        above = _parent_of(parent)  # a wrapper within the same job
        if above is None:
            return True
        parent = above
    return False


def is_in_foreground(descriptor: int) -> bool:
    """Tell whether the terminal behind a descriptor is this program's by now, and not the shell's."""
    try:
        return os.tcgetpgrp(descriptor) == os.getpgrp()
    except OSError:  # no terminal of this session: nobody else's either
        return True


def wait_for_foreground(descriptor: int, is_over: Callable[[], bool]) -> None:
    """Stop as a program in the background does that wants the terminal, until it is brought to the front, or `is_over`.

    Whoever continues it meanwhile, another program or `bg`, does not bring it to the front: it stops again.
    """
    while not is_over() and not is_in_foreground(descriptor):
        is_stopped = can_be_resumed() and signal.getsignal(signal.SIGTTOU) is signal.SIG_DFL
        os.kill(os.getpid(), signal.SIGTTOU)
        if not is_stopped:  # the system stops nothing that nobody could continue
            return
        time.sleep(_PAUSE)


def _parent_of(process: int) -> int | None:
    """Return the parent of a process; None where the system does not tell."""
    try:
        status = Path(f"/proc/{process}/stat").read_text(encoding="utf-8", errors="replace")
        return int(status.rpartition(")")[2].split()[1])
    except (OSError, ValueError, IndexError):
        return None
