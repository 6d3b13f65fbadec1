"""Writes the table of widths from wcwidth: `python -m tests.catalog.width_table`, or `make widths`."""

from __future__ import annotations

import sys
from itertools import groupby
from pathlib import Path

import wcwidth

FILE = Path(__file__).parents[2] / "genai_tui" / "catalog" / "width_table.py"
_BASE = "क"
"""A letter that marks stand on."""
_LETTERS_OF_FLAGS = frozenset(map(chr, range(0x1F1E6, 0x1F200)))
_COLOURS_OF_SKIN = frozenset(map(chr, range(0x1F3FB, 0x1F400)))


def terminal_width(char: str) -> int:
    """Return the cells by which a character moves a terminal's cursor, as wcwidth knows them.

    A mark that takes room beside its letter, such as the vowel signs of Devanagari and Tamil, has no width alone
    in wcwidth, and one cell after a letter. Two letters of a flag share its two cells, and a colour of skin lies
    on its emoji.
    """
    if char in _LETTERS_OF_FLAGS:
        return 1
    if char in _COLOURS_OF_SKIN:
        return 0
    width = wcwidth.wcwidth(char)
    return wcwidth.wcswidth(_BASE + char) - wcwidth.wcwidth(_BASE) if width == 0 else max(1, width)


def ranges() -> list[tuple[int, int, int]]:
    """Return first and last code point and width of all that do not take one cell."""
    found = []
    for width, group in groupby(
        range(sys.maxunicode + 1), lambda code: terminal_width(chr(code)) if code else 1
    ):
        codes = list(group)
        if width != 1:
            found.append((codes[0], codes[-1], width))
    return found


def text() -> str:
    """Return the module that holds the table."""
    lines = "".join(f"    (0x{first:04X}, 0x{last:04X}, {width}),\n" for first, last, width in ranges())
    return (
        f'"""Characters that do not take one cell in a terminal, written by `make widths` from wcwidth.\n\n'
        f"Unicode {wcwidth.list_versions()[-1]}. A table of our own, since wcwidth itself takes longer to import than "
        f'a whole command.\n"""\n\n'
        f"NOT_ONE_CELL: tuple[tuple[int, int, int], ...] = (\n{lines})\n"
        f'"""First and last code point, and the width, 0 or 2; in order."""\n'
    )


if __name__ == "__main__":
    FILE.write_text(text(), encoding="utf-8")
