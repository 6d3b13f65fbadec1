"""From rows of boxes to lines that two nets never share, except where one crosses the other at a right angle.

Every net has a track of its own between rows and a column of its own between boxes. Channels and gaps grow to what is asked of them, so nothing is unroutable (after the channel routers of
chip design: Hashimoto and Stevens, Wire routing by optimizing channel assignment within large apertures,
1971). Rule: a line that enters a channel from below never takes the column of another that hangs into it
from above.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from msgspec import Struct

from genai_tui.graph.drawing.annealing import Net, Rows
from genai_tui.graph.drawing.pin_assignment import apart, nearest_columns, pick, room_for
from genai_tui.graph.drawing.track_assignment import Span, sifted
from genai_tui.graph.types import Box, Frame, Plan, Side, Stroke, Wire

Pin = tuple[str, int]
"""("box", node) for a line that ends at a box, ("gap", row) for one that passes a row between boxes."""

GAP = 4
_SIFTED = 90
"""Channels with more nets than this are packed without looking for fewer crossings."""


class Part(Struct):
    """What is to be drawn: texts and frames of boxes, nets between them, which of their ends are pointed at."""

    texts: Sequence[str]
    widths: Sequence[int]
    frames: Sequence[Frame]
    nets: Sequence[Net]
    strokes: Sequence[Stroke]
    heads: Sequence[frozenset[int]]
    links: Sequence[int]
    """For each net the number of its link."""
    height: int = 3
    """Of a box: 3 with a frame, 1 in brackets."""

    @property
    def outline(self) -> list[int]:
        """The width of each box with its frame."""
        return [width + (4 if self.height == 3 else 2) for width in self.widths]


class _Channel:
    """Nets between two rows: for each the pins above it and below it."""

    def __init__(self) -> None:
        self.above: dict[int, list[Pin]] = defaultdict(list)
        self.below: dict[int, list[Pin]] = defaultdict(list)

    @property
    def nets(self) -> list[int]:
        return sorted({*self.above, *self.below})


class Routing:
    """One connected part: pins, columns, tracks, and the plan that they make."""

    def __init__(self, part: Part, rows: Rows, centres: Sequence[float]) -> None:
        """Route the nets of `part` around boxes in `rows`; `centres` are the columns wished for."""
        self.part = part
        self.rows = [row for row in rows if row]
        self.x = list(centres)
        count = len(part.texts)
        self.row = [0] * count
        self.place = [0] * count
        for number, row in enumerate(self.rows):
            for place, node in enumerate(row):
                self.row[node], self.place[node] = number, place
        self.top_pins: list[list[int]] = [[] for _ in range(count)]
        self.bottom_pins: list[list[int]] = [[] for _ in range(count)]
        self.feeds: dict[tuple[int, int], list[int]] = defaultdict(list)
        self.channels = [_Channel() for _ in range(len(self.rows) + 1)]
        self.beside: list[tuple[int, int, int]] = []
        self._choose_channels()

    # Which way each net goes

    def _choose_channels(self) -> None:
        nets = self.part.nets
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
                if len(net) == 2 and self._goes_straight(number, taken):
                    continue
                self._arch(number, first, load)
            else:
                self._descend(number, first, last)
                for row in range(first + 1, last + 1):
                    load[row] += 1

    def _goes_straight(self, number: int, taken: set[tuple[int, str]]) -> bool:
        """Join two boxes that stand side by side by a line from flank to flank, if that is free."""
        one, other = sorted(self.part.nets[number], key=lambda node: self.place[node])
        if self.place[other] - self.place[one] != 1 or (one, "right") in taken or (other, "left") in taken:
            return False
        taken |= {(one, "right"), (other, "left")}
        self.beside.append((number, one, other))
        return True

    def _arch(self, number: int, row: int, load: list[float]) -> None:
        """Join boxes of one row over the channel above or below it, whichever is emptier."""
        last = len(self.rows) - 1
        upper = load[row] + 1.5 * (row == 0 and last > 0)
        lower = load[row + 1] + 1.5 * (row == last and last > 0)
        for node in self.part.nets[number]:
            self._pin(number, node, from_above=upper <= lower)
        load[row if upper <= lower else row + 1] += 1

    def _pin(self, number: int, node: int, from_above: bool) -> None:
        row = self.row[node]
        if from_above:
            self.top_pins[node].append(number)
            self.channels[row].below[number].append(("box", node))
        else:
            self.bottom_pins[node].append(number)
            self.channels[row + 1].above[number].append(("box", node))

    def _descend(self, number: int, first: int, last: int) -> None:
        """Lead a net from its first row to its last, past the rows between."""
        ends: dict[int, list[int]] = defaultdict(list)
        for node in self.part.nets[number]:
            ends[self.row[node]].append(node)
        for node in ends[first]:
            self._pin(number, node, from_above=False)
        for node in ends[last]:
            self._pin(number, node, from_above=True)
        x = sum(self.x[node] for node in ends[first]) / len(ends[first])
        goal = sum(self.x[node] for node in ends[last]) / len(ends[last])
        for row in range(first + 1, last):
            gap = min(
                range(len(self.rows[row]) + 1),
                key=lambda each: (
                    abs(self._gap_x(row, each) - x)
                    + abs(self._gap_x(row, each) - goal)
                    + 2.0 * len(self.feeds[row, each]),
                    each,
                ),
            )
            x = self._gap_x(row, gap)
            self.feeds[row, gap].append(number)
            self.channels[row].below[number].append(("gap", row))
            self.channels[row + 1].above[number].append(("gap", row))
            for node in ends.get(row, ()):
                self._pin(number, node, len(self.top_pins[node]) <= len(self.bottom_pins[node]))

    def _gap_x(self, row: int, gap: int) -> float:
        boxes = self.rows[row]
        outline = self.part.outline
        if gap == 0:
            return self.x[boxes[0]] - outline[boxes[0]] / 2 - 2
        if gap == len(boxes):
            return self.x[boxes[-1]] + outline[boxes[-1]] / 2 + 2
        left, right = boxes[gap - 1], boxes[gap]
        return (self.x[left] + outline[left] / 2 + self.x[right] - outline[right] / 2) / 2

    # Columns

    def plan(self) -> Plan:
        """Return boxes and wires on the grid."""
        self._choose_columns()
        self._choose_tracks()
        return self._drawn()

    def settle(self) -> None:
        """Wish every box half way to the middle of what it is joined to, for another plan."""
        centres = [self.left[node] + self.width[node] / 2 for node in range(len(self.x))]
        for node, centre in enumerate(centres):
            row = self.row[node]
            columns = sorted(
                [self._column(pin, number, "bottom") for number in self.top_pins[node]
                 for pin in self.channels[row].above.get(number, ())]
                + [self._column(pin, number, "top") for number in self.bottom_pins[node]
                   for pin in self.channels[row + 1].below.get(number, ())]
            )  # fmt: skip
            if columns:
                middle = (columns[len(columns) // 2] + columns[(len(columns) - 1) // 2]) / 2
                self.x[node] = (centre + middle) / 2
            else:
                self.x[node] = centre

    def _column(self, pin: Pin, number: int, side: str) -> int:
        kind, where = pin
        return self.columns["gap" if kind == "gap" else side, number, where]

    def _choose_columns(self) -> None:
        self.columns: dict[tuple[str, int, int], int] = {}
        """Column of ("top" | "bottom", net, node) for pins and of ("gap", net, row) for passages."""
        self.left = [0] * len(self.x)
        self.placed = [False] * len(self.x)
        self.width = [
            max(outline, room_for(max(len(top), len(bottom))))
            for outline, top, bottom in zip(self.part.outline, self.top_pins, self.bottom_pins, strict=True)
        ]
        for number in range(len(self.rows)):
            hanging = {
                self._column(pin, net, "bottom"): net
                for net, pins in self.channels[number].above.items()
                for pin in pins
            }
            wider: dict[int, int] = defaultdict(int)
            while not self._place_row(number, hanging, wider):
                pass
            for node in self.rows[number]:
                self._place_bottom_pins(node)

    def _place_row(self, number: int, hanging: dict[int, int], wider: dict[int, int]) -> bool:
        """Place boxes, passages and top pins of a row; if there is no room, widen what lacks it and say no."""
        row = self.rows[number]
        gaps = [
            (room_for(len(self.feeds[number, gap])) + 2 if self.feeds[number, gap] else 0) + wider[gap]
            for gap in range(len(row) + 1)
        ]
        self._place_boxes(row, hanging, [max(GAP, gap) for gap in gaps])
        for gap in range(len(row) + 1):
            nets = self.feeds[number, gap]
            if not nets:
                continue
            spare = max(12, 3 * len(nets) + 6) + wider[gap]
            low = (
                self.left[row[gap - 1]] + self.width[row[gap - 1]] + 1
                if gap
                else self.left[row[0]] - 2 - spare
            )
            high = (
                self.left[row[gap]] - 2
                if gap < len(row)
                else self.left[row[-1]] + self.width[row[-1]] + 1 + spare
            )
            wishes = {net: self._above_mean(number, net) for net in nets}
            nets.sort(key=lambda net: (wishes[net], net))
            found = pick(range(low, high + 1), nets, wishes, self._barred(number, hanging))
            if found is None:
                wider[gap] += 2
                return False
            for net, column in found.items():
                self.columns["gap", net, number] = column
        for node in row:
            nets = self.top_pins[node]
            if not nets:
                continue
            wishes = {net: self._above_mean(number, net, node) for net in nets}
            nets.sort(key=lambda net: (wishes[net], net))
            found = pick(self._edge(node), nets, wishes, self._barred(number, hanging))
            if found is None:
                self.width[node] += 2
                return False
            for net, column in found.items():
                self.columns["top", net, node] = column
        return True

    def _barred(self, number: int, hanging: dict[int, int]) -> dict[int, int]:
        """Return the columns that lines hang into a channel at, each with the only net that may go on there.

        A line of two ends may, and is straight then. A bus may not: where it goes four ways it looks like
        two lines that cross.
        """
        channel = self.channels[number]
        return {
            column: net if len(channel.above[net]) + len(channel.below.get(net, ())) == 2 else -1
            for column, net in hanging.items()
        }

    def _edge(self, node: int) -> range:
        """Return the columns at which lines may meet a box from above or below."""
        inset = 1 if self.part.height == 3 else 0
        return range(self.left[node] + inset, self.left[node] + self.width[node] - inset)

    def _place_boxes(self, row: list[int], hanging: dict[int, int], gaps: list[int]) -> None:
        """Put the boxes of a row as near as may be to where they wish to stand, between both extremes."""
        columns: dict[int, list[int]] = defaultdict(list)
        for column, net in hanging.items():
            columns[net].append(column)
        wishes = []
        for node in row:
            pulls = [column for net in self.top_pins[node] for column in columns[net]]
            wishes.append((self.x[node] * 1.5 + sum(pulls)) / (1.5 + len(pulls)) - self.width[node] / 2)
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
            self.placed[node] = True

    def _above_mean(self, number: int, net: int, node: int = -1) -> float:
        """Return where a net comes from above a row, or, if it arches, where its other boxes stand."""
        channel = self.channels[number]
        columns = [float(self._column(pin, net, "bottom")) for pin in channel.above.get(net, ())]
        if not columns:
            columns = [
                self._centre(where) for kind, where in channel.below[net] if kind == "box" and where != node
            ]
        return sum(columns) / len(columns) if columns else self.x[node]

    def _centre(self, node: int) -> float:
        return self.left[node] + self.width[node] / 2 if self.placed[node] else self.x[node]

    def _place_bottom_pins(self, node: int) -> None:
        nets = self.bottom_pins[node]
        if not nets:
            return
        channel = self.channels[self.row[node] + 1]
        wishes: dict[int, float] = {}
        for net in nets:
            pins = channel.below.get(net) or [pin for pin in channel.above[net] if pin != ("box", node)]
            xs = [
                self._centre(where) if kind == "box" else self._passage_x(net, where) for kind, where in pins
            ]
            wishes[net] = sum(xs) / len(xs) if xs else self._centre(node)
        nets.sort(key=lambda net: (wishes[net], net))
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

    def _passage_x(self, net: int, row: int) -> float:
        gap = next(gap for gap in range(len(self.rows[row]) + 1) if net in self.feeds[row, gap])
        return self._gap_x(row, gap)

    # Tracks

    def _choose_tracks(self) -> None:
        self.track: dict[tuple[int, int], int | None] = {}
        """Track of a net in a channel; None for a line that goes straight through."""
        self.tracks = [0] * len(self.channels)
        for number, channel in enumerate(self.channels):
            spans: dict[int, Span] = {}
            for net in channel.nets:
                above = [self._column(pin, net, "bottom") for pin in channel.above.get(net, ())]
                below = [self._column(pin, net, "top") for pin in channel.below.get(net, ())]
                if len({*above, *below}) == 1:
                    self.track[number, net] = None
                else:
                    spans[net] = Span(min(above + below), max(above + below), tuple(above), tuple(below))
            order, above_of = (
                sifted(spans) if len(spans) <= _SIFTED else (sorted(spans, key=lambda n: spans[n].low), {})
            )
            lanes: list[list[Span]] = []
            lane_of: dict[int, int] = {}
            for net in order:
                span = spans[net]
                lane = max(
                    (lane_of[other] + 1 for other in above_of.get(net, ()) if other in lane_of), default=0
                )
                while lane < len(lanes) and any(
                    span.low <= each.high + 1 and each.low <= span.high + 1 for each in lanes[lane]
                ):
                    lane += 1
                if lane == len(lanes):
                    lanes.append([])
                lanes[lane].append(span)
                lane_of[net] = self.track[number, net] = lane
            self.tracks[number] = max(len(lanes), 1 if channel.nets else 0)

    # The plan

    def _drawn(self) -> Plan:
        part = self.part
        heads_down = [self._heads(channel.below) for channel in self.channels]
        heads_up = [self._heads(channel.above) for channel in self.channels]
        begin, top = [], []
        y = 0
        for number in range(len(self.channels)):
            begin.append(y)
            y += self.tracks[number] + heads_down[number] + heads_up[number]
            if number < len(self.rows):
                top.append(y)
                y += part.height
        height = y
        segments: dict[int, list[tuple[int, int, int, int]]] = defaultdict(list)
        touches: dict[int, list[tuple[int, int, int, Side]]] = defaultdict(list)
        heads: dict[int, list[tuple[int, int]]] = defaultdict(list)
        for number, channel in enumerate(self.channels):
            first = begin[number]
            last = first + self.tracks[number] + heads_down[number] + heads_up[number] - 1
            for net in channel.nets:
                above = [(self._column(pin, net, "bottom"), pin) for pin in channel.above.get(net, ())]
                below = [(self._column(pin, net, "top"), pin) for pin in channel.below.get(net, ())]
                track = self.track[number, net]
                line = first + heads_up[number] + (track or 0)
                if track is None:
                    column = (above or below)[0][0]
                    segments[net].append((column, first if above else line, column, last if below else line))
                else:
                    columns = [column for column, _ in (*above, *below)]
                    segments[net].append((min(columns), line, max(columns), line))
                    segments[net] += [(column, first, column, line) for column, _ in above]
                    segments[net] += [(column, line, column, last) for column, _ in below]
                ends: tuple[tuple[list[tuple[int, Pin]], int, int, Side], ...] = (
                    (above, first, first - 1, "below"), (below, last, last + 1, "above"),
                )  # fmt: skip
                for pins, y, edge, side in ends:
                    for column, (kind, where) in pins:
                        if kind == "box":
                            touches[net].append((where, column, edge, side))
                            if where in part.heads[net]:
                                heads[net].append((column, y))
        for (kind, net, where), column in self.columns.items():
            if kind == "gap":
                segments[net].append((column, top[where] - 1, column, top[where] + part.height))
        for net, one, other in self.beside:
            y = top[self.row[one]] + part.height // 2
            start, end = self.left[one] + self.width[one], self.left[other] - 1
            segments[net].append((start, y, end, y))
            touches[net] += [(one, start - 1, y, "right"), (other, end + 1, y, "left")]
            heads[net] += [(start, y)] if one in part.heads[net] else []
            heads[net] += [(end, y)] if other in part.heads[net] else []
        lowest = min([*self.left, *self.columns.values()])
        boxes = tuple(
            Box(node, self.left[node], top[self.row[node]], self.width[node], part.height, part.texts[node],
                part.frames[node])
            for node in range(len(part.texts))
        )  # fmt: skip
        wires = tuple(
            Wire(
                part.links[net],
                part.strokes[net],
                tuple(segments[net]),
                tuple(touches[net]),
                tuple(heads[net]),
            )
            for net in range(len(part.nets))
        )
        right = max(
            [box.left + box.width for box in boxes] + [column + 1 for column in self.columns.values()]
        )
        return Plan(boxes, wires, right, height).shifted(-lowest, 0)

    def _heads(self, pins: dict[int, list[Pin]]) -> int:
        """Return 1 if an arrow points at a box from these, which takes a row of its own."""
        return int(
            any(
                kind == "box" and where in self.part.heads[net]
                for net, each in pins.items()
                for kind, where in each
            )
        )
