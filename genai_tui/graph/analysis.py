"""Graph analysis: neighborhoods, paths, centrality, communities and bridges. The only door to networkx."""

from __future__ import annotations

import functools
from collections import Counter
from collections.abc import Sequence
from itertools import combinations, pairwise
from typing import Any

from msgspec import Struct, structs

from genai_tui.catalog.partial_date import days_of, surely_before
from genai_tui.catalog.ties import Around, Tie, around
from genai_tui.graph.types import Graph, Link, Node

SEED = 20230111


@functools.cache
def _networkx() -> Any:
    import networkx  # imported here: it takes longer than to draw a graph, and drawing does not need it

    return networkx


class Hop(Struct, frozen=True):
    """A step of a path: from, to, and the ties between them, which have directions of their own."""

    from_id: str
    to_id: str
    evidence: tuple[Tie, ...]


class Measures(Struct, frozen=True):
    """The measures of a node: partners, neighbors, sum of weights, share of shortest paths, community, component.

    Partners are the neighbors that made a model together with it. Communities and components (`part`) are numbered from
    the largest, which is 1.
    """

    id: str
    partners: int
    degree: int
    weight: float
    betweenness: float
    community: int
    part: int


def pairs(graph: Graph) -> dict[tuple[str, str], tuple[Tie, ...]]:
    """Return all ties of each pair of nodes that a link joins, whatever the direction of the ties."""
    found: dict[tuple[str, str], dict[Tie, None]] = {}
    for link in graph.links:
        for one, other in combinations(sorted(set(link.ends)), 2):
            found.setdefault((one, other), {}).update(dict.fromkeys(link.evidence))
    return {pair: tuple(ties) for pair, ties in found.items()}


class Neighborhood(Struct, frozen=True):
    """A node, what it is joined to with the ties of each, what those are to it, and its measures."""

    center: Node
    neighbors: tuple[tuple[Node, tuple[Tie, ...]], ...]
    groups: Around
    measures: Measures


def to_networkx(graph: Graph) -> Any:
    """Return the graph with an edge for every pair that a link joins; weight is the number of its evidence."""
    result: Any = _networkx().Graph()
    result.add_nodes_from((node.id, {"label": node.label, "frame": node.frame}) for node in graph.nodes)
    for (one, other), proofs in pairs(graph).items():
        result.add_edge(one, other, weight=max(1, len(proofs)), evidence=[tie.told() for tie in proofs])
    return result


def focus(graph: Graph, center: str, depth: int = 1, most: int | None = None) -> Graph:
    """Return the graph of a node and of what lies within `depth` steps of it: the strongest `most` nodes.

    The note says how many were left out. Raises KeyError for an unknown node.
    """
    return nearest(graph, ranked(graph, center, depth), most)


def nearest(graph: Graph, order: Sequence[str], most: int | None) -> Graph:
    """Return the graph of the first `most` nodes in an order; its note says how many were left out."""
    kept = order[:most]
    note = graph.note
    if len(kept) < len(order):
        note = f"{note} · {len(order) - len(kept)} weaker left out"
    return within(graph, set(kept), note)


def ranked(graph: Graph, center: str, depth: int) -> list[str]:
    """Return a node and what lies within `depth` steps of it, the nearest and strongest first.

    Raises KeyError for an unknown node.
    """
    if all(node.id != center for node in graph.nodes):
        raise KeyError(center)
    weights: dict[str, dict[str, int]] = {node.id: {} for node in graph.nodes}
    for (one, other), proofs in pairs(graph).items():
        weights[one][other] = weights[other][one] = max(1, len(proofs))
    steps = {center: 0}
    reached = [center]
    for node in reached:
        for other in weights[node] if steps[node] < depth else ():
            if other not in steps:
                steps[other] = steps[node] + 1
                reached.append(other)
    strength = {
        node: sum(weight for other, weight in weights[node].items() if steps.get(other, depth) < steps[node])
        for node in steps
    }
    return sorted(steps, key=lambda node: (steps[node], -strength[node], node))


def within(graph: Graph, ids: set[str], note: str | None = None) -> Graph:
    """Return the graph of some nodes and of the links among them; a link of many keeps the ends that remain."""
    links = []
    for link in graph.links:
        ends = tuple(end for end in link.ends if end in ids)
        if len(ends) > 1 and (not link.directed or len(ends) == len(link.ends)):
            is_pair = link.stroke == "heavy" and len(ends) == 2 and not link.directed
            stroke = "light" if is_pair else link.stroke
            links.append(Link(ends, stroke, link.directed, link.kind, link.weight, link.evidence))
    nodes = tuple(node for node in graph.nodes if node.id in ids)
    note = graph.note if note is None else note
    return Graph(graph.title, nodes, merged(links), note, graph.kind)


def merged(links: list[Link]) -> tuple[Link, ...]:
    """Return links in which those with the same ends and kind are one; directed links stay apart."""
    found: dict[tuple[object, ...], Link] = {}
    for number, link in enumerate(links):
        key = (link.ends, link.stroke, link.kind, number if link.directed else None)
        known = found.get(key)
        if known:
            proofs = tuple(dict.fromkeys((*known.evidence, *link.evidence)))
            link = Link(link.ends, link.stroke, link.directed, link.kind, len(proofs), proofs)
        found[key] = link
    return tuple(found.values())


def path(graph: Graph, start: str, end: str, strongest: bool = False) -> tuple[Hop, ...] | None:
    """Return the hops from one node to another with their evidence; None where no path joins them.

    The shortest path, or with `strongest` the one whose ties are strong: a tie of weight w counts 1/w.
    Of equally good paths the one first by ids is returned. Raises KeyError for an unknown node.
    """
    ids = sorted({node.id for node in graph.nodes})
    for node in (start, end):
        if node not in ids:
            raise KeyError(node)
    proofs = pairs(graph)
    ordered: Any = _networkx().Graph()
    ordered.add_nodes_from(ids)
    for one, other in sorted(proofs):
        ordered.add_edge(one, other, cost=1 / max(1, len(proofs[one, other])))
    try:
        nodes = _networkx().shortest_path(ordered, start, end, weight="cost" if strongest else None)
    except _networkx().NetworkXNoPath:
        return None
    return tuple(Hop(one, other, proofs[min(one, other), max(one, other)]) for one, other in pairwise(nodes))


def path_in_order(graph: Graph, start: str, end: str) -> tuple[Hop, ...] | None:
    """Return a path on which no step need be earlier than the one before; None where there is none.

    It has the fewest steps, and of equally short ones arrives earliest. A date that is known in part stands for any of
    its days, and a step without a date fits anywhere. Each step has the ties that fit. Raises KeyError for an unknown node.
    """
    ids = {node.id for node in graph.nodes}
    for node in (start, end):
        if node not in ids:
            raise KeyError(node)
    near: dict[str, dict[str, tuple[Tie, ...]]] = {}
    for (one, other), ties in pairs(graph).items():
        near.setdefault(one, {})[other] = near.setdefault(other, {})[one] = ties
    reached: dict[str, _Arrival] = {start: ("", ())}
    earliest = {start: ""}
    while reached and end not in reached:
        following: dict[str, _Arrival] = {}
        for here, (day, hops) in sorted(reached.items()):
            for other, ties in sorted(near.get(here, {}).items()):
                fitting = _fitting(ties, day)
                if fitting is None:
                    continue
                then = min((max(day, days_of(tie.date)[0]) for tie in fitting if tie.date), default=day)
                if other not in earliest or then < earliest[other]:
                    earliest[other] = then
                    following[other] = (then, (*hops, Hop(here, other, fitting)))
        reached = following
    return reached[end][1] if end in reached else None


def _fitting(ties: tuple[Tie, ...], day: str) -> tuple[Tie, ...] | None:
    """Return the ties of a step that may be of a day or later; all of them where none has a date, None where none may."""
    dated = [tie for tie in ties if tie.date]
    if not dated:
        return ties
    return tuple(tie for tie in dated if days_of(tie.date or "")[1] >= day) or None


_Arrival = tuple[str, tuple[Hop, ...]]
"""The earliest day on which a path can have come to a node, and its steps."""


def part_sizes(graph: Graph, *ids: str) -> tuple[int, ...]:
    """Return the size of the connected component of each of some nodes."""
    whole = to_networkx(graph)
    return tuple(len(_networkx().node_connected_component(whole, id_)) for id_ in ids)


def measures(graph: Graph) -> dict[str, Measures]:
    """Return the measures of every node, as networkx computes them.

    Betweenness after Brandes (2001), communities by the method of Louvain (Blondel and others, 2008) with
    a fixed seed, numbered from the largest.
    """
    whole = to_networkx(graph)
    betweenness = _networkx().betweenness_centrality(whole)
    parts = sorted(_networkx().connected_components(whole), key=lambda each: (-len(each), min(each)))
    community = {node: number for number, each in enumerate(_communities(whole), 1) for node in each}
    part = {node: number for number, each in enumerate(parts, 1) for node in each}
    partners = partner_counts(graph)
    return {
        node: Measures(
            node,
            partners[node],
            whole.degree(node),
            whole.degree(node, weight="weight"),
            betweenness[node],
            community[node],
            part[node],
        )
        for node in whole
    }


def communities(graph: Graph) -> tuple[frozenset[str], ...]:
    """Return the communities of a graph as sets of ids, the largest first, numbered as in `measures`."""
    return _communities(to_networkx(graph))


def _communities(whole: Any) -> tuple[frozenset[str], ...]:
    found = _networkx().community.louvain_communities(whole, seed=SEED) if whole else []
    return tuple(sorted(map(frozenset, found), key=lambda each: (-len(each), min(each))))


def bridges(graph: Graph) -> tuple[tuple[str, str], ...]:
    """Return the pairs of nodes without whose ties a component would fall in two."""
    return tuple(sorted(tuple(sorted(edge)) for edge in _networkx().bridges(to_networkx(graph))))


def by_year(graph: Graph) -> tuple[tuple[str, int], ...]:
    """Return the number of ties of each year, in order; ties without a date have an empty year."""
    ties = {tie for link in graph.links for tie in link.evidence}
    return tuple(sorted(Counter((tie.date or "")[:4] for tie in ties).items()))


def neighbors(graph: Graph, center: str) -> tuple[tuple[Node, tuple[Tie, ...]], ...]:
    """Return what a node is joined to, with the ties of each, the strongest first. Raises KeyError."""
    nodes = {node.id: node for node in graph.nodes}
    if center not in nodes:
        raise KeyError(center)
    near = structs.replace(graph, links=tuple(link for link in graph.links if center in link.ends))
    found = [
        (nodes[other if one == center else one], ties)
        for (one, other), ties in pairs(near).items()
        if center in (one, other)
    ]
    return tuple(sorted(found, key=lambda each: (-len(each[1]), each[0].label.casefold(), each[0].id)))


def neighborhood(graph: Graph, center: str) -> Neighborhood:
    """Return what a node is joined to, grouped and measured. Raises KeyError for an unknown node."""
    node = next((node for node in graph.nodes if node.id == center), None)
    if node is None:
        raise KeyError(center)
    return Neighborhood(node, neighbors(graph, center), groups(graph, center), measures(graph)[center])


def between(graph: Graph, one: str, other: str) -> tuple[Tie, ...]:
    """Return the ties of two nodes."""
    ties = (tie for link in graph.links if one in link.ends and other in link.ends for tie in link.evidence)
    return tuple(dict.fromkeys(ties))


def groups(graph: Graph, center: str) -> Around:
    """Return the neighbors of a node grouped by what they are to it: partners, owners, bases and so on."""
    near = (link for link in graph.links if center in link.ends)
    return around(center, ((link.ends, tie) for link in near for tie in link.evidence))


def partner_counts(graph: Graph) -> dict[str, int]:
    """Return for each node the number of those that made a model together with it."""
    touching: dict[str, list[tuple[tuple[str, ...], Tie]]] = {node.id: [] for node in graph.nodes}
    for link in graph.links:
        for end in set(link.ends):
            touching.setdefault(end, []).extend((link.ends, tie) for tie in link.evidence)
    return {node: len(around(node, joined).get("Partners", ())) for node, joined in touching.items()}


def backward(hops: Sequence[Hop]) -> tuple[Hop, Hop] | None:
    """Return the first two steps of a path of which the second surely happened first; None if there are none.

    Of a step with several ties any one that keeps the path in order counts, and a step without a date fits anywhere.
    """
    reached: str | None = None
    last: Hop | None = None
    for hop in hops:
        dates = sorted(tie.date for tie in hop.evidence if tie.date)
        later = [date for date in dates if reached is None or not surely_before(date, reached)]
        if dates and not later and last is not None:
            return last, hop
        if later:
            reached = later[0] if reached is None else max(reached, later[0])
            last = hop
    return None
