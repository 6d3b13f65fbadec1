"""Sanitizing of text: what strangers wrote becomes safe to show here, and nowhere else.

Whatever a catalog says reaches the terminal only through here. What comes out holds no control
character, no escape sequence, no change of writing direction and nothing whose width terminals
disagree about; it is still plain text and never markup, so callers hand it on as literal text.
"""

from __future__ import annotations

import re
import unicodedata
from typing import NewType

SafeText = NewType("SafeText", str)
"""A text that has been made safe to show.

What a reader sees is made of values that take any text and hold this: an item of a page, a notice, a title, a row. So no
caller has to remember it.
"""

_PLAIN = re.compile(r"[ -~]*")
_PLAIN_BLOCK = re.compile(r"[ -~\n]*")

_FLAG_A = 0x1F1E6
_NO_DOTS = "\u2800"
"""The empty pattern of Braille, as wide as the others."""
_SKIN_TONES = range(0x1F3FB, 0x1F400)

UNSEEN = (
    "\x7f-\x9f\xad\u034f\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f"
    "\u2028-\u202e\u2060-\u206f\u2800\u3164\ud800-\uf8ff\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\U000110bd\U000110cd"
    "\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff\U000f0000-\U0010ffff"
)
"""Characters beyond space that cannot be seen, or that act on others, as the inside of a class of a regular expression.

They are those of the categories Cc, Cf, Co, Cs, Zl and Zp, those that Unicode calls default ignorable, fillers of Hangul among
them, and the empty pattern of Braille. No output holds any: text drops or replaces them, JSON has them as escapes.
"""

MOST_MARKS = 8
"""Marks that may stand on one letter; a tower of more hides the lines above it."""

_VISIBLE = rf"[^\x00-\x20\xa0\u1680\u2000-\u200a\u202f\u205f\u3000{UNSEEN}]"
_TOWER = re.compile(rf"[^\x00-\u02ff]{{{MOST_MARKS + 1},}}")


def can_be_seen(text: str) -> bool:
    """Return whether there is a sign in a text that can be seen."""
    return re.search(_VISIBLE, text) is not None


def safe_line(text: str) -> SafeText:
    """Return `text` as one harmless line: breaks and tabs become spaces, the rest as in `safe_block`."""
    if _PLAIN.fullmatch(text):
        return SafeText(text)
    return _lowered(" ".join(text.splitlines()).translate(_HARMLESS))


def safe_block(text: str) -> SafeText:
    """Return `text` as harmless lines.

    Control characters are shown as their pictures (ESC as ␛), format characters such as bidi overrides,
    joiners, fillers and variation selectors vanish, and flags become their two letters: parts of an emoji stand
    side by side, because terminals disagree about the width of joined ones and agree about the parts.
    """
    if _PLAIN_BLOCK.fullmatch(text):
        return SafeText(text)
    return _lowered("\n".join(text.splitlines()).translate(_HARMLESS_BLOCK))


def drawable(text: str) -> SafeText:
    """Return a text that is to be drawn in a row: safe already, as it should be, or else made so.

    It is a last look at each piece of a row, so it only asks what costs nothing: whether a terminal would act on a
    character of it.
    """
    return SafeText(text) if text.isprintable() else safe_line(text)


def _lowered(text: str) -> SafeText:
    """Return a text without the marks that are too many on one letter."""
    return SafeText(_TOWER.sub(_few_marks, text) if _TOWER.search(text) else text)


def _few_marks(found: re.Match[str]) -> str:
    run = found[0]
    # A tower in it would have a mark at one of these places at least.
    if not any(unicodedata.category(char)[0] == "M" for char in run[MOST_MARKS :: MOST_MARKS + 1]):
        return run
    kept, marks = [], 0
    for char in run:
        marks = marks + 1 if unicodedata.category(char)[0] == "M" else 0
        if marks <= MOST_MARKS:
            kept.append(char)
    return "".join(kept)


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
    if char == _NO_DOTS:
        return " "
    category = unicodedata.category(char)
    # Looked up in these categories alone, where the others of `UNSEEN` are: few texts have any, and the class takes
    # a millisecond to compile.
    is_unseen = category in ("Cn", "Lo", "Mn", "So") and re.match(f"[{UNSEEN}]", char) is not None
    if category in ("Cc", "Cs", "Co", "Zl", "Zp") or (category == "Cn" and not is_unseen):
        return "�"
    if category == "Cf" or is_unseen or code in _SKIN_TONES:
        return ""
    if _FLAG_A <= code < _FLAG_A + 26:
        return chr(ord("A") + code - _FLAG_A)
    return " " if category == "Zs" else char
