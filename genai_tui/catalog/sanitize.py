"""The one place where strangers' text becomes safe to show.

Whatever a catalog says reaches the terminal only through here. What comes out holds no control
character, no escape sequence, no change of writing direction and nothing whose width terminals
disagree about; it is still plain text and never markup, so callers hand it on as literal text.
"""

from __future__ import annotations

import functools
import re
import unicodedata

_PLAIN = re.compile(r"[ -~]*")
_PLAIN_BLOCK = re.compile(r"[ -~\n]*")

_FLAG_A = 0x1F1E6
_SKIN_TONES = range(0x1F3FB, 0x1F400)
_HANGUL_JOINING = range(0x1160, 0x1200)


def safe_line(text: str) -> str:
    """Return `text` as one harmless line: breaks and tabs become spaces, the rest as in `safe_block`."""
    if _PLAIN.fullmatch(text):
        return text
    return " ".join(text.splitlines()).translate(_HARMLESS)


def safe_block(text: str) -> str:
    """Return `text` as harmless lines.

    Control characters are shown as their pictures (ESC as ␛), format characters such as bidi overrides,
    joiners and variation selectors vanish, and flags become their two letters: parts of an emoji stand
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
    if category == "Cf" or 0xFE00 <= code <= 0xFE0F or 0xE0000 <= code <= 0xE0FFF or code in _SKIN_TONES:
        return ""
    if _FLAG_A <= code < _FLAG_A + 26:
        return chr(ord("A") + code - _FLAG_A)
    return " " if category == "Zs" else char


def char_width(char: str) -> int:
    """Return how many cells a character takes in a terminal: 0, 1 or 2."""
    if char < "\u0300":
        return 1
    if unicodedata.category(char) in ("Mn", "Me", "Mc") or ord(char) in _HANGUL_JOINING:
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


@functools.lru_cache(maxsize=8192)
def _width(text: str) -> int:
    return sum(map(char_width, text))


def width(text: str) -> int:
    """Return how many cells a safe text takes in a terminal."""
    return len(text) if text.isascii() else _width(text)


def clip(text: str, cells: int, ellipsis: str = "…") -> str:
    """Return `text` cut to at most `cells` cells, ending in `ellipsis` where something was cut."""
    if width(text) <= cells:
        return text
    if cells <= 0:
        return ""
    room = cells - width(ellipsis)
    if room < 0:
        return "." * cells
    kept = 0
    for index, char in enumerate(text):
        kept += char_width(char)
        if kept > room:
            return text[:index].rstrip() + ellipsis
    return text


def pad(text: str, cells: int, *, right: bool = False, ellipsis: str = "…") -> str:
    """Return `text` clipped and filled with spaces to exactly `cells` cells, text at the `right` if asked."""
    clipped = clip(text, cells, ellipsis)
    space = " " * (cells - width(clipped))
    return space + clipped if right else clipped + space


def wrap(text: str, cells: int) -> list[str]:
    """Return `text` broken into lines of at most `cells` cells, at spaces where there are any."""
    cells = max(cells, 2)
    lines: list[str] = []
    for paragraph in text.split("\n"):
        line, used = "", 0
        for word in paragraph.split(" "):
            size = width(word)
            if line and used + 1 + size > cells:
                lines.append(line)
                line, used = "", 0
            elif line:
                line, used = line + " ", used + 1
            while used + size > cells:
                head = _head(word, cells - used)
                lines.append(line + head)
                word, line, used = word[len(head) :], "", 0
                size = width(word)
            line, used = line + word, used + size
        lines.append(line)
    return lines


def _head(word: str, cells: int) -> str:
    """Return the longest beginning of `word` that fits into `cells` cells, at least one character."""
    used = 0
    for index, char in enumerate(word):
        used += char_width(char)
        if used > cells and index:
            return word[:index]
    return word


def short_number(value: float) -> str:
    """Return a count as people say it: 860M, 3.5B, 1.2T; plain below a thousand, 3e+23 past the trillions."""
    if not 1_000 <= value < 999.5e12:
        return f"{value:.3g}"
    for unit in "KMBT":
        value /= 1000
        if float(f"{value:.3g}") < 1000:
            return f"{value:.3g}{unit}"
    raise AssertionError("values past the trillions are handled above")


def count_of(number: int, noun: str, plural: str = "") -> str:
    """Return a count in words: `1 tie`, `2 ties`; with a `plural` where that is not the noun with an s."""
    return f"{number} {noun if number == 1 else plural or noun + 's'}"
