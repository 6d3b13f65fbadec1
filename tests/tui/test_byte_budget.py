"""What a step of the cursor may cost on the wire: the saving of `screen_diff` cannot vanish unseen."""

from __future__ import annotations

import sys
import time

import pytest

from tests.benchmarks.probe import Probe

DOWN, RIGHT, LEFT = "\x1b[B", "\x1b[C", "\x1b[D"
TABLE_STEP = 2_500
PAIRS_STEP = COUNTS_STEP = 2_000
MENU = 6_000
GRAPH_STEP = 5_000
PAGE = 2_000
"""Bytes, on 120x40; whole lines, as Textual sends them, take 7,000 and more."""

_LATEST = 20
"""Seconds after which no answer will come."""

START = "from genai_tui.__main__ import start; from genai_tui.tui import screen_diff; "
WHOLE = "screen_diff.Thinner.thin = lambda self, data: data; "
MARKED = (
    "thin = screen_diff.Thinner.thin; "
    "screen_diff.Thinner.thin = lambda self, data: thin(self, '\\x1b[?7777h' + data); "
)
"""What a later Textual may do: put a sequence before each frame that nobody knows today."""


def _program(change: str = "") -> list[str]:
    return [sys.executable, "-c", f"{START}{change}start()"]


def _step(probe: Probe, keys: list[str]) -> float:
    """Press keys, each when the one before is answered; return the bytes of a step.

    The sum is what counts: an answer that comes late falls into a later step and is not lost.
    """
    size = 0
    for key in keys:
        probe.send(key)
        end = time.monotonic() + _LATEST
        answered = 0
        while time.monotonic() < end and (data := probe.bytes_in(0.1)) + (answered == 0):
            answered += data
        assert answered, f"{key!r} was not answered:\n{probe.text}"
        size += answered
    return (size + probe.settle()) / len(keys)


def _table_step(change: str = "") -> float:
    with Probe(_program(change)) as probe:
        probe.wait(r"Models · all · 24 of 24")
        probe.settle()
        probe.send("\t")
        probe.wait(r"▌ +DALL·E 2")
        probe.settle()
        step = _step(probe, [DOWN] * 8)
        probe.wait(r"▌ +Soundify")  # all eight have been taken
        return step


def _graph_step() -> float:
    with Probe(_program()) as probe:
        probe.wait(r"Models · all · 24 of 24")
        probe.send("6")
        probe.wait(r"· heavy: one model ·|invested in, acquired, owns")
        probe.settle()
        return _step(probe, [RIGHT, RIGHT, RIGHT, LEFT, LEFT, LEFT])


@pytest.mark.parametrize("change", ["", MARKED], ids=["as it is", "with an unknown mode before each frame"])
def test_a_step_in_the_table_keeps_to_its_bytes(change: str) -> None:
    assert 100 < _table_step(change) <= TABLE_STEP


def test_a_step_in_the_graph_keeps_to_its_bytes() -> None:
    assert 100 < _graph_step() <= GRAPH_STEP


def test_the_budget_notices_when_lines_are_sent_whole() -> None:
    assert _table_step(WHOLE) > 2 * TABLE_STEP


def test_a_step_in_a_table_of_counts_and_in_a_plot_keeps_to_its_bytes() -> None:
    with Probe([*_program(), "-c", "landscape", "open", "matrix"]) as probe:
        probe.wait("Inputs and outputs")
        probe.settle()
        for key in (RIGHT, DOWN, LEFT):  # each lists the models of another cell
            assert 50 < _step(probe, [key]) <= COUNTS_STEP
        probe.send("4")
        probe.wait("Releases by")
        probe.settle()
        for key in (LEFT, DOWN):
            assert 50 < _step(probe, [key]) <= COUNTS_STEP
        probe.send("s")
        probe.wait(r"Parameters ·")
        probe.settle()
        assert 50 < _step(probe, [LEFT] * 4) <= COUNTS_STEP


def test_a_step_among_disagreements_keeps_to_its_bytes() -> None:
    with Probe([*_program(), "open", "disagreements"]) as probe:
        probe.wait(r"Release date · 8 differ")
        probe.settle()
        probe.send("\t")
        probe.settle()
        assert 100 < _step(probe, [DOWN] * 6) <= PAIRS_STEP


@pytest.mark.parametrize("key", ["?", "\x1bOP"], ids=["?", "F1"])
def test_the_menu_and_a_letter_in_it_keep_to_their_bytes(key: str) -> None:
    """A letter costs no more than one of a query, which changes the whole table."""
    with Probe(_program()) as probe:
        probe.wait(r"Models · all · 24 of 24")
        probe.settle()
        assert 1000 < _step(probe, [key]) <= MENU
        letters = _step(probe, list("graph"))
        _step(probe, ["\x1b"])
        probe.send("/")
        probe.settle()
        assert letters <= _step(probe, list("graph"))


def test_a_page_over_the_screen_keeps_to_its_bytes() -> None:
    """Only what it covers is sent: a sequence that draws nothing, such as for the shape of the pointer, is none."""
    with Probe(_program()) as probe:
        probe.wait(r"Models · all · 24 of 24")
        probe.settle()
        assert 100 < _step(probe, ["y"]) <= PAGE
        probe.wait(r"Copy · DALL·E 2")
