"""How well graphs are drawn: `python -m tests.benchmarks.drawing`, judged by the lab's reader where it is there.

Every drawing is read back from its characters alone (F1), and counted: crossings, line cells an edge,
screens of 120x40, seconds, memory. Beside it, in the same run, stand the lab's study and the peers that are installed.
"""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from genai_tui.graph.__main__ import graph_of
from genai_tui.graph.analysis import pairs, within
from genai_tui.graph.builder import build
from genai_tui.graph.drawing.layout import crossings, plan
from genai_tui.graph.drawing.stability import places_of
from genai_tui.graph.name_merging import NAMES
from genai_tui.graph.render import picture
from genai_tui.graph.types import Graph
from genai_tui.storage.loader import open_catalog
from genai_tui.view.graph import GraphView
from genai_tui.view.graph_pictures import Viewer
from tests.benchmarks.peers import Drawn, contestants, crossings_of_dot

LAB = Path(__file__).parents[3] / "shared" / "graph_lab"
TABLE = LAB.parent / "datasets" / "epoch_notable_2026-01.csv"
GRAPHS = (
    "survey",
    "florentine",
    "karate",
    "epoch30",
    "tree50",
    "rand50",
    "epoch60",
    "lesmis",
    "rand100",
    "tree200",
)

ROOM, ROWS = 85, 36
"""What a terminal of 120x40 leaves for a drawing."""


def main() -> None:
    """Measure and print the tables, of the graphs named as arguments or of all."""
    asked = sys.argv[1:]
    if LAB.exists():
        print(
            f"{'graph':<12}{'layout':<8}{'':<12}{'F1':>6}{'labels':>8}{'cross':>8}{'ink/edge':>10}{'screens':>9}"
            f"{'seconds':>9}{'MiB':>6}"
        )
        for name in asked or GRAPHS:
            _lab(name)
        if asked:
            return
        print(f"{'one node comes to':<20}{'boxes that move, anchored':>28}{'drawn anew':>14}   reach 20 %")
        for name in ("survey", "florentine", "karate", "epoch30", "rand50", "lesmis"):
            _stability(name)
    else:
        print("no lab, so no readings")
    if TABLE.exists():
        _buses()
    _real()


def _lab(name: str) -> None:
    path = LAB / "graphs" / f"{name}.json"
    nodes = len(json.loads(path.read_text(encoding="utf-8"))["nodes"])
    layout = "boxes" if nodes <= 120 else "lines"
    for who, draw_it in contestants(LAB / "study"):
        drawn = draw_it(path, layout)
        begin = f"{name:<12}{layout:<8}" if who == "ours" else " " * 20
        print(f"{begin}{who:<12}{_read(drawn, path) if drawn else 'failed or gave up'}", flush=True)
    dot = crossings_of_dot(path)
    if dot is not None:
        print(f"{'':<20}{'dot':<12}{'':>14}{dot:>8}")


def _stability(name: str) -> None:
    """Print the share of boxes that leave their row, or move sideways by more than their width, when a node comes."""
    graph = graph_of(json.loads((LAB / "graphs" / f"{name}.json").read_text(encoding="utf-8")))
    shares: list[list[float]] = [[], []]
    for gone in graph.nodes[:: max(1, len(graph.nodes) // 8)]:
        fewer = within(graph, {node.id for node in graph.nodes} - {gone.id})
        before = plan(fewer)
        stood = places_of(fewer, before)
        for kind, after in enumerate((plan(graph, places=stood), plan(graph))):
            now = places_of(graph, after)
            rows, rows_now = (sorted({places[id_][0] for id_ in stood}) for places in (stood, now))
            aside = statistics.median(now[id_][1] - stood[id_][1] for id_ in stood)
            size = {graph.nodes[box.node].id: box.width for box in after.boxes}
            moved = sum(
                rows.index(stood[id_][0]) != rows_now.index(now[id_][0])
                or abs(now[id_][1] - stood[id_][1] - aside) > size[id_]
                for id_ in stood
            )
            shares[kind].append(moved / len(stood))
    anchored, anew = (statistics.median(each) for each in shares)
    print(f"{name:<20}{anchored:>27.0%}{anew:>15.0%}")


def _read(drawn: Drawn, path: Path) -> str:
    """Return what the lab's reader makes of a drawing, as cells of the table."""
    with tempfile.NamedTemporaryFile("w", suffix=".txt", encoding="utf-8") as file:
        file.write(drawn.text)
        file.flush()
        ran = subprocess.run(
            [sys.executable, str(LAB / "metrics.py"), file.name, str(path), "--json"],
            capture_output=True, text=True, check=True,
        )  # fmt: skip
    found = json.loads(ran.stdout)
    return (
        f"{found['f1']:>6.2f}{found['labels_whole_pct']:>7.0f}%{found['crossings']:>8}{found['ink_per_edge']:>10.1f}"
        f"{found['screens_120x40']:>9}{drawn.seconds:>9.2f}{drawn.memory:>6.0f}"
    )


def _real() -> None:
    """Time whole pictures and focus views of the survey, and of Epoch's table where it is there."""
    print(f"{'catalog':<10}{'view':<34}{'layout':<9}{'nodes':>7}{'ties':>7}{'seconds':>9}")
    for name, source in (("survey", "survey"), ("Epoch", str(TABLE))):
        if name == "Epoch" and not TABLE.exists():
            continue
        catalog, _ = open_catalog(source)
        whole = build(catalog, "organizations")
        start = time.perf_counter()
        drawn = picture(whole)
        _say_view(name, "whole", drawn.layout, whole, time.perf_counter() - start)
        for names in NAMES[:2]:
            center = _best_joined(build(catalog, "organizations", names))
            for depth in (1, 2, 3):
                viewer = Viewer(catalog)  # anew: nothing has been drawn before
                view = GraphView(names=names, focus=center, depth=depth)
                viewer.whole(view)
                start = time.perf_counter()
                most = viewer.most_in(view, ROOM * ROWS)
                drawn = viewer.picture(view, ROOM, most)
                took = time.perf_counter() - start
                what = f"around {center}, depth {depth}, {names}"
                _say_view(name, what, drawn.layout, viewer.shown(view, most), took)


def _buses() -> None:
    """Print crossings among Epoch's organizations with most ties, a model of several on one line, and dot's on pairs."""
    catalog, _ = open_catalog(str(TABLE))
    whole = build(catalog, "collaboration")
    ties: Counter[str] = Counter()
    for pair, proofs in pairs(whole).items():
        ties.update(dict.fromkeys(pair, len(proofs)))
    print(
        f"{'with buses':<14}{'organizations':>14}{'lines':>7}{'pairs':>7}{'cross':>7}{'dot':>7}   reach 0.4 of dot"
    )
    for count in (30, 60):
        near = within(
            whole, {id_ for id_, _ in sorted(ties.items(), key=lambda each: (-each[1], each[0]))[:count]}
        )
        labels = {node.id: node.label for node in near.nodes}
        joined = [[labels[one], labels[other]] for one, other in pairs(near)]
        with tempfile.NamedTemporaryFile("w", suffix=".json", encoding="utf-8") as file:
            json.dump({"nodes": list(labels.values()), "edges": joined}, file)
            file.flush()
            dot = crossings_of_dot(Path(file.name))
        print(
            f"{'Epoch':<14}{count:>14}{len(near.links):>7}{len(joined):>7}{crossings(plan(near)):>7}{dot!s:>7}"
        )


def _best_joined(graph: Graph) -> str:
    return max(graph.nodes, key=lambda node: sum(node.id in link.ends for link in graph.links)).id


def _say_view(name: str, what: str, layout: str, graph: Graph, seconds: float) -> None:
    print(f"{name:<10}{what:<34}{layout:<9}{len(graph.nodes):>7}{len(graph.links):>7}{seconds:>9.2f}")


if __name__ == "__main__":
    main()
