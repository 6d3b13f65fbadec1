"""N-gram index: the few of very many names that could meet a query, by the pairs of letters that they share with it.

A pair is two letters side by side, or with one letter between them, so most pairs survive a swapped or missing letter.
The index holds one whole number for each pair: bit i says whether name i has it. Adding those numbers in columns of
bits (a carry-save adder) counts for all names at once how many pairs of a query each has. A name takes at most 192
bytes.
"""

from __future__ import annotations

import functools
import sys
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import chain, pairwise, repeat

from genai_tui.search.bitset import bitset
from genai_tui.search.normalize import parts_of, runs, without_accents, words_of

_KINDS = 1536
"""Numbers for pairs. Rare pairs share one, which lets a few more names through."""
_START = " "
"""Stands before a letter that begins a part of a name."""
_ALPHABET = _START + "abcdefghijklmnopqrstuvwxyz0123456789"
_PLACES = bytes(max(_ALPHABET.find(chr(code)), 0) for code in range(256))
"""Places in the alphabet by ASCII code."""
_SIZE = len(_ALPHABET)
_PLAIN = [[first * _SIZE + second for second in range(_SIZE)] for first in range(_SIZE)]
"""Numbers of the pairs of letters of the alphabet, by the places of both."""
_FEW = 40
"""Names of a word up to which each is marked by itself for every pair of the word."""


@functools.lru_cache(maxsize=8192)
def _kind(first: str, second: str) -> int:
    """Return the number of a pair. Unlike `hash` it is the same on every run."""
    places = _ALPHABET.find(first), _ALPHABET.find(second)
    if min(places) >= 0:
        return _PLAIN[places[0]][places[1]]
    return _SIZE**2 + (ord(first) * 31 + ord(second)) % (_KINDS - _SIZE**2)


def _pairs(letters: str) -> set[int]:
    """Return the numbers of the pairs in some letters."""
    if letters.isascii():
        places = letters.encode().translate(_PLACES)
        both = chain(pairwise(places), zip(places, places[2:], strict=False))
        return {_PLAIN[first][second] for first, second in both}
    return {*map(_kind, letters, letters[1:]), *map(_kind, letters, letters[2:])}


def _known_by(word: str) -> tuple[str, set[int]]:
    """Return the initials of a word's parts, and the numbers of the pairs by which the index knows the word.

    Those are the pairs within its runs of letters and of digits, the starts of its parts, and neighbours among the
    initials.
    """
    parts = parts_of(without_accents(word))
    initials = "".join([part[0] for part in parts])
    kinds = set(map(_kind, repeat(_START), initials))
    kinds.update(map(_kind, initials, initials[1:]))
    for run in runs("".join(parts)):
        kinds |= _pairs(run)
    return initials, kinds


def kinds_of(name: str) -> set[int]:
    """Return the numbers of the pairs by which the index knows a whole name."""
    found: set[int] = set()
    head = last = ""
    for word in words_of(name):
        initials, kinds = _known_by(word)
        found |= kinds
        if not initials:
            continue
        if head:
            found |= {_kind(last, initials[0]), _kind(head, initials[0])}
        head, last = initials[0], initials[-1]
    return found


def _marked(size: int, known: Iterable[tuple[list[int], set[int]]]) -> dict[int, int]:
    """Return for each pair the names that have it, as a set of bits.

    `known` holds places among `size` names and the pairs that the names there have. A few places are marked one by one
    for each pair; many are made a set once, and added to each pair.
    """
    room = size // 8 + 1
    marks: dict[int, bytearray] = defaultdict(lambda: bytearray(room))
    whole: dict[int, int] = defaultdict(int)
    for places, kinds in known:
        if len(places) <= _FEW:
            for mark in [marks[kind] for kind in kinds]:
                for place in places:
                    mark[place >> 3] |= 1 << (place & 7)
            continue
        bits = bitset(places, size)
        for kind in kinds:
            whole[kind] |= bits
    found: dict[int, int] = {}
    while marks:
        kind, mark = marks.popitem()
        found[kind] = int.from_bytes(mark, "little") | whole.pop(kind, 0)
    return found | whole


class NgramIndex:
    """The pairs of letters of many names."""

    def __init__(self, names: Sequence[str]) -> None:
        """Index `names`; a name is known by its place among them."""
        self.size = len(names)
        # Names share most of their words: each is looked at once, with the names that it stands in.
        known: dict[str, tuple[str, str, list[int], set[int]]] = {}
        joints: dict[str, list[int]] = defaultdict(list)
        for place, name in enumerate(names):
            head = last = ""
            for word in words_of(name):
                if word not in known:
                    initials, kinds = _known_by(word)
                    known[word] = initials[:1], initials[-1:], [], kinds
                first, end, places, _ = known[word]
                places.append(place)
                if not first:
                    continue
                if head:
                    joints[last + first].append(place)
                    if head != last:  # `dv3` is DeepSeek-V3, whose first word has two parts
                        joints[head + first].append(place)
                head, last = first, end
        self._marks = _marked(
            self.size,
            [
                *((places, kinds) for _, _, places, kinds in known.values()),
                *((places, {_kind(*joint)}) for joint, places in joints.items()),
            ],
        )

    def memory(self) -> int:
        """Return the bytes that the index takes."""
        return sum(map(sys.getsizeof, self._marks.values())) + sys.getsizeof(self._marks)

    def shared(self, typed: Iterable[str]) -> tuple[int, list[int]]:
        """Return how many pairs some runs of letters have, and how many of those each name has.

        The counts are columns of bits, the lowest first: bit i of each column belongs to name i.
        """
        kinds = sorted(kinds_asked(typed))
        columns: list[int] = []
        for kind in kinds:
            carry = self._marks.get(kind, 0)
            for place, column in enumerate(columns):
                if not carry:
                    break
                columns[place], carry = column ^ carry, column & carry
            if carry:
                columns.append(carry)
        return len(kinds), columns

    def having(self, typed: Iterable[str]) -> int:
        """Return the names that have every pair of some runs of letters, as a set of bits."""
        return self._all_of(kinds_asked(typed))

    def beginning(self, letters: str) -> int:
        """Return the names with words side by side that begin with each of some letters in turn, as a set of bits."""
        starts = map(_kind, repeat(_START), letters)
        return self._all_of({*starts, *map(_kind, letters, letters[1:])})

    def _all_of(self, kinds: set[int]) -> int:
        names = (1 << self.size) - 1
        for kind in kinds:
            names &= self._marks.get(kind, 0)
        return names


def kinds_asked(typed: Iterable[str]) -> set[int]:
    """Return the pairs of some runs of letters that were typed."""
    return {kind for run in typed for kind in _asked(run)}


def _asked(run: str) -> set[int]:
    """Return the pairs of what was typed. One character alone has to begin a part of the name."""
    return _pairs(run) if len(run) > 1 else {_kind(_START, run)}


def at_least(columns: list[int], count: int, size: int) -> int:
    """Return the names whose count in `columns` of bits is `count` or more, as a set of bits."""
    if count <= 0:
        return (1 << size) - 1
    if count >> len(columns):
        return 0
    more, same = 0, -1
    for place in range(len(columns) - 1, -1, -1):
        if count >> place & 1:
            same &= columns[place]
        else:
            more |= same & columns[place]
            same &= ~columns[place]
    return more | same
