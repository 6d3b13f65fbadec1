"""The command `python -m genai_tui.graph GRAPH.json`, which draws any graph, without a catalog."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from genai_tui.catalog.numbers import whole
from genai_tui.graph.drawing.rasterizer import plain_text
from genai_tui.graph.render import LAYOUTS, picture
from genai_tui.graph.types import Graph, Link, Node
from genai_tui.storage import files


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


def _cells(text: str) -> int:
    """Return a width that was typed; argparse tells of a ValueError."""
    cells = whole(text)
    if cells is None:
        raise ValueError
    return cells


def main(arguments: list[str] | None = None) -> int:
    """Draw the graph of a file, and return the exit status."""
    parser = argparse.ArgumentParser(prog="python -m genai_tui.graph", description=__doc__)
    parser.add_argument("path", type=Path, help="JSON with nodes, edges, and optional hyperedges")
    parser.add_argument("--layout", choices=LAYOUTS, default="auto")
    parser.add_argument("--width", type=_cells, default=118)
    parser.add_argument("--ascii", action="store_true")
    asked = parser.parse_args(arguments)
    try:
        graph = graph_of(json.loads(files.read(asked.path, files.TABLE_BYTES)))
    except files.Refused as refused:
        print(f"{asked.path}: {refused}", file=sys.stderr)
        return 1
    except (ValueError, KeyError, TypeError, IndexError) as error:
        print(f"{asked.path}: no graph: {error}", file=sys.stderr)
        return 1
    drawn = picture(graph, asked.layout, min(max(20, asked.width), 10_000), asked.ascii)
    if drawn.why:
        print(drawn.why, file=sys.stderr)
    print(plain_text(drawn.drawing), end="")
    return 0


if __name__ == "__main__":
    sys.exit(main())
