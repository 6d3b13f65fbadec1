"""Which tests may notice a fault in a module: by its name, by what they import, or as a recording says.

A recording knows which test calls which function. It takes twice the time of the suite (`--record`) and is kept
in `.mutants/`; a test file that was never recorded goes by its name and its imports. Of one that has changed since,
the tests that it had then are taken, and the whole file where it is that of the module. What keeps all that a room
gives out (`test_*_as_before.py`) comes next, for every module of the room.
"""

from __future__ import annotations

import ast
import hashlib
import itertools
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path

from tests.mutants.operators import Mutant
from tests.mutants.recorder import OUT

ROOT = Path(__file__).parents[2]
KEPT = ROOT / ".mutants" / "coverage.json"
_LEFT_OUT = ("tests/test_house.py", "tests/test_wheel.py", "tests/mutants/", "tests/trust/")
"""Tests that look at the text of the program or need its git, and those that take minutes."""

Recorded = dict[str, tuple[str, list[tuple[str, float, list[str]]]]]
"""By test file: its digest, and each of its tests, its seconds of processor time, the functions that it calls."""


class CoverageMap:
    """The test files of the checkout, and what is known of each."""

    def __init__(self) -> None:
        self._kept: Recorded = json.loads(KEPT.read_text(encoding="utf-8")) if KEPT.exists() else {}
        self._files = {
            path: hashlib.sha256((ROOT / path).read_bytes()).hexdigest()
            for path in _paths("tests")
            if Path(path).name.startswith("test_") and not path.startswith(_LEFT_OUT)
        }

    def tests_for(self, mutant: Mutant) -> list[str]:
        """Return the tests and test files that may notice a mutant, the likeliest first."""
        module = Path(mutant.path)
        function = f"{mutant.path}:{mutant.function}"
        ranked: list[tuple[float, str]] = []
        for path, digest in self._files.items():
            own = Path(path).stem.removeprefix(
                "test_"
            )  # that of `linear` is the one of `linear_session`, too
            is_mirror = f"{module.stem}_".startswith(f"{own}_") and Path(path).parts[1] in module.parts
            recorded, tests = self._kept.get(path, ("", []))
            if recorded != digest and is_mirror:
                ranked.append((-1, path))
                continue
            if recorded != digest and own.endswith("_as_before") and Path(path).parts[1] == module.parts[1]:
                ranked.append((-0.5, path))  # looks at all that its room gives out
                continue
            if not recorded:
                steps = self._steps(path, mutant.path)
                shows = path.split("/")[1] in _SHOWING
                if steps <= (_FAR if shows == (module.parts[1] in _SHOWING) else 0):
                    ranked.append((steps + (path.split("/")[1] not in module.parts), path))
                continue
            for name, seconds, calls in tests:
                if function in calls if mutant.function else any(mutant.path in call for call in calls):
                    likely = (
                        len(calls) * (0.2 + seconds) / 1000
                    )  # the less else it calls, the better it looks
                    ranked.append((-1 if is_mirror else min(likely, _FAR), path + name))
        if not ranked:  # a module without functions: those that import it, or read its text
            near = ((self._steps(path, mutant.path), path) for path in self._files)
            named = f"test_{module.stem}.py"
            ranked = [
                (-1 if Path(path).name == named else far, path)
                for far, path in near
                if far <= 1 or Path(path).name == named
            ]
        return [name for _, name in sorted(ranked)]

    def _steps(self, test: str, module: str) -> int:
        """Return by how many imports a test file comes to a module, at most one more than is followed."""
        seen = {test}
        last = seen
        for step in range(_FAR + 1):
            if module in last:
                return step - 1
            last = {other for path in last for other in self._imports.get(path, ())} - seen
            seen |= last
        return _FAR + 1

    @cached_property
    def _imports(self) -> dict[str, set[str]]:
        """For each file of the checkout the files that it imports, anywhere in it."""
        every = {*_paths("genai_tui"), *_paths("tests")}
        found = {}
        for path in every:
            names = set(_imported((ROOT / path).read_text(encoding="utf-8"), path))
            files = {f"{name.replace('.', '/')}{end}" for name in names for end in (".py", "/__init__.py")}
            found[path] = files & every
        return found

    def record(self, jobs: int) -> None:
        """Record the test files that have changed, and keep that, a folder at a time: it can be cut short."""
        self._kept = {path: kept for path, kept in self._kept.items() if path in self._files}
        missing = [path for path, digest in self._files.items() if self._kept.get(path, ("",))[0] != digest]
        for _, paths in itertools.groupby(missing, lambda path: Path(path).parent):
            files = list(paths)
            rows = _recorded(files, jobs)
            for path in files:
                own = [
                    (id_.removeprefix(path), seconds, calls)
                    for id_, seconds, calls in rows
                    if id_.startswith(f"{path}::")
                ]
                self._kept[path] = self._files[path], own
            KEPT.parent.mkdir(exist_ok=True)
            KEPT.write_text(json.dumps(self._kept), encoding="utf-8")


_FAR = 3
"""Imports from a test file to a module beyond which it is not looked at."""
_SHOWING = ("view", "tui")
"""Rooms whose tests go through all the others, and say little of them: they count there where they import a module."""


def _paths(folder: str) -> list[str]:
    return sorted(path.relative_to(ROOT).as_posix() for path in (ROOT / folder).rglob("*.py"))


def _imported(text: str, path: str) -> Iterator[str]:
    """Give the names of the modules that a file imports, and those of its neighbours that it names in a text."""
    package = path.rpartition("/")[0].replace("/", ".")
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value.isidentifier():
            yield f"{package}.{node.value}"  # as the command line imports its commands


def _recorded(paths: list[str], jobs: int) -> list[tuple[str, float, list[str]]]:
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(
            [sys.executable, "-m", "pytest", "-q", "-n", str(jobs if jobs > 1 else 0), "-p", "tests.mutants.recorder", *paths],
            cwd=ROOT, env=os.environ | {OUT: folder}, check=False, stdout=subprocess.DEVNULL,
        )  # fmt: skip
        rows = [
            json.loads(line)
            for path in Path(folder).glob("*.jsonl")
            for line in path.read_text(encoding="utf-8").splitlines()
        ]
    return [(row["test"], row["seconds"], row["calls"]) for row in rows]
