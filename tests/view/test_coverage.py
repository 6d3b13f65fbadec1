"""Coverage: each number is what a query counts, on every catalog and for every kind of column."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from genai_tui.catalog.attributes import ATTRIBUTES
from genai_tui.catalog.count_sheet import CountSheet
from genai_tui.catalog.count_table import CountTable, joined_query
from genai_tui.catalog.model import Catalog
from genai_tui.search.index import SearchIndex
from genai_tui.storage.loader import open_catalog
from genai_tui.view.coverage import BYS, FIELDS, By, CoverageView, coverage, next_by
from tests.view.test_timeline_plot import catalogs


def miscounted(index: SearchIndex, table: CountTable, query: str = "") -> list[tuple[str, int, int]]:
    """Return the cells whose number, of a share what it leaves out, is not that of their query."""
    wrong = []
    for row in range(len(table.rows)):
        for column in range(len(table.columns)):
            asked = joined_query(query, table.clauses(row, column))
            count, whole = table.count(row, column), table.wholes.get((row, column))
            told = count if whole is None else whole - count
            if (found := len(index.ask(asked).records)) != told:
                wrong.append((asked, told, found))
    return wrong


@pytest.mark.parametrize("by", BYS)
@pytest.mark.parametrize("query", ["", "org:google year:>=2022"])
def test_each_number_of_the_survey_is_what_its_query_counts(by: By, query: str) -> None:
    shown, _ = open_catalog("survey")
    index = SearchIndex(shown)
    table = coverage(index.ask(query).records, by, index)
    assert miscounted(index, table, query) == []


def test_those_of_the_landscape_are_too() -> None:
    shown, _ = open_catalog("landscape")
    index = SearchIndex(shown)
    assert miscounted(index, coverage(shown.models, "year", index)) == []


@settings(max_examples=20, deadline=None)
@given(catalogs(), st.sampled_from(BYS))
def test_those_of_any_catalog_are_too(made: Catalog, by: By) -> None:
    index = SearchIndex(made)
    table = CoverageView(by=by).table(made, made.models)
    assert miscounted(index, table) == []
    for row in range(len(table.rows)):
        assert table.count(row, 1) + table.count(row, 4) == len(made), "known and unknown are all there are"
        assert table.count(row, 0) == table.count(row, 1)


def test_fields_of_which_nothing_is_said_are_named() -> None:
    shown, _ = open_catalog("survey")
    table = CoverageView().table(shown, shown.models)
    assert [row.label for row in table.rows][:6] == [
        "organization",
        "country",
        "inputs",
        "outputs",
        "release date",
        "parameters",
    ]
    assert "input price" in table.notes[-1]
    assert set(FIELDS) <= set(ATTRIBUTES)
    assert [next_by(CoverageView(by=each)).by for each in BYS] == ["organization", "category", "year"]


def test_shares_are_told_in_every_format() -> None:
    shown, _ = open_catalog("survey")
    table = CoverageView().table(shown, shown.models)
    sheet = CountSheet(table)
    (compute,) = [line for line in sheet.picture(False) if line.startswith("training compute")]
    assert compute.split() == [
        "training",
        "compute",
        "54%",
        "13",
        "12",
        "·",
        "11",
        "0%",
        "61%▓",
        "50%▒",
        "0%",
    ]
    (said,) = [line for line in sheet.sentences() if line.startswith("training compute")]
    assert said.startswith(
        "training compute: share 13 of 24, known 13, estimated 12, unknown 11, 2023 0 of 1, 2022 11 of 18"
    )
    headings, *rows = sheet.values()
    assert headings[:4] == ("field", "share", "share of", "known")
    assert next(row for row in rows if row[0] == "compute")[:4] == ("compute", 13, 24, 13)
    cells = sheet.data()["cells"]
    assert {
        "row": "compute",
        "column": "2022",
        "count": 11,
        "of": 18,
        "framed": False,
        "query": "compute:? year:2022",
    } in cells
    assert "training compute | 54%" in " | ".join(
        next(row for row in sheet.texts() if row[0] == "training compute")
    )
