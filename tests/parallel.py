"""Tests on several processes: their byte code, their imports and the order in which they are run.

Every process imports all test files, of which pytest first rewrites each assertion; that takes longer than anything else
about them. So byte code is kept, here and in programs that tests start, and each process begins with other files than
the next, and finds the rest compiled.
"""

from __future__ import annotations

import contextlib
import gc
import importlib
import os
import sys
import warnings
from collections.abc import Iterator
from itertools import accumulate
from pathlib import Path

import pytest

HERE = Path(__file__).parent


def keep_byte_code() -> None:
    """Let Python keep what it compiles, also in the programs that are started, whatever the environment says."""
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    sys.dont_write_bytecode = False


def files_from(share: int, shares: int) -> list[Path]:
    """Return all test files, from those on that stand at the beginning of one of several shares of equal size."""
    files = sorted(HERE.rglob("test_*.py"))
    sizes = list(accumulate(path.stat().st_size for path in files))
    first = next(number for number, size in enumerate(sizes) if size * shares >= sizes[-1] * share)
    return files[first:] + files[:first]


def import_all(share: int, shares: int) -> None:
    """Import all test files; what cannot be imported is left for pytest to find and report."""
    for path in files_from(share, shares):
        name = ".".join(path.relative_to(HERE.parent).with_suffix("").parts)
        with contextlib.suppress(Exception, pytest.skip.Exception), warnings.catch_warnings():
            warnings.simplefilter("error")
            importlib.import_module(name)


def pytest_configure(config: pytest.Config) -> None:
    """Keep byte code where tests are handed out to others, and in those others."""
    if config.getoption("numprocesses", None) or hasattr(config, "workerinput"):
        keep_byte_code()


@pytest.hookimpl(wrapper=True)
def pytest_collection(session: pytest.Session) -> Iterator[object]:
    """Collect with the collector of garbage at rest: of what comes up here nothing goes before the end."""
    given = getattr(session.config, "workerinput", None)
    gc.disable()
    try:
        if given and session.config.args_source is pytest.Config.ArgsSource.TESTPATHS:
            import_all(int(given["workerid"].removeprefix("gw")), given["workercount"])
        return (yield)
    finally:
        gc.collect()
        gc.freeze()
        gc.set_threshold(20_000, 20, 20)  # most of what a test makes has gone by then, and is not looked at
        gc.enable()


WAITING = (
    "test_house.py",
    "trust/",
    "tui/test_terminal.py",
    "tui/test_byte_budget.py",
    "tui/test_job_control.py",
    "tui/test_scripts.py",
    "tui/test_copied_commands.py",
    "cli/test_streams.py",
    "cli/test_pipes.py",
)
"""Where tests mostly wait for programs and terminals: they take half a minute of the processor in a minute, or less."""


def waits(item: pytest.Item) -> bool:
    """Tell whether a test is one of those that mostly wait."""
    return item.nodeid.startswith(tuple(f"tests/{place}" for place in WAITING))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the tests that wait for programs, which fall to one process: the others keep the processor busy.

    Were they run last, or at one time, nobody would have anything to do but wait.
    """
    items.sort(key=waits, reverse=True)
