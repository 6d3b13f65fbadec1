"""Slugs, the form of every id: lower-case letters, digits and single hyphens."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from genai_tui.catalog.patterns import SLUG

PATTERN = f"^{SLUG}$"
LONGEST = 120
"""Characters of the longest id."""

_HYPHENS_AS_ENDS = bytes.maketrans(b"-", b"\n")
_SIGNS = b"abcdefghijklmnopqrstuvwxyz0123456789-\n"


def slug_of(name: str) -> str:
    """Return the slug that a name makes, of at most 100 characters; empty where no letter or digit of it can stand in one."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return _NOT_SLUG.sub("-", plain.lower()).strip("-")[:100].strip("-")


_NOT_SLUG = re.compile(r"[^a-z0-9]+")


def is_slug(text: str) -> bool:
    """Return whether `text` can be an id."""
    return len(text) <= LONGEST and re.fullmatch(PATTERN, text) is not None


def are_slugs(texts: Iterable[str]) -> bool:
    """Return whether very many texts can all be ids; their lengths are not looked at, which the caller has checked.

    They are looked at as one text, which takes a twentieth of the time.
    """
    each = ["x", *texts, "x"]
    lines = "\n".join(each)
    if not lines.isascii():
        return False
    signs = lines.encode()
    if signs.count(b"\n") >= len(each):  # one of them holds an end of a line
        return False
    # Where a hyphen stands for the end of a line, no two of them stand side by side.
    return not signs.translate(None, _SIGNS) and b"\n\n" not in signs.translate(_HYPHENS_AS_ENDS)
