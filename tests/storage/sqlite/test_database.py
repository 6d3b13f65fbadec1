"""A file of SQLite that is bad, foreign or in use is told in a line, and never written to."""

from __future__ import annotations

import re
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from genai_tui.catalog.diagnostics import CatalogError
from genai_tui.storage.loader import open_catalog
from tests.storage.sqlite.files import SURVEY, changed, names_in, refused


def _of_another_program(path: Path, file: Path) -> None:
    with closing(sqlite3.connect(path)) as database:
        database.execute("CREATE TABLE moz_places (id INTEGER)")


def _no_database(path: Path, file: Path) -> None:
    path.write_bytes(b"SQLite format 3\0" + b"\xff" * 4000)


def _too_short(path: Path, file: Path) -> None:
    path.write_bytes(b"SQLite format 3\0")


def _cut_off(path: Path, file: Path) -> None:
    path.write_bytes(file.read_bytes()[:-40_000])


def _of_a_newer_form(path: Path, file: Path) -> None:
    changed(file, path, "PRAGMA user_version = 99")


def _without_models(path: Path, file: Path) -> None:
    changed(file, path, "DELETE FROM models")


def _without_a_table(path: Path, file: Path) -> None:
    changed(file, path, "DROP TABLE claims")


def _with_a_view(path: Path, file: Path) -> None:
    changed(
        file, path, "DROP TABLE records",
        "CREATE VIEW records AS WITH RECURSIVE n(model) AS (SELECT 0 UNION ALL SELECT model FROM n) SELECT model, '{}' AS record FROM n",
    )  # fmt: skip


def _with_an_expression(path: Path, file: Path) -> None:
    changed(
        file, path, "DROP TABLE claims",
        "CREATE TABLE claims (model INTEGER, field TEXT, state TEXT, sources TEXT AS (upper(field)))",
    )  # fmt: skip


def _with_a_broken_head(path: Path, file: Path) -> None:
    changed(file, path, "UPDATE catalog SET value = '{\"id\": 3}' WHERE name = 'head'")


def _with_garbage_inside(path: Path, file: Path) -> None:
    data = bytearray(file.read_bytes())
    data[4096:-4096] = b"\x5a" * (len(data) - 8192)
    path.write_bytes(data)


def _being_written(path: Path, file: Path) -> None:
    shutil.copy(file, path)
    data = bytearray(path.read_bytes())
    data[18:20] = b"\2\2"
    path.write_bytes(data)
    path.with_name(f"{path.name}-wal").write_bytes(b"x" * 100)


@pytest.mark.parametrize(
    ("make", "told"),
    [
        (_of_another_program, "is a SQLite file of another program \\(it has moz_places"),
        (_no_database, "is no SQLite file|is damaged|of another program|cannot be"),
        (_too_short, "is cut off"),
        (_cut_off, "is cut off: .* bytes are there|is damaged"),
        (_of_a_newer_form, "is of form 99, and this version reads up to 1"),
        (_without_models, "holds no models"),
        (_without_a_table, "has no table claims"),
        (_with_a_view, "has no table records"),
        (_with_an_expression, "declares the table claims in another way"),
        (_with_a_broken_head, "the head of the catalog is damaged"),
        (_with_garbage_inside, "is damaged"),
        (_being_written, "is being written by another program"),
    ],
    ids=lambda each: getattr(each, "__name__", "")[1:],
)
def test_a_bad_file_is_told_in_one_line(
    tmp_path: Path, survey_file: Path, make: Callable[[Path, Path], None], told: str
) -> None:
    path = tmp_path / "bad.sqlite"
    make(path, survey_file)
    before = {each.name: each.read_bytes() for each in tmp_path.iterdir()}
    assert re.search(told, refused("-c", str(path), "list"))
    assert {each.name: each.read_bytes() for each in tmp_path.iterdir()} == before


def test_a_file_that_another_program_locks_is_told(
    tmp_path: Path, survey_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("genai_tui.storage.sqlite.database._PATIENCE", 0.01)
    path = tmp_path / "a.sqlite"
    shutil.copy(survey_file, path)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(CatalogError, match="is locked by another program"):
            open_catalog(str(path))


def test_a_text_that_is_named_so_is_no_database(tmp_path: Path) -> None:
    (tmp_path / "a.sqlite").write_text("hello")
    with pytest.raises(CatalogError, match="no format that is known"):
        open_catalog(str(tmp_path / "a.sqlite"))


def test_views_and_triggers_of_strangers_are_left_alone(tmp_path: Path, survey_file: Path) -> None:
    path = changed(
        survey_file, tmp_path / "a.sqlite",
        "CREATE TABLE mine (x)",
        "CREATE VIEW endless AS WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x FROM n) SELECT x FROM n",
        "CREATE TRIGGER t AFTER INSERT ON models BEGIN DELETE FROM models; END",
    )  # fmt: skip
    before = path.read_bytes()
    catalog, problems = open_catalog(str(path))
    assert (catalog.models, problems) == (SURVEY.models, ())
    assert path.read_bytes() == before
    assert names_in(tmp_path) == ["a.sqlite"]


def test_a_file_in_wal_mode_is_read_without_a_trace(tmp_path: Path, survey_file: Path) -> None:
    path = tmp_path / "a.sqlite"
    data = bytearray(survey_file.read_bytes())
    data[18:20] = b"\2\2"
    path.write_bytes(data)
    assert open_catalog(str(path))[0].models == SURVEY.models
    assert names_in(tmp_path) == ["a.sqlite"]
