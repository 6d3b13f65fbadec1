"""A plugin of pytest that begins no more tests once so much processor time has been spent: a loaded machine changes nothing."""

from __future__ import annotations

import os
import time

import pytest

SECONDS = "MUTANTS_SECONDS"
"""The environment variable that says how many."""


def _spent() -> float:
    children = os.times()
    return time.process_time() + children.children_user + children.children_system


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Pass over a test that is too late."""
    if _spent() > float(os.environ[SECONDS]):
        pytest.skip("the time is over")
