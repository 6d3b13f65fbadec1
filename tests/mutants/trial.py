"""A copy of the checkout in which one mutant after another is tried; the checkout itself is never touched."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from tests.mutants.coverage_map import ROOT, Test
from tests.mutants.operators import Mutant

Verdict = Literal["killed", "survived"]
_PARTS = ("genai_tui", "tests", "data", "docs", "screenshots", "pyproject.toml", "README.md", "CHANGELOG.md")
_NOT_COPIED = shutil.ignore_patterns("__pycache__")


@dataclass(frozen=True)
class Outcome:
    """What became of a mutant, and by which test."""

    mutant: Mutant
    verdict: Verdict
    by: str


class Trial:
    """One copy, used by one thread."""

    def __init__(self, folder: Path) -> None:
        self._root = folder / "checkout"
        self._root.mkdir(parents=True)
        for part in _PARTS:
            if (ROOT / part).is_dir():
                shutil.copytree(ROOT / part, self._root / part, ignore=_NOT_COPIED)
            elif (ROOT / part).exists():
                shutil.copy(ROOT / part, self._root / part)
        if (shared := ROOT.parent / "shared").is_dir():
            (folder / "shared").symlink_to(shared)  # where the tests look for real catalogs
        self._sound: set[str] = set()
        """Tests known to pass without a mutant."""
        self._unsound: set[str] = set()

    def run(self, mutant: Mutant, tests: list[Test]) -> Outcome:
        """Try one mutant on its tests; a test that fails without it, too, has nothing to say."""
        path = self._root / mutant.path
        text = path.read_text(encoding="utf-8")
        while ids := [test.id for test in tests if test.id not in self._unsound]:
            path.write_text(mutant.applied(text), encoding="utf-8")
            try:
                failed = self._first_failure(ids, 60 + 5 * sum(test.seconds for test in tests))
            finally:
                path.write_text(text, encoding="utf-8")
            if failed is None:
                return Outcome(mutant, "survived", f"{len(ids)} tests")
            if failed not in {test.id for test in tests}:  # the time ran out, or nothing could be imported
                return Outcome(mutant, "killed", failed)
            if failed not in self._sound and self._first_failure([failed], 120) is not None:
                self._unsound.add(failed)
                continue
            self._sound.add(failed)
            return Outcome(mutant, "killed", failed)
        return Outcome(mutant, "survived", "no test goes there")

    def _first_failure(self, ids: list[str], seconds: float) -> str | None:
        """Return the first test that fails, or why none could be run; None if all pass."""
        arguments = [*("-q", "-x", "-n", "0", "-p", "no:cacheprovider", "--tb=no", "-rfE"), *ids]
        environment = {name: value for name, value in os.environ.items() if name != "PYTEST_ADDOPTS"}
        environment |= {"PYTHONPATH": str(self._root), "PYTHONDONTWRITEBYTECODE": "1"}
        ran = subprocess.Popen(
            [sys.executable, "-m", "pytest", *arguments],
            cwd=self._root, env=environment, text=True, errors="replace", start_new_session=True,
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        )  # fmt: skip
        try:
            said, _ = ran.communicate(timeout=seconds)
        except subprocess.TimeoutExpired:
            os.killpg(ran.pid, 9)
            ran.communicate()
            return f"no end within {seconds:.0f} s"
        if ran.returncode == 0:
            return None
        known = set(ids)
        for line in said.splitlines():
            if found := re.match(r"(?:FAILED|ERROR) (.*)", line):
                name = found[1]
                while name not in known and " - " in name:
                    name = name.rpartition(" - ")[0]
                if name in known:
                    return name
        return "the tests could not be run"
