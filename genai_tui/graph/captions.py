"""Captions: the title and the counts of a graph, and the legend of its drawing.

A legend is read off from what was drawn. It explains only the kinds of line and box that occur, and says what stands
above what only where every arrow agrees.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from msgspec import Struct

from genai_tui.catalog.cells import count_of
from genai_tui.catalog.partial_date import surely_before
from genai_tui.catalog.ties import RELATION_WORDS, TIE_NOUNS, TOGETHER, verb
from genai_tui.graph.adjacency_matrix import legend as matrix_legend
from genai_tui.graph.community_graph import BRIDGE, MANY
from genai_tui.graph.drawing.rasterizer import Drawing
from genai_tui.graph.kinds import kind_of
from genai_tui.graph.types import Frame, Graph, Link, Stroke

_PIECES = '─━═-=~│┃║|:"'
"""Straight pieces of line, flat ones first."""
_HEADS = frozenset("▲▶▼◀^>v<")
_STROKES: tuple[Stroke, ...] = ("light", "heavy", "double")
_FRAMES = (
    ("plain", ("company", "nonprofit", "government", "model", "community", "plain"), "┌─┐"),
    ("round", ("university",), "╭─╮"),
    ("heavy sides", ("lab",), "┎─┒"),
    ("broken", ("startup",), "┌╌┐"),
    ("dotted", ("outside",), "┌┄┐"),
)
_FRAME_WORDS = {"startup": "start-up", "outside": "outside the catalog", "plain": "of no known kind"}


def frame_words(frame: Frame) -> str:
    """Return what the frame of a box says of its node."""
    return _FRAME_WORDS.get(frame, frame)


_DONE_TO = {"stake": "held in part", "licensed_and_hired": "hired from"}
"""What is said of the second end of relations that are rare."""


class LegendEntry(Struct, frozen=True):
    """A line of a legend: glyphs of the drawing, and what they mean."""

    glyphs: str
    words: str


def title_of(graph: Graph) -> str:
    """Return the graph's title; a graph of ownership that holds investments says so."""
    kinds = {link.kind for link in graph.links}
    return next((title for kind, title in kind_of(graph).titles.items() if kind in kinds), graph.title)


def counts_text(graph: Graph) -> str:
    """Return the counts of a graph in words: `15 nodes, 13 ties: 6 ownerships, 4 acquisitions, 3 investments`."""
    if graph.communities:
        held = sum(map(len, graph.communities.values()))
        boxes = count_of(len(graph.nodes), "community", "communities")
        return f"{boxes} of {count_of(held, 'node')}, {count_of(len(graph.links), 'bridge')}"
    kinds = Counter(TIE_NOUNS.get(link.kind, "") for link in graph.links)
    told = f"{count_of(len(graph.nodes), 'node')}, {count_of(len(graph.links), 'tie')}"
    nouns = [noun for noun in TIE_NOUNS.values() if kinds[noun]]
    if kinds[""] or not nouns:
        return told
    return f"{told}: {', '.join(count_of(kinds[noun], noun) for noun in nouns)}"


def lines_legend(graph: Graph, drawing: Drawing) -> tuple[LegendEntry, ...]:
    """Return a legend of the kinds of line that occur in a drawing."""
    glyphs = _glyphs(drawing)
    entries = []
    for stroke in _STROKES:
        links = {number: each for number, each in glyphs.items() if graph.links[number].stroke == stroke}
        if links:
            drawn = set().union(*links.values())
            pieces = [glyph for glyph in _PIECES if glyph in drawn] or sorted(drawn & _HEADS)
            pieces = pieces or sorted(drawn - {" "})[:1]  # a short line may be all corners
            words = ", ".join(_meanings(graph.links[each] for each in links))
            if (
                stroke == "heavy"
                and not graph.since
                and any(map(_is_built_on, (graph.links[each] for each in links)))
            ):
                words += " under another licence"
            if stroke == "heavy" and graph.since:
                words = f"new since {graph.since}: {words}"
            entries.append(LegendEntry("".join(pieces), words))
    return tuple(entries)


def _is_built_on(link: Link) -> bool:
    """Return whether a link leads from a base to what is built on it."""
    return link.directed and link.kind not in RELATION_WORDS


def _glyphs(drawing: Drawing) -> dict[int, set[str]]:
    """Return the glyphs with which each link is drawn, by the link's number."""
    found: dict[int, set[str]] = {}
    for y in range(drawing.height):
        for text, _, owner in drawing.runs(y, 0, drawing.width):
            if owner is not None and owner < 0:
                found.setdefault(-1 - owner, set()).update(text)
    return found


def _meanings(links: Iterable[Link]) -> Iterator[str]:
    """Yield what links of one stroke stand for, each meaning once."""
    links = tuple(links)
    if all(link.kind == BRIDGE for link in links):
        few = min(link.weight for link in links)
        yield f"under {MANY} ties" if few < MANY else f"{MANY} or more"
        return
    together, others = [], []
    kinds = set()
    for link in links:
        kinds.add(link.kind)
        if link.kind == TOGETHER:
            together.append(link)
        elif link.kind not in RELATION_WORDS:
            others.append(link)
    sizes = {min(len(link.ends), 3) for link in together}
    yield from (
        words for size, words in ((2, "made together"), (3, "made by three or more")) if size in sizes
    )
    yield from (words for kind, words in RELATION_WORDS.items() if kind in kinds)
    if any(map(_is_built_on, others)):
        yield "built on"
    undirected = dict.fromkeys(link.kind for link in others if not link.directed)
    yield from dict.fromkeys(verb(kind) for kind in undirected if kind)
    if "" in undirected:
        yield "joined"


def heads_legend(graph: Graph, drawing: Drawing) -> tuple[LegendEntry, ...]:
    """Return a legend of the arrowheads that occur, with what they point at."""
    links = graph.links
    heads = {
        glyph
        for number, each in _glyphs(drawing).items()
        if links[number].directed
        for glyph in each & _HEADS
    }
    if not heads:
        return ()
    lineage = any(map(_is_built_on, graph.links))
    kinds = {link.kind for link in graph.links}
    relations = kinds & RELATION_WORDS.keys()
    words = ["at what was built on the other"] * lineage
    more = [done for kind, done in _DONE_TO.items() if kind in kinds]
    words += [f"at what is {', '.join(('owned, bought, funded', *more))} or the later name"] * bool(relations)
    return (LegendEntry("".join(sorted(heads)), "an arrow points " + ", or ".join(words)),)


def boxes_legend(graph: Graph, drawing: Drawing, ascii_only: bool = False) -> tuple[LegendEntry, ...]:
    """Return a legend of the frames that occur; none where boxes have no frames."""
    kinds = {graph.nodes[node].frame for node, box in drawing.boxes.items() if box[3] == 3}
    if ascii_only:
        return (LegendEntry("+-+", "every kind: frames tell none in ASCII"),) if kinds else ()
    return tuple(
        LegendEntry(
            glyphs,
            f"{name}: {', '.join(frame_words(frame) for frame in frames if frame in kinds)}",
        )
        for name, frames, glyphs in _FRAMES
        if kinds.intersection(frames)
    )


def legend_text(entries: Iterable[LegendEntry]) -> str:
    """Return a legend in a line."""
    return " · ".join(f"{entry.glyphs} {entry.words}" for entry in entries)


def order_text(graph: Graph, drawing: Drawing) -> str:
    """Return the order of a layered drawing in words (`prior works above`); empty unless every arrow leads down.

    That each base is older is said where the dates of all are known well enough.
    """
    words = kind_of(graph).order
    if not words or not graph.links or graph.communities:
        return ""
    numbers = {node.id: number for number, node in enumerate(graph.nodes)}
    for link in graph.links:
        base, derived = (drawing.boxes.get(numbers[end]) for end in (link.ends[0], link.ends[-1]))
        if base is None or derived is None or base[1] + base[3] > derived[1]:
            return ""
    dates = {node.id: node.date for node in graph.nodes}
    pairs = [(dates[link.ends[0]], dates[link.ends[-1]]) for link in graph.links]
    is_older = all(base and derived and surely_before(base, derived) for base, derived in pairs)
    return f"{words}, each older than what is built on it" if is_older else words


def legend_of(graph: Graph, drawing: Drawing, ascii_only: bool = False) -> str:
    """Return in one line what the lines of a drawing, or the marks of a matrix, mean; empty for text."""
    return matrix_legend(drawing, ascii_only) if drawing.heads else legend_text(lines_legend(graph, drawing))
