"""Fixtures that every room of the tests shares."""

from __future__ import annotations

import itertools
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import hypothesis
import pytest

from genai_tui.catalog.model import Catalog
from genai_tui.storage.folder import load_folder
from tests import parallel, shared_catalogs, textual_shortcuts
from tests.talkers import write_talkers

HEAD = """\
id: tiny
title: Tiny
edition: tiny
version: "1"
date: 2023-01-11
about: Three models for tests.
modalities:
  - {id: text, label: {en: text}}
  - {id: image, label: {en: image}}
  - {id: audio, label: {en: audio}}
categories:
  - {id: text-to-image, label: {en: text → image, de: Text → Bild}, code: TI, inputs: [text], outputs: [image]}
  - {id: text-to-audio, label: {en: text → audio}, code: TA, inputs: [text], outputs: [audio]}
sources:
  - {id: paper, title: A paper, url: https://example.org/paper}
"""
ORGANIZATIONS = """\
- {id: acme, name: Acme Labs, aliases: [ACME], kind: company, country: NO, sources: [{id: paper}]}
- {id: uni, name: University of Somewhere, kind: university, country: SG}
"""
RELATIONS = """\
- {from: acme, to: uni, kind: invested_in, date: 2022-04-06, amount_usd: 1000000}
"""
MODELS = {
    "painter": """\
id: painter
name: Painter 2
aliases: [painter2]
category: text-to-image
inputs: [text]
outputs: [image]
summary: Paints.
how_it_works: It paints what it reads.
organizations:
  - {id: acme, role: developer}
  - {id: uni, role: collaborator}
released: {date: 2022-04-06, event: announcement}
parameters:
  - {count: 3500000000, estimated: true}
availability: {weights: open, api: false, license: Apache-2.0}
paper: {title: On painting, arxiv: 2204.06125}
sources:
  - {id: paper, supports: [organizations, released, parameters]}
""",
    "listener": """\
id: listener
name: Listener
category: text-to-audio
inputs: [audio]
outputs: [text]
organizations: [{id: acme, role: developer}]
released: {date: 2021}
based_on: [{model: painter, how: component}, {name: Outsider, how: successor_of}]
sources:
  - {id: paper, supports: [category, released]}
  - {id: other, title: Another, supports: [category]}
disputes:
  - field: category
    claims: [{value: text to audio, source: paper}, {value: audio to text, source: other}]
    chosen: text to audio
    why: The slot stays as the survey has it.
""",
    "whisperer": """\
id: whisperer
name: Whisperer
category: text-to-audio
organizations: [{id: uni, role: developer}]
released: {date: 2022-12}
sources: [{id: paper, supports: [released]}]
""",
}

textual_shortcuts.take()
shared_catalogs.share()

# On a machine that does other work, too, an example may take long to make and to try: that says nothing about it.
hypothesis.settings.register_profile(
    "suite", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.load_profile("suite")


def write_catalog(folder: Path, **changes: str | bytes) -> Path:
    """Write the tiny catalog into `folder`; `changes` replace files by name (`painter`, `catalog` ...)."""
    texts: dict[str, str | bytes] = {
        "catalog": HEAD, "organizations": ORGANIZATIONS, "relations": RELATIONS, **MODELS, **changes,
    }  # fmt: skip
    (folder / "models").mkdir(parents=True, exist_ok=True)
    for name, text in texts.items():
        top = name in ("catalog", "organizations", "relations")
        path = folder / f"{name}.yaml" if top else folder / "models" / f"{name}.yaml"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return folder


def write_differing(folder: Path) -> Path:
    """Write a catalog of the same models as the tiny one into `folder`, which states other values of two of them."""
    return write_catalog(
        folder,
        catalog=HEAD.replace("tiny", "other").replace("Tiny", "Other"),
        painter=MODELS["painter"]
        .replace("count: 3500000000", "count: 9000000000")
        .replace("weights: open", "weights: restricted"),
        whisperer=MODELS["whisperer"] + "family: Whisper\n",
    )


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """Take five workers for two cores: a good part of the tests waits for a frame, a terminal or another program."""
    return (os.cpu_count() or 1) * 5 // 2


def pytest_configure(config: pytest.Config) -> None:
    """Have the tests shared out as `parallel` says."""
    config.pluginmanager.register(parallel)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The tiny catalog on disk."""
    return write_catalog(tmp_path / "tiny")


@pytest.fixture
def tiny(folder: Path) -> Catalog:
    """The tiny catalog in memory."""
    catalog, problems = load_folder(folder)
    assert catalog is not None
    assert problems == ()
    return catalog


@pytest.fixture
def talkers(tmp_path: Path) -> Catalog:
    """A catalog whose models begin and end, in memory."""
    catalog, problems = load_folder(write_talkers(tmp_path / "talkers"))
    assert catalog is not None
    assert problems == ()
    return catalog


@pytest.fixture
def make(tmp_path: Path) -> Callable[..., Path]:
    """Write the tiny catalog with changed files."""
    return lambda **changes: write_catalog(tmp_path / "changed", **changes)


@pytest.fixture(scope="session")
def _homes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Paths at which nothing is yet, for tests that have no folder of their own."""
    base = tmp_path_factory.mktemp("homes")
    return (base / str(number) for number in itertools.count())


@pytest.fixture(autouse=True)
def _own_folders(
    _homes: Iterator[Path], request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Keep every test's cache apart, and the reader's colours and columns out.

    pytest looks through all folders of earlier tests to name a new one, so most tests, which write nothing, get none.
    """
    home = request.getfixturevalue("tmp_path") if "tmp_path" in request.fixturenames else next(_homes)
    for name in ("CACHE", "STATE", "DATA", "CONFIG"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(home / name.lower()))
    for name in (
        "NO_COLOR",
        "COLUMNS",
        "LINES",
        "GENAI_TUI_CATALOG",
        "GENAI_TUI_CONFIG",
        "GENAI_TUI_KIOSK",
        "TMUX",
        "STY",
        "DISPLAY",
        "WAYLAND_DISPLAY",
    ):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def one_cache(
    _own_folders: None, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Let tests that open large catalogs again and again share what is compiled of them."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.getbasetemp() / "cache"))
