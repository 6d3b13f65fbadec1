"""Graphs of organizations: who made models together, who owns, bought or funded whom.

An organization's own id is the id of its node. A part's unit is a lab within the organization and no partner of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from genai_tui.catalog.model import Catalog, Model, Organization
from genai_tui.catalog.ties import TOGETHER, Tie, joint_tie, relation_tie
from genai_tui.graph.name_merging import Naming
from genai_tui.graph.types import Frame, Graph, Link, Node

Models = tuple[Model, ...] | None
"""The models that a graph is restricted to; None for no restriction."""


def collaboration_graph(catalog: Catalog, naming: Naming, models: Models) -> Graph:
    """Return the organizations of some models, or of all, joined by the models that they made together."""
    chosen = catalog.models if models is None else models
    return _graph(catalog, _collaborations(catalog, chosen, naming), naming, chosen)


def ownership_graph(catalog: Catalog, naming: Naming, models: Models) -> Graph:
    """Return the relations: who owns, bought, funded or became whom, and the rest; of some models only among the organizations behind them.

    Names are never merged here: merging replaces the owned by their owners, and would leave no relation to draw.
    """
    return _graph(catalog, _relations(catalog, models), Naming(catalog, "split"), ())


def organization_graph(catalog: Catalog, naming: Naming, models: Models) -> Graph:
    """Return collaboration and ownership in one graph."""
    chosen = catalog.models if models is None else models
    relations = _with_merged_ends(_relations(catalog, models), naming)
    return _graph(catalog, (*_collaborations(catalog, chosen, naming), *relations), naming, chosen)


def makers(model: Model, naming: Naming) -> tuple[str, ...]:
    """Return the ids of the organizations with a part in a model, names merged, each once."""
    date = model.released.date if model.released else None
    return tuple(dict.fromkeys(naming.of(part.id, date) for part in model.organizations))


def organization_node(catalog: Catalog, id_: str) -> Node:
    """Return the node of an organization, which may be known by its id alone."""
    known = catalog.organization(id_)
    return Node(id_, known.name if known else id_, _frame(known))


def _frame(organization: Organization | None) -> Frame:
    return (organization.kind or "plain") if organization else "outside"


def _graph(catalog: Catalog, links: tuple[Link, ...], naming: Naming, models: Iterable[Model]) -> Graph:
    """Return a graph of links and of the makers of some models, joined or not."""
    ids = {id_ for model in models for id_ in makers(model, naming)}
    ids.update(end for link in links for end in link.ends)
    return Graph("", tuple(organization_node(catalog, id_) for id_ in sorted(ids)), links, naming.note)


def _collaborations(catalog: Catalog, models: Iterable[Model], naming: Naming) -> tuple[Link, ...]:
    """Return a link for every set of organizations that made models together; its weight is their number."""
    together: dict[tuple[str, ...], list[Tie]] = {}
    for model in models:
        ends = tuple(sorted(makers(model, naming)))
        if len(ends) > 1 and (tie := joint_tie(catalog, model)):
            together.setdefault(ends, []).append(tie)
    return tuple(
        Link(ends, "heavy" if len(ends) > 2 else "light", False, TOGETHER, len(ties), tuple(ties))
        for ends, ties in sorted(together.items())
    )


def _relations(catalog: Catalog, models: Models) -> tuple[Link, ...]:
    """Return a link for each relation, or for each among the organizations of some models."""
    ids = None if models is None else {id_ for model in models for id_ in model.organization_ids}
    ties = (relation_tie(catalog, relation) for relation in catalog.relations)
    return tuple(_relation(tie, tie.ends) for tie in ties if ids is None or ids.issuperset(tie.ends))


def _relation(tie: Tie, ends: tuple[str, ...]) -> Link:
    return Link(ends, "double", True, tie.kind, 1, (tie,))


def _with_merged_ends(links: Iterable[Link], naming: Naming) -> Iterator[Link]:
    """Yield relations between merged names; those that merging makes a relation with itself are left out."""
    for link in links:
        tie = link.evidence[0]
        ends = tuple(naming.of(end, tie.date) for end in link.ends)
        if ends[0] != ends[1] or ends == link.ends:
            yield _relation(tie, ends)
