"""Each row of the table of formats is a choice of the commands that it can write for, and writes what it says."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import networkx as nx
import pytest
from click.testing import CliRunner, Result

from genai_tui.catalog.ties import Tie
from genai_tui.cli.main import door
from genai_tui.graph import analysis, export
from genai_tui.graph.export import FORMATS, Format, PathOutput
from genai_tui.graph.kinds import KINDS
from genai_tui.graph.types import Graph, Link, Node
from tests.graph.catalogs import holder

DOCS = (Path(__file__).parents[2] / "docs" / "graph.md").read_text(encoding="utf-8")
SUBJECTS = {
    "graph": ["graph"],
    "path": ["path", "kaust", "nvidia"],
    "neighbors": ["neighbors", "google"],
}
rows = pytest.mark.parametrize("row", FORMATS, ids=[row.name for row in FORMATS])


def run(*arguments: str) -> Result:
    return CliRunner().invoke(door, arguments)


@rows
@pytest.mark.parametrize("subject", SUBJECTS)
def test_a_command_offers_the_formats_that_have_a_writer_for_it(row: Format, subject: str) -> None:
    offered = getattr(row, subject) is not None
    told = " ".join(run(subject, "--help").stdout.split())
    assert (f"{row.name}: {row.what}" in told) == offered
    printed = run(*SUBJECTS[subject], "-f", row.name)
    assert printed.exit_code == (0 if offered else 2), printed.stderr
    assert bool(printed.stdout) == offered


@rows
def test_a_format_is_in_the_documents(row: Format) -> None:
    assert f"| `{row.name}` | `{row.ending}` | {row.what} |" in DOCS


def test_names_are_told_apart_and_endings_begin_with_a_dot() -> None:
    assert len({row.name for row in FORMATS}) == len(FORMATS)
    assert all(row.ending.startswith(".") for row in FORMATS)
    assert all(row.graph or row.path or row.neighbors for row in FORMATS)


READERS: dict[str, Callable[[str], object]] = {
    ".json": json.loads,
    ".graphml": lambda text: nx.read_graphml(io.BytesIO(text.encode())),
    ".csv": lambda text: list(csv.DictReader(io.StringIO(text), strict=True)),
    ".dot": lambda text: text.index("digraph {") == 0 and text.rindex("}"),
    ".mmd": lambda text: text.index("flowchart TD\n"),
    ".txt": str.splitlines,
}
"""What reads a file with an ending; raises where it is no such file."""


@rows
@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_is_written_in_every_format(row: Format, kind: str) -> None:
    printed = run("graph", "-c", holder(kind), "--kind", kind, "-f", row.name)
    assert printed.exit_code == 0
    READERS[row.ending](printed.stdout)


@rows
def test_an_empty_graph_is_written_for_programs_alone(row: Format) -> None:
    printed = run("graph", "-f", row.name, "year:1900")
    assert printed.exit_code == 1
    assert bool(printed.stdout) != row.for_readers
    if printed.stdout:
        READERS[row.ending](printed.stdout)


def _tie(*ends: str, date: str) -> Link:
    tie = Tie("together", ends, ends, date=date, model="m", model_name="M")
    return Link(ends, kind="together", evidence=(tie,))


@pytest.mark.parametrize(
    ("end", "in_order", "said"),
    [
        ("c", True, ["every path between them goes back in time; without --in-order the shortest is shown"]),
        ("d", True, ["A and D are in separate parts, of sizes 3 and 1"]),
        ("d", False, ["A and D are in separate parts, of sizes 3 and 1"]),
        ("c", False, ["this path goes back in time: B – C lies before A – B"]), ("b", False, []),
    ],
)  # fmt: skip
def test_a_path_says_where_it_goes_back_in_time_and_why_there_is_none(
    end: str, in_order: bool, said: list[str]
) -> None:
    nodes = tuple(Node(each, each.upper()) for each in "abcd")
    graph = Graph("g", nodes, (_tie("a", "b", date="2022"), _tie("b", "c", date="2020")))
    hops = (analysis.path_in_order if in_order else analysis.path)(graph, "a", end)
    output = PathOutput(graph, "a", end, hops, in_order)
    assert [remark.text for remark in export._path_remarks(output)] == said
