"""One name, one function: filter, column, order, group and count of an attribute are the same value.

On the shipped catalogs, on one that shows every state there is, and on real ones where they are at hand.
"""

from __future__ import annotations

import functools
import json
import random
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from genai_tui.catalog.attributes import ATTRIBUTES, MODELS, UNKNOWN, Attribute
from genai_tui.catalog.describe_model import model_pages
from genai_tui.catalog.diagnostics import CatalogNotFound
from genai_tui.catalog.model import Availability, Catalog, Offer, Release, Source
from genai_tui.catalog.partial_date import days_of
from genai_tui.cli.output import models_in
from genai_tui.search.counts import count_by, countable
from genai_tui.search.fields import FIELDS
from genai_tui.search.grouping import FACETS, group
from genai_tui.search.index import SearchIndex
from genai_tui.search.parser import read
from genai_tui.search.sorting import ORDERS, attribute_in, ordered
from genai_tui.storage.exporters.json_form import values_row
from genai_tui.storage.loader import open_catalog, shipped_names

REAL = Path(__file__).parents[3] / "shared" / "datasets"
NAMES = (
    *shipped_names(), "offers", "models.dev", "epoch_notable_2026-01.csv", "epoch_notable_2026-07.csv",
    "models_dev_2026-09.json", "ecosystem-graphs",
)  # fmt: skip
OFFERS = Path(__file__).parents[1] / "data" / "offers.json"
MEASURED = [name for name, each in ATTRIBUTES.items() if each.kind != "text"]


@functools.cache
def opened(name: str) -> SearchIndex:
    try:
        path = OFFERS if name == "offers" else REAL / name if "." in name[:-3] or "-" in name else Path(name)
        if name == "models.dev" or name in shipped_names():
            return SearchIndex(open_catalog(name, use_cache=False)[0])
        if not path.exists():
            pytest.skip(f"{name} is not here")
        return SearchIndex(open_catalog(str(path), use_cache=False)[0])
    except CatalogNotFound:
        pytest.skip(f"{name} is not here")


def below(attribute: Attribute, shown: str, limit: float | str) -> bool:
    """Tell whether what a column shows may be read as less than `limit`: rounded as it is."""
    text = shown.rstrip("~!").partition("..")[0]
    if attribute.kind == "date":
        return days_of(text)[1] < str(limit)
    value = (
        float(text)
        if "e" in text or text[-1].isdigit()
        else float(read(FIELDS[attribute.name], text, 0).first)
    )
    return value * (1 if attribute.kind == "year" else 0.995) < float(limit)  # it has three digits at least


@pytest.mark.parametrize("field", MEASURED)
@pytest.mark.parametrize("name", NAMES)
def test_what_is_below_is_shown_sorted_and_grouped_below(name: str, field: str) -> None:
    index, attribute = opened(name), ATTRIBUTES[field]
    catalog = index.catalog
    # A number of several is found by any of them, so by its least.
    known = {
        model.id: min(values) if attribute.several else values[0]
        for model in catalog
        if (values := attribute.values(catalog, model))
    }
    chosen = random.Random(field)
    limits = set(chosen.sample(sorted(set(known.values())), min(6, len(set(known.values())))))
    order = next((each for each in ORDERS if (by := attribute_in(each)) and by.name == field), None)
    for limit in limits | {value * 1.5 for value in limits if isinstance(value, float)}:
        written = f"{limit:.15g}" if isinstance(limit, int | float) else limit
        exact = days_of(str(limit))[0] if attribute.kind == "date" else float(written)
        found = index.ask(f"{field}:<{written}").records
        for model in found:
            value = values_row(catalog, model).get(attribute.heading, known[model.id])
            least = days_of(str(value))[1] if attribute.kind == "date" else value
            assert least < exact  # type: ignore[operator]
            assert below(attribute, attribute.cell(catalog, model), exact)
            below_it = any if attribute.several else all
            assert below_it(starts_below(attribute, each, exact) for each in attribute.groups(catalog, model))
        if order:
            upwards = [model.id for model in ordered(catalog, catalog.models, order, attribute.largest_first)]
            last = max((upwards.index(model.id) for model in found), default=-1)
            before = [id_ for id_ in upwards[: last + 1] if id_ not in {model.id for model in found}]
            # Of a date known by its year the days are not in order with those of others.
            assert not before or attribute.kind == "date"
            assert all(str(known[id_]) < str(limit) for id_ in before)


def starts_below(attribute: Attribute, label: str, limit: float | str) -> bool:
    if attribute.bands:
        return next(band.low for band in attribute.bands if band.label == label) < float(limit)
    return days_of(label)[0] < str(limit) if attribute.kind == "date" else float(label) < float(limit)


@pytest.mark.parametrize("field", sorted(name for name, field in FIELDS.items() if not field.never_unknown))
@pytest.mark.parametrize("name", NAMES)
def test_unknown_is_what_the_column_shows_as_unknown(name: str, field: str) -> None:
    index, attribute = opened(name), ATTRIBUTES[field]
    unknown = (UNKNOWN, attribute.unknown_key or UNKNOWN)  # "unplaced" says it of a category
    found = {model.id for model in index.ask(f"{field}:?").records}
    assert found == {
        model.id for model in index.catalog if attribute.cell(index.catalog, model).rstrip("!") in unknown
    }


@pytest.mark.parametrize("field", [field.name for field in countable()])
@pytest.mark.parametrize("name", NAMES)
def test_a_count_is_the_length_of_the_list(name: str, field: str) -> None:
    index = opened(name)
    rows = count_by(index.catalog, index.catalog.models, (FIELDS[field],))
    for row in random.Random(field).sample(rows, min(40, len(rows))):
        value = row.values[0]
        if (value is not None and '"' in value) or (value is None and FIELDS[field].never_unknown):
            continue  # no query can say it
        query = f"{field}:?" if value is None else f'{field}:"{value}"'
        assert len(index.ask(query).records) == row.count, query


@pytest.mark.parametrize("facet", FACETS)
@pytest.mark.parametrize("name", NAMES)
def test_a_group_of_the_tree_is_a_row_of_the_count(name: str, facet: str) -> None:
    catalog = opened(name).catalog
    field = FIELDS[MODELS.groupings[facet].name]  # type: ignore[arg-type]
    groups = {
        each.id or None: len(each.records) for each in group(catalog, catalog.models, facet) if each.records
    }  # type: ignore[arg-type]
    assert groups == {row.values[0]: row.count for row in count_by(catalog, catalog.models, (field,))}


@pytest.mark.parametrize("name", NAMES)
def test_years_are_counted_in_their_order(name: str) -> None:
    catalog = opened(name).catalog
    rows = count_by(catalog, catalog.models, (FIELDS["year"], FIELDS["weights"]))
    years = [row.values[0] or "9999" for row in rows]
    assert years == sorted(years)


@pytest.mark.parametrize("name", NAMES)
def test_every_disputed_value_carries_its_mark(name: str) -> None:
    catalog = opened(name).catalog
    models = tuple(model for model in catalog if model.disputes)[:80]
    asked = [each for each in ATTRIBUTES.values() if each.path]
    heads, _, *lines = models_in("markdown", catalog, models, [each.name for each in asked])
    titles = heads.split(" | ")
    for model, line in zip(models, lines, strict=True):
        cells = dict(zip(titles, re.split(r"(?<!\\) \| ", line), strict=True))
        row = values_row(catalog, model)
        for dispute in model.disputes:
            for attribute in asked:
                if dispute.field in attribute.path.split("|") and attribute.title in cells:
                    assert "!" in cells[attribute.title], (model.id, attribute.name)
            if dispute.field in ("released", "parameters", "organizations", "category"):
                assert dispute.field in row["disputed"]
            page = [
                item
                for page in model_pages(catalog, model)
                for item in page.items
                if item.field == dispute.field
            ]
            assert any("!" in item.mark for item in page)


def test_a_stated_zero_is_no_price() -> None:
    index = opened("offers")

    def ids(query: str) -> set[str]:
        return {model.id for model in index.ask(query).records}

    free, cheap = ids("price:0"), ids("price:<1")
    assert free
    assert not free & cheap
    assert free == ids('price:"0 stated"')
    assert all(
        ATTRIBUTES["price"].text(index.catalog, model) == "0 stated"
        for model in index.catalog
        if model.id in free
    )
    for reverse in (False, True):
        prices = [model.price for model in ordered(index.catalog, index.catalog.models, "price", reverse)]
        real = [price for price in prices if price]
        assert prices == [
            *sorted(real, reverse=reverse),
            *[0] * prices.count(0),
            *[None] * prices.count(None),
        ]


def test_what_is_disputed_is_found_by_none_of_its_sides_and_told() -> None:
    index = opened("offers")
    disputed = {model.id for model in index.ask("weights:disputed").records}
    assert disputed
    for side in ("open", "closed"):
        answer = index.ask(f"weights:{side}")
        assert not disputed & {model.id for model in answer.records}
        assert list(index.undecided(answer.query)) == [("weights", len(disputed))]
    assert list(index.undecided(index.ask("weights:disputed").query)) == []


@given(
    st.lists(st.sampled_from([*(field.name for field in countable())]), min_size=1, max_size=3, unique=True)
)
def test_counts_by_many_fields_add_up(fields: list[str]) -> None:
    catalog = opened("offers").catalog
    rows = count_by(catalog, catalog.models, tuple(FIELDS[each] for each in fields))
    assert sum(row.count for row in rows) >= len(catalog)


def test_the_catalog_of_offers_has_every_state() -> None:
    catalog: Catalog = opened("offers").catalog
    assert json.loads(OFFERS.read_text())
    states = {ATTRIBUTES[name].marks(model) for name in ("date", "weights") for model in catalog}
    assert states >= {"", "~", "!", "~!"}
    assert {None, 0.0} <= {model.price for model in catalog}


def test_spellings_of_one_value_are_one_value(tiny: Catalog) -> None:
    licenses = ("Apache 2.0", "apache-2.0", "Apache-2.0", "MIT")
    models = tuple(
        replace(
            tiny.models[0],
            id=f"m{place}",
            availability=Availability(license=each),
            offers=(Offer(provider=each),),
        )
        for place, each in enumerate(licenses)
    )
    catalog = Catalog(tiny.head, models, tiny.organizations)
    index = SearchIndex(catalog)
    for field in ("license", "provider"):
        rows = count_by(catalog, models, (FIELDS[field],))
        assert [row.count for row in rows] == [3, 1]
        for row in rows:
            assert len(index.ask(f'{field}:"{row.values[0]}"').records) == row.count
    assert sorted(len(each.records) for each in group(catalog, models, "provider")) == [1, 3]


def test_of_equal_names_the_better_known_comes_first(tiny: Catalog) -> None:
    sources = tuple(Source(f"s{number}", title="S", url="https://example.org") for number in range(5))
    offers = (Offer(provider="a"), Offer(provider="b"))
    plain = replace(tiny.models[0], sources=(), released=Release("2020"))
    # the worst first, each better than the one before in one thing, whatever it lacks of the others
    models = (
        replace(plain, id="undated", released=None),
        replace(plain, id="dated", released=Release("2020")),
        replace(plain, id="newer", released=Release("2021")),
        replace(plain, id="offered", offers=offers, released=Release("2019")),
        replace(plain, id="sourced", sources=sources, released=Release("2018")),
        replace(plain, id="cited", citations=3, released=Release("2017")),
        replace(plain, id="cited-more", citations=4, released=Release("2016")),
    )
    index = SearchIndex(replace(tiny, models=models))
    assert [hit.id for hit in index.find("Painter 2")] == [model.id for model in reversed(models)]
