"""Graphs for other programs: JSON, GraphML, DOT, Mermaid, CSV.

A tie that has a direction is an edge of its own there, from who acts to whom, with its date, amount, note and
sources. Those who made models together are joined in pairs, each once, with the models that prove it.
"""

from __future__ import annotations

import re
from itertools import combinations
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from msgspec import Struct

from genai_tui.catalog.sanitize import safe_line
from genai_tui.catalog.ties import TOGETHER, Tie, sources_text, verb
from genai_tui.graph.captions import title_of
from genai_tui.graph.types import Graph, Link

_XML_FORBIDS = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

ROW = (
    "source", "target", "kind", "directed", "date", "amount_usd", "weight", "evidence", "fact", "note", "sources",
)  # fmt: skip
"""What a row of `as_rows` holds."""


class Edge(Struct, frozen=True):
    """Two nodes that are joined, from who acts to whom where it is `directed`, and the ties between them."""

    source: str
    target: str
    kind: str
    directed: bool
    ties: tuple[Tie, ...] = ()

    @property
    def weight(self) -> int:
        """How many ties there are."""
        return max(1, len(self.ties))

    @property
    def date(self) -> str:
        """The dates of the ties, in their order; a lone `·` for one not known among others."""
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
        """Dollars, where one amount is known."""
        return self.ties[0].amount_usd if len(self.ties) == 1 else None


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
    """Tell whether a link without an arrow still has a first and a second end: who had a part in which model."""
    return bool(link.evidence) and link.kind != TOGETHER


def as_json(graph: Graph) -> dict[str, Any]:
    """Return typed data: nodes, links with all their ends and ties, and edges of two ends each."""
    return {
        "title": title_of(graph),
        "note": graph.note or None,
        "nodes": [{"id": node.id, "label": node.label, "kind": node.frame} for node in graph.nodes],
        "links": [
            {
                "ends": list(link.ends), "kind": link.kind or None, "directed": link.directed,
                "weight": link.weight, "evidence": [tie_as_json(tie) for tie in link.evidence],
            }
            for link in graph.links
        ],
        "edges": [
            {
                "source": edge.source, "target": edge.target, "kind": edge.kind or None, "directed": edge.directed,
                "weight": edge.weight, "evidence": [tie_as_json(tie) for tie in edge.ties],
            }
            for edge in edges(graph)
        ],
    }  # fmt: skip


def tie_as_json(tie: Tie) -> dict[str, Any]:
    """Return a tie as typed data. `from` and `to` are null for one without a direction, whose ends are `ends`."""
    first, second = tie.ends if tie.directed else (None, None)
    return {
        "id": tie.model, "kind": tie.kind, "name": tie.brief, "fact": tie.said, "from": first, "to": second,
        "ends": list(tie.ends), "names": list(tie.names), "date": tie.date, "amount_usd": tie.amount_usd,
        "note": tie.note, "disputed": tie.disputed,
        "sources": [{"id": each.id, "title": each.title, "url": each.url} for each in tie.sources],
    }  # fmt: skip


def as_rows(graph: Graph) -> list[tuple[str | int | None, ...]]:
    """Return a row for each edge, with what ROW names."""
    return [
        (
            edge.source, edge.target, edge.kind, "true" if edge.directed else "false", edge.date,
            None if edge.amount is None else f"{edge.amount:.15g}",
            edge.weight, " ".join(edge.models), edge.fact, edge.note, edge.sources,
        )
        for edge in edges(graph)
    ]  # fmt: skip


def as_graphml(graph: Graph) -> str:
    """Return GraphML; networkx reads the same nodes and edges back, with the directions that ties have.

    A file that holds a directed tie is one of a directed graph, as readers want it; whether an edge of it
    has a direction stands with the edge.
    """
    every = edges(graph)
    default = "directed" if any(edge.directed for edge in every) else "undirected"
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">',
        '<key id="label" for="node" attr.name="label" attr.type="string"/>',
        '<key id="frame" for="node" attr.name="kind" attr.type="string"/>',
        *(
            f'<key id="{name}" for="edge" attr.name="{name}" attr.type="{kind}"/>'
            for name, kind in _EDGE_KEYS
        ),
        f'<graph id={_attribute(title_of(graph).replace(" ", "-"))} edgedefault="{default}">',
    ]
    for node in graph.nodes:
        lines.append(
            f'<node id={_attribute(node.id)}><data key="label">{_xml(node.label)}</data>'
            f'<data key="frame">{node.frame}</data></node>'
        )
    for edge, row in zip(every, as_rows(graph), strict=True):
        values = dict(zip(ROW, row, strict=True))
        data = "".join(
            f'<data key="{name}">{_xml(str(values[name]))}</data>'
            for name, _ in _EDGE_KEYS
            if values[name] not in (None, "")
        )
        lines.append(f"<edge source={_attribute(edge.source)} target={_attribute(edge.target)}>{data}</edge>")
    return "\n".join([*lines, "</graph>", "</graphml>"])


_EDGE_KEYS = tuple(
    (name, {"directed": "boolean", "weight": "double", "amount_usd": "double"}.get(name, "string"))
    for name in ROW[2:]
)


def _xml(text: str) -> str:
    return escape(_XML_FORBIDS.sub("�", text))


def _attribute(text: str) -> str:
    return quoteattr(_XML_FORBIDS.sub("�", text))


def as_dot(graph: Graph) -> str:
    """Return Graphviz's language; a tie of many goes through a point of its own."""
    lines = ["digraph {", "  edge [dir=none];"]
    lines += [f"  {_dot(node.id)} [label={_dot(safe_line(node.label))}, shape=box];" for node in graph.nodes]
    for number, link in enumerate(graph.links):
        label = f"label={_dot(_label(link))}{_tooltip(link)}"
        if len(link.ends) == 2:
            arrow = ", dir=forward" if link.directed else ""
            lines.append(f"  {_dot(link.ends[0])} -> {_dot(link.ends[1])} [{label}{arrow}];")
        else:
            lines.append(f"  tie{number} [shape=point, x{label}];")
            lines += [f"  {_dot(end)} -> tie{number};" for end in link.ends]
    return "\n".join([*lines, "}"])


def _label(link: Link) -> str:
    """Return what stands at a line: what was done, when and for how much; or the models and their dates."""
    if not link.evidence:
        return f"{link.kind} {link.weight:g}" if link.weight > 1 else link.kind
    if link.directed:
        tie = link.evidence[0]
        return safe_line(" · ".join(part for part in (verb(tie.kind), tie.date, tie.amount) if part))
    if link.kind == TOGETHER:
        return safe_line(", ".join(tie.told(brief=True) for tie in link.evidence))
    return verb(link.kind)


def _told(link: Link) -> str:
    """Return the whole of what a line stands for: every fact with its note and its sources."""
    told = [
        " · ".join(part for part in (tie.told(), tie.note, sources_text(tie.sources)) if part)
        for tie in link.evidence
    ]
    return safe_line(" | ".join(told))


def _tooltip(link: Link) -> str:
    return f", tooltip={_dot(_told(link))}" if link.evidence else ""


def _dot(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ") + '"'


def as_mermaid(graph: Graph) -> str:
    """Return a Mermaid flowchart; what a line stands for is a comment above it."""
    place = {node.id: f"n{number}" for number, node in enumerate(graph.nodes)}
    lines = ["flowchart TD"]
    lines += [f'  {place[node.id]}["{_mermaid(node.label)}"]' for node in graph.nodes]
    for number, link in enumerate(graph.links):
        ends = [place[end] for end in link.ends if end in place]
        lines += [f"  %% {_told(link).translate(_NO_DIRECTIVE)}"] if link.evidence else []
        words = _mermaid(_label(link))
        if len(ends) == 2:
            label = f'|"{words}"|' if words else ""
            lines.append(f"  {ends[0]} {'-->' if link.directed else '---'}{label} {ends[1]}")
        elif len(ends) > 2:
            lines.append(f'  t{number}(("{words or " "}"))')
            lines += [f"  {end} --- t{number}" for end in ends]
    return "\n".join(lines)


_NO_DIRECTIVE = str.maketrans("{}", "()")
"""Braces in a comment begin an instruction to Mermaid."""


def _mermaid(text: str) -> str:
    return "".join(
        char if char.isalnum() or char in " .,-+/·" else f"#{ord(char)};" for char in safe_line(text)
    )
