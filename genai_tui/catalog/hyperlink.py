"""Hyperlinks of terminals (OSC 8): what may be linked to, the sequences around a text, and which terminals get them."""

from __future__ import annotations

import re
import zlib
from collections.abc import Mapping
from urllib.parse import quote

from genai_tui.catalog import patterns
from genai_tui.catalog.text_cache import text_cache

LONGEST = 2_000
"""Characters of an address that terminals take."""

CLOSING = "\x1b]8;;\x1b\\"
"""Ends a hyperlink."""

_PLAIN = "".join(map(chr, range(0x21, 0x7F)))
_WITHOUT = r"(?:linux|vt[0-9]\w*|ansi|cons[0-9]\w*|sun|dumb)(?:-.*)?"
"""Values of TERM for terminals that show such a sequence as letters, or know of no pointer."""


@text_cache(1_000)
def target(address: str) -> str | None:
    """Return what a text may be linked to: an http or https address in ASCII alone; None where an address is not one."""
    if not re.fullmatch(patterns.WEB_ADDRESS, address):
        return None
    plain = quote(address, _PLAIN)
    return plain if len(plain) <= LONGEST else None


def opening(address: str) -> str:
    """Return what begins a hyperlink to an address that `target` has returned; its parts on several lines are one."""
    return f"\x1b]8;id={zlib.crc32(address.encode()):x};{address}\x1b\\"


def linked(text: str, address: str) -> str:
    """Return a text, safe to show, as a hyperlink; or as it is where its address is none."""
    plain = target(address)
    return f"{opening(plain)}{text}{CLOSING}" if plain and text else text


def are_shown(environment: Mapping[str, str]) -> bool:
    """Return whether a terminal is sent hyperlinks: not old ones, and not through GNU screen, which drops them."""
    kind = environment.get("TERM", "")
    return bool(kind) and not re.fullmatch(_WITHOUT, kind) and "STY" not in environment
