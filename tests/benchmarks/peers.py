"""Those who draw graphs too, each in a process of its own: the study beside the lab, and whatever is installed of
netext and phart (`pip install netext phart`), Graph::Easy (`graph-easy`) and Graphviz (`dot`)."""

from __future__ import annotations

import contextlib
import importlib.util
import json
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from itertools import combinations, pairwise
from pathlib import Path

from msgspec import Struct

from tests.benchmarks.timing import memory

PATIENCE = 120
"""Seconds after which a peer is stopped."""

_TIMED = """
import json, sys, time
data = json.load(open(sys.argv[1]))
{imports}
start = time.perf_counter()
{draw}
seconds = time.perf_counter() - start
print(text)
print(seconds, file=sys.stderr)
"""
_OURS = _TIMED.format(
    imports="""
from genai_tui.graph.__main__ import graph_of
from genai_tui.graph.drawing.rasterizer import draw, plain_text
from genai_tui.graph.drawing.layout import plan
graph = graph_of(data)
""",
    draw="text = plain_text(draw(plan(graph, 118, sys.argv[2])))",
)
_STUDY = _TIMED.format(
    imports="sys.path.insert(0, sys.argv[3]); from rows_and_channels import draw",
    draw="text = draw(data, style='box' if sys.argv[2] == 'boxes' else 'flat')",
)
_NETEXT = _TIMED.format(
    imports="""
import io
from netext import ConsoleGraph, EdgeProperties, EdgeRoutingMode, EdgeSegmentDrawingMode
from rich.console import Console
look = EdgeProperties(routing_mode=EdgeRoutingMode.ORTHOGONAL, segment_drawing_mode=EdgeSegmentDrawingMode.BOX)
console = Console(width=10**5, height=10**5, color_system=None, force_terminal=False, file=io.StringIO())
""",
    draw="""
edges = [(one, other, {"$properties": look}) for one, other in data["edges"]]
console.print(ConsoleGraph({node: {} for node in data["nodes"]}, edges, console=console), soft_wrap=True)
text = console.file.getvalue()
""",
)
_PHART = _TIMED.format(
    imports="import networkx; from phart import ASCIIRenderer",
    draw="""
graph = networkx.Graph()
graph.add_nodes_from(data["nodes"])
graph.add_edges_from(data["edges"])
text = ASCIIRenderer(graph).render()
""",
)


class Drawn(Struct, frozen=True):
    """What came of drawing a graph: the text, seconds without the start of Python, peak memory in MiB."""

    text: str
    seconds: float
    memory: float


def contestants(study: Path) -> Iterator[tuple[str, Callable[[Path, str], Drawn | None]]]:
    """Yield the name of everyone who can draw here, and how: a graph's file and a layout to what came of it.

    None comes of those who fail or take longer than PATIENCE.
    """
    yield "ours", lambda path, layout: _python(_OURS, path, layout)
    yield "study", lambda path, layout: _python(_STUDY, path, layout, str(study))
    for name, code in (("netext", _NETEXT), ("phart", _PHART)):
        if importlib.util.find_spec(name):
            yield name, lambda path, layout, code=code: _python(code, path, layout)  # type: ignore[misc]
    if shutil.which("graph-easy"):
        yield "Graph::Easy", lambda path, layout: _ran(["graph-easy", "--as=boxart"], _as_easy(path))


def _python(code: str, path: Path, *arguments: str) -> Drawn | None:
    return _ran([sys.executable, "-c", code, str(path), *arguments])


def _ran(command: list[str], given: str = "") -> Drawn | None:
    """Run a command; it may say itself how long it took, as the last word on standard error."""
    with tempfile.TemporaryFile() as into, tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        into.write(given.encode())
        into.seek(0)
        start = time.perf_counter()
        process = subprocess.Popen(command, stdin=into, stdout=out, stderr=err)
        most = 0.0
        while process.poll() is None:
            most = max(most, memory(process.pid, "VmHWM"))
            if time.perf_counter() - start > PATIENCE:
                process.kill()
                process.wait()
                return None
            time.sleep(0.005)
        seconds = time.perf_counter() - start
        if process.returncode:
            return None
        out.seek(0)
        err.seek(0)
        said = err.read().decode(errors="replace").splitlines()
        with contextlib.suppress(ValueError):
            seconds = float(said[-1]) if said else seconds
        return Drawn(out.read().decode(errors="replace"), seconds, most)


def _as_easy(path: Path) -> str:
    data = json.loads(path.read_text(encoding="utf-8"))
    lines = [f"[ {node} ]" for node in data["nodes"]]
    lines += [f"[ {one} ] -- [ {other} ]" for one, other in data["edges"]]
    return "\n".join(lines)


def crossings_of_dot(path: Path) -> int | None:
    """Return how often lines cross where `dot` lays the graph out; None where it is not installed.

    Its curves are followed in eight straight pieces each. LineList that share an end may cross as others do: the
    lab's reader counts every crossing of a drawing.
    """
    if not shutil.which("dot"):
        return None
    data = json.loads(path.read_text(encoding="utf-8"))
    numbers = {node: number for number, node in enumerate(data["nodes"])}
    nodes = "".join(f"{number} [label={json.dumps(node)}];" for node, number in numbers.items())
    pairs = "".join(f"{numbers[one]} -- {numbers[other]};" for one, other in data["edges"])
    ran = subprocess.run(
        ["dot", "-Tplain"], input=f"graph {{ node [shape=box] {nodes} {pairs} }}", capture_output=True, text=True, check=False
    )  # fmt: skip
    lines = [_edge(line.split()) for line in ran.stdout.splitlines() if line.startswith("edge ")]
    return sum(_cross(one, other) for one, other in combinations(lines, 2))


_Point = tuple[float, float]


def _edge(words: list[str]) -> list[_Point]:
    """Return points on the Bézier curves of an edge in dot's plain format."""
    count = int(words[3])
    numbers = list(map(float, words[4 : 4 + 2 * count]))
    knots = list(zip(numbers[::2], numbers[1::2], strict=True))
    points = [knots[0]]
    for at in range(0, count - 1, 3):
        a, b, c, d = knots[at : at + 4]
        for step in range(1, 9):
            t = step / 8
            s = 1 - t
            weights = (s * s * s, 3 * s * s * t, 3 * s * t * t, t * t * t)
            points.append(
                (
                    sum(w * p[0] for w, p in zip(weights, (a, b, c, d), strict=True)),
                    sum(w * p[1] for w, p in zip(weights, (a, b, c, d), strict=True)),
                )
            )
    return points


def _cross(one: list[_Point], other: list[_Point]) -> int:
    """Return how often two lines of straight pieces cross."""
    if _apart(one, other):
        return 0
    return sum(
        _side(a, b, c) * _side(a, b, d) < 0 and _side(c, d, a) * _side(c, d, b) < 0
        for a, b in pairwise(one)
        for c, d in pairwise(other)
    )


def _apart(one: list[_Point], other: list[_Point]) -> bool:
    for axis in (0, 1):
        mine, theirs = [point[axis] for point in one], [point[axis] for point in other]
        if max(mine) < min(theirs) or max(theirs) < min(mine):
            return True
    return False


def _side(a: _Point, b: _Point, c: _Point) -> float:
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])
