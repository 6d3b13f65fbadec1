"""Any table as a catalog: columns guessed or mapped, cells read only where they can be meant in one way."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from genai_tui.catalog.diagnostics import CatalogError
from genai_tui.catalog.model import CUT, Catalog, Model
from genai_tui.storage.importers import plain_table, table_cells
from genai_tui.storage.importers.table_columns import COLUMNS, guessed, is_of_models, plain
from genai_tui.storage.loader import open_catalog

BOARD = """Rank,Model,Arena Score,Votes,Organization,License,Knowledge Cutoff,Released,#Params (B),Context Window,Link
1,Alder-1,1287,"12,345",Wood Lab,Proprietary,2024/03,Mar 2024,~70,128k,https://example.org/alder
2,Birch,1250.5 ±4,999,"Wood Lab, Stone AI",Apache 2.0,Unknown,03/05/2024,7,1M,
3,Cedar 8x7B,,,Stone AI,MIT,2023-12,5 March 2024,8x7B,32768,
"""


def written(tmp_path: Path, text: str, name: str = "board.csv") -> str:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return str(path)


def the(catalog: Catalog, id_: str) -> Model:
    found = catalog.model(id_)
    assert found, id_
    return found


def test_a_leaderboard_opens_by_its_headings(tmp_path: Path) -> None:
    catalog, problems = open_catalog(written(tmp_path, BOARD))
    assert not problems
    alder, birch, cedar = (the(catalog, each) for each in ("alder-1", "birch", "cedar-8x7b"))
    assert (alder.parameters[0].count, alder.parameters[0].estimated) == (70_000_000_000, True)
    assert (birch.parameters[0].count, birch.parameters[0].estimated) == (7_000_000_000, False)
    assert cedar.parameters == ()
    assert [each.context_length for each in (alder, birch, cedar)] == [128_000, 1_000_000, 32_768]
    assert [each.date for each in (alder, birch, cedar)] == ["2024-03", None, "2024-03-05"]
    assert [each.knowledge_cutoff for each in (alder, birch, cedar)] == ["2024-03", None, "2023-12"]
    assert [each.availability.license for each in (alder, birch, cedar) if each.availability] == [
        "Proprietary", "Apache-2.0", "MIT",
    ]  # fmt: skip
    assert [(each.metric, each.value, each.note) for each in birch.results] == [("Arena Score", 1250.5, "±4")]
    assert cedar.results == ()
    assert [catalog.organization_name(each) for each in birch.organization_ids] == ["Wood Lab", "Stone AI"]
    told = {each.what: each.examples for each in catalog.report}
    assert told["cells of columns not carried over, by name"] == ("Rank (3)", "Votes (2)")
    assert told["dates not understood"] == ("03/05/2024",)
    assert told["parameter counts not understood, or without a unit"] == ("8x7B",)


def test_every_claim_is_the_files_with_the_address_of_its_row(tmp_path: Path) -> None:
    catalog, _ = open_catalog(written(tmp_path, BOARD))
    (source,) = the(catalog, "alder-1").sources
    assert (source.id, source.url) == ("table", "https://example.org/alder")
    assert set(source.supports) >= {
        "parameters",
        "results",
        "context_length",
        "availability",
        "organizations",
    }
    whole = catalog.source(the(catalog, "birch"), "table")
    assert whole
    assert (whole.title, whole.url) == ("board.csv", None)
    assert (catalog.head.license, catalog.head.credit) == (None, None)


@pytest.mark.parametrize("form", ["csv", "tsv", "json", "wrapped", "jsonl"])
@pytest.mark.parametrize("packed", [False, True])
def test_the_same_models_in_any_form(tmp_path: Path, form: str, packed: bool) -> None:
    rows = [
        {"model": "Alder", "organization": "Wood Lab", "parameters": "7B", "license": "mit"},
        {"model": "Birch", "organization": "Stone AI", "parameters": "", "license": ""},
    ]
    heads = list(rows[0])
    texts = {
        "csv": "\n".join([",".join(heads), *(",".join(row.values()) for row in rows)]),
        "tsv": "\n".join(["\t".join(heads), *("\t".join(row.values()) for row in rows)]),
        "json": json.dumps(rows, indent=1),
        "wrapped": json.dumps({"data": rows, "next": None}),
        "jsonl": "\n".join(map(json.dumps, rows)),
    }
    path = tmp_path / "x"
    data = texts[form].encode()
    path.write_bytes(gzip.compress(data) if packed else data)
    catalog, _ = open_catalog(str(path))
    assert [each.name for each in catalog] == ["Alder", "Birch"]
    assert the(catalog, "alder").parameters[0].count == 7_000_000_000
    assert the(catalog, "alder").availability.license == "MIT"  # type: ignore[union-attr]
    assert the(catalog, "birch").availability is None


@pytest.mark.parametrize(
    "text",
    [
        "", "[]", "[1, 2]", '[{"model": "A"', '{"data": [{"a": 1}]}', "Model\n", "Model,Organization,License\n",
        "Model,Organization,License\n,,\n", "name,colour,shape\nA,b,c\n",
    ],
)  # fmt: skip
def test_what_holds_no_models_is_told_in_one_line(tmp_path: Path, text: str) -> None:
    with pytest.raises(CatalogError) as caught:
        open_catalog(written(tmp_path, text))
    assert "\n" not in str(caught.value)


def test_rows_beyond_the_most_are_counted_and_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plain_table, "MOST_ROWS", 2)
    catalog, _ = open_catalog(written(tmp_path, BOARD))
    assert len(catalog) == 2
    assert [each.text for each in catalog.head.notes if each.title == CUT] == [
        "board.csv: 1 rows after the first 2 are not read"
    ]


@pytest.mark.parametrize(
    ("cell", "heading", "value"),
    [
        ("7B", "Params", 7e9), ("7 b", "Params", 7e9), ("1.8T", "Params", 1.8e12), ("175 billion", "Params", 175e9),
        ("7", "Params (B)", 7e9), ("7", "Params (billions)", 7e9), ("7", "params_b", 7e9), ("0.5", "Size in B", 5e8),
        ("7000000000", "Params (B)", 7e9), ("7,000,000,000", "Params", 7e9), ("7", "Params", None), ("7,5", "Params", None),
        ("8x7B", "Params", None), ("7B/13B", "Params", None), ("large", "Params", None), ("~7B", "Params", 7e9), ("1e11", "Params", 1e11),
        ("7 GB", "Params", None), ("", "Params", None), ("350M parameters", "Params", 350e6),
        ("0.067B", "Params", 67_000_000), ("1.001", "Params (M)", 1_001_000), ("0.0000005B", "Params", 500), ("0.0005k", "Params", 0.5),
        ("10000", "Params", 10_000), ("9999", "Params", None), ("10000.5", "Params", 10_000.5),
        ("1000000000", "Params (B)", 1e9), ("999999999", "Params (B)", 999999999e9),
    ],
)  # fmt: skip
def test_counts(cell: str, heading: str, value: float | None) -> None:
    assert table_cells.count(cell, heading, 10_000) == value


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("2024", "2024"), ("2024-03", "2024-03"), ("2024-3-5", "2024-03-05"), ("2024/03/05", "2024-03-05"),
        ("2024-03-05T10:00:00Z", "2024-03-05"), ("5 March 2024", "2024-03-05"), ("March 5, 2024", "2024-03-05"),
        ("Mar 2024", "2024-03"), ("Sept 2024", "2024-09"), ("25/12/2024", "2024-12-25"), ("12/25/2024", "2024-12-25"),
        ("12/12/2024", "2024-12-12"), ("12/13/2024", "2024-12-13"), ("13/12/2024", "2024-12-13"), ("13/13/2024", None), ("31/01/2024", "2024-01-31"), ("03/05/2024", None), ("Mar-24", None), ("soon", None), ("2024-13", None), ("30 Feb 2024", None), ("Q1 2024", None),
    ],
)  # fmt: skip
def test_days(cell: str, day: str | None) -> None:
    assert table_cells.day(cell) == day


@pytest.mark.parametrize(
    ("cell", "heading", "dollars"),
    [
        ("$0.15", "Input price", 0.15), ("0.15", "Input price (per 1K tokens)", 150.0), ("free", "Input price", 0.0),
        ("3e-06", "input cost per token", 3.0), ("$5", "Input $/M", 5.0), ("ask", "Input price", None), ("-1", "Input price", None),
    ],
)  # fmt: skip
def test_prices(cell: str, heading: str, dollars: float | None) -> None:
    found = table_cells.price(cell, heading)
    assert found == dollars if dollars is None else found == pytest.approx(dollars)


def test_objects_within_objects_and_the_day_of_a_listing(tmp_path: Path) -> None:
    """As a router's list of models has it; when a model was listed is not when it was released."""
    told = {"id": "lab/alder", "name": "Lab: Alder", "created": 1715558400, "context_length": 128000,
            "architecture": {"input_modalities": ["text", "image"], "output_modalities": ["text"]},
            "pricing": {"prompt": "0.0000025"}}  # fmt: skip
    catalog, _ = open_catalog(written(tmp_path, json.dumps({"data": [told]}), "models.json"))
    (model,) = catalog.models
    assert (model.id, model.name, model.context_length, model.date) == (
        "lab-alder",
        "Lab: Alder",
        128_000,
        None,
    )
    assert (model.inputs, model.outputs, model.category) == (("text", "image"), ("text",), "image-to-text")
    assert "created (1)" in str(catalog.report)


def test_headings_stand_for_one_field_each() -> None:
    known = [heading for column in COLUMNS for heading in column.headings]
    assert len(known) == len(set(known))
    assert all(plain(heading) == heading for heading in known)


@pytest.mark.parametrize(
    ("heads", "opens"),
    [
        ("Model,Average,Precision,Hub License,#Params (B)", True), ("Model,Creator,License,Context Window", True),
        ("name,organization,date,task,link", False), ("Model,Manufacturer,Year,Price", False), ("name,age,country", False),
        ("id,name,context_length,license", True), ("Title,Author,Year", False),
    ],
)  # fmt: skip
def test_which_headings_are_of_models(heads: str, opens: bool) -> None:
    assert is_of_models(guessed(heads.split(","))) is opens


@pytest.mark.parametrize("more", [10, 11, 12])
def test_a_table_without_names_is_refused_with_twelve_of_its_headings(tmp_path: Path, more: int) -> None:
    heads = ["Elo", *(f"c{number}" for number in range(more))]
    table = written(tmp_path, ",".join(heads) + "\n" + ",".join("1" * len(heads)) + "\n")
    why = plain_table.lacks(Path(table))
    assert why is not None
    listed = [f"c{number}" for number in range(min(more, 11))]
    assert why.startswith(
        f'no heading for the name among "{", ".join(["Elo", *listed])}{", ..." if more > 11 else ""}"'
    )


def test_entries_of_a_file_that_are_no_objects_are_counted(tmp_path: Path) -> None:
    rows = [{"model": "A", "params": "7B", "org": "x"}, 3, None, {"model": "B", "params": "8B", "org": "x"}]
    catalog, _ = open_catalog(
        written(tmp_path, json.dumps(rows), "board.json"), columns="name=model,org=org,params=params"
    )
    assert [model.name for model in catalog.models] == ["A", "B"]
    assert [(each.count, each.what) for each in catalog.report if "objects" in each.what] == [
        (2, "entries that are not objects")
    ]


@pytest.mark.parametrize(
    ("word", "weights", "note"),
    [("open", "open", None), ("closed", "closed", None), ("perhaps", None, "perhaps")],
)
def test_words_on_weights_are_read_or_kept_as_a_note(
    tmp_path: Path, word: str, weights: str | None, note: str | None
) -> None:
    catalog, _ = open_catalog(written(tmp_path, f"Model,Organization,Params (B),Weights\nA,x,7,{word}\n"))
    known = catalog.models[0].availability
    assert known is not None
    assert (known.weights, known.note) == (weights, note)
