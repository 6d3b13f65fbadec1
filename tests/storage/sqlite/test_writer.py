"""A catalog is written as a file of SQLite whole or not at all, and comes back as it was."""

from __future__ import annotations

import json
import os
import re
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from genai_tui.catalog.model import Model
from genai_tui.catalog.provenance import claim
from genai_tui.catalog.relational import APPLICATION, FORM, TABLES
from genai_tui.cli.main import door
from genai_tui.search.stored.lettering import CatalogLettering
from genai_tui.storage.exporters.json_form import model_as_json
from genai_tui.storage.files import Refused
from genai_tui.storage.loader import open_catalog
from genai_tui.storage.sqlite.writer import write_database
from tests.storage.sqlite.files import ROOT, SURVEY, TABLE, asked, names_in, written
from tests.talkers import write_talkers


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
