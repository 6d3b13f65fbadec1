"""Standard input, output and error that are full, closed, or of an encoding that lacks what is written.

Everything the commands write passes here, click's help and mistakes too, since `sys.stdout` and `sys.stderr` are
replaced. What cannot be written to standard output ends the command; what cannot be told on standard error is
dropped, since nobody is left to tell.
"""

from __future__ import annotations

import contextlib
import errno
import io
import os
import sys
from collections.abc import Iterator
from typing import Any, TextIO

from genai_tui.catalog import encoding as encodings
from genai_tui.cli.console import tell

MOST_INPUT = 32 * 1024 * 1024
"""Characters of standard input that are read, some four million ids."""


class StreamFailure(Exception):
    """A standard stream could not be read or written; says which, and why."""


class ReaderGone(StreamFailure):
    """The reader of standard output has closed it, as `| head` does."""


class Output(io.TextIOWrapper):
    """Standard output or error, in which characters that its reader's encoding lacks stand in their ASCII forms."""

    def __init__(self, number: int, told: bool, given: TextIO | None) -> None:
        """Write to a descriptor; `told` if a failure is to be raised, `given` is the stream before this one."""
        own = encodings.encoding_of(given, {}) if given else "utf-8"
        super().__init__(
            io.BufferedWriter(_Descriptor(number, told)),
            encoding=own, errors=encodings.ASCII_FORM,
            line_buffering=bool(given and given.line_buffering),
        )  # fmt: skip
        self._own = own
        self.carries = own
        """The encoding that its reader understands."""
        self.is_lossy = False
        """Whether letters have been replaced, not signs alone."""
        self.carry(encodings.encoding_of(given, os.environ) if given else own)

    def carry(self, encoding: str) -> None:
        """Write only what `encoding` has; nothing may have been written yet in another."""
        self.carries = encoding
        # A stream of ASCII is taken for a mistake by click, which then writes UTF-8 past it.
        written = self._own if encoding == "ascii" else encoding
        self.reconfigure(encoding="utf-8" if written == "ascii" else written)

    def carry_all(self) -> None:
        """Write all that the stream's own encoding has, whatever locale and terminal say."""
        self.carry(self._own)

    def write(self, text: str, /) -> int:
        """Write text, or what stands for it."""
        if not self.is_lossy:
            self.is_lossy = encodings.lacks(text, self.carries)
        super().write(encodings.carried(text, self.carries))
        return len(text)


class _Descriptor(io.FileIO):
    """A file descriptor that fails once: what is left in buffers after that goes nowhere, and raises nothing."""

    def __init__(self, number: int, told: bool) -> None:
        super().__init__(number, "w", closefd=False)
        self._told = told
        self._failed = False

    def write(self, data: Any, /) -> int:
        """Write some bytes, and return how many; raises StreamFailure the first time that fails."""
        if self._failed:
            return len(data)
        try:
            while (written := super().write(data)) is None:
                _wait_for_room(self)
            return written
        except OSError as error:
            self._failed = self._told
            if self._told:
                gone = error.errno == errno.EPIPE
                raise (ReaderGone if gone else StreamFailure)(_reason("standard output", error)) from None
            return len(data)


def _wait_for_room(file: io.FileIO) -> None:
    """Wait until a descriptor that does not wait itself takes more."""
    import select  # imported here: few are such

    select.select([], [file], [])


def prepare() -> None:
    """Replace the standard streams, unless somebody has done so before, as tests do."""
    _occupy_closed()
    if sys.stdin is None:
        sys.stdin = open(0, encoding="utf-8", errors="replace", closefd=False)  # noqa: SIM115
    elif sys.stdin is sys.__stdin__ and isinstance(sys.stdin, io.TextIOWrapper):
        sys.stdin.reconfigure(errors="replace")
    if sys.stdout is sys.__stdout__:
        sys.stdout = Output(1, True, sys.__stdout__)
    if sys.stderr is sys.__stderr__:
        sys.stderr = Output(2, False, sys.__stderr__)


def _occupy_closed() -> None:
    """Put something on closed descriptors that fails when used: else the next file to be opened would stand there."""
    for number, mode in ((0, os.O_WRONLY), (1, os.O_RDONLY), (2, os.O_RDONLY)):
        try:
            os.fstat(number)
        except OSError:
            opened = os.open(os.devnull, mode)
            if opened != number:
                os.dup2(opened, number)
                os.close(opened)


def carry(ascii_only: bool) -> None:
    """Write ASCII alone, or else all that the streams' own encodings have."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, Output):
            if ascii_only:
                stream.carry("ascii")
            else:
                stream.carry_all()


def carried_by(stream: TextIO) -> str:
    """Return the encoding that the reader of a standard stream understands."""
    return stream.carries if isinstance(stream, Output) else "utf-8"


@contextlib.contextmanager
def reading() -> Iterator[None]:
    """Read standard input within; raises StreamFailure where that fails."""
    try:
        yield
    except OSError as error:
        raise StreamFailure(_reason("standard input", error)) from None


def read_input() -> str:
    """Return what standard input holds; raises StreamFailure where it cannot be read or is too long."""
    try:
        with reading():
            text = sys.stdin.read(MOST_INPUT + 1)
    except UnicodeError:  # bytes that are wrong are replaced, but some encodings need a beginning of theirs
        raise StreamFailure(f"standard input: not in {sys.stdin.encoding}") from None
    if len(text) > MOST_INPUT:
        raise StreamFailure(f"standard input: longer than {MOST_INPUT // 1024**2} MiB")
    return text


def finish() -> None:
    """Write what is left in buffers, and say if letters were replaced where nobody sees it."""
    sys.stdout.flush()
    if isinstance(sys.stdout, Output) and sys.stdout.is_lossy and not sys.stdout.isatty():
        tell(f"standard output is written as {sys.stdout.carries}: letters that it lacks lose their "
             "accents or become ?")  # fmt: skip


def _reason(name: str, error: OSError) -> str:
    return f"{name}: {'closed' if error.errno == errno.EBADF else error.strerror}"
