"""Modes of the terminal that the explorer sets, each with the sequence that takes it back.

One table, so that nothing is switched on here that is not switched off there, on every way out. Mode 1016, the
mouse in pixels, is not among them: a place in cells is all that is asked for.
"""

from __future__ import annotations

from typing import NamedTuple


class Mode(NamedTuple):
    """A mode by its name, with what switches it on and off again."""

    name: str
    on: str
    off: str


_KITTY_KEYS = 0b11001
"""Of the kitty keyboard protocol: escape codes told apart, every key as a code, with the text it stands for."""

SCREEN = (
    Mode("alternate screen", "\x1b[?1049h", "\x1b[?1049l"),
    Mode("hidden cursor", "\x1b[?25l", "\x1b[?25h"),
    Mode("no wrapping of lines", "\x1b[?7l", "\x1b[?7h"),
)
CLEAR = "\x1b[H\x1b[J"
"""Clears the screen, with the cursor at its beginning."""
MOUSE = (
    Mode("mouse buttons", "\x1b[?1000h", "\x1b[?1000l"),
    Mode("mouse moves", "\x1b[?1003h", "\x1b[?1003l"),
    Mode("mouse as urxvt tells it", "\x1b[?1015h", "\x1b[?1015l"),
    Mode("mouse past column 223", "\x1b[?1006h", "\x1b[?1006l"),
)
INPUT = (
    Mode("coming and going of the focus", "\x1b[?1004h", "\x1b[?1004l"),
    Mode("kitty keys", f"\x1b[>{_KITTY_KEYS}u", "\x1b[<u"),
    Mode("bracketed paste", "\x1b[?2004h", "\x1b[?2004l"),
)
RESIZE = Mode("size told in the stream", "\x1b[?2048h", "\x1b[?2048l")
"""Switched on only where the terminal has said that it knows it."""

QUESTIONS = ("\x1b[?2026$p", "\x1b[?2048$p")
"""What the terminal is asked: does it show a frame at one go, does it tell its size in the stream?"""


def switch_on(modes: tuple[Mode, ...]) -> str:
    """Return what switches modes on, in their order."""
    return "".join(mode.on for mode in modes)


def switch_off(modes: tuple[Mode, ...]) -> str:
    """Return what takes modes back, the last one first.

    The alternate screen is cleared before it is left: a terminal without one, such as GNU screen as it comes, would
    have the shell go on in the middle of the last picture.
    """
    return CLEAR * (SCREEN[0] in modes) + "".join(mode.off for mode in reversed(modes))
