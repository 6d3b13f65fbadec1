"""The nodes of a graph that typed words mean: one by its name, or the two ends of a path."""

from __future__ import annotations

from genai_tui.catalog.sanitize import safe_line
from genai_tui.graph.types import Graph, Node
from genai_tui.search.name_index import nearest_ids

_ABOUT_AS_NEAR = 0.8
"""Names so little further off are meant as likely: the one with most ties is."""


def nearest_node(whole: Graph, text: str) -> Node | None:
    """Return the node that typed words mean; of names as near, the one with most ties. None where none is near.

    A whole name or id means no other node, however near that one's name is.
    """
    named = [(name, node.id) for node in whole.nodes for name in (safe_line(node.label), node.id)]
    costs = {node_id: 0.0 for name, node_id in named if name.casefold() == text.strip().casefold()}
    costs = costs or nearest_ids(named, text)
    near = {node_id for node_id, cost in costs.items() if cost <= min(costs.values()) + _ABOUT_AS_NEAR}
    ties = {node_id: sum(node_id in link.ends for link in whole.links) for node_id in near}
    best = max((each for each in costs if each in near), key=lambda each: ties[each], default=None)
    return next((node for node in whole.nodes if node.id == best), None)


def path_ends(whole: Graph, text: str) -> tuple[Node, Node] | None:
    """Return the two nodes that a text names, one after the other; None where it does not name two.

    Whole names and ids may hold spaces; of two words each may be what a name is near to.
    """
    words = text.split()
    known = {name.casefold(): node for node in whole.nodes for name in (safe_line(node.label), node.id)}
    for at in range(1, len(words)):
        one, other = (" ".join(part).casefold() for part in (words[:at], words[at:]))
        if one in known and other in known:
            return known[one], known[other]
    if len(words) != 2:
        return None
    first, second = (nearest_node(whole, word) for word in words)
    return (first, second) if first and second else None
