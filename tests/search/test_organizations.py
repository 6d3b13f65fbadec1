"""Organizations are searched by the same language as models: words, filters, groups, orders, counts, completion."""

from __future__ import annotations

import pytest

from genai_tui.catalog.organization_attributes import ORGANIZATIONS as ATTRIBUTES
from genai_tui.catalog.organization_counts import counts_of
from genai_tui.search.completion import complete
from genai_tui.search.counts import count_by, countable
from genai_tui.search.grouping import divided, facets_of, group
from genai_tui.search.index import SearchIndex
from genai_tui.search.sorting import ordered, orders_of
from genai_tui.search.subject import ORGANIZATIONS
from genai_tui.search.syntax import QueryProblem
from genai_tui.storage.loader import open_catalog

LANDSCAPE, _ = open_catalog("landscape", use_cache=False)
INDEX = SearchIndex(LANDSCAPE, ORGANIZATIONS)
RECORDS = ORGANIZATIONS.records(LANDSCAPE)


@pytest.mark.parametrize(
    ("query", "first"),
    [("microsoft", "microsoft"), ("microsft", "microsoft"), ("open ai", "openai"), ("bfl", "black-forest-labs"), ("GDM", "deepmind")],
)  # fmt: skip
def test_a_name_is_found_as_that_of_a_model_is(query: str, first: str) -> None:
    if query == "GDM" and not any("GDM" in each.names for each in RECORDS):
        pytest.skip("the catalog has no such alias")
    assert INDEX.ask(query).records[0].id == first


@pytest.mark.parametrize(
    ("query", "meets"),
    [
        ("kind:university", lambda each: each.kind == "university"),
        ("country:fr", lambda each: each.country == "FR"),
        ("kind:?", lambda each: each.kind is None),
        ("models:>5", lambda each: len(counts_of(LANDSCAPE, each.id).models) > 5),
        ("models:none", lambda each: not counts_of(LANDSCAPE, each.id).models),
        ("owners:>=1 -kind:company", lambda each: counts_of(LANDSCAPE, each.id).number("Owned by") and each.kind != "company"),
        ("cat:text-to-video", lambda each: any("text-to-video" in (m.category, *m.also_in) for m in counts_of(LANDSCAPE, each.id).models)),
        ("has:partners", lambda each: counts_of(LANDSCAPE, each.id).number("Partners")),
        ("model:gpt-4", lambda each: any(m.id == "gpt-4" for m in counts_of(LANDSCAPE, each.id).models)),
    ],
)  # fmt: skip
def test_a_filter_finds_what_it_says(query: str, meets) -> None:  # type: ignore[no-untyped-def]
    found = {each.id for each in INDEX.ask(query).records}
    assert found == {each.id for each in RECORDS if meets(each)}
    assert found


def test_a_field_of_models_alone_is_none_here() -> None:
    with pytest.raises(QueryProblem, match="there is no field 'params'"):
        INDEX.ask("params:>1b")


def test_every_group_count_and_order_agrees_with_the_filter() -> None:
    for facet in facets_of(LANDSCAPE, ATTRIBUTES):
        groups = group(LANDSCAPE, RECORDS, facet, ATTRIBUTES)
        assert {each.id for part in groups for each in part.records} == {each.id for each in RECORDS}
        row = ATTRIBUTES.groupings[facet]
        if row in countable(ATTRIBUTES):
            counts = {each.values[0] or "": each.count for each in count_by(LANDSCAPE, RECORDS, (row,))}
            assert counts == {each.id: len(each.records) for each in groups if each.records}, facet
    for order in orders_of(LANDSCAPE, ATTRIBUTES):
        assert set(ordered(LANDSCAPE, RECORDS, order, False, ATTRIBUTES)) == set(RECORDS)


def test_a_large_group_is_divided() -> None:
    (unknown,) = [each for each in group(LANDSCAPE, RECORDS, "kind", ATTRIBUTES) if each.id == ""]
    assert len(unknown.records) > 40
    division = divided(LANDSCAPE, unknown, "kind", None, ATTRIBUTES)
    assert division is not None
    assert {each.id for part in division.parts for each in part.records} == {
        each.id for each in unknown.records
    }


def test_fields_and_values_are_completed() -> None:
    assert "kind:" in [each.text for each in complete(INDEX, "ki", 2)]
    values = {each.text: each.count for each in complete(INDEX, "kind:", 5)}
    assert values["kind:university"] == len(INDEX.ask("kind:university").records)
