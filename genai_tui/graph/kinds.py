"""The table of graph kinds: one row says how a kind is built, what its nodes are, and how it is shown.

To add a kind, write its builder and add a row to `_ROWS`. The command line, the screen, the captions and the tests
read this table, and nothing else in the package names a kind.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Literal

from msgspec import Struct

from genai_tui.catalog.model import Catalog
from genai_tui.catalog.ties import MODEL_PREFIX, OUTSIDE_PREFIX
from genai_tui.graph.model_graph import lineage_graph, two_mode_graph
from genai_tui.graph.name_merging import Naming
from genai_tui.graph.organization_graph import (
    Models,
    collaboration_graph,
    organization_graph,
    ownership_graph,
)
from genai_tui.graph.types import Graph

GraphKind = str
"""The name of a row."""

NodeKind = Literal["organization", "model", "other"]
"""What a node stands for: a record of the catalog, or something that has no record there."""

Count = Literal["partners", "neighbors"]
"""Partners made a model together; neighbors are joined in any way."""

Builder = Callable[[Catalog, Naming, Models], Graph]
"""Returns a graph of a catalog, or of some of its models, with names merged by a rule."""


class KindRow(Struct, frozen=True):
    """One kind of graph.

    Attributes:
        name: what the command line calls it.
        title: what readers call it, where that is not its name.
        build: returns the nodes and links.
        nodes: what a node is, by the beginning of its id. The longest beginning that fits decides.
        joined: what a link says, in the words of the help.
        titles: longer titles for a graph that holds a tie of some kind, the one that says most first.
        directed: whether every link has a direction.
        layered: whether nodes stand in rows by depth. Such a drawing is made anew for each focus.
        order: what can be said of a layered drawing in which every arrow leads down.
        large: a graph with more nodes opens around one of them.
        counts: which counts of a node say something of their own in this graph.
    """

    name: GraphKind
    build: Builder
    nodes: Mapping[str, NodeKind]
    joined: str
    title: str = ""
    titles: Mapping[str, str] = MappingProxyType({})
    directed: bool = False
    layered: bool = False
    order: str = ""
    large: int = 40
    counts: tuple[Count, ...] = ("neighbors",)


_ROWS = (
    KindRow(
        "collaboration", collaboration_graph, {"": "organization"},
        joined="organizations that made models together", counts=("partners",),
    ),
    KindRow(
        "ownership", ownership_graph, {"": "organization"},
        joined="who owns, bought, funded, has a share in, hired from or became whom",
        titles={
            "licensed_and_hired": "ownership and deals", "stake": "ownership and investment",
            "invested_in": "ownership and investment",
        }, directed=True,
    ),
    KindRow(
        "organizations", organization_graph, {"": "organization"},
        joined="who made models together, and who owns whom", counts=("partners", "neighbors"),
    ),
    KindRow(
        "lineage", lineage_graph, {"": "model", OUTSIDE_PREFIX: "other"},
        joined="models and what is built on them", directed=True, layered=True, order="prior works above, derivative works below",
        large=80,  # a lineage falls into many small components
    ),
    KindRow(
        "two-mode", two_mode_graph, {"": "organization", MODEL_PREFIX: "model"},
        joined="organizations and the models that they have a part in", title="organizations and models",
    ),
)  # fmt: skip

GRAPH_KINDS: Mapping[GraphKind, KindRow] = MappingProxyType({row.name: row for row in _ROWS})
"""The rows by their names."""

KINDS: tuple[GraphKind, ...] = tuple(GRAPH_KINDS)
"""The names, in the order in which the screen goes through them."""

DEFAULT_KIND: GraphKind = "organizations"

_UNKNOWN_KIND = KindRow("", lambda *_: Graph("", (), ()), {"": "other"}, joined="")


def kind_of(graph: Graph) -> KindRow:
    """Return the row of a graph's kind. A graph that comes from no catalog gets a row of plain answers."""
    return GRAPH_KINDS.get(graph.kind, _UNKNOWN_KIND)


def kind_after(kind: GraphKind) -> GraphKind:
    """Return the name of the row after a kind's, and after the last one that of the first."""
    return KINDS[(KINDS.index(kind) + 1) % len(KINDS)]


def record_of(kind: GraphKind, node_id: str) -> tuple[NodeKind, str]:
    """Return what a node of a graph of some kind stands for, and the id or name of that. Raises KeyError."""
    nodes = GRAPH_KINDS[kind].nodes
    prefix = max((prefix for prefix in nodes if node_id.startswith(prefix)), key=len)
    return nodes[prefix], node_id.removeprefix(prefix)


def model_of(kind: GraphKind, node_id: str) -> str | None:
    """Return the id of the model that a node stands for; None for a node that is no model. Raises KeyError."""
    what, id_ = record_of(kind, node_id)
    return id_ if what == "model" else None


def node_of(kind: GraphKind, what: NodeKind, id_: str) -> str | None:
    """Return the id of the node that stands for a record in graphs of some kind; None if they have no such nodes.

    A graph may still lack the node. Raises KeyError for an unknown kind.
    """
    prefixes = (prefix for prefix, each in GRAPH_KINDS[kind].nodes.items() if each == what)
    return next((prefix + id_ for prefix in prefixes), None)


def is_large(graph: Graph) -> bool:
    """Return whether a graph has too many nodes to open whole, and opens around one of them."""
    return len(graph.nodes) > kind_of(graph).large
