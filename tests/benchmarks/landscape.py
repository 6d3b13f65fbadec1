"""The landscape beside the survey: `python -m tests.benchmarks.landscape` times its first frame and its first reading.

First frames are those of a warm start on a terminal of 120x40, in turn with the survey's; the first reading is a whole
process without a cache, in turn with the bare parsing of the same files.
"""

from __future__ import annotations

import os
import statistics
import tempfile
from collections.abc import Callable

from genai_tui.storage.files import shipped_folder
from tests.benchmarks.probe import Probe
from tests.benchmarks.timing import bare, program, seconds

RUNS = 15
_YAML = (
    "import yaml, sys, pathlib; "
    "[yaml.load(p.read_bytes(), yaml.CSafeLoader) for f in sys.argv[1:] for p in pathlib.Path(f).rglob('*.yaml')]"
)


def main() -> None:
    """Measure and print the table."""
    data = [str(shipped_folder() / name) for name in ("landscape", "survey")]
    with tempfile.TemporaryDirectory() as folder:
        os.environ["XDG_CACHE_HOME"] = f"{folder}/cache"
        os.environ["XDG_STATE_HOME"] = f"{folder}/state"
        for name in ("landscape", "survey"):
            seconds(program("count", "-c", name))
        print(
            f"{'medians of ' + str(RUNS) + ' pairs, s':<34}{'ours':>8}{'yard':>8}{'ratio':>8}{'more':>8}   reach"
        )
        _row(
            "first frame, beside the survey's", lambda: _first("landscape"), lambda: _first("survey"), "1.2x"
        )
        cold = iter(range(1_000))
        _row(
            "first reading, beside bare yaml",
            lambda: seconds(program("count", "-c", "landscape"), XDG_CACHE_HOME=f"{folder}/cold{next(cold)}"),
            lambda: seconds(bare(_YAML, *data)),
            "1 s more",
        )


def _row(what: str, ours: Callable[[], float], yard: Callable[[], float], reach: str) -> None:
    pairs = [(ours(), yard()) for _ in range(RUNS)]
    mine, other = (statistics.median(pair[side] for pair in pairs) for side in (0, 1))
    ratio = statistics.median(one / two for one, two in pairs)
    print(f"{what:<34}{mine:>8.2f}{other:>8.2f}{ratio:>8.2f}{mine - other:>8.2f}   {reach}")


def _first(catalog: str) -> float:
    """Return the seconds until the tree and the table of a catalog stand."""
    with Probe(program("--fresh", "--catalog", catalog)) as probe:
        return probe.wait(r"(?s)All +\d+.*DALL")


if __name__ == "__main__":
    main()
