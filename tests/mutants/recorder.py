"""A plugin of pytest that writes down, test by test, which functions of the program it calls and for how long."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.mutants import tracer

OUT = "MUTANTS_RECORD"
"""The environment variable that names the folder to write to."""


class Recorder:
    """One process of pytest; each writes a file of its own."""

    def __init__(self, folder: Path) -> None:
        self._file = (folder / f"{os.getpid()}.jsonl").open("w", encoding="utf-8")
        self._children = folder / f"{os.getpid()}-children"
        self._children.mkdir()
        os.environ["MUTANTS_CALLED"] = str(self._children)
        kept = os.environ.get("PYTHONPATH")  # says where the program is, when the checkout is not installed
        os.environ["PYTHONPATH"] = os.pathsep.join(
            filter(None, (str(Path(__file__).parent / "subprocesses"), kept))
        )

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Iterator[None]:
        """Trace one test with its fixtures."""
        tracer.taken()
        started = time.process_time()
        tracer.start()
        try:
            return (yield)
        finally:
            seconds = round(time.process_time() - started, 3)
            calls = set(tracer.taken())
            for path in self._children.iterdir():
                calls.update(path.read_text(encoding="utf-8").split("\n")[:-1])
                path.unlink()
            row = {"test": item.nodeid, "seconds": seconds, "calls": sorted(calls)}
            self._file.write(json.dumps(row) + "\n")
            self._file.flush()


def pytest_configure(config: pytest.Config) -> None:
    """Take part where tests are run, not in the process that hands them out."""
    if config.getoption("numprocesses", None) and not hasattr(config, "workerinput"):
        return
    config.pluginmanager.register(Recorder(Path(os.environ[OUT])))
