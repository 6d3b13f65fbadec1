"""A table of counts: how many models each pair of a row and a column has, with the query that finds just those.

Such tables are looked at as values: a screen shows one, the shell prints it, and a file holds it.
"""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

NOTHING_SIGN = "·"
"""Stands in a cell without a model."""
_SHADES, _ASCII_SHADES = " ░▒▓█", " .:+#"
SQUARE, ROUND = "[]", "()"
"""Frames of a cell: the first for a pair that a slot consists of, the second for one of several that a slot holds."""


class Head(Struct, frozen=True):
    """What a row or a column stands for."""

    key: str
    """What an address calls it."""
    label: str
    """What readers call it, safe to show."""
    clause: str = ""
    """The part of a query that finds its models; empty: all of them."""
    above: str = ""
    """What stands over the label of a column, once for those beside each other; empty: nothing."""
    is_total: bool = False
    """Whether it stands for several of the others together."""

    @property
    def name(self) -> str:
        """What it is called where it stands by itself."""
        return " ".join(filter(None, (self.above, self.label)))


class CountTable(Struct, frozen=True):
    """Counts by the number of their row and of their column; a pair without a count has no model."""

    corner: str
    """What rows and columns are, in few words."""
    rows: tuple[Head, ...]
    columns: tuple[Head, ...]
    counts: Mapping[tuple[int, int], int]
    title: str = ""
    """What is counted, in a line that says how many there are."""
    frames: Mapping[tuple[int, int], str] = {}
    """The two signs around a cell that is pointed out; none for the others."""
    wholes: Mapping[tuple[int, int], int] = {}
    """Of how many a count is taken, where it is told as a share of them."""
    queries: Mapping[tuple[int, int], str] = {}
    """The query of a cell where that is not what row and column say together; of a share, for those that it leaves out."""
    notes: tuple[str, ...] = ()
    """What has to be known to read it, a sentence each."""
    most: int = 0
    """The largest count of a cell that is no total, by which cells are shaded; 0: they are not."""

    def count(self, row: int, column: int) -> int:
        """Return how many models a cell has."""
        return self.counts.get((row, column), 0)

    def clauses(self, row: int, column: int) -> str:
        """Return the query that finds the models of a cell; of a share, those that it leaves out."""
        if (row, column) in self.queries:
            return self.queries[row, column]
        return " ".join(filter(None, (self.rows[row].clause, self.columns[column].clause)))

    def text(self, row: int, column: int) -> str:
        """Return what stands in a cell: the count, or the share of those that it is taken of."""
        count, whole = self.count(row, column), self.wholes.get((row, column))
        if whole:
            return percent(count, whole)
        return str(count) if count else NOTHING_SIGN

    def frame(self, row: int, column: int) -> str:
        """Return the two signs around a cell."""
        return self.frames.get((row, column), "  ")

    def shade(self, row: int, column: int, ascii_only: bool = False) -> str:
        """Return the sign that says how large a count is beside the largest, or a share beside all, in four steps."""
        count = self.count(row, column)
        if (whole := self.wholes.get((row, column))) and self.columns[column].clause:
            return (_ASCII_SHADES if ascii_only else _SHADES)[-(-4 * count // whole)]
        if not (count and self.most) or self.rows[row].is_total or self.columns[column].is_total:
            return " "
        level = 4 if count == self.most else 1 + 3 * (count.bit_length() - 1) // self.most.bit_length()
        return (_ASCII_SHADES if ascii_only else _SHADES)[level]

    def place(self, row: str | None, column: str | None) -> tuple[int, int]:
        """Return the numbers of the row and the column that are called so; of what is not there, of the first no total."""
        return _place(self.rows, row), _place(self.columns, column)


def largest(rows: tuple[Head, ...], columns: tuple[Head, ...], counts: Mapping[tuple[int, int], int]) -> int:
    """Return the largest count of a cell that is no total."""
    plain = (
        count
        for (row, column), count in counts.items()
        if not (rows[row].is_total or columns[column].is_total)
    )
    return max(plain, default=0)


def _place(heads: tuple[Head, ...], key: str | None) -> int:
    numbers = {head.key: number for number, head in enumerate(heads)}
    first = next((number for number, head in enumerate(heads) if not head.is_total), 0)
    return first if key is None else numbers.get(key, first)


def percent(count: int, whole: int) -> str:
    """Return a share in whole percent; neither 0 nor 100 unless it is none or all."""
    share = round(100 * count / whole)
    return f"{min(max(share, 1 if count else 0), 100 if count == whole else 99)}%"


def joined_query(query: str, clauses: str) -> str:
    """Return the query that asks for both; the clauses come first where what was typed may end in an open quotation."""
    typed = query.strip()
    parts = (clauses, typed) if typed.count('"') % 2 else (typed, clauses)
    return " ".join(filter(None, parts))
