"""Tries everything whole, one harness after another: `make trust`. Takes about an hour on two cores."""

from __future__ import annotations

import os
import subprocess
import sys

HARNESSES = (
    ("tests.trust.ways",),
    ("tests.trust.late_answers", "--times", "200"),
    ("tests.trust.streams",),
    ("tests.trust.terminals",),
    ("tests.trust.hostile", "--count", "400"),
    ("tests.trust.hostile_screens", "--count", "40"),
    ("tests.trust.readers", "--examples", "500"),
    ("tests.trust.over_ssh",),
    ("tests.trust.kiosk", "--keys", "20000"),
    ("pytest", "tests/tui/test_type_ahead.py"),
    ("tests.trust.monkey", "--seed", "7", "--keys", "100000", "--mouse", "--warm", "--catalog", "landscape"),
    *(("tests.trust.monkey", "--seed", str(seed), "--keys", "10000", "--mouse") for seed in range(1, 6)),
)
"""What is run, each in a process of its own."""


def main() -> int:
    """Run all; returns 1 if any has failed."""
    failed = []
    for harness in HARNESSES:
        print(f"— {' '.join(harness)}", flush=True)
        environment = os.environ | {"EVERY_KEY": "1"}
        if subprocess.run([sys.executable, "-m", *harness], env=environment, check=False).returncode:
            failed.append(harness[0])
    print(f"failed: {', '.join(failed)}" if failed else "all is right")
    return int(bool(failed))


if __name__ == "__main__":
    sys.exit(main())
