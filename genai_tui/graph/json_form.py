"""A graph, a path and the neighbors of a node as typed data, for JSON."""

from __future__ import annotations

from typing import Any

from genai_tui.catalog.ties import Tie
from genai_tui.graph.analysis import Hop, Neighborhood, backward
from genai_tui.graph.captions import title_of
from genai_tui.graph.edges import edges
from genai_tui.graph.types import Graph, Node


def as_json(graph: Graph) -> dict[str, Any]:
    """Return typed data: nodes, links with all their ends and ties, and edges of two ends each."""
    return {
        "title": title_of(graph),
        "note": graph.note or None,
        "nodes": [_node_as_json(graph, node) for node in graph.nodes],
        "links": [
            {
                "ends": list(link.ends), "kind": link.kind or None, "directed": link.directed,
                "weight": link.weight, "evidence": [tie_as_json(tie) for tie in link.evidence],
            }
            for link in graph.links
        ],
        "edges": [
            {
                "source": edge.source, "target": edge.target, "kind": edge.kind or None, "directed": edge.directed,
                "weight": edge.weight, "evidence": [tie_as_json(tie) for tie in edge.ties],
            }
            for edge in edges(graph)
        ],
        **({"not_drawn": [node.id for node in graph.left_out]} if graph.communities or graph.left_out else {}),
    }  # fmt: skip


def _node_as_json(graph: Graph, node: Node) -> dict[str, Any]:
    held = graph.communities.get(node.id)
    more = {"holds": [each.id for each in held]} if held else {}
    return {"id": node.id, "label": node.label, "kind": node.frame, **more}


def tie_as_json(tie: Tie) -> dict[str, Any]:
    """Return a tie as typed data. `from` and `to` are null for one without a direction, whose ends are `ends`."""
    first, second = tie.ends if tie.directed else (None, None)
    return {
        "id": tie.model, "kind": tie.kind, "name": tie.brief, "fact": tie.said, "from": first, "to": second,
        "ends": list(tie.ends), "names": list(tie.names), "date": tie.date, "amount_usd": tie.amount_usd,
        "share_percent": tie.share_percent, "note": tie.note, "disputed": tie.disputed,
        "sources": [{"id": each.id, "title": each.title, "url": each.url} for each in tie.sources],
    }  # fmt: skip


def path_as_json(start: str, end: str, hops: tuple[Hop, ...] | None) -> dict[str, Any]:
    """Return a path and what proves each step. Without a path `hops` and `in_order` are null."""
    steps = None if hops is None else [
        {"from": hop.from_id, "to": hop.to_id, "evidence": [tie_as_json(tie) for tie in hop.evidence]}
        for hop in hops
    ]  # fmt: skip
    in_order = None if hops is None else backward(hops) is None
    return {"from": start, "to": end, "in_order": in_order, "hops": steps}


def neighbors_as_json(found: Neighborhood) -> dict[str, Any]:
    """Return what a node is joined to, and its measures."""
    measured = found.measures
    return {
        "id": found.center.id, "partners": measured.partners, "degree": measured.degree,
        "weight": measured.weight, "betweenness": measured.betweenness, "community": measured.community,
        "neighbors": [
            {"id": node.id, "label": node.label, "weight": len(ties),
             "is": [group for group, each in found.groups.items() if node.id in each],
             "evidence": [tie_as_json(tie) for tie in ties]}
            for node, ties in found.neighbors
        ],
    }  # fmt: skip
