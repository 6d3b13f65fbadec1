"""Grid sifting: each box in turn goes, with its lines, to the row and the place where they cross the fewest others.

After Bachmaier, Brunner and Gleissner, Grid Sifting: Leveling and Crossing Reduction, 2012. There a line goes straight
on where it can; here each line of the box takes its cheapest way through the gaps of the rows that it passes, as a
shortest path from row to row, and a box may stand beside what it is joined to. Crossings are weighed against the cells
of line, and against rows wider than the room.
"""

from __future__ import annotations

import random
from bisect import bisect_left
from collections.abc import Sequence
from itertools import accumulate
from operator import add
from typing import NamedTuple

from genai_tui.graph.drawing.component import Net
from genai_tui.graph.drawing.crossing_reduction import Gaps
from genai_tui.graph.drawing.row_arrangement import CROSSING, HALF_CELL, PASSED, RowArrangement, Way
from genai_tui.graph.drawing.rows import Rows

_ROUNDS = 3
"""Rounds of sifting at most."""
_REACH = 2
"""Rows from the middle one of what a box is joined to, in which a place for it is looked for."""
_PASSES = 120
"""What it costs a line to pass a row, besides what it crosses."""
_ARCHES = 200
"""What it costs to join boxes of one row that do not stand side by side, besides what is crossed."""
_TANGLES = 100
"""What two arches cost of which each begins within the other: they may lie at different sides of their row."""
_OUTSIDE = 100
"""What a cell of a row outside the room costs."""

Costs = dict[int, list[int]]
"""By row and gap what it costs to lead a line there."""


class _Spot(NamedTuple):
    """A place for a box, and what it costs there."""

    cost: int
    moved: bool
    """Whether the box does not stand there yet; of two places as good, it keeps its own."""
    row: int
    gap: int


class _Arch(NamedTuple):
    """The places of two boxes of a row that are joined over it, and the ends of lines between them above and below."""

    left: int
    right: int
    above: int
    below: int
    flank: bool
    """Whether no box stands between the two."""

    @property
    def crossed(self) -> int:
        return min(self.above, self.below)


class GridSifting:
    """Rows of boxes joined by lines of two ends, improved as boxes change places and rows."""

    def __init__(self, rows: Rows, nets: Sequence[Net], widths: Sequence[int], gap: int, room: int) -> None:
        """Begin with boxes in `rows`, `gap` cells apart; rows should take at most `room` cells."""
        self._at = RowArrangement(rows, nets, widths, gap)
        self._room = room
        self._passed: dict[int, list[int]] = {}
        """What it costs to pass each gap of a row, for the rows that have been asked for since the last change."""

    def improve(self) -> None:
        """Sift until nothing moves, but not too often."""
        boxes = [box for box, nets in enumerate(self._at.of) if nets]
        boxes.sort(key=lambda box: -len(self._at.of[box]))
        chance = random.Random(1)
        for _ in range(_ROUNDS):
            if not max([self._sift(box) for box in boxes], default=False):
                return
            chance.shuffle(boxes)

    @property
    def rows(self) -> Rows:
        """The boxes of each row, from left to right."""
        return self._at.boxes()

    @property
    def gaps(self) -> Gaps:
        """Where each net passes a row."""
        return self._at.gaps()

    def _sift(self, box: int) -> bool:
        """Put a box at its best place; returns whether that is another than before."""
        at = self._at
        stood = at.take_out(box)
        self._passed = {}
        ends = [(net, at.other(net, box)) for net in at.of[box]]
        rows = sorted(at.row[end] for _, end in ends)
        middle = rows[len(rows) // 2]
        tried = range(
            max(0, min(stood[0], middle - _REACH)), min(len(at.rows), max(stood[0], middle + _REACH) + 1)
        )
        led = [self._led(end, tried) for _, end in ends]
        best = min(self._best_of_row(box, row, ends, led, stood) for row in tried)
        ways = [self._way(net, end, costs, best) for (net, end), costs in zip(ends, led, strict=True)]
        at.put_in(box, best.row, best.gap, ways)
        return best.moved

    def _led(self, end: int, rows: range) -> Costs:
        """Return what it costs to lead a line from a box to each gap of some rows, its own left out."""
        at = self._at
        own, place, column = at.row[end], at.place[end], at.column[end]
        found: Costs = {}
        for step, last, side in ((1, rows[-1], at.below), (-1, rows[0], at.above)):
            if (last - own) * step <= 0:
                continue
            # From the middle of the box, and without crossing its own lines.
            lines = sorted([at.place[each] for each in side[end]])
            begin, first = at.gap_columns[own][place], at.table(own if step > 0 else own - 1)[step < 0][place]
            now = found[own + step] = [
                cost - CROSSING * bisect_left(lines, gap)
                + HALF_CELL * (abs(column - there) - abs(begin - there))
                for gap, (cost, there) in enumerate(zip(first, at.gap_columns[own + step], strict=True))
            ]  # fmt: skip
            for row in range(own + step, last, step):
                now = list(map(add, now, self._passing(row)))
                ahead = at.table(row if step > 0 else row - 1)[step > 0]
                now = found[row + step] = [min(map(add, now, each)) for each in ahead]
        return found

    def _passing(self, row: int) -> list[int]:
        """Return what it costs a line to pass a row, by the gap."""
        found = self._passed.get(row)
        if found is None:
            outside = min(PASSED, max(0, self._at.length[row] + PASSED - self._room))
            found = [_PASSES + _OUTSIDE * outside] * (len(self._at.rows[row]) + 1)
            for one, other in self._arched(row):
                for gap in range(one + 1, other + 1):
                    found[gap] += CROSSING
            self._passed[row] = found
        return found

    def _arched(self, row: int) -> list[tuple[int, int]]:
        """Return the places of the boxes that each arch of a row joins."""
        places = [
            (self._at.place[a], self._at.place[b])
            for a, b in map(self._at.nets.__getitem__, self._at.arches[row])
        ]
        return [(min(each), max(each)) for each in places]

    def _best_of_row(
        self,
        box: int,
        row: int,
        ends: Sequence[tuple[int, int]],
        led: Sequence[Costs],
        stood: tuple[int, int],
    ) -> _Spot:
        """Return the best place for a box in a row."""
        at = self._at
        rows = [at.row[end] for _, end in ends]
        above, below = sum(each < row for each in rows), sum(each > row for each in rows)
        length = at.length[row]
        wider = length + at.width(box, max(above, below))
        outside = _OUTSIDE * (max(0, wider - self._room) - max(0, length - self._room))
        costs = [outside] * (len(at.rows[row]) + 1)
        for each in led:
            if row in each:
                costs = list(map(add, costs, each[row]))
        beside = [end for _, end in ends if at.row[end] == row]
        if beside or at.arches[row]:
            self._add_arches(costs, row, beside, above, below)
        return min(_Spot(cost, (row, gap) != stood, row, gap) for gap, cost in enumerate(costs))

    def _add_arches(self, costs: list[int], row: int, beside: list[int], above: int, below: int) -> None:
        """Add what it costs a box at each gap of a row to stand under arches, and to be joined to boxes of the row.

        The box has so many lines to rows above and below.
        """
        at = self._at
        boxes = at.rows[row]
        ups = list(accumulate([len(at.above[each]) for each in boxes], initial=0))
        downs = list(accumulate([len(at.below[each]) for each in boxes], initial=0))
        count = list(accumulate([each < at.count for each in boxes], initial=0))
        arches = [
            _Arch(
                one,
                other,
                ups[other] - ups[one + 1],
                downs[other] - downs[one + 1],
                count[other] == count[one + 1],
            )
            for one, other in self._arched(row)
        ]
        for arch in arches:
            more = (
                CROSSING * (min(arch.above + above, arch.below + below) - arch.crossed) + _ARCHES * arch.flank
            )
            for gap in range(arch.left + 1, arch.right + 1):
                costs[gap] += more
        for end in beside:
            place, column = at.place[end], at.column[end]
            for gap, there in enumerate(at.gap_columns[row]):
                one, other = (place + 1, gap) if gap > place else (gap, place)
                costs[gap] += CROSSING * min(ups[other] - ups[one], downs[other] - downs[one])
                if count[other] > count[one]:
                    tangled = sum(
                        (one <= a < other) != (one <= b < other) and place not in (a, b)
                        for a, b, *_ in arches
                    )
                    costs[gap] += _ARCHES + _TANGLES * tangled + HALF_CELL * abs(column - there)

    def _way(self, net: int, end: int, costs: Costs, spot: _Spot) -> Way:
        """Return the cheapest way of a net from a place to a box, row by row towards the box."""
        at = self._at
        gaps: list[int] = []
        row, gap = spot.row, spot.gap
        step = 1 if at.row[end] > row else -1
        while abs(at.row[end] - row) > 1:
            onward = at.table(row if step > 0 else row - 1)[step < 0][gap]
            row += step
            total = list(map(add, map(add, costs[row], self._passing(row)), onward))
            gap = total.index(min(total))
            gaps.append(gap)
        return Way(net, end, gaps)
