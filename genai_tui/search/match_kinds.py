"""The kinds of match: a typed word literally, by initials, as a subsequence, or with typing mistakes in a name.

Each function returns the cheapest match of its kind in places that no other word has taken. Numbers are strict: `4`
never meets 3, and is no part of 40. The only door to rapidfuzz, which is imported when a query first needs forgiveness.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable
from itertools import pairwise

from msgspec import Struct

from genai_tui.catalog.text_cache import text_cache
from genai_tui.search.match_costs import (
    CUT_SHORT,
    KIND_COST,
    LETTER_DOUBLED,
    LETTER_TO_COME,
    MISTAKE,
    OTHER_FIRST_LETTER,
    PART_CUT,
    PART_SKIPPED,
    PLURAL,
    SHORT_INSIDE,
    WHOLE_IN_ORDER,
    MatchKind,
)
from genai_tui.search.normalize import DIGITS, Folded, Span

SHORT = 3
"""A word of so few letters is like too many others: its first letter has to be right, or swapped with the second, and
with one more letter it may not be the beginning of a longer word."""

_NUMBERS = re.compile(r"[0-9]+")


class WordMatch(Struct, frozen=True, gc=False):
    """Where and how one typed word meets a name."""

    word: str
    kind: MatchKind
    cost: float
    runs: tuple[Span, ...]
    """Runs of the folded letters of the name."""

    @property
    def is_plain(self) -> bool:
        """Whether the word stands there as typed, or as three or more initials.

        A letter twice in a longer word may as well have been typed twice: `gptt` is GPT, or GPT Turbo.
        """
        if self.kind in ("equal", "prefix"):
            return True
        may_be_doubled = len(self.word) > SHORT and any(map(str.__eq__, self.word, self.word[1:]))
        return (
            self.kind == "starts"
            and self.cost <= KIND_COST["starts"]
            and len(self.word) > 2
            and not may_be_doubled
        )


def literal_match(word: str, name: Folded, taken: list[Span]) -> WordMatch | None:
    """Return the match of a word as it was typed."""
    letters, bounds = name.letters, name.bounds
    best: WordMatch | None = None
    at = letters.find(word)
    while at >= 0:
        end = at + len(word)
        begins, ends = at in bounds, end in bounds
        cuts_number = (word[0] in DIGITS and not begins) or (word[-1] in DIGITS and not ends)
        # A single letter within a word says nothing.
        if not cuts_number and (begins or len(word) > 1) and (not taken or is_free(at, end, taken)):
            kind: MatchKind = "equal" if begins and ends else "prefix" if begins else "inside"
            cost = KIND_COST[kind]
            if kind == "prefix":
                missing = letters[end : next(bound for bound in name.ends if bound > end)]
                is_one_of_many = missing == "s" and word.isalpha() and len(word) > 1
                cost = PLURAL if is_one_of_many else cost + LETTER_TO_COME * len(missing)
            elif kind == "inside" and len(word) < 3:
                cost += SHORT_INSIDE
            if best is None or cost < best.cost:
                best = WordMatch(word, kind, cost, ((at, end),))
            if kind == "equal":
                break
        at = letters.find(word, at + 1)
    return best


@text_cache(1024)
def _steps(word: str) -> tuple[tuple[str, str], ...]:
    """Return each letter of a word with the one before it: it has to begin a part or to follow that one."""
    return ((word[0], "\n"), *((pair[1], pair) for pair in map(str.__add__, word, word[1:])))


def initials_match(word: str, name: Folded, taken: list[Span]) -> WordMatch | None:
    """Return the match of a word with the beginnings of several parts: `sd3`, `af3`, `mtnlg`, `stdiff`."""
    letters, starts = name.letters, name.starts
    for letter, pair in _steps(word):
        if letter not in name.initials and pair not in letters:
            return None
    dead: set[tuple[int, int]] = set()

    def onward(index: int, at: int) -> tuple[int, ...] | None:
        """Return where the letters of the word from `index` on stand after `at`, where the last one stands."""
        if index == len(word):
            return ()
        if (index, at) in dead:
            return None
        candidates = [at + 1] if at >= 0 and at + 1 < len(letters) and at + 1 not in name.bounds else []
        candidates += [start for start in starts if start > at]
        for place in candidates:
            if letters[place] == word[index] and (not taken or is_free(place, place + 1, taken)):
                rest = onward(index + 1, place)
                if rest is not None:
                    return (place, *rest)
        dead.add((index, at))
        return None

    found = onward(0, -1)
    if found is None or _cuts_number(found, name):
        return None
    runs = runs_of(found)
    skipped = sum(1 for start in starts if found[0] < start < found[-1] and start not in found)
    if skipped > 1:
        return None  # any few letters begin some parts of a long name
    # People write one letter of a part, or all of it; to stop in between is rarer.
    cut = sum(1 for start, end in runs[:-1] if end - start > 1 and end not in name.bounds)
    return WordMatch(word, "starts", KIND_COST["starts"] + PART_SKIPPED * skipped + PART_CUT * cut, runs)


def subsequence_match(word: str, name: Folded, taken: list[Span]) -> WordMatch | None:
    """Return the match of a word whose letters stand in order, close together, from the beginning of a part on."""
    letters = name.letters
    best: WordMatch | None = None
    for start in name.starts if word[0] in name.initials else ():
        if letters[start] != word[0]:
            continue
        found = [start]
        for letter in word[1:]:
            at = letters.find(letter, found[-1] + 1)
            if at < 0:
                break
            found.append(at)
        gaps = found[-1] - start + 1 - len(word)
        if len(found) < len(word) or gaps > len(word) or _cuts_number(tuple(found), name):
            continue
        if taken and any(not is_free(place, place + 1, taken) for place in found):
            continue
        # Letters left out of one word are a slip or a short form; across words they may be chance.
        inner = not any(start < bound <= found[-1] for bound in name.bounds)
        whole = inner and found[-1] + 1 in name.bounds
        cost = (WHOLE_IN_ORDER if whole else KIND_COST["in order"]) + PART_SKIPPED * gaps
        if best is None or cost < best.cost:
            best = WordMatch(word, "in order", cost, runs_of(tuple(found)))
    return best


def _cuts_number(places: tuple[int, ...], name: Folded) -> bool:
    """Return whether some digits of a number are met and others are not."""
    there = set(places)
    for found in _NUMBERS.finditer(name.letters):
        start, end = found.span()
        inner = [at for at in range(start, end) if at in there]
        if not inner:
            continue
        low = max((bound for bound in name.bounds if bound <= inner[0]), default=0)
        high = min(bound for bound in name.bounds if bound > inner[-1])
        if len(inner) < high - low:
            return True
    return False


def runs_of(places: tuple[int, ...]) -> tuple[Span, ...]:
    """Return places, in order, as runs."""
    runs: list[Span] = []
    for place in places:
        if runs and runs[-1][1] == place:
            runs[-1] = (runs[-1][0], place + 1)
        else:
            runs.append((place, place + 1))
    return tuple(runs)


def is_free(start: int, end: int, taken: list[Span]) -> bool:
    """Return whether a run shares no letter with those taken."""
    return all(end <= begin or finish <= start for begin, finish in taken)


def allowed(length: int) -> int:
    """Return how many typing mistakes a word of so many letters may hold."""
    return (length + 1) // 4


@functools.cache
def _distance() -> Callable[..., int]:
    from rapidfuzz.distance import OSA  # imported here: most queries need no forgiveness

    return OSA.distance


def distance_within(one: str, other: str, limit: int) -> int | None:
    """Return by how many typing mistakes two words differ, a swap being one; None for more than `limit`."""
    mistakes = _distance()(one, other, score_cutoff=limit)
    return mistakes if mistakes <= limit else None


def typos_match(word: str, name: Folded, taken: list[Span], doubled: int) -> WordMatch | None:
    """Return the match of a word with parts of the name, or the beginning of them, but for a few typing mistakes.

    From `doubled` letters on a letter typed twice is told from other mistakes. The distance is that of optimal string
    alignment: two letters swapped count as one mistake.
    """
    limit = allowed(len(word))
    distance = _distance()
    best: WordMatch | None = None
    letters, bounds, ends = name.letters, name.bounds, name.ends
    head = word[:2]
    for start in name.starts:
        # A slip in the first letter leaves the second: so one of two has to be there.
        if letters[start] not in head and letters[start + 1 : start + 2] not in head:
            continue
        cut = start + len(word)
        if len(word) <= SHORT and letters[start] != word[0] and letters[start : start + 2] != word[1::-1]:
            continue
        cutting = len(word) > SHORT + 1 and cut < len(letters) and cut not in bounds
        for end in (*ends, cut) if cutting else ends:
            if not -limit <= end - cut <= limit:
                continue
            if end not in bounds and letters[end - 1] in DIGITS and letters[end] in DIGITS:
                continue
            piece = letters[start:end]
            mistakes = distance(word, piece, score_cutoff=limit)
            if mistakes > limit and limit and _undoubled(word) == _undoubled(piece):
                mistakes = 1  # the wrong letter of two is doubled: `lamma`
            if mistakes > limit or (taken and not is_free(start, end, taken)):
                continue
            if _digits_of(piece) != _digits_of(word):
                continue
            cost = KIND_COST["typos"] + MISTAKE * mistakes / len(word)
            if mistakes == 1 and len(word) >= doubled and _is_doubled(word, piece):
                cost = LETTER_DOUBLED
            cost += OTHER_FIRST_LETTER * (piece[0] != word[0]) + CUT_SHORT * (end not in bounds)
            if best is None or cost < best.cost:
                best = WordMatch(word, "typos", cost, ((start, end),))
    return best


def _undoubled(word: str) -> str:
    return "".join(letter for before, letter in pairwise(f" {word}") if letter != before)


def _is_doubled(word: str, piece: str) -> bool:
    """Return whether a word is `piece` with one letter typed twice."""
    return len(word) == len(piece) + 1 and any(
        word[at] == word[at - 1] and word[:at] + word[at + 1 :] == piece for at in range(1, len(word))
    )


@text_cache(1024)
def _digits_of(word: str) -> str:
    return "".join(_NUMBERS.findall(word))
