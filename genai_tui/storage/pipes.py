"""Pipes: tables that are read once, out of standard input or of another process, instead of out of a file.

`-` is standard input, `/dev/stdin`, `/dev/fd/63` and a named pipe are what the system says they are. What they hold is
laid down for as long as it is read, since formats look at a table more than once, and nothing of it is kept.
"""

from __future__ import annotations

import contextlib
import errno
import os
import time
from collections.abc import Iterator
from pathlib import Path

from genai_tui.storage import files
from genai_tui.storage.files import TABLE_BYTES, Refused, typed

STANDARD_INPUT = "-"
_PIECE = 1024**2
_PATIENCE = 1.5
"""Seconds in which somebody has to begin to write to a named pipe; whoever has begun may take any time."""


def is_pipe(name: str) -> bool:
    """Return whether a catalog's name stands for something that can be read only once."""
    if name == STANDARD_INPUT:
        return True
    try:
        return typed(name).is_fifo()
    except (OSError, ValueError):
        return False


def is_standard_input(name: str) -> bool:
    """Return whether a catalog's name stands for standard input."""
    return name == STANDARD_INPUT or (
        name in ("/dev/stdin", "/dev/fd/0", "/proc/self/fd/0") and is_pipe(name)
    )


@contextlib.contextmanager
def laid_down(name: str) -> Iterator[Path]:
    """Read a pipe to its end and give what it held as a file that only the user can read, removed in the end.

    Raises Refused where it cannot be read, is too large or holds nothing, or is a terminal.
    """
    import tempfile  # imported here: few tables come out of pipes

    data = _read(name)
    with tempfile.TemporaryDirectory(prefix="genai-tui-") as folder:
        path = Path(folder, "standard input" if is_standard_input(name) else "pipe")
        files.write(path, data)
        yield path


def _read(name: str) -> bytes:
    if is_standard_input(name):
        if os.isatty(0):
            raise Refused("is the keyboard here: pipe a table into it, or name a file")
        return _whole(0, time.monotonic())
    try:
        number = os.open(typed(name), os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC | os.O_NOCTTY)
    except OSError as error:
        raise _refused(error) from None
    try:
        return _whole(number, time.monotonic() + _PATIENCE)
    finally:
        os.close(number)


def _whole(number: int, begun_by: float) -> bytes:
    """Return all that a descriptor gives. Nothing means the end, but of a pipe that nobody writes to yet."""
    pieces: list[bytes] = []
    size = 0
    while True:
        try:
            piece = os.read(number, _PIECE)
        except BlockingIOError:  # somebody is to write more
            _wait(number)
            continue
        except OSError as error:
            raise _refused(error) from None
        if piece:
            pieces.append(piece)
            size += len(piece)
            if size > TABLE_BYTES:
                raise Refused(f"is too large, expected at most {TABLE_BYTES // 10**6} MB")
        elif pieces:
            return b"".join(pieces)
        elif time.monotonic() > begun_by:
            raise Refused("holds nothing")
        else:
            time.sleep(0.01)


def _wait(number: int) -> None:
    import select  # imported here: as above

    select.select([number], [], [])


def _refused(error: OSError) -> Refused:
    return Refused("is closed" if error.errno == errno.EBADF else f"cannot be read: {error.strerror}")
