"""The clipboard of the terminal at the far end, reached by OSC 52, through tmux and screen too."""

from __future__ import annotations

import base64
from collections.abc import Mapping

MOST_BYTES = 74_994
"""What terminals take at most: 100,000 characters with the sequence around them."""


def copy_sequence(text: str, environment: Mapping[str, str]) -> str | None:
    """Return what to send so that the terminal copies `text`; None where it is too long to be taken.

    tmux and screen keep the sequence to themselves unless it is wrapped; tmux is sent the plain form too,
    which it takes with `set-clipboard on`, since the wrapped one needs `allow-passthrough`.
    """
    data = text.encode()
    if len(data) > MOST_BYTES:
        return None
    plain = f"\x1b]52;c;{base64.b64encode(data).decode()}\x07"
    if "TMUX" in environment:
        return f"{plain}\x1bPtmux;\x1b{plain}\x1b\\"
    if "STY" in environment:
        return f"\x1bP{plain}\x1b\\"
    return plain
