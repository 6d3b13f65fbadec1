"""ASCII forms of all characters, each as wide as the character, so that columns stay aligned."""

from __future__ import annotations

import functools
import unicodedata

from genai_tui.catalog.cells import char_width

SIGNS = {
    "●": "o", "◐": "r", "○": "c", "◉": "#", "★": "*", "✓": "x", "≠": "#", "▌": ">", "▾": "v", "▸": ">", "·": ".",
    "→": ">", "←": "<", "↑": "^", "↓": "v", "▶": ">", "◀": "<", "▲": "^", "▼": "v", "…": "~", "×": "x",
    "–": "-", "—": "-", "−": "-", "‐": "-", "‘": "'", "’": "'", "“": '"', "”": '"', "•": "*", "≤": "<", "≥": ">",
    "≈": "~", "ʼ": "'", "∗": "*", "†": "+", "‡": "+", "§": "S", "¶": "P", "🔎": "/ ",
    "▪": "o", "■": "8", "◼": "8", "█": "#", "▏": "|", "▎": "|", "▁": "_", "▔": "-", "›": ">", "‹": "<",
}  # fmt: skip
"""Signs that the program draws, and the commonest of other people's texts."""


def to_ascii(text: str) -> str:
    """Return text of the same width in ASCII: signs as `SIGNS` has them, accents dropped, the rest as `?`."""
    return text if text.isascii() else "".join(map(_ascii, text))


def is_sign(char: str) -> bool:
    """Return whether a character is one of `SIGNS` or a part of a drawing."""
    return char in SIGNS or "\u2500" <= char <= "\u259f"


@functools.lru_cache(maxsize=4096)
def _ascii(char: str) -> str:
    if char.isascii():
        return char
    if char in SIGNS:
        return SIGNS[char]
    if "\u2500" <= char <= "\u257f":
        return _line(unicodedata.name(char))
    cells = char_width(char)
    if "\u2580" <= char <= "\u259f":
        return "#"
    plain = unicodedata.normalize("NFD", char)[0]
    if not plain.isascii():
        plain = unicodedata.normalize(
            "NFKD", char
        )  # full-width letters and raised figures, but not fractions
    return plain.ljust(cells) if cells and len(plain) == 1 and plain.isascii() else "?" * cells


def _line(name: str) -> str:
    """Return a part of a drawn line by its name in Unicode."""
    if "DIAGONAL" in name:
        return "X" if "CROSS" in name else "\\" if "UPPER LEFT" in name else "/"
    across = any(word in name for word in ("HORIZONTAL", "LEFT", "RIGHT"))
    upright = any(word in name for word in ("VERTICAL", "UP", "DOWN"))
    return "+" if across and upright else "-" if across else "|"
