"""Paths forward in time, against every path of small graphs."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from genai_tui.catalog.partial_date import days_of
from genai_tui.catalog.ties import TOGETHER, Tie
from genai_tui.graph.analysis import Hop, backward, path_in_order
from genai_tui.graph.types import Graph, Link, Node

DATES = st.sampled_from(
    ["2020", "2021", "2020-06", "2021-03", "2020-06-15", "2020-07-01", "2021-03-02", "2022-01-01", None]
)


def joined(*ties: tuple[str, str, str | None]) -> Graph:
    nodes = sorted({end for one, other, _ in ties for end in (one, other)} | {"a", "e"})
    links = (
        Link(
            (one, other), kind=TOGETHER, evidence=(Tie(TOGETHER, (one, other), date=date, model=str(number)),)
        )
        for number, (one, other, date) in enumerate(ties)
    )
    return Graph("", tuple(Node(id_, id_) for id_ in nodes), tuple(links))


def possible(dates: list[str | None]) -> bool:
    """Return whether days can be chosen for dates so that none is before the one ahead of it."""
    day = ""
    for date in dates:
        if date is not None:
            if days_of(date)[1] < day:
                return False
            day = max(day, days_of(date)[0])
    return True


def every_path(graph: Graph, here: str, end: str, passed: tuple[str, ...] = ()) -> Iterator[list[str | None]]:
    """Yield the dates of every path from a node to another that passes no node twice."""
    if here == end:
        yield []
        return
    for link in graph.links:
        if here in link.ends:
            other = link.ends[1] if link.ends[0] == here else link.ends[0]
            sides = [each for each in graph.links if set(each.ends) == set(link.ends)]
            if link.evidence[0].date is None and any(each.evidence[0].date for each in sides):
                continue  # of a step with dates those alone count
            if other not in (*passed, here):
                for rest in every_path(graph, other, end, (*passed, here)):
                    yield [link.evidence[0].date, *rest]


@given(
    st.lists(
        st.tuples(st.sampled_from("abcde"), st.sampled_from("abcde"), DATES).filter(
            lambda tie: tie[0] != tie[1]
        ),
        max_size=9,
    )
)
def test_it_is_as_short_as_any_path_forward_in_time(ties: list[tuple[str, str, str | None]]) -> None:
    graph = joined(*ties)
    best = min((len(dates) for dates in every_path(graph, "a", "e") if possible(dates)), default=None)
    found = path_in_order(graph, "a", "e")
    assert (None if found is None else len(found)) == best
    if found:
        assert (found[0].from_id, found[-1].to_id) == ("a", "e")
        assert all(one.to_id == other.from_id for one, other in pairwise(found))
        assert backward(found) is None
        assert all(hop.evidence for hop in found)


def test_a_longer_way_may_be_the_one_forward_in_time() -> None:
    graph = joined(
        ("a", "b", "2021-05-01"), ("b", "e", "2020-01-01"), ("b", "c", "2021-06"), ("c", "e", "2022")
    )
    assert path_in_order(graph, "a", "e") == (
        Hop("a", "b", graph.links[0].evidence), Hop("b", "c", graph.links[2].evidence), Hop("c", "e", graph.links[3].evidence),
    )  # fmt: skip
    assert path_in_order(graph, "a", "a") == ()
    assert path_in_order(joined(("a", "b", None)), "a", "e") is None
    with pytest.raises(KeyError):
        path_in_order(graph, "a", "nobody")


def test_only_ties_that_fit_prove_a_step() -> None:
    graph = joined(
        ("a", "b", "2021-05-01"), ("b", "e", "2020-01-01"), ("b", "e", "2021-05-01"), ("b", "e", None)
    )
    found = path_in_order(graph, "a", "e")
    assert found is not None
    assert [tie.date for tie in found[1].evidence] == ["2021-05-01"]
