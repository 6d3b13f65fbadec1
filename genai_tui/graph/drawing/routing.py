"""Routing: from rows of boxes to a plan in which two nets never share a cell unless they cross at a right angle.

Three steps, each of which the next one reads: channel assignment, placement of columns, track assignment. Channels and
gaps are as large as the nets in them need, so there is always a way.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from genai_tui.graph.drawing.channel_assignment import Channel, ChannelAssignment, Pin
from genai_tui.graph.drawing.component import Component
from genai_tui.graph.drawing.crossing_reduction import Gaps
from genai_tui.graph.drawing.geometry import Box, Plan, Point, Segment, Side, Touch, Wire
from genai_tui.graph.drawing.placement import Placement
from genai_tui.graph.drawing.rows import Rows
from genai_tui.graph.drawing.track_assignment import Extent, extent, tracks


class Routing:
    """The route of every net of a component."""

    def __init__(
        self, component: Component, rows: Rows, centres: Sequence[float], gaps: Gaps | None = None
    ) -> None:
        """Route nets around boxes in `rows`; `centres` are the columns wished for their middles."""
        self._component = component
        self._rows = rows
        self._gaps = gaps
        self._ways = ChannelAssignment(component, rows, centres, gaps)
        self._placement = Placement(self._ways)

    def plan(self) -> Plan:
        """Return boxes and wires on the grid."""
        return _Wiring(self._ways, self._placement).plan()

    def with_shorter_lines(self) -> Routing:
        """Return another routing of the same rows, whose boxes are drawn to what they are joined to."""
        return Routing(self._component, self._rows, self._placement.centres_for_shorter_lines(), self._gaps)


class _End(NamedTuple):
    """A net's pin in a channel, and its column."""

    column: int
    pin: Pin


class _Wiring:
    """The lines that a placement and the tracks of its channels make."""

    def __init__(self, ways: ChannelAssignment, placement: Placement) -> None:
        self._ways = ways
        self._placement = placement
        self._component = ways.component
        self._segments: dict[int, list[Segment]] = defaultdict(list)
        self._touches: dict[int, list[Touch]] = defaultdict(list)
        self._heads: dict[int, list[Point]] = defaultdict(list)

    def plan(self) -> Plan:
        """Return boxes and wires on the grid."""
        tops: list[int] = []
        y = 0
        for number, channel in enumerate(self._ways.channels):
            y = self._draw_channel(channel, y)
            if number < len(self._ways.rows):
                tops.append(y)
                y += self._component.height
        self._draw_passages(tops)
        self._draw_flanks(tops)
        columns = self._placement.columns.values()
        boxes = self._boxes(tops)
        lowest = min([*self._placement.left, *columns])
        right = max([box.left + box.width for box in boxes] + [column + 1 for column in columns])
        return Plan(boxes, self._wires(), right, y).shifted(-lowest, 0)

    def _draw_channel(self, channel: Channel, top: int) -> int:
        """Draw a channel that begins in row `top`, and return the row after its last."""
        ends: dict[int, tuple[list[_End], list[_End]]] = {}
        extents: dict[int, Extent] = {}
        for net in channel.nets:
            above = [
                _End(self._placement.column(pin, net, "bottom"), pin) for pin in channel.above.get(net, ())
            ]
            below = [_End(self._placement.column(pin, net, "top"), pin) for pin in channel.below.get(net, ())]
            ends[net] = above, below
            found = extent([end.column for end in above], [end.column for end in below])
            if found is not None:
                extents[net] = found
        track_of, count = tracks(extents)
        # Between the tracks and the boxes a row is kept free for arrowheads, where there are any.
        first = top + self._has_heads(channel.above)
        last = first + max(count, int(bool(ends))) + self._has_heads(channel.below) - 1
        for net, (above, below) in ends.items():
            if net in track_of:
                self._draw_on_track(net, above, below, top, first + track_of[net], last)
            else:
                column = (above or below)[0].column
                begin, end = top if above else first, last if below else first
                self._segments[net].append(Segment(column, begin, column, end))
            self._end_at_boxes(net, above, top, top - 1, "below")
            self._end_at_boxes(net, below, last, last + 1, "above")
        return last + 1

    def _has_heads(self, pins: Mapping[int, Sequence[Pin]]) -> bool:
        """Return whether an arrow points at a box from these pins of a channel."""
        heads = self._component.heads
        return any(
            pin.kind == "box" and pin.where in heads[net] for net, each in pins.items() for pin in each
        )

    def _draw_on_track(
        self, net: int, above: list[_End], below: list[_End], top: int, track: int, last: int
    ) -> None:
        """Draw a net along row `track`, with a line to each of its ends in the first and last row of the channel."""
        columns = [end.column for end in (*above, *below)]
        segments = self._segments[net]
        segments.append(Segment(min(columns), track, max(columns), track))
        segments += [Segment(end.column, top, end.column, track) for end in above]
        segments += [Segment(end.column, track, end.column, last) for end in below]

    def _end_at_boxes(self, net: int, ends: list[_End], y: int, edge: int, side: Side) -> None:
        """Let those ends of a net that are at boxes touch them in row `edge`; arrowheads stand in row `y` before it."""
        for column, (kind, node) in ends:
            if kind == "box":
                self._touches[net].append(Touch(node, column, edge, side))
                if node in self._component.heads[net]:
                    self._heads[net].append(Point(column, y))

    def _draw_passages(self, tops: list[int]) -> None:
        """Draw nets through the gaps of the rows that they pass."""
        for (kind, net, row), column in self._placement.columns.items():
            if kind == "gap":
                end = tops[row] + self._component.height
                self._segments[net].append(Segment(column, tops[row] - 1, column, end))

    def _draw_flanks(self, tops: list[int]) -> None:
        """Draw straight lines between boxes side by side."""
        left, width = self._placement.left, self._placement.width
        for net, one, other in self._ways.flanks:
            y = tops[self._ways.row[one]] + self._component.height // 2
            start, end = left[one] + width[one], left[other] - 1
            heads = self._component.heads[net]
            self._segments[net].append(Segment(start, y, end, y))
            self._touches[net] += [Touch(one, start - 1, y, "right"), Touch(other, end + 1, y, "left")]
            self._heads[net] += [Point(x, y) for node, x in ((one, start), (other, end)) if node in heads]

    def _boxes(self, tops: list[int]) -> tuple[Box, ...]:
        component, placement = self._component, self._placement
        return tuple(
            Box(node, placement.left[node], tops[self._ways.row[node]], placement.width[node], component.height,
                text, component.frames[node])
            for node, text in enumerate(component.texts)
        )  # fmt: skip

    def _wires(self) -> tuple[Wire, ...]:
        component = self._component
        return tuple(
            Wire(
                component.links[net],
                component.strokes[net],
                tuple(self._segments[net]),
                tuple(self._touches[net]),
                tuple(self._heads[net]),
            )
            for net in range(len(component.nets))
        )
