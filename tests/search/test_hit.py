"""A hit says where words were met, and what each thing that is off costs."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from genai_tui.catalog.model import Catalog, Model
from genai_tui.search.hit import BEST, Hit
from genai_tui.search.index import SearchIndex


def named(catalog: Catalog, id_: str, name: str, *aliases: str, maker: str = "acme") -> Model:
    whisperer = catalog.models[-1]
    parts = (replace(whisperer.organizations[0], id=maker),)
    return replace(whisperer, id=id_, name=name, aliases=aliases, organizations=parts, summary=None)


def hits(catalog: Catalog, *models: Model, query: str) -> list[Hit]:
    return list(SearchIndex(replace(catalog, models=models)).find(query))


def test_a_name_comes_before_an_alias_and_that_before_a_maker_and_that_before_a_text(tiny: Catalog) -> None:
    models = (
        replace(named(tiny, "a", "Zeta"), summary="It has quux in it."),
        named(tiny, "b", "Epsilon", maker="quux"),
        named(tiny, "c", "Delta", "Quux"),
        named(tiny, "d", "Quux"),
    )
    found = hits(tiny, *models, query="quux")
    assert [(hit.id, hit.where) for hit in found] == [
        ("d", "name"), ("c", "alias"), ("b", "organization"), ("a", "text"),
    ]  # fmt: skip
    costs = [hit.cost for hit in found]
    assert costs[0] == 0 < costs[1] < costs[2] < costs[3] < BEST


@pytest.mark.parametrize("query", ["quux", "qux", "quu", "acme quux", "quux two", "reads"])
def test_the_parts_of_a_score_add_up_to_it(tiny: Catalog, query: str) -> None:
    models = (named(tiny, "a", "Quux two"), named(tiny, "b", "Delta", "Quux"), *tiny.models)
    for hit in hits(tiny, *models, query=query):
        assert sum(part.points for part in hit.parts()) == pytest.approx(hit.score)
        assert hit.parts()[0].what == "a name met exactly"
        assert all(
            part.points < 0 or part.what == "a name met exactly" or "equal" in part.what
            for part in hit.parts()
        )


@pytest.mark.parametrize(
    ("query", "name", "ways"),
    [
        ("quux two", "Quux Two", "equal"),
        ("quu", "Quux Two", "begins so"),
        ("two", "Quux Two", "has the word"),
        ("tw", "Quux Two", "a word begins so"),
        ("qt", "Quux Two", "words begin so"),
        ("quxu two", "Quux Two", "typing mistakes"),
    ],
)
def test_how_a_name_was_met_is_said(tiny: Catalog, query: str, name: str, ways: str) -> None:
    (hit,) = hits(tiny, named(tiny, "a", name), query=query)
    assert hit.ways == ways


def test_what_a_maker_helped_to_find_is_not_plain(tiny: Catalog) -> None:
    quux = named(tiny, "a", "Quux")
    assert hits(tiny, quux, query="quux")[0].plain
    assert not hits(tiny, quux, query="qux")[0].plain
    (helped,) = hits(tiny, quux, query="acme quux")
    assert not helped.plain
    assert helped.maker in ("ACME", "Acme Labs")
