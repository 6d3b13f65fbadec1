"""What the benchmarks share: the program as an installer leaves it, and whole processes timed."""

from __future__ import annotations

import compileall
import contextlib
import functools
import os
import re
import subprocess
import sys
import time
from pathlib import Path

import genai_tui


@functools.cache
def _compiled() -> None:
    # An installer compiles what it installs. A checkout may never be compiled (PYTHONDONTWRITEBYTECODE), and
    # would then be read from its source at every start, unlike the libraries it is compared with.
    compileall.compile_dir(Path(genai_tui.__path__[0]), quiet=1)


def program(*arguments: str) -> list[str]:
    """Return the command line that runs this program with `arguments`."""
    _compiled()
    return [sys.executable, "-m", "genai_tui", *arguments]


def bare(code: str, *arguments: str) -> list[str]:
    """Return the command line that runs `code` in a Python of its own."""
    return [sys.executable, "-c", code, *arguments]


def memory(pid: int, field: str = "VmRSS") -> float:
    """Return the memory of a process in MiB, resident now or at most (VmHWM); 0 where it has gone."""
    with contextlib.suppress(OSError):
        found = re.search(rf"{field}:\s+(\d+)", Path(f"/proc/{pid}/status").read_text())
        return int(found[1]) / 1024 if found else 0.0
    return 0.0


def seconds(command: list[str], **environment: str) -> float:
    """Run a command to its end, with `environment` besides the present one; returns how long it took."""
    start = time.perf_counter()
    subprocess.run(
        command,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        check=True,
        env={**os.environ, **environment},
    )
    return time.perf_counter() - start
