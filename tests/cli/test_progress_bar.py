"""How far a first reading has come: it moves, it is no wider than the terminal, it leaves nothing behind."""

from __future__ import annotations

import io
import sys

import pytest

from genai_tui.catalog.cells import width
from genai_tui.cli import progress_bar
from genai_tui.cli.progress_bar import waiting
from genai_tui.storage.progress import silent


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def watched(monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """Put a terminal in the place of standard error; not in a fixture, after which pytest takes it away again."""
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    return terminal


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """A clock that stands until a test turns it on."""
    now = [100.0]
    monkeypatch.setattr(progress_bar.time, "monotonic", lambda: now[0])
    return now


def lines(shown: Terminal) -> list[str]:
    return [line.rstrip() for line in shown.getvalue().split("\r")[1:]]


def test_progress_changes_no_mode_of_the_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    shown = Terminal()
    monkeypatch.setattr(sys, "stderr", shown)
    monkeypatch.setattr("genai_tui.cli.progress_bar.PATIENCE", 0.0)
    monkeypatch.setattr("genai_tui.cli.progress_bar._PAUSE", 0.0)
    with waiting("/somewhere/large.csv") as progress:
        for done in range(0, 101, 10):
            progress(done, 100)
    assert "\x1b" not in shown.getvalue()
    lines = shown.getvalue().rstrip("\n").split("\r")[1:]
    assert (len(lines), lines[-1].rstrip()) == (11, "large.csv (Ctrl+C stops)  100/100")
    assert shown.getvalue().endswith("\n")
    assert "large.csv (Ctrl+C stops)  50/100, 0 s left" in shown.getvalue()


def test_a_short_reading_shows_no_progress(monkeypatch: pytest.MonkeyPatch) -> None:
    shown = io.StringIO()
    shown.isatty = lambda: True  # type: ignore[method-assign]
    monkeypatch.setattr(sys, "stderr", shown)
    with waiting("small.csv") as progress:
        progress(1, 1)
    assert shown.getvalue() == ""


def test_it_moves_as_the_records_come_and_says_what_is_left(
    clock: list[float], monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = watched(monkeypatch)
    title = "large.csv (Ctrl+C stops)"
    with waiting("large.csv") as progress:
        for tenths, done, line in (
            (4, 40, None),  # nobody wonders yet
            (5, 50, f"{title}  50/1000, 10 s left"),
            (5.5, 55, None),  # too soon after the last
            (6, 60, f"{title}  60/1000, 9 s left"),
            (10, 500, f"{title}  500/1000, 1 s left"),
            (10, 1000, f"{title}  1000/1000"),  # the end is always told
        ):
            clock[0] = 100 + tenths / 10
            before = len(lines(shown))
            progress(done, 1000)
            assert lines(shown)[before:] == ([line] if line else [])
    assert shown.getvalue().endswith("\n")


def test_a_shorter_line_covers_the_one_before(clock: list[float], monkeypatch: pytest.MonkeyPatch) -> None:
    shown = watched(monkeypatch)
    with waiting("x" * 60) as progress:
        for second, total in ((1, 1_000_000), (2, 10)):
            clock[0] = 100 + second
            progress(5, total)
    long, short = shown.getvalue().rstrip("\n").split("\r")[1:]
    assert width(short) == width(long)
    assert short.rstrip() != short
    assert long.startswith("x" * 29 + "…")


@pytest.mark.parametrize("columns", [20, 40, 80])
def test_it_leaves_the_last_cell_free(
    clock: list[float], columns: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = watched(monkeypatch)
    monkeypatch.setenv("COLUMNS", str(columns))
    with waiting("a name that is long enough.csv") as progress:
        clock[0] += 1
        progress(5, 1_000_000_000)
    (line,) = lines(shown)
    assert 0 < width(line) < columns


def test_where_nobody_sees_it_there_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stderr", io.StringIO())
    with waiting("large.csv") as progress:
        assert progress is silent
