"""GraphML, the XML of graphs: networkx reads the same nodes and edges back."""

from __future__ import annotations

import re
from xml.sax.saxutils import escape, quoteattr

from genai_tui.catalog.sanitize import safe_line
from genai_tui.graph.captions import title_of
from genai_tui.graph.edges import ROW, as_rows, edges
from genai_tui.graph.types import Graph

_XML_FORBIDS = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def as_graphml(graph: Graph) -> str:
    """Return a graph as GraphML.

    One directed tie makes the whole file that of a directed graph, because readers know no mixed ones. Each edge says
    for itself whether it has a direction.
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
    (
        name,
        {"directed": "boolean", "weight": "double", "amount_usd": "double", "share_percent": "double"}.get(
            name, "string"
        ),
    )
    for name in ROW[2:]
)


def _xml(text: str) -> str:
    return escape(_XML_FORBIDS.sub("�", safe_line(text)))


def _attribute(text: str) -> str:
    return quoteattr(_XML_FORBIDS.sub("�", text))
