"""A graph in words: every tie at each of its ends, with what proves it where that is known."""

from __future__ import annotations

import pytest

from genai_tui.catalog.model import Source
from genai_tui.catalog.ties import Tie
from genai_tui.graph.text_alternative import twin
from genai_tui.graph.types import Graph, Link, Node

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
