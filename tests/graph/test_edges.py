"""Edges of a graph as rows: what a tie says stands there, and what several say where they can be one."""

from __future__ import annotations

from typing import Any

import pytest

from genai_tui.catalog.model import Source
from genai_tui.catalog.ties import TOGETHER, Tie
from genai_tui.graph.edges import ROW, Edge, as_rows, edges
from genai_tui.graph.types import Graph, Link


def edge(*ties: dict[str, Any]) -> Edge:
    return Edge(
        "a",
        "b",
        "invested_in",
        True,
        tuple(Tie("invested_in", ("a", "b"), ("A", "B"), True, **each) for each in ties),
    )


@pytest.mark.parametrize(
    ("ties", "amount", "share"),
    [
        ((), None, None), (({},), None, None), (({"amount_usd": 1e6, "share_percent": 12.5},), 1e6, 12.5),
        (({"amount_usd": 1e6}, {"share_percent": 3}), None, None), (({"amount_usd": 0, "share_percent": 0},), 0, 0),
    ],
)  # fmt: skip
def test_an_amount_or_share_is_that_of_one_tie(
    ties: tuple[dict[str, Any], ...], amount: float | None, share: float | None
) -> None:
    assert (edge(*ties).amount, edge(*ties).share) == (amount, share)


@pytest.mark.parametrize(
    ("dates", "date"),
    [
        ((), ""),
        ((None,), ""),
        (("2020",), "2020"),
        (("2020", None, "2022"), "2020; ·; 2022"),
        ((None, None), ""),
    ],
)
def test_dates_stand_in_the_order_of_the_ties(dates: tuple[str | None, ...], date: str) -> None:
    told = edge(*({"date": each} for each in dates))
    assert (told.date, told.weight) == (date, max(1, len(dates)))


def test_models_notes_and_sources_stand_once_each() -> None:
    paper, other = Source("paper"), Source("other")
    told = edge(
        {"model": "m1", "note": "first", "sources": (paper,)}, {"model": "m2", "sources": (paper, other)}, {"model": "m1", "note": "first"},
    )  # fmt: skip
    assert (told.models, told.note) == (("m1", "m2"), "first")
    assert (told.sources.count("paper"), told.sources.count("other")) == (1, 1)


def test_each_tie_with_a_direction_is_an_edge_and_others_are_joined_by_pair() -> None:
    old, new = (Tie("acquired", ("z", "a"), ("Z", "A"), True, date=date) for date in ("2019", "2022"))
    made = Tie(TOGETHER, ("c", "a", "b"), ("C", "A", "B"), model="m", model_name="M")
    graph = Graph(
        "g", (),
        (
            Link(("z", "a"), directed=True, kind="acquired", evidence=(new, old)), Link(("c", "a", "b"), kind=TOGETHER, evidence=(made,)),
            Link(("b", "a"), kind=TOGETHER, evidence=(made,)), Link(("y", "x"), directed=True, kind="owns"), Link(("q", "p"), kind="near"),
        ),
    )  # fmt: skip
    assert [(each.source, each.target, each.kind, each.directed, each.date, len(each.ties)) for each in edges(graph)] == [
        ("a", "b", TOGETHER, False, "", 1), ("a", "c", TOGETHER, False, "", 1), ("b", "c", TOGETHER, False, "", 1),
        ("p", "q", "near", False, "", 0), ("y", "x", "owns", True, "", 0),
        ("z", "a", "acquired", True, "2019", 1), ("z", "a", "acquired", True, "2022", 1),
    ]  # fmt: skip


def test_a_row_has_what_its_heading_names() -> None:
    tie = Tie(
        "invested_in", ("a", "b"), ("A", "B"), True, date="2020", amount_usd=1e9, share_percent=0.1, note="so"
    )
    (row,) = as_rows(Graph("g", (), (Link(("a", "b"), directed=True, kind="invested_in", evidence=(tie,)),)))
    told = dict(zip(ROW, row, strict=True))
    assert told.pop("fact") == tie.told()
    assert told == {
        "source": "a", "target": "b", "kind": "invested_in", "directed": "true", "date": "2020", "amount_usd": "1000000000",
        "share_percent": "0.1", "weight": 1, "evidence": "", "note": "so", "sources": "",
    }  # fmt: skip
