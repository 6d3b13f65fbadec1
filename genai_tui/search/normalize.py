"""Normalized names: letters and digits without case, accents and separators, and where the parts of a name begin."""

from __future__ import annotations

import re
import unicodedata

from msgspec import Struct

Span = tuple[int, int]
"""Start and end of a run of characters."""

DIGITS = frozenset("0123456789")
"""The digits of numbers. Those of other scripts count as letters, because no version is written with them."""

_PARTS = re.compile(
    r"[A-Z]{2,}(?=[a-z][0-9])|[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[0-9]+|[^\W0-9_a-zA-Z]+",
)
"""The parts of a word: `DINO v 2`, `Alpha Fold 3`, `GPT Neo`, `wav 2 vec`."""
_WORDS = re.compile(r"[^\W_]+")
_SPACED = bytes(code if chr(code).isalnum() else ord(" ") for code in range(128)).ljust(256)
_COMBINING = re.compile(
    "[\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u0610-\u061a\u064b-\u065f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]+"
)
_RUNS = re.compile(r"[0-9]+|[^0-9]+")
_POINT = re.compile(r"(?<=[0-9])\.(?=[0-9]*[1-9])")


class Folded(Struct, frozen=True, gc=False):
    """A name without case, accents and separators."""

    original: str
    letters: str
    """Letters and digits alone, in lower case."""
    initials: str
    """The first letter of each part."""
    starts: tuple[int, ...]
    """Places in `letters` where a part begins: after a separator, at a hump, between letters and digits."""
    ends: tuple[int, ...]
    """Places where a part ends."""
    bounds: frozenset[int]
    """Starts and ends."""
    words: tuple[tuple[int, ...], ...]
    """For each word (the text between two separators) the places where its parts begin."""
    points: frozenset[int]
    """Places where a number goes on after a decimal point: the 5 of `GPT-3.5`, and not the 0 of `4.0`."""

    def spans(self, runs: tuple[Span, ...]) -> tuple[Span, ...]:
        """Return runs of `letters` as runs of the original, in order; those that touch are one."""
        places = _places(self.original)
        spans: list[Span] = []
        for at in sorted({at for start, end in runs for at in range(start, min(end, len(places)))}):
            place = places[at]
            if spans and place <= spans[-1][1]:
                spans[-1] = (spans[-1][0], place + 1)
            else:
                spans.append((place, place + 1))
        return tuple(spans)


def _places(text: str) -> list[int]:
    """Return for each folded letter its place in the original."""
    return [
        place
        for place, char in enumerate(text)
        for letter in without_accents(char).casefold()
        if letter.isalnum()
    ]


def without_accents(text: str) -> str:
    """Return `text` as people type it on an English keyboard.

    Accents and strokes are gone (é is e, ø is o), joined letters are two (æ is ae, ß is ss), and compatibility
    forms (full width, superscripts) are the letters that they stand for.
    """
    if text.isascii():
        return text
    return _COMBINING.sub("", unicodedata.normalize("NFKD", text)).translate(_PLAIN)


_LATIN = re.compile(r"LATIN (SMALL|CAPITAL) (?:LETTER|LIGATURE) (?:DOTLESS |LONG )?([A-Z]{1,2})(?: WITH .+)?")
"""Unicode names of letters that are one or two letters of the alphabet with a stroke, a hook or the like."""
_OWN_NAMES = {
    "ß": "ss", "ẞ": "SS", "þ": "th", "Þ": "Th", "ð": "d", "Ð": "D", "ŋ": "n", "Ŋ": "N", "ə": "e", "Ə": "E",
    "ɛ": "e", "Ɛ": "E", "ɔ": "o", "Ɔ": "O", "ĸ": "k",
}  # fmt: skip
"""What people type for letters whose Unicode names do not say it."""


class _PlainLetters(dict[int, str]):
    """What people type for a character that Unicode does not decompose, by its code; filled as characters occur."""

    def __missing__(self, code: int) -> str:
        return self.setdefault(code, _plain_letter(chr(code)))


_PLAIN = _PlainLetters()


def _plain_letter(char: str) -> str:
    if char in _OWN_NAMES:
        return _OWN_NAMES[char]
    if "\u02b0" <= char <= "\u02ff":
        return ""  # a sign of how something is spoken, as in Hawaiʻi
    found = _LATIN.fullmatch(unicodedata.name(char, "")) if char > "\x7f" else None
    if found is None:
        return char
    return found[2].lower() if found[1] == "SMALL" else found[2].capitalize()


def words_of(text: str) -> list[str]:
    """Return the words of a text, which separators divide."""
    if text.isascii():  # bytes are translated many times as fast as characters
        return text.encode().translate(_SPACED).decode().split()
    return _WORDS.findall(text)


def parts_of(word: str) -> list[str]:
    """Return the parts of a word, in lower case."""
    if word.isascii():
        return _PARTS.findall(word) if word.islower() else list(map(str.lower, _PARTS.findall(word)))
    return list(filter(None, map(_alphanumeric, map(str.casefold, _PARTS.findall(word)))))


def runs(letters: str) -> list[str]:
    """Return the runs of digits and of other letters in a word."""
    return _RUNS.findall(letters)


def fold(text: str) -> Folded:
    """Return `text` folded."""
    plain = without_accents(text)
    pieces: list[str] = []
    starts: list[int] = []
    words: list[tuple[int, ...]] = []
    at = 0
    for word in words_of(plain):
        first = len(starts)
        for piece in parts_of(word):
            pieces.append(piece)
            starts.append(at)
            at += len(piece)
        if len(starts) > first:
            words.append(tuple(starts[first:]))
    letters = "".join(pieces)
    points = _points(plain, letters, starts) if "." in plain else frozenset()
    begins = tuple(starts)
    ends = (*begins[1:], at) if begins else ()
    initials = "".join([piece[0] for piece in pieces])
    return Folded(text, letters, initials, begins, ends, frozenset((*begins, at)), tuple(words), points)


def _points(plain: str, letters: str, starts: list[int]) -> frozenset[int]:
    found = set()
    for point in _POINT.finditer(plain):
        at = sum(char.isalnum() for char in plain[: point.start()].casefold())
        if at in starts and at < len(letters) and letters[at] in DIGITS:
            found.add(at)
    return frozenset(found)


def _alphanumeric(text: str) -> str:
    return text if text.isalnum() else "".join(filter(str.isalnum, text))
