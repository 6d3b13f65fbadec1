"""Nodes by the words that are typed for them: by a whole name or id, or the nearest; of several the one with most ties."""

from __future__ import annotations

import pytest

from genai_tui.graph.types import Graph, Link, Node
from genai_tui.view.node_lookup import nearest_node, path_ends

NAMES = {
    "acme": "Acme Labs", "acme-east": "Acme East", "uni": "University of Somewhere", "solo": "Solo",
    "twin-1": "Twin", "twin-2": "Twin", "twin-3": "Twin of Solo",
}  # fmt: skip
GRAPH = Graph(
    "g", tuple(Node(id_, name) for id_, name in NAMES.items()),
    (Link(("acme-east", "uni")), Link(("acme-east", "solo")), Link(("acme", "uni")),
     Link(("twin-2", "uni")), Link(("twin-3", "uni")), Link(("twin-3", "solo"))),
)  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "node"),
    [
        ("solo", "solo"), ("univ", "uni"), ("acme labs", "acme"), ("acme", "acme"), (" ACME ", "acme"), ("acm", "acme-east"),
        ("twin", "twin-2"), ("xyzzy", None), ("", None),
    ],
)  # fmt: skip
def test_words_mean_the_nearest_node(typed: str, node: str | None) -> None:
    found = nearest_node(GRAPH, typed)
    assert (found.id if found else None) == node


@pytest.mark.parametrize(
    ("typed", "ends"),
    [
        ("acme uni", ("acme", "uni")), ("Acme Labs University of Somewhere", ("acme", "uni")),
        ("acme east solo", ("acme-east", "solo")), ("solo unive", ("solo", "uni")), ("solo", None), ("", None),
        ("solo xyzzy", None), ("three unknown words", None),
    ],
)  # fmt: skip
def test_a_path_takes_two_nodes(typed: str, ends: tuple[str, str] | None) -> None:
    found = path_ends(GRAPH, typed)
    assert (found and (found[0].id, found[1].id)) == ends
