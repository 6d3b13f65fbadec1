"""Escapes of text in BibTeX and Markdown, and the months that BibTeX knows."""

from __future__ import annotations

import re

from genai_tui.catalog.sanitize import safe_line

MONTHS = ("", "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_ESCAPES = {
    "\\": r"\textbackslash{}",
    "^": r"\textasciicircum{}",
    "~": r"\textasciitilde{}",
    # Readers count braces, escaped or not.
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
}
_MARKDOWN = re.compile(r"[\\`*_\[\]<>]")
_SPECIAL = re.compile(r"[\\{}$&#%_^~]")


def tex(text: str) -> str:
    """Return text that TeX sets as it stands."""
    return _SPECIAL.sub(lambda found: _ESCAPES.get(found[0], f"\\{found[0]}"), safe_line(text))


def verbatim(text: str) -> str:
    """Return an address or DOI, which is no text to typeset, with what would end its field escaped."""
    return re.sub(r"[{}\\]", lambda found: f"%{ord(found[0]):02X}", safe_line(text))


def marked(text: str) -> str:
    """Return text that Markdown shows as it stands."""
    return _MARKDOWN.sub(lambda found: f"\\{found[0]}", safe_line(text))
