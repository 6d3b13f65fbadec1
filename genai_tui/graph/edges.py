"""The edges of a graph as other programs want them: two ends each, from who acts to whom.

A tie with a direction is an edge of its own, with its date, amount, share, note and sources. Those who made models together
are joined in pairs, each once, with the models that prove it.
"""

from __future__ import annotations

from itertools import combinations

from msgspec import Struct

from genai_tui.catalog.ties import TOGETHER, Tie, sources_text
from genai_tui.graph.types import Graph, Link

ROW = (
    "source", "target", "kind", "directed", "date", "amount_usd", "share_percent", "weight", "evidence", "fact", "note", "sources",
)  # fmt: skip
"""The columns of `as_rows`."""


class Edge(Struct, frozen=True):
    """Two joined nodes and the ties between them. A directed edge leads from who acts to whom."""

    source: str
    target: str
    kind: str
    directed: bool
    ties: tuple[Tie, ...] = ()

    @property
    def weight(self) -> int:
        """The number of ties, at least 1."""
        return max(1, len(self.ties))

    @property
    def date(self) -> str:
        """The dates of the ties, in their order; `·` stands for an unknown date among known ones."""
        dates = [tie.date for tie in self.ties]
        return "; ".join(date or "·" for date in dates) if any(dates) else ""

    @property
    def models(self) -> tuple[str, ...]:
        """The ids of the models that prove it."""
        return tuple(dict.fromkeys(tie.model for tie in self.ties if tie.model))

    @property
    def fact(self) -> str:
        """What happened, in words."""
        return "; ".join(tie.told() for tie in self.ties)

    @property
    def note(self) -> str:
        """The notes of the ties."""
        return "; ".join(dict.fromkeys(tie.note for tie in self.ties if tie.note))

    @property
    def sources(self) -> str:
        """The sources of the ties, each once."""
        return sources_text(dict.fromkeys(source for tie in self.ties for source in tie.sources))

    @property
    def amount(self) -> float | None:
        """Dollars; None unless the edge is one tie with a known amount."""
        return self.ties[0].amount_usd if len(self.ties) == 1 else None

    @property
    def share(self) -> float | None:
        """Per cent; None unless the edge is one tie with a known share."""
        return self.ties[0].share_percent if len(self.ties) == 1 else None


def edges(graph: Graph) -> tuple[Edge, ...]:
    """Return an edge for each tie that has a direction, and one for each other pair and kind, in order of ids."""
    directed: list[Edge] = []
    pairs: dict[tuple[str, str, str], dict[Tie, None]] = {}
    for link in graph.links:
        if link.directed:
            ends = (link.ends[0], link.ends[-1])
            directed += [Edge(*ends, link.kind, True, (tie,)) for tie in link.evidence] or [
                Edge(*ends, link.kind, True)
            ]
        else:
            sides = dict.fromkeys(link.ends) if _of_parts(link) else sorted(set(link.ends))
            for one, other in combinations(sides, 2):
                pairs.setdefault((one, other, link.kind), {}).update(dict.fromkeys(link.evidence))
    joined = [Edge(one, other, kind, False, tuple(ties)) for (one, other, kind), ties in pairs.items()]
    return tuple(
        sorted([*directed, *joined], key=lambda each: (each.source, each.target, each.kind, each.date))
    )


def _of_parts(link: Link) -> bool:
    """Return whether a link without an arrow still has a first and a second end: who had a part in which model."""
    return bool(link.evidence) and link.kind != TOGETHER


def _number(value: float | None) -> str | None:
    return None if value is None else f"{value:.15g}"


def as_rows(graph: Graph) -> list[tuple[str | int | None, ...]]:
    """Return a row for each edge, with what ROW names."""
    return [
        (
            edge.source, edge.target, edge.kind, "true" if edge.directed else "false", edge.date,
            _number(edge.amount), _number(edge.share),
            edge.weight, " ".join(edge.models), edge.fact, edge.note, edge.sources,
        )
        for edge in edges(graph)
    ]  # fmt: skip
