"""Views of the graph, from one to the next: other kinds, names and communities."""

from __future__ import annotations

import pytest

from genai_tui.view.graph import GraphView, into_community, of_kind, out_of_community, under_names


@pytest.mark.parametrize(
    ("view", "then"),
    [
        (GraphView(layout="matrix", at="a"), GraphView(layout="matrix", at="a", names="merged")),
        (GraphView(layout="matrix", focus="a", at="a"), GraphView(at="a", names="merged")),
        (GraphView(at="a"), GraphView(at="a", names="merged")),
        (GraphView(layout="communities", at="a"), GraphView(names="merged")),
        (GraphView(community=("b",), at="a"), GraphView(names="merged")),
    ],
)
def test_other_names_keep_the_node_where_they_leave_it(view: GraphView, then: GraphView) -> None:
    assert under_names(view, "merged") == then


def test_another_kind_stands_at_the_same_node() -> None:
    assert of_kind(GraphView(layout="matrix", focus="a", at="b"), "lineage") == GraphView("lineage", at="b")


def test_communities_lie_within_one_another() -> None:
    outer = into_community(GraphView(layout="communities", focus="x"), "a")
    inner = into_community(outer, "b")
    assert inner == GraphView(community=("a", "b"), at="b")
    assert out_of_community(inner) == GraphView(community=("a",), at="b", layout="communities")
