"""The same graph in plain text, in reading order: every node, every tie, every number of the picture."""

from __future__ import annotations

from collections.abc import Iterator

from genai_tui.catalog.text import safe_line
from genai_tui.graph.figures import Graph


def twin(graph: Graph) -> Iterator[str]:
    """Yield the lines: what the graph is, then each node with its ties, then what stands alone."""
    names = {node.id: safe_line(node.label) for node in graph.nodes}
    of: dict[str, list[int]] = {node.id: [] for node in graph.nodes}
    for number, link in enumerate(graph.links):
        for end in link.ends:
            of.setdefault(end, []).append(number)
    yield f"{graph.title}: {len(graph.nodes)} nodes, {len(graph.links)} ties{f' · {graph.note}' if graph.note else ''}"
    alone = []
    for node in graph.nodes:
        if not of[node.id]:
            alone.append(names[node.id])
            continue
        yield f"{names[node.id]}{f' ({node.frame})' if node.frame != 'plain' else ''}"
        for number in of[node.id]:
            link = graph.links[number]
            others = [names.get(end, end) for end in link.ends if end != node.id] or [names[node.id]]
            arrow = "" if not link.directed else "to " if link.ends[-1] != node.id else "from "
            proofs = ", ".join(
                f"{safe_line(proof.name)}{f' {proof.date}' if proof.date else ''}" for proof in link.evidence
            )
            yield f"  {link.kind or 'tie'} {arrow}{' + '.join(others)}{f': {proofs}' if proofs else ''}"
    if alone:
        yield f"alone: {', '.join(alone)}"
