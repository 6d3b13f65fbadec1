"""What is said of the cell under the cursor of a table of counts, the table without cells included."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from msgspec.structs import replace

from genai_tui.catalog.count_table import CountTable, Head
from genai_tui.catalog.model import Catalog
from genai_tui.view.table_view import QueriedModels, TableView, at_cell, cell_told, models_told, whole

TABLE = CountTable(
    "field",
    (Head("params", "parameters"), Head("date", "date")),
    (Head("share", "share", is_total=True), Head("Q1", "Q1", above="2024")),
    {(0, 0): 1, (0, 1): 2, (1, 0): 4},
    wholes={(0, 0): 4, (1, 0): 4},
)


@pytest.mark.parametrize(
    ("row", "column", "told"),
    [
        (0, 0, "parameters · share · 1 of 4 state it · Enter: the 3 that do not"),
        (0, 1, "parameters · 2024 Q1 · 2 models · Enter lists them"),
        (1, 0, "date · share · 4 of 4 state it"),
        (1, 1, "date · 2024 Q1 · 0 models"),
    ],
)
def test_a_cell_says_how_many_and_what_enter_opens(row: int, column: int, told: str) -> None:
    assert cell_told(at_cell(TableView(), TABLE, row, column), TABLE) == told


def test_one_model_is_in_the_singular() -> None:
    one = replace(TABLE, counts={(0, 1): 1})
    assert (
        cell_told(at_cell(TableView(), one, 0, 1), one) == "parameters · 2024 Q1 · 1 model · Enter lists them"
    )


@pytest.mark.parametrize("lacking", [{"rows": ()}, {"columns": ()}, {"rows": (), "columns": ()}], ids=str)
def test_of_a_table_without_cells_nothing_is_said(
    tiny: Catalog, lacking: dict[str, tuple[Head, ...]]
) -> None:
    table = replace(TABLE, **lacking)  # type: ignore[arg-type]
    assert cell_told(TableView(), table) == ""
    assert models_told(TableView(), table, tiny, tiny.models) is None


def test_the_whole_drops_the_query_and_keeps_the_cell() -> None:
    view = TableView(query="x", row="date", column="Q1")
    assert whole(view) == TableView(row="date", column="Q1")
    assert view.cell(TABLE) == (1, 1)
    assert TableView(row="gone", column="gone").cell(TABLE) == (0, 1), "the first that is no total"


def test_models_are_asked_for_once_and_all_without_a_query(tiny: Catalog) -> None:
    asked: list[str] = []

    class Index:
        def ask(self, query: str, stop: object = None) -> SimpleNamespace:
            asked.append(query)
            return SimpleNamespace(records=tiny.models[:1])

    finder = QueriedModels(tiny, Index)  # type: ignore[arg-type]
    assert finder.is_small
    assert finder.meeting("") == finder.meeting("  ") == tiny.models
    assert asked == []
    assert finder.meeting("open") == finder.meeting(" open ") == tiny.models[:1]
    assert finder.meeting("") == tiny.models
    assert finder.meeting("open") == tiny.models[:1]
    assert finder.meeting("closed") == tiny.models[:1]
    assert asked == ["open", "closed"]
