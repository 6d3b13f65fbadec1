"""Which test calls which function: recorded once a test file, kept in `.mutants/`, asked for each mutant."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from tests.mutants.operators import Mutant
from tests.mutants.recorder import OUT

ROOT = Path(__file__).parents[2]
KEPT = ROOT / ".mutants" / "coverage.json"
_LEFT_OUT = ("tests/test_house.py", "tests/mutants/", "tests/trust/")
"""Tests that look at the text of the program, and those that take minutes."""


@dataclass(frozen=True)
class Test:
    """One test as it was recorded."""

    id: str
    seconds: float
    calls: frozenset[str]
    """Functions, as `path:qualified name`."""


class CoverageMap:
    """The tests of the checkout and what they call."""

    def __init__(self, tests: Iterable[Test]) -> None:
        self._tests = tuple(tests)
        self._modules = {test.id: {call.split(":")[0] for call in test.calls} for test in self._tests}

    def tests_for(self, mutant: Mutant, seconds: float) -> list[Test]:
        """Return the tests that may notice a mutant, the likeliest first, that take `seconds` together.

        A test is the likelier the closer its file mirrors the module, and the less else it calls.
        """
        if mutant.function is not None:
            name = f"{mutant.path}:{mutant.function}"
            near = [test for test in self._tests if name in test.calls]
        else:
            near = [test for test in self._tests if mutant.path in self._modules[test.id]]
        module = Path(mutant.path)
        mirror = f"tests/{module.parent.name}/test_{module.stem}.py"

        def unlikely(test: Test) -> tuple[bool, float]:
            return not test.id.startswith(mirror), len(test.calls) * (0.2 + test.seconds)

        chosen, left = [], seconds
        for test in sorted(near, key=unlikely):
            if test.seconds <= left or not chosen:
                chosen.append(test)
                left -= test.seconds
        return chosen


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def coverage_map(*, anew: bool = False, jobs: int = 2) -> CoverageMap:
    """Return the map of the checkout, recording the test files that have changed since it was kept."""
    kept: dict[str, list[tuple[str, float, list[str]]]] = {}
    if KEPT.exists() and not anew:
        kept = json.loads(KEPT.read_text(encoding="utf-8"))
    digests = {
        path.relative_to(ROOT).as_posix(): _digest(path)
        for path in sorted((ROOT / "tests").rglob("test_*.py"))
        if not path.relative_to(ROOT).as_posix().startswith(_LEFT_OUT)
    }
    missing = [path for path, digest in digests.items() if digest not in kept]
    if missing:
        print(f"recording what the tests of {len(missing)} files call ...", file=sys.stderr, flush=True)
        rows = _recorded(missing, jobs)
        for path in missing:
            kept[digests[path]] = [
                (id_.removeprefix(path), seconds, calls)
                for id_, seconds, calls in rows
                if id_.startswith(f"{path}::")
            ]
        kept = {digest: kept[digest] for digest in digests.values()}
        KEPT.parent.mkdir(exist_ok=True)
        KEPT.write_text(json.dumps(kept), encoding="utf-8")
    return CoverageMap(
        Test(path + name, seconds, frozenset(calls))
        for path, digest in digests.items()
        for name, seconds, calls in kept[digest]
    )


def _recorded(paths: list[str], jobs: int) -> list[tuple[str, float, list[str]]]:
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(
            [sys.executable, "-m", "pytest", "-q", "-n", str(jobs), "-p", "tests.mutants.recorder", *paths],
            cwd=ROOT, env=os.environ | {OUT: folder}, check=False, stdout=subprocess.DEVNULL,
        )  # fmt: skip
        rows = [
            json.loads(line)
            for path in Path(folder).glob("*.jsonl")
            for line in path.read_text(encoding="utf-8").splitlines()
        ]
    return [(row["test"], row["seconds"], row["calls"]) for row in rows]
