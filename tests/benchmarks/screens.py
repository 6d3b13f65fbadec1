"""Keys and bytes of the query line and the graph: `python -m tests.benchmarks.screens`, beside fzf on the same names.

Each program runs on a pseudo-terminal of its own at 120x40; a key's time lasts until its last byte.
"""

from __future__ import annotations

import shlex
import shutil
import statistics
import tempfile
from pathlib import Path

from genai_tui.storage.loader import open_catalog
from tests.benchmarks.probe import Probe
from tests.benchmarks.timing import program

TABLE = Path(__file__).parents[3] / "shared" / "datasets" / "epoch_notable_2026-01.csv"
TYPED = ("stable", "gpt4o", "lama 3", "whsiper")


def main() -> None:
    """Measure and print the table."""
    source = str(TABLE) if TABLE.exists() else "survey"
    catalog, _ = open_catalog(source)
    print(f"a key in the query line, {len(catalog)} models")
    ours = _ours(source)
    _say("genai-tui", ours)
    if shutil.which("fzf"):
        theirs = _fzf([model.name for model in catalog])
        _say("fzf", theirs)
        times, sizes = (
            statistics.median(a[i] for a in ours) / statistics.median(b[i] for b in theirs) for i in (0, 1)
        )
        print(f"  ratio: time {times:.2f} (reach 2), bytes {sizes:.2f} (reach 1)")
    print("the graph screen")
    for name in dict.fromkeys(("survey", source)):
        with Probe(program("--fresh", "--catalog", name)) as probe:
            probe.wait("All +\\d+")
            probe.settle()
            first = probe.until("6", r"· heavy: one model ·|clearer as a table")
            probe.settle()
            steps = [
                probe.press(key)
                for key in ("\x1b[C", "\x1b[C", "\x1b[B", "\x1b[A", "\x1b[C", "\x1b[D", "x", "\t")
            ]
            title = "survey" if name == "survey" else Path(name).name
            print(f"  {title:<28} opens in {first:.0f} ms; a step {statistics.median(s[0] for s in steps):.0f} ms, "
                  f"{statistics.median(s[1] for s in steps):.0f} B (largest {max(s[1] for s in steps)})")  # fmt: skip


def _ours(source: str) -> list[tuple[float, int]]:
    keys: list[tuple[float, int]] = []
    with Probe(program("--fresh", "--catalog", source)) as probe:
        probe.wait("All +\\d+")
        probe.settle()
        for word in TYPED:
            probe.press("/")
            probe.settle()
            keys += [probe.press(letter) for letter in word]
            probe.press("\x1b")
            probe.settle()
    return keys


def _fzf(names: list[str]) -> list[tuple[float, int]]:
    keys: list[tuple[float, int]] = []
    with tempfile.NamedTemporaryFile("w", suffix=".txt", encoding="utf-8") as file:
        file.write("\n".join(names))
        file.flush()
        for word in TYPED:
            with Probe(["/bin/sh", "-c", f"fzf < {shlex.quote(file.name)}"]) as probe:
                probe.settle()
                keys += [probe.press(letter) for letter in word]
    return keys


def _say(name: str, keys: list[tuple[float, int]]) -> None:
    times, sizes = [key[0] for key in keys], [key[1] for key in keys]
    print(f"  {name:<12} median {statistics.median(times):.1f} ms, {statistics.median(sizes):.0f} B "
          f"(largest {max(times):.1f} ms, {max(sizes)} B)")  # fmt: skip


if __name__ == "__main__":
    main()
