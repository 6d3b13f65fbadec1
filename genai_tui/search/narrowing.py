"""Which of very many names could meet a query: a cheap bound that is never far off.

Each name is known by the pairs of letters that stand side by side or with one letter between them; a
pair survives most slips of the finger, a swapped or missing letter included. Every pair has one whole
number whose bit i says whether name i has it. How many of a query's pairs each name has is then counted
for all names at once, by adding those numbers in columns of bits (a carry-save adder), at the speed of
memory and without a library. Names take at most 192 bytes each, however many there are.
"""

from __future__ import annotations

import functools
import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Sequence

from genai_tui.search.folding import Folded, fold

_KINDS = 1536
"""So many kinds of pairs are told apart; others share a number, which lets a few more names through."""
_ALPHABET = "abcdefghijklmnopqrstuvwxyz0123456789"
_START = " "
"""Stands before a letter that begins a part of a name."""
_FEW = 40
"""Names that share a word, up to which each is marked by itself for every pair of the word."""
_WORD = re.compile(r"[^\W_]+")
_SPACED = {code: " " for code in range(128) if not chr(code).isalnum()}
_RUNS = re.compile(r"\d+|\D+")


@functools.lru_cache(maxsize=8192)
def _kind(pair: str) -> int:
    """Return the number of a pair, the same on every run (unlike `hash`)."""
    first, second = _ALPHABET.find(pair[0]), _ALPHABET.find(pair[1])
    if second >= 0 and (first >= 0 or pair[0] == _START):
        return (first + 1) * 36 + second
    return 37 * 36 + (ord(pair[0]) * 31 + ord(pair[1])) % (_KINDS - 37 * 36)


def _pairs(letters: str) -> set[str]:
    """Return the pairs of letters that are neighbours or next but one."""
    pairs = set(map(str.__add__, letters, letters[1:]))
    pairs.update(map(str.__add__, letters, letters[2:]))
    return pairs


def _of_word(word: Folded) -> set[str]:
    """Return what a word is known by: pairs within its runs of letters and of digits, starts of its parts."""
    pairs = {_START + word.letters[start] for start in word.starts}
    for run in runs(word.letters):
        pairs |= _pairs(run)
    return pairs


def _known_by(word: str) -> tuple[str, set[int]]:
    """Return the initials of a word's parts, and the kinds of its pairs and of neighbours among the initials."""
    folded = fold(word)
    initials = initials_of(folded)
    pairs = _of_word(folded)
    pairs.update(map(str.__add__, initials, initials[1:]))
    return initials, set(map(_kind, pairs))


def _marked(size: int, known: Iterable[tuple[list[int], set[int]]]) -> dict[int, int]:
    """Return for each kind of pair the set of names that have it, as bits.

    `known` gives places among `size` names and the kinds of all names there. A few places are marked one by
    one for each kind, many of them once for all kinds.
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
        these = bytearray(room)
        for place in places:
            these[place >> 3] |= 1 << (place & 7)
        bits = int.from_bytes(these, "little")
        for kind in kinds:
            whole[kind] |= bits
    found: dict[int, int] = {}
    while marks:
        kind, mark = marks.popitem()
        found[kind] = int.from_bytes(mark, "little") | whole.pop(kind, 0)
    return found | whole


class Narrowing:
    """The pairs of many names."""

    def __init__(self, names: Sequence[str]) -> None:
        """Take in `names`; a name is known by its place among them."""
        self.size = len(names)
        # Names share most of their words: each is looked at once, with the places that it stands in.
        known: dict[str, tuple[str, str, list[int], set[int]]] = {}
        joints: dict[str, list[int]] = defaultdict(list)
        for place, name in enumerate(names):
            head = last = ""
            for word in name.translate(_SPACED).split() if name.isascii() else _WORD.findall(name):
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
                *((places, {_kind(joint)}) for joint, places in joints.items()),
            ],
        )

    def memory(self) -> int:
        """Return how many bytes the pairs take."""
        return sum(map(sys.getsizeof, self._marks.values())) + sys.getsizeof(self._marks)

    def shared(self, typed: Iterable[str]) -> tuple[int, list[int]]:
        """Return by how many pairs some runs of letters are known, and how many of them each name has.

        The counts stand in columns of bits, the lowest first: bit i of each column belongs to name i.
        """
        kinds = sorted({_kind(pair) for run in typed for pair in _asked(run)})
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


def _asked(run: str) -> set[str]:
    """Return the pairs of what was typed; one character alone has to begin a part of the name."""
    return _pairs(run) if len(run) > 1 else {_START + run}


def initials_of(name: Folded) -> str:
    """Return the first letter of each part."""
    return "".join(name.letters[start] for start in name.starts)


def runs(letters: str) -> list[str]:
    """Return the runs of digits and of other letters in a word."""
    return _RUNS.findall(letters)


def at_least(columns: list[int], count: int, size: int) -> int:
    """Return the names whose count, written in `columns` of bits, is `count` or more."""
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
