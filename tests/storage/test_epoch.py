"""Epoch AI's table as a catalog: headings by meaning, nothing dropped in silence."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from genai_tui.catalog.diagnostics import CatalogError
from genai_tui.catalog.model import Model, ReportLine
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
    left = report["cells of columns not carried over, by name"]
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


def row_of(tmp_path: Path, **cells: str) -> tuple[Model, dict[str, ReportLine]]:
    """Return the model of one row, given by its headings with `_` for a space, and what its report says."""
    cells = {
        "Model": "A",
        "Organization": "B",
        "Task": "Chat",
        "Domain": "X",
        "Notability criteria": "SOTA",
        **{name.replace("_", " "): cell for name, cell in cells.items()},
    }
    with (tmp_path / "row.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows((cells.keys(), cells.values()))
    catalog, _ = open_catalog(str(tmp_path / "row.csv"))
    (model,) = catalog.models
    return model, {line.what: line for line in catalog.report}


@pytest.mark.parametrize(
    ("access", "note", "license_", "told"),
    [
        ("Open weights (unrestricted)", "MIT License", "MIT", False),
        ("Open weights (unrestricted)", "see the LICENSE file", None, True),
        ("Open weights (unrestricted)", "on a page", None, False),
        ("API access", "see the license", None, False),
        ("Unreleased", "MIT License", None, False),
    ],
)
def test_a_licence_that_no_note_names_plainly_is_counted(
    tmp_path: Path, access: str, note: str, license_: str | None, told: bool
) -> None:
    model, report = row_of(tmp_path, Model_accessibility=access, Accessibility_notes=note)
    assert model.availability is not None
    assert model.availability.license == license_
    assert model.availability.note == f"{access}; {note}"
    assert ("licences of weights that the note does not name plainly" in report) is told


@pytest.mark.parametrize(
    ("cells", "kept", "told"),
    [
        ({"Parameters": "7e9"}, ("7000000000", False, None), ""),
        ({"Parameters": "7e9", "Confidence": "Confident"}, ("7000000000", False, None), ""),
        ({"Parameters": "7e9", "Confidence": "Likely"}, ("7000000000", True, "confidence: Likely"), ""),
        ({"Parameters": "7e9", "Confidence": "Odd", "Parameters_notes": "n"}, ("7000000000", False, "n; confidence: Odd"),
         "words of confidence not understood"),
        ({"Parameters": "0"}, None, "parameter counts not understood"),
        ({"Parameters": "1"}, ("1", False, None), ""),
    ],
)  # fmt: skip
def test_parameters_are_as_sure_as_the_table_says(
    tmp_path: Path, cells: dict[str, str], kept: tuple[str, bool, str | None] | None, told: str
) -> None:
    model, report = row_of(tmp_path, **cells)
    found = model.headline_parameters
    assert (found and (str(found.count), found.estimated, found.note)) == kept
    assert [each for each in report if each.endswith("not understood")] == [told] * bool(told)


@pytest.mark.parametrize(
    ("cells", "kept"),
    [
        ({"Training_time_(hours)": "12.5"}, (None, False, None, "12.5 hours", None)),
        ({"Training_compute_(FLOP)": "1e22", "Confidence": "Likely"}, (1e22, True, None, None, "confidence: Likely")),
        ({"Training_hardware": "TPU", "Hardware_quantity": "8", "Confidence": "Likely"}, (None, False, "8 × TPU", None, None)),
        ({"Training_hardware": "TPU", "Hardware_quantity": "0"}, (None, False, "TPU", None, None)),
        ({"Training_hardware": "TPU"}, (None, False, "TPU", None, None)),
    ],
)  # fmt: skip
def test_what_a_row_says_of_training(tmp_path: Path, cells: dict[str, str], kept: tuple[object, ...]) -> None:
    training = row_of(tmp_path, **cells)[0].training
    assert training is not None
    assert (
        training.compute_flop, training.compute_estimated, training.hardware, training.time, training.note,
    ) == kept  # fmt: skip


@pytest.mark.parametrize(
    ("cells", "data", "note"),
    [
        ({"Training_dataset": "Wiki"}, [("Wiki", None)], None),
        ({"Training_dataset": "Wiki", "Training_dataset_size_(total)": "9"}, [("Wiki", "9")], None),
        ({"Training_dataset": "Wiki,Web", "Training_dataset_size_(total)": "9"}, [("Wiki", None), ("Web", None)],
         "Training dataset size (total): 9"),
        ({"Training_dataset": "Unspecified"}, None, None),
    ],
)  # fmt: skip
def test_the_size_of_all_data_is_that_of_no_set(
    tmp_path: Path, cells: dict[str, str], data: list[tuple[str, str | None]] | None, note: str | None
) -> None:
    training = row_of(tmp_path, **cells)[0].training
    assert (training and [(each.name, each.size) for each in training.data]) == data
    assert (training and training.note) == note


@pytest.mark.parametrize(
    ("cell", "address", "told"),
    [
        ("https://a.example/x", "https://a.example/x", ""),
        ("a.example/x", "https://a.example/x", ""),
        ('https://a.example/"x"', "https://a.example/%22x%22", ""),
        (
            "https://a.example/x https://b.example",
            "https://a.example/x",
            "rows with more than one address, of which the first is kept",
        ),
        ("nowhere", None, "addresses not understood"),
        pytest.param("https://a.example/" + "x" * 2000, None, "addresses not understood", id="too long"),
    ],
)
def test_the_first_address_of_a_row(tmp_path: Path, cell: str, address: str | None, told: str) -> None:
    model, report = row_of(tmp_path, Link=cell)
    assert (model.links and model.links.homepage) == address
    assert [each for each in report if "address" in each] == [told] * bool(told)


@pytest.mark.parametrize(
    ("cell", "authors"),
    [
        ("A B; C, D", ["A B", "C, D"]), ("A B, C D", ["A B", "C D"]), ("A B\nC D", ["A B", "C D"]),
        ("X and Y", ["X and Y"]), ("A and B and C", ["A", "B", "C"]),
    ],
)  # fmt: skip
def test_authors_are_parted_as_the_cell_does(tmp_path: Path, cell: str, authors: list[str]) -> None:
    paper = row_of(tmp_path, Reference="On it", Authors=cell)[0].paper
    assert paper is not None
    assert list(paper.authors) == authors


def test_base_models_are_fine_tuned_where_that_is_told(tmp_path: Path) -> None:
    for more, how in (({}, "built_on"), ({"Finetune_compute_notes": "1e20"}, "fine_tuned_from")):
        model, report = row_of(tmp_path, Base_model="B,A,Unspecified", **more)
        assert [(each.name, each.how) for each in model.based_on] == [("B", how)]
        assert "models that are said to be built on themselves" in report
