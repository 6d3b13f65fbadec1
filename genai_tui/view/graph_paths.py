"""Paths in a graph: the nodes from one to another, in order."""

from __future__ import annotations

from genai_tui.graph import analysis
from genai_tui.graph.types import Graph


def path_nodes(whole: Graph, start: str, end: str) -> tuple[str, ...]:
    """Return the nodes of the path from one node to another, in order; none where no path joins them.

    Raises KeyError for an unknown node.
    """
    hops = analysis.path(whole, start, end)
    return (start, *(hop.to_id for hop in hops)) if hops else ()
