"""One query against one name: in which way each typed word meets it, where, and how far off it is.

Ways, best first: whole parts, the beginning of a part, beginnings of several parts (`sd3`, `mt nlg`),
inside a part, letters in order, and a few typing mistakes. Words may come in any order. Numbers are
strict: `4` never meets 3, and no part of 40. The only door to rapidfuzz, which is imported when a query
first needs forgiveness.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import Literal

from msgspec import Struct

from genai_tui.search.normalize import DIGITS, Folded, Span, fold, runs

Way = Literal["equal", "prefix", "starts", "inside", "in order", "sound", "typos"]

MAX_QUERY = 200
"""Characters of a query that are looked at; no name is longer to type."""

_COST: dict[Way, float] = {
    "equal": 0, "prefix": 1, "starts": 2, "inside": 3, "in order": 4, "sound": 2, "typos": 2.5,
}  # fmt: skip
_EDIT = 14.0
"""What a typing mistake costs in a word of one letter; it costs less the longer the word is."""
_DOUBLED = 1.5
"""What it costs to have typed a letter twice, which is the most harmless of mistakes."""
_DOUBLED_FROM = {"digits": 3, "letters": 6}
"""Letters of a word from which it costs so little. In a short one without a number, two letters swapped may look alike."""
_ACRONYM = 0.2
"""What it costs to have typed the first letter of every word of a name, and no other."""
_STRANGE_START = 1.0
"""Few people mistype the first letter."""
_SHORT = 3
"""A word of so few letters is like too many others: its first letter has to be right, or swapped with the
second, and with one more it may not be the beginning of a longer one."""
_GAP = 0.3
_CUT = 0.6
"""For a part of which more than the first letter and less than all is typed, between others."""
_SPLIT = 0.3
"""For a word that meets the name in two places."""
_UNMATCHED = 0.25
_UNMATCHED_NUMBER = 0.4
"""For each part of the name that nothing typed meets: a number tells models apart, a word less so."""
_OTHER_VERSION = 1.2
"""For 3.5 where 3 was typed, or 5."""
_OTHER_KIND = 0.8
"""For 4o or 4V where 4 was typed."""
_LATE = 0.4
"""For words that do not begin the name."""

_NUMBERS = re.compile(r"[0-9]+")


class Met(Struct, frozen=True, gc=False):
    """Where and how one typed word meets a name."""

    word: str
    way: Way
    cost: float
    runs: tuple[Span, ...]
    """Places in the folded letters of the name."""

    @property
    def is_plain(self) -> bool:
        """Whether the word stands there as typed, or as three or more initials.

        A letter twice in a longer word may as well have been typed twice: `gptt` is GPT, or GPT Turbo.
        """
        if self.way in ("equal", "prefix"):
            return True
        may_be_doubled = len(self.word) > _SHORT and any(map(str.__eq__, self.word, self.word[1:]))
        return (
            self.way == "starts"
            and self.cost <= _COST["starts"]
            and len(self.word) > 2
            and not may_be_doubled
        )


class Match(Struct, frozen=True, gc=False):
    """How a query meets a name: what each word costs and what was left over; less is better."""

    words: tuple[Met, ...]
    left_over: float
    cost: float
    """The sum of all parts."""

    @property
    def plain(self) -> bool:
        """Whether every word stands in the name, begins a part of it or abbreviates it, as it was typed."""
        return all(met.is_plain for met in self.words)

    def spans(self, name: Folded) -> tuple[Span, ...]:
        """Return the matched runs of the original name."""
        return name.spans(tuple(run for met in self.words for run in met.runs))


class Needle(Struct, frozen=True, gc=False):
    """What somebody typed: its words, and all of it as one word."""

    text: str
    words: tuple[Folded, ...]
    whole: Folded
    digits: frozenset[str]
    order: tuple[int, ...]
    """Places of the words, numbers first: nothing is forgiven in them, so they rule most names out at once."""

    def parted(self) -> Iterator[tuple[Needle, Needle]]:
        """Yield a few words at one end of the needle and the rest, in all ways."""
        words = [word.original for word in self.words]
        for at in range(1, len(words)):
            few, rest = needle(" ".join(words[:at])), needle(" ".join(words[at:]))
            yield few, rest
            yield rest, few


def needle(text: str) -> Needle:
    """Return what is looked for; of a very long text only the beginning."""
    whole = fold(text[:MAX_QUERY])
    begins = [word[0] for word in whole.words]
    ends = [*begins[1:], len(whole.letters)]
    words = tuple(fold(whole.letters[begin:end]) for begin, end in zip(begins, ends, strict=False))
    order = tuple(sorted(range(len(words)), key=lambda place: not DIGITS.issuperset(words[place].letters)))
    return Needle(text, words, whole, DIGITS.intersection(whole.letters), order)


def match(wanted: Needle, name: Folded, forgiving: bool = True) -> Match | None:
    """Return the best way in which all of `wanted` meets `name`; None where a word does not.

    Typing mistakes and scattered letters count only if `forgiving`.
    """
    if not wanted.words or (wanted.digits and not wanted.digits.issubset(name.letters)):
        return None
    if wanted.whole.letters == name.letters:
        return _alone(wanted.whole, name, forgiving)
    doubled = _DOUBLED_FROM["digits" if wanted.digits else "letters"]
    if len(wanted.words) == 1:
        return _alone(wanted.words[0], name, forgiving, doubled)
    best = _each(wanted, name, forgiving, doubled)
    if best is None or not best.plain:
        joined = _alone(wanted.whole, name, forgiving)
        if joined is not None and (best is None or joined.cost < best.cost):
            best = joined
    return best


def acronym(wanted: Needle, name: Folded) -> Match | None:
    """Return the match of the first letters of every word of a name; None where something else was typed."""
    heads = tuple(parts[0] for parts in name.words)
    letters = wanted.whole.letters
    if letters != "".join(map(name.letters.__getitem__, heads)):
        return None
    left_over = _left_over(name, _runs(heads))
    return Match((Met(letters, "starts", _ACRONYM, _runs(heads)),), left_over, left_over + _ACRONYM)


def _alone(word: Folded, name: Folded, forgiving: bool, doubled: int = MAX_QUERY) -> Match | None:
    """Match one word."""
    met = _place(word.letters, name, [], forgiving, doubled)
    if met is None:
        return None
    left_over = _left_over(name, met.runs)
    return Match((met,), left_over, left_over + met.cost)


def _each(wanted: Needle, name: Folded, forgiving: bool, doubled: int) -> Match | None:
    """Match every word in a place of its own."""
    taken: list[Span] = []
    met: dict[int, Met] = {}
    for place in wanted.order:
        found = _place(wanted.words[place].letters, name, taken, forgiving, doubled)
        if found is None:
            return None
        taken += found.runs
        met[place] = found
    left_over = _left_over(name, taken)
    cost = left_over + sum(each.cost for each in met.values())
    return Match(tuple(met[place] for place in range(len(met))), left_over, cost)


def _left_over(name: Folded, taken: Sequence[Span]) -> float:
    """Return what the name costs beyond the words: parts that nothing meets, and where the words stand."""
    if len(taken) == 1:
        begin, end = taken[0]
        free = [start for start in name.starts if not begin <= start < end]
    else:
        free = [start for start in name.starts if not any(begin <= start < end for begin, end in taken)]
    cost = _LATE if 0 in free else 0.0
    if not free:
        return cost
    met_before = False
    for parts in name.words:
        begin = parts[0]
        left = (
            [start for start in parts if start in free] if len(parts) > 1 else parts if begin in free else ()
        )
        met = not left
        if begin in name.points:
            # One number with what stands before the point: met whole, left out whole, or another version.
            cost += _OTHER_VERSION * (met_before != met)
            met = met_before and met
        elif len(left) == len(parts):
            # A word left out whole counts once, be it `1` or `175B`.
            cost += _UNMATCHED_NUMBER if name.letters[begin] in DIGITS else _UNMATCHED
        else:
            for start in left:
                if name.letters[start - 1] in DIGITS:
                    cost += _OTHER_KIND
                else:
                    cost += _UNMATCHED_NUMBER if name.letters[start] in DIGITS else _UNMATCHED
        met_before = met
    return cost


def _place(word: str, name: Folded, taken: list[Span], forgiving: bool, doubled: int) -> Met | None:
    """Return the cheapest place for a word that no other word has taken.

    From `doubled` letters on a letter typed twice is told from other mistakes.
    """
    best = _literally(word, name, taken)
    if best is not None and best.cost < _COST["starts"]:
        return best
    runs = _runs_of(word)
    if len(runs) > 1:
        best = _cheaper(best, _in_runs(word, runs, name, taken, forgiving, doubled))
    if 1 < len(word) <= 12 and (best is None or best.cost > _COST["starts"]):
        best = _cheaper(best, _by_starts(word, name, taken))
    if forgiving and len(word) > 2 and (best is None or best.cost >= _COST["inside"]):
        best = _cheaper(best, _in_order(word, name, taken))
        if best is None or best.cost > _COST["typos"] + _EDIT / len(word):  # one mistake may be cheaper
            best = _cheaper(best, _with_typos(word, name, taken, doubled))
    return best


@functools.lru_cache(maxsize=1024)
def _runs_of(word: str) -> list[str]:
    """Return the runs of digits and of letters in a typed word, which meets many names; numbers first."""
    return sorted(runs(word), key=lambda run: run[0] in DIGITS, reverse=True)


@functools.lru_cache(maxsize=1024)
def _digits_of(word: str) -> str:
    return "".join(_NUMBERS.findall(word))


def _cheaper(one: Met | None, other: Met | None) -> Met | None:
    if one is None or other is None:
        return one or other
    return other if other.cost < one.cost else one


def _is_free(start: int, end: int, taken: list[Span]) -> bool:
    return all(end <= begin or finish <= start for begin, finish in taken)


def _literally(word: str, name: Folded, taken: list[Span]) -> Met | None:
    """Find the word as it was typed."""
    letters, bounds = name.letters, name.bounds
    best: Met | None = None
    at = letters.find(word)
    while at >= 0:
        end = at + len(word)
        begins, ends = at in bounds, end in bounds
        cuts_number = (word[0] in DIGITS and not begins) or (word[-1] in DIGITS and not ends)
        # A single letter within a word says nothing.
        if not cuts_number and (begins or len(word) > 1) and (not taken or _is_free(at, end, taken)):
            way: Way = "equal" if begins and ends else "prefix" if begins else "inside"
            cost = _COST[way]
            if way == "prefix":
                cost += 0.02 * (next(bound for bound in name.ends if bound > end) - end)
            elif way == "inside" and len(word) < 3:
                cost += 3
            if best is None or cost < best.cost:
                best = Met(word, way, cost, ((at, end),))
            if way == "equal":
                break
        at = letters.find(word, at + 1)
    return best


def _in_runs(
    word: str, runs: list[str], name: Folded, taken: list[Span], forgiving: bool, doubled: int
) -> Met | None:
    """Find letters and digits of a word each for itself: `llama2` in Llama-v2."""
    mine = list(taken)
    cost, way = _SPLIT, "equal"
    places: list[Span] = []
    for run in runs:
        met = _place(run, name, mine, forgiving, doubled)
        if met is None:
            return None
        cost += met.cost
        if _COST[met.way] >= _COST[way]:  # type: ignore[index]
            way = met.way
        mine += met.runs
        places += met.runs
    places.sort()
    if way == "typos" and all(end == start for (_, end), (start, _) in pairwise(places)):
        cost -= _SPLIT  # what is spoilt in one place and right in the next is one word after all
    return Met(word, way, cost, tuple(places))  # type: ignore[arg-type]


@functools.lru_cache(maxsize=1024)
def _steps(word: str) -> tuple[tuple[str, str], ...]:
    """Return each letter of a word with the one before it: it has to begin a part or to follow that one."""
    return ((word[0], "\n"), *((pair[1], pair) for pair in map(str.__add__, word, word[1:])))


def _by_starts(word: str, name: Folded, taken: list[Span]) -> Met | None:
    """Find beginnings of parts that make up the word: `sd3`, `af3`, `mtnlg`, `stdiff`."""
    letters, starts = name.letters, name.starts
    for letter, pair in _steps(word):
        if letter not in name.initials and pair not in letters:
            return None
    dead: set[tuple[int, int]] = set()

    def onward(index: int, at: int) -> tuple[int, ...] | None:
        """Return places for the letters of the word from `index` on, the last one having stood at `at`."""
        if index == len(word):
            return ()
        if (index, at) in dead:
            return None
        candidates = [at + 1] if at >= 0 and at + 1 < len(letters) and at + 1 not in name.bounds else []
        candidates += [start for start in starts if start > at]
        for place in candidates:
            if letters[place] == word[index] and (not taken or _is_free(place, place + 1, taken)):
                rest = onward(index + 1, place)
                if rest is not None:
                    return (place, *rest)
        dead.add((index, at))
        return None

    found = onward(0, -1)
    if found is None or _cuts_number(found, name):
        return None
    runs = _runs(found)
    skipped = sum(1 for start in starts if found[0] < start < found[-1] and start not in found)
    if skipped > 1:
        return None  # any few letters begin some parts of a long name
    # People write one letter of a part, or all of it; to stop in between is rarer.
    cut = sum(1 for start, end in runs[:-1] if end - start > 1 and end not in name.bounds)
    return Met(word, "starts", _COST["starts"] + _GAP * skipped + _CUT * cut, runs)


def _in_order(word: str, name: Folded, taken: list[Span]) -> Met | None:
    """Find the letters of the word in order, close together and from the beginning of a part on."""
    letters = name.letters
    best: Met | None = None
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
        if taken and any(not _is_free(place, place + 1, taken) for place in found):
            continue
        # Letters left out of one word are a slip or a short form; across words they may be chance.
        inner = not any(start < bound <= found[-1] for bound in name.bounds)
        whole = inner and found[-1] + 1 in name.bounds
        cost = (2.2 if whole else _COST["in order"]) + _GAP * gaps
        if best is None or cost < best.cost:
            best = Met(word, "in order", cost, _runs(tuple(found)))
    return best


def _cuts_number(places: tuple[int, ...], name: Folded) -> bool:
    """Tell whether a number of the name is met only in part."""
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


def _runs(places: tuple[int, ...]) -> tuple[Span, ...]:
    runs: list[Span] = []
    for place in places:
        if runs and runs[-1][1] == place:
            runs[-1] = (runs[-1][0], place + 1)
        else:
            runs.append((place, place + 1))
    return tuple(runs)


def allowed(length: int) -> int:
    """Return how many typing mistakes a word of so many letters may hold."""
    return (length + 1) // 4


@functools.cache
def _distance() -> Callable[..., int]:
    from rapidfuzz.distance import OSA  # imported here: most queries need no forgiveness

    return OSA.distance


def distance_within(one: str, other: str, limit: int) -> int | None:
    """Return by how many typing mistakes two words differ, a swap being one; None where they are more than `limit`."""
    mistakes = _distance()(one, other, score_cutoff=limit)
    return mistakes if mistakes <= limit else None


def _with_typos(word: str, name: Folded, taken: list[Span], doubled: int) -> Met | None:
    """Find parts of the name, or the beginning of them, that are the word but for a few mistakes.

    The distance is that of optimal string alignment: two letters swapped count as one mistake.
    """
    limit = allowed(len(word))
    distance = _distance()
    best: Met | None = None
    letters, bounds, ends = name.letters, name.bounds, name.ends
    head = word[:2]
    for start in name.starts:
        # A slip in the first letter leaves the second: so one of two has to be there.
        if letters[start] not in head and letters[start + 1 : start + 2] not in head:
            continue
        cut = start + len(word)
        if len(word) <= _SHORT and letters[start] != word[0] and letters[start : start + 2] != word[1::-1]:
            continue
        cutting = len(word) > _SHORT + 1 and cut < len(letters) and cut not in bounds
        for end in (*ends, cut) if cutting else ends:
            if not -limit <= end - cut <= limit:
                continue
            if end not in bounds and letters[end - 1] in DIGITS and letters[end] in DIGITS:
                continue
            piece = letters[start:end]
            mistakes = distance(word, piece, score_cutoff=limit)
            if mistakes > limit or (taken and not _is_free(start, end, taken)):
                continue
            if _digits_of(piece) != _digits_of(word):
                continue
            cost = _COST["typos"] + _EDIT * mistakes / len(word)
            if mistakes == 1 and len(word) >= doubled and _is_doubled(word, piece):
                cost = _DOUBLED
            cost += _STRANGE_START * (piece[0] != word[0]) + 0.5 * (end not in bounds)
            if best is None or cost < best.cost:
                best = Met(word, "typos", cost, ((start, end),))
    return best


def _is_doubled(word: str, piece: str) -> bool:
    """Tell whether a word is `piece` but for one letter that was typed twice."""
    return len(word) == len(piece) + 1 and any(
        word[at] == word[at - 1] and word[:at] + word[at + 1 :] == piece for at in range(1, len(word))
    )


def spoken(wanted: Needle) -> Iterator[tuple[int, Needle]]:
    """Yield spellings of what was typed that sound alike, one word respelled, with the place of that word."""
    words = [word.letters for word in wanted.words]
    for place, word in enumerate(words):
        for other in _spelled_as_spoken(word):
            yield place, needle(" ".join([*words[:place], other, *words[place + 1 :]]))


def heard(met: Match, place: int, typed: Needle) -> Match | None:
    """Return a match of a spelling by sound as one of what was typed, whose word at `place` was respelled.

    None where it is too short to be told by its sound: the beginning of a word, or words met as one of several.
    """
    together = len(met.words) < len(typed.words)
    at = 0 if together else place
    other = met.words[at]
    whole = other.way == "equal" and not (together and met.left_over)
    if not whole and len(other.word) < (_HEARD_TOGETHER if together else _HEARD_BEGUN):
        return None
    words = list(met.words)
    word = typed.whole if together else typed.words[place]
    words[at] = Met(word.letters, "sound", other.cost + _COST["sound"], other.runs)
    return Match(tuple(words), met.left_over, met.cost + _COST["sound"])


_SOUNDS = (
    ("f", "ph"), ("ph", "f"), ("x", "ks"), ("ks", "x"), ("x", "cs"), ("kw", "qu"), ("qu", "kw"), ("k", "ck"),
    ("ck", "k"), ("k", "c"), ("k", "q"), ("c", "k"), ("z", "s"), ("s", "z"), ("i", "y"), ("y", "i"), ("shun", "sion"),
    ("shun", "tion"), ("oo", "u"), ("ee", "i"),
)  # fmt: skip
"""Letters, and others that are spoken like them."""
_SPOKEN_FROM = 3
"""Letters of a word that can be told by its sound."""
_HEARD_BEGUN, _HEARD_TOGETHER = 5, 6
"""Letters of the beginning of a word, and of several words written as one, that can be."""
_RESPELLINGS = 8


@functools.lru_cache(maxsize=1024)
def _spelled_as_spoken(word: str) -> tuple[str, ...]:
    """Return other spellings of a word: one kind of sound written otherwise, in one place or in every one."""
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
