"""Placement: the columns of boxes, of their pins, and of the gaps through which nets pass a row.

Rows are placed from the top down. A line that enters a channel from below never takes the column of another line that
enters the channel from above, so the two cannot lie on each other. Boxes and gaps grow until there is room.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Literal

from genai_tui.graph.drawing.channel_assignment import ChannelAssignment, Pin
from genai_tui.graph.drawing.pin_assignment import apart, nearest_columns, pick, room_for

GAP = 4
"""Columns between two boxes at least."""

End = Literal["top", "bottom"]
"""The end of a box at which a pin is."""

Pins = Mapping[int, Sequence[Pin]]
"""The pins of each net on one side of a channel."""


class Placement:
    """The columns of everything in a component whose nets have been led through channels."""

    def __init__(self, ways: ChannelAssignment) -> None:
        self.ways = ways
        self.columns: dict[tuple[str, int, int], int] = {}
        """Columns of ("top" | "bottom", net, node) for pins, and of ("gap", net, row) for gaps."""
        self.left = [0] * len(ways.x)
        self._placed = [False] * len(ways.x)
        pins = zip(ways.component.outline, ways.top_pins, ways.bottom_pins, strict=True)
        self.width = [max(outline, room_for(max(len(top), len(bottom)))) for outline, top, bottom in pins]
        for number in range(len(ways.rows)):
            hanging = {
                self.column(pin, net, "bottom"): net
                for net, pins_of_net in ways.channels[number].above.items()
                for pin in pins_of_net
            }
            wider: dict[int, int] = defaultdict(int)
            while not self._place_row(number, hanging, wider):
                pass
            for node in ways.rows[number]:
                self._place_bottom_pins(node)

    def column(self, pin: Pin, net: int, end: End) -> int:
        """Return the column of a net's pin at the top or bottom of a box, or at a gap."""
        return self.columns["gap" if pin.kind == "gap" else end, net, pin.where]

    def centres_for_shorter_lines(self) -> list[float]:
        """Return for each box a column half way to the middle of what it is joined to, for another placement."""
        ways = self.ways
        wishes = []
        for node, left in enumerate(self.left):
            centre = left + self.width[node] / 2
            row = ways.row[node]
            above, below = ways.channels[row].above, ways.channels[row + 1].below
            columns = sorted(
                [self.column(pin, net, "bottom") for net in ways.top_pins[node] for pin in above.get(net, ())]
                + [
                    self.column(pin, net, "top")
                    for net in ways.bottom_pins[node]
                    for pin in below.get(net, ())
                ]
            )
            if columns:
                middle = (columns[len(columns) // 2] + columns[(len(columns) - 1) // 2]) / 2
                wishes.append((centre + middle) / 2)
            else:
                wishes.append(centre)
        return wishes

    def _place_row(self, number: int, hanging: dict[int, int], wider: dict[int, int]) -> bool:
        """Place boxes, gaps and top pins of a row; where room is lacking, widen that place and return False."""
        row = self.ways.rows[number]
        passing = [self.ways.passing[number, gap] for gap in range(len(row) + 1)]
        sizes = [(room_for(len(nets)) + 2 if nets else 0) + wider[gap] for gap, nets in enumerate(passing)]
        self._place_boxes(row, hanging, [max(GAP, size) for size in sizes])
        barred = self._barred(number, hanging)
        for gap, nets in enumerate(passing):
            if nets and not self._place_gap(number, gap, nets, barred, wider[gap]):
                wider[gap] += 2
                return False
        for node in row:
            if self.ways.top_pins[node] and not self._place_top_pins(number, node, barred):
                self.width[node] += 2
                return False
        return True

    def _place_gap(self, number: int, gap: int, nets: list[int], barred: dict[int, int], wider: int) -> bool:
        """Place the nets that pass a row through a gap; return False if it has no room for them."""
        row = self.ways.rows[number]
        spare = max(12, 3 * len(nets) + 6) + wider
        low, high = self.left[row[0]] - 2 - spare, self.left[row[-1]] + self.width[row[-1]] + 1 + spare
        if gap > 0:
            low = self.left[row[gap - 1]] + self.width[row[gap - 1]] + 1
        if gap < len(row):
            high = self.left[row[gap]] - 2
        wishes = {net: self._above_mean(number, net) for net in nets}
        if (number, gap) not in self.ways.in_order:
            nets.sort(key=lambda net: (wishes[net], net))
        found = pick(range(low, high + 1), nets, wishes, barred)
        for net, column in (found or {}).items():
            self.columns["gap", net, number] = column
        return found is not None

    def _place_top_pins(self, number: int, node: int, barred: dict[int, int]) -> bool:
        """Place the nets that end at the top of a box; return False if it has no room for them."""
        nets = self.ways.top_pins[node]
        wishes = {net: self._above_mean(number, net, node) for net in nets}
        channel = self.ways.channels[number]
        nets.sort(
            key=lambda net: (*self._from_left(net, node, channel.above, channel.below, wishes[net]), net)
        )
        found = pick(self._edge(node), nets, wishes, barred)
        for net, column in (found or {}).items():
            self.columns["top", net, node] = column
        return found is not None

    def _barred(self, number: int, hanging: dict[int, int]) -> dict[int, int]:
        """Return the columns at which lines enter a channel from above, each with the only net that may go on there.

        A net of two pins goes on, as one straight line. A bus does not (-1): where it goes four ways it would look
        like two lines that cross.
        """
        channel = self.ways.channels[number]
        return {
            column: net if len(channel.above[net]) + len(channel.below.get(net, ())) == 2 else -1
            for column, net in hanging.items()
        }

    def _edge(self, node: int) -> range:
        """Return the columns at which lines may meet a box from above or below."""
        inset = 1 if self.ways.component.height == 3 else 0
        return range(self.left[node] + inset, self.left[node] + self.width[node] - inset)

    def _place_boxes(self, row: list[int], hanging: dict[int, int], gaps: list[int]) -> None:
        """Place the boxes of a row half way between packing them from the left and packing them from the right."""
        columns: dict[int, list[int]] = defaultdict(list)
        for column, net in hanging.items():
            columns[net].append(column)
        wishes = []
        for node in row:
            pulls = [column for net in self.ways.top_pins[node] for column in columns[net]]
            wishes.append((self.ways.x[node] * 1.5 + sum(pulls)) / (1.5 + len(pulls)) - self.width[node] / 2)
        from_left: list[float] = []
        for place in range(len(row)):
            before = from_left[-1] + self.width[row[place - 1]] + gaps[place] if place else wishes[0]
            from_left.append(max(wishes[place], before))
        at = wishes[-1]
        from_right = [at]
        for place in range(len(row) - 2, -1, -1):
            at = min(at - self.width[row[place]] - gaps[place + 1], wishes[place])
            from_right.append(at)
        from_right.reverse()
        least = -(10**9)
        for place, node in enumerate(row):
            middle = round((from_left[place] + from_right[place]) / 2)
            if place:
                least = self.left[row[place - 1]] + self.width[row[place - 1]] + gaps[place]
            self.left[node] = max(middle, least)
            self._placed[node] = True

    def _above_mean(self, number: int, net: int, node: int = -1) -> float:
        """Return the mean column at which a net comes down on a row; of an arch, that of its other boxes."""
        channel = self.ways.channels[number]
        columns = [float(self.column(pin, net, "bottom")) for pin in channel.above.get(net, ())]
        if not columns:
            columns = [
                self._centre(where) for kind, where in channel.below[net] if kind == "box" and where != node
            ]
        return sum(columns) / len(columns) if columns else self.ways.x[node]

    def _centre(self, node: int) -> float:
        """Return the middle column of a box; of one not placed yet, the column wished for."""
        return self.left[node] + self.width[node] / 2 if self._placed[node] else self.ways.x[node]

    def _place_bottom_pins(self, node: int) -> None:
        """Place the nets that end at the bottom of a box, spread over it and near to where they go."""
        nets = self.ways.bottom_pins[node]
        if not nets:
            return
        channel = self.ways.channels[self.ways.row[node] + 1]
        wishes: dict[int, float] = {}
        within: dict[int, int] = {}
        for net in nets:
            pins = channel.below.get(net) or [pin for pin in channel.above[net] if pin != Pin("box", node)]
            passages = {where: self.ways.passage(net, where) for kind, where in pins if kind == "gap"}
            xs = [
                self._centre(where) if kind == "box" else self.ways.gap_x(where, passages[where].gap)
                for kind, where in pins
            ]
            wishes[net] = sum(xs) / len(xs) if xs else self._centre(node)
            within[net] = sum(each.place for each in passages.values())
        nets.sort(
            key=lambda net: (
                *self._from_left(net, node, channel.below, channel.above, wishes[net]),
                within[net],
                net,
            )
        )
        columns = self._edge(node)
        low, high = columns[0], columns[-1]
        span = len(columns)
        spread = [
            0.6 * min(max(wishes[net], low), high) + 0.4 * (low + (place + 0.5) * span / len(nets) - 0.5)
            for place, net in enumerate(nets)
        ]
        chosen = nearest_columns(list(columns), spread)
        assert chosen is not None
        if span >= 2 * len(nets) - 1:
            chosen = apart(chosen, high)
        for net, column in zip(nets, chosen, strict=True):
            self.columns["bottom", net, node] = column

    def _from_left(self, net: int, node: int, far: Pins, near: Pins, wish: float) -> tuple[int, float]:
        """Return where the column of a net comes among those at one end of a box, so that their lines need not cross.

        `far` are the pins on the other side of the channel, `near` those on the side of the box. An arch to boxes that
        are all left or all right of this one is outside of the lines that go on, and the shorter it is, the farther out.
        """
        place = self.ways.place
        sides = {1 if place[pin.where] > place[node] else -1 for pin in near[net] if pin.where != node}
        if far.get(net) or len(sides) != 1:
            return 0, wish
        return sides.pop(), -wish
