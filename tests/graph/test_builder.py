"""Graphs of a catalog hold what their evidence says, and the answers are networkx's own."""

from __future__ import annotations

import io
import itertools
import json
import subprocess
import sys

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from genai_tui.catalog.model import Catalog, Model, Part, Relation, Release, Source
from genai_tui.catalog.partial_date import surely_before, surely_from
from genai_tui.catalog.ties import Tie
from genai_tui.graph import analysis
from genai_tui.graph.analysis import pairs
from genai_tui.graph.builder import build
from genai_tui.graph.diagrams import as_dot, as_mermaid
from genai_tui.graph.graphml import as_graphml
from genai_tui.graph.json_form import as_json
from genai_tui.graph.kinds import KINDS
from genai_tui.graph.name_merging import NAMES, Naming
from genai_tui.graph.types import Graph, Link, Node
from genai_tui.storage.loader import open_catalog
from tests.graph.catalogs import catalog_named, holder

SURVEY, _ = open_catalog("survey", use_cache=False)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("names", NAMES)
def test_every_link_has_evidence_and_known_ends(kind: str, names: str) -> None:
    graph = build(catalog_named(holder(kind)), kind, names)  # type: ignore[arg-type]
    ids = {node.id for node in graph.nodes}
    assert graph.links
    for link in graph.links:
        assert link.evidence
        assert set(link.ends) <= ids
        assert len(set(link.ends)) > 1, "a link of a node with itself"
    for proofs in pairs(graph).values():
        assert len(proofs) == len(set(proofs)) > 0
    for _, _, data in analysis.to_networkx(graph).edges(data=True):
        assert data["weight"] == len(data["evidence"])


def test_collaborations_are_those_of_the_models() -> None:
    graph = build(SURVEY, "collaboration")
    wanted: dict[tuple[str, str], set[str]] = {}
    for model in SURVEY:
        ids = sorted({part.id for part in model.organizations})
        for pair in itertools.combinations(ids, 2):
            wanted.setdefault(pair, set()).add(model.id)
    assert {pair: {tie.model for tie in proofs} for pair, proofs in pairs(graph).items()} == wanted


def test_names_are_split_merged_or_merged_by_date(tiny: Catalog) -> None:
    split = Naming(SURVEY, "split")
    merged = Naming(SURVEY, "merged")
    dated = Naming(SURVEY, "dated")
    assert split.of("deepmind", "2022") == "deepmind"
    assert merged.of("deepmind", None) == merged.of("google", None) == "alphabet"
    assert dated.of("deepmind", "2013-05") == "deepmind"
    assert dated.of("deepmind", "2016") != "deepmind"
    assert dated.of("deepmind", None) == "deepmind"
    assert all(rule.note for rule in (split, merged, dated))


def test_a_circle_of_owners_ends(tiny: Catalog) -> None:
    from genai_tui.catalog.model import Relation

    relations = tuple(
        Relation(from_id=a, to_id=b, kind="parent_of") for a, b in (("acme", "uni"), ("uni", "acme"))
    )
    catalog = Catalog(tiny.head, tiny.models, tiny.organizations, relations)
    for names in NAMES:
        build(catalog, "organizations", names)


def test_lineage_keeps_what_lies_outside(tiny: Catalog) -> None:
    graph = build(tiny, "lineage")
    assert {node.id: node.frame for node in graph.nodes} == {
        "painter": "model", "listener": "model", "outside:Outsider": "outside",
    }  # fmt: skip
    assert all(link.directed and link.ends[-1] == "listener" for link in graph.links)


def test_focus_takes_the_strongest_and_says_what_is_left_out() -> None:
    graph = build(SURVEY, "organizations")
    near = analysis.focus(graph, "google", 1)
    assert {node.id for node in near.nodes} - {"google"} == {
        node.id for node, _ in analysis.neighbors(graph, "google")
    }
    few = analysis.focus(graph, "google", 3, most=4)
    assert len(few.nodes) == 4
    assert "left out" in few.note
    assert {node.id for node in analysis.focus(graph, "google", 0).nodes} == {"google"}
    assert len(analysis.focus(graph, "google", 99).nodes) == analysis.part_sizes(graph, "google")[0]
    with pytest.raises(KeyError):
        analysis.focus(graph, "nobody")


def test_a_path_has_evidence_at_each_hop_or_there_is_none() -> None:
    graph = build(SURVEY, "organizations")
    for strongest in (False, True):
        hops = analysis.path(graph, "kaust", "nvidia", strongest)
        assert hops
        assert hops[0].from_id == "kaust"
        assert hops[-1].to_id == "nvidia"
        assert all(hop.evidence for hop in hops)
        assert all(one.to_id == other.from_id for one, other in itertools.pairwise(hops))
    assert analysis.path(graph, "google", "google") == ()
    assert analysis.path(build(SURVEY, "collaboration"), "deepmind", "google") is None
    with pytest.raises(KeyError):
        analysis.path(graph, "google", "nobody")


@st.composite
def small(draw: st.DrawFn) -> Graph:
    count = draw(st.integers(1, 12))
    links = draw(
        st.lists(st.lists(st.integers(0, count - 1), min_size=2, max_size=4, unique=True), max_size=20)
        if count > 3
        else st.just([])
    )
    proofs = st.integers(1, 3)
    made = []
    for number, ends in enumerate(links):
        evidence = tuple(
            Tie("together", date="2020", model=f"m{number}.{each}", model_name="m")
            for each in range(draw(proofs))
        )
        made.append(Link(tuple(f"n{end}" for end in ends), evidence=evidence, weight=len(evidence)))
    return Graph("g", tuple(Node(f"n{n}", f"N{n}") for n in range(count)), tuple(made))


@given(small())
def test_measures_are_networkx_own(graph: Graph) -> None:
    measured = analysis.measures(graph)
    whole = analysis.to_networkx(graph)
    assert {each.id: each.betweenness for each in measured.values()} == nx.betweenness_centrality(whole)
    assert {each.id: each.degree for each in measured.values()} == dict(whole.degree())
    assert measured == analysis.measures(graph)
    assert set(analysis.bridges(graph)) == {tuple(sorted(edge)) for edge in nx.bridges(whole)}
    for one, other in itertools.combinations(sorted(whole), 2):
        hops = analysis.path(graph, one, other)
        assert (hops is None) == (not nx.has_path(whole, one, other))
        assert hops is None or len(hops) == nx.shortest_path_length(whole, one, other)


@given(small())
def test_graphml_read_back_is_the_same_graph(graph: Graph) -> None:
    read = nx.read_graphml(io.BytesIO(as_graphml(graph).encode()))
    data = as_json(graph)
    assert {(node, read.nodes[node]["label"]) for node in read} == {
        (n["id"], n["label"]) for n in data["nodes"]
    }
    edges = {(*sorted((a, b)), float(d["weight"])) for a, b, d in read.edges(data=True)}
    assert edges == {(*sorted((e["source"], e["target"])), float(e["weight"])) for e in data["edges"]}


def test_strangers_names_do_no_harm_in_any_export() -> None:
    hostile = 'a"]; x\x1b[2J\n<b>&'
    graph = Graph("g", (Node("a", hostile), Node("b", "b")), (Link(("a", "b"), kind='"k'),))
    nx.read_graphml(io.BytesIO(as_graphml(graph).encode()))
    dot = as_dot(graph)
    assert "\x1b" not in dot
    assert '\\"' in dot
    assert '"' not in as_mermaid(graph).split('["')[1].split('"]')[0]


def test_thirty_seven_organizations_on_one_model_are_one_link(tiny: Catalog) -> None:
    model = Model(id="big", name="Big", category="text-to-image", released=Release("2022"),
                  organizations=tuple(Part(f"o{n}", "developer") for n in range(37)), sources=(Source("paper"),))  # fmt: skip
    graph = build(Catalog(tiny.head, (model,), {}), "collaboration")
    assert len(graph.links) == 1
    assert len(pairs(graph)) == 666


def test_the_module_draws_without_a_catalog(tmp_path) -> None:  # type: ignore[no-untyped-def]
    path = tmp_path / "graph.json"
    path.write_text(
        json.dumps({"nodes": ["a", "b", "c"], "edges": [["a", "b"]], "hyperedges": [["a", "b", "c"]]})
    )
    ran = subprocess.run(
        [sys.executable, "-m", "genai_tui.graph", str(path)], capture_output=True, text=True, check=True
    )
    assert "│ a │" in ran.stdout
    assert "━" in ran.stdout
    path.write_text("{}")
    wrong = subprocess.run(
        [sys.executable, "-m", "genai_tui.graph", str(path)], capture_output=True, text=True, check=False
    )
    assert wrong.returncode == 1
    assert "no graph" in wrong.stderr
    assert "Traceback" not in wrong.stderr


@pytest.mark.parametrize(
    ("date", "deal", "surely"),
    [
        ("2015", "2014", True), ("2014", "2014", False), ("2014", "2014-01", False), ("2014", "2014-01-26", False),
        ("2014-02", "2014", False), ("2014-01", "2014-01", False), ("2014-02", "2014-01-26", True),
        ("2014-01", "2014-01-26", False), ("2014-01-26", "2014", False), ("2014-01-26", "2014-01", False),
        ("2014-01-31", "2014-01", True), ("2014-12-31", "2014", True), ("2014-01-26", "2014-01-26", True),
        ("2014-01-25", "2014-01-26", False), ("2014", "2013-12-31", True), ("2014", "2014-01-01", True),
    ],
)  # fmt: skip
def test_names_merge_only_surely_on_or_after_the_day_of_the_deal(
    tiny: Catalog, date: str, deal: str, surely: bool
) -> None:
    relation = Relation(from_id="acme", to_id="uni", kind="acquired", date=deal)
    naming = Naming(Catalog(tiny.head, tiny.models, tiny.organizations, (relation,)), "dated")
    assert (naming.of("uni", date) == "acme") == surely
    assert not (surely_from(date, deal) and surely_before(date, deal))


def _on_a_path(*dates: tuple[str | None, ...]) -> tuple[analysis.Hop, ...]:
    return tuple(
        analysis.Hop(f"n{number}", f"n{number + 1}", tuple(Tie("together", date=date) for date in each))
        for number, each in enumerate(dates)
    )


@pytest.mark.parametrize(
    ("hops", "turn"),
    [
        ((("2014",), ("2013",), ("2022",)), (0, 1)),
        ((("2013",), ("2014",), ("2022",)), None),
        ((("2014",), ("2013", "2015"), ("2014-06",)), (1, 2)),
        ((("2014",), ("2014-03",), ("2014",)), None),
        ((("2014-05",), (None,), ("2014-04",)), (0, 2)),
        (((None,), (None,)), None),
        ((), None),
    ],
)
def test_a_path_that_goes_back_in_time_is_told(
    hops: tuple[tuple[str | None, ...], ...], turn: tuple[int, int] | None
) -> None:
    path = _on_a_path(*hops)
    assert analysis.backward(path) == (None if turn is None else (path[turn[0]], path[turn[1]]))
