"""Cells of a terminal: the width of text, measured, clipped, padded and wrapped; and short forms of numbers.

The widths are those of `width_table`, which panes, tables and what goes over the wire share; the terminal of a reader
may be older and disagree, which the wire makes good. Text is measured here once it is safe (`catalog.sanitize`).
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from operator import itemgetter

from genai_tui.catalog.text_cache import text_cache
from genai_tui.catalog.width_table import NOT_ONE_CELL

_first = itemgetter(0)


class _Widths(dict[str, int]):
    """The width of each character; looked up when first met."""

    def __missing__(self, char: str) -> int:
        code = ord(char)
        at = bisect_right(NOT_ONE_CELL, code, key=_first) - 1
        _, last, cells = NOT_ONE_CELL[at]
        return self.setdefault(char, cells if at >= 0 and code <= last else 1)


_WIDTHS = _Widths()
char_width = _WIDTHS.__getitem__
"""Return how many cells a character takes in a terminal: 0, 1 or 2."""


@text_cache(8192)
def _width(text: str) -> int:
    return sum(map(char_width, text))


def width(text: str) -> int:
    """Return how many cells a safe text takes in a terminal."""
    return len(text) if text.isascii() else _width(text)


def is_mark(char: str) -> bool:
    """Return whether a character stands on, or beside, the letter before it and means nothing without."""
    return char > "\u02ff" and unicodedata.category(char)[0] == "M"


def _head(text: str, cells: int) -> str:
    """Return the longest beginning of `text` that fits into `cells` cells and leaves no mark without its letter."""
    used = 0
    for index, char in enumerate(text):
        used += char_width(char)
        if used > cells:
            while index and is_mark(text[index]):
                index -= 1
            return text[:index]
    return text


def clip(text: str, cells: int, ellipsis: str = "…") -> str:
    """Return `text` cut to at most `cells` cells, ending in `ellipsis` where something was cut."""
    if width(text) <= cells:
        return text
    if cells <= 0:
        return ""
    room = cells - width(ellipsis)
    return _head(text, room).rstrip() + ellipsis if room >= 0 else "." * cells


def clip_parts(text: str, cells: int, between: str = " · ", typed: str = "/") -> str:
    """Return `text` cut to at most `cells` cells, its last parts left out whole; a sign says that some are.

    The first part is cut where it does not fit itself, and so is what was `typed`, whose beginning tells most of it.
    """
    if width(text) <= cells:
        return text
    parts = text.split(between)
    while len(parts) > 1:
        last = parts.pop()
        kept = between.join(parts)
        room = cells - width(f"{kept}{between}")
        if last.startswith(typed) and room > len(typed) + 1:
            return f"{kept}{between}{clip(last, room)}"
        if room >= 1:
            return f"{kept}{between}…"
    return clip(parts[0], cells)


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
                head = _head(word, cells - used) or _first_fitting(word, cells)
                lines.append(line + head)
                word, line, used = word[len(head) :], "", 0
                size = width(word)
            line, used = line + word, used + size
        lines.append(line)
    return lines


def _first_fitting(word: str, cells: int) -> str:
    """Return what fits of a letter with more marks beside it than a line has cells."""
    used = 0
    for index, char in enumerate(word):
        used += char_width(char)
        if used > cells:
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


def count_of_kind(number: int, kind: str) -> str:
    """Return a count before a phrase that begins with a noun for several: `1 model without a category`."""
    if number != 1:
        return f"{number} {kind}"
    if kind.startswith("models that are "):
        return f"1 model that is {kind.removeprefix('models that are ').replace('themselves', 'itself')}"
    words = kind.split(" ")
    at = next((at for at, word in enumerate(words) if _one(word) != word), 0)
    words[at] = _one(words[at])
    if words[at + 1 : at + 2] == ["and"]:
        words[at + 1 : at + 3] = "or", _one(words[at + 2])
    told = " ".join(words).replace(" that stand ", " that stands ").replace(", which say ", ", which says ")
    return f"1 {told}"


def _one(word: str) -> str:
    """Return one of what a noun for several names; the word itself where it is none."""
    if word.endswith("ies"):
        return f"{word[:-3]}y"
    return word[:-2] if word.endswith("sses") else word[:-1] if word[-1:] == "s" != word[-2:-1] else word
