"""From a catalog to graphs: who made models together, who owns whom, what is built on what.

Links keep the ties that they stand for. An organization's own id stands for it; a part's unit is a lab
within it and no partner of it.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import combinations
from typing import Literal, get_args

from genai_tui.catalog.model import Catalog, Model, Organization, Part
from genai_tui.catalog.ties import TOGETHER, Tie, joint_tie, lineage_tie, part_tie, relation_tie
from genai_tui.graph.name_merging import Names, Naming
from genai_tui.graph.types import Frame, Graph, Link, Node, Stroke

GraphKind = Literal["collaboration", "ownership", "organizations", "lineage", "two-mode"]
KINDS: tuple[GraphKind, ...] = get_args(GraphKind)
"""organizations is collaboration and ownership in one picture."""


def build(
    catalog: Catalog, kind: GraphKind, names: Names = "split", models: Iterable[Model] | None = None
) -> Graph:
    """Return a graph of the catalog, or of some of its models.

    Of some models only what belongs to them is there: the organizations with a part in one of them and the
    relations among those, or these models and what they are built on.
    """
    chosen = catalog.models if models is None else tuple(models)
    naming = Naming(catalog, names)
    match kind:
        case "collaboration":
            return _organizations(catalog, kind, collaborations(catalog, chosen, naming), naming, chosen)
        case "ownership":
            links = _relations(catalog, None if models is None else chosen)
            return _organizations(catalog, kind, links, Naming(catalog, "split"), ())
        case "organizations":
            relations = _relations(catalog, None if models is None else chosen)
            links = (*collaborations(catalog, chosen, naming), *_between(relations, naming))
            return _organizations(catalog, kind, links, naming, chosen)
        case "lineage":
            return _lineage(catalog, chosen)
        case _:
            return _two_mode(catalog, chosen, naming)


def members(model: Model, naming: Naming) -> tuple[str, ...]:
    """Return the organizations with a part in a model, under the names that stand for them, each once."""
    date = model.released.date if model.released else None
    return tuple(dict.fromkeys(naming.of(part.id, date) for part in model.organizations))


def collaborations(catalog: Catalog, models: Iterable[Model], naming: Naming) -> tuple[Link, ...]:
    """Return a link for every set of organizations that made models together; its weight is their number."""
    together: dict[tuple[str, ...], list[Tie]] = {}
    for model in models:
        ends = tuple(sorted(members(model, naming)))
        if len(ends) > 1 and (tie := joint_tie(catalog, model)):
            together.setdefault(ends, []).append(tie)
    return tuple(
        Link(ends, "heavy" if len(ends) > 2 else "light", False, TOGETHER, len(ties), tuple(ties))
        for ends, ties in sorted(together.items())
    )


def pairs(graph: Graph) -> dict[tuple[str, str], tuple[Tie, ...]]:
    """Return for each pair of nodes that a link joins all ties between them, whatever their direction."""
    found: dict[tuple[str, str], dict[Tie, None]] = {}
    for link in graph.links:
        for one, other in combinations(sorted(set(link.ends)), 2):
            found.setdefault((one, other), {}).update(dict.fromkeys(link.evidence))
    return {pair: tuple(ties) for pair, ties in found.items()}


def _relations(catalog: Catalog, models: Iterable[Model] | None) -> tuple[Link, ...]:
    """Return a link for each relation, or for each among the organizations of some models."""
    ids = None if models is None else {id_ for model in models for id_ in model.organization_ids}
    ties = (relation_tie(catalog, relation) for relation in catalog.relations)
    return tuple(_directed(tie, "double") for tie in ties if ids is None or ids.issuperset(tie.ends))


def _directed(tie: Tie, stroke: Stroke, ends: tuple[str, ...] = ()) -> Link:
    return Link(ends or tie.ends, stroke, True, tie.kind, 1, (tie,))


def _between(links: Iterable[Link], naming: Naming) -> Iterable[Link]:
    """Yield links with the names that stand for their ends, without those that thereby lead to themselves."""
    for link in links:
        tie = link.evidence[0]
        ends = tuple(naming.of(end, tie.date) for end in link.ends)
        if ends[0] != ends[1] or ends == link.ends:
            yield _directed(tie, link.stroke, ends)


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
            tie = lineage_tie(catalog, model, ancestor)
            for id_, name in zip(tie.ends, tie.names, strict=True):
                nodes.setdefault(id_, Node(id_, name, "model" if catalog.model(id_) else "outside"))
            links.append(_directed(tie, "light"))
    return Graph(
        "lineage",
        tuple(nodes[id_] for id_ in sorted(nodes)),
        tuple(links),
        "from a base to what is built on it",
    )


def _two_mode(catalog: Catalog, models: Iterable[Model], naming: Naming) -> Graph:
    nodes: dict[str, Node] = {}
    links: list[Link] = []
    for model in models:
        date = model.released.date if model.released else None
        parts: dict[str, list[Part]] = {}
        for part in model.organizations:
            parts.setdefault(naming.of(part.id, date), []).append(part)
        for id_, mine in parts.items():
            ties = tuple(part_tie(catalog, model, part) for part in mine)
            nodes.setdefault(id_, _organization_node(catalog, id_))
            nodes.setdefault(f"model:{model.id}", Node(f"model:{model.id}", model.name, "model"))
            links.append(Link((id_, f"model:{model.id}"), "light", False, ties[0].kind, len(ties), ties))
    return Graph("two-mode", tuple(nodes[id_] for id_ in sorted(nodes)), tuple(links), naming.note)
