"""A graph: its nodes and links, and the ties that prove each link."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from msgspec import Struct

from genai_tui.catalog.ties import Tie

Frame = Literal[
    "company",
    "lab",
    "university",
    "startup",
    "nonprofit",
    "government",
    "model",
    "outside",
    "community",
    "plain",
]
"""The kind of a node, which is drawn as its frame."""

Stroke = Literal["light", "heavy", "double"]
"""light: made together, or built on; heavy: made together by three or more, or built on under another licence; double:
what one organization did to another."""


class Node(Struct, frozen=True):
    """A node: its id, the text of its box, and the kind of thing that it is."""

    id: str
    label: str
    frame: Frame = "plain"
    date: str = ""
    """When it came out, where that says something of its place in the graph; empty where not known."""


class Link(Struct, frozen=True):
    """An edge between two nodes; with more ends, a hyperedge of nodes that made one model together.

    A directed link points at its last end and stands for one tie. The weight of a link with evidence is the number of
    its ties. Where names are merged the ends of a link differ from the ends of its ties.
    """

    ends: tuple[str, ...]
    stroke: Stroke = "light"
    directed: bool = False
    kind: str = ""
    weight: float = 1
    evidence: tuple[Tie, ...] = ()


class Graph(Struct, frozen=True):
    """Nodes and links.

    `note` says which rule of names is on, or what was left out and why. `kind` names a row of the table of graph
    kinds; it is empty for a graph that comes from no catalog.
    """

    title: str
    nodes: tuple[Node, ...]
    links: tuple[Link, ...]
    note: str = ""
    kind: str = ""
    since: str = ""
    """The day after which ties are new and drawn heavy; empty where heavy means what it says in `Stroke`."""
    communities: Mapping[str, tuple[Node, ...]] = {}
    """What each node holds, by its id, where nodes are communities; empty where they are not."""
    left_out: tuple[Node, ...] = ()
    """What stands in none of the communities that are nodes."""
