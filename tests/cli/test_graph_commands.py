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
    found = run("path", "kaust", "stability ai")
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
    assert heading.split("\t") == ["Name", "Partners", "Ties", "Between", "Community", "Part"]
    assert len(rows) == len(whole)
    for row in rows:
        name, degree, _, share, *_ = row.split("\t")
        name = next(known for known in whole if known.startswith(name.rstrip("…")))
        assert int(degree) == whole.degree(name)
        assert float(share) == pytest.approx(between[name], abs=6e-4)
    bridges = len(list(nx.bridges(whole)))
    assert f"{bridges} pair{'' if bridges == 1 else 's'} without which" in found.stderr
    assert "2022 " in found.stderr


def test_an_unknown_node_says_what_is_near() -> None:
    wrong = run("path", "nobodyatall", "google")
    assert wrong.exit_code == 1
    assert "there is no node `nobodyatall`" in wrong.stderr
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
    assert sum(row["count"] for row in data["counts"]) == data["total"] == 24
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


KINDS = ("collaboration", "ownership", "organizations", "lineage", "two-mode")
QUERIES = (
    "cat:text-to-audio",
    "cat:text-to-image",
    "org:openai",
    "year:2020",
    "whisper",
    "visualgpt",
    "weights:open",
)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("query", QUERIES)
def test_every_node_and_tie_belongs_to_a_model_of_the_query(kind: str, query: str) -> None:
    models = json.loads(run("list", query, "--format", "json").stdout)["models"]
    data = json.loads(run("graph", "--kind", kind, "--format", "json", query).stdout)
    ids = {model["id"] for model in models}
    makers = {
        part[key]
        for model in models
        for part in model["organizations"]
        for key in ("id", "unit")
        if part.get(key)
    }
    bases = {
        base.get("model") or f"outside:{base['name']}"
        for model in models
        for base in model.get("based_on") or ()
    }
    allowed = ids | bases if kind == "lineage" else makers | {f"model:{id_}" for id_ in ids}
    assert {node["id"] for node in data["nodes"]} <= allowed
    for link in data["links"]:
        assert set(link["ends"]) <= allowed
        assert all(proof["id"] is None or proof["id"] in ids for proof in link["evidence"])


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("form", ["text", "twin", "measures", "csv", "json", "graphml", "dot", "mermaid"])
def test_nothing_found_draws_nothing_and_exits_1(kind: str, form: str) -> None:
    ways = ((("xyzzyplugh",), ""), (("-",), ""), (("-",), "xyzzyplugh\n"))
    for arguments, given in ways if form == "text" else ways[:1]:
        found = run("graph", "--kind", kind, "--format", form, *arguments, given=given)
        assert found.exit_code == 1
        assert "nothing found" in found.stderr
        assert "Google" not in found.stdout
        if form in ("text", "twin", "measures"):
            assert found.stdout == ""
        if form == "graphml":
            assert not nx.read_graphml(io.BytesIO(found.stdout.encode()))


def test_ids_on_standard_input_are_the_models_of_the_graph() -> None:
    data = json.loads(run("graph", "-", "--kind", "lineage", "--format", "json", given="visualgpt\n").stdout)
    assert {link["ends"][-1] for link in data["links"]} == {"visualgpt"}


@pytest.mark.parametrize(
    "arguments",
    [("neighbors", "whisper"), ("neighbors", "--kind", "lineage", "lamda-x-nobody"), ("graph", "--focus", "nobody-at-all"),
     ("graph", "--focus", "googel-brane-x"), ("path", "zzz", "google"), ("path", "google", "zzz"),
     ("neighbors", "--kind", "ownership", "cmu"), ("graph", "--kind", "ownership", "whisper")],
)  # fmt: skip
def test_who_is_not_there_is_answered_in_words_and_with_1(arguments: tuple[str, ...]) -> None:
    wrong = run(*arguments)
    assert wrong.exit_code == 1
    assert wrong.stdout == ""
    words = wrong.stderr
    assert any(each in words for each in ("nothing is known", "near: ", "no node", "no such ties are known"))


def test_a_path_that_goes_back_in_time_says_so() -> None:
    back = run("path", "ucl", "alphabet")
    assert "this path goes back in time: Google – Alphabet lies before" in back.stderr
    assert json.loads(run("path", "ucl", "alphabet", "--format", "json").stdout)["in_order"] is False
    assert json.loads(run("path", "alphabet", "ucl", "--format", "json").stdout)["in_order"] is True


def test_what_stands_beside_the_drawing_is_in_its_glyphs() -> None:
    assert '~" invested in, acquired, owns' in run("graph", "--kind", "ownership", "--ascii").stderr
    assert "═║ invested in, acquired, owns" in run("graph", "--kind", "ownership").stderr
    assert "built on" in run("graph", "--kind", "lineage").stderr
    for form in ("text", "twin"):
        printed = run("graph", "--kind", "lineage", "--format", form)
        assert "older above" not in printed.output


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("form", ["text", "twin", "measures"])
@pytest.mark.parametrize("focus", ["github", "whisper", "lmu-munich", "model:whisper", "visualgpt", "nvidia"])
def test_one_of_a_thing_is_in_the_singular(kind: str, form: str, focus: str) -> None:
    for depth in ("0", "1"):
        printed = run("graph", "--kind", kind, "--format", form, "--focus", focus, "--depth", depth).output
        assert not re.search(
            r"\b1 (nodes|ties|models|partners|owners|investors|pairs|ownerships)\b|of evidence", printed
        )


def test_communities_are_drawn_told_and_opened() -> None:
    drawn = run("graph", "-c", "landscape", "--layout", "communities")
    assert drawn.exit_code == 0
    assert re.search(r"[0-9]+ communities of [0-9]+ nodes, [0-9]+ bridges", drawn.stderr)
    boxes = re.findall(r"[│┥┤] ([^\s│┥┤┝├][^│┥┤┝├]*? · [0-9]+) [│┝├]", drawn.stdout)
    told = run("graph", "-c", "landscape", "--layout", "communities", "--format", "twin").stdout
    assert boxes
    assert set(boxes) == {
        line for line in told.splitlines()[1:] if re.search(r" · [0-9]+$", line) and line[0] != " "
    }
    inside = run("graph", "-c", "landscape", "--community", "openai", "--format", "json")
    data = json.loads(inside.stdout)
    assert "openai" in {node["id"] for node in data["nodes"]}
    assert "community of OpenAI" in data["note"]
    both = run("graph", "--community", "openai", "--focus", "openai")
    assert both.exit_code == 2
    assert run("graph", "-c", "landscape", "--community", "nobody-there").exit_code == 1
