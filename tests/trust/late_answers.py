"""A terminal that knows modes 2048 and 2026 and answers late, as over SSH: does its answer break the first frame?

python -m tests.trust.late_answers [--times 200] [--catalog PATH]
"""

from __future__ import annotations

import argparse
import sys
import tempfile

from tests.trust.terminal import PROGRAM, AnsweringTerminal

DELAYS = (0.002, 0.005, 0.010, 0.015, 0.020, 0.030, 0.050, 0.080)
"""Seconds from a question to its answer."""


def start(home: str, late: float = 0.0, answers: int = 1, catalog: str | None = None) -> str:
    """Start on such a terminal and quit; returns what went wrong, empty where nothing did."""
    command = [*PROGRAM, *(["--catalog", catalog] if catalog else [])]
    environment = {f"XDG_{name}_HOME": home for name in ("CACHE", "STATE")}
    terminal = AnsweringTerminal(command, environment=environment, late=late, answers=answers)
    try:
        if not terminal.until(rb"\? .*Show all keys|help|\bSearch", 10):
            return f"no first frame: {terminal.farewell[-300:]}"
        terminal.pump(late + 0.15)
        terminal.send("\x11")
        if terminal.ends_within(3) is None:
            return "it did not leave"
        if terminal.status() != 0:
            return f"exit status {terminal.status()}: {terminal.farewell[-300:]}"
        return ", ".join(f"left on: {mode}" for mode in terminal.left_on())
    finally:
        terminal.close()


def main() -> int:
    """Print how many starts died at each delay; returns 1 if any did."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--times", type=int, default=200)
    asked.add_argument("--catalog")
    options = asked.parse_args()
    deaths = 0
    with tempfile.TemporaryDirectory(prefix="trust-") as home:
        for late in (0.0, *DELAYS):
            wrong = [said for _ in range(options.times) if (said := start(home, late, 1, options.catalog))]
            deaths += len(wrong)
            print(f"answers after {late * 1000:3.0f} ms: {len(wrong)} of {options.times} starts die"
                  f" {sorted(set(wrong))[:3]}", flush=True)  # fmt: skip
        wrong = [said for _ in range(options.times) if (said := start(home, 0.01, 2, options.catalog))]
        print(
            f"answers twice: {len(wrong)} of {options.times} starts die {sorted(set(wrong))[:3]}", flush=True
        )
        deaths += len(wrong)
    return int(deaths > 0)


if __name__ == "__main__":
    sys.exit(main())
