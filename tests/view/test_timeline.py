"""The timeline: each of its numbers is what a query counts, whatever is known of a date."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from genai_tui.catalog.model import Catalog
from genai_tui.search.index import SearchIndex
from genai_tui.storage.loader import open_catalog
from genai_tui.view.periods import PERIODS, Period, column_at, months, period_of, suiting
from genai_tui.view.timeline import LANES, TimelineView, closer, lanes_of, next_lanes, to_period
from tests.storage.joining import catalog, record
from tests.view.test_matrix import miscounted

years = st.one_of(st.integers(2018, 2026), st.integers(1950, 2199))


@st.composite
def dates(draw: st.DrawFn) -> str:
    year = f"{draw(years):04}"
    return draw(st.sampled_from(("", year, f"{year}-02", f"{year}-12", f"{year}-06-30", f"{year}-02-28")))


@st.composite
def catalogs(draw: st.DrawFn) -> Catalog:
    models = [
        record(
            f"m{number}", date=draw(dates()), by=draw(st.sampled_from(("acme", "uni", ""))),
            family=draw(st.sampled_from((None, "GPT", "gpt", "Llama 2"))),
        )
        for number in range(draw(st.integers(0, 6)))
    ]  # fmt: skip
    return catalog("times", *models)


@settings(max_examples=40, deadline=None)
@given(catalogs(), st.sampled_from(PERIODS), st.sampled_from(LANES))
def test_each_number_is_what_its_query_counts(made: Catalog, period: Period, lanes: str) -> None:
    table = TimelineView(by=period, lanes=lanes).table(made, made.models)  # type: ignore[arg-type]
    if len(table.columns) < 150:
        assert miscounted(SearchIndex(made), table) == []
    assert sum(table.count(0, column) for column in range(1, len(table.columns))) == len(made)
    assert table.count(0, 0) == len(made)


@pytest.mark.parametrize("name", ["survey", "landscape"])
def test_the_numbers_of_the_catalogs_here_are_those_of_their_queries(name: str) -> None:
    shown, _ = open_catalog(name)
    index = SearchIndex(shown)
    for period, lanes in (("quarter", "category"), ("month", "none"), ("year", "organization")):
        table = TimelineView(by=period, lanes=lanes).table(shown, shown.models)  # type: ignore[arg-type]
        for row, column in list(table.counts)[::5]:
            assert len(index.ask(table.clauses(row, column)).records) == table.count(row, column)


def columns(*models: str, period: Period = "month") -> list[str]:
    made = catalog("times", *(record(f"m{number}", date=date) for number, date in enumerate(models)))
    return [each.key for each in TimelineView(by=period, lanes="none").table(made, made.models).columns][1:]


def test_times_without_a_release_are_columns_and_what_is_known_of_the_year_alone_is_one() -> None:
    assert columns("2021-11-30", "2022-02", "2021", "") == [
        "2021-11",
        "2021-12",
        "2021-?",
        "2022-01",
        "2022-02",
        "?",
    ]
    assert columns("2021", "2021", period="quarter") == ["2021-?"]
    assert columns("2021", "2023-05-01", "", period="year") == ["2021", "2022", "2023", "?"]
    assert columns() == []
    assert columns("", "") == ["?"]


def test_too_many_months_leave_those_out_that_have_no_release_and_say_so() -> None:
    made = catalog(
        "times", record("a", date="1950-01"), record("b", date="2199-12-31"), record("c", date="1999")
    )
    table = TimelineView(by="month").table(made, made.models)
    assert [each.key for each in table.columns] == ["*", "1950-01", "1999-?", "2199-12"]
    assert "Each month without a model is left out: there are too many of them." in table.notes
    assert len(TimelineView().table(made, made.models).columns) == 251


@pytest.mark.parametrize(
    ("date", "keys"),
    [
        ("2024-05-13", ("2024-05", "2024-Q2", "2024")), ("2024-01", ("2024-01", "2024-Q1", "2024")),
        ("2024", ("2024-?", "2024-?", "2024")), ("", ("?", "?", "?")),
    ],
)  # fmt: skip
def test_the_period_of_a_date(date: str, keys: tuple[str, ...]) -> None:
    assert tuple(period_of(date, period) for period in PERIODS) == keys


def test_the_cursor_stays_at_its_time_in_another_period() -> None:
    assert column_at(("*", "2023", "2024"), "2024-05") == "2024"
    assert column_at(("2024-04", "2024-05", "2024-?"), "2024-Q2") == "2024-04"
    assert column_at(("2024-04", "2024-?"), "2024") == "2024-?"
    assert column_at(("2024-04",), "2030-01") is None
    assert column_at(("2024-04",), "?") is None
    assert months("2024-Q2") == (months("2024-04")[0], months("2024-06")[1])
    shown, _ = open_catalog("survey")
    whisper = shown.model("whisper")
    assert whisper is not None
    for period in PERIODS:
        view = to_period(TimelineView().at_model(shown, whisper), period)
        table = view.table(shown, shown.models)
        row, column = view.cell(table)
        assert table.rows[row].key == "text-to-audio"
        assert table.columns[column].key == period_of(whisper.date or "", period)


def test_a_period_suits_the_span() -> None:
    assert suiting(["2021-05"]) == suiting([]) == "month"
    assert suiting(["2014", "2022"]) == "quarter"
    assert suiting(["1950", "2026"]) == "year"


def test_keys_go_round_the_lanes_and_to_the_finest_and_coarsest_period(tiny: Catalog) -> None:
    assert lanes_of(tiny) == ("category", "organization", "none"), "no family is known"
    view = TimelineView()
    seen = [view.lanes]
    for _ in range(3):
        view = next_lanes(view, tiny)
        seen.append(view.lanes)
    assert seen == ["category", "organization", "none", "category"]
    periods = [(view := closer(view, tiny, step)).by for step in (1, 1, 1, -1, -1, -1, -1)]
    assert periods == ["quarter", "year", "year", "quarter", "month", "month", "month"]


def test_what_has_to_be_known_is_said() -> None:
    made = catalog("times", record("a", date="2021"), record("b", date="2022-05"), record("c", date=""))
    table = TimelineView(by="month").table(made, made.models)
    assert table.title == "Releases by month · 3 models · 1 not dated"
    assert "1 model is known by the year alone, in a column ? at the end of it." in table.notes
