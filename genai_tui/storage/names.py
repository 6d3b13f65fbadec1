"""Names as they are compared: without case, accents, spaces and signs."""

from __future__ import annotations

import unicodedata


def folded(name: str) -> str:
    """Return a name without case, accents, spaces and signs."""
    plain = name if name.isascii() else unicodedata.normalize("NFKD", name)
    return "".join(filter(str.isalnum, plain.casefold()))
