"""A tree as an outline: children below their parent and to the right of it, so that no lines cross."""

from __future__ import annotations

from collections.abc import Sequence

from genai_tui.graph.drawing.component import Component, distances, neighbours
from genai_tui.graph.drawing.geometry import Box, Plan, Point, Segment, Touch, Wire


def outline(tree: Component, root: int | None = None) -> Plan:
    """Return a plan of a tree. Without a `root` the middle of the tree is one.

    The first child's line leaves its parent at the right, the last one's at the left, and each turns right above the
    next. So the lines are nested, and none can cross.
    """
    near = neighbours(len(tree.texts), tree.nets)
    net_of = {frozenset(net): number for number, net in enumerate(tree.nets)}
    order, children = _hung_from(_middle(near) if root is None else root, near, tree.texts)
    left, row = [0] * len(near), [0] * len(near)
    stack, y = [order[0]], 0
    while stack:
        node = stack.pop()
        row[node] = y
        y += tree.height
        if children[node] and tree.height == 1:
            # Room between the head of an arrow that comes up from the first child and the corner of its line.
            y += node in tree.heads[net_of[frozenset((node, children[node][0]))]]
        for child in reversed(children[node]):
            left[child] = left[node] + len(children[node]) + 3
            stack.append(child)
    width = [max(size, len(each) + 2) for size, each in zip(tree.outline, children, strict=True)]
    boxes = tuple(
        Box(node, left[node], row[node], width[node], tree.height, text, tree.frames[node])
        for node, text in enumerate(tree.texts)
    )
    wires = tuple(
        _line(tree, net_of[frozenset((node, child))], boxes[node], boxes[child], len(children[node]) - place)
        for node in order
        for place, child in enumerate(children[node])
    )
    return Plan(boxes, wires, max(box.left + box.width for box in boxes), y)


def _hung_from(root: int, near: list[list[int]], texts: Sequence[str]) -> tuple[list[int], list[list[int]]]:
    """Return the nodes from the root down, and the children of each, the smallest subtree first.

    Long subtrees come last, because a line past one is long only for those that come after it.
    """
    parent = [-1] * len(near)
    order = [root]
    for node in order:
        for other in near[node]:
            if other != parent[node]:
                parent[other] = node
                order.append(other)
    size = [1] * len(near)
    for node in reversed(order[1:]):
        size[parent[node]] += size[node]
    children: list[list[int]] = [[] for _ in near]
    for node in order[1:]:
        children[parent[node]].append(node)
    for each in children:
        each.sort(key=lambda node: (size[node], texts[node]))
    return order, children


def _line(tree: Component, net: int, parent: Box, child: Box, pin: int) -> Wire:
    """Return the line from column `pin` of the parent's box down, and right to the child's."""
    x = parent.left + pin
    start, end = parent.top + parent.height, child.top + child.height // 2
    heads = []
    if child.node in tree.heads[net]:
        heads.append(Point(child.left - 1, end))
    if parent.node in tree.heads[net]:
        heads.append(Point(x, start))
    return Wire(
        tree.links[net],
        tree.strokes[net],
        (Segment(x, start, x, end), Segment(x, end, child.left - 1, end)),
        (Touch(parent.node, x, start - 1, "below"), Touch(child.node, child.left, end, "left")),
        tuple(heads),
    )


def _middle(near: list[list[int]]) -> int:
    """Return the node whose farthest node is nearest."""
    steps = distances(near, 0)
    far = max(range(len(near)), key=lambda node: (steps[node], -node))
    steps = distances(near, far)
    end = max(range(len(near)), key=lambda node: (steps[node], -node))
    middle = end
    for _ in range(steps[end] // 2):
        middle = next(node for node in near[middle] if steps[node] == steps[middle] - 1)
    return middle
