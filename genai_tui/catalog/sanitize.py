"""Sanitizing of text: what strangers wrote becomes safe to show here, and nowhere else.

Whatever a catalog says reaches the terminal only through here. What comes out holds no control
character, no escape sequence, no change of writing direction and nothing whose width terminals
disagree about; it is still plain text and never markup, so callers hand it on as literal text.
"""

from __future__ import annotations

import re
import unicodedata

_PLAIN = re.compile(r"[ -~]*")
_PLAIN_BLOCK = re.compile(r"[ -~\n]*")

_FLAG_A = 0x1F1E6
_SKIN_TONES = range(0x1F3FB, 0x1F400)
_FILLERS = (0x3164, 0xFFA0)


def safe_line(text: str) -> str:
    """Return `text` as one harmless line: breaks and tabs become spaces, the rest as in `safe_block`."""
    if _PLAIN.fullmatch(text):
        return text
    return " ".join(text.splitlines()).translate(_HARMLESS)


def safe_block(text: str) -> str:
    """Return `text` as harmless lines.

    Control characters are shown as their pictures (ESC as ␛), format characters such as bidi overrides,
    joiners, fillers and variation selectors vanish, and flags become their two letters: parts of an emoji stand
    side by side, because terminals disagree about the width of joined ones and agree about the parts.
    """
    if _PLAIN_BLOCK.fullmatch(text):
        return text
    return "\n".join(text.splitlines()).translate(_HARMLESS_BLOCK)


class _Harmless(dict[int, str]):
    """What stands for a character, by its code; worked out when first met."""

    def __missing__(self, code: int) -> str:
        return self.setdefault(code, _harmless(chr(code)))


_HARMLESS = _Harmless()
_HARMLESS_BLOCK = _Harmless({0x0A: "\n"})


def _harmless(char: str) -> str:
    if " " <= char <= "~":
        return char
    code = ord(char)
    if char == "\t":
        return " "
    if code < 0x20:
        return chr(0x2400 + code)
    if code == 0x7F:
        return "␡"
    category = unicodedata.category(char)
    if category in ("Cc", "Cs", "Co", "Cn", "Zl", "Zp"):
        return "�"
    if (
        category == "Cf"
        or 0xFE00 <= code <= 0xFE0F
        or 0xE0000 <= code <= 0xE0FFF
        or code in _SKIN_TONES
        or code in _FILLERS
    ):
        return ""
    if _FLAG_A <= code < _FLAG_A + 26:
        return chr(ord("A") + code - _FLAG_A)
    return " " if category == "Zs" else char
