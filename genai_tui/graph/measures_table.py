"""The measures of every node of a graph as a table, with bridges and years in words."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from genai_tui.catalog.cells import count_of
from genai_tui.catalog.sanitize import safe_line
from genai_tui.graph.analysis import Measures, bridges, by_year, measures, partner_counts
from genai_tui.graph.kinds import kind_of
from genai_tui.graph.types import Graph

_MOST_BRIDGES = 10
"""Bridges that are named; the others are counted."""


def measures_table(shown: Graph, whole: Graph) -> list[tuple[str, ...]]:
    """Return a heading and a row for each node, highest betweenness first.

    Partners are counted in the whole graph, because every other screen shows that number.
    """
    labels = {node.id: safe_line(node.label) for node in shown.nodes}
    partners_of = partner_counts(whole)
    columns: dict[str, Callable[[Measures], str]] = {
        "Name": lambda each: labels[each.id],
        "Partners": lambda each: str(partners_of[each.id]),
        "Neighbors": lambda each: str(each.degree),
        "Ties": lambda each: f"{each.weight:g}",
        "Between": lambda each: f"{each.betweenness:.3f}",
        "Community": lambda each: str(each.community),
        "Part": lambda each: str(each.part),
    }
    counts = kind_of(shown).counts
    for count in ("partners", "neighbors"):
        if count not in counts:
            del columns[count.capitalize()]
    measured = sorted(
        measures(shown).values(), key=lambda each: (-each.betweenness, -each.degree, labels[each.id], each.id)
    )
    return [tuple(columns), *(tuple(cell(each) for cell in columns.values()) for each in measured)]


def bridges_and_years(graph: Graph) -> Iterator[str]:
    """Yield in words the bridges of a graph, and how many ties each year gave, where there are any."""
    labels = {node.id: safe_line(node.label) for node in graph.nodes}
    if ties := bridges(graph):
        few = "; ".join(f"{labels[one]} – {labels[other]}" for one, other in ties[:_MOST_BRIDGES])
        more = f"; {len(ties) - _MOST_BRIDGES} more" if len(ties) > _MOST_BRIDGES else ""
        yield f"{count_of(len(ties), 'pair')} without which a part falls in two: {few}{more}"
    years = ", ".join(f"{year or 'not known'} {count}" for year, count in by_year(graph))
    if years:
        yield f"ties by year: {years}"
