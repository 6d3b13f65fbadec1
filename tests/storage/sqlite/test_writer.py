"""A catalog is written as a file of SQLite whole or not at all, and comes back as it was."""

from __future__ import annotations

import json
import os
import re
import shutil
import sqlite3
import subprocess
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from msgspec.structs import replace

from genai_tui.catalog.attributes import ATTRIBUTES
from genai_tui.catalog.model import Ancestor, Catalog, Model, Part, value_at
from genai_tui.catalog.provenance import claim, state_of
from genai_tui.catalog.relational import (
    APPLICATION,
    COLUMN_ATTRIBUTES,
    FORM,
    NUMBER_ATTRIBUTES,
    PLAIN_TEXTS,
    TABLES,
    VOCABULARY_ATTRIBUTES,
)
from genai_tui.cli.main import door
from genai_tui.search.stored.lettering import CatalogLettering
from genai_tui.storage.exporters.json_form import model_as_json
from genai_tui.storage.files import Refused
from genai_tui.storage.loader import open_catalog
from genai_tui.storage.sqlite import writer
from genai_tui.storage.sqlite.writer import _PATHS, _beside, _number, write_database
from tests.storage.named import named
from tests.storage.sqlite.files import ROOT, SURVEY, TABLE, asked, names_in, written
from tests.talkers import write_talkers


@pytest.mark.parametrize("name", ["survey", "talkers", "table"])
def test_a_catalog_comes_back_as_it_was(tmp_path: Path, name: str) -> None:
    name = named(name, tmp_path, TABLE)
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


# What stands in the tables


def worded(tmp_path: Path) -> tuple[Catalog, Path]:
    """Return a catalog in which most can be said is said of some model, and its file."""
    catalog, _ = open_catalog(str(write_talkers(tmp_path / "talkers")))
    return catalog, written(tmp_path / "talkers.sqlite", catalog)


@pytest.fixture(params=["survey", "talkers"])
def filed(request: pytest.FixtureRequest, tmp_path: Path, survey_file: Path) -> tuple[Catalog, Path]:
    return (SURVEY, survey_file) if request.param == "survey" else worded(tmp_path)


def test_every_state_of_every_field_has_its_row(filed: tuple[Catalog, Path]) -> None:
    catalog, path = filed
    states = {
        (place, field, state)
        for place, model in enumerate(catalog)
        for field in _PATHS
        if (state := state_of(model, field)) != "unknown"
    }
    assert set(asked(path, "SELECT model, field, state FROM claims")) == states
    counted = {field: Counter(state for _, each, state in states if each == field) for field in _PATHS}
    stated = {
        field: sum(
            value_at(model, field) not in (None, ()) and state_of(model, field) != "unknown"
            for model in catalog
        )
        for field in _PATHS
    }
    disputes = sum(bool(model.disputes) for model in catalog)
    rows = [
        (field, stated[field], counts["known"], counts["estimated"], counts["disputed"])
        for field, counts in counted.items()
    ]
    rows.append(("disputes", disputes, disputes, 0, 0))
    assert asked(path, "SELECT * FROM fields ORDER BY field") == sorted(rows)


def test_every_attribute_is_counted(filed: tuple[Catalog, Path]) -> None:
    catalog, path = filed
    every = (*COLUMN_ATTRIBUTES, *NUMBER_ATTRIBUTES, *VOCABULARY_ATTRIBUTES)
    known = {each.name: sum(bool(each.values(catalog, model)) for model in catalog) for each in every}
    told = dict(asked(path, "SELECT field, models FROM attributes"))
    assert told == {name: count for name, count in known.items() if count or name in told}


def test_values_stand_in_the_vocabulary_in_order(filed: tuple[Catalog, Path]) -> None:
    catalog, path = filed
    rows = asked(path, "SELECT field, key, label, models FROM vocabulary ORDER BY value")
    expected = []
    for attribute in VOCABULARY_ATTRIBUTES:
        counts = Counter(key for model in catalog for key in set(map(str, attribute.values(catalog, model))))
        expected += [
            (attribute.name, key, attribute.label(catalog, key), counts[key]) for key in sorted(counts)
        ]
    assert rows == expected
    assert asked(path, "SELECT value FROM vocabulary ORDER BY value") == [
        (number,) for number in range(len(rows))
    ]
    had = asked(path, "SELECT field, key, model FROM model_values JOIN vocabulary USING (value)")
    assert sorted(had) == sorted(
        (attribute.name, key, place)
        for attribute in VOCABULARY_ATTRIBUTES
        for place, model in enumerate(catalog)
        for key in set(map(str, attribute.values(catalog, model)))
    )


def test_columns_hold_the_first_value_of_each(filed: tuple[Catalog, Path]) -> None:
    catalog, path = filed
    names = [*PLAIN_TEXTS, *(each.name for each in COLUMN_ATTRIBUTES)]
    rows = asked(path, f"SELECT place, id, name, category, {', '.join(names)} FROM models ORDER BY place")
    for row, (place, model) in zip(rows, enumerate(catalog), strict=True):
        values = (ATTRIBUTES[name].values(catalog, model) for name in names)
        assert row == (
            place,
            model.id,
            model.name,
            model.category,
            *(each[0] if each else None for each in values),
        )


def test_names_and_words_stand_the_best_known_first(filed: tuple[Catalog, Path]) -> None:
    catalog, path = filed
    lettering = CatalogLettering(catalog)
    best = sorted(range(len(catalog)), key=lambda place: (lettering.standing(catalog.models[place]), place))
    assert asked(path, "SELECT place FROM models ORDER BY standing") == [(place,) for place in best]
    assert asked(path, "SELECT standing FROM models ORDER BY standing") == [
        (each,) for each in range(len(best))
    ]
    spelled = [
        (text, lettering.letters(text), standing, kind)
        for standing, place in enumerate(best)
        for text, kind in lettering.names(catalog.models[place])
    ]
    assert asked(path, "SELECT text, letters, standing, kind FROM names ORDER BY place") == spelled
    assert asked(path, "SELECT place FROM names ORDER BY place") == [(each,) for each in range(len(spelled))]
    for place, (text, *_) in enumerate(spelled):
        if pairs := lettering.pairs(text):
            every = " AND ".join(pairs.split())
            assert (place,) in asked(path, "SELECT rowid FROM name_pairs WHERE name_pairs MATCH ?", every)
    for standing, place in enumerate(best):
        words = " AND ".join(f'"{word}"' for word in lettering.words(catalog.models[place]).split()[:20])
        assert (standing + 1,) in asked(path, "SELECT rowid FROM texts WHERE texts MATCH ?", words)


def test_sources_of_models_and_of_the_catalog_stand_apart(filed: tuple[Catalog, Path]) -> None:
    catalog, path = filed
    listed = asked(path, "SELECT id, title, url, kind, note FROM sources WHERE model = -1")
    assert sorted(listed, key=str) == sorted(
        ((each.id, each.title, each.url, each.kind, each.note) for each in catalog.head.sources), key=str
    )
    had = asked(path, "SELECT model, id FROM sources WHERE model >= 0")
    assert sorted(had) == sorted(
        {(place, each.id) for place, model in enumerate(catalog) for each in model.sources}
    )


@pytest.mark.parametrize("together", [1, 7, 24, 25])
def test_rows_are_sent_together_as_many_as_may(
    tmp_path: Path, survey_file: Path, together: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writer, "_TOGETHER", together)
    sent = []
    send = writer._Filler._send
    monkeypatch.setattr(
        writer._Filler, "_send", lambda self: sent.append(len(self._rows["models"])) or send(self)
    )  # type: ignore[func-returns-value]
    assert written(tmp_path / "a.sqlite").read_bytes() == survey_file.read_bytes()
    assert sent == [together] * (24 // together) + [24 % together]


@pytest.mark.parametrize(
    ("value", "kept"),
    [(2**63 - 1, int), (2**63, float), (-(2**63) + 1, int), (-(2**63), float), (3, int), (0.5, float), ("a", str), (None, type(None))],
)  # fmt: skip
def test_a_whole_number_is_kept_where_sqlite_has_room(value: object, kept: type) -> None:
    taken = _number(value)
    assert isinstance(taken, kept)
    assert taken == value


def test_what_belongs_to_a_part_comes_with_it(tmp_path: Path) -> None:
    catalog, _ = open_catalog(str(write_talkers(tmp_path / "talkers")))
    organizations, relations, others = _beside(catalog, catalog.models)
    assert organizations == list(catalog.organizations.values())
    assert (relations, others) == (list(catalog.relations), list(catalog.others))
    made = [model for model in catalog if model.organization_ids][:1]
    organizations, relations, others = _beside(catalog, made)
    ids = {each.id for each in organizations}
    assert ids == {*made[0].organization_ids} & catalog.organizations.keys()
    assert relations == [each for each in catalog.relations if each.from_id in ids and each.to_id in ids]
    assert not others
    other = replace(
        catalog.models[0], id="pile", type="dataset", organizations=(Part("bright", "developer"),)
    )
    child = replace(
        catalog.models[0],
        based_on=(Ancestor(model="pile", how="built_on"),),
        organizations=(Part("acme", "developer"),),
    )
    more = replace(catalog, others=(other, replace(other, id="heap")), models=(child, *catalog.models[1:]))
    organizations, relations, others = _beside(more, [child])
    assert [each.id for each in others] == ["pile"]
    assert {each.id for each in organizations} == {"acme", "bright"}
    assert [(each.from_id, each.to_id) for each in relations] == [("acme", "bright")] * 2
