"""A machine that gives no more files, memory or threads: one line, status 2, no report, no traceback."""

from __future__ import annotations

import errno
import resource
import sys
from pathlib import Path

import pytest

from genai_tui.shortage import shortage_in
from genai_tui.storage.files import Refused
from tests.trust.terminal import AnsweringTerminal

MIB = 2**20

START = """\
import resource, sys
resource.setrlimit(resource.{kind}, ({most}, {most}))
from genai_tui.__main__ import start
start()
"""


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (OSError(errno.EMFILE, "Too many open files", "/home/reader/x"), "no more files can be opened: `ulimit -n`"),
        (OSError(errno.ENFILE, "Too many open files in system"), "the system has too many open"),
        (OSError(errno.ENOMEM, "Cannot allocate memory"), "not enough memory"),
        (MemoryError(), "not enough memory"),
        (RuntimeError("can't start new thread"), "no more threads can be started"),
        (OSError(errno.ENOSPC, "No space left on device"), "the disk is full"),
        (OSError(errno.EDQUOT, "Disk quota exceeded"), "quota"),
        (OSError(errno.EROFS, "Read-only file system"), "read-only"),
    ],
)  # fmt: skip
def test_what_the_machine_does_not_give_is_said(error: BaseException, words: str) -> None:
    said = shortage_in(error)
    assert words in said
    assert said.startswith("genai-tui cannot go on: ")
    assert "\n" not in said
    assert "/home/reader" not in said


@pytest.mark.parametrize(
    "error",
    [OSError(errno.ENOENT, "No such file"), OSError("of no number"), Refused("is not a regular file"),
     RuntimeError("generator raised StopIteration"), KeyError("x"), ValueError("start new thread")],
)  # fmt: skip
def test_another_error_is_none(error: BaseException) -> None:
    assert shortage_in(error) == ""


@pytest.mark.skipif(sys.platform != "linux", reason="limits of other systems lie elsewhere")
@pytest.mark.parametrize(
    ("kind", "most", "words"),
    [
        ("RLIMIT_NOFILE", 4, "no more files can be opened"),  # the event loop cannot be made
        ("RLIMIT_NOFILE", 7, "no more files can be opened"),  # the terminal has been taken
        ("RLIMIT_DATA", 24 * MIB, "not enough memory"),  # not even the report can be imported
    ],
)
def test_a_start_without_room_ends_in_one_line(kind: str, most: int, words: str, tmp_path: Path) -> None:
    assert hasattr(resource, kind)
    folders = {f"XDG_{name}_HOME": str(tmp_path) for name in ("CACHE", "STATE", "CONFIG", "DATA")}
    code = START.format(kind=kind, most=most)
    terminal = AnsweringTerminal([sys.executable, "-c", code], environment=folders)
    try:
        assert terminal.ends_within(30) is not None
        assert terminal.status() == 2
        assert terminal.left_on() == []
        (said,) = terminal.farewell.splitlines()
        assert said.startswith("genai-tui cannot go on: ")
        assert words in said
        assert list(tmp_path.rglob("crash-*")) == []
    finally:
        terminal.close()
