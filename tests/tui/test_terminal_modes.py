"""Modes of the terminal: whatever is switched on is taken back, in the order of a stack."""

from __future__ import annotations

import pytest

from genai_tui.tui.terminal_modes import INPUT, MOUSE, QUESTIONS, RESIZE, SCREEN, Mode, switch_off, switch_on

EVERY = (*SCREEN, *MOUSE, *INPUT, RESIZE)


@pytest.mark.parametrize("mode", EVERY, ids=lambda mode: mode.name)
def test_what_takes_a_mode_back_belongs_to_what_switches_it_on(mode: Mode) -> None:
    if mode.name == "kitty keys":
        assert (mode.on, mode.off) == ("\x1b[>25u", "\x1b[<u"), "a stack of their own: pushed, and popped"
        return
    number = mode.on.removeprefix("\x1b[?")[:-1]
    assert number.isdecimal()
    assert {mode.on[-1], mode.off[-1]} == {"h", "l"}
    assert mode.off[:-1] == mode.on[:-1]
    assert (mode.on[-1] == "l") == (mode.name in ("hidden cursor", "no wrapping of lines"))


def test_the_numbers_are_those_of_the_standards() -> None:
    numbers = [mode.on.strip("\x1b[?hl") for mode in EVERY if mode.name != "kitty keys"]
    assert numbers == ["1049", "25", "7", "1000", "1003", "1015", "1006", "1004", "2004", "2048"]
    assert QUESTIONS == ("\x1b[?2026$p", "\x1b[?2048$p")


def test_modes_are_taken_back_last_first_and_the_alternate_screen_is_cleared() -> None:
    assert switch_on(SCREEN) == "\x1b[?1049h\x1b[?25l\x1b[?7l"
    assert switch_off(SCREEN) == "\x1b[H\x1b[J\x1b[?7h\x1b[?25h\x1b[?1049l"
    assert switch_off(INPUT) == "\x1b[?2004l\x1b[<u\x1b[?1004l"
    assert switch_on(()) == switch_off(()) == ""
