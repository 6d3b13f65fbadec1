"""A file of SQLite answers as a catalog in memory does, and a damaged record leaves the others."""

from __future__ import annotations

import json
import random
from contextlib import suppress
from pathlib import Path

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
