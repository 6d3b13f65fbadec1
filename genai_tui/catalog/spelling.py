"""What was probably meant by a word that is not known."""

from __future__ import annotations

from collections.abc import Iterable


def nearest(word: str, known: Iterable[str], cutoff: float = 0.6) -> str | None:
    """Return the one of `known` that looks most like `word`; None where none does."""
    import difflib  # imported here: most words are known ones

    near = difflib.get_close_matches(word[:200], list(known), n=1, cutoff=cutoff)
    return near[0] if near else None
