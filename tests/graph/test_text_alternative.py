"""A graph in words: every tie at each of its ends, with what proves it where that is known."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from genai_tui.catalog.model import Source
from genai_tui.catalog.sanitize import safe_line
from genai_tui.catalog.ties import Tie
from genai_tui.graph import analysis
from genai_tui.graph.drawing.layout import plan
from genai_tui.graph.text_alternative import twin
from genai_tui.graph.types import Graph, Link, Node
from tests.graph.test_drawing import graphs

A, B, C = Node("a", "A"), Node("b", "B"), Node("c", "C", "lab")
DEAL = Tie(
    "acquired", ("a", "b"), ("A", "B"), True, date="2020", note="A note.", sources=(Source("s", "A paper"),)
)
JOINT = Tie("together", ("a", "b"), ("A", "B"), date="2022", model="m", model_name="Model")


@pytest.mark.parametrize(
    ("link", "at_a", "at_b"),
    [
        (Link(("a", "b"), directed=True), ["  tie to B"], ["  tie from A"]),
        (Link(("a", "b"), directed=True, kind="owns"), ["  owns to B"], ["  owns from A"]),
        (
            Link(("a", "b"), directed=True, evidence=(DEAL,)),
            ["  A acquired B · 2020"],
            ["  A acquired B · 2020"],
        ),
        (Link(("a", "b")), ["  tie B"], ["  tie A"]),
        (
            Link(("a", "b"), kind="together", evidence=(JOINT,)),
            ["  together B: Model · 2022"],
            ["  together A: Model · 2022"],
        ),
        (Link(("a", "a"), directed=True, kind="owns"), ["  owns from A"], None),
    ],
)
def test_a_tie_stands_at_each_of_its_ends(link: Link, at_a: list[str], at_b: list[str] | None) -> None:
    _, *told = twin(Graph("g", (A, B, C), (link,)))
    if at_b is None:
        assert told == ["A", *at_a, "alone: B, C"]
    else:
        assert told == ["A", *at_a, "B", *at_b, "alone: C"]


def test_whole_it_tells_notes_and_sources_once() -> None:
    graph = Graph("g", (A, C), (Link(("a", "c"), directed=True, evidence=(DEAL, DEAL)),))
    told = list(twin(graph, whole=True))
    assert told[1:] == [
        "A", "  A acquired B · 2020", "    note: A note.", "    source: s: A paper", "  A acquired B · 2020",
        "    note: A note.", "    source: s: A paper", "C (lab)", "  A acquired B · 2020", "  A acquired B · 2020",
    ]  # fmt: skip


def test_of_nothing_it_says_how_little_there_is() -> None:
    assert list(twin(Graph("g", (), ()))) == ["g: 0 nodes, 0 ties"]
    assert list(twin(Graph("g", (A,), (), "a note"))) == ["g: 1 node, 0 ties · a note", "alone: A"]


@settings(max_examples=60, deadline=None)
@given(graphs(most=12), st.integers(1, 12), st.integers(0, 3))
def test_what_is_drawn_and_what_is_left_out_are_all_that_lies_around_a_node(
    graph: Graph, most: int, depth: int
) -> None:
    around = set(analysis.ranked(graph, "n0", depth))
    shown = analysis.focus(graph, "n0", depth, most)
    drawn = {shown.nodes[box.node].id for box in plan(shown).boxes}
    title, *told = twin(shown)
    left = re.search(r" · (\d+) weaker left out$", title)
    assert len(drawn) + int(left[1] if left else 0) == len(around)
    assert drawn <= around
    named = "\n".join(told)
    for node in shown.nodes:
        assert safe_line(node.label) in named
