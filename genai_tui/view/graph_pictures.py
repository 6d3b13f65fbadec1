"""Graphs and drawings of graph views, each made once.

A view is drawn upon the simpler one that it comes from: a focus to some depth upon the one a step less deep,
merged names upon split ones. What is in both stays where it was; and since that chain is the same everywhere,
the screen and the shell draw the same.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

from msgspec import Struct
from msgspec.structs import replace

from genai_tui import heap
from genai_tui.catalog.as_of import whole_of
from genai_tui.catalog.model import Catalog, Model
from genai_tui.graph import analysis
from genai_tui.graph.builder import build
from genai_tui.graph.community_graph import MOST, NAME, community_graph, within_community
from genai_tui.graph.drawing.stability import ENOUGH
from genai_tui.graph.kinds import GRAPH_KINDS, GraphKind, is_large
from genai_tui.graph.name_merging import Names
from genai_tui.graph.new_ties import with_new_ties
from genai_tui.graph.render import Picture, picture
from genai_tui.graph.types import Graph
from genai_tui.view.bounded_cache import BoundedCache
from genai_tui.view.graph import GraphView
from genai_tui.view.graph_paths import path_nodes

_KEPT = 48
"""Pictures that are kept; a terminal can be resized any number of times."""
_CELLS_KEPT = 400_000
"""Cells that the kept pictures have together, some 40 bytes each; the whole of Epoch AI's table takes as many."""
_MANY = 100
"""Nodes of a graph from which on planning, drawing and cutting it leave much memory free."""
_ORDERS_KEPT = 256
"""Orders of nodes around a focus that are kept; there are as many as nodes."""
_PARTS_KEPT = 64
"""Communities, and graphs of one alone, that are kept: each community has some of its own."""
_CELLS_A_NODE, _CELLS_AN_END = 60, 45
"""About what a box and each end of a line take, as drawings around organizations of Epoch AI's table came out."""
_FEWEST = 6
"""Nodes around a focus, however small the terminal."""
_BOXES_A_ROW = 3
"""So many boxes with long names have to have room beside each other before these are whole."""
_MOST_LINES = 48
"""Lines around a focus: with more, however large the terminal, most drawings are too tangled to follow."""

_Part = tuple[GraphKind, Names, tuple[str, ...]]
"""A kind of graph, how names are merged in it, and the communities within each other that lead to a part of it."""


class Drawn(Struct, frozen=True):
    """What came of a view: the view with the focus that it is drawn around, its graph, and the drawing."""

    view: GraphView
    whole: Graph
    """The graph that the view is cut from."""
    graph: Graph
    picture: Picture
    room: int
    """Cells of width that there were."""
    most: int | None
    """Nodes around the focus that there was room for."""
    path: tuple[str, ...] = ()
    """The nodes of the path that is lit, in order."""

    @property
    def ids(self) -> tuple[str, ...]:
        """The nodes of the whole graph that are drawn, be it as part of a community."""
        if held := self.graph.communities:
            return tuple(node.id for nodes in held.values() for node in nodes)
        return tuple(node.id for node in self.graph.nodes)

    @property
    def left_out(self) -> int:
        """How many nodes of the whole graph are not drawn."""
        return len(self.whole.nodes) - len(self.ids)

    def box_of(self, node_id: str | None) -> str | None:
        """Return the id under which a node is drawn: its own, or that of its community; None where it is not."""
        if held := self.graph.communities:
            return next(
                (box for box, nodes in held.items() if any(node.id == node_id for node in nodes)), None
            )
        return next((node.id for node in self.graph.nodes if node.id == node_id), None)


class Viewer:
    """Makes the graphs and drawings of views of one catalog, each once; to be asked from one thread at a time."""

    def __init__(
        self,
        catalog: Catalog,
        models: Iterable[Model] | None = None,
        ascii_only: bool = False,
        everything: Viewer | None = None,
    ) -> None:
        """View graphs of a catalog, or of some of its models.

        What stood on a day is drawn upon `everything`, the viewer of the whole catalog, which is made where none is given:
        boxes stay in place as the days go by.
        """
        self._given = everything
        self._catalog = catalog
        self._models = None if models is None else tuple(models)
        self._ascii = ascii_only
        self._wholes: dict[tuple[GraphKind, Names], Graph] = {}
        self._parts: BoundedCache[_Part, Graph] = BoundedCache(_PARTS_KEPT)
        self._communities: BoundedCache[_Part, tuple[frozenset[str], ...]] = BoundedCache(_PARTS_KEPT)
        self._orders: BoundedCache[tuple[GraphKind, Names, str, int, tuple[str, ...]], list[str]] = (
            BoundedCache(_ORDERS_KEPT)
        )
        self._measures: dict[tuple[GraphKind, Names], dict[str, analysis.Measures]] = {}
        self._pictures: dict[tuple[GraphView, int, int | None], Picture] = {}

    def whole(self, view: GraphView) -> Graph:
        """Return the graph that a view is cut from."""
        key = (view.kind, view.names)
        if key not in self._wholes:
            self._wholes[key] = build(self._catalog, view.kind, view.names, self._models)
        return self._wholes[key]

    def has(self, view: GraphView, node_id: str | None) -> bool:
        """Return whether the graph that a view is cut from has a node."""
        return any(node.id == node_id for node in self.whole(view).nodes)

    def communities(self, view: GraphView) -> tuple[frozenset[str], ...]:
        """Return the communities of what a view shows without a focus. Raises KeyError for an unknown community."""
        key = (view.kind, view.names, view.community)
        return self._communities.of(key, lambda: analysis.communities(self.part(view)))

    def part(self, view: GraphView) -> Graph:
        """Return the graph that a view is cut from, or the community of it that it shows. Raises KeyError."""
        if not view.community:
            return self.whole(view)
        *outer, member = view.community
        around = replace(view, community=tuple(outer))
        return self._parts.of(
            (view.kind, view.names, view.community),
            lambda: within_community(self.part(around), self.communities(around), member),
        )

    def focused(self, view: GraphView) -> GraphView:
        """Return a view with the focus or as the communities that it is drawn with; a small graph is seen whole.

        A focus and a community that the graph does not have are none. A large graph is drawn around the node at the
        cursor if that is tied to another, or else as its communities, as is a large community of it; where there
        is but one, around the node with the most ties.
        """
        if view.focus is not None and not self.has(view, view.focus):
            view = replace(view, focus=None)
        if not all(self.has(view, each) for each in view.community):
            view = replace(view, community=())
        if view.focus is not None or view.layout != "auto" or not is_large(self.part(view)):
            return view
        if not view.community and any(view.at in link.ends for link in self.whole(view).links):
            return replace(view, focus=view.at)
        if sum(len(each) > 1 for each in self.communities(view)) > 1:
            return replace(view, layout="communities")
        return view if view.community else replace(view, focus=self._best_joined(view))

    def _best_joined(self, view: GraphView) -> str | None:
        """Return the node with the most ties; None where there are none."""
        joined: dict[str, float] = {}
        for link in self.whole(view).links:
            for end in link.ends:
                joined[end] = joined.get(end, 0) + link.weight
        return max(sorted(joined), key=lambda node: joined[node], default=None)

    def measures(self, view: GraphView) -> dict[str, analysis.Measures]:
        """Return the measures of every node of the graph that a view is cut from, by id; slow for a large one."""
        key = (view.kind, view.names)
        if key not in self._measures:
            self._measures[key] = analysis.measures(self.whole(view))
        return self._measures[key]

    def measured(self, view: GraphView) -> dict[str, analysis.Measures]:
        """Return the measures of a view's graph as far as they are known already: all, or none."""
        return self._measures.get((view.kind, view.names), {})

    def draw(self, view: GraphView, room: int, rows: int) -> Drawn:
        """Draw a view in about so many cells of width and rows.

        Around a focus, and as communities, it is drawn with fewer nodes before it becomes a table: a smaller terminal
        would draw it too.
        """
        view = self.focused(view)
        most = MOST if view.layout == "communities" else self.most_in(view, room * rows)
        fewest = max(_FEWEST, len(self.path(view)))
        while most is not None and most > fewest and self._is_undrawn(view, room, most):
            most = max(fewest, most * 4 // 5)
        shown, drawn = self.shown(view, most, room), self.picture(view, room, most)
        return Drawn(view, self.whole(view), shown, drawn, room, most, self.path(view))

    def _is_undrawn(self, view: GraphView, room: int, most: int) -> bool:
        """Return whether the layout that suits a view is no drawing."""
        return view.layout in ("auto", "communities") and self.picture(view, room, most).layout in (
            "matrix",
            "twin",
        )

    def shown(self, view: GraphView, most: int | None = None, room: int | None = None) -> Graph:
        """Return what a view shows, around its focus or of its communities at most `most`.

        Names of communities are as long as is good for a drawing in `room` cells; without one they are whole.

        Raises KeyError for an unknown focus or community.
        """
        whole = self.part(view)
        if view.layout == "communities":
            shown = whole = community_graph(
                whole,
                self.communities(view),
                most or MOST,
                None if room is None else max(NAME, room // _BOXES_A_ROW),
            )
        elif view.focus is None or view.layout == "matrix":
            shown = whole
        else:
            shown = analysis.nearest(whole, self._order(view, view.focus), most)
        return with_new_ties(shown, whole, view.since) if view.since else shown

    def path(self, view: GraphView) -> tuple[str, ...]:
        """Return the nodes of the path that a view lights, in order; none where it lights none, or no path is there."""
        whole = self.whole(view)
        return (
            path_nodes(whole, *view.path)
            if len({*view.path} & {node.id for node in whole.nodes}) == 2
            else ()
        )

    def _order(self, view: GraphView, focus: str) -> list[str]:
        """Return what lies around a focus, the nearest and strongest first, but a path before all. Raises KeyError."""

        def order() -> list[str]:
            around = analysis.ranked(self.whole(view), focus, view.depth)
            return list(dict.fromkeys((focus, *self.path(view), *around)))

        return self._orders.of((view.kind, view.names, focus, view.depth, view.path), order)

    def most_in(self, view: GraphView, cells: int) -> int | None:
        """Return around how many nodes a drawing of so many cells has room for; None for a view of the whole.

        Raises KeyError for an unknown focus.
        """
        if view.focus is None:
            return None
        order = self._order(view, view.focus)
        most = min(len(order), cells // _CELLS_A_NODE)
        shown = self.whole(view)
        fewest = max(_FEWEST, len(self.path(view)))
        while most > fewest:
            shown = analysis.within(shown, set(order[:most]))
            ends = sum(len(link.ends) for link in shown.links)
            is_clear = view.layout != "auto" or len(shown.links) <= _MOST_LINES
            if is_clear and _CELLS_A_NODE * most + _CELLS_AN_END * ends <= cells:
                break
            most -= 1
        return max(most, fewest)

    def picture(self, view: GraphView, room: int, most: int | None = None) -> Picture:
        """Return the picture of a view in about `room` cells of width. Raises KeyError for an unknown focus."""
        view = view.drawn
        key = (view, room, most)
        if key not in self._pictures:
            self._pictures[key] = self._draw(view, room, most)
            while len(self._pictures) > 1 and self._is_too_much():
                del self._pictures[next(iter(self._pictures))]
            if len(self.whole(view).nodes) > _MANY:
                heap.give_back()
        return self._pictures[key]

    def _is_too_much(self) -> bool:
        """Return whether the kept pictures are too large; the latest one is kept anyway."""
        cells = sum(kept.drawing.width * kept.drawing.height for kept in self._pictures.values())
        return len(self._pictures) > _KEPT or cells > _CELLS_KEPT

    def _draw(self, view: GraphView, room: int, most: int | None) -> Picture:
        """Draw a view upon the simpler one, where that holds most of what this one shows."""
        shown = self.shown(view, most, room)
        viewer, simpler = self, _simpler(view)
        if simpler is None and self._everything and _keeps_places(view):
            viewer, simpler = self._everything, view
        if simpler is None or not viewer._has_focus(simpler):
            return picture(shown, view.layout, room, self._ascii)
        before = viewer.shown(simpler, most)
        if (before.nodes, before.links) == (shown.nodes, shown.links):
            return viewer.picture(simpler, room, most)
        known = {node.id for node in before.nodes}.intersection(node.id for node in shown.nodes)
        if len(known) < ENOUGH * len(shown.nodes):
            return picture(shown, view.layout, room, self._ascii)
        places = viewer.picture(simpler, room, most).places
        return picture(shown, view.layout, room, self._ascii, places)

    @cached_property
    def _everything(self) -> Viewer | None:
        """The viewer of everything, where the catalog is the state of it on a day; None where it is not."""
        whole = whole_of(self._catalog) if self._models is None else None
        if whole and self._given:
            return self._given
        return Viewer(whole, ascii_only=self._ascii) if whole else None

    def _has_focus(self, view: GraphView) -> bool:
        """Return whether a view's focus is there: some stand for others only where names are merged."""
        return view.focus is None or self.has(view, view.focus)


def _keeps_places(view: GraphView) -> bool:
    """Return whether a view is drawn upon another one at all: tables, words and layers are made anew."""
    kept_apart = view.layout in ("matrix", "communities", "twin") or view.community
    return not kept_apart and not GRAPH_KINDS[view.kind].layered


def _simpler(view: GraphView) -> GraphView | None:
    if not _keeps_places(view):
        return None
    if view.names != "split":
        return replace(view, names="split")
    return replace(view, depth=view.depth - 1) if view.focus is not None and view.depth > 1 else None
