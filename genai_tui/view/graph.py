"""The view of the graph: kind, names, focus, depth, layout and the node under the cursor as one frozen value.

Each key is a function from one view to the next, so what a key does can be tried without a screen.
"""

from __future__ import annotations

from typing import ClassVar

from msgspec import Struct
from msgspec.structs import replace

from genai_tui.catalog.day import shortest
from genai_tui.catalog.model import Catalog
from genai_tui.graph.builder import build
from genai_tui.graph.kinds import DEFAULT_KIND, GRAPH_KINDS, KINDS, GraphKind, kind_after, node_of, record_of
from genai_tui.graph.name_merging import NAMES, NAMES_IN_WORDS, Names
from genai_tui.graph.render import LAYOUTS, Layout
from genai_tui.view.address_fields import Pairs, Reader, day, more, number, one_of, text
from genai_tui.view.change import Change
from genai_tui.view.record_ref import RecordRef

LARGE = 40
"""Graphs with more nodes than this are drawn as communities, or around one of their nodes."""
DEEPEST = 3
"""Steps from the focus that are shown at most."""


class GraphView(Struct, frozen=True):
    """All of what is looked at in the graph: which graph, under which names, around what and how far, drawn how."""

    SCREEN: ClassVar[str] = "graph"
    kind: GraphKind = DEFAULT_KIND
    names: Names = "split"
    focus: str | None = None
    """The node in the middle; None: all of the graph, or before a large one is drawn, that is to be chosen."""
    depth: int = 2
    layout: Layout = "auto"
    at: str | None = None
    """The node under the cursor; None: the focus, or the first."""
    tab: int = 0
    """The tab of the pane beside the drawing, from 0."""
    catalogs: tuple[str, ...] = ()
    """Names and whole paths of the catalogs, as the command line takes them; none: the shipped one."""
    overlays: tuple[str, ...] = ()
    as_of: str | None = None
    """The day, whole, as of which it is looked at; None: everything that the catalogs have."""
    since: str | None = None
    """The day, whole, after which ties are new and drawn heavy; None: none are."""
    about: tuple[RecordRef, ...] = ()
    """The record that was gone to, and who made it: another kind of graph is shown around the first that it has."""
    community: tuple[str, ...] = ()
    """A node whose community alone is shown, then one of that whose community within it is, and so on; none: all are."""
    path: tuple[str, ...] = ()
    """Two nodes, the path between which is lit, and drawn before anything else around a focus; none: no path is."""

    @property
    def drawn(self) -> GraphView:
        """The part of the view that the drawing depends on."""
        shown = GraphView(self.kind, self.names, self.focus, self.depth, self.layout)
        path = self.path if self.focus is not None else ()
        return replace(shown, since=self.since, community=self.community, path=path)

    def what_stands(self, catalog: Catalog) -> tuple[GraphView, tuple[str, ...]]:
        """Return what is left of the view in a catalog that may have changed, and a line for each thing that is gone."""
        nodes = {node.id for node in build(catalog, self.kind, self.names).nodes}
        named = (self.focus, *self.community, *self.path, self.at)
        gone = tuple(f"no node {each}" for each in dict.fromkeys(named) if each and each not in nodes)
        focus, at = (each if each in nodes else None for each in (self.focus, self.at))
        community = self.community if nodes.issuperset(self.community) else ()
        path = self.path if nodes.issuperset(self.path) else ()
        return replace(self, focus=focus, community=community, path=path, at=at), gone

    def address_pairs(self) -> Pairs:
        """Yield what its address says beside catalogs and tab."""
        first = GraphView()
        for field in ("kind", "names", "focus", "layout", "at"):
            if getattr(self, field) != getattr(first, field):
                yield field, getattr(self, field)
        for each in self.community:
            yield "community", each
        for each in self.path:
            yield "path", each
        if self.depth != first.depth:
            yield "depth", str(self.depth)
        if self.since is not None:
            yield "since", shortest(self.since)

    @staticmethod
    def address_fields() -> dict[str, Reader]:
        """Return what reads those fields of an address."""
        return {
            "kind": one_of("kind", "kind of graph", KINDS), "names": one_of("names", "way of naming", NAMES),
            "focus": text("focus"), "community": more("community"), "path": more("path"), "at": text("at"), "depth": number("depth", 1, DEEPEST),
            "layout": one_of("layout", "layout", LAYOUTS), "since": day("since", "since"),
        }  # fmt: skip

    @staticmethod
    def choices(catalog: Catalog) -> dict[GraphKind, str]:
        """Return the kinds of graph, which may be typed after the screen's name, with what a line in each says."""
        return {kind: row.joined for kind, row in GRAPH_KINDS.items()}

    def is_of_graph(self, other: GraphView) -> bool:
        """Return whether another view is cut from the same graph, so that it has the same nodes."""
        return (self.kind, self.names, self.as_of) == (other.kind, other.names, other.as_of)


# What keys do


def around(view: GraphView, focus: str) -> GraphView:
    """Put a node in the middle."""
    return replace(view, focus=focus, community=(), at=focus, about=(), layout="auto")


def around_record(view: GraphView, node: str, about: tuple[RecordRef, ...]) -> GraphView:
    """Put the node of a record in the middle, and remember the record for other kinds of graph."""
    return replace(around(view, node), about=about)


def record_and_maker(catalog: Catalog, record: RecordRef) -> tuple[RecordRef, ...]:
    """Return a record, and after a model the first organization with a part in it."""
    model = catalog.model(record.id) if record.kind == "model" else None
    makers = model.organizations[:1] if model else ()
    return (record, *(RecordRef("organization", each.id) for each in makers))


def into_community(view: GraphView, member: str) -> GraphView:
    """Show the community of a node alone, within the one that is shown."""
    return replace(view, community=(*view.community, member), focus=None, path=(), at=member, layout="auto")


def out_of_community(view: GraphView) -> GraphView:
    """Show the communities among which the one that is shown stands."""
    *outer, member = view.community
    return replace(view, community=tuple(outer), focus=None, at=member, layout="communities")


def _at_no_place(view: GraphView, kind: GraphKind, names: Names) -> GraphView:
    """Show another graph, around what stands at the cursor or was gone to, or as communities where such are shown."""
    shown = (
        ()
        if view.layout == "communities" or view.community or not view.at
        else (record_of(view.kind, view.at),)
    )
    records = (*shown, *((each.kind, each.id) for each in view.about))
    nodes = (node_of(kind, what, id_) for what, id_ in records)
    at = next(filter(None, nodes), None)
    return replace(view, kind=kind, names=names, focus=None, community=(), path=(), layout="auto", at=at)


def of_kind(view: GraphView, kind: GraphKind) -> GraphView:
    """Show another kind of graph, at what stands at the cursor where it has that, or at the record that was gone to."""
    return _at_no_place(view, kind, view.names)


def next_kind(view: GraphView) -> GraphView:
    """Show the next kind of graph."""
    return of_kind(view, kind_after(view.kind))


def under_names(view: GraphView, names: Names) -> GraphView:
    """Show organizations under other names, at the same node where they leave it."""
    if view.focus is None and view.layout not in ("auto", "communities"):
        return replace(view, names=names, path=())
    return _at_no_place(view, view.kind, names)


def next_names(view: GraphView) -> GraphView:
    """Show organizations under the next way of naming them."""
    return under_names(view, NAMES[(NAMES.index(view.names) + 1) % len(NAMES)])


def deeper(view: GraphView, step: int) -> GraphView:
    """Show what lies `step` further from the focus, or nearer; around the node at the cursor if there is no focus."""
    if view.focus is None and view.at:
        view = around(view, view.at)
    return replace(view, depth=max(1, min(DEEPEST, view.depth + step)))


def whole_graph(view: GraphView, nodes: int) -> GraphView:
    """Show all of a graph of so many nodes, as communities where these are too many for boxes."""
    layout: Layout = "communities" if nodes > LARGE else "auto"
    return replace(view, focus=None, community=(), path=(), layout=layout)


def along(view: GraphView, start: str, end: str, is_drawn: bool) -> GraphView:
    """Light the path between two nodes; where the drawing does not have all of it, around the first."""
    return replace(view if is_drawn else around(view, start), path=(start, end))


def as_matrix(view: GraphView) -> GraphView:
    """Show the graph as a table, or as a drawing again, around the node at the cursor."""
    return replace(view, layout="auto" if view.layout == "matrix" else "matrix")


CHANGES: dict[str, Change[GraphView]] = {
    "kind": Change(
        lambda view, catalog: next_kind(view),
        of_kind,
        lambda catalog: KINDS,
        lambda kind: GRAPH_KINDS[kind].joined,
    ),
    "names": Change(
        lambda view, catalog: next_names(view), under_names, lambda catalog: NAMES, NAMES_IN_WORDS.__getitem__
    ),
    "deeper": Change(lambda view, catalog: deeper(view, 1)),
    "nearer": Change(lambda view, catalog: deeper(view, -1)),
    "matrix": Change(lambda view, catalog: as_matrix(view)),
}
"""What commands do to the view, by their names."""
