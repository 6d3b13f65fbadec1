"""Groups, orders and counts are the same in a database as in memory."""

from __future__ import annotations

from typing import Any

import pytest

from genai_tui.catalog.attributes import MODELS
from genai_tui.catalog.diagnostics import CatalogError
from genai_tui.catalog.position import position_of
from genai_tui.catalog.stored import StoredModels
from genai_tui.search.backends import search_index
from genai_tui.search.counts import count_by, countable
from genai_tui.search.grouping import divided, facets_of, first_facet, group
from genai_tui.search.sorting import ordered, orders_of
from genai_tui.search.stored import model_set
from tests.search.stored.pairs import Pair, ids


@pytest.mark.parametrize("query", ["", "weights:open", "diffusion", "falcon", "year:2021.."])
def test_groups_orders_and_counts_are_the_same(both: Pair, query: str) -> None:
    told: list[list[Any]] = []
    for catalog in both:
        records = search_index(catalog).ask(query).records
        here: list[Any] = [facets_of(catalog), first_facet(catalog), orders_of(catalog)]
        for facet in facets_of(catalog):
            groups = group(catalog, records, facet)
            here += [(each.id, each.label, len(each.records), ids(each.records)) for each in groups]
            for each in groups[:3]:
                for then in (None, "year", "weights"):
                    division = divided(catalog, each, facet, then)
                    here += (
                        [(part.id, ids(part.records)) for part in division.parts] if division else [division]
                    )
        for order in orders_of(catalog):
            here += [ids(ordered(catalog, records, order, reverse)) for reverse in (False, True)]
        here += [
            count_by(catalog, records, (each,)) for each in countable() if each.name not in ("name", "id")
        ]
        here.append(count_by(catalog, records, (MODELS.rows["weights"], MODELS.rows["year"])))
        told.append(here)
    assert told[0] == told[1]


def test_names_are_not_counted_and_large_tables_not_crossed(
    both: Pair, monkeypatch: pytest.MonkeyPatch
) -> None:
    stored = both[1]
    with pytest.raises(CatalogError, match="not counted in a file of so many models"):
        count_by(stored, stored.models, (MODELS.rows["name"],))
    monkeypatch.setattr(model_set, "_CROSSED", 2)
    with pytest.raises(CatalogError, match="counted together with another field are at most 2"):
        count_by(stored, stored.models, (MODELS.rows["year"], MODELS.rows["weights"]))


def test_models_are_found_by_their_position(both: Pair) -> None:
    catalog, stored = both
    for query in ("", "weights:open", "diffusion"):
        records, others = search_index(catalog).ask(query).records, search_index(stored).ask(query).records
        assert isinstance(others, StoredModels)
        for id_ in (*ids(records)[:5], catalog.models[-1].id, "none", None):
            assert position_of(records, id_) == position_of(others, id_)
        assert ids(others[2:5]) == ids(records)[2:5]
        assert others == search_index(stored).answer(search_index(stored).parse(query)).records
