"""From nodes and nets to rows: which box stands in which row, and where in it.

A seed comes from distances to a few pivots (pivot MDS: Brandes and Pich, Eigensolver Methods for
Progressive Multidimensional Scaling of Large Data, 2007); annealing with a fixed seed then shortens the
wires. Trees and lineage have rows of their own, by depth.
"""

from __future__ import annotations

import math
import random
from collections import deque
from collections.abc import Iterable, Sequence
from functools import cached_property

Net = tuple[int, ...]
"""The nodes that one line joins, by their numbers."""

Rows = list[list[int]]

_PIVOTS = 16
_TURNS = 60


def neighbours(count: int, nets: Sequence[Net]) -> list[list[int]]:
    """Return for each of `count` nodes its neighbours, in order."""
    near: list[set[int]] = [set() for _ in range(count)]
    for net in nets:
        for node in net:
            near[node].update(net)
    return [sorted(each - {node}) for node, each in enumerate(near)]


def components(count: int, nets: Sequence[Net]) -> list[list[int]]:
    """Return the connected parts, the largest first."""
    near = neighbours(count, nets)
    part = [-1] * count
    parts: list[list[int]] = []
    for start in range(count):
        if part[start] < 0:
            part[start] = len(parts)
            found = [start]
            for node in found:
                for other in near[node]:
                    if part[other] < 0:
                        part[other] = len(parts)
                        found.append(other)
            parts.append(sorted(found))
    return sorted(parts, key=lambda each: (-len(each), each[0]))


def distances(near: Sequence[Sequence[int]], start: int) -> list[int]:
    """Return the number of steps from `start` to each node that it reaches; -1 to the others."""
    steps = [-1] * len(near)
    steps[start] = 0
    waiting = deque([start])
    while waiting:
        node = waiting.popleft()
        for other in near[node]:
            if steps[other] < 0:
                steps[other] = steps[node] + 1
                waiting.append(other)
    return steps


def seed_positions(near: Sequence[Sequence[int]]) -> list[tuple[float, float]]:
    """Return a place in the plane for each node of a connected graph, near where its neighbours are."""
    count = len(near)
    if count == 1:
        return [(0.0, 0.0)]
    pivot = max(range(count), key=lambda node: (len(near[node]), -node))
    nearest = [10**9] * count
    columns: list[list[int]] = []
    while len(columns) < min(_PIVOTS, count):
        column = distances(near, pivot)
        columns.append(column)
        nearest = list(map(min, nearest, column))
        pivot = max(range(count), key=lambda node: (nearest[node], len(near[node]), -node))
        if nearest[pivot] == 0:
            break
    table = _centred([[float(column[node] ** 2) for column in columns] for node in range(count)])
    axes = _principal(table)
    return [
        (
            sum(a * b for a, b in zip(row, axes[0], strict=True)),
            sum(a * b for a, b in zip(row, axes[1], strict=True)),
        )
        for row in table
    ]


def _centred(table: list[list[float]]) -> list[list[float]]:
    rows = [sum(row) / len(row) for row in table]
    columns = [sum(column) / len(table) for column in zip(*table, strict=True)]
    whole = sum(rows) / len(rows)
    return [
        [-0.5 * (value - row - column + whole) for value, column in zip(values, columns, strict=True)]
        for values, row in zip(table, rows, strict=True)
    ]


def _principal(table: list[list[float]]) -> list[list[float]]:
    """Return the two directions in which the table's rows differ most, by power iteration."""
    size = len(table[0])
    spread = [[sum(row[a] * row[b] for row in table) for b in range(size)] for a in range(size)]
    chance = random.Random(1)
    found: list[list[float]] = []
    for _ in range(2):
        vector = [chance.random() - 0.5 for _ in range(size)]
        for _ in range(_TURNS):
            turned = [sum(a * b for a, b in zip(row, vector, strict=True)) for row in spread]
            for known in found:
                along = sum(a * b for a, b in zip(turned, known, strict=True))
                turned = [a - along * b for a, b in zip(turned, known, strict=True)]
            length = math.sqrt(sum(value * value for value in turned)) or 1.0
            vector = [value / length for value in turned]
        found.append(vector)
    return found


def middles(rows: Rows, widths: Sequence[int], gap: int) -> list[float]:
    """Return where the middle of each box lies when rows are centred on 0; 0 for boxes that stand in none."""
    x = [0.0] * len(widths)
    for row in rows:
        at = -(sum(widths[node] for node in row) + gap * (len(row) - 1)) / 2
        for node in row:
            x[node] = at + widths[node] / 2
            at += widths[node] + gap
    return x


class Annealing:
    """Rows of boxes whose wires get shorter: boxes swap, or move beside what they are joined to."""

    def __init__(self, widths: Sequence[int], nets: Sequence[Net], room: int, gap: int, pitch: float) -> None:
        """Arrange boxes of these widths in rows of about `room` cells; a row costs `pitch` cells of wire."""
        self.widths = widths
        self.nets = nets
        self.gap = gap
        self.pitch = pitch
        self.of: list[set[int]] = [set() for _ in widths]
        for number, net in enumerate(nets):
            for node in net:
                self.of[node].add(number)
        self._pairs = [
            (*net, sum(widths[node] for node in net) / 4) if len(net) == 2 else None for net in nets
        ]
        self.near = neighbours(len(widths), nets)
        self.room = room
        self.rows: Rows = []
        self.x = [0.0] * len(widths)
        self.row = [0] * len(widths)
        self.place = [0] * len(widths)

    def seed(self, fold: float = 1.0) -> None:
        """Put the boxes in rows by their seed positions; a larger `fold` makes rows longer."""
        positions = self._positions
        total = sum(self.widths) + self.gap * len(self.widths)
        widest = max(self.widths)
        wish = max(widest + 2, math.sqrt(total * self.pitch * 1.1) * fold, 20)
        length = min(self.room, wish)
        count = max(1, math.ceil(total / length))
        across, down = (0, 1) if count * self.pitch <= length else (1, 0)
        order = sorted(
            range(len(self.widths)), key=lambda node: (positions[node][down], positions[node][across])
        )
        rows: Rows = [[]]
        used = 0.0
        for node in order:
            half = self.widths[node] / 2
            if rows[-1] and used + half > total / count * len(rows) and len(rows) < count:
                rows.append([])
            rows[-1].append(node)
            used += self.widths[node] + self.gap
        self.rows = [sorted(row, key=lambda node: positions[node][across]) for row in rows]
        longest = max(sum(self.widths[node] + self.gap for node in row) for row in self.rows)
        self.limit = min(max(length * 1.15, longest), max(self.room, widest))
        for number in range(len(self.rows)):
            self._settle(number)

    @cached_property
    def _positions(self) -> list[tuple[float, float]]:
        return seed_positions(self.near)

    def start(self, rows: Rows) -> None:
        """Begin with given rows."""
        self.rows = [list(row) for row in rows if row]
        longest = max(sum(self.widths[node] + self.gap for node in row) for row in self.rows)
        self.limit = max(longest, min(self.room, longest * 1.15))
        for number in range(len(self.rows)):
            self._settle(number)

    def _settle(self, number: int) -> None:
        row, widths, gap, at = self.rows[number], self.widths, self.gap, self.x
        x = -(sum([widths[node] for node in row]) + gap * (len(row) - 1)) / 2
        for place, node in enumerate(row):
            width = widths[node]
            at[node] = x + width / 2
            self.row[node] = number
            self.place[node] = place
            x += width + gap

    def costs(self, numbers: Iterable[int]) -> dict[int, float]:
        """Return about how much wire each of some nets takes."""
        x, row, place, pitch, pairs = self.x, self.row, self.place, self.pitch, self._pairs
        found: dict[int, float] = {}
        for number in numbers:
            pair = pairs[number]
            if pair is None:
                net = self.nets[number]
                xs = [x[node] for node in net]
                rows = [row[node] for node in net]
                found[number] = max(xs) - min(xs) + pitch * (max(rows) - min(rows) + 0.5)
                continue
            one, other, within = pair
            across = x[one] - x[other]
            if across < 0:
                across = -across
            down = row[one] - row[other]
            if not down:
                found[number] = 0.0 if place[one] - place[other] in (1, -1) else across + pitch * 0.7
                continue
            if down < 0:
                down = -down
            found[number] = (across - within if across > within else 0.0) + pitch * (1.8 * down - 1.3)
        return found

    def improve(self, steps: int, chance: random.Random) -> None:
        """Try `steps` moves, fewer and fewer of them uphill, and keep the best rows seen."""
        count = len(self.widths)
        if count < 3:
            return
        lengths = [float(sum(self.widths[node] + self.gap for node in row)) for row in self.rows]
        costs = self.costs(range(len(self.nets)))
        total = best = sum(costs.values())
        kept: Rows | None = None
        for step in range(steps):
            heat = self.pitch * (1 - step / steps) ** 2
            node = int(chance.random() * count)
            change = self._move(node, chance, lengths)
            if change is None:
                continue
            touched, undo = change
            after = self.costs(touched)
            # Rounded once, so that the order of a set cannot tip a decision: same rows on every Python.
            gain = math.fsum(after.values()) - math.fsum(map(costs.__getitem__, touched))
            if gain <= 0 or (heat > 0.05 and chance.random() < math.exp(-gain / heat)):
                total += gain
                costs.update(after)
                for number in undo:
                    lengths[number] = float(sum(self.widths[each] + self.gap for each in self.rows[number]))
                if total < best - 1e-6:
                    best = total
                    kept = [list(row) for row in self.rows]
            else:
                for number, row in undo.items():
                    self.rows[number] = row
                for number in undo:
                    self._settle(number)
        if kept:
            self.rows = kept
        for number in range(len(self.rows)):
            self._settle(number)

    def _move(
        self, node: int, chance: random.Random, lengths: list[float]
    ) -> tuple[set[int], dict[int, list[int]]] | None:
        """Move or swap a box; returns the nets touched and the rows as they were."""
        row = self.row[node]
        near = self.near[node]
        if near and chance.random() < 0.7:
            other = near[int(chance.random() * len(near))]
            to = self.row[other] + int(chance.random() * 4 + 1) // 2 - 1
            x = self.x[other] + (chance.random() * 2 - 1) * self.widths[node]
        else:
            to = row + int(chance.random() * 4 + 1) // 2 - 1
            x = self.x[node] + (chance.random() * 2 - 1) * self.widths[node] * 2.5
        if not 0 <= to < len(self.rows):
            return None
        target = self.rows[to]
        there, nearest = None, math.inf
        for each in target:
            away = abs(self.x[each] - x)
            if away < nearest:
                there, nearest = each, away
        swap = chance.random() < 0.5
        undo = {row: list(self.rows[row]), to: list(target)}
        width = self.widths[node]
        if to == row:
            if there is None or there == node:
                return None
        elif swap and there is not None:
            change = width - self.widths[there]
            if lengths[to] + change > self.limit or lengths[row] - change > self.limit:
                return None
        elif lengths[to] + width + self.gap > self.limit or len(self.rows[row]) == 1:
            return None
        mine = self.rows[row]
        if to == row:
            assert there is not None
            one, other = self.place[node], self.place[there]
            if swap:
                mine[one], mine[other] = mine[other], mine[one]
            else:
                mine.insert(other, mine.pop(one))
        elif swap and there is not None:
            mine[self.place[node]] = there
            target[self.place[there]] = node
        else:
            mine.remove(node)
            at = 0 if there is None else self.place[there] + (self.x[there] < x)
            target.insert(at, node)
        for number in undo:
            self._settle(number)
        return set().union(*(self.of[each] for old in undo.values() for each in old)), undo


def is_tree(count: int, nets: Sequence[Net]) -> bool:
    """Tell whether a connected part is a tree of plain lines."""
    return len(nets) == count - 1 and all(len(net) == 2 for net in nets)


def layers(count: int, nets: Sequence[Net]) -> Rows:
    """Return rows by depth for directed nets, each pointing from its first end down to its last.

    A circle is broken where it is met first; within rows, boxes stand by the middle of what they hang from
    (the barycentre method of Sugiyama, Tagawa and Toda, 1981).
    """
    below: list[list[int]] = [[] for _ in range(count)]
    above: list[list[int]] = [[] for _ in range(count)]
    for net in nets:
        for upper in net[:-1]:
            if upper != net[-1] and net[-1] not in below[upper]:
                below[upper].append(net[-1])
                above[net[-1]].append(upper)
    depth = _depths(count, below)
    rows: Rows = [[] for _ in range(max(depth) + 1)]
    for node in _depth_first(count, below, above):
        rows[depth[node]].append(node)
    place = {node: index / max(1, len(row)) for row in rows for index, node in enumerate(row)}
    for turn in range(12):
        order = range(1, len(rows)) if turn % 2 == 0 else range(len(rows) - 2, -1, -1)
        joined = above if turn % 2 == 0 else below
        for number in order:
            row = rows[number]
            middle = {
                node: sum(place[each] for each in joined[node]) / len(joined[node])
                if joined[node]
                else place[node]
                for node in row
            }
            row.sort(key=lambda node: (middle[node], place[node]))
            place.update((node, (index + 0.5) / len(row)) for index, node in enumerate(row))
    return rows


def _depths(count: int, below: list[list[int]]) -> list[int]:
    """Return the longest way down to each node, over links that close no circle."""
    state = [0] * count
    order: list[int] = []
    back: set[tuple[int, int]] = set()
    for start in range(count):
        if state[start]:
            continue
        stack = [(start, iter(below[start]))]
        state[start] = 1
        while stack:
            node, rest = stack[-1]
            for other in rest:
                if state[other] == 1:
                    back.add((node, other))
                elif not state[other]:
                    state[other] = 1
                    stack.append((other, iter(below[other])))
                    break
            else:
                state[node] = 2
                order.append(node)
                stack.pop()
    depth = [0] * count
    for node in reversed(order):
        for other in below[node]:
            if (node, other) not in back:
                depth[other] = max(depth[other], depth[node] + 1)
    return depth


def _depth_first(count: int, below: list[list[int]], above: list[list[int]]) -> list[int]:
    seen: list[int] = []
    known: set[int] = set()
    for start in sorted(range(count), key=lambda node: (bool(above[node]), node)):
        stack = [start]
        while stack:
            node = stack.pop()
            if node not in known:
                known.add(node)
                seen.append(node)
                stack += reversed(below[node])
    return seen
