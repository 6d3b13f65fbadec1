"""Rendering: a graph drawn in the layout that suits its size: boxes, one-line names, a matrix, or text."""

from __future__ import annotations

from typing import Literal, get_args

from msgspec import Struct

from genai_tui.catalog.cells import count_of
from genai_tui.graph.adjacency_matrix import matrix
from genai_tui.graph.drawing.geometry import Plan
from genai_tui.graph.drawing.layout import crossings, plan
from genai_tui.graph.drawing.rasterizer import CellRole, Drawing, draw
from genai_tui.graph.drawing.stability import Places, places_of
from genai_tui.graph.kinds import kind_of
from genai_tui.graph.text_alternative import twin
from genai_tui.graph.types import Graph

Layout = Literal["auto", "boxes", "lines", "matrix", "communities", "twin"]
"""`communities` draws a graph whose nodes they are, and draws it as `auto` does."""
LAYOUTS: tuple[Layout, ...] = get_args(Layout)

BOXES, LINES, CELLS, DRAWN = 40, 120, 600, 1_500
"""The most nodes for boxes, for names in brackets and for a matrix; and the most ends of links for any drawing."""
_TANGLED = 4
"""Crossings for each link; with more nobody can follow a line."""


class Picture(Struct, frozen=True):
    """A drawing, its layout, the reason for that layout where it was not asked for, and where the boxes stand."""

    drawing: Drawing
    layout: Layout
    why: str = ""
    places: Places = {}


def picture(
    graph: Graph,
    layout: Layout = "auto",
    room: int = 118,
    ascii_only: bool = False,
    places: Places | None = None,
) -> Picture:
    """Return a graph drawn in a layout, or with `auto` in the one that suits it. What is too large becomes text.

    `places` are those of the earlier picture: nodes that are in both keep their rows.
    """
    if layout == "auto" or layout == "communities":
        return _suited(graph, room, ascii_only, places)
    if layout == "matrix":
        return Picture(matrix(graph, ascii_only), layout)
    if layout == "twin":
        return _told(graph)
    ends = sum(len(link.ends) for link in graph.links)
    if ends > DRAWN or len(graph.nodes) > DRAWN:
        why = f"{count_of(len(graph.nodes), 'node')} and {ends} ends of ties are too many to draw"
        return Picture(_told(graph).drawing, "twin", why)
    planned = plan(graph, room, layout, places=places, layered=_is_layered(graph))
    return _drawn(graph, planned, layout, ascii_only)


def _is_layered(graph: Graph) -> bool:
    """Return whether arrows are to point down."""
    return kind_of(graph).layered and not graph.communities


def _drawn(graph: Graph, planned: Plan, layout: Layout, ascii_only: bool) -> Picture:
    return Picture(draw(planned, ascii_only), layout, places=places_of(graph, planned))


def _suited(graph: Graph, room: int, ascii_only: bool, places: Places | None) -> Picture:
    joined = {end for link in graph.links for end in link.ends}
    nodes, ends = len(joined), sum(len(link.ends) for link in graph.links)
    alone = len(graph.nodes) - nodes
    if len(graph.nodes) > CELLS and alone:
        return Picture(
            _told(graph).drawing, "twin", f"{count_of(len(graph.nodes), 'node')} are too many to draw"
        )
    sparse = ends < 2 * nodes + len(graph.links)
    if nodes <= BOXES or (nodes <= LINES and sparse):
        style: Layout = "boxes" if nodes <= BOXES else "lines"
        planned = plan(graph, room, style, places=places, layered=_is_layered(graph))  # type: ignore[arg-type]
        if crossings(planned) <= _TANGLED * max(1, len(graph.links)) and planned.width <= 2 * room:
            return _drawn(graph, planned, style, ascii_only)
    if nodes <= CELLS:
        why = f"{count_of(nodes, 'node')} and {count_of(len(graph.links), 'tie')} are clearer as a table"
        return Picture(matrix(graph, ascii_only), "matrix", why)
    return Picture(_told(graph).drawing, "twin", f"{count_of(nodes, 'node')} are too many to draw")


def _told(graph: Graph) -> Picture:
    rows = tuple(twin(graph))
    size = max(map(len, rows), default=0)
    name: CellRole = "name"
    return Picture(
        Drawing(rows, size, ((name,) * size,) * len(rows), ((None,) * size,) * len(rows), {}), "twin"
    )
