"""Phonetic spellings: `fotogram` finds Photogram, because `f` is also written `ph`."""

from __future__ import annotations

from collections.abc import Iterator

from genai_tui.catalog.text_cache import text_cache
from genai_tui.search.match_costs import KIND_COST
from genai_tui.search.match_kinds import WordMatch
from genai_tui.search.matcher import Match, Needle, needle

_SOUNDS = (
    ("f", "ph"), ("ph", "f"), ("x", "ks"), ("ks", "x"), ("x", "cs"), ("kw", "qu"), ("qu", "kw"), ("k", "ck"),
    ("ck", "k"), ("k", "c"), ("k", "q"), ("c", "k"), ("z", "s"), ("s", "z"), ("i", "y"), ("y", "i"), ("shun", "sion"),
    ("shun", "tion"), ("oo", "u"), ("ee", "i"),
)  # fmt: skip
"""Letters, and others that sound like them."""
_SPOKEN_FROM = 3
"""Letters of the shortest word that is known by its sound."""
_HEARD_BEGUN, _HEARD_TOGETHER = 5, 6
"""The same for the beginning of a word, and for several words written as one."""
_RESPELLINGS = 8
"""Other spellings of a word at most."""


def spoken(wanted: Needle) -> Iterator[tuple[int, Needle]]:
    """Yield what was typed with one word spelled otherwise for the same sound, and the number of that word."""
    words = [word.letters for word in wanted.words]
    for place, word in enumerate(words):
        for other in spelled_as_spoken(word):
            yield place, needle(" ".join([*words[:place], other, *words[place + 1 :]]))


def heard(met: Match, place: int, typed: Needle) -> Match | None:
    """Return the match of another spelling as a match of what was typed, whose word at `place` was respelled.

    None where the word is too short to be known by its sound: the beginning of a word, or several words met as one.
    """
    together = len(met.words) < len(typed.words)
    at = 0 if together else place
    respelled = met.words[at]
    whole = respelled.kind == "equal" and not (together and met.left_over)
    if not whole and len(respelled.word) < (_HEARD_TOGETHER if together else _HEARD_BEGUN):
        return None
    words = list(met.words)
    word = typed.whole if together else typed.words[place]
    words[at] = WordMatch(word.letters, "sound", respelled.cost + KIND_COST["sound"], respelled.runs)
    return Match(tuple(words), met.left_over, met.cost + KIND_COST["sound"])


@text_cache(1024)
def spelled_as_spoken(word: str) -> tuple[str, ...]:
    """Return other spellings of a word: one sound written otherwise, in one place or wherever it occurs."""
    if len(word) < _SPOKEN_FROM or not word.isalpha():
        return ()
    found: dict[str, None] = {}
    for typed, meant in _SOUNDS:
        at = word.find(typed)
        while at >= 0:
            found[word[:at] + meant + word[at + len(typed) :]] = None
            at = word.find(typed, at + 1)
        found[word.replace(typed, meant)] = None
    found.pop(word, None)
    return tuple(found)[:_RESPELLINGS]
