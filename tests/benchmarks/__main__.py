"""`python -m tests.benchmarks`: ratios of this program to the yardsticks of the same run.

Whole processes are timed in turn with their yardstick, A B A B, and medians are compared, so that a
machine whose speed drifts does not decide. Nothing here passes or fails.
"""

from __future__ import annotations

import statistics

from tests.benchmarks.probe import Probe
from tests.benchmarks.timing import bare, program, seconds

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


def _row(what: str, ours: float, yard: float, unit: str, reach: str) -> None:
    print(f"{what:<44}{ours:>10.3g} {unit:<4}{yard:>10.3g} {unit:<4}{ours / yard:>7.2f}   {reach}")


def _median(values: list[float]) -> float:
    return statistics.median(values)


def main() -> None:
    """Measure and print the table."""
    print(f"{'what':<44}{'ours':>15}{'yardstick':>15}{'ratio':>7}   reach")
    for words, imports, reach in (
        (("list", "--format", "ids"), "import yaml, click", "1.5"),
        (("search", "dalle", "--format", "json"), "import yaml, rapidfuzz, click", "1.5"),
    ):
        seconds(program(*words))
        pairs = [(seconds(program(*words)), seconds(bare(imports))) for _ in range(RUNS)]
        ours, yard = (_median([pair[side] for pair in pairs]) for side in (0, 1))
        _row(f"{' '.join(words)}, whole process", ours, yard, "s", reach)

    firsts, yards, steps, yard_steps = [], [], [], []
    memory, yard_memory, sizes, idle = [], [], [], 0
    for _ in range(RUNS):
        with Probe(program("--fresh")) as ours:
            firsts.append(ours.wait(r"(?s)All +24.*Whisper"))
            ours.settle()
            ours.press("\t")
            for _step in range(5):
                milliseconds, size = ours.press("\x1b[B")
                steps.append(milliseconds)
                sizes.append(size)
            memory.append(ours.memory())
        with Probe(bare(BARE)) as yard:
            yards.append(yard.wait("All of it"))
            yard.settle()
            yard.press("\x1b[B")
            yard_steps += [yard.press("\x1b[B")[0] for _step in range(5)]
            yard_memory.append(yard.memory())
    with Probe(program("--fresh")) as ours:
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
