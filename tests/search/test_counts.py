"""Counts by values: most first, then by label, and what is not known last among equals."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from genai_tui.catalog.attributes import ATTRIBUTES
from genai_tui.catalog.model import Catalog, Release
from genai_tui.search.counts import count_by
from genai_tui.search.index import SearchIndex
from genai_tui.search.subject import MODELS


@pytest.mark.parametrize(
    ("models", "field", "counts"),
    [
        ((0, 1), "weights", [("open", 1), (None, 1)]), ((0, 1, 2), "weights", [(None, 2), ("open", 1)]),
        ((0, 1, 2), "org", [("Acme Labs", 2), ("University of Somewhere", 2)]),
        ((0, 2), "org", [("University of Somewhere", 2), ("Acme Labs", 1)]),
        ((0, 1, 2), "year", [("2021", 1), ("2022", 2)]), ((), "year", []),
    ],
)  # fmt: skip
def test_most_first_but_years_in_order(
    tiny: Catalog, models: tuple[int, ...], field: str, counts: list[tuple[str | None, int]]
) -> None:
    rows = count_by(tiny, [tiny.models[each] for each in models], (ATTRIBUTES[field],))
    assert [(row.labels[0], row.count) for row in rows] == counts


def test_of_an_answer_it_is_counted_where_a_field_is_not_known(tiny: Catalog) -> None:
    index = SearchIndex(tiny)
    fields = index.subject.attributes.rows
    assert index.subject is MODELS
    for query, unknown in (
        ("", {"weights": 2, "params": 2, "org": 0}),
        ("painter", {"weights": 0, "params": 0}),
    ):
        answer = index.ask(query)
        assert {name: index.unknown_in(answer, fields[name]) for name in unknown} == unknown


@pytest.mark.parametrize(
    ("dates", "counts"),
    [
        (("2022-04-06", "2022", "2021-03"), [("2021-03", 1), ("2022", 2), ("2022-04-06", 1)]),
        (("2022-04-06", "2022-04", "2022"), [("2022", 3), ("2022-04", 2), ("2022-04-06", 1)]),
        (("2022-04-06", "2022-05", "2023"), [("2022-04-06", 1), ("2022-05", 1), ("2023", 1)]),
    ],
)  # fmt: skip
def test_a_day_counts_for_its_month_and_year_where_these_are_dates_of_others(
    tiny: Catalog, dates: tuple[str, ...], counts: list[tuple[str, int]]
) -> None:
    models = [
        replace(tiny.models[0], id=f"m{number}", released=Release(date)) for number, date in enumerate(dates)
    ]
    rows = count_by(replace(tiny, models=tuple(models)), models, (ATTRIBUTES["date"],))
    assert sorted((row.values[0], row.count) for row in rows) == counts
