"""A plugin of pytest that begins no more tests once so much processor time has been spent on tests.

Processor time, so that a loaded machine changes nothing; to collect thousands of tests takes none of it. Of each file the first case of every test comes before
the second of any, so that one test with many cases does not take the time of all others.
"""

from __future__ import annotations

import os
import time
from collections import Counter

import hypothesis
import pytest

SECONDS = "MUTANTS_SECONDS"
"""The environment variable that says how many."""


_begun: list[float] = []
"""What had been spent when the first test began."""


def _spent() -> float:
    children = os.times()
    return time.process_time() + children.children_user + children.children_system


@pytest.hookimpl(trylast=True)
def pytest_configure() -> None:
    """Let properties be tried without a search for the least example: that one fails is all that is asked."""
    phases = (hypothesis.Phase.explicit, hypothesis.Phase.reuse, hypothesis.Phase.generate)
    hypothesis.settings.register_profile("mutants", hypothesis.settings.default, phases=phases)
    hypothesis.settings.load_profile("mutants")


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Pass over a test that is too late."""
    if not _begun:
        _begun.append(_spent())
    if _spent() - _begun[0] > float(os.environ[SECONDS]):
        pytest.skip("the time is over")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the cases of the tests of a file in turn; the files stay as they are."""
    files: dict[str, int] = {}
    cases: Counter[str] = Counter()
    turn: dict[str, tuple[int, int]] = {}
    for item in items:
        path, _, _ = item.nodeid.partition("::")
        test = item.nodeid.partition("[")[0]
        turn[item.nodeid] = files.setdefault(path, len(files)), cases[test]
        cases[test] += 1
    items.sort(key=lambda item: turn[item.nodeid])
