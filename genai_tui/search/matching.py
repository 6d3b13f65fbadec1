"""One typed query against many names: rank and matched spans. The only door to rapidfuzz.

Ranks, best first: equal, equal once folded, prefix, start of a word, within, letters in order, and last
a small number of typing mistakes. rapidfuzz is imported only when the cheap ranks have found nothing.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

Span = tuple[int, int]
"""Start and end of a run of matched characters in the original text."""

EQUAL, FOLDED, PREFIX, WORD, WITHIN, SUBSEQUENCE, TYPOS = range(7)
MAX_QUERY = 200


@dataclass(frozen=True, slots=True, order=True)
class Match:
    """How a query met a name: `rank` and `cost` sort, smaller is better; `spans` lie in the name."""

    rank: int
    cost: float
    spans: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Folded:
    """A name without case, accents and separators, with each letter's place in the original."""

    original: str
    letters: str
    places: tuple[int, ...]
    word_starts: frozenset[int]


def fold(text: str) -> Folded:
    """Return `text` reduced to letters and digits, remembering where each stood."""
    letters: list[str] = []
    places: list[int] = []
    starts: set[int] = set()
    before = ""
    for place, char in enumerate(text):
        for letter in unicodedata.normalize("NFKD", char).casefold():
            if letter.isalnum():
                if not before.isalnum() or before.isdigit() != letter.isdigit():
                    starts.add(len(letters))
                letters.append(letter)
                places.append(place)
            if not unicodedata.combining(letter):
                before = letter
    return Folded(text, "".join(letters), tuple(places), frozenset(starts))


def match(query: str, name: Folded, wanted: Folded | None = None) -> Match | None:
    """Return how `query` meets `name` without a typing mistake; None where it does not.

    `wanted` is the folded query, for callers that ask about many names.
    """
    if query == name.original:
        return Match(EQUAL, 0, ((0, len(query)),))
    letters = (wanted or fold(query[:MAX_QUERY])).letters
    if not letters or len(letters) > len(name.letters):
        return None
    surplus = float(len(name.letters) - len(letters))
    if letters == name.letters:
        return Match(FOLDED, 0, _spans(name, range(len(letters))))
    at = name.letters.find(letters)
    if at == 0:
        return Match(PREFIX, surplus, _spans(name, range(len(letters))))
    if at > 0:
        start = next((s for s in sorted(name.word_starts) if name.letters.startswith(letters, s)), at)
        rank = WORD if start in name.word_starts else WITHIN
        return Match(rank, surplus, _spans(name, range(start, start + len(letters))))
    return _subsequence(letters, name, surplus) if len(letters) > 1 else None


def _subsequence(letters: str, name: Folded, surplus: float) -> Match | None:
    """Match letters in order when they begin at a word and stay close together."""
    for start in sorted(name.word_starts):
        if name.letters[start] != letters[0]:
            continue
        found = [start]
        for letter in letters[1:]:
            at = name.letters.find(letter, found[-1] + 1)
            if at < 0:
                break
            found.append(at)
        if len(found) == len(letters) and all(
            at - before == 1 or at in name.word_starts for before, at in pairwise(found)
        ):
            return Match(SUBSEQUENCE, surplus, _spans(name, found))
    return None


def match_with_typos(query: str, names: Iterable[Folded]) -> list[tuple[int, Match]]:
    """Return (position, match) of the names within a few mistakes, one for each four letters."""
    from rapidfuzz.distance import OSA  # imported here: most queries need no forgiveness

    letters = fold(query[:MAX_QUERY]).letters
    if len(letters) < 3:
        return []
    limit = max(1, len(letters) // 4)
    found = []
    for position, name in enumerate(names):
        best: tuple[float, int] | None = None
        for start in sorted({0, *name.word_starts}):
            for size in range(max(1, len(letters) - 1), len(letters) + 2):
                piece = name.letters[start : start + size]
                distance = float(OSA.distance(letters, piece, score_cutoff=limit))
                if distance <= limit and (best is None or distance < best[0]):
                    best = (distance, start)
        if best is not None:
            end = min(len(name.letters), best[1] + len(letters))
            cost = best[0] + (len(name.letters) - (end - best[1])) / 100
            found.append((position, Match(TYPOS, cost, _spans(name, range(best[1], end)))))
    return found


def _spans(name: Folded, found: Iterable[int]) -> tuple[Span, ...]:
    spans: list[Span] = []
    for index in found:
        place = name.places[index]
        if spans and place <= spans[-1][1]:
            spans[-1] = (spans[-1][0], max(spans[-1][1], place + 1))
        else:
            spans.append((place, place + 1))
    return tuple(spans)
