"""What is said of a drawing is read off from it: kinds of line and box, counts, what stands above what."""

from __future__ import annotations

import itertools
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from genai_tui.catalog.cells import count_of
from genai_tui.graph import captions
from genai_tui.graph.adjacency_matrix import in_blocks, matrix
from genai_tui.graph.builder import build
from genai_tui.graph.drawing.layout import plan
from genai_tui.graph.drawing.rasterizer import Drawing, draw
from genai_tui.graph.kinds import KINDS
from genai_tui.graph.render import picture
from genai_tui.graph.text_alternative import twin
from genai_tui.graph.types import Graph, Link, Node
from tests.graph.catalogs import catalog_named
from tests.graph.test_drawing import graphs

STRAIGHT = dict(zip("─│━┃═║", '-|=:~"', strict=True))
HEADS = dict(zip("▲▼◀▶", "^v<>", strict=True))


def by_stroke(graph: Graph, drawing: Drawing) -> dict[str, set[str]]:
    """The glyphs that lines of each stroke are drawn with, cell by cell."""
    found: dict[str, set[str]] = {}
    for y in range(drawing.height):
        for glyph, owner in zip(drawing.cells(y), drawing.owners[y], strict=True):
            if owner is not None and owner < 0:
                found.setdefault(graph.links[-1 - owner].stroke, set()).add(glyph)
    return found


@settings(max_examples=40, deadline=None)
@given(graphs(), st.booleans(), st.sampled_from(("boxes", "lines")))
def test_the_legend_lists_the_lines_that_occur_and_no_other(
    graph: Graph, ascii_only: bool, style: str
) -> None:
    drawing = draw(plan(graph, 100, style, effort=0.2), ascii_only)  # type: ignore[arg-type]
    entries = captions.lines_legend(graph, drawing)
    drawn = by_stroke(graph, drawing)
    assert len(entries) == len(drawn)
    strokes = [stroke for stroke in ("light", "heavy", "double") if stroke in drawn]
    for entry, stroke in zip(entries, strokes, strict=True):
        assert entry.words
        assert entry.glyphs
        assert set(entry.glyphs) <= drawn[stroke]
        straight = set(STRAIGHT.values() if ascii_only else STRAIGHT)
        assert straight & drawn[stroke] <= set(entry.glyphs) or not straight & drawn[stroke]
    if ascii_only:
        assert all(entry.glyphs.isascii() for entry in entries)
    assert bool(captions.heads_legend(graph, drawing)) == bool(
        any(link.directed and len(set(link.ends)) > 1 for link in graph.links)
    )


@settings(max_examples=40, deadline=None)
@given(graphs())
def test_each_kind_of_line_has_its_own_glyphs_in_ascii_too(graph: Graph) -> None:
    planned = plan(graph, 100, effort=0.2)
    fancy, plain = draw(planned), draw(planned, ascii_only=True)
    for y in range(fancy.height):
        for one, other, owner in zip(fancy.cells(y), plain.cells(y), fancy.owners[y], strict=True):
            if owner is not None and owner < 0:
                wanted = STRAIGHT.get(one) or HEADS.get(one)
                assert other == wanted if wanted else other == "+" or one in "┿╂╪╫┼╋╬╵╷╴╶╹╻╸╺"


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("ascii_only", [False, True])
def test_boxes_are_explained_where_they_have_frames(kind: str, ascii_only: bool) -> None:
    graph = build(catalog_named("survey"), kind)  # type: ignore[arg-type]
    drawing = picture(graph, "boxes", 118, ascii_only).drawing
    told = " ".join(entry.words for entry in captions.boxes_legend(graph, drawing, ascii_only))
    words = {"startup": "start-up", "outside": "outside the catalog", "plain": "of no known kind"}
    for frame in {node.frame for node in graph.nodes} if not ascii_only else ():
        assert words.get(frame, frame) in told
    for frame in {"lab", "university", "model", "government"} - {node.frame for node in graph.nodes}:
        assert frame not in told
    lines = picture(graph, "lines", 118, ascii_only).drawing
    assert captions.boxes_legend(graph, lines, ascii_only) == ()


def test_lineage_explains_being_built_on_and_nothing_else() -> None:
    graph = build(catalog_named("survey"), "lineage")
    (entry,) = captions.lines_legend(graph, picture(graph).drawing)
    assert entry == captions.LegendEntry("─│", "built on")
    assert "older" not in " ".join(twin(graph))


def test_bases_are_said_to_be_above_only_where_every_arrow_leads_down() -> None:
    down = Graph("g", (Node("a", "A"), Node("b", "B")), (Link(("a", "b"), "light", True),), kind="lineage")
    up = Graph("g", down.nodes, (*down.links, Link(("b", "a"), "light", True)), kind="lineage")
    said = 0
    for graph in (down, up, build(catalog_named("survey"), "lineage")):
        for room, style in itertools.product((20, 60, 118), ("boxes", "lines")):
            drawing = draw(plan(graph, room, style))  # type: ignore[arg-type]
            top = {graph.nodes[node].id: box[1] for node, box in drawing.boxes.items()}
            agree = all(top[link.ends[0]] < top[link.ends[-1]] for link in graph.links)
            assert captions.order_text(graph, drawing) == (
                "prior works above, derivative works below" if agree else ""
            )
            said += agree
    flat = Drawing((), 0, (), (), {0: (0, 0, 3, 1), 1: (0, 5, 3, 1)})
    assert captions.order_text(down, flat) == "prior works above, derivative works below"
    assert captions.order_text(up, flat) == ""


def test_a_title_of_ownership_says_that_investments_are_in_it() -> None:
    graph = build(catalog_named("survey"), "ownership")
    assert captions.title_of(graph) == "ownership and investment"
    owned = Graph("ownership", graph.nodes, tuple(link for link in graph.links if link.kind != "invested_in"))
    assert captions.title_of(owned) == "ownership"
    assert captions.counts_text(graph) == "15 nodes, 13 ties: 6 ownerships, 3 acquisitions, 4 investments"


def test_counts_are_words_of_one_or_many() -> None:
    assert [count_of(number, "tie") for number in (0, 1, 2)] == ["0 ties", "1 tie", "2 ties"]
    assert count_of(2, "owned", "owned") == "2 owned"
    lone = Graph("g", (Node("a", "A"), Node("b", "B")), (Link(("a", "b")),))
    assert not re.search(r"\b1 \w+s\b", "\n".join(twin(lone)))


@settings(max_examples=60, deadline=None)
@given(graphs(), st.booleans())
def test_the_legend_of_a_matrix_has_the_signs_that_occur_and_no_other(graph: Graph, ascii_only: bool) -> None:
    drawing = matrix(graph, ascii_only)
    drawn = {
        glyph for row in drawing.rows[drawing.heads :] for glyph in row[drawing.margin - drawing.width :]
    }
    told = captions.legend_of(graph, drawing, ascii_only) if drawing.heads else ""
    entries = told.split(", ") if told else []
    assert len({entry[0] for entry in entries}) == len(entries)
    assert {entry[0] for entry in entries} == drawn
    assert all(entry[1] == " " and len(entry) > 2 for entry in entries)
    assert told.isascii() or not ascii_only


def test_the_marks_of_a_matrix_are_told_apart_by_how_much_evidence_there_is() -> None:
    graph = build(catalog_named("survey"), "organizations")
    assert (
        captions.legend_of(graph, matrix(graph))
        == "▪ one piece of evidence, ■ two or three, ╲ itself, · no tie"
    )
    pair = Graph("g", (Node("a", "A"), Node("b", "B")), (Link(("a", "b")),))
    assert captions.legend_of(pair, matrix(pair, True), True) == "o one piece of evidence, \\ itself"
    assert captions.legend_of(pair, matrix(Graph("g", pair.nodes, ()))) == ""


@pytest.mark.parametrize("room", [40, 60, 80, 118, 400])
def test_a_table_in_blocks_has_every_mark_under_its_own_number(room: int) -> None:
    drawing = matrix(build(catalog_named("survey"), "organizations"))
    rows = list(in_blocks(drawing, room))
    marks = [(y, x - drawing.margin) for y in range(drawing.heads, drawing.height)
             for x, owner in enumerate(drawing.owners[y]) if x >= drawing.margin and owner is not None and owner < 0]  # fmt: skip
    found = []
    start, head = 0, 0
    for number, row in enumerate(rows):
        if said := re.fullmatch(r"columns (\d+)-\d+ of \d+", row):
            start, head = int(said[1]) - 1, number + 1
        for x in (at for at, glyph in enumerate(row) if glyph in "▪■█"):
            found.append((number - head, x - drawing.margin + start))
            digits = "".join(each.ljust(x + 1)[x] for each in rows[head : head + drawing.heads])
            assert int(digits) == x - drawing.margin + start + 1
    assert sorted(found) == sorted(marks)
    assert all(len(row) <= max(room, drawing.margin + 10) for row in rows)


@pytest.mark.parametrize(
    ("base", "derived", "older"),
    [("2022", "2023-01", True), ("2022", "2022-05", False), ("2023", "2022", False), ("", "2022", False), ("2022", "", False)],
)  # fmt: skip
def test_bases_are_said_to_be_older_only_where_dates_tell_it(base: str, derived: str, older: bool) -> None:
    nodes = (Node("a", "A", "model", base), Node("b", "B", "model", derived))
    graph = Graph("g", nodes, (Link(("a", "b"), "light", True),), kind="lineage")
    told = captions.order_text(graph, draw(plan(graph, 60, layered=True)))
    assert told.startswith("prior works above")
    assert told.endswith("each older than what is built on it") == older


def test_a_heavy_line_of_a_lineage_leads_to_another_licence() -> None:
    nodes = tuple(Node(name, name.upper(), "model") for name in "abc")
    links = (Link(("a", "b"), "light", True, "component"), Link(("a", "c"), "heavy", True, "component"))
    graph = Graph("g", nodes, links, kind="lineage")
    words = [entry.words for entry in captions.lines_legend(graph, draw(plan(graph, 60)))]
    assert words == ["built on", "built on under another licence"]
