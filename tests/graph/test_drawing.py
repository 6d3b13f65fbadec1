"""A drawing can be followed: read back, it gives the graph; names are whole, boxes apart, runs the same."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from msgspec import structs

from genai_tui.catalog.cells import char_width, width
from genai_tui.catalog.sanitize import safe_line
from genai_tui.catalog.ties import Tie
from genai_tui.graph.__main__ import graph_of
from genai_tui.graph.adjacency_matrix import matrix
from genai_tui.graph.drawing.layering import folded
from genai_tui.graph.drawing.layout import Style, crossings, plan
from genai_tui.graph.drawing.rasterizer import draw, plain_text
from genai_tui.graph.render import picture
from genai_tui.graph.text_alternative import twin
from genai_tui.graph.types import Graph, Link, Node
from tests.graph.reading import nets

LAB = Path(__file__).parents[3] / "shared" / "graph_lab" / "graphs"

_NAMES = st.one_of(
    st.text(min_size=1, max_size=24),
    st.sampled_from(
        ["清华大学", "OpenAI", "👩‍🔬 lab", "Université", "x" * 300, "[bold]", "\x1b[2J", "مختبر"]
    ),
)


@st.composite
def graphs(draw_from: st.DrawFn, most: int = 24) -> Graph:
    """Any graph: names of any script, lines, buses, arrows, parallel ones, loops, lone nodes."""
    count = draw_from(st.integers(1, most))
    names = draw_from(st.lists(_NAMES, min_size=count, max_size=count))
    nodes = tuple(Node(f"n{number}", name) for number, name in enumerate(names))
    links = []
    for _ in range(draw_from(st.integers(0, 2 * count))):
        ends = draw_from(
            st.lists(
                st.integers(0, count - 1), min_size=2, max_size=draw_from(st.sampled_from((2, 2, 2, 3, 5)))
            )
        )
        stroke = draw_from(st.sampled_from(("light", "heavy", "double")))
        links.append(Link(tuple(f"n{end}" for end in ends), stroke, draw_from(st.booleans())))
    return Graph("any", nodes, tuple(links))


def expected(graph: Graph) -> Counter[frozenset[int]]:
    places = {node.id: number for number, node in enumerate(graph.nodes)}
    ends = (frozenset(places[end] for end in link.ends) for link in graph.links)
    return Counter(each for each in ends if len(each) > 1)


ARROW_UP = Graph("an arrow up from a first child", tuple(Node(f"n{n}", "000000000" if n == 8 else "0") for n in range(10)),
                 (*(Link(("n0", f"n{n}")) for n in (1, 2, 8, 9)), Link(("n3", "n1"), "light", True)))  # fmt: skip


@settings(max_examples=40, deadline=None)
@given(graphs(), st.sampled_from(("boxes", "lines")), st.sampled_from((20, 60, 118)))
@example(ARROW_UP, "lines", 20)
def test_every_line_is_read_back_and_none_is_invented(graph: Graph, style: Style, room: int) -> None:
    drawing = draw(plan(graph, room, style, effort=0.3))
    assert nets(drawing) == expected(graph)
    assert set(drawing.boxes) == set(range(len(graph.nodes)))
    for number, node in enumerate(graph.nodes):
        left, top, size, height = drawing.boxes[number]
        text = "".join(drawing.cells(top + height // 2)[left + 1 : left + size - 1]).strip()
        name = safe_line(node.label).strip()
        while name and not char_width(name[0]):
            name = name[1:]
        name = name or "·"
        assert text == name if width(name) <= 60 else "…" in text
    assert all(width(row) <= drawing.width for row in drawing.rows)


@settings(max_examples=25, deadline=None)
@given(graphs())
def test_ascii_is_ascii_where_the_names_are_and_of_the_same_size(graph: Graph) -> None:
    planned = plan(graph, effort=0.1)
    plain, fancy = draw(planned, ascii_only=True), draw(planned)
    assert (plain.width, plain.height) == (fancy.width, fancy.height)
    names = "".join(safe_line(node.label) for node in graph.nodes)
    assert all(char.isascii() or char in names or char in "…·" for row in plain.rows for char in row)


@settings(max_examples=25, deadline=None)
@given(graphs())
def test_owners_point_at_what_stands_there(graph: Graph) -> None:
    drawing = draw(plan(graph, effort=0.1))
    for y in range(drawing.height):
        whole = list(drawing.runs(y, 0, drawing.width))
        assert "".join(text for text, _, _ in whole).rstrip() == drawing.rows[y]
        for _, role, owner in whole:
            assert (owner is None) == (role == "blank")
    for node, (left, top, size, height) in drawing.boxes.items():
        assert {drawing.owners[y][x] for y in range(top, top + height) for x in range(left, left + size)} == {
            node
        }


def test_the_same_graph_gives_the_same_bytes() -> None:
    graph = Graph("g", tuple(Node(str(n), f"name {n}") for n in range(30)),
                  tuple(Link((str(a), str((a * 7 + 3) % 30))) for a in range(30)))  # fmt: skip
    assert plain_text(draw(plan(graph))) == plain_text(draw(plan(graph)))


def test_a_tree_has_no_crossing() -> None:
    for size in (7, 40, 150):
        nodes = tuple(Node(str(n), f"node {n}") for n in range(size))
        graph = Graph("tree", nodes, tuple(Link((str((n - 1) // 3), str(n))) for n in range(1, size)))
        for style in ("boxes", "lines"):
            planned = plan(graph, 100, style)  # type: ignore[arg-type]
            assert crossings(planned) == 0
            assert nets(draw(planned)) == expected(graph)


@pytest.mark.parametrize("style", ["boxes", "lines"])
@pytest.mark.parametrize("size", [1, 37])
def test_one_model_of_many_is_one_bus(size: int, style: Style) -> None:
    nodes = tuple(Node(str(n), f"university {n}") for n in range(size))
    graph = Graph("bus", nodes, (Link(tuple(node.id for node in nodes), "heavy"),) if size > 1 else ())
    assert nets(draw(plan(graph, 118, style))) == expected(graph)


def test_nothing_is_drawn_of_nothing() -> None:
    empty = Graph("empty", (), ())
    assert picture(empty).drawing.rows == ()
    assert matrix(empty).rows == ()
    assert list(twin(empty)) == ["empty: 0 nodes, 0 ties"]


def test_what_is_too_much_to_draw_is_told_in_words_and_says_so() -> None:
    many = Graph("many", tuple(Node(str(n), f"alone {n}") for n in range(2_000)), ())
    drawn = picture(many)
    assert drawn.layout == "twin"
    assert "2000 nodes" in drawn.why
    assert "alone 1999" in "\n".join(drawn.drawing.rows)
    dense = Graph("dense", tuple(Node(str(n), f"node {n}") for n in range(60)),
                  tuple(Link((str(a), str(b))) for a in range(60) for b in range(a)))  # fmt: skip
    assert picture(dense).layout == "matrix"
    assert "clearer as a table" in picture(dense).why


@settings(max_examples=25, deadline=None)
@given(graphs())
def test_the_matrix_has_a_mark_for_every_pair(graph: Graph) -> None:
    drawing = matrix(graph)
    pairs = {frozenset((a, b)) for link in graph.links for a in link.ends for b in link.ends if a != b}
    marks = sum(row.count("▪") + row.count("■") + row.count("█") for row in drawing.rows)
    names = "".join(safe_line(node.label) for node in graph.nodes)
    if not set("▪■█") & set(names):
        assert marks == 2 * len(pairs)


def test_the_twin_says_everything() -> None:
    proof = Tie("together", ("a", "b"), ("A", "B"), date="2022", model="m", model_name="Model")
    graph = Graph(
        "g",
        (Node("a", "A"), Node("b", "B"), Node("c", "C")),
        (Link(("a", "b"), kind="together", evidence=(proof,)),),
    )
    assert list(twin(graph)) == [
        "g: 3 nodes, 1 tie: 1 collaboration", "A", "  together B: Model · 2022", "B", "  together A: Model · 2022",
        "alone: C",
    ]  # fmt: skip


@pytest.mark.parametrize("name", ["survey", "florentine", "karate", "tree50", "rand50"])
def test_the_graphs_of_the_lab_are_read_back(name: str) -> None:
    path = LAB / f"{name}.json"
    if not path.exists():
        pytest.skip("the lab's graphs are not here")
    graph = graph_of(json.loads(path.read_text(encoding="utf-8")))
    planned = plan(graph, effort=0.5)
    assert nets(draw(planned)) == expected(graph)
    if name == "survey":
        assert crossings(planned) == 0


@settings(max_examples=40, deadline=None)
@given(graphs(), st.sampled_from((40, 90)))
def test_in_layers_every_line_is_read_back_too(graph: Graph, room: int) -> None:
    arrows = tuple(structs.replace(link, directed=True) for link in graph.links if len(set(link.ends)) > 1)
    directed = structs.replace(graph, links=arrows)
    assert nets(draw(plan(directed, room, effort=0.3, layered=True))) == expected(directed)


@pytest.mark.parametrize("children", [1, 4, 8])
def test_what_is_built_on_one_stands_below_it_in_rows_that_fit(children: int) -> None:
    names = [f"derivative {number}" for number in range(children)]
    nodes = (Node("base", "Base"), Node("prior", "Prior"), *(Node(name, name) for name in names))
    links = (Link(("prior", "base"), "light", True), *(Link(("base", name), "light", True) for name in names))
    graph = Graph("g", nodes, links)
    planned = plan(graph, 80, layered=True)
    top = {box.node: box.top for box in planned.boxes}
    assert planned.width <= 80
    assert top[1] < top[0] < min(top[node] for node in range(2, len(nodes)))
    assert nets(draw(planned)) == expected(graph)


@given(st.lists(st.lists(st.integers(3, 60), max_size=12), max_size=4), st.integers(20, 120))
def test_folded_rows_keep_all_boxes_in_order_and_fit_where_one_does(rows: list[list[int]], room: int) -> None:
    widths = [size for row in rows for size in row]
    numbers = iter(range(len(widths)))
    numbered = [[next(numbers) for _ in row] for row in rows]
    made = folded(numbered, widths, 4, room)
    assert [node for row in made for node in row] == [node for row in numbered for node in row]
    for row in made:
        assert len(row) < 2 or sum(widths[node] + 4 for node in row) - 4 <= room
