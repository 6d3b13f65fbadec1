"""A file of SQLite answers as a catalog in memory does, and a damaged record leaves the others."""

from __future__ import annotations

import json
import random
import shutil
import sqlite3
from contextlib import closing, suppress
from pathlib import Path

import msgspec
import pytest
from click.testing import CliRunner
from msgspec.structs import replace

from genai_tui.catalog.diagnostics import CatalogError
from genai_tui.catalog.model import Catalog
from genai_tui.catalog.stored import StoredCatalog
from genai_tui.cli.main import door
from genai_tui.search.backends import search_index
from genai_tui.search.grouping import group
from genai_tui.search.sorting import ordered
from genai_tui.search.stored import model_set
from genai_tui.storage.loader import open_catalog
from genai_tui.storage.sqlite import reader
from genai_tui.storage.sqlite.database import DatabaseFile
from genai_tui.storage.sqlite.reader import open_database
from tests.storage.sqlite.files import SURVEY, changed, refused, written


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


@pytest.mark.parametrize("in_memory", [0, 23, 24, None])
def test_a_file_is_read_whole_up_to_a_number_of_models(survey_file: Path, in_memory: int | None) -> None:
    catalog, problems = open_database(survey_file, in_memory=in_memory)
    assert not problems
    assert catalog.is_whole == (in_memory in (24, None))
    assert len(catalog) == 24
    assert len(catalog.organizations) == len(SURVEY.organizations)
    assert catalog.relations == SURVEY.relations
    assert catalog.head == SURVEY.head


def test_no_organizations_are_none(tmp_path: Path, survey_file: Path) -> None:
    path = changed(survey_file, tmp_path / "a.sqlite", "DELETE FROM organizations")
    assert len(open_database(path, in_memory=0)[0].organizations) == 0


def test_it_is_told_how_far_the_reading_is(survey_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    record = msgspec.json.encode(SURVEY.models[0]).decode()
    file = DatabaseFile(survey_file)
    rows = file.rows
    monkeypatch.setattr(
        file,
        "rows",
        lambda statement: [(record,)] * 2_001 if "JOIN records" in statement else rows(statement),
    )
    monkeypatch.setattr(reader, "_checked", lambda file, record, kind, problems: record)
    told: list[tuple[int, int]] = []
    monkeypatch.setattr(reader, "_read", lambda *given: iter(()))
    reader._whole(file, SURVEY.head, (), 2_500, lambda *given: told.append(given))
    assert told == [(1_000, 2_500), (2_000, 2_500)]


@pytest.mark.parametrize(
    ("record", "told"),
    [("{", "a record is damaged: Expecting"), ('{"id": "x"}', "name: is missing")],
    ids=["text", "field"],
)
def test_what_is_wrong_with_records_stands_for_the_file(
    tmp_path: Path, survey_file: Path, record: str, told: str
) -> None:
    path = tmp_path / "a.sqlite"
    shutil.copy(survey_file, path)
    with closing(sqlite3.connect(path)) as database:
        database.execute("UPDATE records SET record = ? WHERE model = 2", (record,))
        database.commit()
    _, problems = open_database(path)
    assert problems
    assert all(each.file == str(path) and (each.line, each.column) == (0, 0) for each in problems)
    assert any(str(each).startswith(f"{path}: {told}") for each in problems)
    with closing(sqlite3.connect(path)) as database:
        database.execute("UPDATE records SET record = '{'")
        database.commit()
    with pytest.raises(CatalogError, match="holds no models that are right \\(a record is damaged: "):
        open_database(path)


def test_a_key_that_no_taxonomy_names_is_a_term_of_its_own(tmp_path: Path, survey_file: Path) -> None:
    path = changed(
        survey_file, tmp_path / "a.sqlite",
        "INSERT INTO vocabulary VALUES (90001, 'cat', 'odd', 'odd', 1)",
        "INSERT INTO vocabulary VALUES (90002, 'in', 'smell', 'smell', 1)",
        "INSERT INTO vocabulary VALUES (90003, 'out', 'taste', 'taste', 1)",
        "INSERT INTO vocabulary VALUES (90004, 'out', 'smell', 'smell', 1)",
        "INSERT INTO vocabulary VALUES (90005, 'in', 'nothing', 'nothing', 1)",
    )  # fmt: skip
    head = open_database(path)[0].head
    assert [each.id for each in head.categories] == [*(each.id for each in SURVEY.head.categories), "odd"]
    assert [each.id for each in head.modalities] == [
        *(each.id for each in SURVEY.head.modalities),
        "smell",
        "taste",
    ]
    assert [str(each.label.en) for each in head.modalities[-2:]] == ["smell", "taste"]
