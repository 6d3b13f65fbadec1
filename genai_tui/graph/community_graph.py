"""The graph of communities: a box for each, named by its strongest node, and the ties between them as bridges."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import structs

from genai_tui.catalog.cells import count_of
from genai_tui.catalog.name_cuts import cut
from genai_tui.catalog.ties import Tie
from genai_tui.graph import analysis
from genai_tui.graph.types import Graph, Link, Node

BRIDGE = "bridge"
"""The kind of a link that joins two communities."""
MANY = 3
"""A bridge of so many ties is drawn heavy."""
MOST = 40
"""Communities that are drawn; boxes for more are no picture."""
_COMMUNITY = " · community of "
"""Stands in a note before the names of communities, one within the other."""
NAME = 32
"""Cells of a name in a box that is drawn, unless there is room for more; behind it is how many there are."""


def community_graph(
    graph: Graph, communities: Iterable[frozenset[str]], most: int = MOST, name_cells: int | None = None
) -> Graph:
    """Return the graph of the largest communities of a graph, each under the id of its strongest node.

    Names are cut to so many cells, if any are given. A node without a tie is no community, and stands with those of smaller ones in what is left out.
    """
    pairs = analysis.pairs(graph)
    strength = _strengths(graph, pairs)
    nodes = {node.id: node for node in graph.nodes}
    groups = [
        sorted(each, key=lambda id_: (_is_model(nodes[id_]), -strength[id_], id_)) for each in communities
    ]
    joined = [group for group in groups if strength[group[0]]]
    shown = joined[:most]
    box_of = {id_: group[0] for group in shown for id_ in group}
    smaller = [id_ for group in joined[most:] for id_ in group]
    alone = [group[0] for group in groups if not strength[group[0]]]
    note = [graph.note]
    if smaller:
        note.append(
            f"{count_of(len(joined) - most, 'smaller community', 'smaller communities')} of {len(smaller)} left out"
        )
    if alone:
        note.append(f"{len(alone)} without a tie left out")

    def name(label: str) -> str:
        return label if name_cells is None else cut(label, name_cells).text

    return Graph(
        graph.title,
        tuple(
            Node(group[0], f"{name(nodes[group[0]].label)} · {len(group)}", "community") for group in shown
        ),
        tuple(_bridges(pairs, box_of)),
        " · ".join(filter(None, note)),
        graph.kind,
        communities={group[0]: tuple(nodes[id_] for id_ in group) for group in shown},
        left_out=tuple(nodes[id_] for id_ in (*smaller, *alone)),
    )


def within_community(graph: Graph, communities: Iterable[frozenset[str]], member: str) -> Graph:
    """Return the graph of the community that holds a node. Raises KeyError where none does."""
    found = next((each for each in communities if member in each), None)
    if found is None:
        raise KeyError(member)
    label = next(node.label for node in graph.nodes if node.id == member)
    cut = analysis.within(graph, set(found))
    inside = " › " if _COMMUNITY in graph.note else _COMMUNITY
    return structs.replace(cut, note=f"{graph.note}{inside}{label}")


def _is_model(node: Node) -> bool:
    """Return whether a node is a model or lies outside: a community is called by an organization where it has one."""
    return node.frame in ("model", "outside")


def _strengths(graph: Graph, pairs: dict[tuple[str, str], tuple[Tie, ...]]) -> dict[str, int]:
    """Return how many ties each node has, one that joins it to several counted for each."""
    found = {node.id: 0 for node in graph.nodes}
    for pair, ties in pairs.items():
        for id_ in pair:
            found[id_] += max(1, len(ties))
    return found


def _bridges(pairs: dict[tuple[str, str], tuple[Tie, ...]], box_of: dict[str, str]) -> Iterable[Link]:
    """Yield a link for any two communities that are joined, with the ties that join them."""
    found: dict[tuple[str, ...], dict[Tie, None]] = {}
    for pair, ties in pairs.items():
        boxes = tuple(sorted({box_of.get(id_, "") for id_ in pair}))
        if len(boxes) == 2 and all(boxes):
            found.setdefault(boxes, {}).update(dict.fromkeys(ties))
    for ends, proofs in sorted(found.items()):
        evidence = tuple(sorted(proofs, key=lambda tie: (tie.date is None, tie.date or "", tie.said)))
        weight = max(1, len(evidence))
        yield Link(ends, "heavy" if weight >= MANY else "light", False, BRIDGE, weight, evidence)
