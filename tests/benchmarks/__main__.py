"""`python -m tests.benchmarks`: ratios of this program to the yardsticks of the same run.

Whole processes are timed in turn with their yardstick, A B A B, and medians are compared, so that a
machine whose speed drifts does not decide. Nothing here passes or fails.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.benchmarks.probe import Probe

RUNS = 9
BARE = """
from textual.app import App
from textual.widgets import Footer, Input, Static, Tree

class Bare(App):
    def compose(self):
        tree = Tree("All of it")
        tree.root.expand()
        for number in range(24):
            tree.root.add_leaf(f"leaf {number}")
        yield tree
        yield Static("static")
        yield Input()
        yield Footer()

Bare().run()
"""


def _seconds(command: list[str]) -> float:
    start = time.perf_counter()
    subprocess.run(command, stdout=subprocess.DEVNULL, check=True)
    return time.perf_counter() - start


def _row(what: str, ours: float, yard: float, unit: str, reach: str) -> None:
    print(f"{what:<44}{ours:>10.3g} {unit:<4}{yard:>10.3g} {unit:<4}{ours / yard:>7.2f}   {reach}")


def _median(values: list[float]) -> float:
    return statistics.median(values)


def main() -> None:
    """Measure and print the table."""
    print(f"{'what':<44}{'ours':>15}{'yardstick':>15}{'ratio':>7}   reach")
    listing = [sys.executable, "-m", "genai_tui", "list", "--format", "ids"]
    imports = [sys.executable, "-c", "import yaml, click"]
    _seconds(listing)
    pairs = [(_seconds(listing), _seconds(imports)) for _ in range(RUNS)]
    _row(
        "list --format ids, whole process",
        _median([a for a, _ in pairs]),
        _median([b for _, b in pairs]),
        "s",
        "1.5",
    )

    with tempfile.TemporaryDirectory() as folder:
        bare = Path(folder) / "bare.py"
        bare.write_text(BARE)
        firsts, yards, steps, yard_steps = [], [], [], []
        memory, yard_memory, sizes, idle = [], [], [], 0
        for _ in range(RUNS):
            with Probe([sys.executable, "-m", "genai_tui"]) as ours:
                firsts.append(ours.wait(r"(?s)All +24.*Whisper"))
                ours.settle()
                ours.press("\t")
                for _step in range(5):
                    milliseconds, size = ours.press("\x1b[B")
                    steps.append(milliseconds)
                    sizes.append(size)
                memory.append(ours.memory())
            with Probe([sys.executable, str(bare)]) as yard:
                yards.append(yard.wait("All of it"))
                yard.settle()
                yard.press("\x1b[B")
                yard_steps += [yard.press("\x1b[B")[0] for _step in range(5)]
                yard_memory.append(yard.memory())
        with Probe([sys.executable, "-m", "genai_tui"]) as ours:
            ours.wait("Whisper")
            ours.settle()
            idle = ours.bytes_in(10)
    _row("first useful frame, 120x40", _median(firsts), _median(yards), "s", "1.25")
    _row("cursor step in the table, last byte", _median(steps), _median(yard_steps), "ms", "2")
    _row("resident memory", _median(memory), _median(yard_memory), "MiB", "1.5")
    print(
        f"{'cursor step in the table, bytes':<44}{_median(list(map(float, sizes))):>10.0f} B    (largest {max(sizes)})   2000"
    )
    print(f"{'sent while nothing happens, 10 s':<44}{idle:>10} B   0")


if __name__ == "__main__":
    main()
