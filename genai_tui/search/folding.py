"""A name reduced to what people type of it: letters and digits, and where its parts begin."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cached_property

Span = tuple[int, int]
"""Start and end of a run of characters."""

_PARTS = re.compile(
    r"[A-Z]{2,}(?=[a-z]\d)|[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+|[^\W\d_a-zA-Z]+",
)
"""The parts of a word: `DINO v 2`, `Alpha Fold 3`, `GPT Neo`, `wav 2 vec`."""
_WORDS = re.compile(r"[^\W_]+")


@dataclass(frozen=True)
class Folded:
    """A name without case, accents and separators."""

    original: str
    letters: str
    """Letters and digits alone, in lower case."""
    starts: tuple[int, ...]
    """Places in `letters` where a part begins: after a separator, at a hump, between letters and digits."""
    words: tuple[Span, ...]
    """Runs of `letters` between separators."""

    @cached_property
    def bounds(self) -> frozenset[int]:
        """Places where a part begins or the name ends."""
        return frozenset((*self.starts, len(self.letters)))

    @cached_property
    def ends(self) -> tuple[int, ...]:
        """Places where a part ends."""
        return (*self.starts[1:], len(self.letters))

    @cached_property
    def parts(self) -> tuple[tuple[int, ...], ...]:
        """For each word where its parts begin."""
        return tuple(
            tuple(start for start in self.starts if begin <= start < end) for begin, end in self.words
        )

    @cached_property
    def points(self) -> frozenset[int]:
        """Places where a number goes on after a decimal point: the 5 of `GPT-3.5`, and not that of `4.0`."""
        letters, places = self.letters, self.places
        return frozenset(
            start
            for start in self.starts
            if start
            and letters[start].isdigit()
            and letters[start - 1].isdigit()
            and self.original[places[start - 1] + 1 : places[start]] == "."
            and letters[start:].rstrip("0")
        )

    @cached_property
    def initials(self) -> str:
        """The first letter of each part."""
        return "".join(self.letters[start] for start in self.starts)

    @cached_property
    def places(self) -> tuple[int, ...]:
        """For each of `letters` its place in the original."""
        return tuple(
            place
            for place, char in enumerate(self.original)
            for letter in (char.lower() if char.isascii() else _plain(char).casefold())
            if letter.isalnum()
        )

    def spans(self, runs: tuple[Span, ...]) -> tuple[Span, ...]:
        """Return where runs of `letters` stand in the original, in order, what touches joined."""
        places = self.places
        spans: list[Span] = []
        for at in sorted({at for start, end in runs for at in range(start, min(end, len(places)))}):
            place = places[at]
            if spans and place <= spans[-1][1]:
                spans[-1] = (spans[-1][0], place + 1)
            else:
                spans.append((place, place + 1))
        return tuple(spans)


def _plain(text: str) -> str:
    """Return `text` without accents and with its compatibility forms (full width, superscripts) replaced."""
    return "".join(char for char in unicodedata.normalize("NFKD", text) if not unicodedata.combining(char))


def fold(text: str) -> Folded:
    """Return `text` folded."""
    plain = text if text.isascii() else _plain(text)
    pieces: list[str] = []
    starts: list[int] = []
    words: list[Span] = []
    at = 0
    for word in _WORDS.findall(plain):
        begin = at
        for part in _PARTS.findall(word):
            piece = part.lower() if part.isascii() else _alphanumeric(part.casefold())
            if piece:
                pieces.append(piece)
                starts.append(at)
                at += len(piece)
        if at > begin:
            words.append((begin, at))
    return Folded(text, "".join(pieces), tuple(starts), tuple(words))


def _alphanumeric(text: str) -> str:
    return text if text.isalnum() else "".join(filter(str.isalnum, text))
