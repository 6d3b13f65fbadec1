"""Catalogs that stay in a file: `python -m tests.benchmarks.stored [MODELS]` makes one of so many models and measures it.

The file is made once and kept in the folder for temporary files. First frames and keys are those of the explorer on a
terminal of 120x40; memory is what the process holds then.
"""

from __future__ import annotations

import random
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from genai_tui.catalog.model import (
    Ancestor,
    Availability,
    Catalog,
    Model,
    Organization,
    ParameterCount,
    Part,
    Release,
    Source,
    Training,
)
from genai_tui.search.stored.lettering import CatalogLettering
from genai_tui.storage.loader import open_catalog
from genai_tui.storage.sqlite.writer import write_database
from tests.benchmarks.plausible import names
from tests.benchmarks.probe import Probe
from tests.benchmarks.timing import program

MILLION = 1_000_000
RUNS = 5
_WORDS = ["attention", "audio", "baseline", "benchmark", "chat", "code", "context", "corpus", "data", "dialogue", "diffusion", "encoder", "image", "latent", "mask", "music", "network", "open", "prompt", "reason", "sampling", "scene", "speech", "stable", "token", "transfer", "video", "vision", "voice", "world"]  # fmt: skip
_TASKS = ("chat", "translation", "image generation", "code generation", "speech", "retrieval", "")
_LICENSES = ("MIT", "Apache-2.0", "CC-BY-NC-4.0", "Llama 2 Community License", None)


class PlausibleModels(Sequence[Model]):
    """So many models, the same ones from the same seed, of which one at a time is held."""

    def __init__(self, count: int, categories: Sequence[str], makers: int) -> None:
        self._names = names(count)
        self._categories = categories
        self._makers = makers

    def __len__(self) -> int:
        return len(self._names)

    def __getitem__(self, at: Any) -> Any:
        return (
            tuple(self._model(place) for place in range(len(self))[at])
            if isinstance(at, slice)
            else self._model(at)
        )

    def __iter__(self) -> Iterator[Model]:
        return map(self._model, range(len(self)))

    def _model(self, place: int) -> Model:
        chance = random.Random(place)
        name = self._names[place]
        # A few makers have most of the models.
        made_by = {int(self._makers * chance.random() ** 4) for _ in range(chance.choice((1, 1, 1, 2)))}
        parameters = chance.choice((None, chance.randint(1, 900) * 10 ** chance.choice((6, 9))))
        base = chance.randrange(place) if place > 1_000 and chance.random() < 0.2 else None
        told = ["name", "organizations", "category", "released"]
        return Model(
            id=f"m{place}",
            name=name,
            category=chance.choice(self._categories),
            inputs=("text",),
            outputs=(chance.choice(("text", "image", "audio")),),
            tasks=tuple(filter(None, (chance.choice(_TASKS),))),
            organizations=tuple(Part(f"o{each}", "developer") for each in sorted(made_by)),
            released=Release(f"{chance.randint(2015, 2025)}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}", "paper"),
            parameters=(ParameterCount(parameters, estimated=chance.random() < 0.1),) if parameters else (),
            training=Training(compute_flop=float(f"{chance.random() + 0.1:.2f}e{chance.randint(18, 26)}")) if chance.random() < 0.4 else None,
            availability=Availability(weights=chance.choice(("open", "restricted", "closed", None)), license=chance.choice(_LICENSES)),
            based_on=(Ancestor(model=f"m{base}", how="fine_tuned_from"),) if base is not None else (),
            summary=f"{' '.join(chance.choice(_WORDS) for _ in range(14))}.",
            citations=chance.choice((None, chance.randint(0, 4000))),
            sources=(Source("list", supports=tuple(told)), Source(f"card-{place % 97}", "A model card", f"https://example.org/{place}", supports=("parameters", "availability", "training"))),
        )  # fmt: skip


def plausible_catalog(count: int) -> Catalog:
    """Return a catalog of so many models in memory."""
    survey, _ = open_catalog("survey")
    makers = max(30, count // 50)
    models = PlausibleModels(count, [each.id for each in survey.categories], makers)
    return Catalog(survey.head, tuple(models), _organizations(makers))


def _organizations(makers: int) -> dict[str, Organization]:
    return {f"o{each}": Organization(f"o{each}", f"Maker {each}", country="US") for each in range(makers)}


def plausible_file(count: int, path: Path) -> Path:
    """Make the file of so many models, unless it is there."""
    if not path.exists():
        survey, _ = open_catalog("survey")
        makers = max(30, count // 50)
        organizations = _organizations(makers)
        models = PlausibleModels(count, [each.id for each in survey.categories], makers)
        catalog = Catalog(survey.head, models, organizations)  # type: ignore[arg-type]
        start = time.monotonic()
        write_database(path, catalog, models, CatalogLettering(catalog))
        most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        print(f"{count:,} models written in {time.monotonic() - start:.0f} s, at most {most} MiB held,"
              f" {path.stat().st_size / 10**6:,.0f} MB")  # fmt: skip
    return path


def main() -> None:
    """Make the file and measure the explorer on it, beside the survey at the same time."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else MILLION
    path = plausible_file(count, Path(tempfile.gettempdir()) / f"genai-tui-{count}.sqlite")
    firsts: dict[str, list[float]] = {"survey": [], str(path): []}
    for _ in range(RUNS):
        for name, times in firsts.items():
            with Probe(program("--fresh", "--catalog", name)) as probe:
                times.append(probe.wait(rf"All +{24 if name == 'survey' else count}"))
                probe.settle()
                held = probe.memory()
    for name, times in firsts.items():
        print(f"first frame {statistics.median(times):.2f} s, least {min(times):.2f} s: {Path(name).name}")
    print(f"held then {held:.0f} MiB")
    _keys(path, count)


def _keys(path: Path, count: int) -> None:
    """Print how long what is asked takes until it stands, and what is held at most."""
    with Probe(program("--fresh", "--catalog", str(path))) as probe:
        probe.wait(rf"All +{count}")
        probe.settle()
        probe.press("\t")
        probe.settle()
        most = 0.0
        for told, keys, pattern in _ASKED:
            for key in keys[:-1]:
                probe.press(key)
            print(f"{told:<34}{probe.until(keys[-1], pattern):>8.0f} ms")
            probe.settle()
            most = max(most, probe.memory())
        print(f"at most {most:.0f} MiB held")


_ASKED = (
    ("in order of the next column", ["s"], r"name ↑"),
    ("and of the next", ["s"], r"organization ↑"),
    ("and of the next", ["s"], r"date ↓"),
    ("tree by the next facet", ["g"], r"By organization"),
    ("a word with a mistake", ["/", *"stelar"], r"/stelar"),
    ("two filters", ["\r", "w", "/", *"weights:open year:202", "4"], r"year:2024"),
)  # fmt: skip
"""What is asked for, the keys, and what the screen shows then."""


if __name__ == "__main__":
    main()
