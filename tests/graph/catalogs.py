"""The catalogs that properties of graphs are held to: the shipped one, and real ones where they are at hand."""

from __future__ import annotations

import functools
from pathlib import Path

import pytest

from genai_tui.catalog.model import Catalog
from genai_tui.graph.builder import build
from genai_tui.storage.loader import open_catalog

_DATA = Path(__file__).parents[3] / "shared" / "datasets"
NAMES = ("survey", "epoch_notable_2026-01.csv", "epoch_notable_2026-07.csv", "ecosystem-graphs", "models_dev_2026-09.json")  # fmt: skip


@functools.cache
def holder(kind: str) -> str:
    """Return the first of the catalogs that come with the program that has a graph of a kind with anything in it."""
    return next(name for name in ("survey", "landscape") if build(catalog_named(name), kind).links)


@functools.cache
def catalog_named(name: str) -> Catalog:
    """Return a catalog by its name; skips the test where it is not there."""
    if name in ("survey", "landscape"):
        return open_catalog(name, use_cache=False)[0]
    path = _DATA / name
    if not path.exists():
        pytest.skip("the real catalogs are not here")
    return open_catalog(str(path), use_cache=False)[0]
