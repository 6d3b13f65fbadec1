"""Text alternative: a graph in words, in reading order, with every node, tie and number of its drawing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from genai_tui.catalog.cells import count_of
from genai_tui.catalog.sanitize import safe_line
from genai_tui.catalog.ties import TOGETHER, Tie, sources_text
from genai_tui.graph.captions import counts_text, frame_words, title_of
from genai_tui.graph.types import Graph, Link, Node


def twin(graph: Graph, whole: bool = False) -> Iterator[str]:
    """Yield the lines: title and counts, then each node with its ties, then the nodes without a tie.

    With `whole` the first mention of a tie is followed by its note and its sources.
    """
    names = {node.id: safe_line(node.label) for node in graph.nodes}
    of: dict[str, list[int]] = {node.id: [] for node in graph.nodes}
    for number, link in enumerate(graph.links):
        for end in dict.fromkeys(link.ends):
            of.setdefault(end, []).append(number)
    note = f" · {graph.note}" if graph.note else ""
    yield f"{title_of(graph)}: {counts_text(graph)}{note}"
    alone = []
    told: set[int] = set()
    for node in graph.nodes:
        if held := graph.communities.get(node.id):
            yield from _community_lines(graph, node.id, names, held, of[node.id])
            continue
        if not of[node.id]:
            alone.append(names[node.id])
            continue
        yield f"{names[node.id]}{f' ({frame_words(node.frame)})' if node.frame != 'plain' else ''}"
        for number in of[node.id]:
            yield from _tie_lines(graph.links[number], node.id, names, whole and number not in told)
            told.add(number)
    if alone:
        yield f"alone: {', '.join(alone)}"
    if graph.left_out:
        yield f"left out, {len(graph.left_out)}: {_named(graph.left_out)}"


def _community_lines(
    graph: Graph, here: str, names: Mapping[str, str], held: tuple[Node, ...], links: list[int]
) -> Iterator[str]:
    """Yield the lines of a community: what it holds, the strongest first, and its bridges to others."""
    yield names[here]
    yield f"  holds {_named(held)}"
    for link in (graph.links[number] for number in links):
        other = next(end for end in link.ends if end != here)
        told = ", ".join(safe_line(tie.brief) for tie in link.evidence)
        yield f"  {count_of(max(1, len(link.evidence)), 'tie')} with {names[other]}{f': {told}' if told else ''}"


def _named(nodes: Iterable[Node]) -> str:
    """Return nodes in a line, each with its id, by which it can be asked for."""
    return ", ".join(f"{safe_line(node.label)} ({safe_line(node.id)})" for node in nodes)


def _tie_lines(link: Link, here: str, names: Mapping[str, str], whole: bool) -> Iterator[str]:
    """Yield the lines of a link under the node `here`: a sentence for each directed tie, and one for all others."""
    others = " + ".join(names.get(end, end) for end in link.ends if end != here) or names[here]
    if link.directed and link.evidence:
        for tie in link.evidence:
            yield f"  {safe_line(tie.told())}"
            yield from _proof_lines((tie,), whole)
    elif link.directed:
        yield f"  {link.kind or 'tie'} {'from' if link.ends[-1] == here else 'to'} {others}"
    else:
        brief = link.kind == TOGETHER
        told = ", ".join(safe_line(tie.told(brief)) for tie in link.evidence)
        if brief or not told:
            yield f"  {link.kind or 'tie'} {others}{f': {told}' if told else ''}"
        else:
            yield f"  {told}"
        yield from _proof_lines(link.evidence, whole)


def _proof_lines(ties: tuple[Tie, ...], whole: bool) -> Iterator[str]:
    for tie in ties if whole else ():
        of = f" of {safe_line(tie.model_name)}" if len(ties) > 1 else ""
        if tie.licenses:
            yield f"    licences: {safe_line(tie.licenses.text)}"
        if tie.note:
            yield f"    note{of}: {safe_line(tie.note)}"
        if tie.sources:
            yield f"    {'sources' if len(tie.sources) > 1 else 'source'}{of}: {safe_line(sources_text(tie.sources))}"
