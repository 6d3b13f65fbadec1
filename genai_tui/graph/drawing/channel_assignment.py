"""Channel assignment: through which channels between rows each net goes, and where it passes a row between boxes.

A channel is the room between two rows of boxes, above the first and below the last. A net inside one row arches over
the channel above or below; a net between rows descends through all channels between them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Literal, NamedTuple

from genai_tui.graph.drawing.component import Component
from genai_tui.graph.drawing.crossing_reduction import Gaps, Passage
from genai_tui.graph.drawing.rows import Rows


class Pin(NamedTuple):
    """An end of a line in a channel: at a box, by its node, or at a gap between the boxes of a row, by the row."""

    kind: Literal["box", "gap"]
    where: int


class Flank(NamedTuple):
    """A straight line from the right side of a box to the left side of the next box in the row."""

    net: int
    left: int
    right: int


class Channel:
    """The nets between two rows, and for each its pins above and below."""

    def __init__(self) -> None:
        self.above: dict[int, list[Pin]] = defaultdict(list)
        self.below: dict[int, list[Pin]] = defaultdict(list)

    @property
    def nets(self) -> list[int]:
        """The nets in order of their numbers."""
        return sorted({*self.above, *self.below})


class ChannelAssignment:
    """The way of each net of a component around boxes in rows."""

    def __init__(
        self, component: Component, rows: Rows, centres: Sequence[float], gaps: Gaps | None = None
    ) -> None:
        """Lead each net through `gaps`, else the shortest way where the boxes stand at `centres`, the columns of their middles."""
        self._gaps = gaps or {}
        self.component = component
        self.rows = [row for row in rows if row]
        self.x = list(centres)
        self._outline = component.outline
        count = len(component.texts)
        self.row = [0] * count
        self.place = [0] * count
        for number, row in enumerate(self.rows):
            for place, node in enumerate(row):
                self.row[node], self.place[node] = number, place
        self.top_pins: list[list[int]] = [[] for _ in range(count)]
        """For each node the nets that end at the top of its box."""
        self.bottom_pins: list[list[int]] = [[] for _ in range(count)]
        self.passing: dict[tuple[int, int], list[int]] = defaultdict(list)
        """The nets that pass a row, by row and gap; gap 0 is left of the first box."""
        self.channels = [Channel() for _ in range(len(self.rows) + 1)]
        self.flanks: list[Flank] = []
        self._upward = [0] * count
        """For each node the nets that lead to a higher row."""
        self._downward = [0] * count
        for net in component.nets:
            numbers = [self.row[node] for node in net]
            for node, number in zip(net, numbers, strict=True):
                self._upward[node] += min(numbers) < number
                self._downward[node] += max(numbers) > number
        self._lead_nets()
        self.in_order: set[tuple[int, int]] = set()
        """The gaps, by their rows, whose nets stand in the order in which they pass, from the left."""
        for passage, passing in self.passing.items():
            known = {net: self._gaps.get((net, passage[0])) for net in passing}
            places = {net: found.place for net, found in known.items() if found is not None}
            if len(places) == len(passing):
                passing.sort(key=places.__getitem__)
                self.in_order.add(passage)

    def _lead_nets(self) -> None:
        """Lead the nets one by one, short ones first, because they have the least choice."""
        nets = self.component.nets
        load = [0.0] * len(self.channels)
        taken: set[tuple[int, str]] = set()

        def reach(number: int) -> tuple[int, float, int]:
            rows = [self.row[node] for node in nets[number]]
            xs = [self.x[node] for node in nets[number]]
            return max(rows) - min(rows), max(xs) - min(xs), number

        for number in sorted(range(len(nets)), key=reach):
            net = nets[number]
            first, last = (end(self.row[node] for node in net) for end in (min, max))
            if first == last:
                if len(net) == 2 and self._join_flanks(number, taken):
                    continue
                self._arch(number, first, load)
            else:
                self._descend(number, first, last)
                for row in range(first + 1, last + 1):
                    load[row] += 1

    def _join_flanks(self, number: int, taken: set[tuple[int, str]]) -> bool:
        """Join two boxes that stand side by side from flank to flank; return False if they do not or one is taken."""
        one, other = sorted(self.component.nets[number], key=lambda node: self.place[node])
        if self.place[other] - self.place[one] != 1 or (one, "right") in taken or (other, "left") in taken:
            return False
        taken |= {(one, "right"), (other, "left")}
        self.flanks.append(Flank(number, one, other))
        return True

    def _arch(self, number: int, row: int, load: list[float]) -> None:
        """Join boxes of one row through the channel above or below it, where fewer lines are crossed and there are fewer nets."""
        last = len(self.rows) - 1
        places = [self.place[node] for node in self.component.nets[number]]
        between = self.rows[row][min(places) + 1 : max(places)]
        over = 2 * sum(self._upward[node] for node in between)
        under = 2 * sum(self._downward[node] for node in between)
        upper = over + load[row] + 1.5 * (row == 0 and last > 0)
        lower = under + load[row + 1] + 1.5 * (row == last and last > 0)
        for node in self.component.nets[number]:
            self._pin(number, node, from_above=upper <= lower)
        load[row if upper <= lower else row + 1] += 1

    def _pin(self, number: int, node: int, from_above: bool) -> None:
        """End a net at the top or at the bottom of a box."""
        row = self.row[node]
        if from_above:
            self.top_pins[node].append(number)
            self.channels[row].below[number].append(Pin("box", node))
        else:
            self.bottom_pins[node].append(number)
            self.channels[row + 1].above[number].append(Pin("box", node))

    def _descend(self, number: int, first: int, last: int) -> None:
        """Lead a net from its first row to its last, through gaps of the rows between."""
        ends: dict[int, list[int]] = defaultdict(list)
        for node in self.component.nets[number]:
            ends[self.row[node]].append(node)
        for node in ends[first]:
            self._pin(number, node, from_above=False)
        for node in ends[last]:
            self._pin(number, node, from_above=True)
        x = sum(self.x[node] for node in ends[first]) / len(ends[first])
        goal = sum(self.x[node] for node in ends[last]) / len(ends[last])
        for row in range(first + 1, last):
            known = self._gaps.get((number, row))
            gap = self._nearest_gap(row, x, goal) if known is None else known.gap
            x = self.gap_x(row, gap)
            self.passing[row, gap].append(number)
            self.channels[row].below[number].append(Pin("gap", row))
            self.channels[row + 1].above[number].append(Pin("gap", row))
            for node in ends.get(row, ()):
                self._pin(number, node, len(self.top_pins[node]) <= len(self.bottom_pins[node]))

    def _nearest_gap(self, row: int, x: float, goal: float) -> int:
        """Return the gap of a row that lies best on the way between two columns, with few nets in it so far."""

        def length(gap: int) -> float:
            at = self.gap_x(row, gap)
            return abs(at - x) + abs(at - goal) + 2.0 * len(self.passing[row, gap])

        return min(range(len(self.rows[row]) + 1), key=lambda gap: (length(gap), gap))

    def passage(self, net: int, row: int) -> Passage:
        """Return the gap through which a net passes a row, and its place among the nets in that gap."""
        gap = next(gap for gap in range(len(self.rows[row]) + 1) if net in self.passing[row, gap])
        return Passage(gap, self.passing[row, gap].index(net) if (row, gap) in self.in_order else 0)

    def gap_x(self, row: int, gap: int) -> float:
        """Return the column in the middle of a gap; at either end of a row, one beside the outermost box."""
        boxes = self.rows[row]
        outline = self._outline
        if gap == 0:
            return self.x[boxes[0]] - outline[boxes[0]] / 2 - 2
        if gap == len(boxes):
            return self.x[boxes[-1]] + outline[boxes[-1]] / 2 + 2
        left, right = boxes[gap - 1], boxes[gap]
        return (self.x[left] + outline[left] / 2 + self.x[right] - outline[right] / 2) / 2
