"""Who connects the others, as a table, with what would fall in two and how many ties each year gave."""

from __future__ import annotations

import pytest

from genai_tui.catalog.ties import TOGETHER, Tie
from genai_tui.graph.measures_table import bridges_and_years, measures_table
from genai_tui.graph.types import Graph, Link, Node


def chain(count: int, *dates: str | None) -> Graph:
    """Return nodes in a row, each joined to the next."""
    ties = (
        Link((f"n{n:02}", f"n{n + 1:02}"), kind=TOGETHER, evidence=(Tie(TOGETHER, (f"n{n:02}", f"n{n + 1:02}"), model=f"m{n:02}", date=date),))
        for n, date in enumerate((*dates, *[None] * count)[: count - 1])
    )  # fmt: skip
    return Graph(
        "collaboration",
        tuple(Node(f"n{n:02}", f"N{n:02}") for n in range(count)),
        tuple(ties),
        kind="collaboration",
    )


def test_the_one_between_the_most_comes_first() -> None:
    graph = chain(4)
    heads, *rows = measures_table(graph, graph)
    assert heads[0] == "Name"
    assert [row[0] for row in rows] == ["N01", "N02", "N00", "N03"]
    told = [dict(zip(heads, row, strict=True)) for row in rows]
    assert [each["Between"] for each in told] == ["0.667", "0.667", "0.000", "0.000"]
    assert [each["Ties"] for each in told] == ["2", "2", "1", "1"]
    assert {each["Part"] for each in told} == {"1"}
    assert [each.get("Partners", each.get("Neighbors")) for each in told] == ["2", "2", "1", "1"]
    part = Graph(graph.title, graph.nodes[:2], graph.links[:1], kind=graph.kind)
    shown = [dict(zip(heads, row, strict=True)) for row in measures_table(part, graph)[1:]]
    assert {each["Name"]: each["Partners"] for each in shown if "Partners" in each} in (
        {},
        {"N00": "1", "N01": "2"},
    )


@pytest.mark.parametrize(
    ("count", "ends"),
    [
        (2, "1 pair without which a part falls in two: N00 – N01"),
        (11, "; N09 – N10"),
        (12, "; N09 – N10; 1 more"),
        (14, "; N09 – N10; 3 more"),
    ],
)
def test_ten_bridges_are_named_and_the_others_counted(count: int, ends: str) -> None:
    told = list(bridges_and_years(chain(count)))
    assert told[0].endswith(ends)
    assert told[0].startswith(f"{count - 1} pair")


def test_ties_are_counted_by_year() -> None:
    told = list(bridges_and_years(chain(5, "2020-01", "2022", "2020", None)))
    assert told[1].removeprefix("ties by year: ").split(", ") == ["not known 1", "2020 2", "2022 1"]
    assert list(bridges_and_years(Graph("g", (Node("a", "A"),), ()))) == []
