"""Graphs in the languages of Graphviz and Mermaid, line by line, with nothing of a stranger's taken for the language."""

from __future__ import annotations

from typing import Any

import pytest

from genai_tui.catalog.ties import TOGETHER, Tie
from genai_tui.graph.diagrams import _dot, _label, _mermaid, as_dot, as_mermaid
from genai_tui.graph.types import Graph, Link, Node

OWNS = Tie("acquired", ("a", "b"), ("A", "B"), True, date="2020", note="a {note}")
MADE = Tie(TOGETHER, ("a", "b", "c"), ("A", "B", "C"), date="2021", model="m", model_name="M")
GRAPH = Graph(
    "g",
    (Node("a", "A"), Node("b", 'B "x"'), Node("c", "C")),
    (
        Link(("a", "b"), directed=True, kind="acquired", evidence=(OWNS,)), Link(("a", "b", "c"), kind=TOGETHER, evidence=(MADE,)),
        Link(("b", "c"), kind="near", weight=2), Link(("a", "c")),
    ),
)  # fmt: skip


def test_the_language_of_graphviz() -> None:
    assert as_dot(GRAPH).splitlines() == [
        "digraph {", "  edge [dir=none];",
        '  "a" [label="A", shape=box];', '  "b" [label="B \\"x\\"", shape=box];', '  "c" [label="C", shape=box];',
        f'  "a" -> "b" [label="acquired · 2020", tooltip="{OWNS.told()} · a {{note}}", dir=forward];',
        f'  tie1 [shape=point, xlabel="M · 2021", tooltip="{MADE.told()}"];',
        '  "a" -> tie1;', '  "b" -> tie1;', '  "c" -> tie1;',
        '  "b" -> "c" [label="near 2"];', '  "a" -> "c" [label=""];', "}",
    ]  # fmt: skip


def test_the_language_of_mermaid() -> None:
    assert as_mermaid(GRAPH).splitlines() == [
        "flowchart TD", '  n0["A"]', '  n1["B #34;x#34;"]', '  n2["C"]',
        f"  %% {OWNS.told()} · a (note)", '  n0 -->|"acquired · 2020"| n1',
        f"  %% {MADE.told()}", '  t1(("M · 2021"))', "  n0 --- t1", "  n1 --- t1", "  n2 --- t1",
        '  n1 ---|"near 2"| n2', "  n0 --- n2",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("link", "label"),
    [
        ({"kind": "near"}, "near"), ({"kind": "near", "weight": 1}, "near"), ({"kind": "near", "weight": 2.5}, "near 2.5"),
        ({"kind": TOGETHER, "evidence": (MADE, MADE)}, "M · 2021, M · 2021"), ({"kind": "acquired", "evidence": (OWNS,)}, "acquired"),
        ({"kind": "acquired", "directed": True, "evidence": (OWNS,)}, "acquired · 2020"),
    ],
)  # fmt: skip
def test_a_line_says_what_was_done_or_which_models(link: dict[str, Any], label: str) -> None:
    assert _label(Link(("a", "b"), **link)) == label


@pytest.mark.parametrize(
    ("text", "dot", "mermaid"),
    [
        ('a"b', r'"a\"b"', "a#34;b"), (r"a\b", r'"a\\b"', "a#92;b"), ("a\nb", '"a b"', "a b"),
        ("a-b/c+d, e.f·g", '"a-b/c+d, e.f·g"', "a-b/c+d, e.f·g"), ("%%{x}", '"%%{x}"', "#37;#37;#123;x#125;"),
    ],
)  # fmt: skip
def test_signs_of_the_language_are_escaped(text: str, dot: str, mermaid: str) -> None:
    assert (_dot(text), _mermaid(text)) == (dot, mermaid)
