"""From a graph to a plan: parts, the layout that suits each, and the parts side by side."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import Literal

from genai_tui.catalog.sanitize import char_width, clip, safe_line, width
from genai_tui.graph.drawing.annealing import (
    Annealing,
    Rows,
    components,
    is_tree,
    layers,
    middles,
    neighbours,
)
from genai_tui.graph.drawing.rasterizer import stacked
from genai_tui.graph.drawing.routing import GAP, Part, Routing
from genai_tui.graph.drawing.stability import Places, kept_rows
from genai_tui.graph.drawing.tree_outline import outline
from genai_tui.graph.types import Box, Graph, Plan, Wire

Style = Literal["boxes", "lines"]
"""Boxes have frames and three rows; lines are names in brackets."""

LONGEST = 60
"""Cells of the longest name in a box; the middle of longer ones is left out on the drawing, not in the twin."""
_STEPS = 60
"""Moves of the annealing for each box and each net."""
_SMALL = 140
"""Larger parts, by their boxes and nets, are tried less often, and large trees drawn as outlines."""
_TRIES = ((1.0, 1), (0.9, 2), (1.1, 1))
"""Folds and seeds; the best plan of all is kept."""
_NARROW = ((0.7, 1),)
"""What is tried as well where all of those came out wider than the room."""
_APART = 3
_TALL = 36
"""Rows that the screen of the graph has in a terminal of 40; a drawing had better be wide than taller than this."""
_WIDER = 1.3
"""How much wider than between the middles of its outermost boxes a drawing may get when boxes keep their places."""


def plan(
    graph: Graph, room: int = 118, style: Style = "boxes", effort: float = 1.0, places: Places | None = None
) -> Plan:
    """Return boxes and wires for a graph, about `room` cells wide; always the same for the same arguments.

    A link of a node with itself is not drawn, since the box itself stands for it. Where most of a part's
    nodes have `places` in a drawing that stands, they keep their rows and their order.
    """
    numbers = {node.id: number for number, node in enumerate(graph.nodes)}
    height = 3 if style == "boxes" else 1
    texts = [_text(node.label) for node in graph.nodes]
    nets = []
    heads = []
    links = []
    for number, link in enumerate(graph.links):
        ends = tuple(dict.fromkeys(numbers[end] for end in link.ends if end in numbers))
        if len(ends) > 1:
            nets.append(ends)
            heads.append(frozenset({numbers[link.ends[-1]]} if link.directed else ()))
            links.append(number)
    plans = []
    alone = []
    for nodes in components(len(texts), nets):
        if len(nodes) == 1:
            alone.append(nodes[0])
            continue
        local = {node: place for place, node in enumerate(nodes)}
        mine = [number for number, net in enumerate(nets) if net[0] in local]
        part = Part(
            texts=[texts[node] for node in nodes],
            widths=[width(texts[node]) for node in nodes],
            frames=[graph.nodes[node].frame for node in nodes],
            nets=[tuple(local[node] for node in nets[number]) for number in mine],
            strokes=[graph.links[links[number]].stroke for number in mine],
            heads=[frozenset(local[node] for node in heads[number]) for number in mine],
            links=[links[number] for number in mine],
            height=height,
        )
        ids = [graph.nodes[node].id for node in nodes]
        plans.append(_renumbered(_best(part, room, effort, ids, places or {}), nodes))
    plans += [_single(node, texts[node], graph, height) for node in alone]
    return _packed(plans, room)


def _text(label: str) -> str:
    text = safe_line(label).strip()
    while text and not char_width(text[0]):
        text = text[1:]  # a mark with no letter to stand on
    text = text or "·"
    return text if width(text) <= LONGEST else clip(text, LONGEST)


def _best(part: Part, room: int, effort: float, ids: Sequence[str], places: Places) -> Plan:
    """Return the best of the plans that suit a connected part, or one that keeps what stood."""
    count = len(part.texts)
    size = count + len(part.nets)
    directed = all(part.heads) and bool(part.nets)
    tree = is_tree(count, part.nets)
    if tree and size > _SMALL:
        return outline(part, _root(part) if directed else None)  # in rows, so many would cross
    if not directed and (kept := _kept(part, room, ids, places)):
        return kept
    tries = _TRIES if size <= _SMALL else _TRIES[:2]
    plans: Iterable[Plan] = _annealed(part, room, tries, effort)
    if directed and not tree:
        plans = chain(_layered(part, room), plans) if size <= 4 * _SMALL else _layered(part, room)
    best = _first_good(plans, room)
    if best.width > room and size <= _SMALL:
        best = _first_good(chain([best], _annealed(part, room, _NARROW, effort)), room)
    if tree and (best.width > room or crossings(best)):
        return outline(part, _root(part) if directed else None)
    return best


def _kept(part: Part, room: int, ids: Sequence[str], places: Places) -> Plan | None:
    """Return a plan in which boxes stand where they did, unless it comes out much wider than that drawing was."""
    outlines = _outlines(part)
    near = neighbours(len(ids), part.nets)
    rows = kept_rows(ids, outlines, near, places, room, GAP) if places else None
    if rows is None:
        return None
    found = _routed(part, rows, middles(rows, outlines, GAP), room)
    stood = [places[id_][1] for id_ in ids if id_ in places]
    return found if found.width <= max(room, _WIDER * (max(stood) - min(stood))) else None


def _first_good(plans: Iterable[Plan], room: int) -> Plan:
    """Return the first plan that fits without a crossing, or else the best."""
    seen: list[Plan] = []
    for each in plans:
        seen.append(each)
        if each.width <= room and not crossings(each):
            break
    return min(seen, key=lambda each: score(each, room))


def _root(part: Part) -> int | None:
    """Return the only node that no arrow points at, if there is just one."""
    pointed = {node for heads in part.heads for node in heads}
    free = [node for node in range(len(part.texts)) if node not in pointed]
    return free[0] if len(free) == 1 else None


def _annealed(part: Part, room: int, tries: Iterable[tuple[float, int]], effort: float) -> Iterator[Plan]:
    """Yield the plans that annealing comes to; folds that begin with the same rows are tried once a seed."""
    begun: list[tuple[Rows, float, int]] = []
    rows = Annealing(_outlines(part), part.nets, room, GAP, 18.0 if part.height == 3 else 12.0)
    for fold, seed in tries:
        rows.seed(fold)
        start = ([list(row) for row in rows.rows], rows.limit, seed)
        if start not in begun:
            begun.append(start)
            rows.improve(int(effort * _STEPS * (len(part.texts) + len(part.nets))), random.Random(seed))
            yield _routed(part, rows.rows, rows.x, room)


def _outlines(part: Part) -> list[int]:
    """Return the widths that boxes need for their names and for the lines that end at them."""
    pins = [sum(node in net for net in part.nets) for node in range(len(part.texts))]
    return [max(size, _for_pins(count)) for size, count in zip(part.outline, pins, strict=True)]


def _for_pins(pins: int) -> int:
    """Return the width of a box at which half of its lines can end above and half below."""
    return 2 * ((pins + 1) // 2) + 1 if pins < 24 else pins // 2 + 4


def _layered(part: Part, room: int) -> list[Plan]:
    """Return the plan with rows by depth, so that arrows point down."""
    rows = layers(len(part.texts), part.nets)
    centres = middles(rows, part.outline, GAP)
    return [_routed(part, rows, centres, room)]


def _routed(part: Part, rows: Rows, centres: Sequence[float], room: int) -> Plan:
    """Return the better of two routings: with boxes where they stood, and drawn to what they are joined to."""
    routing = Routing(part, rows, centres)
    first = routing.plan()
    if len(part.texts) + len(part.nets) > 3 * _SMALL:
        return first
    routing.settle()
    second = Routing(part, rows, routing.x).plan()
    return min(first, second, key=lambda each: score(each, room))


def crossings(plan: Plan) -> int:
    """Return how often lines of different links cross."""
    return _counted(plan)[0]


def score(plan: Plan, room: int) -> float:
    """Return how bad a plan is: crossings, then bends, ink, size, and what stands out of the room."""
    crossed, ink, bends = _counted(plan)
    outside = 8 * max(0, plan.width - room) + 4 * max(0, plan.height - _TALL)
    return 6 * crossed + bends + 0.35 * ink + 0.02 * plan.width * plan.height + outside


def _counted(plan: Plan) -> tuple[int, int, int]:
    """Return crossings, cells of line and bends."""
    flat: dict[int, int] = {}  # by the number of the cell: of a large drawing there are a hundred thousand
    upright: dict[int, int] = {}
    columns = plan.width
    bends = 0
    for number, wire in enumerate(plan.wires):
        bends += len(wire.segments) - 1
        for x0, y0, x1, y1 in wire.segments:
            if y0 == y1 and x0 != x1:
                flat.update(dict.fromkeys(range(y0 * columns + x0, y0 * columns + x1 + 1), number))
            else:
                cells = range(y0 * columns + x0, y1 * columns + x0 + 1, columns)
                upright.update(dict.fromkeys(cells, number))
    both = flat.keys() & upright.keys()
    crossed = sum(flat[cell] != upright[cell] for cell in both)
    return crossed, len(flat) + len(upright) - len(both), bends


def _renumbered(plan: Plan, nodes: Sequence[int]) -> Plan:
    boxes = tuple(Box(nodes[b.node], b.left, b.top, b.width, b.height, b.text, b.frame) for b in plan.boxes)
    wires = tuple(
        Wire(
            w.link,
            w.stroke,
            w.segments,
            tuple((nodes[n], x, y, side) for n, x, y, side in w.touches),
            w.heads,
        )
        for w in plan.wires
    )
    return Plan(boxes, wires, plan.width, plan.height)


def _single(node: int, text: str, graph: Graph, height: int) -> Plan:
    size = width(text) + (4 if height == 3 else 2)
    return Plan((Box(node, 0, 0, size, height, text, graph.nodes[node].frame),), (), size, height)


def _packed(plans: Sequence[Plan], room: int) -> Plan:
    """Return plans side by side in rows as wide as the room or the widest of them."""
    room = max([room, *(each.width for each in plans)])
    shelves: list[list[Plan]] = []
    used = 0
    for each in plans:
        if shelves and used + _APART + each.width <= room:
            shelves[-1].append(each)
            used += _APART + each.width
        else:
            shelves.append([each])
            used = each.width
    return stacked([_beside(shelf) for shelf in shelves])


def _beside(plans: Sequence[Plan]) -> Plan:
    x = 0
    boxes: list[Box] = []
    wires: list[Wire] = []
    for each in plans:
        moved = each.shifted(x, 0)
        boxes += moved.boxes
        wires += moved.wires
        x += each.width + _APART
    return Plan(
        tuple(boxes), tuple(wires), max(0, x - _APART), max((each.height for each in plans), default=0)
    )
