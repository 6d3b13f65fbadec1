"""From a catalog to graphs: who made models together, who owns whom, what is built on what.

Links keep their evidence. An organization's own id stands for it; a part's unit is a lab within it and
no partner of it.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import combinations
from typing import Literal, get_args

from genai_tui.catalog.model import Catalog, Model, Organization
from genai_tui.graph.figures import Evidence, Frame, Graph, Link, Node
from genai_tui.graph.naming import Names, Naming

GraphKind = Literal["collaboration", "ownership", "organizations", "lineage", "two-mode"]
KINDS: tuple[GraphKind, ...] = get_args(GraphKind)
"""organizations is collaboration and ownership in one picture."""

_SAID = {"invested_in": "invested in", "acquired": "acquired", "parent_of": "owns", "renamed_to": "became"}
_HOW = {
    "built_on": "is, kind not said, a base of", "component": "is part of", "fine_tuned_from": "fine-tuned to", "distilled_from": "distilled to",
    "successor_of": "followed by",
}  # fmt: skip


def build(
    catalog: Catalog, kind: GraphKind, names: Names = "split", models: Iterable[Model] | None = None
) -> Graph:
    """Return a graph of the catalog, or of some of its models."""
    chosen = catalog.models if models is None else tuple(models)
    naming = Naming(catalog, names)
    match kind:
        case "collaboration":
            return _organizations(catalog, kind, collaborations(chosen, naming), naming, chosen)
        case "ownership":
            return _organizations(catalog, kind, _relations(catalog), Naming(catalog, "split"), ())
        case "organizations":
            links = (*collaborations(chosen, naming), *_between(_relations(catalog), naming))
            return _organizations(catalog, kind, links, naming, chosen)
        case "lineage":
            return _lineage(catalog, chosen)
        case _:
            return _two_mode(catalog, chosen, naming)


def members(model: Model, naming: Naming) -> tuple[str, ...]:
    """Return the organizations with a part in a model, under the names that stand for them, each once."""
    date = model.released.date if model.released else None
    return tuple(dict.fromkeys(naming.of(part.id, date) for part in model.organizations))


def collaborations(models: Iterable[Model], naming: Naming) -> tuple[Link, ...]:
    """Return a link for every set of organizations that made models together; its weight is their number."""
    together: dict[tuple[str, ...], list[Evidence]] = {}
    for model in models:
        ends = tuple(sorted(members(model, naming)))
        if len(ends) > 1:
            proof = Evidence(model.id, model.name, model.released.date if model.released else None)
            together.setdefault(ends, []).append(proof)
    return tuple(
        Link(ends, "heavy" if len(ends) > 2 else "light", False, "together", len(proofs), tuple(proofs))
        for ends, proofs in sorted(together.items())
    )


def pairs(graph: Graph) -> dict[tuple[str, str], tuple[Evidence, ...]]:
    """Return for each pair of nodes that a link joins all evidence of it; parallel links add up."""
    found: dict[tuple[str, str], dict[Evidence, None]] = {}
    for link in graph.links:
        for one, other in combinations(sorted(set(link.ends)), 2):
            found.setdefault((one, other), {}).update(dict.fromkeys(link.evidence))
    return {pair: tuple(proofs) for pair, proofs in found.items()}


def _relations(catalog: Catalog) -> tuple[Link, ...]:
    return tuple(
        Link(
            (relation.from_id, relation.to_id),
            "double",
            True,
            _SAID[relation.kind],
            1,
            (Evidence(relation.kind, _SAID[relation.kind], relation.date),),
        )
        for relation in catalog.relations
    )


def _between(links: Iterable[Link], naming: Naming) -> Iterable[Link]:
    """Yield links with the names that stand for their ends, without those that thereby lead to themselves."""
    for link in links:
        date = link.evidence[0].date
        ends = tuple(naming.of(end, date) for end in link.ends)
        if ends[0] != ends[1]:
            yield Link(ends, link.stroke, True, link.kind, link.weight, link.evidence)


def _organizations(
    catalog: Catalog, kind: str, links: Iterable[Link], naming: Naming, models: Iterable[Model]
) -> Graph:
    links = tuple(links)
    ids = dict.fromkeys(id_ for model in models for id_ in members(model, naming))
    ids.update(dict.fromkeys(end for link in links for end in link.ends))
    nodes = tuple(_organization_node(catalog, id_) for id_ in sorted(ids))
    return Graph(kind, nodes, links, naming.note)


def _organization_node(catalog: Catalog, id_: str) -> Node:
    known = catalog.organization(id_)
    return Node(id_, known.name if known else id_, frame_of(known))


def frame_of(organization: Organization | None) -> Frame:
    """Return the frame that tells the kind of an organization."""
    return (organization.kind or "plain") if organization else "outside"


def _lineage(catalog: Catalog, models: Iterable[Model]) -> Graph:
    nodes: dict[str, Node] = {}
    links: list[Link] = []
    for model in models:
        for ancestor in model.based_on:
            from_id = ancestor.model or f"outside:{ancestor.name}"
            known = catalog.model(from_id)
            label = known.name if known else ancestor.name or from_id
            nodes.setdefault(from_id, Node(from_id, label, "model" if known else "outside"))
            nodes.setdefault(model.id, Node(model.id, model.name, "model"))
            date = model.released.date if model.released else None
            proof = Evidence(model.id, f"{label} {_HOW[ancestor.how]} {model.name}", date)
            links.append(Link((from_id, model.id), "light", True, ancestor.how, 1, (proof,)))
    return Graph("lineage", tuple(nodes[id_] for id_ in sorted(nodes)), tuple(links), "older above")


def _two_mode(catalog: Catalog, models: Iterable[Model], naming: Naming) -> Graph:
    nodes: dict[str, Node] = {}
    links: list[Link] = []
    for model in models:
        date = model.released.date if model.released else None
        for id_ in members(model, naming):
            nodes.setdefault(id_, _organization_node(catalog, id_))
            nodes.setdefault(f"model:{model.id}", Node(f"model:{model.id}", model.name, "model"))
            role = next((part.role for part in model.organizations if part.id == id_), "developer")
            proof = Evidence(model.id, model.name, date)
            links.append(Link((id_, f"model:{model.id}"), "light", False, role, 1, (proof,)))
    return Graph("two-mode", tuple(nodes[id_] for id_ in sorted(nodes)), tuple(links), naming.note)
