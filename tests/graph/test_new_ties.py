"""New ties: heavy, told in the legend in any signs, and never those that may be older."""

from __future__ import annotations

from functools import cache

import pytest

from genai_tui.catalog.model import Catalog
from genai_tui.catalog.ties import TOGETHER, Tie
from genai_tui.graph.captions import lines_legend
from genai_tui.graph.new_ties import with_new_ties
from genai_tui.graph.types import Graph, Link, Node
from genai_tui.storage.loader import open_catalog
from genai_tui.view.graph import GraphView
from genai_tui.view.graph_pictures import Viewer


@cache
def survey() -> Catalog:
    return open_catalog("survey")[0]


def link(*ends: str, dates: tuple[str | None, ...] = (), kind: str = TOGETHER, stroke: str = "light") -> Link:
    ties = tuple(Tie(kind, ends, date=date, model=f"{ends}{date}") for date in dates)
    return Link(ends, stroke, kind != TOGETHER, kind, len(ties), ties)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("links", "strokes"),
    [
        ((link("a", "b", dates=("2022-01-01",)),), ["heavy"]),
        ((link("a", "b", dates=("2021-12-31",)),), ["light"]),
        ((link("a", "b", dates=("2020", "2022")),), ["light"]),
        ((link("a", "b", dates=("2021-12",)),), ["light"]),
        ((link("a", "b", dates=(None, "2022")),), ["light"]),
        # The two were joined among three before; two of these three were not.
        ((link("a", "b", dates=("2022",)), link("a", "b", "c", dates=("2020",), stroke="heavy")), ["light", "light"]),
        ((link("a", "b", dates=("2020",)), link("a", "b", "c", dates=("2022",), stroke="heavy")), ["light", "heavy"]),
        # A purchase after years of working together is new.
        ((link("a", "b", dates=("2020",)), link("a", "b", dates=("2022",), kind="acquired", stroke="double")), ["light", "heavy"]),
        ((link("a", "b", dates=("2020",), kind="acquired", stroke="double"),), ["double"]),
        ((link("a", "b", kind="", dates=()),), ["light"]),
    ],
)  # fmt: skip
def test_what_nothing_joined_before_is_new(links: tuple[Link, ...], strokes: list[str]) -> None:
    graph = Graph("", tuple(Node(id_, id_) for id_ in "abc"), links, "names split")
    shown = with_new_ties(graph, graph, "2021-12-31")
    assert [each.stroke for each in shown.links] == strokes
    count = strokes.count("heavy")
    assert (
        shown.note
        == f"names split · {count} {'tie' if count == 1 else 'ties'} of {len(links)} new since 2021-12-31"
    )
    assert shown.since == "2021-12-31"


def test_what_was_older_in_the_whole_is_not_new_in_a_part() -> None:
    old, new = link("a", "b", "c", dates=("2020",), stroke="heavy"), link("a", "b", dates=("2022",))
    nodes = tuple(Node(id_, id_) for id_ in "abc")
    shown = with_new_ties(Graph("", nodes[:2], (new,)), Graph("", nodes, (old, new)), "2021-12-31")
    assert shown.links[0].stroke == "light"


@pytest.mark.parametrize(("ascii_only", "glyphs"), [(False, "━┃"), (True, "=:")])
def test_the_legend_says_so_without_colour_and_in_ascii(ascii_only: bool, glyphs: str) -> None:
    viewer = Viewer(survey(), ascii_only=ascii_only)
    view = GraphView("collaboration", since="2021-12-31")
    shown, drawing = viewer.shown(view), viewer.picture(view, 118).drawing
    entries = {entry.glyphs: entry.words for entry in lines_legend(shown, drawing)}
    assert entries[glyphs].startswith("new since 2021-12-31: made together")
    assert any(not words.startswith("new since") for words in entries.values())
    heavy = {-1 - number for number, each in enumerate(shown.links) if each.stroke == "heavy"}
    drawn = {
        owner
        for y in range(drawing.height)
        for text, _, owner in drawing.runs(y, 0, drawing.width)
        if owner is not None and owner < 0 and set(text) & set(glyphs)
    }
    assert drawn == heavy, "every new tie is drawn heavy, and no other"
