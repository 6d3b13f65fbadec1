"""Catalogs as files of SQLite, for the tests of each module that reads or writes them."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

from click.testing import CliRunner

from genai_tui.catalog.diagnostics import CatalogError
from genai_tui.catalog.model import Catalog
from genai_tui.cli.main import door
from genai_tui.search.stored.lettering import CatalogLettering
from genai_tui.storage.loader import open_catalog
from genai_tui.storage.sqlite.writer import write_database

ROOT = Path(__file__).parents[3]
SURVEY, _ = open_catalog("survey")
TABLE = "Model,Organization,Domain,Training compute (FLOP),Model accessibility,Parameters\nA,Lab,Language,1e22,Open weights (non-commercial),7e9\nB,,,,,\n"


def written(path: Path, catalog: Catalog = SURVEY) -> Path:
    write_database(path, catalog, catalog.models, CatalogLettering(catalog))
    return path


def asked(path: Path, statement: str, *values: object) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(path)) as database:
        return database.execute(statement, values).fetchall()


def changed(path: Path, into: Path, *statements: str) -> Path:
    """Copy a file and change the copy."""
    shutil.copy(path, into)
    with closing(sqlite3.connect(into)) as database:
        database.execute("PRAGMA writable_schema = ON")
        for statement in statements:
            database.execute(statement)
        database.commit()
    return into


def names_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def refused(*words: str) -> str:
    """Return the one line that a command ends with which cannot use its catalog."""
    ran = CliRunner().invoke(door, words)
    if isinstance(ran.exception, CatalogError):  # which `main` prints
        assert len(ran.exception.problems) == 1
        return str(ran.exception)
    assert (ran.exit_code, len(ran.output.splitlines())) == (2, 1)
    return ran.output
