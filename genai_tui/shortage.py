"""Shortage: what the machine did not give this program, which is no fault of it and needs no report.

The words are made beforehand: where memory is short, there is none to make them with.
"""

from __future__ import annotations

import errno
import sys
import warnings

_OF_SYSTEM = {
    errno.EMFILE: "no more files can be opened: `ulimit -n` tells how many may be",
    errno.ENFILE: "no more files can be opened: the system has too many open",
    errno.ENOMEM: "there is not enough memory",
    errno.ENOSPC: "the disk is full",
    errno.EDQUOT: "the disk quota is used up",
    errno.EROFS: "the file system is read-only",
}
_TOLD = {number: f"genai-tui cannot go on: {words}." for number, words in _OF_SYSTEM.items()}
_NO_THREAD = (
    "genai-tui cannot go on: no more threads can be started: a limit on memory or processes (`ulimit -a`)."
)


def shortage_in(error: BaseException) -> str:
    """Return in a sentence what there was too little of; empty where the error has another cause."""
    if isinstance(error, MemoryError):
        return _TOLD[errno.ENOMEM]
    if isinstance(error, OSError):
        return _TOLD.get(error.errno or 0, "")
    # Python has no type for it.
    return _NO_THREAD if isinstance(error, RuntimeError) and "start new thread" in str(error) else ""


def end_in_silence() -> None:
    """Let what goes half made go in silence: Python would complain of it, with a traceback and with paths."""
    sys.unraisablehook = lambda _: None
    warnings.simplefilter("ignore")
