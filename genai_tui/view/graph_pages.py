"""Pages about a graph beside its drawing: a node, ties, a path, the legend, the titles."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct

from genai_tui.catalog.cells import count_of
from genai_tui.catalog.describe import Item, Link, Page
from genai_tui.catalog.model import Catalog
from genai_tui.catalog.sanitize import safe_line
from genai_tui.catalog.ties import TOGETHER, Tie, counted_group, group_heading
from genai_tui.graph import analysis, captions
from genai_tui.graph.adjacency_matrix import legend
from genai_tui.graph.drawing.rasterizer import Drawing
from genai_tui.graph.kinds import kind_of
from genai_tui.graph.types import Graph, Node
from genai_tui.view.graph import GraphView
from genai_tui.view.graph_pictures import Drawn


class NodePages(Struct, frozen=True):
    """A node: its name, a line of what it is and how many others it is tied to, its pages."""

    name: str
    tags: str
    pages: tuple[Page, ...]


def names_in(graph: Graph) -> dict[str, str]:
    """Return what every node of a graph is called, safe to show, by its id."""
    return {node.id: safe_line(node.label) for node in graph.nodes}


def tie_item(catalog: Catalog, tie: Tie, brief: bool = False) -> Item:
    """Return a tie as a line: it leads to the model that proves it, or else to its sources."""
    link = Link("model", tie.model) if tie.model and catalog.model(tie.model) else None
    return Item("link", tie.told(brief), mark="!" if tie.disputed else "", link=link, ties=(tie,))


def _by_date(catalog: Catalog, ties: Iterable[Tie]) -> Iterator[Item]:
    """Yield ties as lines, the latest first."""
    for tie in sorted(ties, key=lambda each: each.date or "", reverse=True):
        yield tie_item(catalog, tie)


def node_pages(
    catalog: Catalog, whole: Graph, node: Node, measured: Mapping[str, analysis.Measures]
) -> NodePages:
    """Return what is known of a node in a graph: its ties, what proves them, its measures where they are there."""
    around = analysis.groups(whole, node.id)
    near = {other for others in around.values() for other in others}
    names = {each.id: safe_line(each.label) for each in whole.nodes if each.id in near}
    seen: dict[Tie, None] = {}
    items: list[Item] = []
    for group, others in around.items():
        items.append(Item("heading", group_heading(group, others)))
        for other, ties in others.items():
            seen.update(dict.fromkeys(ties))
            count = f" · {count_of(len(ties), 'model')}" if ties[0].kind == TOGETHER else ""
            items.append(Item("link", f"{names[other]}{count}", link=Link("organization", other), ties=ties))
            if ties[0].licenses:
                items.append(Item("quiet", f"  licences: {ties[0].licenses.text}"))
    counts = [counted_group(group, len(others)) for group, others in around.items()]
    pages = (
        Page("Ties", tuple(items) or (Item("quiet", "Nothing is known of its ties."),)),
        Page("Evidence", _by_date(catalog, seen)),
        Page("Measures", _measures(whole, node.id, measured)),
    )
    return NodePages(node.label, " · ".join((captions.frame_words(node.frame), *counts)), pages)


def community_pages(catalog: Catalog, graph: Graph, box: Node) -> NodePages:
    """Return what is known of a community that is drawn as a box: what it holds, and what joins it to others."""
    held = graph.communities[box.id]
    links = sorted((link for link in graph.links if box.id in link.ends), key=lambda link: -link.weight)
    names = names_in(graph)
    bridges = []
    for link in links:
        other = next(end for end in link.ends if end != box.id)
        text = f"{names[other]} · {count_of(max(1, len(link.evidence)), 'tie')}"
        bridges.append(Item("link", text, link=Link("choice", other), ties=link.evidence))
    members = (Item("link", node.label, link=Link("organization", node.id)) for node in held)
    ties = dict.fromkeys(tie for link in links for tie in link.evidence)
    pages = (
        Page("Holds", tuple(members)),
        Page("Bridges", tuple(bridges) or (Item("quiet", "Nothing joins it to another."),)),
        Page("Evidence", _by_date(catalog, ties)),
    )
    tags = f"community of {count_of(len(held), 'node')} · {count_of(len(links), 'bridge')}"
    return NodePages(held[0].label, tags, pages)


def _measures(whole: Graph, node_id: str, measured: Mapping[str, analysis.Measures]) -> tuple[Item, ...]:
    mine = measured.get(node_id)
    if mine is None:
        return (Item("quiet", "Being measured …"),)
    every, counts = measured.values(), kind_of(whole).counts
    rank = 1 + sum(each.betweenness > mine.betweenness for each in every)
    return (
        *[Item("fact", str(mine.partners), "Partners")] * ("partners" in counts),
        *[Item("fact", str(mine.degree), "Neighbors")] * ("neighbors" in counts),
        Item("fact", f"{mine.weight:g}", "Ties"),
        Item("fact", f"{mine.betweenness:.3f}, rank {rank} of {len(measured)}", "Between"),
        Item("fact", f"{mine.community} of {max(each.community for each in every)}", "Community"),
        Item("fact", f"{mine.part} of {max(each.part for each in every)}", "Part"),
        *(Item("quiet", words) for words in _MEASURES_IN_WORDS),
    )


_MEASURES_IN_WORDS = (
    "Between: the share of the shortest paths of two others that lead over it.",
    "Community: those tied more closely to each other than to the rest; 1 is the largest.",
    "Part: what no tie joins to the rest.",
)
"""What the measures mean that have no plain name."""


def path_items(catalog: Catalog, whole: Graph, start: str, end: str) -> tuple[Item, ...]:
    """Return how one node is joined to another, what proves each step, and where the path goes back in time."""
    names = names_in(whole)
    hops = analysis.path(whole, start, end)
    if hops is None:
        sizes = analysis.part_sizes(whole, start, end)
        return (Item("prose", f"They are in separate parts, of sizes {sizes[0]} and {sizes[1]}."),)
    items = list(_hop_items(catalog, names, hops))
    if turn := analysis.backward(hops):
        before, after = (f"{names[hop.from_id]} – {names[hop.to_id]}" for hop in turn)
        items.append(Item("quiet", f"This path goes back in time: {after} lies before {before}."))
        forward = analysis.path_in_order(whole, start, end)
        told = (
            f"Forward in time, in {count_of(len(forward or ()), 'step')}:"
            if forward
            else "No path between them leads forward in time."
        )
        items += [Item("prose", told), *_hop_items(catalog, names, forward or ())]
    return tuple(items)


def _hop_items(catalog: Catalog, names: Mapping[str, str], hops: Iterable[analysis.Hop]) -> Iterator[Item]:
    """Yield each step of a path with what proves it."""
    for hop in hops:
        yield Item("heading", f"{names[hop.from_id]} – {names[hop.to_id]}")
        yield from (tie_item(catalog, tie, brief=True) for tie in hop.evidence)


def legend_items(shown: Graph, drawn: Drawing, ascii_only: bool) -> tuple[Item, ...]:
    """Return what boxes and lines of a drawing mean, or the marks of a table."""
    if drawn.heads:
        return (Item("heading", "Matrix"), Item("bullet", legend(drawn, ascii_only)))
    items: list[Item] = []
    boxes = captions.boxes_legend(shown, drawn, ascii_only)
    lines = captions.lines_legend(shown, drawn) + captions.heads_legend(shown, drawn)
    for heading, entries in (("Boxes", boxes), ("Lines", lines)):
        items += [Item("heading", heading)] if entries else []
        items += [Item("bullet", f"{entry.glyphs}  {entry.words}") for entry in entries]
    return tuple(items)


def drawing_titles(view: GraphView, drawn: Drawn, ascii_only: bool) -> tuple[str, str]:
    """Return what stands above and below a drawing: what it is, and what it leaves out and means."""
    shown, drawing = drawn.graph, drawn.picture.drawing
    rule, *dropped = shown.note.split(" · ")
    title = f"Graph · {captions.title_of(shown)}"
    middle = names_in(shown).get(view.focus or "")
    if middle and view.layout != "matrix":  # which shows the whole
        title += f" around {middle} · depth {view.depth}"
    if shown.communities:
        title += f" · {count_of(len(shown.nodes), 'community', 'communities')}"
    count = len(drawn.ids)
    left = f"{count} of {count_of(count + drawn.left_out, 'node')}" if drawn.left_out else ""
    marks = captions.legend_of(shown, drawing, ascii_only)
    above = " · ".join(filter(None, (title, rule, captions.order_text(shown, drawing))))
    return above, " · ".join(filter(None, (left, *dropped, drawn.picture.why or marks)))
