"""Rows of models in each format: harmless to whatever reads them."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec.structs import replace

from genai_tui.catalog.model import Catalog
from genai_tui.cli.output import models_in, spelled_out
from genai_tui.storage.exporters import formats_of
from genai_tui.storage.exporters.separated_values import separated
from tests.catalog.test_sanitize import HOSTILE
from tests.cli.conftest import Run
from tests.conftest import MODELS


@pytest.mark.parametrize("form", ["csv", "tsv"])
@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("=1+1", "'=1+1"), ("+1", "'+1"), ("-1", "'-1"), ("@SUM(A1)", "'@SUM(A1)"),
        ("'=1", "''=1"), ("a=1", "a=1"), ("1-1", "1-1"), ("", ""), (None, ""), (["=a", "b"], "'=a; b"), (7, "7"),
    ],
)  # fmt: skip
def test_no_cell_is_a_formula(form: str, text: object, written: str) -> None:
    (line,) = separated([["id", text, "end"]], "," if form == "csv" else "\t")
    (row,) = csv.reader(io.StringIO(line), delimiter="," if form == "csv" else "\t")
    assert row == ["id", written, "end"]


@pytest.mark.parametrize("form", ["csv", "tsv"])
def test_a_hostile_name_keeps_to_its_row_and_is_no_formula(tiny: Catalog, form: str) -> None:
    for text in (*HOSTILE, "@x", "-x", "+x", "=x"):
        catalog = replace(
            tiny, models=(replace(tiny.models[0], name=text, aliases=(text,)), *tiny.models[1:])
        )
        lines = list(models_in(form, catalog, catalog.models))
        assert len(lines) == 4
        for row in csv.reader(lines, delimiter="," if form == "csv" else "\t"):
            assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for cell in row)


@pytest.mark.parametrize("form", formats_of("models"))
def test_every_format_of_nothing(tiny: Catalog, form: str) -> None:
    lines = list(models_in(form, tiny, ()))
    assert len(lines) == {"ids": 0, "jsonl": 0, "markdown": 2}.get(form, 1)


def test_json_is_typed_and_unknown_is_null(run: Run, folder: Path) -> None:
    answer = json.loads(run("list", "-c", folder, "-f", "json").out)
    by_id = {model["id"]: model for model in answer["models"]}
    assert answer["form"] == 2
    assert by_id["painter"]["parameters"][0]["count"] == 3_500_000_000
    assert by_id["whisperer"]["parameters"] is None
    assert by_id["whisperer"]["availability"] is None
    assert by_id["painter"]["claims"]["parameters"] == {"state": "estimated", "sources": ["paper"]}
    assert by_id["listener"]["claims"]["category"]["state"] == "disputed"
    assert by_id["listener"]["slot_differs"] is True
    lines = run("list", "-c", folder, "-f", "jsonl").out.splitlines()
    assert [json.loads(line)["id"] for line in lines] == ["painter", "listener", "whisperer"]


def test_csv_is_harmless_to_spreadsheets(run: Run, make: Callable[..., Path]) -> None:
    folder = make(whisperer=MODELS["whisperer"].replace("name: Whisperer", 'name: "=1+1"'))
    rows = list(csv.DictReader(io.StringIO(run("list", "-c", folder, "-f", "csv").out)))
    assert [row["name"] for row in rows] == ["Painter 2", "Listener", "'=1+1"]
    assert rows[2]["parameters"] == ""


def test_markdown_and_tsv(run: Run, folder: Path) -> None:
    assert (
        "| painter | Painter 2 | Acme Labs +1 | 2022-04-06 | 3.5B~ | open |"
        in run("list", "-c", folder, "-f", "markdown").out
    )
    assert "Acme Labs; University of Somewhere" in run("list", "-c", folder, "-f", "tsv").out


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_names_keep_to_their_row(run: Run, make: Callable[..., Path], text: str) -> None:
    quoted = json.dumps(f"a{text}", ensure_ascii=False).replace("\x9b", "\\x9b")
    folder = make(whisperer=MODELS["whisperer"].replace("name: Whisperer", f"name: {quoted}"))
    for form in ("table", "markdown", "csv", "tsv"):
        out = run("list", "-c", folder, "-f", form).out
        assert "\x1b" not in out
        assert "‮" not in out
        assert len(out.splitlines()) == (5 if form == "markdown" else 4)
    for form in ("table", "json", "jsonl"):
        out = run("show", "-c", folder, "whisperer", "-f", form).out
        assert not {"\x1b", "\x9b", "\u202e"} & set(out)


@pytest.mark.parametrize(
    ("form", "written"),
    [("csl-json", "caf\\u00e9"), ("jsonl", '"caf\\u00e9"'), ("table", "café"), ("dot", "café")],
)
def test_what_the_output_lacks_is_spelled_as_the_format_spells_it(
    monkeypatch: pytest.MonkeyPatch, form: str, written: str
) -> None:
    monkeypatch.setattr("genai_tui.cli.output.carried_by", lambda stream: "ascii")
    line = '"café"' if form == "jsonl" else "café"
    assert spelled_out(form, line) == written
    assert spelled_out(form, "cafe") == "cafe"
