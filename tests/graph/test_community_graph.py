"""The graph of communities: nothing is lost in its boxes, bridges and what it says that it leaves out."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from genai_tui.catalog.ties import Tie
from genai_tui.graph import analysis
from genai_tui.graph.builder import build
from genai_tui.graph.captions import counts_text, lines_legend
from genai_tui.graph.community_graph import MANY, community_graph, within_community
from genai_tui.graph.drawing.layout import plan
from genai_tui.graph.drawing.rasterizer import draw
from genai_tui.graph.json_form import as_json
from genai_tui.graph.new_ties import with_new_ties
from genai_tui.graph.text_alternative import twin
from genai_tui.graph.types import Graph, Link, Node
from tests.graph.catalogs import NAMES, catalog_named
from tests.graph.reading import nets


def joint(*ends: str, date: str = "2020") -> Link:
    tie = Tie("together", ends, ends, date=date, model="-".join(ends), model_name=f"Of {' and '.join(ends)}")
    return Link(ends, "heavy" if len(ends) > 2 else "light", False, "together", 1, (tie,))


@st.composite
def graphs(draw: st.DrawFn) -> Graph:
    """Some clusters, ties within and between them, and nodes alone."""
    ids = [f"n{number}" for number in range(draw(st.integers(0, 24)))]
    pairs = (
        draw(st.lists(st.sampled_from(list(combinations(ids, 2)) or [("a", "b")]), max_size=40))
        if len(ids) > 1
        else []
    )
    return Graph(
        "g", tuple(Node(id_, f"Name {id_}") for id_ in ids), tuple(joint(*pair) for pair in pairs), "a rule"
    )


def check(graph: Graph, most: int) -> Graph:
    """Return the graph of communities, once everything is found in it that was in the graph."""
    shown = community_graph(graph, analysis.communities(graph), most)
    held = [node.id for nodes in shown.communities.values() for node in nodes]
    assert sorted([*held, *(node.id for node in shown.left_out)]) == sorted(node.id for node in graph.nodes)
    assert [node.id for node in shown.nodes] == [nodes[0].id for nodes in shown.communities.values()]
    assert len(shown.nodes) <= most
    box_of = {node.id: box for box, nodes in shown.communities.items() for node in nodes}
    between = {
        tuple(sorted((box_of[one], box_of[other]))): ties
        for (one, other), ties in analysis.pairs(graph).items()
        if one in box_of and other in box_of and box_of[one] != box_of[other]
    }
    assert {link.ends for link in shown.links} == set(between)
    proofs = {tie for link in shown.links for tie in link.evidence}
    assert proofs >= {tie for ties in between.values() for tie in ties}
    told = "\n".join(twin(shown))
    for node in graph.nodes:
        assert f"{node.label} ({node.id})" in told
    assert (f"left out, {len(shown.left_out)}:" in told) == bool(shown.left_out)
    data = as_json(shown)
    assert sorted(
        [*(id_ for node in data["nodes"] for id_ in node["holds"]), *data.get("not_drawn", ())]
    ) == sorted(node.id for node in graph.nodes)
    return shown


@settings(max_examples=40, deadline=None)
@given(graphs(), st.integers(1, 6))
def test_boxes_and_what_is_left_out_are_all_nodes_and_bridges_all_ties_between(
    graph: Graph, most: int
) -> None:
    if not graph.nodes:
        return
    shown = check(graph, most)
    if shown.nodes:
        drawing = draw(plan(shown, 80, "boxes", effort=0.3))
        assert sorted(nets(drawing).elements(), key=sorted) == sorted(
            (frozenset(next(n for n, node in enumerate(shown.nodes) if node.id == end) for end in link.ends) for link in shown.links),
            key=sorted,
        )  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_nothing_of_a_real_graph_is_lost(name: str) -> None:
    graph = build(catalog_named(name), "organizations")
    check(graph, 40)


def two_clusters(bridges: int) -> Graph:
    """Two groups of four, everyone with everyone, and some ties between them of later years."""
    ids = [f"{group}{number}" for group in "ab" for number in range(4)]
    links = [joint(*pair) for pair in combinations(ids, 2) if pair[0][0] == pair[1][0] for _ in range(2)]
    between = [joint(f"a{number}", f"b{number}", date=f"{2021 + number}") for number in range(bridges)]
    return Graph("g", (*(Node(id_, id_.upper()) for id_ in ids), Node("c", "C")), (*links, *between))


def test_a_box_is_called_by_its_strongest_and_says_how_many_it_holds() -> None:
    graph = two_clusters(1)
    shown = community_graph(graph, analysis.communities(graph))
    assert [node.label for node in shown.nodes] == ["A0 · 4", "B0 · 4"]
    assert counts_text(shown) == "2 communities of 8 nodes, 1 bridge"
    assert shown.note == "1 without a tie left out"
    assert shown.links[0].weight == 1
    told = list(twin(shown))
    assert told[:4] == [
        "g: 2 communities of 8 nodes, 1 bridge · 1 without a tie left out",
        "A0 · 4", "  holds A0 (a0), A1 (a1), A2 (a2), A3 (a3)", "  1 tie with B0 · 4: Of a0 and b0",
    ]  # fmt: skip
    assert told[-1] == "left out, 1: C (c)"


def test_bridges_of_many_ties_are_heavy_and_the_legend_says_so() -> None:
    graph = two_clusters(MANY)
    shown = community_graph(graph, analysis.communities(graph))
    assert [link.stroke for link in shown.links] == ["heavy"]
    (entry,) = lines_legend(shown, draw(plan(shown, 80, "boxes")))
    assert entry.words == "3 or more"


def test_names_are_cut_in_the_middle_where_they_have_to_be_and_whole_in_data() -> None:
    graph = two_clusters(1)
    graph = replace(
        graph, nodes=tuple(replace(node, label=f"Institute of {node.label} (IOT)") for node in graph.nodes)
    )
    communities = analysis.communities(graph)
    assert community_graph(graph, communities).nodes[0].label == "Institute of A0 (IOT) · 4"
    assert community_graph(graph, communities, name_cells=16).nodes[0].label == "Institute…(IOT) · 4"


def test_since_a_day_only_bridges_are_heavy_that_joined_nothing_before() -> None:
    for bridges, since, stroke in ((3, "2020-12-31", "heavy"), (3, "2021-12-31", "light")):
        graph = two_clusters(bridges)
        shown = community_graph(graph, analysis.communities(graph))
        assert [link.stroke for link in with_new_ties(shown, shown, since).links] == [stroke]


def test_within_a_community_is_what_it_holds_with_the_ties_among_that() -> None:
    graph = two_clusters(2)
    inside = within_community(graph, analysis.communities(graph), "b2")
    assert [node.id for node in inside.nodes] == ["b0", "b1", "b2", "b3"]
    assert inside.note.endswith("community of B2")
    with pytest.raises(KeyError):
        within_community(graph, analysis.communities(graph), "nobody")


def test_a_community_of_models_is_called_by_an_organization_where_it_has_one() -> None:
    nodes = (Node("m1", "M1", "model"), Node("m2", "M2", "model"), Node("o", "O", "company"))
    graph = Graph("g", nodes, (Link(("m1", "m2")), Link(("m1", "o"))))
    assert [node.id for node in community_graph(graph, [frozenset(("m1", "m2", "o"))]).nodes] == ["o"]
