"""Colours of the terminal: whether it has any, by NO_COLOR and by what the system knows of its kind."""

from __future__ import annotations

import re
from collections.abc import Mapping

_USUAL = re.compile(
    r"(?:xterm|screen|tmux|linux|rxvt|rxvt-unicode|alacritty|foot|konsole|gnome|vte|st|putty)(?:-(?:[0-9]+)?color|-direct)?"
    r"|xterm-kitty|xterm-ghostty|wezterm|foot-extra|cygwin|ansi"
)
"""Values of TERM of terminals that have colours, of which the system need not be asked."""


def has_colours(environment: Mapping[str, str]) -> bool:
    """Return whether colours are to be sent.

    They are not where NO_COLOR is set and not empty (no-color.org), nor to a kind of terminal that the system knows to have none.
    """
    term = environment.get("TERM", "")
    if environment.get("NO_COLOR"):
        return False
    return (
        _USUAL.fullmatch(term) is not None
        or environment.get("COLORTERM", "") != ""
        or _known_colours(term) != 0
    )


def _known_colours(term: str) -> int | None:
    """Return how many colours the system knows a kind of terminal to have; None where it does not know the kind."""
    try:
        import curses  # imported here: few terminals are of an unusual kind

        curses.setupterm(term, 1)
        return max(0, curses.tigetnum("colors"))
    except (ImportError, curses.error, OSError):
        return None
