"""`graph`, `path`, `neighbors`, `search`, `list` and `count` in the shell."""

from __future__ import annotations

import io
import json
import re

import networkx as nx
import pytest
from click.testing import CliRunner, Result

from genai_tui.cli.main import door


def run(*arguments: str, given: str = "") -> Result:
    return CliRunner().invoke(door, arguments, input=given)


def test_graph_prints_the_drawing_its_twin_and_what_is_outside() -> None:
    drawn = run("graph", "--focus", "cmu", "--depth", "1")
    assert drawn.exit_code == 0
    assert "│ Carnegie Mellon University" in drawn.stdout
    assert "nodes outside" in drawn.stderr
    twin = run("graph", "--focus", "cmu", "--depth", "1", "--format", "twin")
    assert "together" in twin.stdout
    assert "VisualGPT" in twin.stdout


def test_graphml_and_json_of_the_same_graph_agree() -> None:
    for kind in ("collaboration", "organizations", "lineage", "two-mode"):
        data = json.loads(run("graph", "--kind", kind, "--format", "json").stdout)
        read = nx.read_graphml(
            io.BytesIO(run("graph", "--kind", kind, "--format", "graphml").stdout.encode())
        )
        assert set(read) == {node["id"] for node in data["nodes"]}
        assert {frozenset(edge[:2]) for edge in read.edges} == {
            frozenset((e["source"], e["target"])) for e in data["edges"]
        }
        assert all(edge["evidence"] for edge in data["edges"])


@pytest.mark.parametrize("form", ["dot", "mermaid", "csv"])
def test_other_formats_name_everything(form: str) -> None:
    printed = run("graph", "--kind", "collaboration", "--format", form).stdout
    assert "cmu" in printed if form != "mermaid" else "Carnegie Mellon University" in printed


def test_a_query_cuts_the_graph() -> None:
    data = json.loads(run("graph", "--kind", "collaboration", "--format", "json", "visualgpt").stdout)
    assert {node["id"] for node in data["nodes"]} == {"kaust", "cmu", "ntu"}


def test_path_gives_evidence_or_the_sizes_of_the_parts() -> None:
    found = run("path", "kaust", "stability")
    assert found.exit_code == 0
    assert "Soundify" in found.stdout
    apart = run("path", "--kind", "collaboration", "deepmind", "google")
    assert apart.exit_code == 1
    assert "separate parts, of sizes 1 and" in apart.stderr
    data = json.loads(run("path", "kaust", "runway", "--format", "json").stdout)
    assert [hop["evidence"][0]["id"] for hop in data["hops"]] == ["visualgpt", "soundify"]


def test_neighbors_are_listed_strongest_first_with_measures() -> None:
    found = run("neighbors", "cmu")
    assert "Nanyang Technological University: VisualGPT" in found.stdout
    assert "betweenness" in found.stderr


def test_measures_are_those_of_networkx_with_bridges_and_years() -> None:
    found = run("graph", "--kind", "collaboration", "--format", "measures")
    whole = nx.Graph()
    data = json.loads(run("graph", "--kind", "collaboration", "--format", "json").stdout)
    labels = {node["id"]: node["label"] for node in data["nodes"]}
    whole.add_nodes_from(labels.values())
    for edge in data["edges"]:
        whole.add_edge(labels[edge["source"]], labels[edge["target"]])
    between = nx.betweenness_centrality(whole)
    heading, *rows = found.stdout.splitlines()
    assert heading.split() == ["Name", "Partners", "Ties", "Between", "Community", "Part"]
    assert len(rows) == len(whole)
    for row in rows:
        name, degree, _, share, *_ = re.split(r"\s{2,}", row)
        name = next(known for known in whole if known.startswith(name.rstrip("…")))
        assert int(degree) == whole.degree(name)
        assert float(share) == pytest.approx(between[name], abs=6e-4)
    bridges = len(list(nx.bridges(whole)))
    assert f"{bridges} pair{'' if bridges == 1 else 's'} without which" in found.stderr
    assert "2022 " in found.stderr


def test_an_unknown_node_says_what_is_near() -> None:
    wrong = run("path", "nobodyatall", "google")
    assert wrong.exit_code == 1
    assert "no node" in wrong.stderr
    assert "Traceback" not in wrong.output


@pytest.mark.parametrize("arguments", [("--depth", "99"), ("--width", "20"), ("--layout", "matrix"), ("--ascii",),
                                       ("--names", "merged"), ("--names", "dated")])  # fmt: skip
def test_any_option_draws(arguments: tuple[str, ...]) -> None:
    drawn = run("graph", "--focus", "google", *arguments)
    assert drawn.exit_code == 0
    assert drawn.stdout.strip()


def test_list_sorts_counts_and_reads_ids() -> None:
    ids = run("list", "org:openai", "--ids", "--sort", "date").stdout.split()
    assert ids == ["chatgpt", "whisper", "dall-e-2", "codex", "jukebox"]
    assert run("list", "-", "year:2022", "--ids", given="\n".join(ids)).stdout.split() == ids[:3]
    assert run("count", "org:openai").stdout.strip() == "5"
    data = json.loads(run("count", "--by", "year,weights", "--format", "json").stdout)
    assert sum(row["count"] for row in data["counts"]) == data["models"] == 24
    assert run("count", "--by", "params").exit_code == 2


def test_search_says_why() -> None:
    found = run("search", "wisper")
    assert "Whisper" in found.stdout
    data = json.loads(run("search", "wisper", "--format", "json").stdout)
    hit = data["models"][0]["hit"]
    assert sum(part["points"] for part in hit["parts"]) == pytest.approx(hit["score"], abs=1e-3)
    assert hit["matched"][slice(*hit["spans"][0])]


def test_a_wrong_query_points_and_leaves_with_2() -> None:
    wrong = run("list", "whisper year:20x")
    assert wrong.exit_code == 2
    lines = wrong.stderr.splitlines()
    assert lines[0].index("20x") == lines[1].index("^^^")
    nothing = run("list", "xyzzy", "weights:open")
    assert nothing.exit_code == 1
    assert "without xyzzy: 5, by it alone: 0" in nothing.stderr
