"""Standings of organizations in the graph, measured where an answer needs them."""

from __future__ import annotations

from collections.abc import Iterable

from genai_tui.catalog.model import Catalog
from genai_tui.catalog.organization_attributes import MEASURED


def measure(catalog: Catalog, words: Iterable[str]) -> None:
    """Have the graph measured where any of the words that make up an answer names what only the graph knows."""
    if any(name in word for word in words for name in MEASURED):
        from genai_tui.graph.standings import measure_organizations  # imported here: networkx takes its time

        measure_organizations(catalog)
