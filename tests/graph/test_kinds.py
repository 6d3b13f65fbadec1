"""Each row of the table of graph kinds is built, drawn, written, and told in words; nothing else names a kind."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from genai_tui.catalog.ties import MODEL_PREFIX, OUTSIDE_PREFIX
from genai_tui.cli.main import door
from genai_tui.graph import kinds
from genai_tui.graph.analysis import within
from genai_tui.graph.builder import build
from genai_tui.graph.captions import counts_text, title_of
from genai_tui.graph.drawing.rasterizer import plain_text
from genai_tui.graph.json_form import as_json
from genai_tui.graph.kinds import GRAPH_KINDS, KINDS, KindRow
from genai_tui.graph.render import picture
from genai_tui.graph.text_alternative import twin
from genai_tui.graph.types import Graph, Link, Node
from genai_tui.view.graph import GraphView
from genai_tui.view.graph_pictures import Viewer
from tests.graph.catalogs import catalog_named, holder

PACKAGE = Path(__file__).parents[2] / "genai_tui"
CATALOGS = ("survey", "epoch_notable_2026-01.csv", "ecosystem-graphs")

rows = pytest.mark.parametrize("row", GRAPH_KINDS.values(), ids=list(GRAPH_KINDS))
catalogs = pytest.mark.parametrize("name", CATALOGS)


@rows
@catalogs
def test_what_a_row_says_of_its_nodes_and_links_is_so(row: KindRow, name: str) -> None:
    catalog = catalog_named(name)
    graph = build(catalog, row.name)
    assert graph.kind == row.name
    assert kinds.kind_of(graph) is row
    if row.directed:
        assert all(link.directed for link in graph.links)
    told = set()
    for node in graph.nodes:
        what, id_ = kinds.record_of(row.name, node.id)
        told.add(what)
        if what == "organization":
            known = catalog.organization(id_)
            assert known is None or known.name == node.label
            assert node.frame != "model"
            assert kinds.model_of(row.name, node.id) is None
        elif what == "model":
            model = catalog.model(id_)
            assert model is None or (model.name, node.frame) == (node.label, "model")
            assert kinds.model_of(row.name, node.id) == id_
        else:
            assert kinds.model_of(row.name, node.id) is None
        assert kinds.node_of(row.name, what, id_) == node.id
    assert told <= set(row.nodes.values())
    for what in ("organization", "model"):
        assert (kinds.node_of(row.name, what, "x") is None) == (what not in row.nodes.values())
    assert not graph.nodes or row.nodes[""] in told
    assert title_of(graph) in {row.title or row.name, *row.titles.values()}
    assert kinds.is_large(graph) == (len(graph.nodes) > row.large)


@rows
@catalogs
def test_a_row_is_drawn_and_told_in_words(row: KindRow, name: str) -> None:
    viewer = Viewer(catalog_named(name))
    view = GraphView(kind=row.name)
    whole = viewer.whole(view)
    text = plain_text(viewer.picture(view, 118).drawing)
    assert bool(text.strip()) == bool(whole.links or whole.nodes)
    words = list(twin(whole))
    assert words[0].startswith(f"{title_of(whole)}: {counts_text(whole)}")
    for node in whole.nodes[:50]:
        assert any(node.label.strip() in line for line in words)
    for focus in [link.ends[0] for link in whole.links[:1]]:
        near = viewer.shown(GraphView(kind=row.name, focus=focus, depth=1), 10)
        assert near.kind == row.name, "what is cut from a graph is of its kind"
        assert picture(near).drawing.rows
    assert within(whole, set()).kind == row.name


@rows
def test_a_row_is_a_choice_of_every_command_with_its_words_in_help_and_documents(row: KindRow) -> None:
    docs = (PACKAGE.parent / "docs" / "graph.md").read_text(encoding="utf-8")
    assert f"| `{row.name}` |" in docs
    for command in ("graph", "path", "neighbors"):
        told = CliRunner().invoke(door, [command, "--help"]).stdout
        assert f"{row.name}: {row.joined}" in " ".join(told.split())
    catalog = holder(row.name)
    printed = CliRunner().invoke(door, ["graph", "-c", catalog, "--kind", row.name, "-f", "json"])
    assert json.loads(printed.stdout)["nodes"] == as_json(build(catalog_named(catalog), row.name))["nodes"]


@rows
def test_the_measures_have_the_counts_of_the_row(row: KindRow) -> None:
    printed = CliRunner().invoke(
        door, ["graph", "-c", holder(row.name), "--kind", row.name, "-f", "measures"]
    )
    heading = printed.stdout.splitlines()[0]
    assert [word.lower() for word in heading.split() if word in ("Partners", "Neighbors")] == list(row.counts)


def test_going_on_leads_through_every_kind_and_back() -> None:
    seen = [kinds.DEFAULT_KIND]
    for _ in KINDS:
        seen.append(kinds.kind_after(seen[-1]))
    assert seen[0] == seen[-1]
    assert sorted(seen[1:]) == sorted(KINDS)


@pytest.mark.parametrize("name", [*KINDS, "", "no kind"])
def test_a_graph_from_no_catalog_is_of_no_kind_whatever_it_is_called(name: str) -> None:
    down = Graph(name, (Node("a", "A"), Node("b", "B")), (Link(("a", "b"), "light", True, "invested_in"),))
    assert title_of(down) == name
    assert kinds.kind_of(down).order == ""


def test_an_unknown_kind_is_no_graph() -> None:
    with pytest.raises(KeyError):
        build(catalog_named("survey"), "no kind")


# The table is the only place that knows a kind.

_TABLE = PACKAGE / "graph" / "kinds.py"
_PREFIXES = PACKAGE / "catalog" / "ties.py"


def _literals(tree: ast.AST) -> Iterator[ast.Constant]:
    documents = {id(each.value) for each in ast.walk(tree) if isinstance(each, ast.Expr)}
    for each in ast.walk(tree):
        if isinstance(each, ast.Constant) and isinstance(each.value, str) and id(each) not in documents:
            yield each


def kinds_named_in(source: str) -> set[str]:
    """Kinds of graph that a module with something of graphs in it names in a literal, and prefixes of node ids."""
    tree = ast.parse(source)
    found = {
        text for each in _literals(tree) for text in (MODEL_PREFIX, OUTSIDE_PREFIX) if text == each.value
    }
    if re.search(r"genai_tui\.(graph|view\.graph)\b", source):
        found |= {each.value for each in _literals(tree)} & set(KINDS)
    return found


def test_a_literal_kind_is_noticed() -> None:
    assert kinds_named_in(
        'from genai_tui.graph import x\n"""lineage"""\nif kind == "lineage":\n    pass'
    ) == {"lineage"}
    assert kinds_named_in('f"model:{id}"') == {"model:"}
    assert kinds_named_in('"""lineage"""\ncategory = "lineage"') == set()


@pytest.mark.parametrize(
    "path", sorted(PACKAGE.rglob("*.py")), ids=lambda path: str(path.relative_to(PACKAGE))
)
def test_no_other_module_names_a_kind(path: Path) -> None:
    if path in {_TABLE, _PREFIXES}:
        return
    assert not kinds_named_in(path.read_text(encoding="utf-8"))


@rows
def test_the_title_of_a_kind_is_of_words_of_the_trade(row: KindRow) -> None:
    for title in (row.title or row.name, *row.titles.values()):
        assert re.fullmatch(r"[a-z]+( [a-z]+)*", title), title


@pytest.mark.parametrize(
    ("kind", "most"), [("collaboration", 40), ("ownership", 40), ("lineage", 80), ("", 40)]
)
def test_a_graph_opens_whole_while_it_can_be_followed(kind: str, most: int) -> None:
    nodes = tuple(Node(str(each), "x") for each in range(most + 1))
    assert kinds.is_large(Graph("g", nodes, (), kind=kind))
    assert not kinds.is_large(Graph("g", nodes[1:], (), kind=kind))
