"""Drawings as they stand: a change of the layout, good or bad, is seen and looked at before it is accepted."""

from __future__ import annotations

from random import Random
from typing import Any

import pytest

from genai_tui.graph.drawing.layout import Style, plan
from genai_tui.graph.drawing.rasterizer import draw, plain_text
from genai_tui.graph.types import Frame, Graph, Link, Node, Stroke

FRAMES: tuple[Frame, ...] = ("plain", "university", "startup", "lab", "outside")
STROKES: tuple[Stroke, ...] = ("light", "light", "light", "heavy", "double")


def tangled(seed: int, count: int, links: int, most: int = 4) -> Graph:
    """Lines, buses, arrows, parallel ones and lone nodes, always the same for one seed."""
    chance = Random(seed)
    nodes = tuple(
        Node(str(each), "name"[: chance.randrange(1, 5)] + str(each), frame=chance.choice(FRAMES))
        for each in range(count)
    )
    joined = []
    for _ in range(links):
        ends = chance.sample(range(count), chance.choice((2, 2, 2, 3, most)))
        directed = len(ends) == 2 and chance.random() < 0.3
        joined.append(Link(tuple(map(str, ends)), chance.choice(STROKES), directed))
    return Graph("tangled", nodes, tuple(joined))


def layered(seed: int, count: int) -> Graph:
    """Arrows from each node to some later ones, and one that goes round."""
    chance = Random(seed)
    links = [
        Link((str(chance.randrange(each)), str(each)), "light", True)
        for each in range(1, count)
        for _ in range(chance.choice((1, 1, 2)))
    ]
    links.append(Link((str(count - 1), "0"), "heavy", True))
    return Graph("layered", tuple(Node(str(each), f"n{each}") for each in range(count)), tuple(links))


@pytest.mark.parametrize("style", ["boxes", "lines"])
@pytest.mark.parametrize(
    "graph",
    [tangled(1, 12, 12), tangled(2, 22, 30), tangled(3, 30, 24, 6), layered(4, 16), layered(5, 30)],
    ids=["small", "dense", "buses", "layered", "deep"],
)
def test_a_graph_is_drawn_as_before(graph: Graph, style: Style, snapshot: Any) -> None:
    assert plain_text(draw(plan(graph, 78, style))) == snapshot
