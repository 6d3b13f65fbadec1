"""Row arrangement: rows of boxes and of the places where lines pass, from which a box can be taken and put in elsewhere.

Beside each row it keeps how often a line from any gap of the row to any gap of the next would cross those that are
there, so that the best place for a box can be found without trying all.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from genai_tui.graph.drawing.component import Net
from genai_tui.graph.drawing.crossing_reduction import Gaps, passages
from genai_tui.graph.drawing.pin_assignment import room_for
from genai_tui.graph.drawing.rows import Rows

CROSSING = 200
"""What a crossing costs; all costs are whole numbers, so that they are the same on every Python."""
HALF_CELL = 3
"""What half a cell of line along a row costs."""
PASSED = 2
"""Cells that a line takes in the row that it passes."""

LineCosts = tuple[list[list[int]], list[list[int]]]
"""What a line costs between two rows: by its gap in the upper row and its gap in the lower, and the other way round."""


class Way(NamedTuple):
    """The way of a net from a box to another: the gaps of the rows that it passes, from the box on."""

    net: int
    to: int
    gaps: list[int]


class RowArrangement:
    """Boxes and passing lines in rows; what is numbered from the number of boxes on is a passing line."""

    def __init__(self, rows: Rows, nets: Sequence[Net], widths: Sequence[int], gap: int) -> None:
        """Begin with boxes in `rows`, `gap` cells apart, and an empty row above and below; `nets` join two boxes each."""
        self.count = len(widths)
        self.nets = nets
        self._widths = widths
        self._gap = gap
        self.rows: Rows = [[], *([*row] for row in rows if row), []]
        self.row = {box: number for number, row in enumerate(self.rows) for box in row}
        self.place: dict[int, int] = {}
        self.above: dict[int, list[int]] = {box: [] for box in range(self.count)}
        self.below: dict[int, list[int]] = {box: [] for box in range(self.count)}
        self.of: list[list[int]] = [[] for _ in widths]
        """The nets of each box."""
        self.arches: list[list[int]] = [[] for _ in self.rows]
        """The nets that join boxes of a row, for each row."""
        self._passing: dict[int, list[int]] = {}
        """The passing lines of each net, from the top down."""
        self._free = self.count
        self.column: dict[int, int] = {}
        """The middle of each box, in half cells from the middle of the rows."""
        self.gap_columns: list[list[int]] = [[] for _ in self.rows]
        """The middle of each gap, row by row, in half cells."""
        self.length = [0] * len(self.rows)
        """The cells that each row takes."""
        self._tables: list[LineCosts | None] = [None] * len(self.rows)
        for number in range(len(self.rows)):
            self._settle(number)
        self._lead(nets)

    def _lead(self, nets: Sequence[Net]) -> None:
        """Lead each net straight from box to box."""
        at = {box: float(column) for box, column in self.column.items()}
        for net, (one, other) in enumerate(nets):
            self.of[one].append(net)
            self.of[other].append(net)
            upper, lower = sorted((one, other), key=self.row.__getitem__)
            first, last = self.row[upper], self.row[lower]
            if first == last:
                self._passing[net] = []
                self.arches[first].append(net)
                continue
            lines = []
            for row in range(first + 1, last):
                line = self._new(row)
                at[line] = at[upper] + (at[lower] - at[upper]) * (row - first) / (last - first)
                self.rows[row].append(line)
                lines.append(line)
            self._join(net, upper, lower, lines)
        for number, boxes in enumerate(self.rows):
            boxes.sort(key=at.__getitem__)
            self._settle(number)

    def _new(self, row: int) -> int:
        """Return a new passing line of a row, which is not in it yet."""
        line, self._free = self._free, self._free + 1
        self.above[line], self.below[line], self.row[line] = [], [], row
        return line

    def _join(self, net: int, upper: int, lower: int, lines: list[int]) -> None:
        self._passing[net] = lines
        for one, other in pairwise([upper, *lines, lower]):
            self.below[one].append(other)
            self.above[other].append(one)

    def width(self, box: int, pins: int) -> int:
        """Return the cells of a box, and of the room beside it, where so many lines end at its top or its bottom."""
        return max(self._widths[box], room_for(pins)) + self._gap

    def _settle(self, number: int) -> None:
        """Write down where all is in a row, after it has changed."""
        row, gap, place = self.rows[number], self._gap, self.place
        sizes = [
            self.width(each, max(len(self.above[each]), len(self.below[each])))
            if each < self.count
            else PASSED
            for each in row
        ]
        length = self.length[number] = sum(sizes)
        at = -length
        columns = [at]
        for where, (each, size) in enumerate(zip(row, sizes, strict=True)):
            place[each] = where
            if each < self.count:
                self.column[each] = at + size - gap
                at += 2 * size
                columns.append(at - gap)
            else:
                at += 2 * size
                columns.append(at)
        self.gap_columns[number] = columns
        self._tables[number] = None
        if number:
            self._tables[number - 1] = None

    def table(self, number: int) -> LineCosts:
        """Return what a line costs between the gaps of a row and those of the next."""
        found = self._tables[number]
        if found is None:
            lower = self.gap_columns[number + 1]
            costs = [
                [cost + HALF_CELL * abs(column - other) for cost, other in zip(crossed, lower, strict=True)]
                for crossed, column in zip(self._crossed(number), self.gap_columns[number], strict=True)
            ]
            found = self._tables[number] = costs, [list(column) for column in zip(*costs, strict=True)]
        return found

    def _crossed(self, number: int) -> Iterator[list[int]]:
        """Yield for each gap of a row what crossings a line from there to each gap of the next row costs."""
        gaps = len(self.rows[number + 1]) + 1
        ends = [sorted([self.place[other] for other in self.below[each]]) for each in self.rows[number]]
        now = [0] * gaps
        for places in ends:
            for place in places:
                for gap in range(place + 1, gaps):
                    now[gap] += CROSSING
        yield now
        for places in ends:
            change: list[int] = []
            for passed, place in enumerate(places):
                change += [CROSSING * (len(places) - 2 * passed)] * (place + 1 - len(change))
            change += [-CROSSING * len(places)] * (gaps - len(change))
            now = [cost + more for cost, more in zip(now, change, strict=True)]
            yield now

    def take_out(self, box: int) -> tuple[int, int]:
        """Take a box and its lines out of the rows; returns its row and its place."""
        number = self.row[box]
        place = self.place[box]
        changed = {number}
        for net in self.of[box]:
            other = self.other(net, box)
            lines = self._passing[net]
            if self.row[other] == number:
                self.arches[number].remove(net)
            elif self.row[other] < number:
                self.below[other].remove(lines[0] if lines else box)
            else:
                self.above[other].remove(lines[-1] if lines else box)
            changed.add(self.row[other])
            for line in lines:
                row = self.row.pop(line)
                self.rows[row].remove(line)
                del self.above[line], self.below[line], self.place[line]
                changed.add(row)
            self._passing[net] = []
        self.above[box], self.below[box] = [], []
        self.rows[number].remove(box)
        for row in changed:
            self._settle(row)
        return number, place

    def other(self, net: int, box: int) -> int:
        """Return the other end of a net."""
        one, other = self.nets[net]
        return other if one == box else one

    def put_in(self, box: int, number: int, gap: int, ways: Sequence[Way]) -> None:
        """Put a box that was taken out into the gap of a row, and lead its nets on their ways."""
        self.row[box] = number
        new: dict[int, list[tuple[int, list[float], int]]] = {number: [(gap, [], box)]}
        changed = set()
        for net, to, gaps in ways:
            end = self.row[to]
            changed.add(end)
            if end == number:
                self.arches[number].append(net)
                continue
            step = 1 if end > number else -1
            onward = [*(each - 0.5 for each in gaps), float(self.place[to])]
            lines = []
            for index, each in enumerate(gaps):
                row = number + step * (index + 1)
                lines.append(self._new(row))
                new.setdefault(row, []).append((each, onward[index + 1 :], lines[-1]))
            if step > 0:
                self._join(net, box, to, lines)
            else:
                self._join(net, to, box, lines[::-1])
        for row, items in new.items():
            for where, _, each in sorted(items, reverse=True):
                self.rows[row].insert(where, each)
        for row in changed | new.keys():
            self._settle(row)

    def _with_boxes(self) -> Rows:
        return [row for row in self.rows if any(each < self.count for each in row)]

    def boxes(self) -> Rows:
        """Return the boxes of each row that has any."""
        return [[each for each in row if each < self.count] for row in self._with_boxes()]

    def gaps(self) -> Gaps:
        """Return where each net passes a row, of those that have boxes."""
        net_of = {line: net for net, lines in self._passing.items() for line in lines}
        return passages(self._with_boxes(), self.count, net_of)
