"""Marks and hues that mean the same everywhere on the screen, and their ASCII forms."""

from __future__ import annotations

import unicodedata

from genai_tui.catalog.model import Catalog, Model
from genai_tui.catalog.text import char_width

WEIGHTS = {"open": "●", "restricted": "◐", "closed": "○", None: "·"}
MARKED = "✓"
OWN = "+"
DIFFERS = "≠"
UNKNOWN = "·"

_CODES = frozenset({"TI", "T3", "IT", "TV", "TA", "TT", "TC", "TS", "OT"})


def code(catalog: Catalog, category_id: str) -> str:
    """Return the two letters of a category; `OT` for one without."""
    category = catalog.category(category_id)
    return (category.code if category else None) or "OT"


def hue(catalog: Catalog, category_id: str) -> str:
    """Return the role that colours a category: one of nine, `dim` for codes beyond them."""
    letters = code(catalog, category_id)
    return letters.lower() if letters in _CODES else "dim"


def weights_mark(model: Model) -> str:
    """Return the sign for what can be had of a model's weights."""
    return WEIGHTS[model.weights]


_LETTERS = {
    "●": "o", "◐": "r", "○": "c", "★": "*", "✓": "x", "≠": "#", "▌": ">", "▾": "v", "▸": ">", "·": ".",
    "→": ">", "…": "~", "–": "-", "—": "-", "│": "|", "▏": "|", "×": "x",
}  # fmt: skip


def to_ascii(text: str) -> str:
    """Return text of the same width in ASCII: marks as letters, accents dropped, the rest as `?`."""
    return text if text.isascii() else "".join(map(_ascii, text))


def _ascii(char: str) -> str:
    if char.isascii():
        return char
    if char in _LETTERS:
        return _LETTERS[char]
    base = unicodedata.normalize("NFKD", char)[0]
    return base if base.isascii() else "?" * char_width(char)
