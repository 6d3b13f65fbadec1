"""Full-text search: the words and phrases in the texts of records, beyond their names."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate

from genai_tui.search.normalize import without_accents, words_of


class FullText:
    """The texts of all records as one text, in which every search is one search for a string."""

    def __init__(self, records: Iterable[Iterable[str]]) -> None:
        """Index the texts of records; a record is known by its place among them."""
        # Each text is folded by itself, because one character beyond ASCII makes a whole text slow to fold.
        texts = [f" {words_in(record)}\n" for record in records]
        self._text = "".join(texts)
        self._begins = [0, *accumulate(map(len, texts))]
        self._before: tuple[list[str], list[int]] = ([], [])

    def holding(self, words: Sequence[str]) -> list[int]:
        """Return the places of the records in which each of `words` begins a word; `a-b` is a beside b.

        One more letter or word can only leave fewer records. So where a query goes on from the last one, only the
        records that held the last one are searched.
        """
        wanted = [spaced for word in words if (spaced := _spaced(word).rstrip())]
        known, places = self._before
        grown = len(wanted) >= len(known) > 0 and all(map(str.startswith, wanted, known))
        if grown:
            found = [place for place in places if self._has(place, wanted)]
        else:
            found = list(self._having(wanted)) if wanted else []
        self._before = wanted, found
        return found

    def saying(self, phrase: str) -> Iterator[int]:
        """Yield the places of the records that say a phrase word for word."""
        words = _spaced(phrase)
        return self._having([words]) if words else iter(())

    def _having(self, texts: list[str]) -> Iterator[int]:
        first, *rest = texts
        at = self._text.find(first)
        while at >= 0:
            place = bisect_right(self._begins, at) - 1
            if self._has(place, rest):
                yield place
            at = self._text.find(first, self._begins[place + 1])

    def _has(self, place: int, texts: list[str]) -> bool:
        begin, end = self._begins[place], self._begins[place + 1]
        return all(self._text.find(each, begin, end) >= 0 for each in texts)


def words_in(texts: Iterable[str]) -> str:
    """Return the words of texts in lower case, each before a space."""
    return "".join(map(_ended, texts))


def spaced_words(text: str) -> list[str]:
    """Return the words of a text in lower case, as they stand among those of records."""
    return _ended(text).split()


def _ended(text: str) -> str:
    """Return the words of a text in lower case, each before a space."""
    words = " ".join(words_of(without_accents(text).casefold()))
    return f"{words} " if words else ""


def _spaced(text: str) -> str:
    """Return the words of a text in lower case, each after a space and the last before one."""
    words = _ended(text)
    return f" {words}" if words else ""
