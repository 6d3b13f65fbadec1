"""What can be read only once: standard input and named pipes, whole, with a bound and some patience."""

from __future__ import annotations

import os
import threading
import time
from pathlib import Path

import pytest

from genai_tui.storage import pipes
from genai_tui.storage.files import Refused
from genai_tui.storage.pipes import is_pipe, is_standard_input, laid_down


@pytest.fixture
def pipe(tmp_path: Path) -> Path:
    path = tmp_path / "pipe"
    os.mkfifo(path)
    return path


def test_a_pipe_and_standard_input_can_be_read_only_once(pipe: Path, tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.touch()
    assert [is_pipe(str(each)) for each in ("-", pipe, file, tmp_path, "gone", "a\0b", "x" * 5000)] == [
        True, True, False, False, False, False, False,
    ]  # fmt: skip
    assert [is_standard_input(str(each)) for each in ("-", pipe, file)] == [True, False, False]


def test_a_pipe_is_laid_down_whole_as_a_file_that_is_gone_afterwards(
    pipe: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pipes, "_PIECE", 4)
    writer = threading.Thread(target=pipe.write_bytes, args=(b"0123456789",))
    writer.start()
    with laid_down(str(pipe)) as path:
        assert (path.name, path.read_bytes(), path.stat().st_mode & 0o077) == ("pipe", b"0123456789", 0)
    writer.join()
    assert not path.exists()


@pytest.mark.parametrize(("most", "is_read"), [(10, True), (9, False)])
def test_a_pipe_holds_so_much_at_most(monkeypatch: pytest.MonkeyPatch, most: int, is_read: bool) -> None:
    monkeypatch.setattr(pipes, "TABLE_BYTES", most)
    monkeypatch.setattr(pipes, "_PIECE", 4)
    reading, writing = os.pipe()
    os.write(writing, b"0123456789")
    os.close(writing)
    try:
        if is_read:
            assert pipes._whole(reading, time.monotonic()) == b"0123456789"
        else:
            with pytest.raises(Refused, match="is too large"):
                pipes._whole(reading, time.monotonic())
    finally:
        os.close(reading)


def test_a_pipe_that_nobody_writes_to_holds_nothing(pipe: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipes, "_PATIENCE", 0.05)
    with pytest.raises(Refused, match=r"^holds nothing$"), laid_down(str(pipe)):
        pass


def test_why_it_cannot_be_read_is_said(pipe: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(Refused, match=r"^cannot be read: No such file or directory$"), laid_down("gone"):
        pass
    with pytest.raises(Refused, match=r"^is closed$"):
        pipes._whole(12345, time.monotonic())
    monkeypatch.setattr(os, "isatty", lambda number: number == 0)
    with pytest.raises(Refused, match=r"^is the keyboard here: "), laid_down("-"):
        pass
