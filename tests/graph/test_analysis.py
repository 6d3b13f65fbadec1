"""One word has one number: who is a partner, an owner, an investor is the same on every screen."""

from __future__ import annotations

import itertools
import json
import re

import pytest
from click.testing import CliRunner

from genai_tui.catalog.describe_organization import organization_pages
from genai_tui.catalog.model import Catalog
from genai_tui.catalog.ties import Tie, around_organization
from genai_tui.cli.main import door
from genai_tui.graph import analysis
from genai_tui.graph.builder import build
from genai_tui.graph.types import Graph, Link, Node
from tests.graph.catalogs import NAMES, catalog_named


def made_together(catalog: Catalog) -> dict[str, set[str]]:
    """Who made a model together with whom, read without the code under test."""
    found: dict[str, set[str]] = {}
    for model in catalog:
        for one, other in itertools.permutations({part.id for part in model.organizations}, 2):
            found.setdefault(one, set()).add(other)
    return found


@pytest.mark.parametrize("name", NAMES)
def test_partners_made_a_model_together_wherever_they_are_counted(name: str) -> None:
    catalog = catalog_named(name)
    wanted = made_together(catalog)
    counted = {
        kind: analysis.partner_counts(build(catalog, kind)) for kind in ("collaboration", "organizations")
    }
    for organization in catalog.organizations.values():
        partners = wanted.get(organization.id, set())
        assert set(around_organization(catalog, organization.id).get("Partners", ())) == partners
        headings = [item.text for page in organization_pages(catalog, organization) for item in page.items]
        assert (f"Partners · {len(partners)}" in headings) == bool(partners)
        for counts in counted.values():
            assert counts.get(organization.id, 0) == len(partners)


@pytest.mark.parametrize("name", NAMES)
def test_owners_and_investors_are_counted_apart(name: str) -> None:
    catalog = catalog_named(name)
    graph = build(catalog, "organizations")
    for organization in catalog.organizations.values():
        around = around_organization(catalog, organization.id)
        relations = [each for each in catalog.relations if each.from_id != each.to_id]
        of = {
            "Owned by": {r.from_id for r in relations if r.to_id == organization.id and r.kind in ("parent_of", "acquired")},
            "Owns": {r.to_id for r in relations if r.from_id == organization.id and r.kind in ("parent_of", "acquired")},
            "Investors": {r.from_id for r in relations if r.to_id == organization.id and r.kind == "invested_in"},
            "Invested in": {r.to_id for r in relations if r.from_id == organization.id and r.kind == "invested_in"},
        }  # fmt: skip
        for group, others in of.items():
            assert set(around.get(group, ())) == others
        if any(node.id == organization.id for node in graph.nodes):
            assert analysis.groups(graph, organization.id) == around


def test_the_shell_says_the_same_number_everywhere() -> None:
    run = CliRunner().invoke
    wanted = made_together(catalog_named("survey"))
    measures = run(door, ["graph", "--format", "measures"]).stdout.splitlines()
    assert measures[0].split() == ["Name", "Partners", "Neighbors", "Ties", "Between", "Community", "Part"]
    rows = {re.split(r"\t|\s{2,}", line)[0]: re.split(r"\t|\s{2,}", line)[1:] for line in measures[1:]}
    for id_, label in (
        ("google", "Google"),
        ("deepmind", "DeepMind"),
        ("meta", "Meta"),
        ("nvidia", "NVIDIA"),
    ):
        count = len(wanted.get(id_, ()))
        assert int(rows[label][0]) == count
        told = run(door, ["neighbors", id_])
        said = re.search(r"(\d+) partners?", told.stderr)
        assert (int(said[1]) if said else 0) == count
        assert json.loads(run(door, ["neighbors", id_, "--format", "json"]).stdout)["partners"] == count
    assert "Partners" not in run(door, ["graph", "--kind", "lineage", "--format", "measures"]).stdout


def test_a_part_of_the_graph_has_the_partners_of_the_whole() -> None:
    wanted = made_together(catalog_named("survey"))
    for kind in ("collaboration", "organizations"):
        cut = CliRunner().invoke(
            door,
            [
                "graph",
                "--kind",
                kind,
                "--focus",
                "cmu",
                "--depth",
                "1",
                "--most",
                "3",
                "--format",
                "measures",
            ],
        )
        rows = [re.split(r"\t|\s{2,}", line) for line in cut.stdout.splitlines()[1:]]
        names = {
            organization.name: organization.id
            for organization in catalog_named("survey").organizations.values()
        }
        assert rows
        for name, partners, *_ in rows:
            (id_,) = [names[each] for each in names if each.startswith(name.rstrip("…"))]
            assert int(partners) == len(wanted.get(id_, ()))


def star() -> Graph:
    """Around `hub`: `weak` with one tie, `strong` with three; `far` two steps away, tied to `weak` five times."""
    ties = tuple(Tie("together", date=f"20{number:02}", model=f"m{number}") for number in range(5))
    links = (
        Link(("hub", "weak"), evidence=ties[:1]),
        Link(("hub", "strong"), evidence=ties[:3]),
        Link(("far", "weak"), evidence=ties),
    )
    return Graph("g", tuple(Node(id_, id_.title()) for id_ in ("far", "hub", "strong", "weak")), links)


def test_around_a_node_come_the_nearest_and_of_those_the_strongest_first() -> None:
    assert analysis.ranked(star(), "hub", 2) == ["hub", "strong", "weak", "far"]
    assert analysis.ranked(star(), "hub", 1) == ["hub", "strong", "weak"]
    assert analysis.ranked(star(), "far", 3) == ["far", "weak", "hub", "strong"]
    assert [node.id for node, _ in analysis.neighbors(star(), "hub")] == ["strong", "weak"]
    assert [node.id for node in analysis.nearest(star(), ["hub", "strong", "weak", "far"], 2).nodes] == [
        "hub",
        "strong",
    ]
    with pytest.raises(KeyError):
        analysis.ranked(star(), "nobody", 1)


def test_links_of_the_same_ends_and_kind_are_one_with_all_their_evidence() -> None:
    first, second, third = (Tie("together", ("a", "b"), model=each) for each in "xyz")
    links = [
        Link(("a", "b"), kind="k", evidence=(first, second)),
        Link(("a", "b"), kind="k", evidence=(second, third)),
        Link(("a", "b"), kind="other", evidence=(first,)),
        Link(("a", "b"), "light", True, "k", evidence=(first,)),
        Link(("a", "b"), "light", True, "k", evidence=(second,)),
    ]
    one, *others = analysis.merged(links)
    assert (one.ends, one.weight, one.evidence) == (("a", "b"), 3, (first, second, third))
    assert others == links[2:]


@pytest.mark.parametrize(
    ("link", "kept"),
    [
        (Link(("a", "b")), Link(("a", "b"))),
        (Link(("a", "z")), None),
        (Link(("a", "b", "z"), "heavy"), Link(("a", "b"), "light")),
        (Link(("a", "b", "c", "z"), "heavy"), Link(("a", "b", "c"), "heavy")),
        (Link(("a", "b"), "double", True, "k", 3), Link(("a", "b"), "double", True, "k", 3)),
        (Link(("a", "z", "b"), "light", True), None),
        (Link(("z", "y")), None),
    ],
)
def test_a_part_of_a_graph_keeps_the_links_within_it(link: Link, kept: Link | None) -> None:
    nodes = tuple(Node(id_, id_.upper()) for id_ in "abcyz")
    part = analysis.within(Graph("t", nodes, (link,), "a note", "k"), {"a", "b", "c"})
    assert part.links == ((kept,) if kept else ())
    assert [node.id for node in part.nodes] == ["a", "b", "c"]
    assert (part.title, part.note, part.kind) == ("t", "a note", "k")
    assert analysis.within(part, {"a"}, "").note == ""


def test_the_neighborhood_of_a_node_is_its_own() -> None:
    graph = Graph(
        "g", tuple(Node(each, each.upper()) for each in "abc"), (Link(("a", "b")), Link(("b", "c")))
    )
    for center, near in (("a", ["b"]), ("b", ["a", "c"]), ("c", ["b"])):
        found = analysis.neighborhood(graph, center)
        assert (found.center.id, [node.id for node, _ in found.neighbors]) == (center, near)
    with pytest.raises(KeyError):
        analysis.neighborhood(graph, "d")


def test_the_ties_of_two_nodes_are_those_of_both() -> None:
    ties = {
        ends: Tie("together", ends, ends, model="".join(ends))
        for ends in (("a", "b"), ("b", "c"), ("a", "c"))
    }
    graph = Graph(
        "g", tuple(Node(each, each) for each in "abcd"),
        tuple(Link(ends, evidence=(tie, tie)) for ends, tie in ties.items()),
    )  # fmt: skip
    assert analysis.between(graph, "a", "b") == analysis.between(graph, "b", "a") == (ties["a", "b"],)
    assert analysis.between(graph, "c", "b") == (ties["b", "c"],)
    assert analysis.between(graph, "a", "d") == ()
