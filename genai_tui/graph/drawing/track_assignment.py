"""In which order nets lie in a channel, from top to bottom, so that few of them cross."""

from __future__ import annotations

from msgspec import Struct


class Span(Struct, frozen=True):
    """What a net takes of a channel: its ends, and the columns at which it goes up and down."""

    low: int
    high: int
    above: tuple[int, ...]
    below: tuple[int, ...]


def sifted(spans: dict[int, Span]) -> tuple[list[int], dict[int, list[int]]]:
    """Return an order of nets from top to bottom with few crossings, and for each those that must lie above.

    Sifting: each net in turn goes to its best place among the others (Matuszewski, Schönfeld and
    Molitor, 1999).
    """
    nets = list(spans)
    worse: dict[tuple[int, int], int] = {}
    for place, one in enumerate(nets):
        for other in nets[place + 1 :]:
            a, b = spans[one], spans[other]
            if a.low <= b.high + 1 and b.low <= a.high + 1:
                worse[one, other] = crossings_of(a, b)
                worse[other, one] = crossings_of(b, a)
    order = sorted(nets, key=lambda net: (bool(spans[net].above), spans[net].low, net))
    for _ in range(3):
        changed = False
        for net in list(order):
            at = order.index(net)
            rest = order[:at] + order[at + 1 :]
            cost = sum(worse.get((net, other), 0) for other in rest)
            best, best_at, now = cost, 0, cost
            for place, other in enumerate(rest):
                cost += worse.get((other, net), 0) - worse.get((net, other), 0)
                if cost < best:
                    best, best_at = cost, place + 1
                if place + 1 == at:
                    now = cost
            if best < now:
                rest.insert(best_at, net)
                order, changed = rest, True
        if not changed:
            break
    before = {net: place for place, net in enumerate(order)}
    above: dict[int, list[int]] = {
        net: [
            other for other in nets
            if (other, net) in worse and before[other] < before[net] and worse[other, net] < worse[net, other]
        ]
        for net in nets
    }  # fmt: skip
    return order, above


def crossings_of(upper: Span, lower: Span) -> int:
    """Return how often two nets cross when one lies above the other."""
    return sum(lower.low < x < lower.high for x in upper.below) + sum(
        upper.low < x < upper.high for x in lower.above
    )
