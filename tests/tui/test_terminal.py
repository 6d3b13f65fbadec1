"""End to end in a real pseudo-terminal: what a person at the other end of an SSH connection gets."""

from __future__ import annotations

import os
import re
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.pseudo_terminal import PseudoTerminal


class Terminal(PseudoTerminal):
    """The program on a pseudo-terminal; whatever it has sent is kept."""

    def __init__(self, arguments: list[str], columns: int, rows: int, environment: dict[str, str]) -> None:
        self.raw = bytearray()
        super().__init__([sys.executable, "-m", "genai_tui", *arguments], columns, rows, environment)

    def pump(self, seconds: float) -> int:
        """Read what comes within `seconds`; returns how many bytes, -1 at the end."""
        if not self.waits(seconds):
            return 0
        try:
            data = self.read()
        except OSError:
            return -1
        self.raw += data
        self.show(data)
        return len(data) or -1

    def wait(self, pattern: str, seconds: float = 20) -> None:
        """Read until the screen shows `pattern`."""
        end = time.monotonic() + seconds
        while not self.shows(pattern):
            if time.monotonic() > end or self.pump(0.1) < 0:
                raise AssertionError(f"{pattern!r} never came:\n{self.text}")

    def quiet(self, seconds: float = 0.5) -> None:
        """Read until nothing has come for a while."""
        while self.pump(seconds) > 0:
            pass

    def end(self, seconds: float = 10) -> int:
        """Return the exit status once the program has left."""
        limit = time.monotonic() + seconds
        while time.monotonic() < limit:
            self.pump(0.05)
            done, status = os.waitpid(self.pid, os.WNOHANG)
            if done:
                while self.pump(0.05) > 0:
                    pass
                return os.waitstatus_to_exitcode(status)
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        raise AssertionError("it did not leave")


@contextmanager
def terminal(
    *arguments: str, columns: int = 120, rows: int = 40, environment: dict[str, str] | None = None
) -> Iterator[Terminal]:
    made = Terminal(list(arguments), columns, rows, environment or {})
    try:
        yield made
    finally:
        made.close()


def assert_given_back(made: Terminal) -> None:
    assert b"\x1b[?1049l" in made.raw, "the alternate screen was not left"
    assert made.raw.rfind(b"\x1b[?25h") > made.raw.rfind(b"\x1b[?25l"), "the cursor stayed hidden"


def test_a_journey_and_the_terminal_is_given_back() -> None:
    with terminal() as made:
        made.wait(r"All +24")
        made.send("/wisper")
        made.wait(r"Models .* 1 of 24")
        made.send("\r")
        made.wait(r"arXiv:2212\.04356")
        made.send("q")
        assert made.end() == 0
        assert_given_back(made)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_gives_the_terminal_back(number: signal.Signals) -> None:
    with terminal() as made:
        made.wait(r"All +24")
        made.quiet()
        os.kill(made.pid, number)
        assert made.end() == 128 + number
        assert_given_back(made)


def test_after_a_resize_the_screen_is_that_of_a_fresh_start() -> None:
    with terminal(columns=80, rows=24) as fresh:
        fresh.wait(r"All +24")
        fresh.quiet()
        expected = fresh.text
    with terminal() as made:
        made.wait(r"All +24")
        made.quiet()
        made.resize(80, 24)
        made.quiet()
        assert made.text == expected


def test_redrawing_sends_the_whole_screen_again() -> None:
    with terminal() as made:
        made.wait(r"All +24")
        made.quiet()
        before = made.text
        made.screen.erase_in_display(2)  # somebody else's words have ruined the screen
        made.send("\x0c")
        made.quiet()
        assert made.text == before


def test_nothing_is_sent_while_nothing_happens() -> None:
    with terminal() as made:
        made.wait(r"All +24")
        made.quiet()
        before = len(made.raw)
        end = time.monotonic() + 1.5
        while time.monotonic() < end:
            made.pump(0.2)
        assert len(made.raw) == before


def test_no_color_sends_no_colour_code() -> None:
    with terminal(environment={"NO_COLOR": "1"}) as made:
        made.wait(r"All +24")
        made.send("j")
        made.quiet()
        codes = {
            code for found in re.findall(rb"\x1b\[([0-9;]*)m", bytes(made.raw)) for code in found.split(b";")
        }
        colours = {b"38", b"48", *(b"%d" % n for n in (*range(30, 38), *range(40, 48), *range(90, 108)))}
        assert not codes & colours


def test_the_name_of_a_model_opens_there() -> None:
    with terminal("dalle2", columns=80, rows=24) as made:
        made.wait("Draws and edits pictures")
        made.send("q")
        assert made.end() == 0


def test_keys_in_a_burst_are_taken_in_order() -> None:
    with terminal() as screen:
        screen.wait("DreamFusion")
        screen.send("/wisper\rt")
        screen.wait(r"1 of 24 · /wisper (?s:.)*\[How\]")
        screen.send("w")
        screen.wait("Models · all · 24 of 24")
        # A pane further on acts on what the tree has come to, even if nobody has told it of that yet.
        screen.send("\x1b[Z" + 2 * "\x1b[B" + "\t" + "\x1b[B")
        screen.wait(r"text → 3D · 2 of 24(?s:.)*│ T3 text → 3D · NVIDIA(?s:.)*▌ +Magic3D")
        screen.send("\x1b[Z\x1b[H")
        screen.wait("Models · all · 24 of 24")
        screen.send(":catalog /no/where\r")
        screen.wait("/no/where")
        screen.wait("24 of 24")
        screen.send("q")
        assert screen.end() == 0


def test_the_landscape_is_a_key_away_until_it_has_been_opened() -> None:
    with terminal() as screen:
        screen.wait("C today's landscape")
        screen.send("C")
        screen.wait(r"▌landscape +\S.* models · 20")
        screen.send("\r")
        screen.wait(r"(?s)Generative AI landscape of \S+ · \d+ models.*text → text +1\d\d")
        screen.send("C")
        screen.wait(r"▌survey +\S.* models · 20")
        screen.send("\r")
        screen.wait("Survey 2023 of(?s:.)*q quit")
        assert "today's landscape" not in screen.text
        screen.send("q")
        assert screen.end() == 0
    with terminal() as screen:
        screen.wait("Survey 2023 of(?s:.)*q quit")
        assert "today's landscape" not in screen.text
        screen.send("q")
        assert screen.end() == 0


def test_the_graph_is_walked_and_left() -> None:
    with terminal() as screen:
        screen.wait("DreamFusion")
        screen.send("6")
        screen.wait("invested in, acquired, owns")
        screen.send("/nanyang\r")
        screen.wait("VisualGPT|Carnegie")
        screen.send("1")
        screen.wait("Models · all")
        screen.send("q")
        assert screen.end() == 0


def test_keys_that_come_twice_in_one_writing_end_nothing() -> None:
    from genai_tui.storage.memory.memory import Memory

    Memory().save_view("mine", "browse?q=whisper")
    with terminal() as screen:
        screen.wait("DreamFusion")
        for keys in (
            "\x10\x1b[6~", "\x10\x1b[5~", "\x10show all\r\r", "\x10\r\r", "o\r\r", "C\x1b\x1b", "??", "\x10\x10",
            "ii", "aa", "6pg\x1b[Cp", "6\r\r", "6ppgp\x1b[C\r\r", "6??11", "6d\r\r\r", "/wisper\r\rWW", "zz",
        ):  # fmt: skip
            screen.send(keys)
            screen.quiet(0.15)
            screen.send("\x1b")
            screen.quiet(0.15)
        screen.send("\x03\x03")
        assert screen.end() == 0


def test_an_explorer_that_is_left_for_another_catalog_is_forgotten() -> None:
    def resident(pid: int) -> int:
        status = Path(f"/proc/{pid}/status").read_text()
        return int(re.search(r"VmRSS:\s+(\d+)", status)[1])  # type: ignore[index]

    with terminal() as screen:
        figures = []
        for turn in range(12):
            screen.wait("DreamFusion")
            screen.quiet(0.2)
            figures.append(resident(screen.pid))
            screen.screen.reset()
            screen.send(":catalog survey\r" if turn < 11 else "q")
        assert screen.end() == 0
        assert figures[-1] - figures[5] < 1.5 * 1024 * 6, (
            f"{figures} KiB: some 3.4 MiB for each, if it is kept"
        )
