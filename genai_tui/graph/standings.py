"""Standings of organizations: their measures in the graph of collaborations, kept with the catalog."""

from __future__ import annotations

from genai_tui.catalog.model import Catalog
from genai_tui.catalog.organization_counts import Standing, are_measured, keep_standings
from genai_tui.graph.analysis import measures
from genai_tui.graph.name_merging import Naming
from genai_tui.graph.organization_graph import collaboration_graph


def measure_organizations(catalog: Catalog) -> None:
    """Measure every organization that made a model with another, once for a catalog."""
    if are_measured(catalog):
        return
    found = measures(collaboration_graph(catalog, Naming(catalog, "split"), None))
    keep_standings(
        catalog,
        {each.id: Standing(each.betweenness, each.community) for each in found.values() if each.partners},
    )
