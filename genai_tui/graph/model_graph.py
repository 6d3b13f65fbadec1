"""Graphs with models as nodes: what is built on what, and who has a part in which model."""

from __future__ import annotations

from genai_tui.catalog.license_lineage import DIFFERS
from genai_tui.catalog.model import Catalog, Part
from genai_tui.catalog.ties import lineage_tie, part_tie
from genai_tui.graph.name_merging import Naming
from genai_tui.graph.organization_graph import Models, organization_node
from genai_tui.graph.types import Graph, Link, Node, Stroke


def lineage_graph(catalog: Catalog, naming: Naming, models: Models) -> Graph:
    """Return some models, or all, with an arrow from each base to what is built on it. Names play no part."""
    nodes: dict[str, Node] = {}
    links: list[Link] = []
    for model in catalog.models if models is None else models:
        for ancestor in model.based_on:
            tie = lineage_tie(catalog, model, ancestor)
            for id_, name in zip(tie.ends, tie.names, strict=True):
                known = catalog.model(id_)
                date = (known.date if known else None) or ""
                nodes.setdefault(id_, Node(id_, name, "model" if known else "outside", date))
            stroke: Stroke = "heavy" if tie.licenses and tie.licenses.compared == DIFFERS else "light"
            links.append(Link(tie.ends, stroke, True, tie.kind, 1, (tie,)))
    return Graph("", _in_order(nodes), tuple(links), "from a base to what is built on it")


def two_mode_graph(catalog: Catalog, naming: Naming, models: Models) -> Graph:
    """Return organizations and models as nodes, joined where an organization has a part in a model."""
    nodes: dict[str, Node] = {}
    links: list[Link] = []
    for model in catalog.models if models is None else models:
        date = model.released.date if model.released else None
        parts: dict[str, list[Part]] = {}
        for part in model.organizations:
            parts.setdefault(naming.of(part.id, date), []).append(part)
        for id_, mine in parts.items():
            ties = tuple(part_tie(catalog, model, part) for part in mine)
            model_id = ties[0].ends[1]
            nodes.setdefault(id_, organization_node(catalog, id_))
            nodes.setdefault(model_id, Node(model_id, model.name, "model"))
            links.append(Link((id_, model_id), "light", False, ties[0].kind, len(ties), ties))
    return Graph("", _in_order(nodes), tuple(links), naming.note)


def _in_order(nodes: dict[str, Node]) -> tuple[Node, ...]:
    return tuple(nodes[id_] for id_ in sorted(nodes))
