"""Crossing reduction: rows whose boxes and passing lines are ordered so that lines between rows cross less.

Each box, and each place where a line passes a row, goes in turn to its best place in its row while the rest stands
(sifting: Matuszewski, Schönfeld and Molitor, Using Sifting for k-Layer Straightline Crossing Minimization, 1999).
Where a line passes is chosen with the boxes, as in Gansner, Koutsofios, North and Vo, A Technique for Drawing Directed
Graphs, 1993. What is counted is straight lines from row to row, so it is a guide to the drawing and not its crossings.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from genai_tui.graph.drawing.component import Net
from genai_tui.graph.drawing.rows import Rows


class Passage(NamedTuple):
    """Where a line passes a row: the gap, and its place among the boxes and passing lines of the row, from the left.

    Gap 0 is left of the first box.
    """

    gap: int
    place: int


Gaps = Mapping[tuple[int, int], Passage]
"""By net and row where the net passes the row."""

_ROUNDS = 6
"""Rounds of sifting at most."""


class CrossingReduction:
    """The order of boxes and passing lines in rows; boxes never leave their row."""

    def __init__(self, rows: Rows, nets: Sequence[Net], x: Sequence[float]) -> None:
        """Begin with boxes in `rows` whose middles are at `x`."""
        self._count = len(x)
        self._rows = [list(row) for row in rows if row]
        row_of = {node: number for number, row in enumerate(self._rows) for node in row}
        self._above: dict[int, list[int]] = defaultdict(list)
        self._below: dict[int, list[int]] = defaultdict(list)
        self._beside: dict[int, list[int]] = defaultdict(list)
        self._passing: dict[int, int] = {}
        """The net of each passing line, by its number, which follows those of the boxes."""
        at = dict(enumerate(x))
        for number, net in enumerate(nets):
            self._add(number, net, row_of, at)
        self._rows = [sorted(row, key=lambda each: at[each]) for row in self._rows]
        self._weight = {
            each: (len(self._above[each]) + len(self._below[each])) / 2 for row in self._rows for each in row
        }
        self._place: dict[int, int] = {}
        for row in self._rows:
            self._settle(row)

    def _add(self, number: int, net: Net, row_of: Mapping[int, int], at: dict[int, float]) -> None:
        """Add a net: a line from each of its boxes in one row to each in the next, or to where it passes that row."""
        ends: dict[int, list[int]] = defaultdict(list)
        for node in net:
            ends[row_of[node]].append(node)
        first, last = min(ends), max(ends)
        if first == last:
            for node in net:
                self._beside[node] += [other for other in net if other != node]
            return
        begin, end = (sum(at[node] for node in ends[row]) / len(ends[row]) for row in (first, last))
        before = ends[first]
        for row in range(first + 1, last + 1):
            here = ends.get(row)
            if here is None:
                passing = self._count + len(self._passing)
                self._passing[passing] = number
                at[passing] = begin + (end - begin) * (row - first) / (last - first)
                self._rows[row].append(passing)
                here = [passing]
            for one in before:
                for other in here:
                    self._below[one].append(other)
                    self._above[other].append(one)
            before = here

    def _settle(self, row: list[int]) -> None:
        for place, each in enumerate(row):
            self._place[each] = place

    def improve(self) -> None:
        """Sift until nothing is gained."""
        for turn in range(_ROUNDS):
            gained = 0.0
            numbers = range(len(self._rows)) if turn % 2 == 0 else range(len(self._rows) - 1, -1, -1)
            for number in numbers:
                row = self._rows[number]
                lines = {each: self._lines(each) for each in row}
                for each in sorted(row, key=lambda one: -len(self._above[one]) - len(self._below[one])):
                    gained += self._sift(each, row, lines)
            if not gained:
                return

    def _lines(self, each: int) -> tuple[list[int], list[int]]:
        """Return the places that lines lead to from a box or a passing line, in the row above and in the one below."""
        place = self._place
        return sorted(place[one] for one in self._above[each]), sorted(
            place[one] for one in self._below[each]
        )

    def _sift(self, each: int, row: list[int], lines: Mapping[int, tuple[list[int], list[int]]]) -> float:
        """Put something at its best place in its row; returns how many crossings that spares."""
        at = self._place[each]
        best, best_at = 0.0, at
        for step, stop in ((-1, -1), (1, len(row))):
            change = 0.0
            for place in range(at + step, stop, step):
                other = row[place]
                left, right = (each, other) if step > 0 else (other, each)
                change += _crossed(lines[right], lines[left]) - _crossed(lines[left], lines[right])
                change += self._arched(left, right, place)
                if change < best:
                    best, best_at = change, place
        if best_at != at:
            row.insert(best_at, row.pop(at))
            self._settle(row)
        return -best

    def _arched(self, left: int, right: int, place: int) -> float:
        """Return how many more lines the arches over a row cross once two neighbours have changed places.

        What else they lead to stands right of both where its place is larger than `place`. An arch goes above or below
        its row, so it crosses half of the lines of what it leads over.
        """
        of_left, of_right = self._beside[left], self._beside[right]
        if not of_left and not of_right:
            return 0
        places = self._place
        over = sum(1 if places[each] > place else -1 for each in of_right if each != left)
        free = sum(1 if places[each] > place else -1 for each in of_left if each != right)
        return over * self._weight[left] - free * self._weight[right]

    @property
    def rows(self) -> Rows:
        """The boxes of each row, from left to right."""
        return [[each for each in row if each < self._count] for row in self._rows]

    @property
    def gaps(self) -> Gaps:
        """Where each net passes a row."""
        return passages(self._rows, self._count, self._passing)


def passages(rows: Rows, count: int, net_of: Mapping[int, int]) -> Gaps:
    """Return where each net passes a row, of rows of boxes and, numbered from `count` on, of lines of nets."""
    found: dict[tuple[int, int], Passage] = {}
    for number, row in enumerate(rows):
        gap = 0
        for place, each in enumerate(row):
            if each < count:
                gap += 1
            else:
                found[net_of[each], number] = Passage(gap, place)
    return found


def _crossed(left: tuple[list[int], list[int]], right: tuple[list[int], list[int]]) -> int:
    """Return how often lines of two neighbours cross where the first stands left of the second."""
    crossed = 0
    for mine, theirs in zip(left, right, strict=True):
        for place in theirs:
            crossed += len(mine) - bisect_right(mine, place)
    return crossed
