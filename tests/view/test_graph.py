"""Views of the graph, from one to the next: other kinds, names and communities."""

from __future__ import annotations

import pytest

from genai_tui.catalog.model import Catalog
from genai_tui.view.graph import (
    LARGE,
    GraphView,
    along,
    around,
    around_record,
    into_community,
    of_kind,
    out_of_community,
    under_names,
    whole_graph,
)
from genai_tui.view.record_ref import RecordRef


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


MODEL, MAKER = RecordRef("model", "m"), RecordRef("organization", "o")


@pytest.mark.parametrize(
    ("view", "kind", "at"),
    [
        (GraphView(layout="matrix", focus="a", at="b"), "ownership", "b"),
        (GraphView(at="a"), "lineage", None),  # an organization is no model
        (GraphView("lineage", at="m"), "two-mode", "model:m"),
        (GraphView("two-mode", at="model:m"), "lineage", "m"),
        (GraphView("two-mode", at="o"), "lineage", None),
        (GraphView("lineage", at="outside:GPT-J"), "two-mode", None),
        (GraphView(at="a", about=(MODEL, MAKER)), "lineage", "m"),
        (GraphView(at="a", about=(MODEL, MAKER)), "ownership", "a"),
        (GraphView("lineage", at="n", about=(MODEL, MAKER)), "ownership", "o"),
        (GraphView(layout="communities", at="a", about=(MODEL, MAKER)), "ownership", "o"),
        (GraphView(community=("a",), at="a", about=(MODEL, MAKER)), "lineage", "m"),
        (GraphView(layout="communities", at="a"), "ownership", None),
        (GraphView(), "lineage", None),
    ],
)
def test_another_kind_stands_at_the_same_record_or_at_the_one_gone_to(
    view: GraphView, kind: str, at: str | None
) -> None:
    assert of_kind(view, kind) == GraphView(kind, at=at, about=view.about)


def test_another_node_in_the_middle_is_what_is_gone_to_from_then_on() -> None:
    view = around_record(GraphView(layout="communities"), "o", (MODEL, MAKER))
    assert view == GraphView(focus="o", at="o", about=(MODEL, MAKER))
    assert around(view, "p") == GraphView(focus="p", at="p")


def test_communities_lie_within_one_another() -> None:
    outer = into_community(GraphView(layout="communities", focus="x"), "a")
    inner = into_community(outer, "b")
    assert inner == GraphView(community=("a", "b"), at="b")
    assert out_of_community(inner) == GraphView(community=("a",), at="b", layout="communities")


@pytest.mark.parametrize(("nodes", "layout"), [(2, "auto"), (LARGE, "auto"), (LARGE + 1, "communities")])
def test_all_of_a_graph_stands_as_communities_where_it_is_large(nodes: int, layout: str) -> None:
    view = GraphView("ownership", focus="a", community=("b",), path=("a", "c"), at="a")
    assert whole_graph(view, nodes) == GraphView("ownership", layout=layout, at="a")


def test_a_path_is_lit_where_it_is_drawn_and_else_around_its_first_node() -> None:
    view = GraphView(layout="matrix", at="c")
    assert along(view, "a", "b", True) == GraphView(layout="matrix", at="c", path=("a", "b"))
    there = along(view, "a", "b", False)
    assert (there.focus, there.path) == ("a", ("a", "b"))


def test_every_kind_of_graph_may_be_typed_with_what_its_lines_say(tiny: Catalog) -> None:
    offered = GraphView.choices(tiny)
    assert {"collaboration", "ownership", "lineage"} <= set(offered)
    assert all(offered.values())
