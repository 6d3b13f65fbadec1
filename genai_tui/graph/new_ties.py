"""New ties of a graph: links that join what nothing joined before a day are drawn heavy, and all others are not."""

from __future__ import annotations

from itertools import combinations

from msgspec import structs

from genai_tui.catalog.cells import count_of
from genai_tui.catalog.partial_date import surely_after
from genai_tui.graph.types import Graph, Link, Stroke


def with_new_ties(graph: Graph, whole: Graph, since: str) -> Graph:
    """Return a graph with its new ties heavy, and the day in `since`; `whole` is what it was cut from.

    A link is new where it joins two that no tie of its kind joined by the end of the day. A tie that may be
    older, or has no date, is not taken for a new one.
    """
    joined: set[tuple[str, str, str]] = set()
    for link in whole.links:
        if any(not _is_new(link, since, number) for number in range(len(link.evidence) or 1)):
            joined.update((one, other, link.kind) for one, other in _pairs(link))
    links = tuple(
        structs.replace(
            link,
            stroke="heavy" if any((*pair, link.kind) not in joined for pair in _pairs(link)) else _old(link),
        )
        for link in graph.links
    )
    count = sum(link.stroke == "heavy" for link in links)
    note = f"{graph.note} · {count_of(count, 'tie')} of {len(links)} new since {since}"
    return structs.replace(graph, links=links, note=note, since=since)


def _is_new(link: Link, since: str, number: int) -> bool:
    date = link.evidence[number].date if link.evidence else None
    return date is not None and surely_after(date, since)


def _pairs(link: Link) -> list[tuple[str, str]]:
    """Return the ends of a link in pairs; those of one with a direction in its order."""
    return list(combinations(link.ends if link.directed else sorted(set(link.ends)), 2))


def _old(link: Link) -> Stroke:
    """Return the stroke of a link that is not new: what is heavy for the number of its ends is light now."""
    return "light" if link.stroke == "heavy" else link.stroke
