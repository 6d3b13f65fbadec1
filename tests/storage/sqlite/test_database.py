"""A file of SQLite that is bad, foreign or in use is told in a line, and never written to."""

from __future__ import annotations

import re
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import msgspec
import pytest
from msgspec.structs import replace

from genai_tui.catalog.diagnostics import CatalogError, Problem
from genai_tui.catalog.model import Model, Organization, Release, Source
from genai_tui.catalog.provenance import UNPLACED
from genai_tui.storage.loader import open_catalog
from genai_tui.storage.sqlite.database import DatabaseFile, _told
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


# What SQLite says, in plain words


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("database is locked", "is locked by another program that writes to it"),
        ("the table is busy", "is locked by another program that writes to it"),
        ("database disk image is malformed", "is damaged"),
        ("index corruption: corrupt", "is damaged"),
        ("file is not a database", "is no SQLite file, or an encrypted one"),
        ("unable to open database file", "cannot be opened for reading, maybe since another program left a change of it unfinished"),
        ("attempt to write a readonly database", "cannot be opened for reading, maybe since another program left a change of it unfinished"),
        ("disk I/O error", "cannot be read: disk I/O error"),
        ("x" * 300, f"cannot be read: {'x' * 200}"),
    ],
)  # fmt: skip
def test_what_sqlite_says_is_told_in_plain_words(survey_file: Path, said: str, told: str) -> None:
    file = DatabaseFile(survey_file)

    def fail(number: int) -> bool:
        raise AssertionError

    file.define("fails", fail)
    assert _told(sqlite3.OperationalError(said)) == told
    with pytest.raises(CatalogError) as caught:
        next(file.rows("SELECT fails(1)"))
    assert str(caught.value).startswith(f"{survey_file}: cannot be read: ")


def test_a_text_that_is_no_utf8_is_damage() -> None:
    with pytest.raises(UnicodeDecodeError) as caught:
        b"\xff".decode()
    assert _told(caught.value) == "is damaged"


def test_a_problem_stands_for_the_file_as_a_whole(survey_file: Path) -> None:
    file = DatabaseFile(survey_file)
    assert str(file.problem("is odd", "so it is")) == f"{survey_file}: is odd (so it is)"
    assert file.problem("is odd").problems == (Problem(str(survey_file), 0, 0, "", "is odd"),)


@pytest.mark.parametrize(
    ("size", "told"),
    [(15, "is no SQLite file"), (16, "is cut off: a SQLite file has at least 100 bytes"),
     (99, "is cut off: a SQLite file has at least 100 bytes"), (100, "is damaged")],
)  # fmt: skip
def test_a_file_begins_as_one_of_sqlite(tmp_path: Path, survey_file: Path, size: int, told: str) -> None:
    path = tmp_path / "a.sqlite"
    path.write_bytes(survey_file.read_bytes()[:size])
    with pytest.raises(CatalogError) as caught:
        DatabaseFile(path)
    assert str(caught.value) == f"{path}: {told}"


@pytest.mark.parametrize("form", [0, -1])
def test_a_form_that_was_never_written_is_refused(tmp_path: Path, survey_file: Path, form: int) -> None:
    path = changed(survey_file, tmp_path / "a.sqlite", f"PRAGMA user_version = {form}")
    with pytest.raises(CatalogError, match=f"is of form {form}, which no version has written"):
        DatabaseFile(path)


def test_a_foreign_file_names_five_of_its_tables(tmp_path: Path) -> None:
    path = tmp_path / "a.sqlite"
    with closing(sqlite3.connect(path)) as database:
        for name in ("c", "a", "f", "b", "e", "d"):
            database.execute(f"CREATE TABLE {name} (x)")
    with pytest.raises(CatalogError, match=r"of another program \(it has a, b, c, d, e; a table"):
        DatabaseFile(path)
    empty = tmp_path / "empty.sqlite"
    with closing(sqlite3.connect(empty)) as database:
        database.execute("PRAGMA user_version = 1")
    with pytest.raises(CatalogError, match=r"of another program \(it has no tables; a table"):
        DatabaseFile(empty)


@pytest.mark.parametrize("missing", [1, 4096, 4097])
def test_a_file_is_as_long_as_it_says(tmp_path: Path, survey_file: Path, missing: int) -> None:
    path = tmp_path / "a.sqlite"
    whole = survey_file.read_bytes()
    path.write_bytes(whole[:-missing])
    with pytest.raises(CatalogError) as caught:
        DatabaseFile(path)
    there = f"{len(whole) - missing:,}"
    assert str(caught.value).endswith(
        (f"is cut off: {there} of {len(whole):,} bytes are there", "is damaged")
    )
    path.write_bytes(whole + b"\0" * missing)
    DatabaseFile(path)  # more is no harm


def test_a_file_that_says_it_is_longer_is_cut_off(tmp_path: Path, survey_file: Path) -> None:
    path = tmp_path / "a.sqlite"
    data = bytearray(survey_file.read_bytes())
    pages = int.from_bytes(data[28:32], "big") + 1
    data[24:28] = b"\0\0\0\xff"  # as of a program that does not keep the number of pages
    data[28:32] = pages.to_bytes(4, "big")
    path.write_bytes(data)
    with pytest.raises(CatalogError, match=f"of {pages * 4096:,} bytes are there"):
        DatabaseFile(path)


# Records


def json_of(record: Model | Organization) -> str:
    return msgspec.json.encode(record).decode()


def test_a_record_is_read_or_said_to_be_lost(survey_file: Path) -> None:
    file = DatabaseFile(survey_file)
    model = SURVEY.models[0]
    record = json_of(model)
    assert file.model(record, "x") == model
    assert file.other(record) == model
    for wrong in (
        "",
        "{",
        "[]",
        record.replace(f'"id":"{model.id}"', '"id":"Not An Id"'),
        json_of(replace(model, released=Release("yesterday"))),
    ):
        lost = file.model(wrong, "x")
        assert (lost.id, lost.name, lost.category) == ("x", "x", UNPLACED)
        assert lost.summary is not None
        assert lost.summary.startswith("This record is not shown: it is damaged in the file: ")
        assert lost.sources == (Source("file", supports=("summary",)),)
        assert file.other(wrong) is None
    assert file.model(json_of(replace(model, released=None)), "x").released is None
    known = next(iter(SURVEY.organizations.values()))
    assert file.organization(json_of(known)) == known
    for wrong in ("", "{", json_of(replace(known, id="Not An Id"))):
        assert file.organization(wrong) is None


def test_what_is_lost_says_why(survey_file: Path) -> None:
    lost = DatabaseFile(survey_file).lost("gone", "it is away")
    assert lost.summary == "This record is not shown: it is away"


def test_a_number_is_the_first_that_is_found(survey_file: Path) -> None:
    file = DatabaseFile(survey_file)
    assert file.number("SELECT place FROM models WHERE place >= ? ORDER BY place", 3) == 3
    assert file.number("SELECT place FROM models WHERE place < 0") is None
    assert file.number("SELECT name FROM models") is None


def test_a_function_is_asked_by_the_selects_of_its_thread(survey_file: Path) -> None:
    file = DatabaseFile(survey_file)
    file.define("held", lambda place: place in (1, 3))
    assert sorted(file.rows("SELECT place FROM models WHERE held(place)")) == [(1,), (3,)]


def test_nothing_can_be_written_or_attached(survey_file: Path) -> None:
    file = DatabaseFile(survey_file)
    for statement in ("DELETE FROM models", "CREATE TABLE x (y)", "ATTACH ':memory:' AS other"):
        with pytest.raises(CatalogError):
            list(file.rows(statement))
