"""One query against one name: the best match of every typed word, and what it costs.

The kinds of match, best first: whole parts, the beginning of a part, beginnings of several parts (`sd3`, `mt nlg`),
inside a part, letters in order, and a few typing mistakes. Words may come in any order.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from msgspec import Struct

from genai_tui.catalog.text_cache import text_cache
from genai_tui.search.match_costs import (
    ACRONYM,
    KIND_COST,
    LATE,
    MISTAKE,
    NUMBER_LEFT,
    OTHER_VARIANT,
    OTHER_VERSION,
    SPLIT,
    WORD_LEFT,
    MatchKind,
)
from genai_tui.search.match_kinds import (
    WordMatch,
    initials_match,
    literal_match,
    runs_of,
    subsequence_match,
    typos_match,
)
from genai_tui.search.normalize import DIGITS, Folded, Span, fold, runs

LONGEST_TYPED = 200
"""Characters of a query that are looked at; no name is longer to type."""
_DOUBLED_FROM = {"digits": 3, "letters": 6}
"""Letters of the shortest word in which a letter typed twice costs little, in a query with digits and in one without.
In a short word without a number, two letters swapped may look alike."""
_MOST_INITIALS = 12
"""Letters of a word that may be the beginnings of several parts."""


class Match(Struct, frozen=True, gc=False):
    """How a query meets a name: what each word costs and what was left over; less is better."""

    words: tuple[WordMatch, ...]
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
    whole = fold(text[:LONGEST_TYPED])
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
    left_over = _left_over(name, runs_of(heads))
    return Match((WordMatch(letters, "starts", ACRONYM, runs_of(heads)),), left_over, left_over + ACRONYM)


def _alone(word: Folded, name: Folded, forgiving: bool, doubled: int = LONGEST_TYPED) -> Match | None:
    """Match one word."""
    met = _place(word.letters, name, [], forgiving, doubled)
    if met is None:
        return None
    left_over = _left_over(name, met.runs)
    return Match((met,), left_over, left_over + met.cost)


def _each(wanted: Needle, name: Folded, forgiving: bool, doubled: int) -> Match | None:
    """Match every word in a place of its own."""
    taken: list[Span] = []
    met: dict[int, WordMatch] = {}
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
    cost = LATE if 0 in free else 0.0
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
            cost += OTHER_VERSION * (met_before != met)
            met = met_before and met
        elif len(left) == len(parts):
            # A word left out whole counts once, be it `1` or `175B`.
            cost += NUMBER_LEFT if name.letters[begin] in DIGITS else WORD_LEFT
        else:
            for start in left:
                if name.letters[start - 1] in DIGITS:
                    cost += OTHER_VARIANT
                else:
                    cost += NUMBER_LEFT if name.letters[start] in DIGITS else WORD_LEFT
        met_before = met
    return cost


def _place(word: str, name: Folded, taken: list[Span], forgiving: bool, doubled: int) -> WordMatch | None:
    """Return the cheapest match of a word in a place that no other word has taken.

    From `doubled` letters on a letter typed twice is told from other mistakes.
    """
    best = literal_match(word, name, taken)
    if best is not None and best.cost < KIND_COST["starts"]:
        return best
    pieces = _digits_and_letters(word)
    if len(pieces) > 1:
        best = _cheaper(best, _in_pieces(word, pieces, name, taken, forgiving, doubled))
    if 1 < len(word) <= _MOST_INITIALS and (best is None or best.cost > KIND_COST["starts"]):
        best = _cheaper(best, initials_match(word, name, taken))
    if forgiving and len(word) > 2 and (best is None or best.cost >= KIND_COST["inside"]):
        best = _cheaper(best, subsequence_match(word, name, taken))
        if best is None or best.cost > KIND_COST["typos"] + MISTAKE / len(word):  # one mistake may be cheaper
            best = _cheaper(best, typos_match(word, name, taken, doubled))
    return best


@text_cache(1024)
def _digits_and_letters(word: str) -> list[str]:
    """Return the runs of digits and of letters in a typed word, which meets many names; numbers first."""
    return sorted(runs(word), key=lambda run: run[0] in DIGITS, reverse=True)


def _cheaper(one: WordMatch | None, other: WordMatch | None) -> WordMatch | None:
    if one is None or other is None:
        return one or other
    return other if other.cost < one.cost else one


def _in_pieces(
    word: str, pieces: list[str], name: Folded, taken: list[Span], forgiving: bool, doubled: int
) -> WordMatch | None:
    """Return the match of the letters and the digits of a word each for itself: `llama2` in Llama-v2."""
    mine = list(taken)
    cost = SPLIT
    kind: MatchKind = "equal"
    places: list[Span] = []
    for piece in pieces:
        met = _place(piece, name, mine, forgiving, doubled)
        if met is None:
            return None
        cost += met.cost
        if KIND_COST[met.kind] >= KIND_COST[kind]:
            kind = met.kind
        mine += met.runs
        places += met.runs
    places.sort()
    if kind == "typos" and all(end == start for (_, end), (start, _) in pairwise(places)):
        cost -= SPLIT  # a word that is mistyped in one place and right in the next is one word after all
    return WordMatch(word, kind, cost, tuple(places))
