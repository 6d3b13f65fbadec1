"""What the tree can be grouped by, and what it opens with."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from genai_tui.catalog.attributes import MODELS
from genai_tui.catalog.model import Catalog, Model, Offer, Release
from genai_tui.search.counts import count_by
from genai_tui.search.fields import FIELDS
from genai_tui.search.grouping import (
    LARGE,
    Facet,
    Group,
    divided,
    facets_of,
    first_facet,
    group,
    group_clause,
)
from genai_tui.search.index import SearchIndex
from genai_tui.storage.loader import open_catalog

HEADS = "Model,Organization,Domain,Task,Training compute (FLOP),Model accessibility\n"
PLACED = "{},Lab,Language,Chat,1e22,Open weights (non-commercial)\n"
UNPLACED = '{},Lab,"Weaving,Spinning",Making cloth,1e22,Open weights (unrestricted)\n'


def catalog_of(tmp_path: Path, placed: int, unplaced: int) -> Catalog:
    rows = [PLACED.format(f"P{n}") for n in range(placed)] + [
        UNPLACED.format(f"U{n}") for n in range(unplaced)
    ]
    path = tmp_path / "t.csv"
    path.write_text(HEADS + "".join(rows))
    return open_catalog(str(path))[0]


@pytest.mark.parametrize(
    ("placed", "unplaced", "facet"),
    [(4, 0, "category"), (4, 1, "category"), (3, 1, "signature"), (0, 1, "signature"), (39, 10, "signature")],
)
def test_a_catalog_with_more_than_a_fifth_unplaced_opens_by_signature(
    tmp_path: Path, placed: int, unplaced: int, facet: str
) -> None:
    assert first_facet(catalog_of(tmp_path, placed, unplaced)) == facet


def test_the_survey_opens_by_category() -> None:
    survey, _ = open_catalog("survey")
    assert first_facet(survey) == "category"
    assert "domain" not in facets_of(survey)


def test_domains_and_weights_mean_the_same_in_group_filter_and_count(tmp_path: Path) -> None:
    catalog = catalog_of(tmp_path, 3, 2)
    index = SearchIndex(catalog)
    assert "domain" in facets_of(catalog)
    for name in ("domain", "weights"):
        groups = {each.id: len(each.records) for each in group(catalog, catalog.models, name)}  # type: ignore[arg-type]
        counts = {row.values[0]: row.count for row in count_by(catalog, catalog.models, (FIELDS[name],))}
        assert groups == counts
        for value, count in groups.items():
            assert len(index.ask(f'{name}:"{value}"').records) == count
    assert {each.id: len(each.records) for each in group(catalog, catalog.models, "weights")} == {
        "open": 5, "restricted": 3,
    }  # fmt: skip
    assert len(index.ask("weights:open -weights:restricted").records) == 2


@pytest.mark.parametrize(
    ("facet", "labels"),
    [
        ("year", ["2023", "2022", "2021", "not known"]),  # the newest first, and not by size
        ("organization", ["University of Somewhere", "Acme Labs"]),  # the largest first
        ("weights", ["open", "not known"]),
        ("category", ["text → image", "text → audio"]),
    ],
)
def test_groups_stand_in_the_order_people_expect(tiny: Catalog, facet: Facet, labels: list[str]) -> None:
    painter, listener, whisperer = tiny.models
    more = (
        replace(whisperer, id="later", released=Release("2023-05")),
        replace(whisperer, id="undated", released=None),
    )
    groups = group(tiny, (listener, painter, whisperer, *more), facet)
    assert [each.label for each in groups] == labels


@pytest.mark.parametrize(
    ("context", "band"),
    [
        (1, "to 32K"), (33_000, "to 32K"), (33_001, "to 128K"), (132_000, "to 128K"), (132_001, "to 256K"),
        (265_000, "to 256K"), (265_001, "to 512K"), (530_000, "to 512K"), (530_001, "to 1M"),
        (1_100_000, "to 1M"), (1_100_001, "above 1M"), (None, "not known"),
    ],
)  # fmt: skip
def test_a_band_goes_up_to_its_end(tiny: Catalog, context: int | None, band: str) -> None:
    model = replace(tiny.models[0], offers=(Offer(provider="a", context=context, input_price=1),))
    assert [each.label for each in group(tiny, (model,), "context")] == [band]


@pytest.mark.parametrize(
    ("price", "band"),
    [
        (0.05, "to $0.10"), (0.1, "to $0.10"), (0.11, "to $1"), (1, "to $1"), (1.01, "to $5"), (5, "to $5"),
        (5.01, "to $20"), (20, "to $20"), (20.5, "above $20"), (0, "0 stated"), (None, "not known"),
    ],
)  # fmt: skip
def test_a_band_of_prices_goes_up_to_its_end(tiny: Catalog, price: float | None, band: str) -> None:
    model = replace(tiny.models[0], offers=(Offer(provider="a", input_price=price),))
    assert [each.label for each in group(tiny, (model,), "price")] == [band]


def _many(tiny: Catalog, count: int, families: int = 0, years: int = 3) -> tuple[Model, ...]:
    """Return so many models of one category, the first ones of a family each, over some years."""
    painter = tiny.models[0]
    return tuple(
        replace(
            painter, id=f"m{number}", family=f"Line {number % 4}" if number < families else None,
            released=Release(str(2020 + number % years)),
        )
        for number in range(count)
    )  # fmt: skip


@pytest.mark.parametrize(
    ("count", "families", "years", "facet", "expected"),
    [
        (LARGE, LARGE, 3, "category", None), (LARGE + 1, 0, 3, "category", "year"),
        (50, 25, 3, "category", "family"), (50, 24, 3, "category", "year"),
        (50, 0, 1, "category", None),  # one year only: to open it would show no more
        (50, 50, 3, "family", "year"), (50, 0, 1, "year", None), (50, 50, 1, "year", None),
    ],
)  # fmt: skip
def test_a_large_group_is_divided_by_what_suits_it(
    tiny: Catalog, count: int, families: int, years: int, facet: Facet, expected: Facet | None
) -> None:
    models = _many(tiny, count, families, years)
    division = divided(tiny, Group("x", "x", models), facet)
    assert (division.facet if division else None) == expected
    assert all(part.records for part in division.parts) if division else True


def test_a_group_is_divided_as_one_says(tiny: Catalog) -> None:
    models = _many(tiny, 3)
    whole = Group("x", "x", models)
    division = divided(tiny, whole, "category", "year")
    assert division is not None
    assert [(each.id, len(each.records)) for each in division.parts] == [
        ("2022", 1),
        ("2021", 1),
        ("2020", 1),
    ]
    assert divided(tiny, whole, "year", "year") is None
    assert divided(tiny, Group("x", "x", models[:1]), "category", "year") is None
    assert divided(tiny, Group("x", "x", ()), "category", "year") is None


def test_models_are_grouped_by_maker_and_family(tiny: Catalog) -> None:
    painter, listener, whisperer = tiny.models
    models = (
        replace(painter, family="Brush"),
        replace(painter, id="second", family="Brush"),
        replace(listener, family="Ear", organizations=()),
        whisperer,
    )
    catalog = Catalog(tiny.head, models, tiny.organizations, tiny.relations)
    assert {"maker", "family"} <= set(facets_of(catalog))
    assert "family" not in facets_of(tiny), "where no model states one, nothing is grouped by it"
    families = [(each.label, len(each.records)) for each in group(catalog, models, "family")]
    assert families == [("Brush", 2), ("Ear", 1), ("not known", 1)]
    makers = {each.label: {model.id for model in each.records} for each in group(catalog, models, "maker")}
    assert makers["Acme Labs"] == {"painter", "second"}
    assert makers["not known"] >= {"listener"}
    assert "University of Somewhere" not in {label for label, made in makers.items() if "painter" in made}, (
        "who only helped is no maker"
    )


@pytest.mark.parametrize(
    ("value", "clause"),
    [
        ("open", "weights:open"), ("", "weights:?"), ("so-called_2", "weights:so-called_2"), ("été", "weights:été"),
        ("two words", 'weights:"two words"'), ("a:b", 'weights:"a:b"'), ("open,", 'weights:"open,"'), ("..1", 'weights:"..1"'),
    ],
)  # fmt: skip
def test_a_group_is_asked_for_by_a_clause(value: str, clause: str) -> None:
    assert group_clause(MODELS.rows["weights"], value) == clause


@pytest.mark.parametrize("facet", ["category", "organization", "year", "weights"])
def test_the_clause_of_a_group_finds_its_records(tiny: Catalog, facet: Facet) -> None:
    index = SearchIndex(tiny)
    for each in group(tiny, tiny.models, facet):
        found = index.ask(group_clause(MODELS.groupings[facet], each.id)).records
        assert {model.id for model in found} == {model.id for model in each.records}
