"""A tree as an outline whose lines never cross: children below their parent and to the right of it."""

from __future__ import annotations

from genai_tui.graph.drawing.annealing import distances, neighbours
from genai_tui.graph.drawing.routing import Part
from genai_tui.graph.types import Box, Plan, Wire


def outline(part: Part, root: int | None = None) -> Plan:
    """Return a plan of a tree. Every child has a line of its own, so that nothing has to be guessed.

    The first child's line leaves its parent at the right, the last one's at the left, and each turns
    right above the next: nested as they are, none can cross. Without a `root` the middle of the tree is one.
    """
    count = len(part.texts)
    near = neighbours(count, part.nets)
    top = _middle(near) if root is None else root
    net_of = {frozenset(net): number for number, net in enumerate(part.nets)}
    parent = [-1] * count
    order = [top]
    for node in order:
        for other in near[node]:
            if other != parent[node]:
                parent[other] = node
                order.append(other)
    size = [1] * count
    for node in reversed(order):
        if parent[node] >= 0:
            size[parent[node]] += size[node]
    children: list[list[int]] = [[] for _ in range(count)]
    for node in order[1:]:
        children[parent[node]].append(node)
    for each in children:
        each.sort(
            key=lambda node: (size[node], part.texts[node])
        )  # what is long comes last, where it costs least
    left, row = [0] * count, [0] * count
    stack, y = [top], 0
    while stack:
        node = stack.pop()
        row[node] = y
        y += part.height
        if children[node] and part.height == 1:
            # Room between the head of an arrow that comes up from the first child and the corner of its line.
            y += node in part.heads[net_of[frozenset((node, children[node][0]))]]
        for child in reversed(children[node]):
            left[child] = left[node] + len(children[node]) + 3
            stack.append(child)
    width = [max(outline, len(each) + 2) for outline, each in zip(part.outline, children, strict=True)]
    boxes = tuple(
        Box(node, left[node], row[node], width[node], part.height, part.texts[node], part.frames[node])
        for node in range(count)
    )
    wires = [
        _line(part, net_of[frozenset((node, child))], node, child, left, row, len(children[node]) - place)
        for node in order
        for place, child in enumerate(children[node])
    ]
    return Plan(boxes, tuple(wires), max(box.left + box.width for box in boxes), y)


def _line(part: Part, net: int, node: int, child: int, left: list[int], row: list[int], pin: int) -> Wire:
    """Return the line from the `pin`-th place under a box, down and to the right to its child."""
    x = left[node] + pin
    start, end = row[node] + part.height, row[child] + part.height // 2
    heads = []
    if child in part.heads[net]:
        heads.append((left[child] - 1, end))
    if node in part.heads[net]:
        heads.append((x, start))
    return Wire(
        part.links[net],
        part.strokes[net],
        ((x, start, x, end), (x, end, left[child] - 1, end)),
        ((node, x, start - 1, "below"), (child, left[child], end, "left")),
        tuple(heads),
    )


def _middle(near: list[list[int]]) -> int:
    """Return the node from which the farthest is nearest."""
    steps = distances(near, 0)
    far = max(range(len(near)), key=lambda node: (steps[node], -node))
    steps = distances(near, far)
    end = max(range(len(near)), key=lambda node: (steps[node], -node))
    middle = end
    for _ in range(steps[end] // 2):
        middle = next(node for node in near[middle] if steps[node] == steps[middle] - 1)
    return middle
