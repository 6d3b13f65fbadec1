"""The builder of graphs: the graph of a kind, each link with the ties that it stands for."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import structs

from genai_tui.catalog.model import Catalog, Model
from genai_tui.graph.kinds import GRAPH_KINDS, GraphKind
from genai_tui.graph.name_merging import Names, Naming
from genai_tui.graph.types import Graph


def build(
    catalog: Catalog, kind: GraphKind, names: Names = "split", models: Iterable[Model] | None = None
) -> Graph:
    """Return a graph of the catalog, or of some of its models. Raises KeyError for an unknown kind.

    A graph of some models holds only what belongs to them: the organizations with a part in one of them and the
    relations among those, or these models and what they are built on.
    """
    chosen = None if models is None else tuple(models)
    row = GRAPH_KINDS[kind]
    graph = row.build(catalog, Naming(catalog, names), chosen)
    return structs.replace(graph, kind=kind, title=row.title or row.name)
