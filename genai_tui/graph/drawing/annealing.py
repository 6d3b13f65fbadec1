"""Simulated annealing: rows of boxes whose wires become shorter as boxes swap places or move.

The first rows come from pivot MDS. The seed of the random numbers is fixed, so the same graph gives the same rows.
"""

from __future__ import annotations

import math
import random
from collections.abc import Iterable, Sequence
from functools import cached_property

from genai_tui.graph.drawing.component import Net, neighbours
from genai_tui.graph.drawing.pivot_mds import seed_positions
from genai_tui.graph.drawing.rows import Rows


class Annealing:
    """Rows of boxes, improved step by step: a box moves or swaps, and a worse arrangement is kept ever more rarely."""

    def __init__(self, widths: Sequence[int], nets: Sequence[Net], room: int, gap: int, pitch: float) -> None:
        """Arrange boxes of some widths, `gap` cells apart, in rows of about `room` cells.

        A step from row to row counts as `pitch` cells of wire.
        """
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
        """Put the boxes in rows by their points in the plane; a larger `fold` makes rows longer."""
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

    def _settle(self, number: int) -> None:
        """Write down where the boxes of a row are, after the row has changed."""
        row, widths, gap, at = self.rows[number], self.widths, self.gap, self.x
        x = -(sum([widths[node] for node in row]) + gap * (len(row) - 1)) / 2
        for place, node in enumerate(row):
            width = widths[node]
            at[node] = x + width / 2
            self.row[node] = number
            self.place[node] = place
            x += width + gap

    def costs(self, numbers: Iterable[int]) -> dict[int, float]:
        """Return about how many cells of wire each of some nets takes."""
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
        """Try `steps` moves, and keep the best rows that were seen.

        A move that makes the wires longer is accepted by chance, and ever more rarely.
        """
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
            # fsum, so that the order of a set cannot change the sum, and with it the rows.
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
        """Move or swap a box. Return the nets of the changed rows, and the rows as they were; None if nothing fits.

        One function, although long: it runs some ten thousand times for a drawing.
        """
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
