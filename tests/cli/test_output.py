"""Rows of models in each format: harmless to whatever reads them."""

from __future__ import annotations

import csv
import io

import pytest
from msgspec.structs import replace

from genai_tui.catalog.model import Catalog
from genai_tui.cli.output import FORMATS, models_in, separated
from tests.catalog.test_sanitize import HOSTILE


@pytest.mark.parametrize("form", ["csv", "tsv"])
@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("=1+1", "'=1+1"), ("+1", "'+1"), ("-1", "'-1"), ("@SUM(A1)", "'@SUM(A1)"),
        ("'=1", "'=1"), ("a=1", "a=1"), ("1-1", "1-1"), ("", ""), (None, ""), (["=a", "b"], "'=a; b"), (7, "7"),
    ],
)  # fmt: skip
def test_no_cell_is_a_formula(form: str, text: object, written: str) -> None:
    (line,) = separated([["id", text, "end"]], form)
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


@pytest.mark.parametrize("form", FORMATS)
def test_every_format_of_nothing(tiny: Catalog, form: str) -> None:
    lines = list(models_in(form, tiny, ()))
    assert len(lines) == {"ids": 0, "jsonl": 0, "markdown": 2}.get(form, 1)
