"""Catalogs in memory and in files, which no test changes."""

from __future__ import annotations

import pytest

from genai_tui.search.stored import model_set
from genai_tui.storage.loader import open_catalog
from tests.benchmarks.stored import plausible_catalog
from tests.search.stored.pairs import Pair, pair


@pytest.fixture(scope="session", params=["survey", "plausible"])
def both(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Pair:
    folder = tmp_path_factory.mktemp("stored")
    catalog = open_catalog("survey")[0] if request.param == "survey" else plausible_catalog(300)
    return pair(catalog, folder)


@pytest.fixture(autouse=True)
def nothing_is_few(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ask the database for groups and orders of few models, too."""
    monkeypatch.setattr(model_set, "FEW", 0)
