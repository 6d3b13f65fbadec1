"""Screens that show much at once: `python -m tests.benchmarks.looking [MODELS ...]`, first opening, a step, memory.

On a terminal of 120x40: milliseconds until the screen stands for the first time, the median of a step of its cursor in milliseconds
and bytes, and MiB that the process holds more than before. Goals: 300 ms at 976 models, a second at 5,000, 2,000 bytes, 10 MiB.
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
from pathlib import Path

from tests.benchmarks import plausible
from tests.benchmarks.probe import Probe
from tests.benchmarks.timing import program, seconds

TABLE = Path(__file__).parents[3] / "shared" / "datasets" / "epoch_notable_2026-01.csv"
RUNS = 3
RIGHT, LEFT, DOWN, UP = "\x1b[C", "\x1b[D", "\x1b[B", "\x1b[A"
SCREENS = (
    ("matrix", ("3",), "Inputs and outputs ·", (DOWN, RIGHT, DOWN, UP)),
    ("timeline", ("4",), "Releases by", (LEFT, DOWN, LEFT, UP)),
    ("plot", ("4", "s"), "Parameters ·", (LEFT, LEFT, RIGHT, LEFT)),
    ("between", ("8",), "What changed ·", (DOWN, DOWN, UP, DOWN)),
    ("coverage", ("9",), "Coverage by", (DOWN, RIGHT, DOWN, UP)),
    ("graph", ("6",), "─ Node ─|─ Community ─", (RIGHT, DOWN, LEFT, RIGHT)),
)
"""Names, the keys that lead there from Browse, what shows that the screen stands, and steps of the cursor."""


def main() -> None:
    """Measure and print the table."""
    sizes = [int(word) for word in sys.argv[1:]] or [5_000, 100_000]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        os.environ["XDG_CACHE_HOME"] = f"{folder}/cache"
        os.environ["XDG_STATE_HOME"] = f"{folder}/state"
        catalogs = [("survey", "survey")]
        if TABLE.exists():
            catalogs.append(("Epoch", str(TABLE)))
        for size in sizes:
            path = folder / f"{size}.csv"
            path.write_text(plausible.table(size), encoding="utf-8")
            catalogs.append((f"{size:,} made up", str(path)))
        print(
            f"{'catalog':<18}{'screen':<10}{'opens ms':>9}{'step ms':>9}{'step B':>8}{'most B':>8}{'MiB':>7}"
        )
        for title, catalog in catalogs:
            seconds(program("count", "-c", catalog))  # so that what is kept of it is there
            for row in SCREENS:
                _print(title, catalog, row)


def _print(title: str, catalog: str, row: tuple[str, tuple[str, ...], str, tuple[str, ...]]) -> None:
    name, keys, pattern, steps = row
    opened, held, moved = [], [], []
    for _ in range(RUNS):
        with Probe(program("--fresh", "--catalog", catalog)) as probe:
            probe.wait("All +\\d+")
            probe.settle()
            before = probe.memory()
            for key in keys[:-1]:
                probe.send(key)
                probe.settle()
            opened.append(probe.until(keys[-1], pattern))
            probe.settle()
            held.append(probe.memory() - before)
            moved += [probe.press(step) for step in steps]
    middle = statistics.median
    print(f"{title:<18}{name:<10}{middle(opened):>9.0f}{middle(m for m, _ in moved):>9.1f}"
          f"{middle(b for _, b in moved):>8.0f}{max(b for _, b in moved):>8}{middle(held):>7.1f}", flush=True)  # fmt: skip


if __name__ == "__main__":
    main()
