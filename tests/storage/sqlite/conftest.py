"""The survey as a file of SQLite, which no test changes."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.storage.sqlite.files import written


@pytest.fixture(scope="session")
def survey_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(tmp_path_factory.mktemp("sqlite") / "survey.sqlite")
