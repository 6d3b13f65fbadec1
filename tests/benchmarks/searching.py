"""How well and how fast names are found, beside fzf, rapidfuzz's WRatio and Textual's fuzzy matcher.

Quality: mean reciprocal rank within ten and hits at rank one for what people type, over the names of Epoch
AI's table; then slips made from the names themselves. Both need the table, and say so where it is absent.
Speed: one query over 1,000 to 1,000,000 made-up names; fzf's own start is taken off its time.
"""

from __future__ import annotations

import csv
import gc
import random
import re
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from genai_tui.catalog.model import Catalog, CatalogHead, Category, Label, Modality, Model, Release, Source
from genai_tui.search.index import SearchIndex
from genai_tui.search.matcher import needle
from genai_tui.search.name_index import NameIndex
from genai_tui.storage.loader import open_catalog
from tests.benchmarks.plausible import names as plausible
from tests.benchmarks.slips import ALL

DATASETS = Path(__file__).parents[3] / "shared" / "datasets"
SIZES = (1_000, 10_000, 100_000, 1_000_000)
QUERIES = (
    "deepcoder",
    "dream diffusion",
    "vision pro 7b",
    "quasr",
    "galxy former",
    "stelar writer 2",
    "om3",
    "orion",
)

Finds = Callable[[str], list[str]]


def main() -> None:
    """Measure and print both tables."""
    quality()
    speed()


def quality() -> None:
    """Print how well each finds what was meant."""
    table = DATASETS / "epoch_notable_2026-01.csv"
    if not table.exists():
        print(f"no quality table: {table.name} is not there")
        return
    with table.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    catalog = _catalog(rows)
    names = [model.name for model in catalog]
    finders: dict[str, Finds] = {"genai-tui": _ours(catalog), "rapidfuzz WRatio": _wratio(names),
                                 "textual fuzzy": _textual(names)}  # fmt: skip
    if shutil.which("fzf"):
        finders["fzf --filter"] = _fzf(names)
    asked = [
        line.split("\t")
        for line in (DATASETS / "search_queries.tsv").read_text(encoding="utf-8").splitlines()
        if line and not line.startswith("#")
    ]
    print(f"{len(asked)} queries over {len(names)} names        MRR@10   hit@1")
    for name, find in finders.items():
        ranks = [_rank(find(query), meant) for query, meant in asked]
        first = sum(rank == 1 for rank in ranks) / len(ranks)
        print(f"  {name:<30}{sum(1 / rank for rank in ranks if rank) / len(ranks):>12.3f}{first:>8.3f}")
    survey, _ = open_catalog("survey")
    for title, each in (("Epoch", catalog), ("survey", survey)):
        find = _ours(each)
        print(f"slips in names of the {title:<20}   tries   hit@1   hit@5")
        for slip in ALL:
            _slips(slip.__name__, slip, [model.name for model in each], find)


def _slips(
    title: str, slip: Callable[[str, random.Random], str | None], names: list[str], find: Finds
) -> None:
    chance = random.Random(7)
    tries = first = among = 0
    for name in names:
        if 4 <= len(name) <= 60 and (typed := slip(name.casefold(), chance)):
            found = [each.casefold() for each in find(typed)[:5]]
            tries += 1
            first += found[:1] == [name.casefold()]
            among += name.casefold() in found
    if tries:
        print(f"  {title:<35}{tries:>10}{first / tries:>8.3f}{among / tries:>8.3f}")


def _rank(found: list[str], meant: str) -> int:
    return next((rank for rank, name in enumerate(found[:10], 1) if re.fullmatch(meant, name, re.I)), 0)


def _catalog(rows: list[dict[str, str]]) -> Catalog:
    head = CatalogHead(
        id="names", title="names", edition="names", version="1", date="2026", about="names",
        modalities=(Modality("text", Label("text")),), categories=(Category("all", Label("all")),),
    )  # fmt: skip
    models = [
        Model(
            id=f"m-{place}", name=" ".join(row["Model"].split()), category="all", sources=(Source("epoch"),),
            citations=int(float(row["Citations"])) if row["Citations"] else None,
            released=Release(row["Publication date"]) if row["Publication date"] else None,
        )
        for place, row in enumerate(rows)
    ]  # fmt: skip
    return Catalog(head, tuple(models), {})


def _ours(catalog: Catalog) -> Finds:
    index = SearchIndex(catalog)
    return lambda query: [index.name_of(hit.id) for hit in index.find(query)]


def _wratio(names: list[str]) -> Finds:
    from rapidfuzz import fuzz, process, utils

    return lambda query: [
        hit[0]
        for hit in process.extract(
            query, names, scorer=fuzz.WRatio, limit=10, processor=utils.default_process
        )
    ]


def _textual(names: list[str]) -> Finds:
    from textual.fuzzy import Matcher

    def find(query: str) -> list[str]:
        matcher = Matcher(query)
        scored = [(matcher.match(name), name) for name in names]
        return [name for score, name in sorted(scored, key=lambda pair: -pair[0]) if score > 0][:10]

    return find


def _fzf(names: list[str]) -> Finds:
    text = "\n".join(names)

    def find(query: str) -> list[str]:
        ran = subprocess.run(
            ["fzf", "--filter", query, "-i"], input=text, capture_output=True, text=True, check=False
        )
        return ran.stdout.splitlines()[:10]

    return find


def speed() -> None:
    """Print the time of one query at each size, and what the index costs."""
    fzf = shutil.which("fzf")
    print(f"{'one query, engine only':<26}{'names':>9}{'ours':>12}{'fzf':>12}{'ratio':>8}{'found':>8}")
    for size in SIZES:
        names = plausible(size)
        text = "\n".join(names).encode()
        gc.collect()
        start = time.perf_counter()
        index = NameIndex(names)
        index.find(needle("warm up"))
        built = time.perf_counter() - start
        gc.freeze()
        ratios = []
        for query in QUERIES:
            wanted = needle(query)
            found = index.find(wanted)
            ours = _median(partial(index.find, wanted), 7)
            theirs = _beyond_start(query, text, 41 if size <= 1_000 else 7) if fzf else float("nan")
            ratios.append(ours / theirs)
            print(
                f"  {query:<24}{size:>9,}{ours * 1e3:>9.2f} ms{theirs * 1e3:>9.2f} ms{ours / theirs:>8.2f}{len(found):>8}"
            )
        each = index.memory() / size
        print(
            f"  median ratio {statistics.median(ratios):.2f} · built in {built:.2f} s · {each:.0f} bytes a name"
        )
        gc.unfreeze()


def _beyond_start(query: str, text: bytes, times: int) -> float:
    """Return the median of what fzf takes longer for `text` than for nothing, run right after each other."""
    taken = []
    for _ in range(times):
        idle, busy = _median(partial(_filter, query, b""), 1), _median(partial(_filter, query, text), 1)
        taken.append(busy - idle)
    return max(1e-5, statistics.median(taken))


def _median(act: Callable[[], object], times: int) -> float:
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        act()
        taken.append(time.perf_counter() - start)
    return statistics.median(taken)


def _filter(query: str, text: bytes) -> None:
    subprocess.run(["fzf", "--filter", query], input=text, stdout=subprocess.DEVNULL, check=False)


if __name__ == "__main__":
    sys.exit(main())
