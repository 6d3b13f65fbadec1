"""A graph that changes a little is drawn where it stood, and still drawn right."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given, settings

from genai_tui.catalog.model import Catalog
from genai_tui.graph.analysis import focus, within
from genai_tui.graph.builder import build
from genai_tui.graph.drawing.geometry import Plan
from genai_tui.graph.drawing.layout import plan
from genai_tui.graph.drawing.rasterizer import draw
from genai_tui.graph.drawing.stability import Place, kept_rows, places_of
from genai_tui.graph.types import Graph
from genai_tui.storage.loader import open_catalog
from genai_tui.view.graph import GraphView
from genai_tui.view.graph_pictures import Viewer
from tests.graph.reading import nets
from tests.graph.test_drawing import expected, graphs

SURVEY: Catalog = open_catalog("survey", use_cache=False)[0]


def order(graph: Graph, planned: Plan, ids: set[str]) -> list[list[str]]:
    """Return the ids of some nodes by rows, from left to right."""
    rows: dict[int, list[tuple[int, str]]] = {}
    for box in planned.boxes:
        if graph.nodes[box.node].id in ids:
            rows.setdefault(box.top, []).append((box.left, graph.nodes[box.node].id))
    return [[id_ for _, id_ in sorted(rows[top])] for top in sorted(rows)]


@pytest.mark.parametrize("kind", ["collaboration", "organizations", "two-mode"])
def test_what_stays_keeps_its_row_and_order_when_a_node_goes_or_comes(kind: str) -> None:
    whole = build(SURVEY, kind)  # type: ignore[arg-type]
    center = max(whole.nodes, key=lambda node: sum(node.id in link.ends for link in whole.links)).id
    near = focus(whole, center, 2)
    ids = [node.id for node in near.nodes]
    degree = Counter(end for link in near.links for end in link.ends)
    gone = min((id_ for id_ in ids if id_ != center), key=lambda id_: (degree[id_], id_))
    fewer = within(near, set(ids) - {gone})
    first = plan(fewer)
    more = plan(near, places=places_of(fewer, first))
    kept = set(ids) - {gone}
    assert order(near, more, kept) == order(fewer, first, kept)
    less = plan(fewer, places=places_of(near, more))
    assert order(fewer, less, kept) == order(near, more, kept)


@pytest.mark.parametrize(
    ("room", "rows"),
    [(40, [[0, 1], [3, 2]]), (22, [[0, 1], [3, 2]]), (21, [[0, 1], [2], [3]])],
)
def test_a_new_box_comes_into_the_row_of_its_neighbour_while_there_is_room(
    room: int, rows: list[list[int]]
) -> None:
    places = {"a": Place(0, 5), "b": Place(0, 17), "c": Place(6, 11)}
    near = [[2], [2], [0, 1, 3], [2]]
    assert kept_rows("abcd", [10] * 4, near, places, room, 2) == rows


@pytest.mark.parametrize(("room", "rows"), [(34, [[0, 3, 1], [2]]), (33, [[0, 1], [2, 3]])])
def test_a_row_has_room_for_a_box_with_all_gaps(room: int, rows: list[list[int]]) -> None:
    """Two boxes of 10 cells with a gap of 2 take 22, so a third one needs 34."""
    places = {"a": Place(0, 5), "b": Place(0, 17), "c": Place(6, 11)}
    assert kept_rows("abcd", [10] * 4, [[2], [2, 3], [0, 1], [1]], places, room, 2) == rows


@settings(max_examples=60, deadline=None)
@given(graphs())
def test_every_line_is_read_back_from_a_drawing_that_keeps_places(graph: Graph) -> None:
    half = within(graph, {node.id for node in graph.nodes[: max(1, len(graph.nodes) * 3 // 4)]})
    planned = plan(graph, places=places_of(half, plan(half)))
    assert nets(draw(planned)) == expected(graph)


@pytest.mark.parametrize("names", ["split", "merged"])
def test_a_view_is_drawn_upon_the_simpler_one_wherever_it_is_asked_for(names: str) -> None:
    first, second = Viewer(SURVEY), Viewer(SURVEY)
    near = GraphView("organizations", "split", "meta", 2)
    far = GraphView("organizations", names, "meta", 3)  # type: ignore[arg-type]
    stood = first.picture(near, 118).places
    steps = first.picture(far, 118).places
    assert second.picture(far, 118).drawing == first.picture(far, 118).drawing
    assert stood.keys() <= steps.keys() or names == "merged"
