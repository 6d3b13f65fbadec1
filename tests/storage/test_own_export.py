"""What `export` and `list` write opens again, with the same models; a damaged one is told."""

from __future__ import annotations

import csv
import gzip
import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from genai_tui.catalog.diagnostics import CatalogError
from genai_tui.catalog.model import Availability, Catalog, Model
from genai_tui.catalog.sanitize import safe_line
from genai_tui.cli.main import door
from genai_tui.storage.exporters import format_called
from genai_tui.storage.exporters.json_form import model_as_json, values_row
from genai_tui.storage.folder_writer import write_folder
from genai_tui.storage.loader import open_catalog
from tests.storage.named import named
from tests.talkers import write_talkers

TABLE = (
    "Model,Organization,Domain,Task,Training compute (FLOP),Model accessibility,Parameters\n"
    '"=SUM(1)","-2+3 Lab,Café",Language,Chat,1e22,Open weights (non-commercial),7e9\nB,,,,,,\n'
)


def exported(tmp_path: Path, form: str, catalog: str) -> Path:
    path = tmp_path / "own"
    path.write_text(CliRunner().invoke(door, ["export", "-c", catalog, "-f", form]).stdout, encoding="utf-8")
    return path


@pytest.mark.parametrize("form", ["json", "jsonl"])
@pytest.mark.parametrize("name", ["survey", "talkers", "table"])
def test_models_come_back_whole_from_json(tmp_path: Path, form: str, name: str) -> None:
    name = named(name, tmp_path, TABLE)
    before, _ = open_catalog(name)
    after, problems = open_catalog(str(exported(tmp_path, form, name)))
    assert not problems
    shared = {source.id: source for source in before.head.sources}
    for model, again in zip(before.models, after.models, strict=True):
        assert replace(again, sources=()) == replace(model, sources=())
        for source, known in zip(model.sources, again.sources, strict=True):
            assert (known.id, known.supports) == (source.id, source.supports)
            assert known.title == (source.title or shared[source.id].title)
        for part in model.organizations:
            for id_ in filter(None, (part.id, part.unit)):
                assert after.organization_name(id_) == before.organization_name(id_)
    assert "nothing" not in [modality.id for modality in after.head.modalities]


@pytest.mark.parametrize("name", ["survey", "talkers", "table"])
def test_the_table_comes_back_as_it_was_written(tmp_path: Path, name: str) -> None:
    name = named(name, tmp_path, TABLE)
    before, _ = open_catalog(name)
    after, _ = open_catalog(str(exported(tmp_path, "csv", name)))
    rows = [
        # Who states a context, the maker or a provider, no table tells.
        {**values_row(catalog, model), "disputed": None, "context": None}
        for catalog in (after, before)
        for model in catalog
    ]
    assert rows[: len(after)] == rows[len(after) :]
    disputed = sum(bool(values_row(before, model)["disputed"]) for model in before)
    counted = [example for each in after.report for example in each.examples]
    # A table names what is disputed, but not who says what.
    assert (f"disputed ({disputed})" in counted) is bool(disputed)


@pytest.mark.parametrize(
    "text",
    [
        '{"form": 1, "catalog": {}, "models": 3}', '{"form": 1, "catalog": {}}', '{"form": 1, "catalog": {}, "models": []}',
        '{"form": 1, "catalog": {}, "models": [{"id": "x"}]}', '{"form": 1, "catalog": {"id": 3}, "models": [7]}',
        '{"form": 1, "catalog": {', '{"id": "x", "slot_differs":true, "claims":{}',
    ],
)  # fmt: skip
def test_a_damaged_export_is_told(tmp_path: Path, text: str) -> None:
    path = tmp_path / "own.json"
    path.write_text(text)
    with pytest.raises(CatalogError) as caught:
        open_catalog(str(path))
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    "wrong",
    [
        '"id": "\\u001b[31m"', '"id": "a b"', '"released": {"date": "soon"}', '"links": {"homepage": "javascript:x"}',
        '"parameters": [{"count": 0}]', '"surprise": 1', '"category": 7.5', '"id": "good"',
    ],
)  # fmt: skip
def test_records_are_held_to_the_rules_of_any_file(tmp_path: Path, wrong: str) -> None:
    sources = '"sources": [{"id": "s", "title": "S"}], "category": "text-to-text", "organizations": null'
    good = '{"id": "good", "name": "Good", "organizations": [{"id": "lab", "role": "developer", "name": "Lab"}], '
    good += (
        '"released": {"date": "2022"}, "sources": [{"id": "s", "title": "S"}], "category": "text-to-text"}'
    )
    bad = (
        '{"id": "bad", "name": "Bad", '
        + sources.replace("null", '[{"id": "lab", "role": "developer"}]')
        + f", {wrong}}}"
    )
    path = tmp_path / "own.json"
    path.write_text(
        f'{{"form": 1, "catalog": {{"title": 3, "credit": "\\u001b"}}, "models": [{good}, {bad}]}}'
    )
    catalog, _ = open_catalog(str(path))
    assert [model.id for model in catalog] == ["good"]
    assert any(line.what == "models with mistakes, left out" and line.count == 1 for line in catalog.report)


def test_a_table_speaks_for_what_it_says_and_for_nothing_else(tmp_path: Path, folder: Path) -> None:
    catalog, _ = open_catalog(str(exported(tmp_path, "csv", str(folder))))
    supports = {model.id: set(model.sources[0].supports) for model in catalog}
    assert supports["painter"] >= {"category", "organizations", "released", "parameters", "availability"}
    for model in catalog:
        assert not supports[model.id] & {"name", "id"}
        for field in supports[model.id]:
            assert getattr(model, field), field
    assert "parameters" not in supports["whisperer"]


def test_a_column_left_out_takes_no_model_with_it(tmp_path: Path) -> None:
    """A day without a status and active parameters without a count say nothing that a record could hold."""
    whole = exported(tmp_path, "csv", str(write_talkers(tmp_path / "talkers")))
    rows = list(csv.DictReader(whole.read_text(encoding="utf-8").splitlines()))
    for left_out in ("status", "parameters", "ends", "active_parameters"):
        kept = [name for name in rows[0] if name != left_out]
        path = tmp_path / "cut.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, kept, extrasaction="ignore")
            writer.writeheader()
            writer.writerows(rows)
        again, _ = open_catalog(str(path))
        assert len(again) == 4, left_out
        talker = again.model("talker-1")
        assert talker
        assert (talker.status is None) is (left_out == "status")
        assert (talker.parameters == ()) is (left_out == "parameters")


def test_columns_say_what_begins_and_ends(talkers: Catalog) -> None:
    row = values_row(talkers, talkers.models[0])
    wanted = {
        "family": "Talker", "status": "retired", "ends": "2024-01-04", "active_parameters": 37_000_000_000,
        "context": 4096, "knowledge_cutoff": "2021-09", "capabilities": ["no reasoning", "tools"],
        "estimated": ["parameters", "active_parameters"],
    }  # fmt: skip
    assert {name: row[name] for name in wanted} == wanted


def test_claims_in_json_come_in_one_order(talkers: Catalog) -> None:
    claims = list(model_as_json(talkers, talkers.models[0])["claims"])
    fields = [each.partition(".")[0] for each in claims]
    assert fields == sorted(fields, key=Model.__struct_fields__.index)
    assert claims.index("parameters") + 1 == claims.index("parameters.active")
    assert claims.index("status") + 1 == claims.index("status.date")
    states = model_as_json(talkers, talkers.models[0])["claims"]
    assert states["parameters.active"] == {"state": "estimated", "sources": ["notes"]}
    assert states["availability.periods"]["state"] == "known"


@pytest.mark.parametrize(("name", "title"), [("mine.csv", "mine.csv"), ("\u200b", "export")])
def test_a_table_without_a_head_bears_the_name_of_its_file(tmp_path: Path, name: str, title: str) -> None:
    path = exported(tmp_path, "csv", "survey").rename(tmp_path / name)
    head = open_catalog(str(path))[0].head
    assert (head.title, head.sources[0].title, head.sources[0].id) == (title, title, "export")


@pytest.mark.parametrize("form", ["json", "jsonl", "csv", "tsv"])
def test_a_packed_export_is_the_same_catalog(tmp_path: Path, form: str) -> None:
    path = exported(tmp_path, form, str(write_talkers(tmp_path / "talkers")))
    plain, _ = open_catalog(str(path))
    path.write_bytes(gzip.compress(path.read_bytes()))
    packed, _ = open_catalog(str(path))
    assert packed.models == plain.models
    assert packed.organizations == plain.organizations


@pytest.mark.parametrize("name", ["survey", "landscape"])
def test_json_brings_back_organizations_ties_and_taxonomy(tmp_path: Path, name: str) -> None:
    before, _ = open_catalog(name)
    after, _ = open_catalog(str(exported(tmp_path, "json", name)))
    assert after.organizations == before.organizations
    assert after.relations == before.relations
    assert after.head.categories == before.head.categories
    assert after.head.modalities == before.head.modalities
    assert after.head.about == before.head.about
    assert [model_as_json(after, each) for each in after] == [model_as_json(before, each) for each in before]
    for relation in after.relations:
        assert [after.source(None, each.id) for each in relation.sources]
    assert not after.report


def test_a_part_of_a_catalog_brings_its_own_organizations_alone(tmp_path: Path) -> None:
    path = tmp_path / "own.json"
    told = CliRunner().invoke(door, ["export", "id:whisper"]).stdout
    path.write_text(told, encoding="utf-8")
    catalog, _ = open_catalog(str(path))
    whole, _ = open_catalog("survey")
    wanted = {id_ for each in catalog for id_ in each.organization_ids}
    assert catalog.organizations == {id_: whole.organizations[id_] for id_ in wanted}


_ODD = st.text(alphabet="ab'\"=+-@,\té„;#", min_size=1, max_size=8).map(safe_line).map(str.strip).filter(bool)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(_ODD, _ODD, st.sampled_from(["json", "jsonl", "csv", "tsv"]))
def test_odd_signs_come_back_as_they_were(
    tmp_path_factory: pytest.TempPathFactory, talkers: Catalog, name: str, odd: str, form: str
) -> None:
    """Quotes, signs that begin a formula, separators: whatever a name or a licence has of them."""
    license_ = f"{odd}x"
    first = replace(talkers.models[0], name=name, availability=Availability(license=license_, note=license_))
    path = tmp_path_factory.mktemp("odd") / "own"
    lines = format_called(form).writer().export(talkers, (first,), "")
    path.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="")
    again, _ = open_catalog(str(path), use_cache=False)
    (model,) = again.models
    assert model.name == name
    assert model.availability
    assert (model.availability.note, model.availability.license) == (license_, license_)


@pytest.mark.parametrize(
    ("changes", "title", "reported"),
    [({}, "Tiny", False), ({"date": "soon"}, "own", True), ({"id": "No Slug"}, "own", True), ({"license": ["MIT"]}, "own", True)],
)  # fmt: skip
def test_a_head_that_is_not_right_is_told_and_the_models_are_kept(
    tmp_path: Path, folder: Path, changes: dict[str, object], title: str, reported: bool
) -> None:
    path = exported(tmp_path, "json", str(folder))
    whole = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps({**whole, "catalog": {**whole["catalog"], **changes}}), encoding="utf-8")
    again, problems = open_catalog(str(path))
    assert not problems
    assert len(again.models) == 3
    assert again.head.title == title
    told = [known.what for known in again.report]
    assert ("details of the catalog in an export, not understood" in told) == reported, told


@pytest.mark.parametrize(
    "sources", [[3], [{}], [None], 3, {"a": 1}, "abc", [{"id": "paper", "title": "A paper"}], []]
)
def test_an_export_whose_sources_are_odd_is_read_without_them(
    folder: Path, tmp_path: Path, sources: object
) -> None:
    path = exported(tmp_path, "json", str(folder))
    told = json.loads(path.read_text())
    told["sources"] = told["catalog"]["sources"] = sources
    path.write_text(json.dumps(told))
    catalog, _ = open_catalog(str(path))
    write_folder(catalog, tmp_path / "written")
    assert open_catalog(str(tmp_path / "written"))[1] == ()
    assert [each.id for each in catalog] == ["painter", "listener", "whisperer"]


def test_a_base_that_was_left_out_of_an_export_is_a_name(folder: Path, tmp_path: Path) -> None:
    path = exported(tmp_path, "json", str(folder))
    told = json.loads(path.read_text())
    told["models"] = [each for each in told["models"] if each["id"] != "painter"]
    path.write_text(json.dumps(told))
    listener = open_catalog(str(path))[0].model("listener")
    assert listener is not None
    assert [(each.model, each.name) for each in listener.based_on] == [(None, "painter"), (None, "Outsider")]
