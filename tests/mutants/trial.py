"""A copy of the checkout in which one mutant after another is tried; the checkout itself is never touched."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from tests.mutants.budget import SECONDS
from tests.mutants.coverage_map import ROOT
from tests.mutants.operators import Mutant

Verdict = Literal["killed", "survived"]
_LEFT_OUT = (
    ".git",
    ".mutants",
    ".venv*",
    ".*_cache",
    ".hypothesis",
    "dist",
    "build",
    "*.egg-info",
    "__pycache__",
)
"""What no test reads, as against the documents, the data and what the container is made of."""
_OPTIONS = (
    "-n",
    "0",
    "-p",
    "tests.mutants.budget",
    "--tb=no",
    "-rfE",
    "-p",
    "no:cacheprovider",
    "--snapshot-warn-unused",
)


_LIKELY = 3
"""Test files that are tried first, by themselves: to collect all the others takes longer than most mutants live."""


def _in_turn(tests: list[str]) -> Iterator[list[str]]:
    """Yield the tests of the likeliest files, then the others."""
    files = list(dict.fromkeys(each.partition("::")[0] for each in tests))[:_LIKELY]
    yield [each for each in tests if each.partition("::")[0] in files]
    if others := [each for each in tests if each.partition("::")[0] not in files]:
        yield others


@dataclass(frozen=True)
class Outcome:
    """What became of a mutant, and by which test."""

    mutant: Mutant
    verdict: Verdict
    by: str


class Trial:
    """One copy, used by one thread."""

    def __init__(self, folder: Path, seconds: float) -> None:
        """Copy the checkout to `folder`; each run of tests may take so many seconds of processor time."""
        self._seconds = seconds
        self._root = folder / "checkout"
        shutil.copytree(ROOT, self._root, ignore=shutil.ignore_patterns(*_LEFT_OUT))
        if (shared := ROOT.parent / "shared").is_dir():
            (folder / "shared").symlink_to(shared)  # where the tests look for real catalogs

    def run(self, mutant: Mutant, tests: list[str], unsound: Collection[str] = ()) -> Outcome:
        """Try one mutant on its tests, less those that are known to fail without it."""
        if not tests:
            return Outcome(mutant, "survived", "no test goes there")
        path = self._root / mutant.path
        text = path.read_text(encoding="utf-8")
        path.write_text(mutant.applied(text), encoding="utf-8")
        options = ("-x", *(f"--deselect={each}" for each in unsound))
        try:
            failed, said = [], ""
            for some in _in_turn(tests):
                ran, said = self._failures(options, some)
                if failed := ran:
                    break
        finally:
            path.write_text(text, encoding="utf-8")
        return Outcome(mutant, "killed", failed[0]) if failed else Outcome(mutant, "survived", said)

    def unsound(self, tests: Iterable[str]) -> set[str]:
        """Return which of some tests fail without any mutant, and so have nothing to say."""
        known = [test for test in tests if test.partition("::")[0].endswith(".py")]
        return set(self._failures((), known)[0]) if known else set()

    def _failures(self, options: Iterable[str], tests: list[str]) -> tuple[list[str], str]:
        """Return the tests that fail, or why none could be run; and the last line that pytest has said."""
        # A test that is given a path beside the checkout has it in its name.
        there, here = str(ROOT.parent), str(self._root.parent)
        given = [each.replace(there, here) for each in (*options, *tests)]
        environment = {name: value for name, value in os.environ.items() if name != "PYTEST_ADDOPTS"}
        environment |= {"PYTHONPATH": str(self._root), SECONDS: str(self._seconds)}
        ran = subprocess.Popen(
            [sys.executable, "-m", "pytest", *_OPTIONS, *given],
            cwd=self._root, env=environment, text=True, errors="replace", start_new_session=True,
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
            preexec_fn=self._bounded,
        )  # fmt: skip
        said, _ = ran.communicate()
        lines = said.rstrip().splitlines() or [""]
        if ran.returncode in (0, 5):
            return [], lines[-1].strip()
        if ran.returncode < 0:
            return ["never ends"], ""
        files = [each.partition("::")[0] for each in tests]
        if "ERROR: not found: " in said and files != tests:  # gone since it was recorded, or by the mutant
            return self._failures(options, list(dict.fromkeys(files)))
        failures = (re.match(r"(?:FAILED|ERROR) (.*?)(?: - |$)", line) for line in lines)
        failed = [found[1].replace(here, there) for found in failures if found]
        return failed or ["the tests could not be run"], ""

    def _bounded(self) -> None:
        """End the tests if they take far more time than they may: the mutant never ends."""
        import resource

        most = int(3 * self._seconds + 90)
        resource.setrlimit(resource.RLIMIT_CPU, (most, most))
