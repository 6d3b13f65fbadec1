"""Pages beside a drawing: a node with its ties and measures, a path with what proves it, the legend."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from genai_tui.catalog.describe import Link
from genai_tui.catalog.model import Catalog
from genai_tui.catalog.ties import TOGETHER, Tie
from genai_tui.graph.analysis import Measures
from genai_tui.graph.types import Graph, Node
from genai_tui.graph.types import Link as Edge
from genai_tui.view.graph_pages import names_in, node_pages, path_items, tie_item


def together(model: str, *ends: str, date: str) -> Tie:
    return Tie(
        TOGETHER, ends, tuple(end.title() for end in ends), date=date, model=model, model_name=model.title()
    )


OLD, NEW = together("painter", "a", "b", date="2020"), together("listener", "a", "b", date="2022")
GONE = replace(together("gone", "b", "c", date="2021"), disputed=True)
GRAPH = Graph(
    "collaboration",
    tuple(Node(id_, id_.title()) for id_ in "abcd"),
    (Edge(("a", "b"), kind=TOGETHER, weight=2, evidence=(OLD, NEW)), Edge(("b", "c"), kind=TOGETHER, evidence=(GONE,))),
    kind="collaboration",
)  # fmt: skip


def test_every_node_has_a_name() -> None:
    assert names_in(GRAPH) == {"a": "A", "b": "B", "c": "C", "d": "D"}


def test_a_tie_leads_to_its_model_where_the_catalog_has_it(tiny: Catalog) -> None:
    item = tie_item(tiny, OLD)
    assert (item.link, item.mark, item.ties) == (Link("model", "painter"), "", (OLD,))
    assert "A and B made Painter" in item.text
    assert (tie_item(tiny, GONE).link, tie_item(tiny, GONE).mark) == (None, "!")
    assert tie_item(tiny, OLD, brief=True).text == "Painter · 2020"


def test_a_node_tells_its_ties_and_what_proves_them(tiny: Catalog) -> None:
    pages = node_pages(tiny, GRAPH, GRAPH.nodes[1], {})
    assert pages.name == "B"
    assert pages.tags.endswith(" · 2 partners")
    ties, evidence, measures = pages.pages
    assert [item.text for item in ties.items] == ["Partners · 2", "A · 2 models", "C · 1 model"]
    assert ties.items[1].link == Link("organization", "a")
    assert [item.ties for item in evidence.items] == [(NEW,), (GONE,), (OLD,)], "the latest first"
    assert [item.text for item in measures.items] == ["Being measured …"]
    (alone,) = node_pages(tiny, GRAPH, GRAPH.nodes[3], {}).pages[0].items
    assert alone.text == "Nothing is known of its ties."


@pytest.mark.parametrize(
    ("betweenness", "rank"), [((0.5, 0.25, 0.25, 0), (1, 2, 2, 4)), ((0, 0, 0, 0), (1, 1, 1, 1)), ((0, 1, 0, 1), (3, 1, 3, 1))]
)  # fmt: skip
def test_measures_are_told_with_their_rank(
    tiny: Catalog, betweenness: tuple[float, ...], rank: tuple[int, ...]
) -> None:
    measured = {
        node.id: Measures(node.id, 1, 2, 1.5, value, 1 + number % 2, 1 + number // 3)
        for number, (node, value) in enumerate(zip(GRAPH.nodes, betweenness, strict=True))
    }
    for node, value, place in zip(GRAPH.nodes, betweenness, rank, strict=True):
        items = node_pages(tiny, GRAPH, node, measured).pages[2].items
        told = {item.label: item.text for item in items if item.label}
        assert told == {
            "Partners": "1", "Ties": "1.5", "Between": f"{value:.3f}, rank {place} of 4",
            "Community": f"{measured[node.id].community} of 2", "Part": f"{measured[node.id].part} of 2",
        }  # fmt: skip


def test_a_path_is_told_step_by_step(tiny: Catalog) -> None:
    texts = [item.text for item in path_items(tiny, GRAPH, "a", "c")]
    assert texts[0] == "A – B"
    assert texts[3:5] == ["B – C", "Gone · 2021"]
    assert sorted(texts[1:3]) == ["Listener · 2022", "Painter · 2020"]
    assert not any("back in time" in text for text in texts), "the older tie leads forward"
    (apart,) = path_items(tiny, GRAPH, "a", "d")
    assert apart.text == "They are in separate parts, of sizes 3 and 1."


def test_a_path_that_goes_back_in_time_says_so(tiny: Catalog) -> None:
    late = replace(GRAPH, links=(Edge(("a", "b"), kind=TOGETHER, evidence=(NEW,)), GRAPH.links[1]))
    texts = [item.text for item in path_items(tiny, late, "a", "c")]
    assert "This path goes back in time: B – C lies before A – B." in texts
    assert texts[-1] == "No path between them leads forward in time."
