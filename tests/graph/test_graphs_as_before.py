"""Graphs, what is measured in them, and drawings in many rooms: a change is seen and looked at before it is accepted."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec.structs import replace

from genai_tui.graph import analysis, captions
from genai_tui.graph.adjacency_matrix import in_blocks, matrix
from genai_tui.graph.builder import build
from genai_tui.graph.community_graph import community_graph, within_community
from genai_tui.graph.diagrams import as_dot, as_mermaid
from genai_tui.graph.drawing.layout import plan
from genai_tui.graph.drawing.rasterizer import draw
from genai_tui.graph.json_form import as_json, path_as_json
from genai_tui.graph.kinds import KINDS
from genai_tui.graph.measures_table import bridges_and_years, measures_table
from genai_tui.graph.new_ties import with_new_ties
from genai_tui.graph.render import picture
from genai_tui.graph.text_alternative import twin
from genai_tui.graph.types import Graph, Link, Node
from genai_tui.storage.loader import open_catalog
from tests.graph.test_drawn_graphs import layered, tangled

SURVEY, _ = open_catalog("survey")
KINDS_AND_NAMES = [
    (kind, names)
    for kind in KINDS
    for names in ("split", "merged", "dated")
    if names == "split" or kind == "ownership"
]


def told_of(link: Link) -> str:
    return f"{link.ends} {link.stroke} {link.directed} {link.weight} {[(tie.kind, tie.date, tie.model) for tie in link.evidence]}"


@pytest.mark.parametrize(("kind", "names"), KINDS_AND_NAMES)
def test_a_graph_holds_and_says_what_it_did(kind: str, names: str, snapshot: Any) -> None:
    graph = build(SURVEY, kind, names)  # type: ignore[arg-type]
    told = [f"{graph.note} | {captions.title_of(graph)} | {captions.counts_text(graph)}"]
    told += (f"node {node.id} {node.label} {node.frame}" for node in graph.nodes)
    told += (f"link {told_of(link)}" for link in graph.links)
    ids = [node.id for node in graph.nodes]
    told += (
        f"{id_}: {replace(measure, betweenness=round(measure.betweenness, 6))}"
        for id_, measure in analysis.measures(graph).items()
    )
    told.append(f"communities {[sorted(each) for each in analysis.communities(graph)]}")
    told.append(
        f"bridges {analysis.bridges(graph)} years {analysis.by_year(graph)} partners {sorted(analysis.partner_counts(graph).items())}"
    )
    for center in ids[:3]:
        told.append(
            f"around {center}: {[(node.id, len(ties)) for node, ties in analysis.neighbors(graph, center)]} ranked {analysis.ranked(graph, center, 2)}"
        )
        told += (
            f"  {group}: {[(other, len(ties)) for other, ties in others.items()]}"
            for group, others in analysis.groups(graph, center).items()
        )
        for most in (None, 3):
            near = analysis.focus(graph, center, 2, most)
            told.append(f"  near {most}: {[node.id for node in near.nodes]} {len(near.links)} {near.note}")
        for end in (*ids[3:5], *ids[-2:]):
            for strongest in (False, True):
                hops = analysis.path(graph, center, end, strongest)
                steps = (
                    [(hop.from_id, hop.to_id, len(hop.evidence)) for hop in hops]
                    if hops is not None
                    else None
                )
                told.append(
                    f"  to {end} {strongest}: {steps} back {bool(hops and analysis.backward(hops))} {path_as_json(center, end, hops)['in_order']} sizes {analysis.part_sizes(graph, center, end)}"
                )
            forward = analysis.path_in_order(graph, center, end)
            told.append(f"  forward {[(hop.from_id, hop.to_id) for hop in forward] if forward else forward}")
    told += (" | ".join(row) for row in measures_table(graph, graph))
    told += bridges_and_years(graph)
    assert "\n".join(told) == snapshot


@pytest.mark.parametrize("kind", KINDS)
def test_a_graph_is_written_as_before(kind: str, snapshot: Any) -> None:
    graph = build(SURVEY, kind)  # type: ignore[arg-type]
    center = max(graph.nodes, key=lambda node: (len(analysis.neighbors(graph, node.id)), node.id)).id
    near = analysis.focus(graph, center, 1, 8)
    new = with_new_ties(near, graph, "2022-06-30")
    told = [
        *twin(near),
        "",
        *twin(near, whole=True),
        "",
        as_dot(near),
        as_mermaid(near),
        "new",
        *(told_of(link) for link in new.links),
    ]
    for room in (30, 76):
        told += in_blocks(matrix(near), room)
    told += in_blocks(matrix(near, True), 76)
    assert "\n".join(told) == snapshot


@pytest.mark.parametrize("kind", KINDS)
def test_communities_are_as_before(kind: str, snapshot: Any) -> None:
    graph = build(SURVEY, kind)  # type: ignore[arg-type]
    found = analysis.communities(graph)
    boxes = community_graph(graph, found)
    told = [
        f"{boxes.note} | {captions.title_of(boxes)}",
        *(
            f"node {node.id} {node.label} {[each.id for each in boxes.communities[node.id]]}"
            for node in boxes.nodes
        ),
    ]
    told += (told_of(link) for link in boxes.links)
    member = next(iter(sorted(found[0])))
    inner = within_community(graph, found, member)
    told.append(f"within {member}: {[node.id for node in inner.nodes]} {len(inner.links)} {inner.note}")
    told += twin(boxes)
    told.append(str([(node, as_json(boxes).get("not_drawn")) for node in as_json(boxes)["nodes"]]))
    assert "\n".join(told) == snapshot


@pytest.mark.parametrize("style", ["boxes", "lines"])
@pytest.mark.parametrize(
    "graph", [tangled(6, 5, 4), tangled(7, 9, 14), tangled(8, 14, 10, 7), layered(9, 8), layered(10, 20), Graph("loose", tuple(Node(str(each), f"Node of a longer name {each}") for each in range(7)), ())],
    ids=["tiny", "dense", "wide", "few", "more", "loose"],
)  # fmt: skip
def test_a_drawing_fits_its_room_as_before(graph: Graph, style: Any, snapshot: Any) -> None:
    told = []
    for room in (24, 50, 90):
        drawing = draw(plan(graph, room, style))
        told += (f"{room}: {drawing.width}x{drawing.height} {drawing.boxes}", *drawing.rows)
        told.append(f"{captions.legend_of(graph, drawing)} {captions.order_text(graph, drawing)}")
        told.append(
            f"{captions.legend_of(graph, drawing, True)} {captions.boxes_legend(graph, drawing, True)}"
        )
    told += draw(plan(graph, 60, style), True).rows
    assert "\n".join(told) == snapshot


def test_what_suits_a_graph_is_drawn(snapshot: Any) -> None:
    told = []
    for seed, count, links in ((11, 4, 3), (12, 14, 13)):
        graph = tangled(seed, count, links)
        for layout in ("auto", "boxes", "lines", "matrix"):
            for room in (30, 110):
                made = picture(graph, layout, room)  # type: ignore[arg-type]
                told.append(
                    f"{seed} {layout} {room}: {made.drawing.width}x{made.drawing.height} {made.why} {bool(made.drawing.heads)}"
                )
    assert "\n".join(told) == snapshot
