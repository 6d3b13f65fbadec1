"""Graphs for other programs: JSON, GraphML, DOT, Mermaid, CSV. Ties are pairs there, as those programs want."""

from __future__ import annotations

import re
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from genai_tui.catalog.text import safe_line
from genai_tui.graph.building import pairs
from genai_tui.graph.figures import Graph, Link

_XML_FORBIDS = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def as_json(graph: Graph) -> dict[str, Any]:
    """Return typed data: nodes, links with all their ends and evidence, and pairs with their weight."""
    return {
        "title": graph.title,
        "note": graph.note or None,
        "nodes": [{"id": node.id, "label": node.label, "kind": node.frame} for node in graph.nodes],
        "links": [
            {
                "ends": list(link.ends), "kind": link.kind or None, "directed": link.directed, "weight": link.weight,
                "evidence": [{"id": e.id, "name": e.name, "date": e.date} for e in link.evidence],
            }
            for link in graph.links
        ],
        "edges": [dict(zip(ROW, row, strict=True)) for row in as_rows(graph)],
    }  # fmt: skip


def as_graphml(graph: Graph) -> str:
    """Return GraphML with labels, kinds and weights; networkx reads the same nodes, edges and weights back."""
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">',
        '<key id="label" for="node" attr.name="label" attr.type="string"/>',
        '<key id="kind" for="node" attr.name="kind" attr.type="string"/>',
        '<key id="weight" for="edge" attr.name="weight" attr.type="double"/>',
        '<key id="evidence" for="edge" attr.name="evidence" attr.type="string"/>',
        f'<graph id={_attribute(graph.title)} edgedefault="undirected">',
    ]
    for node in graph.nodes:
        lines.append(
            f'<node id={_attribute(node.id)}><data key="label">{_xml(node.label)}</data>'
            f'<data key="kind">{node.frame}</data></node>'
        )
    for one, other, weight, evidence in as_rows(graph):
        lines.append(
            f"<edge source={_attribute(one)} target={_attribute(other)}>"
            f'<data key="weight">{float(weight)}</data>'
            f'<data key="evidence">{_xml(" ".join(evidence))}</data></edge>'
        )
    return "\n".join([*lines, "</graph>", "</graphml>"])


def _xml(text: str) -> str:
    return escape(_XML_FORBIDS.sub("�", text))


def _attribute(text: str) -> str:
    return quoteattr(_XML_FORBIDS.sub("�", text))


def as_dot(graph: Graph) -> str:
    """Return Graphviz's language; a tie of many goes through a point of its own."""
    lines = ["digraph {", "  edge [dir=none];"]
    lines += [f"  {_dot(node.id)} [label={_dot(safe_line(node.label))}, shape=box];" for node in graph.nodes]
    for number, link in enumerate(graph.links):
        label = f"label={_dot(_said(link))}"
        if len(link.ends) == 2:
            arrow = ", dir=forward" if link.directed else ""
            lines.append(f"  {_dot(link.ends[0])} -> {_dot(link.ends[1])} [{label}{arrow}];")
        else:
            lines.append(f"  tie{number} [shape=point, xlabel={_dot(_said(link))}];")
            lines += [f"  {_dot(end)} -> tie{number};" for end in link.ends]
    return "\n".join([*lines, "}"])


def _said(link: Link) -> str:
    return f"{link.kind} {link.weight:g}" if link.weight > 1 else link.kind


def _dot(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ") + '"'


def as_mermaid(graph: Graph) -> str:
    """Return a Mermaid flowchart."""
    place = {node.id: f"n{number}" for number, node in enumerate(graph.nodes)}
    lines = ["flowchart TD"]
    lines += [f'  {place[node.id]}["{_mermaid(node.label)}"]' for node in graph.nodes]
    for number, link in enumerate(graph.links):
        ends = [place[end] for end in link.ends if end in place]
        if len(ends) == 2:
            lines.append(f"  {ends[0]} {'-->' if link.directed else '---'} {ends[1]}")
        elif len(ends) > 2:
            lines.append(f"  t{number}(( ))")
            lines += [f"  {end} --- t{number}" for end in ends]
    return "\n".join(lines)


def _mermaid(text: str) -> str:
    return "".join(
        char if char.isalnum() or char in " .,-+/" else f"#{ord(char)};" for char in safe_line(text)
    )


ROW = ("source", "target", "weight", "evidence")
"""What a row of `as_rows` holds."""


def as_rows(graph: Graph) -> list[tuple[str, str, int, list[str]]]:
    """Return a row for each pair that a link joins."""
    return [
        (one, other, max(1, len(proofs)), [proof.id for proof in proofs])
        for (one, other), proofs in sorted(pairs(graph).items())
    ]
