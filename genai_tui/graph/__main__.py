"""`python -m genai_tui.graph GRAPH.json`: draw a graph of nodes, edges and hyperedges, without a catalog."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import click

from genai_tui.graph.drawing import draw, plain_text
from genai_tui.graph.figures import Graph, Link, Node
from genai_tui.graph.planning import plan


def graph_of(data: dict[str, Any]) -> Graph:
    """Return the graph that JSON describes: `nodes` are labels, `edges` and `hyperedges` lists of labels."""
    labels = [str(node) for node in data["nodes"]]
    hyper = [tuple(map(str, ends)) for ends in data.get("hyperedges", ())]
    covered = {frozenset((a, b)) for ends in hyper for a in ends for b in ends if a != b}
    links = [Link(ends, stroke="heavy" if len(ends) > 2 else "light") for ends in hyper]
    links += [
        Link(tuple(map(str, edge[:2])))
        for edge in data["edges"]
        if frozenset(map(str, edge[:2])) not in covered
    ]
    return Graph(str(data.get("name", "graph")), tuple(Node(label, label) for label in labels), tuple(links))


@click.command()
@click.argument("path", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--layout", type=click.Choice(("boxes", "lines")), default="boxes", show_default=True)
@click.option("--width", type=click.IntRange(20), default=118, show_default=True)
@click.option("--ascii", "ascii_only", is_flag=True)
def main(path: Path, layout: Any, width: int, ascii_only: bool) -> None:
    """Draw the graph in PATH: JSON with nodes, edges, and optional hyperedges."""
    try:
        graph = graph_of(json.loads(path.read_text(encoding="utf-8")))
    except (ValueError, KeyError, TypeError, IndexError) as error:
        click.echo(f"{path}: no graph: {error}", err=True)
        sys.exit(1)
    click.echo(plain_text(draw(plan(graph, width, layout), ascii_only)), nl=False)


if __name__ == "__main__":
    main()
