"""Catalogs that tests share: what is opened is what is read, and nothing that is kept with one is in the next."""

from __future__ import annotations

from pathlib import Path

import pytest

from genai_tui.catalog.labels import speak
from genai_tui.catalog.model import CatalogHead
from genai_tui.storage import folder, loader
from genai_tui.storage.progress import silent
from genai_tui.storage.shipped import aliases_path, taxonomy_path
from tests import shared_catalogs


@pytest.mark.parametrize("name", ["survey", "landscape"])
def test_a_catalog_in_common_is_the_one_that_is_read_and_has_a_memo_of_its_own(name: str) -> None:
    first, second = (loader.open_catalog(name, use_cache=False)[0] for _ in range(2))
    assert first == second == shared_catalogs._read(loader.locate(name), silent, "")[0]
    speak(first, "de")
    assert not second.memo


def test_a_catalog_of_a_test_is_read_each_time(folder: Path) -> None:
    before = loader.open_catalog(str(folder), use_cache=False)[0]
    (folder / "models" / "listener.yaml").unlink()
    assert len(loader.open_catalog(str(folder), use_cache=False)[0].models) == len(before.models) - 1


def test_the_shipped_taxonomy_is_the_one_that_is_read() -> None:
    assert folder.load_record(taxonomy_path(), CatalogHead) == shared_catalogs._load_record(
        taxonomy_path(), CatalogHead
    )
    assert aliases_path().is_relative_to(shared_catalogs._FOLDERS[0])
