"""A tie is a claim: whatever format or sentence tells it, its direction, kind, date and sources come back."""

from __future__ import annotations

import csv
import io
import itertools
import re
from collections import Counter
from typing import Any

import networkx as nx
import pytest
from click.testing import CliRunner

from genai_tui.catalog.describe import tie_lines
from genai_tui.catalog.describe_organization import organization_pages
from genai_tui.catalog.model import Catalog, Relation, Source
from genai_tui.catalog.ties import Tie, counted_group, relation_tie
from genai_tui.cli import output
from genai_tui.cli.main import door
from genai_tui.graph import analysis, captions
from genai_tui.graph.builder import build
from genai_tui.graph.diagrams import as_dot, as_mermaid
from genai_tui.graph.edges import ROW, as_rows
from genai_tui.graph.graphml import as_graphml
from genai_tui.graph.json_form import as_json
from genai_tui.graph.name_merging import Names, Naming
from genai_tui.graph.render import picture
from genai_tui.graph.text_alternative import twin
from genai_tui.graph.types import Graph, Link, Node
from genai_tui.storage.exporters.separated_values import separated
from tests.graph.catalogs import NAMES, catalog_named

Fact = tuple[str, str, str, str | None, tuple[str, ...]]
"""From, to, kind, date, and the ids of sources."""

VERBS = {
    "invested_in": "invested in", "acquired": "acquired", "parent_of": "owns", "renamed_to": "became",
    "licensed_and_hired": "took a licence of and hired from", "stake": "held a stake in",
    "component": "is part of", "fine_tuned_from": "was fine-tuned to", "distilled_from": "was distilled to",
    "successor_of": "was followed by",
}  # fmt: skip


def facts(catalog: Catalog, kind: str) -> Counter[Fact]:
    """What the catalog says, read without the code under test."""
    if kind != "lineage":
        return Counter(
            (each.from_id, each.to_id, each.kind, each.date, tuple(source.id for source in each.sources))
            for each in catalog.relations
        )
    return Counter(
        (
            ancestor.model or f"outside:{ancestor.name}", model.id, ancestor.how,
            model.released.date if model.released else None,
            tuple(
                source.id
                for source in model.sources
                if any(path.split(".")[0] == "based_on" for path in source.supports)
            ),
        )
        for model in catalog
        for ancestor in model.based_on
    )  # fmt: skip


def sentence(graph: Graph, fact: Fact) -> str:
    labels = {node.id: node.label for node in graph.nodes}
    return f"{labels[fact[0]]} {VERBS.get(fact[2], 'is a base of')} {labels[fact[1]]}" + (
        f" · {fact[3]}" if fact[3] else ""
    )


def ids_in(text: str, known: set[str]) -> tuple[str, ...]:
    """The ids of sources as a text of them names them, in order."""
    found = re.findall(r"(?:^|; )([a-z0-9-]+)(?=:|;|$)", text)
    return tuple(each for each in found if each in known)


def known_sources(catalog: Catalog) -> set[str]:
    records: list[Any] = [catalog.head, *catalog.relations, *catalog.models]
    return {source.id for record in records for source in record.sources}


GRAPHS = [(name, kind) for name in NAMES for kind in ("ownership", "organizations", "lineage")]


@pytest.fixture(params=GRAPHS, ids=lambda each: f"{each[0]}-{each[1]}")
def told(request: pytest.FixtureRequest) -> tuple[Catalog, Graph, Counter[Fact]]:
    name, kind = request.param
    catalog = catalog_named(name)
    return catalog, build(catalog, kind), facts(catalog, kind)


def test_csv(told: tuple[Catalog, Graph, Counter[Fact]]) -> None:
    catalog, graph, wanted = told
    known = known_sources(catalog)
    text = "\n".join(separated([ROW, *as_rows(graph)]))
    rows = [row for row in csv.DictReader(io.StringIO(text)) if row["directed"] == "true"]
    found = Counter(
        (r["source"], r["target"], r["kind"], r["date"] or None, ids_in(r["sources"], known)) for r in rows
    )
    assert found == wanted
    assert {row["fact"].lstrip("'").split(" · USD")[0] for row in rows} == {
        sentence(graph, fact) for fact in wanted
    }


def test_json(told: tuple[Catalog, Graph, Counter[Fact]]) -> None:
    _, graph, wanted = told
    data = as_json(graph)
    links = [(link["ends"], link) for link in data["links"]]
    edges = [((edge["source"], edge["target"]), edge) for edge in data["edges"]]
    for told_twice in (links, edges):
        found: Counter[Fact] = Counter()
        for ends, tie in told_twice:
            if tie["directed"]:
                (proof,) = tie["evidence"]
                assert (proof["from"], proof["to"], proof["kind"]) == (*ends, tie["kind"])
                sources = tuple(source["id"] for source in proof["sources"])
                found[ends[0], ends[1], tie["kind"], proof["date"], sources] += 1
        assert found == wanted


def test_graphml(told: tuple[Catalog, Graph, Counter[Fact]]) -> None:
    catalog, graph, wanted = told
    known = known_sources(catalog)
    read = nx.read_graphml(io.BytesIO(as_graphml(graph).encode()))
    assert not wanted or read.is_directed()
    found = Counter(
        (one, other, data["kind"], data.get("date"), ids_in(data.get("sources", ""), known))
        for one, other, data in read.edges(data=True)
        if data["directed"]
    )
    assert found == wanted


DOT = re.compile(r'^  "((?:[^"\\]|\\.)*)" -> "((?:[^"\\]|\\.)*)" \[label="((?:[^"\\]|\\.)*)", tooltip="((?:[^"\\]|\\.)*)", dir=forward\];$')  # fmt: skip


def test_dot(told: tuple[Catalog, Graph, Counter[Fact]]) -> None:
    _, graph, wanted = told
    arrows = [found.groups() for line in as_dot(graph).splitlines() if (found := DOT.match(line))]
    unquoted = [tuple(re.sub(r"\\(.)", r"\1", each) for each in arrow) for arrow in arrows]
    assert len(unquoted) == wanted.total()
    said = Counter((one, other, label.split(" · USD")[0]) for one, other, label, _ in unquoted)
    assert said == Counter(
        (a, b, " · ".join(filter(None, (VERBS.get(kind, "is a base of"), date)))) for a, b, kind, date, _ in wanted.elements()
    )  # fmt: skip
    for fact in wanted:
        whole = [text for one, other, _, text in unquoted if (one, other) == fact[:2]]
        assert any(all(id_ in text for id_ in fact[4]) and sentence(graph, fact).split(" · ")[0][:20] in text for text in whole)  # fmt: skip


def test_mermaid(told: tuple[Catalog, Graph, Counter[Fact]]) -> None:
    _, graph, wanted = told
    lines = as_mermaid(graph).splitlines()
    place = {f"n{number}": node.id for number, node in enumerate(graph.nodes)}
    found: Counter[tuple[str, str, str]] = Counter()
    for comment, line in itertools.pairwise(lines):
        if arrow := re.fullmatch(r'  (n\d+) -->\|"(.*)"\| (n\d+)', line):
            one, label, other = arrow.groups()
            found[place[one], place[other], label.split(" · USD")[0]] += 1
            assert comment.startswith("  %% ")
            assert "{" not in comment
    assert found == Counter(
        (a, b, " · ".join(filter(None, (VERBS.get(kind, "is a base of"), date)))) for a, b, kind, date, _ in wanted.elements()
    )  # fmt: skip


def test_twin(told: tuple[Catalog, Graph, Counter[Fact]]) -> None:
    _, graph, wanted = told
    lines = Counter(line.strip().split(" · USD")[0] for line in twin(graph))
    for fact, times in wanted.items():
        same = sum(count for other, count in wanted.items() if other[:4] == fact[:4])
        ends = 2 if fact[0] != fact[1] else 1
        assert lines[sentence(graph, fact).strip()] == ends * same >= times, "once at each end"
    whole = "\n".join(twin(graph, whole=True))
    assert all(id_ in whole for fact in wanted for id_ in fact[4])


def test_path_neighbors_and_what_each_is_to_the_other(told: tuple[Catalog, Graph, Counter[Fact]]) -> None:
    _, graph, wanted = told
    for fact in list(wanted)[:60]:
        if fact[0] == fact[1]:
            continue
        hops = analysis.path(graph, fact[1], fact[0])
        assert hops is not None
        assert len(hops) == 1
        for ties in (
            hops[0].evidence,
            {node.id: ties for node, ties in analysis.neighbors(graph, fact[1])}[fact[0]],
        ):
            assert sentence(graph, fact) in {tie.told().split(" · USD")[0] for tie in ties}
        groups = {group for group, others in analysis.groups(graph, fact[1]).items() if fact[0] in others}
        assert groups & {"Owned by", "Investors", "Formerly", "Built on"}


@pytest.mark.parametrize("name", NAMES)
def test_the_page_of_an_organization(name: str) -> None:
    catalog = catalog_named(name)
    for relation in catalog.relations:
        tie = relation_tie(catalog, relation)
        for id_ in (relation.from_id, relation.to_id):
            organization = catalog.organization(id_)
            if organization is None:
                continue
            rows = [item for page in organization_pages(catalog, organization) for item in page.items]
            row = next(item for item in rows if item.ties == (tie,))
            assert row.text == tie.told()
            behind = "\n".join(item.text for item in tie_lines(row.ties[0]))
            assert all((source.title or source.id) in behind for source in tie.sources)
            assert not tie.note or tie.note in behind


def test_the_words_of_the_survey() -> None:
    for arguments, words in (
        (("path", "runway", "google"), "Google invested in Runway · 2023"),
        (("path", "deepmind", "berkeley"), "Google acquired DeepMind · 2014"),
        (("path", "deepmind", "alphabet"), "Alphabet owns DeepMind · 2015"),
        (("neighbors", "google"), "Google owns Google Brain · 2011"),
        (("neighbors", "google"), "Alphabet owns Google · 2015"),
        (("neighbors", "openai"), "Microsoft invested in OpenAI · 2019-07-22 · USD 1B"),
    ):
        ran = CliRunner().invoke(door, arguments)
        assert words in ran.stdout
        assert ran.exit_code == 0


def test_the_survey_has_thirteen_edges_of_four_kinds() -> None:
    read = nx.read_graphml(io.BytesIO(as_graphml(build(catalog_named("survey"), "ownership")).encode()))
    assert isinstance(read, nx.MultiDiGraph)
    assert read.number_of_edges() == 13
    assert {data["kind"] for _, _, data in read.edges(data=True)} == {"parent_of", "acquired", "invested_in"}


def test_a_tie_of_one_with_itself_and_ten_thousand_ties(tiny: Catalog) -> None:
    itself = Relation(from_id="acme", to_id="acme", kind="acquired", date="2020")
    many = tuple(
        Relation(from_id=f"o{n}", to_id=f"o{n // 2}", kind="invested_in", date="2021")
        for n in range(1, 10_000)
    )
    graph = build(Catalog(tiny.head, tiny.models, tiny.organizations, (itself, *many)), "ownership")
    read = nx.read_graphml(io.BytesIO(as_graphml(graph).encode()))
    assert read.number_of_edges() == 10_000
    assert read.has_edge("acme", "acme")
    assert len(as_rows(graph)) == 10_000
    assert any("acquired" in line for line in twin(graph))


HOSTILE = 'a"]; x\x1b[2J\n%%{init: {}}%% <b>&=\u202e'


@pytest.mark.parametrize("kind", ["acquired", "together", "component", "developer", "never-heard-of"])
def test_what_strangers_write_in_a_tie_does_no_harm(kind: str) -> None:
    tie = Tie(kind, ("a", "b"), (HOSTILE, HOSTILE), kind not in ("together", "developer"), note=HOSTILE,
              sources=(Source("s", HOSTILE, "https://x.test/%7B"),), model="m", model_name=HOSTILE)  # fmt: skip
    graph = Graph("ownership", (Node("a", HOSTILE), Node("b", HOSTILE)), (Link(("a", "b"), "light", tie.directed, kind, 1, (tie,)),))  # fmt: skip
    printed = {
        "dot": as_dot(graph),
        "mermaid": as_mermaid(graph),
        "csv": "\n".join(separated([ROW, *as_rows(graph)])),
        "twin": "\n".join(twin(graph, whole=True)),
        "json": output.json(as_json(graph)),
    }
    for form, text in printed.items():
        assert "\x1b" not in text, form
        assert "\u202e" not in text, form
    assert len(printed["csv"].splitlines()) == 2
    assert "{" not in printed["mermaid"].replace("flowchart TD", "")
    assert len(printed["dot"].splitlines()) == 6
    for quoted in re.findall(r'"((?:[^"\\]|\\.)*)"', printed["dot"]):
        assert "\n" not in quoted
    (edge,) = nx.read_graphml(io.BytesIO(as_graphml(graph).encode())).edges(data=True)
    assert edge[2]["kind"] == kind


def test_a_stake_and_a_hiring_are_told_apart_and_are_no_ownership(talkers: Catalog) -> None:
    graph = build(talkers, "ownership")
    assert captions.title_of(graph) == "ownership and deals"
    assert captions.counts_text(graph) == "3 nodes, 3 ties: 1 investment, 1 licence and hiring deal, 1 stake"
    rows = {row["kind"]: row for row in (dict(zip(ROW, row, strict=True)) for row in as_rows(graph))}
    assert {kind: row["share_percent"] for kind, row in rows.items()} == {
        "stake": "27", "licensed_and_hired": None, "invested_in": "2.5",
    }  # fmt: skip
    read = nx.read_graphml(io.BytesIO(as_graphml(graph).encode()))
    shares = {data["kind"]: data.get("share_percent") for _, _, data in read.edges(data=True)}
    assert shares == {"stake": 27.0, "licensed_and_hired": None, "invested_in": 2.5}
    (proof,) = (
        proof for edge in as_json(graph)["edges"] for proof in edge["evidence"] if proof["kind"] == "stake"
    )
    assert proof["share_percent"] == 27
    assert 'label="held a stake in · 2025-10-28 · 27 %"' in as_dot(graph)
    assert 'label="took a licence of and hired from · 2024-03 · USD 650M"' in as_dot(graph)
    assert "held a stake in · 2025-10-28 · 27 #37;" in as_mermaid(graph)
    assert "  Acme held a stake in Bright Lab · 2025-10-28 · 27 %" in twin(graph)
    (drawn,) = captions.lines_legend(graph, picture(graph).drawing)
    assert drawn.words == "invested in, took a licence of and hired from, held a stake in"
    (heads,) = captions.heads_legend(graph, picture(graph).drawing)
    assert "held in part, hired from" in heads.words
    tie = next(link.evidence[0] for link in graph.links if link.kind == "stake")
    assert ("Share", "27 %") in [(item.label, item.text) for item in tie_lines(tie)]


@pytest.mark.parametrize("names", ["split", "merged", "dated"])
def test_names_merge_by_no_stake_and_no_hiring(talkers: Catalog, names: Names) -> None:
    naming = Naming(talkers, names)
    assert [naming.of(id_, "2030") for id_ in talkers.organizations] == list(talkers.organizations)
    assert naming.undated == 0


def test_what_a_stake_and_a_hiring_make_of_the_other(talkers: Catalog) -> None:
    graph = build(talkers, "ownership")
    assert {group: list(others) for group, others in analysis.groups(graph, "bright").items()} == {
        "Investors": ["uni"], "Stakes held by": ["acme"], "Hired away by": ["acme"],
    }  # fmt: skip
    told = [
        counted_group(group, 2)
        for group in ("Stakes held by", "Held stakes in", "Hired away by", "Hired from")
    ]
    assert told == ["2 stakeholders", "held stakes in 2", "hired away by 2", "hired from 2"]
