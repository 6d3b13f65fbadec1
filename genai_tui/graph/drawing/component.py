"""Connected components of a graph, each of which is drawn by itself; nodes are numbers here."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence

from msgspec import Struct

from genai_tui.graph.types import Frame, Stroke

Net = tuple[int, ...]
"""The nodes that one line joins."""


class Component(Struct):
    """A connected component to be drawn: texts and frames of boxes, nets between them, and where arrows point."""

    texts: Sequence[str]
    widths: Sequence[int]
    """Cells of each text."""
    frames: Sequence[Frame]
    nets: Sequence[Net]
    strokes: Sequence[Stroke]
    heads: Sequence[frozenset[int]]
    """For each net the nodes that it points at."""
    links: Sequence[int]
    """For each net the number of its link."""
    height: int = 3
    """Rows of a box: 3 with a frame, 1 in brackets."""

    @property
    def outline(self) -> list[int]:
        """The width of each box with its frame."""
        return [width + (4 if self.height == 3 else 2) for width in self.widths]

    @property
    def is_directed(self) -> bool:
        """Whether there are nets and each points at a node."""
        return bool(self.nets) and all(self.heads)

    @property
    def is_of_pairs(self) -> bool:
        """Whether each net has two ends."""
        return all(len(net) == 2 for net in self.nets)

    @property
    def is_tree(self) -> bool:
        """Whether the component is a tree of nets with two ends each."""
        return len(self.nets) == len(self.texts) - 1 and self.is_of_pairs

    @property
    def size(self) -> int:
        """Boxes and nets together."""
        return len(self.texts) + len(self.nets)


def neighbours(count: int, nets: Sequence[Net]) -> list[list[int]]:
    """Return for each of `count` nodes its neighbours, in order."""
    near: list[set[int]] = [set() for _ in range(count)]
    for net in nets:
        for node in net:
            near[node].update(net)
    return [sorted(each - {node}) for node, each in enumerate(near)]


def components(count: int, nets: Sequence[Net]) -> list[list[int]]:
    """Return the nodes of each connected component, the largest component first."""
    near = neighbours(count, nets)
    seen = [False] * count
    parts: list[list[int]] = []
    for start in range(count):
        if seen[start]:
            continue
        seen[start] = True
        found = [start]
        for node in found:
            for other in near[node]:
                if not seen[other]:
                    seen[other] = True
                    found.append(other)
        parts.append(sorted(found))
    return sorted(parts, key=lambda each: (-len(each), each[0]))


def distances(near: Sequence[Sequence[int]], start: int) -> list[int]:
    """Return the number of steps from `start` to each node; -1 for a node out of reach."""
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
