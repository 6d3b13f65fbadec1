"""The table of who is joined to whom: a mark for each pair, the darker the more proves it."""

from __future__ import annotations

import pytest

from genai_tui.catalog.ties import Tie
from genai_tui.graph.adjacency_matrix import LONGEST, legend, matrix
from genai_tui.graph.types import Graph, Link, Node

WORDS = ("one piece of evidence", "two or three", "four and more")


def pair(ties: int, *, label: str = "Two") -> Graph:
    """Two nodes with so many ties, beside one that is joined to nobody."""
    evidence = tuple(Tie("together", model=f"m{number}") for number in range(ties))
    nodes = (Node("a", "One"), Node("b", label), Node("c", "Alone"))
    return Graph("g", nodes, (Link(("a", "b"), evidence=evidence),))


@pytest.mark.parametrize(("ties", "mark"), [(0, 0), (1, 0), (2, 1), (3, 1), (4, 2), (5, 2), (40, 2)], ids=str)
@pytest.mark.parametrize(("ascii_only", "marks"), [(False, "▪■█"), (True, "o8#")])
def test_the_marks_are_as_the_legend_says(ties: int, mark: int, ascii_only: bool, marks: str) -> None:
    drawing = matrix(pair(ties), ascii_only)
    bar, self_ = ("|", "\\") if ascii_only else ("▏", "╲")
    assert drawing.rows == (
        "       12", f"One 1 {bar}{self_}{marks[mark]}", f"Two 2 {bar}{marks[mark]}{self_}",
    )  # fmt: skip
    assert legend(drawing, ascii_only) == f"{marks[mark]} {WORDS[mark]}, {self_} itself"


def test_owners_of_cells_are_nodes_and_links() -> None:
    drawing = matrix(pair(1))
    assert drawing.margin == 7
    assert drawing.heads == 1
    assert drawing.owners[1][:7] == (0,) * 7
    assert drawing.owners[1][7:] == (None, -1)
    assert drawing.owners[2][7:] == (-1, None)
    assert drawing.owners[0] == (None,) * 7 + (0, 1)
    assert drawing.boxes == {0: (0, 1, 3, 1), 1: (0, 2, 3, 1)}
    assert all(len(row) == drawing.width for row in (*drawing.roles, *drawing.owners))


def test_a_long_name_is_cut_and_nothing_joined_is_nothing_drawn() -> None:
    drawing = matrix(pair(1, label=f"The {'very ' * 12}long name (TVL)"))
    assert drawing.margin == LONGEST + 4
    assert drawing.rows[2].startswith("The very very very very…long name (TVL)  2 ")
    assert matrix(Graph("g", (Node("a", "A"),), ())).rows == ()
