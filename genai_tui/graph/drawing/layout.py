"""Layout: from a graph to the best of several plans, one for each connected component, packed side by side."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import Literal

from genai_tui.catalog.cells import char_width, width
from genai_tui.catalog.name_cuts import cut
from genai_tui.catalog.sanitize import safe_line
from genai_tui.graph.drawing.annealing import Annealing
from genai_tui.graph.drawing.component import Component, Net, components, neighbours
from genai_tui.graph.drawing.crossing_reduction import CrossingReduction, Gaps
from genai_tui.graph.drawing.geometry import Box, Plan, Touch, Wire, beside, stacked
from genai_tui.graph.drawing.grid_sifting import GridSifting
from genai_tui.graph.drawing.layering import folded, layers
from genai_tui.graph.drawing.placement import GAP
from genai_tui.graph.drawing.routing import Routing
from genai_tui.graph.drawing.rows import Rows, middles
from genai_tui.graph.drawing.stability import Places, kept_rows
from genai_tui.graph.drawing.tree_outline import outline
from genai_tui.graph.types import Graph, Link

Style = Literal["boxes", "lines"]
"""boxes: frames of three rows; lines: names in brackets."""

LONGEST = 60
"""Cells of the longest name in a box; a longer one is shown without its middle."""
_STEPS = 48
"""Steps of the annealing for each box and each net."""
_CLEAR = 0.34
"""Crossings for each line with which a drawing in layers can be followed."""
_TANGLED = 0.05
"""Crossings for each line from which on boxes are sifted through rows, too, and a further crossing counts more."""
_CROSSING, _FURTHER_CROSSING = 6, 40
"""What a crossing counts, in bends: an eye gets past a few, and where there are more each is worth a longer line."""
_FOLDS = (1.0, 0.9, 0.75)
"""Parts of the room that its rows take, tried in turn: lines that pass between boxes widen them."""
_SMALL = 140
"""Boxes and nets of a component; a larger one has fewer tries, and a larger tree is drawn as an outline."""
_TRIES = ((1.0, 1), (0.9, 2), (1.1, 1))
"""Folds and seeds of the annealing; the best plan of all is kept."""
_FEW = 40
"""Nets of a component that, where they are tangled, are tried in further arrangements, which takes little time then."""
_FURTHER = ((0.9, 1), (0.7, 1), (0.5, 1), (1.3, 1), (1.3, 3), (1.0, 3))
"""Folds and seeds of those."""
_NARROW = ((0.7, 1),)
"""A further try where all of those came out wider than the room."""
_APART = 3
"""Columns between two components."""
_TALL = 36
"""Rows of a drawing from which on height counts against it: a terminal of 40 rows shows so many."""
_WIDER = 1.3
"""How many times as wide as the earlier drawing, between the middles of its outermost boxes, one may be that keeps
its rows."""


def plan(
    graph: Graph,
    room: int = 118,
    style: Style = "boxes",
    effort: float = 1.0,
    places: Places | None = None,
    layered: bool = False,
) -> Plan:
    """Return boxes and wires for a graph, about `room` cells wide; the same arguments give the same plan.

    A link of a node with itself is not drawn, because the box stands for it. Where `places` has most nodes of a
    component in an earlier drawing, they keep their rows and their order. With `layered` arrows point down wherever
    their lines can still be followed.
    """
    height = 3 if style == "boxes" else 1
    texts = [_text(node.label) for node in graph.nodes]
    nets = _nets(graph)
    plans = []
    alone = []
    for nodes in components(len(texts), list(nets.values())):
        if len(nodes) == 1:
            alone.append(_single(nodes[0], texts[nodes[0]], graph, height))
            continue
        component = _component(graph, nodes, texts, nets, height)
        ids = [graph.nodes[node].id for node in nodes]
        down = _followed_down(component, room) if layered and component.is_directed else None
        plans.append(_renumbered(down or _best(component, room, effort, ids, places or {}), nodes))
    return _packed(plans + alone, room)


def _nets(graph: Graph) -> dict[int, Net]:
    """Return the nodes that each link joins, by the numbers of the links that join any two."""
    numbers = {node.id: number for number, node in enumerate(graph.nodes)}
    nets = {
        number: tuple(dict.fromkeys(numbers[end] for end in link.ends if end in numbers))
        for number, link in enumerate(graph.links)
    }
    return {number: ends for number, ends in nets.items() if len(ends) > 1}


def _component(
    graph: Graph, nodes: Sequence[int], texts: Sequence[str], nets: dict[int, Net], height: int
) -> Component:
    """Return the component of some nodes, which are numbered anew in it."""
    local = {node: place for place, node in enumerate(nodes)}
    numbers = {graph.nodes[node].id: place for place, node in enumerate(nodes)}
    links = [number for number, net in nets.items() if net[0] in local]
    return Component(
        texts=[texts[node] for node in nodes],
        widths=[width(texts[node]) for node in nodes],
        frames=[graph.nodes[node].frame for node in nodes],
        nets=[tuple(local[node] for node in nets[number]) for number in links],
        strokes=[graph.links[number].stroke for number in links],
        heads=[_head(graph.links[number], numbers) for number in links],
        links=links,
        height=height,
    )


def _head(link: Link, numbers: dict[str, int]) -> frozenset[int]:
    """Return the node that a link points at, by its number; none for a link without a direction."""
    return frozenset({numbers[link.ends[-1]]} if link.directed else ())


def _text(label: str) -> str:
    """Return the text of a box."""
    text = safe_line(label).strip()
    while text and not char_width(text[0]):
        text = text[1:]  # a combining mark with no letter to stand on
    text = text or "·"
    return text if width(text) <= LONGEST else cut(text, LONGEST).text


def _best(component: Component, room: int, effort: float, ids: Sequence[str], places: Places) -> Plan:
    """Return the best of the plans that suit a component, or one that keeps the rows of an earlier drawing."""
    root = _root(component) if component.is_directed else None
    if component.is_tree and component.size > _SMALL:
        return outline(component, root)  # in rows the lines of so large a tree would cross
    if not component.is_directed and (kept := _kept(component, room, ids, places)):
        return kept
    best = _first_good(_candidates(component, room, effort), room)
    if best.width > room and component.size <= _SMALL:
        best = _first_good(chain([best], _annealed(component, room, _NARROW, effort)), room)
    if component.is_tree and (best.width > room or crossings(best)):
        return outline(component, root)
    return best


def _candidates(component: Component, room: int, effort: float) -> Iterator[Plan]:
    """Yield plans in rows: layered ones for arrows that are no tree, then annealed ones."""
    if component.is_directed and not component.is_tree:
        yield _layered(component, room)
        if component.size > 4 * _SMALL:
            return
    tries = _TRIES if component.size <= _SMALL else _TRIES[:2]
    yield from _annealed(component, room, tries, effort, _FURTHER if len(component.nets) <= _FEW else ())


def _kept(component: Component, room: int, ids: Sequence[str], places: Places) -> Plan | None:
    """Return a plan with the rows of an earlier drawing; None where it is much wider, or few boxes were there."""
    outlines = _outlines(component)
    near = neighbours(len(ids), component.nets)
    rows = kept_rows(ids, outlines, near, places, room, GAP) if places else None
    if rows is None:
        return None
    found = _routed(component, rows, middles(rows, outlines, GAP), room)
    stood = [places[id_].middle for id_ in ids if id_ in places]
    return found if found.width <= max(room, _WIDER * (max(stood) - min(stood))) else None


def _first_good(plans: Iterable[Plan], room: int) -> Plan:
    """Return the first plan that fits the room without a crossing, or else the best."""
    seen: list[Plan] = []
    for each in plans:
        seen.append(each)
        if each.width <= room and not crossings(each):
            break
    return min(seen, key=lambda each: score(each, room))


def _root(component: Component) -> int | None:
    """Return the only node that no arrow points at, if there is just one."""
    pointed = {node for heads in component.heads for node in heads}
    free = [node for node in range(len(component.texts)) if node not in pointed]
    return free[0] if len(free) == 1 else None


def _annealed(
    component: Component,
    room: int,
    tries: Sequence[tuple[float, int]],
    effort: float,
    further: Sequence[tuple[float, int]] = (),
) -> Iterator[Plan]:
    """Yield the plan of each try; of tries with the same first rows and the same seed only one.

    Where lines are tangled, `further` tries are made, and another plan of the same rows follows each. Of a large
    component only one is made then.
    """
    begun: list[tuple[Rows, float, int]] = []
    tangled: list[Rows] = []
    rows = Annealing(_outlines(component), component.nets, room, GAP, 18.0 if component.height == 3 else 12.0)
    for number, (fold, seed) in enumerate([*tries, *further]):
        if number >= len(tries) and not tangled:
            break
        rows.seed(fold)
        start = ([list(row) for row in rows.rows], rows.limit, seed)
        if start in begun:
            continue
        begun.append(start)
        rows.improve(int(effort * _STEPS * component.size), random.Random(seed))
        if component.size > 4 * _SMALL:
            yield _routed(component, rows.rows, rows.x, room)
            continue
        found = _reduced(component, CrossingReduction(rows.rows, component.nets, rows.x), room)
        yield found
        if component.is_of_pairs and crossings(found) >= _TANGLED * len(component.nets):
            tangled.append(rows.rows)
            if component.size > _SMALL:
                break
    for each in tangled:
        yield _reduced(component, GridSifting(each, component.nets, rows.widths, GAP, room), room)


def _reduced(component: Component, reduction: CrossingReduction | GridSifting, room: int) -> Plan:
    """Return the plan of rows whose boxes and passing lines change places so that they cross less."""
    reduction.improve()
    centres = middles(reduction.rows, _outlines(component), GAP)
    return _routed(component, reduction.rows, centres, room, reduction.gaps)


def _outlines(component: Component) -> list[int]:
    """Return the widths that boxes need for their names and for the lines that end at them."""
    pins = [sum(node in net for net in component.nets) for node in range(len(component.texts))]
    return [max(size, _for_pins(count)) for size, count in zip(component.outline, pins, strict=True)]


def _for_pins(pins: int) -> int:
    """Return the width of a box at which half of its lines can end above and half below."""
    return 2 * ((pins + 1) // 2) + 1 if pins < 24 else pins // 2 + 4


def _layered(component: Component, room: int) -> Plan:
    """Return the plan with rows by depth, so that arrows point down."""
    rows = layers(len(component.texts), component.nets)
    return _routed(component, rows, middles(rows, component.outline, GAP), room)


def _followed_down(component: Component, room: int) -> Plan | None:
    """Return the plan with rows by depth, wide ones folded; None where it is too wide, or its lines too tangled."""
    if component.size > _SMALL:
        return None
    widths = _outlines(component)
    deep = layers(len(component.texts), component.nets)
    seen: list[Rows] = []
    for part in _FOLDS:
        rows = folded(deep, widths, GAP, int(part * room))
        if rows in seen:
            continue
        seen.append(rows)
        found = _routed(component, rows, middles(rows, widths, GAP), room)
        if found.width <= room and crossings(found) <= _CLEAR * len(component.nets):
            return found
    return None


def _routed(
    component: Component, rows: Rows, centres: Sequence[float], room: int, gaps: Gaps | None = None
) -> Plan:
    """Return the better of two routings: with boxes at `centres`, and with boxes drawn to what they are joined to."""
    routing = Routing(component, rows, centres, gaps)
    first = routing.plan()
    if component.size > 3 * _SMALL:
        return first
    return min(first, routing.with_shorter_lines().plan(), key=lambda each: score(each, room))


def crossings(plan: Plan) -> int:
    """Return how often lines of different links cross."""
    return _counted(plan)[0]


def score(plan: Plan, room: int) -> float:
    """Return how bad a plan is, by its crossings, bends, cells of line and size, and by how far it exceeds the room."""
    crossed, ink, bends = _counted(plan)
    outside = 8 * max(0, plan.width - room) + 4 * max(0, plan.height - _TALL)
    further = max(0, crossed - _TANGLED * len(plan.wires))
    price = _CROSSING * crossed + (_FURTHER_CROSSING - _CROSSING) * further
    return price + bends + 0.35 * ink + 0.02 * plan.width * plan.height + outside


def _counted(plan: Plan) -> tuple[int, int, int]:
    """Return the numbers of crossings, of cells of line and of bends."""
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
    """Return the plan of a component with the numbers that its nodes have in the graph."""
    boxes = tuple(Box(nodes[b.node], b.left, b.top, b.width, b.height, b.text, b.frame) for b in plan.boxes)
    wires = tuple(
        Wire(
            w.link,
            w.stroke,
            w.segments,
            tuple(Touch(nodes[node], x, y, side) for node, x, y, side in w.touches),
            w.heads,
        )
        for w in plan.wires
    )
    return Plan(boxes, wires, plan.width, plan.height)


def _single(node: int, text: str, graph: Graph, height: int) -> Plan:
    """Return the plan of a node without links."""
    size = width(text) + (4 if height == 3 else 2)
    return Plan((Box(node, 0, 0, size, height, text, graph.nodes[node].frame),), (), size, height)


def _packed(plans: Sequence[Plan], room: int) -> Plan:
    """Return plans side by side, in rows no wider than the room or the widest plan."""
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
    return stacked([beside(shelf, _APART) for shelf in shelves])
