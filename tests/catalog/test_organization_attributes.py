"""What is read of an organization is what the catalog says, counted as its pages and graphs count it."""

from __future__ import annotations

import pytest

from genai_tui.catalog.model import Catalog
from genai_tui.catalog.organization_attributes import MEASURED, ORGANIZATIONS
from genai_tui.catalog.organization_counts import are_measured, counts_of, organizations_in_order, standing_of
from genai_tui.catalog.ties import around_organization
from genai_tui.graph.analysis import measures
from genai_tui.graph.builder import build
from genai_tui.graph.standings import measure_organizations
from genai_tui.storage.loader import open_catalog

CATALOGS = [open_catalog(name, use_cache=False)[0] for name in ("survey", "landscape")]
whole = pytest.mark.parametrize("catalog", CATALOGS, ids=lambda catalog: catalog.head.id)

GROUPS = {"partners": "Partners", "owners": "Owned by", "owned": "Owns", "investors": "Investors", "invested": "Invested in"}  # fmt: skip


@whole
def test_counts_are_those_of_the_pages(catalog: Catalog) -> None:
    for id_, organization in catalog.organizations.items():
        around = around_organization(catalog, id_)
        models = [model.id for model in catalog if id_ in model.organization_ids]
        assert [model.id for model in counts_of(catalog, id_).models] == models
        assert counts_of(catalog, id_).around == around
        for name, group in GROUPS.items():
            assert ORGANIZATIONS.rows[name].values(catalog, organization) == (len(around.get(group, ())),), (
                id_,
                name,
            )
        dates = sorted(model.date for model in catalog if id_ in model.organization_ids and model.date)
        assert ORGANIZATIONS.rows["first"].values(catalog, organization) == tuple(dates[:1])
        assert ORGANIZATIONS.rows["last"].values(catalog, organization) == tuple(dates[-1:])


@whole
def test_between_and_community_are_those_of_the_graph(catalog: Catalog) -> None:
    fresh = type(catalog)(
        catalog.head, catalog.models, catalog.organizations, catalog.relations, catalog.others
    )
    openai = fresh.organizations["openai"]
    assert not are_measured(fresh)
    assert all(ORGANIZATIONS.rows[name].values(fresh, openai) == () for name in MEASURED)
    measure_organizations(fresh)
    found = measures(build(fresh, "collaboration"))
    for id_, organization in fresh.organizations.items():
        measured = found.get(id_)
        expected = (measured.betweenness,) if measured and measured.partners else ()
        assert ORGANIZATIONS.rows["between"].values(fresh, organization) == expected
        standing = standing_of(fresh, id_)
        assert (standing.community if standing else None) == (
            measured.community if measured and expected else None
        )


@whole
def test_those_with_most_models_come_first(catalog: Catalog) -> None:
    ordered = organizations_in_order(catalog)
    counts = [len(counts_of(catalog, each.id).models) for each in ordered]
    assert counts == sorted(counts, reverse=True)
    assert {each.id for each in ordered} == set(catalog.organizations)


def test_no_attribute_lacks_what_a_reader_needs() -> None:
    for row in ORGANIZATIONS.rows.values():
        assert row.of_organizations
        assert row.help
        assert row.title


@whole
def test_what_only_models_say_of_a_field_is_no_word_on_organizations(catalog: Catalog) -> None:
    city = ORGANIZATIONS.rows["city"]
    assert city.known_in(catalog) == any(each.city for each in catalog.organizations.values())
