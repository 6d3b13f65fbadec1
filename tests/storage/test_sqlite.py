"""A catalog as a file of SQLite: it comes back as it was, foreign programs read it, and a bad one is told in a line."""

from __future__ import annotations

import json
import os
import random
import re
import shutil
import sqlite3
import subprocess
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from pathlib import Path

import pytest
from click.testing import CliRunner
from msgspec.structs import replace

from genai_tui.catalog.diagnostics import CatalogError
from genai_tui.catalog.model import Catalog, Model
from genai_tui.catalog.provenance import claim
from genai_tui.catalog.relational import APPLICATION, FORM, TABLES
from genai_tui.catalog.stored import StoredCatalog
from genai_tui.cli.main import door
from genai_tui.search.backends import search_index
from genai_tui.search.grouping import group
from genai_tui.search.sorting import ordered
from genai_tui.search.stored import model_set
from genai_tui.search.stored.lettering import CatalogLettering
from genai_tui.storage.exporters.json_form import model_as_json
from genai_tui.storage.files import Refused
from genai_tui.storage.loader import open_catalog
from genai_tui.storage.sqlite import reader
from genai_tui.storage.sqlite.reader import open_database
from genai_tui.storage.sqlite.writer import write_database
from tests.talkers import write_talkers

ROOT = Path(__file__).parents[2]
SURVEY, _ = open_catalog("survey")
TABLE = "Model,Organization,Domain,Training compute (FLOP),Model accessibility,Parameters\nA,Lab,Language,1e22,Open weights (non-commercial),7e9\nB,,,,,\n"


def written(path: Path, catalog: Catalog = SURVEY) -> Path:
    write_database(path, catalog, catalog.models, CatalogLettering(catalog))
    return path


@pytest.fixture(scope="module")
def survey_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(tmp_path_factory.mktemp("sqlite") / "survey.sqlite")


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


# There and back


@pytest.mark.parametrize("name", ["survey", "talkers", "table"])
def test_a_catalog_comes_back_as_it_was(tmp_path: Path, name: str) -> None:
    if name == "talkers":
        name = str(write_talkers(tmp_path / "talkers"))
    if name == "table":
        (tmp_path / "t.csv").write_text(TABLE)
        name = str(tmp_path / "t.csv")
    before, _ = open_catalog(name)
    after, problems = open_catalog(str(written(tmp_path / "a.sqlite", before)))
    assert not problems
    assert after.models == before.models
    assert after.others == before.others
    assert list(after.organizations.items()) == list(before.organizations.items())
    assert after.relations == before.relations
    assert after.head == before.head
    assert after.report == before.report
    assert [model_as_json(after, each) for each in after.models] == [
        model_as_json(before, each) for each in before.models
    ]


def test_the_same_catalog_gives_the_same_bytes(tmp_path: Path, survey_file: Path) -> None:
    assert written(tmp_path / "again.sqlite").read_bytes() == survey_file.read_bytes()


def test_a_part_brings_what_belongs_to_it_and_opens(tmp_path: Path) -> None:
    ran = CliRunner().invoke(door, ["export", "-o", str(tmp_path / "part.sqlite"), "org:openai"])
    assert ran.exit_code == 0
    assert re.search(r"^[0-9]+ models written to .*part\.sqlite$", ran.stderr, re.MULTILINE)
    part, problems = open_catalog(str(tmp_path / "part.sqlite"))
    assert not problems
    assert 0 < len(part) < len(SURVEY)
    assert {id_ for model in part for id_ in model.organization_ids} <= part.organizations.keys()
    assert all(model == SURVEY.model(model.id) for model in part)


def test_facts_stand_with_their_states_and_sources(survey_file: Path) -> None:
    rows = asked(survey_file, "SELECT id, field, state, sources FROM claims JOIN models ON model = place")
    assert {state for _, _, state, _ in rows} >= {"known", "disputed"}
    for id_, field, state, sources in rows:
        model = SURVEY.model(str(id_))
        assert model is not None
        known = claim(SURVEY, model, str(field))
        assert (known.state, [each.id for each in known.sources]) == (state, json.loads(str(sources)))
    told = {(id_, field) for id_, field, _, _ in rows}
    unknown = [model.id for model in SURVEY if not model.parameters]
    assert unknown
    assert not any((id_, "parameters") in told for id_ in unknown)
    assert asked(survey_file, "SELECT count(*) FROM models WHERE params IS NULL") == [(len(unknown),)]


def test_every_table_is_declared_as_it_is_documented(survey_file: Path) -> None:
    text = (ROOT / "docs" / "sqlite.md").read_text(encoding="utf-8")
    assert f"application_id` is {APPLICATION} and" in text
    assert f"is the form, {FORM}." in text
    for table in TABLES:
        named = asked(survey_file, f"SELECT name FROM pragma_table_info('{table.name}')")
        assert tuple(name for (name,) in named) == table.names


def examples() -> Iterator[str]:
    text = (ROOT / "docs" / "sqlite.md").read_text(encoding="utf-8")
    yield from re.findall(r"```sql\n(.*?)```", text, re.DOTALL)
    yield from re.findall(r'^ {4}sqlite3 models\.sqlite "(.*)"$', text, re.MULTILINE)


@pytest.mark.skipif(sqlite3.sqlite_version_info < (3, 38), reason="the examples use ->>")
@pytest.mark.parametrize("example", examples(), ids=lambda each: each.split("\n")[0][:40])
def test_the_documented_examples_are_answered(survey_file: Path, example: str) -> None:
    rows = asked(survey_file, example)
    assert rows
    if program := shutil.which("sqlite3"):
        ran = subprocess.run(
            [program, "-json", str(survey_file)],
            input=f"{example};",
            capture_output=True,
            text=True,
            check=True,
        )
        assert len(json.loads(ran.stdout)) == len(rows)


def test_the_documented_example_says_who_made_what(survey_file: Path) -> None:
    maker = next(each for each in examples() if "'maker'" in each)
    known = {
        (model.name, SURVEY.organization_name(part.id))
        for model in SURVEY
        if model.weights_kinds[:1] == ("open",)
        for part in model.organizations
        if part.role == "developer"
    }
    assert set(asked(survey_file, maker)) == known


# Written whole or not at all


def test_nothing_is_written_over_or_left_behind(tmp_path: Path) -> None:
    path = written(tmp_path / "a.sqlite")
    before = path.read_bytes()
    with pytest.raises(Refused, match="such a file already"):
        written(path)
    with pytest.raises(Refused, match="no such folder"):
        written(tmp_path / "none" / "a.sqlite")
    assert path.read_bytes() == before

    class Broken(CatalogLettering):
        def words(self, model: Model) -> str:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_database(tmp_path / "b.sqlite", SURVEY, SURVEY.models, Broken(SURVEY))
    assert names_in(tmp_path) == ["a.sqlite"]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(Refused, match="cannot be written"):
        written(tmp_path / "a.sqlite")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["-f", "sqlite"], "sqlite is a file and no text: -o FILE"),
        (["-o", "x.foo"], "no format ends so"),
        (["-o", "none/x.sqlite"], "there is no such folder"),
        (["-o", "x.sqlite", "--fields", "id"], "--fields goes with other formats"),
    ],
)
def test_a_wrong_export_is_told(
    tmp_path: Path, words: list[str], told: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "empty"
    folder.mkdir()
    monkeypatch.chdir(folder)
    ran = CliRunner().invoke(door, ["export", *words])
    assert ran.exit_code == 2
    assert told in ran.stderr
    assert not names_in(folder)


@pytest.mark.parametrize("name", ["x.json", "x.csv", "x.bib"])
def test_the_ending_says_the_format_of_a_text(tmp_path: Path, name: str) -> None:
    form = {"x.json": "json", "x.csv": "csv", "x.bib": "bibtex"}[name]
    printed = CliRunner().invoke(door, ["export", "-f", form]).stdout
    assert CliRunner().invoke(door, ["export", "-o", str(tmp_path / name)]).exit_code == 0
    assert (tmp_path / name).read_text(encoding="utf-8") == printed


# Bad files


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


@pytest.mark.parametrize("in_memory", [None, 0])
def test_a_damaged_record_leaves_the_others(tmp_path: Path, survey_file: Path, in_memory: int | None) -> None:
    path = changed(
        survey_file, tmp_path / "a.sqlite", "UPDATE records SET record = '{\"id\": 3}' WHERE model = 2"
    )
    catalog, problems = open_database(path, in_memory=in_memory)
    gone = SURVEY.models[2]
    if in_memory is None:
        assert len(problems) >= 1
        assert [each.id for each in catalog] == [each.id for each in SURVEY if each != gone]
    else:
        told = catalog.models[2]
        assert (told.id, told.organizations) == (gone.id, ())
        assert "This record is not shown: it is damaged in the file" in (told.summary or "")
        assert catalog.models[3] == SURVEY.models[3]


@pytest.mark.parametrize("seed", range(12))
def test_bytes_that_nobody_meant_are_told_or_left_out(
    tmp_path: Path, survey_file: Path, seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(model_set, "FEW", 0)
    dice = random.Random(seed)
    data = bytearray(survey_file.read_bytes())
    for _ in range(dice.choice((1, 10, 100, 1000))):
        data[dice.randrange(len(data))] = dice.randrange(256)
    path = tmp_path / "a.sqlite"
    path.write_bytes(data)
    for in_memory in (None, 0):
        with suppress(CatalogError):
            catalog, _ = open_database(path, in_memory=in_memory)
            for query in ("stabel", "weights:open year:2022..", '-"text"', "openai"):
                records = search_index(catalog).ask(query).records
                group(catalog, ordered(catalog, records, "parameters"), "organization")


def test_words_of_strangers_are_harmless(tmp_path: Path) -> None:
    evil = replace(SURVEY.models[0], name="\x1b]0;evil\x07[b]Name[/b]", summary="\x1b[2J")
    catalog = Catalog(SURVEY.head, (evil, *SURVEY.models[1:]), SURVEY.organizations)
    path = written(tmp_path / "a.sqlite", catalog)
    for words in (["list"], ["show", evil.id], ["list", "-f", "json"]):
        ran = CliRunner().invoke(door, ["-c", str(path), *words])
        assert "\x1b" not in ran.output
        assert "Name" in ran.output


# Files that are not read whole


@pytest.fixture
def large(survey_file: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The survey as a file that counts as too large for memory."""
    monkeypatch.setattr(reader, "IN_MEMORY", 10)
    return survey_file


COMMANDS = (
    ["check", "whisper", "--expect", "weights:open"], ["show", "whispr"],
    ["list"], ["list", "weights:open", "--sort", "params"], ["search", "stabel difusion"], ["count"], ["count", "--by", "year,weights"],
    ["count", "--by", "org"], ["show", "whisper"], ["show", "Stable Diffusion"], ["cite", "whisper"],
    ["compare", "dall-e-2", "imagen"], ["export", "-f", "json", "org:openai"], ["list", "not:weights:open"], ["show", "Dall-E"],
    ["list", "weights:closed", "--reverse", "-f", "json"], ["count", "whisper"], ["list", "--fields", "id,params.state"],
)  # fmt: skip


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_commands_answer_as_in_memory(large: Path, words: list[str]) -> None:
    known = CliRunner().invoke(door, words)
    stored = CliRunner().invoke(door, ["-c", str(large), *words])
    assert (stored.stdout, stored.exit_code) == (known.stdout, known.exit_code)


@pytest.mark.parametrize(
    "words", [["matrix"], ["timeline"], ["graph"], ["orgs"], ["--as-of", "2022", "list"], ["coverage"], ["count", "--of", "orgs"], ["disagree"]], ids=" ".join
)  # fmt: skip
def test_what_needs_every_model_says_so_in_a_line(large: Path, words: list[str]) -> None:
    told = refused("-c", str(large), *words)
    assert "needs every model in memory, and the 24 of this file stay in it" in told
    assert "genai-tui export -c FILE -o PART.sqlite QUERY" in told


@pytest.mark.parametrize("words", [["import"], ["diff", "survey"], ["validate"]], ids=" ".join)
def test_nothing_is_said_of_records_that_were_not_read(large: Path, words: list[str]) -> None:
    assert f"`{words[0]}` needs every model in memory" in refused(*words, str(large))


@pytest.mark.parametrize("words", [["-c", "survey"], ["--overlay", "."]], ids=" ".join)
def test_it_is_not_joined_with_others(large: Path, words: list[str]) -> None:
    assert "needs a catalog in memory" in refused("-c", str(large), *words, "list")


def test_why_names_a_claim_by_a_hash_that_begins_as_in_memory(large: Path) -> None:
    known = CliRunner().invoke(door, ["why", "whisper", "params", "--format", "json"])
    stored = CliRunner().invoke(door, ["-c", str(large), "why", "whisper", "params", "--format", "json"])
    one, other = json.loads(known.stdout), json.loads(stored.stdout)
    assert other["hash"].startswith(one["hash"])
    assert other["claims"] == one["claims"]


def test_a_large_export_of_a_part_opens_in_memory(large: Path, tmp_path: Path) -> None:
    path = tmp_path / "part.sqlite"
    assert (
        CliRunner().invoke(door, ["export", "-c", str(large), "-o", str(path), "org:openai"]).exit_code == 0
    )
    part, _ = open_catalog(str(path))
    assert part.is_whole
    assert [each.id for each in part] == [each.id for each in SURVEY if "openai" in each.organization_ids]


def test_only_what_is_looked_at_is_read(large: Path) -> None:
    catalog, _ = open_database(large)
    assert isinstance(catalog, StoredCatalog)
    read: list[str] = []
    rows = catalog.database.rows
    catalog.database.rows = lambda statement, *values: read.append(statement) or rows(statement, *values)  # type: ignore[method-assign,func-returns-value]
    assert len(catalog) == len(SURVEY)
    assert not read
    assert catalog.models[3] == SURVEY.models[3]
    assert len([each for each in read if "record" in each]) == 1
