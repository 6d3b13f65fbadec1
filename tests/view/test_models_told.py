"""The models that are listed of a cell are as many as it counts, and those that Enter opens."""

from __future__ import annotations

from pathlib import Path

import pytest

from genai_tui.catalog.model import Catalog
from genai_tui.search.index import SearchIndex
from genai_tui.storage.loader import open_catalog
from genai_tui.view import table_view
from genai_tui.view.coverage import CoverageView
from genai_tui.view.matrix import MatrixView
from genai_tui.view.table_view import TableView, at_cell, in_browse, models_told
from genai_tui.view.timeline import TimelineView

EPOCH = Path(__file__).parents[3] / "shared" / "datasets" / "epoch_notable_2026-01.csv"
VIEWS = (
    MatrixView(), MatrixView(face="slots"), TimelineView(), TimelineView(lanes="organization"),
    TimelineView(lanes="none", by="quarter"), TimelineView(lanes="family", by="month"),
)  # fmt: skip


@pytest.mark.parametrize(
    "view", VIEWS, ids=lambda view: f"{view.SCREEN} {getattr(view, 'face', '') or view.lanes}"
)
@pytest.mark.parametrize("name", ["survey", "landscape", str(EPOCH)], ids=["survey", "landscape", "epoch"])
def test_a_cell_lists_as_many_models_as_it_counts(name: str, view: TableView) -> None:
    if name == str(EPOCH) and not EPOCH.exists():
        pytest.skip("the real catalog is not here")
    catalog, _ = open_catalog(name)
    table = view.table(catalog, catalog.models)
    for row in range(0, len(table.rows), len(table.rows) // 40 + 1):  # of hundreds of rows some
        for column in range(len(table.columns)):
            told = models_told(at_cell(view, table, row, column), table, catalog, catalog.models)
            assert len(told or ()) == table.count(row, column), (
                table.rows[row].key,
                table.columns[column].key,
            )


@pytest.mark.parametrize(
    "view", VIEWS, ids=lambda view: f"{view.SCREEN} {getattr(view, 'face', '') or view.lanes}"
)
def test_they_are_those_that_enter_opens_the_latest_first(tiny: Catalog, view: TableView) -> None:
    index = SearchIndex(tiny)
    table = view.table(tiny, tiny.models)
    for row in range(len(table.rows)):
        for column in range(len(table.columns)):
            if not table.count(row, column):
                continue
            here = at_cell(view, table, row, column)
            told = models_told(here, table, tiny, tiny.models)
            assert told is not None
            assert {name for name, _, _ in told} == {
                model.name for model in index.ask(in_browse(here, table).query).records
            }
            dates = [date for _, _, date in told]
            assert dates == sorted(dates, reverse=True)


def test_of_too_many_models_and_of_shares_none_are_listed(
    tiny: Catalog, monkeypatch: pytest.MonkeyPatch
) -> None:
    view = MatrixView()
    table = view.table(tiny, tiny.models)
    monkeypatch.setattr(table_view, "LISTED_OF", 2)
    assert models_told(view, table, tiny, tiny.models) is None
    monkeypatch.undo()
    assert CoverageView().holder(tiny, tiny.models, "params", "2022") is None
