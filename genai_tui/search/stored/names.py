"""Names of a catalog in a database: pairs of letters narrow them by full text, and matching is that of memory."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain, islice
from typing import Any, overload

from genai_tui.catalog.stored import CatalogDatabase, Row
from genai_tui.search.matcher import Match, Needle
from genai_tui.search.name_index import NameIndex, Stop, Stopped
from genai_tui.search.ngram_index import NgramIndex, kinds_asked
from genai_tui.search.normalize import runs
from genai_tui.search.stored.places import bits_of, damaged

MOST = 20_000
"""Names that are matched for a query, those spelled or begun so first and then those of the best known models."""
_NEAREST = 2_000
"""Names that are spelled or begun as typed, which come before all others."""
_PAIRS_KEPT = 64
_ROWS_KEPT = 50_000
_AT_ONCE = 500
"""Rows that one SELECT names."""


class StoredNgrams(NgramIndex):
    """The pairs of letters of names, which full text looks up."""

    def __init__(self, database: CatalogDatabase, size: int) -> None:
        self._database = database
        self.size = size
        self._marks = _Marks(database, size)  # type: ignore[assignment]  # read when they are asked for

    def memory(self) -> int:
        """Return the bytes that the index takes."""
        return _PAIRS_KEPT * self.size // 8

    def _all_of(self, kinds: set[int]) -> int:
        if not kinds:
            return (1 << self.size) - 1
        return _holding(self._database, kinds, self.size)


class _Marks:
    """For each pair the names that have it, of which the last ones asked for are kept."""

    def __init__(self, database: CatalogDatabase, size: int) -> None:
        self._database = database
        self._size = size
        self._kept: OrderedDict[int, int] = OrderedDict()

    def get(self, kind: int, default: int) -> int:
        """Return the names that have a pair, as a set of bits."""
        if kind not in self._kept:
            self._kept[kind] = _holding(self._database, (kind,), self._size)
            while len(self._kept) > _PAIRS_KEPT:
                self._kept.popitem(last=False)
        return self._kept[kind] or default


def _holding(database: CatalogDatabase, kinds: Iterable[int], size: int) -> int:
    wanted = " AND ".join(map(str, sorted(kinds)))
    return bits_of(database.rows("SELECT rowid FROM name_pairs WHERE name_pairs MATCH ?", wanted), size)


class StoredRows(Sequence[Any]):
    """What stands in numbered rows of a table, of which the last ones asked for are kept."""

    def __init__(
        self, database: CatalogDatabase, statement: str, size: int, made: Callable[[Row], Any]
    ) -> None:
        """Read by a SELECT that ends in the numbers asked for, gives a number first, and what is `made` into one row."""
        self._database = database
        self._statement = statement
        self._size = size
        self._made = made
        self._kept: dict[int, Any] = {}

    def __len__(self) -> int:
        return self._size

    @overload
    def __getitem__(self, at: int) -> Any: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[Any]: ...
    def __getitem__(self, at: int | slice) -> Any:
        if isinstance(at, slice):
            return [self[each] for each in range(*at.indices(self._size))]
        if at not in self._kept:
            self.load((at,))
        if at not in self._kept:
            raise damaged()
        return self._kept[at]

    def kept(self) -> Iterable[Any]:
        """Return what was read last."""
        return self._kept.values()

    def load(self, numbers: Iterable[int]) -> None:
        """Read rows that are asked for next, many with one question."""
        missing = [each for each in numbers if each not in self._kept]
        if len(self._kept) + len(missing) > _ROWS_KEPT:
            self._kept.clear()
        for start in range(0, len(missing), _AT_ONCE):
            some = missing[start : start + _AT_ONCE]
            marks = ",".join("?" * len(some))
            for row in self._database.rows(f"{self._statement} IN ({marks})", *some):
                self._kept[row[0]] = self._made(row)


class RowValues(Sequence[Any]):
    """One of the values of each row."""

    def __init__(self, rows: StoredRows, name: str) -> None:
        self._rows = rows
        self._name = name

    def __len__(self) -> int:
        return len(self._rows)

    @overload
    def __getitem__(self, at: int) -> Any: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[Any]: ...
    def __getitem__(self, at: int | slice) -> Any:
        if isinstance(at, slice):
            return [getattr(row, self._name) for row in self._rows[at]]
        return getattr(self._rows[at], self._name)


class StoredNames(NameIndex):
    """The names of a database, of which so many are matched that one waits for no answer."""

    def __init__(self, database: CatalogDatabase, rows: StoredRows, models: StoredRows) -> None:
        """Read names from `rows`; the models of those that are met are read from `models` at once."""
        super().__init__(RowValues(rows, "text"), StoredNgrams(database, len(rows)))
        self._database = database
        self._rows = rows
        self._models = models
        self.passed_over = 0
        """Names that the last query narrowed to and that were not matched."""

    def find(
        self, wanted: Needle, stop: Stop | None = None, forgiving: bool = True
    ) -> list[tuple[int, Match]]:
        """Return place and match of the names that `wanted` meets, in order of place; else as of names in memory."""
        self.passed_over = 0
        return super().find(wanted, stop, forgiving)

    def warm(self) -> None:
        """Read nothing beforehand."""

    def _candidates(self, wanted: Needle, forgiving: bool) -> int:
        if forgiving:
            return super()._candidates(wanted, forgiving)
        kinds = {kind for word in wanted.words for kind in kinds_asked(runs(word.letters))}
        return _holding(self._database, kinds, len(self)) if kinds else 0

    def _meeting(
        self, wanted: Needle, places: Iterable[int], forgiving: bool, stop: Stop | None
    ) -> Iterator[tuple[int, Match]]:
        some = list(islice(places, MOST))
        more = sum(1 for _ in places) if len(some) == MOST else 0
        first: list[int] = []
        if more:
            first = self._nearest(wanted.whole.letters)[: MOST // 2]
            some = some[: MOST - len(first)]
            self.passed_over = max(self.passed_over, more + len(first))
        every = list(dict.fromkeys(chain(first, some)))
        for start in range(0, len(every), _AT_ONCE):
            if stop is not None and stop():
                raise Stopped
            some = every[start : start + _AT_ONCE]
            self._rows.load(some)
            met = list(super()._meeting(wanted, some, forgiving, stop))
            self._models.load(self._rows[place].standing for place, _ in met)
            yield from met

    def _nearest(self, letters: str) -> list[int]:
        """Return the names that are spelled so, or else begin so, those of the best known models first."""
        equal = self._database.rows("SELECT place FROM names WHERE letters = ? LIMIT ?", letters, _NEAREST)
        begun = self._database.rows(
            "SELECT place FROM names WHERE letters > ? AND letters < ? LIMIT ?",
            letters, letters + "\U0010ffff", _NEAREST,
        )  # fmt: skip
        return [place for (place,) in chain(equal, begun)][:_NEAREST]

    def spelled(self, letters: str) -> list[int]:
        """Return the places of the names with just these letters."""
        return [
            place for (place,) in self._database.rows("SELECT place FROM names WHERE letters = ?", letters)
        ]
