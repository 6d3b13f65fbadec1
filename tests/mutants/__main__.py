"""`python -m tests.mutants --seed N --count 60 [--room catalog] [--module view/titles.py]`: draws mutants and tells which survive.

As many from each room, a kind of fault at a time, so that what is common does not crowd out what is rare.
Each is tried in a copy of the checkout, on the tests that may notice it, the likeliest first, until one fails or
the time is over.
"""

from __future__ import annotations

import argparse
import queue
import random
import sys
import tempfile
from collections import Counter, defaultdict
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.mutants.coverage_map import ROOT, CoverageMap
from tests.mutants.operators import Mutant, mutants
from tests.mutants.trial import Outcome, Trial

ROOMS = ("catalog", "storage", "search", "graph", "plot", "view", "tui", "cli")
"""The rooms that are drawn from, each a package."""


def _draw(room: str, count: int, chance: random.Random, module: str = "") -> list[Mutant]:
    """Return `count` different mutants of a room, or of one module of it; all of them where there are no more."""
    by_kind: dict[str, list[Mutant]] = defaultdict(list)
    for path in sorted((ROOT / "genai_tui" / room).rglob("*.py")):
        if path.name != "__main__.py" and path.as_posix().endswith(f"/{module}" if module else ""):
            text = path.read_text(encoding="utf-8")
            for mutant in mutants(path.relative_to(ROOT).as_posix(), text):
                by_kind[mutant.kind].append(mutant)
    drawn: list[Mutant] = []
    while len(drawn) < count and by_kind:
        kind = chance.choice(sorted(by_kind))
        drawn.append(by_kind[kind].pop(chance.randrange(len(by_kind[kind]))))
        if not by_kind[kind]:
            del by_kind[kind]
    return drawn


def _room(mutant: Mutant) -> str:
    return mutant.path.split("/")[1]


def main() -> int:
    """Draw, try, print; returns 0 whatever survives, for what survives must be judged."""
    parser = argparse.ArgumentParser(prog="python -m tests.mutants", description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=60, help="mutants in all")
    parser.add_argument("--room", choices=ROOMS, help="draw from this room alone")
    parser.add_argument("--module", default="", help="draw from this module alone: view/titles.py")
    parser.add_argument("--jobs", type=int, default=2, help="how many are tried at the same time")
    parser.add_argument(
        "--seconds",
        type=float,
        default=20,
        help="processor time of the likeliest tests for each, and again of the others",
    )
    parser.add_argument(
        "--record", action="store_true", help="first record which test calls what; takes long"
    )
    parser.add_argument(
        "--skip", type=int, default=0, help="leave out the first: go on where a run was ended"
    )
    asked = parser.parse_args()

    chance = random.Random(asked.seed)
    room = asked.module.partition("/")[0] or asked.room
    rooms = (room,) if room else ROOMS
    drawn = [
        mutant
        for number, room in enumerate(rooms)
        for mutant in _draw(room, (asked.count + number) // len(rooms), chance, asked.module)
    ][asked.skip :]
    known = CoverageMap()
    if asked.record:
        known.record(asked.jobs)
    tests = {mutant: known.tests_for(mutant) for mutant in drawn}  # now: the checkout may change meanwhile
    with tempfile.TemporaryDirectory(prefix="mutants-") as scratch:
        free: queue.SimpleQueue[Trial] = queue.SimpleQueue()
        for number in range(asked.jobs):
            free.put(Trial(Path(scratch) / str(number), asked.seconds))

        def tried(mutant: Mutant) -> Outcome:
            trial = free.get()
            try:
                return trial.run(mutant, tests[mutant], unsound)
            finally:
                free.put(trial)

        counts: Counter[tuple[str, str]] = Counter()
        unsound: set[str] = set()
        left = drawn
        with ThreadPoolExecutor(asked.jobs) as pool:
            while left:
                outcomes = []
                for outcome in pool.map(tried, left):
                    outcomes.append(outcome)
                    print(f"{outcome.verdict:<9}{outcome.mutant}   ({outcome.by})", flush=True)
                # Those that have failed are run once more without any mutant, all at once.
                more = free.get()
                failing = more.unsound({each.by for each in outcomes if each.verdict == "killed"} - unsound)
                free.put(more)
                unsound |= failing
                left = [each.mutant for each in outcomes if each.by in failing]
                counts.update(
                    (_room(each.mutant), each.verdict) for each in outcomes if each.by not in failing
                )
                if left:
                    print(
                        f"once more, without tests that fail anyway: {', '.join(sorted(failing))}", flush=True
                    )
    print(f"\n{'room':<9}{'killed':>8}{'survived':>10}")
    for room in rooms:
        print(f"{room:<9}{counts[room, 'killed']:>8}{counts[room, 'survived']:>10}")
    both = (sum(counts[room, verdict] for room in rooms) for verdict in ("killed", "survived"))
    print("{:<9}{:>8}{:>10}".format("all", *both))
    return 0


if __name__ == "__main__":
    sys.exit(main())
