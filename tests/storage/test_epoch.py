"""Epoch AI's table as a catalog: headings by meaning, nothing dropped in silence."""

from __future__ import annotations

from pathlib import Path

import pytest

from genai_tui.catalog.diagnostics import CatalogError
from genai_tui.graph.name_merging import Naming
from genai_tui.search.index import SearchIndex
from genai_tui.storage.importers import format_of
from genai_tui.storage.loader import open_catalog

REAL = Path(__file__).parents[3] / "shared" / "datasets" / "epoch_notable_2026-01.csv"
NEW = """\
Model,Organization,Publication date,Domain,Task,Parameters,Training compute (FLOP),Confidence,Organization categorization,Country (of organization),Base model,Model accessibility,Citations,Surprise
Painter,"Acme,Institute, Section of Paint",2022-04-06,Image generation,Text-to-image,3500000000.0,1e22,Likely,"Industry,Academia","Norway,Atlantis",,Open weights (unrestricted),12,x
"Talker
2",Acme,2023-01,Language,"Chat,Code generation",many,,Confident,Industry,Norway,"Painter,Outsider",API access,,
Painter,Other,,Games,Go,,,,Industry,Norway,,Odd,,
,,,,,,,,,,,,,
"""
OLD = """\
System,Organization,Publication date,Domain,Task,Parameters
Perceptron,"Cornell Aeronautical Laboratory",1957,Vision,,512
"""


def write(path: Path, text: str) -> str:
    path.write_text(text, encoding="utf-8")
    return str(path)


def test_headings_cells_and_what_was_left_behind(tmp_path: Path) -> None:
    catalog, problems = open_catalog(write(tmp_path / "new.csv", NEW))
    assert not problems
    painter, talker, second = catalog.models
    assert (painter.id, painter.name, painter.category) == ("painter", "Painter", "text-to-image")
    assert [catalog.organization_name(part.id) for part in painter.organizations] == [
        "Acme", "Institute, Section of Paint",
    ]  # fmt: skip
    acme = catalog.organization("acme")
    assert acme is not None
    assert (acme.kind, acme.country) == ("company", "NO")
    assert painter.headline_parameters is not None
    assert painter.headline_parameters.estimated
    assert painter.weights == "open"
    assert (talker.name, talker.category, talker.also_in) == ("Talker 2", "text-to-text", ("text-to-code",))
    assert talker.availability is not None
    assert talker.availability.api is True
    assert [(each.model, each.name) for each in talker.based_on] == [("painter", None), (None, "Outsider")]
    assert (second.id, second.category, second.released) == ("painter-2", "other", None)
    report = {line.what: line for line in catalog.report}
    left = report["columns not carried over, by name and filled cells"]
    assert set(left.examples) == {"Confidence (1)", "Surprise (1)"}
    assert left.count == 2
    assert report["parameter counts not understood"].count == 1
    assert report["accessibility not understood"].examples == ("Odd",)
    assert report["countries not known here"].count == 1
    assert any(what.startswith("names that stand for two rows") for what in report)


@pytest.mark.parametrize("date", ["2022-13", "2022-02-31", "soon"])
def test_a_day_that_no_calendar_has_is_not_known_and_counted(tmp_path: Path, date: str) -> None:
    catalog, _ = open_catalog(
        write(tmp_path / "d.csv", f"Model,Organization,Date,Task,Domain\nA,B,{date},Chat,X\n")
    )
    assert catalog.models[0].released is None
    assert any(line.what == "dates not understood" for line in catalog.report)
    assert not SearchIndex(catalog).ask("date:2022").records


def test_the_compiled_cache_keeps_report_and_all(tmp_path: Path) -> None:
    path = write(tmp_path / "new.csv", NEW)
    assert open_catalog(path)[0] == open_catalog(path)[0]


def test_older_headings_are_understood(tmp_path: Path) -> None:
    catalog, _ = open_catalog(write(tmp_path / "old.csv", OLD))
    assert catalog.models[0].name == "Perceptron"
    assert catalog.models[0].year == 1957


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-be-mark"])
def test_any_separator_and_encoding_is_read(tmp_path: Path, separator: str, encoding: str) -> None:
    rows = (("Model", "Organization", "Task", "Domain"), ("Mü", "Acmé", "Chat", "Language"))
    text = "\n".join(separator.join(row) for row in rows) + "\n"
    path = tmp_path / "x.csv"
    big = encoding == "utf-16-be-mark"
    path.write_bytes(b"\xfe\xff" + text.encode("utf-16-be") if big else text.encode(encoding))
    catalog, _ = open_catalog(str(path))
    assert [model.name for model in catalog] == ["Mü"]
    assert [each.name for each in catalog.organizations.values()] == ["Acmé"]


def test_what_can_be_read_of_a_broken_table_is_read_and_the_rest_counted(tmp_path: Path) -> None:
    table = "Model,Organization,Task,Domain,Abstract\n"
    table += (
        f"Huge,A,Chat,Language,{'x' * 10_000_000}\nGood,B,Chat,Language,\nTwin,B,,,\nTwin,B,,,\nShort,C\n"
    )
    catalog, _ = open_catalog(write(tmp_path / "x.csv", table + 'Cut,"D and'))
    assert [model.id for model in catalog] == ["huge", "good", "twin", "twin-2", "short", "cut"]
    assert len(catalog.models[0].summary or "") == 100_000
    report = {line.what: line.count for line in catalog.report}
    assert report["cells cut to 100,000 characters"] == 1
    assert report["rows with fewer or more cells than headings"] == 2


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (b"Model,Organization,Task,Domain\n", "holds no models"),
        ("Model,Organization,Task,Domain\nMüller,A,B,C\n".encode("latin-1"), "is not UTF-8"),
        (b"a,b,c\n1,2,3\n", "no format that is known here"),
        (b"", "no format that is known here"),
    ],
)
def test_what_is_no_table_is_told(tmp_path: Path, text: bytes, words: str) -> None:
    path = tmp_path / "x.csv"
    path.write_bytes(text)
    with pytest.raises(CatalogError) as caught:
        open_catalog(str(path))
    assert words in str(caught.value)


def test_the_real_table_loses_no_row() -> None:
    if not REAL.exists():
        pytest.skip("Epoch's table is not here")
    assert format_of(REAL) is not None
    catalog, _ = open_catalog(str(REAL))
    assert len(catalog) == 976
    assert len({model.id for model in catalog}) == 976
    assert catalog.organization("nersc-lawrence-berkeley-national-laboratory") is not None
    assert sum(model.headline_parameters is not None for model in catalog) > 600
    assert all(part.id in catalog.organizations for model in catalog for part in model.organizations)


def test_names_of_the_real_table_merge_by_relations_with_sources() -> None:
    if not REAL.exists():
        pytest.skip("Epoch's table is not here")
    catalog, _ = open_catalog(str(REAL))
    ids = {each.name: each.id for each in catalog.organizations.values()}
    assert all(relation.sources for relation in catalog.relations)
    merged, dated = Naming(catalog, "merged"), Naming(catalog, "dated")
    for name in ("Google Brain", "DeepMind", "Google DeepMind", "Google Research"):
        assert merged.of(ids[name], None) == ids["Google"]
    assert merged.of(ids["Facebook AI Research"], None) == merged.of(ids["Facebook"], None) == ids["Meta"]
    assert dated.of(ids["DeepMind"], "2013-12-19") == ids["DeepMind"]
    assert dated.of(ids["DeepMind"], "2016-01-27") == ids["Google"]
    assert Naming(catalog, "split").of(ids["DeepMind"], "2016-01-27") == ids["DeepMind"]
