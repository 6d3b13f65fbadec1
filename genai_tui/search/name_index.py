"""The index of names: candidates for typed words from the n-gram index, matched one by one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from genai_tui.search.bitset import members
from genai_tui.search.match_kinds import allowed
from genai_tui.search.matcher import Match, Needle, acronym, match, needle
from genai_tui.search.ngram_index import NgramIndex, at_least
from genai_tui.search.normalize import DIGITS, Folded, fold, runs
from genai_tui.search.phonetic import heard, spoken

_FEW = 40
"""Names at least that are matched with forgiveness, where so many share n-grams with the query."""
_WARMED = 5_000
"""Names that are folded beforehand."""
_BATCH = 500
"""Names that are matched between two looks at whether the answer is still wanted."""
_OF_ACRONYMS = range(3, 7)
"""Letters of an acronym."""
_PAIRS_OF_A_SLIP = 4
"""Pairs of letters that one typing mistake can change."""

Stop = Callable[[], bool]


class Stopped(Exception):
    """The search was stopped, because its answer is no longer wanted."""


class NameIndex:
    """Many names, each known by its place among them."""

    def __init__(self, texts: Sequence[str], ngrams: NgramIndex | None = None) -> None:
        """Index names; their pairs of letters may be known already."""
        self._texts = texts
        self._ngrams = ngrams or NgramIndex(texts)
        self._folded: dict[int, Folded] = {}

    def __len__(self) -> int:
        return len(self._texts)

    def memory(self) -> int:
        """Return the bytes that the index takes beyond the names themselves."""
        return self._ngrams.memory()

    def find(
        self, wanted: Needle, stop: Stop | None = None, forgiving: bool = True
    ) -> list[tuple[int, Match]]:
        """Return place and match of the names that `wanted` meets, in order of place.

        Typing mistakes are forgiven, if at all, only where no name is met as typed. Raises Stopped.
        """
        if not wanted.words:
            return []
        if len(wanted.whole.letters) == 1:
            names = self._ngrams.shared((wanted.whole.letters,))[1]
            return list(self._meeting(wanted, members(names[0] if names else 0), False, stop))
        found = list(self._meeting(wanted, members(self._candidates(wanted, forgiving=False)), False, stop))
        found = [*{**dict(found), **dict(self._acronyms(wanted))}.items()]
        if not forgiving or any(met.plain for _, met in found):
            return sorted(found)
        forgiven = dict(self._meeting(wanted, members(self._candidates(wanted, forgiving=True)), True, stop))
        best = {**dict(found), **forgiven}
        for place, met in self._sounding(wanted, stop):
            if place not in best or met.cost < best[place].cost:
                best[place] = met
        return sorted(best.items())

    def _acronyms(self, wanted: Needle) -> Iterator[tuple[int, Match]]:
        """Yield place and match of the names of whose words the first letters were typed."""
        letters = wanted.whole.letters
        if len(wanted.words) == 1 and letters.isalpha() and len(letters) in _OF_ACRONYMS:
            for place in members(self._ngrams.beginning(letters)):
                if (met := acronym(wanted, self.folded(place))) is not None:
                    yield place, met

    def _sounding(self, wanted: Needle, stop: Stop | None) -> Iterator[tuple[int, Match]]:
        """Yield place and match of the names that sound like `wanted`."""
        for word, other in spoken(wanted):
            names = self._ngrams.having(run for each in other.words for run in runs(each.letters))
            for place, met in self._meeting(other, members(names), False, stop):
                if met.plain and (other_met := heard(met, word, wanted)) is not None:
                    yield place, other_met

    def _candidates(self, wanted: Needle, forgiving: bool) -> int:
        """Return the names that have enough of the pairs of every word, as a set of bits."""
        size = self._ngrams.size
        names = -1
        for run in {run: None for word in wanted.words for run in runs(word.letters)}:
            pairs, columns = self._ngrams.shared((run,))
            slips = _PAIRS_OF_A_SLIP * allowed(len(run)) if forgiving and not DIGITS.issuperset(run) else 0
            names &= at_least(columns, max(1, pairs - slips), size)
        if not forgiving:
            return names
        # With a short word mistyped, or numbers written together, most of the whole is still there.
        whole = wanted.whole.letters
        pairs, columns = self._ngrams.shared(runs(whole))
        names |= at_least(columns, max(1, pairs - _PAIRS_OF_A_SLIP * allowed(len(whole))), size)
        if names.bit_count() <= _FEW:
            return names
        # Many share a few pairs: the likelier ones first, until there are enough.
        few = 0
        for count in range(pairs, 0, -1):
            few = names & at_least(columns, count, size)
            if few.bit_count() >= _FEW:
                break
        return few

    def _meeting(
        self, wanted: Needle, places: Iterable[int], forgiving: bool, stop: Stop | None
    ) -> Iterator[tuple[int, Match]]:
        for count, place in enumerate(places):
            if stop is not None and not count % _BATCH and stop():
                raise Stopped
            if (met := match(wanted, self.folded(place), forgiving)) is not None:
                yield place, met

    def warm(self) -> None:
        """Fold the first names beforehand, all where they are few: the first letter of a query asks for them."""
        for place in range(min(len(self), _WARMED)):
            self.folded(place)

    def folded(self, place: int) -> Folded:
        """Return a name folded. It is kept, because the next query asks for much the same names."""
        if place not in self._folded:
            if len(self._folded) > 50_000:
                self._folded.clear()
            self._folded[place] = fold(self._texts[place])
        return self._folded[place]


def nearest_ids(named: Sequence[tuple[str, str]], text: str) -> dict[str, float]:
    """Return the ids of the names that typed words meet, with the cost of each, the cheapest first.

    `named` holds names and the id of each; an id may have many names.
    """
    costs: dict[str, float] = {}
    found = NameIndex([name for name, _ in named]).find(needle(text))
    for cost, place in sorted((met.cost, place) for place, met in found):
        costs.setdefault(named[place][1], cost)
    return costs
