"""Track assignment: the row of each net within a channel, so that few nets cross and none lie on each other.

After the channel routers of chip design: Hashimoto and Stevens, Wire routing by optimizing channel assignment within
large apertures, 1971. The order of the nets comes from sifting: each net in turn goes to its best place among the
others (Matuszewski, Schönfeld and Molitor, 1999).
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

_SIFTED = 90
"""A channel with more nets is packed without looking for fewer crossings."""
_ROUNDS = 3
"""Rounds of sifting at most."""


class Extent(Struct, frozen=True):
    """The columns that a net takes in a channel: the first, the last, and those at which it goes up and down."""

    low: int
    high: int
    above: tuple[int, ...]
    below: tuple[int, ...]


def extent(above: Sequence[int], below: Sequence[int]) -> Extent | None:
    """Return the extent of a net between its columns above and below; None for a net that goes straight through."""
    columns = (*above, *below)
    low, high = min(columns), max(columns)
    return None if low == high else Extent(low, high, tuple(above), tuple(below))


def tracks(extents: dict[int, Extent]) -> tuple[dict[int, int], int]:
    """Return the track of each net, counted from the top of the channel, and how many tracks there are.

    Each net takes the first track that has room for it, below those that are better off above it.
    """
    if len(extents) <= _SIFTED:
        order, above = _sifted(extents)
    else:
        order, above = sorted(extents, key=lambda net: extents[net].low), {}
    taken: list[list[Extent]] = []
    track_of: dict[int, int] = {}
    for net in order:
        mine = extents[net]
        track = max((track_of[other] + 1 for other in above.get(net, ()) if other in track_of), default=0)
        while track < len(taken) and any(_touch(mine, each) for each in taken[track]):
            track += 1
        if track == len(taken):
            taken.append([])
        taken[track].append(mine)
        track_of[net] = track
    return track_of, len(taken)


def _touch(one: Extent, other: Extent) -> bool:
    """Return whether two nets share a column, or come side by side."""
    return one.low <= other.high + 1 and other.low <= one.high + 1


def _sifted(extents: dict[int, Extent]) -> tuple[list[int], dict[int, list[int]]]:
    """Return an order of nets from top to bottom with few crossings, and for each those that must lie above."""
    nets = list(extents)
    cost: dict[tuple[int, int], int] = {}
    """Crossings of two nets that touch where the first lies above the second."""
    for place, one in enumerate(nets):
        for other in nets[place + 1 :]:
            a, b = extents[one], extents[other]
            if _touch(a, b):
                cost[one, other] = crossings_of(a, b)
                cost[other, one] = crossings_of(b, a)
    order = sorted(nets, key=lambda net: (bool(extents[net].above), extents[net].low, net))
    for _ in range(_ROUNDS):
        before = order
        for net in before:
            order = _moved(net, order, cost)
        if order == before:
            break
    place_of = {net: place for place, net in enumerate(order)}
    above = {
        net: [
            other for other in nets
            if (other, net) in cost
            and place_of[other] < place_of[net]
            and cost[other, net] < cost[net, other]
        ]
        for net in nets
    }  # fmt: skip
    return order, above


def _moved(net: int, order: list[int], cost: dict[tuple[int, int], int]) -> list[int]:
    """Return the order with a net at its best place; the same list if no place is better than its own."""
    at = order.index(net)
    rest = order[:at] + order[at + 1 :]
    crossed = sum(cost.get((net, other), 0) for other in rest)
    best, best_at, now = crossed, 0, crossed
    for place, other in enumerate(rest):
        crossed += cost.get((other, net), 0) - cost.get((net, other), 0)
        if crossed < best:
            best, best_at = crossed, place + 1
        if place + 1 == at:
            now = crossed
    if best >= now:
        return order
    rest.insert(best_at, net)
    return rest


def crossings_of(upper: Extent, lower: Extent) -> int:
    """Return how often two nets cross when one lies above the other."""
    return sum(lower.low < x < lower.high for x in upper.below) + sum(
        upper.low < x < upper.high for x in lower.above
    )
