"""What people type finds what they mean, and groups hold what they say."""

from __future__ import annotations

import time

import pytest
from msgspec.structs import replace

from genai_tui.catalog.model import Catalog, Offer
from genai_tui.search.counts import count_by
from genai_tui.search.fields import FIELDS
from genai_tui.search.full_text import FullText
from genai_tui.search.grouping import FACETS, facets_of, group
from genai_tui.search.index import SearchIndex
from genai_tui.search.name_index import Stopped
from genai_tui.search.parser import parse
from genai_tui.search.sorting import ORDERS, ordered, orders_of
from genai_tui.search.subject import MODELS
from genai_tui.storage.loader import open_catalog


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("dalle2", "dall-e-2"), ("DALL·E 2", "dall-e-2"), ("dalle 2", "dall-e-2"), ("wisper", "whisper"),
        ("stabel difusion", "stable-diffusion"), ("mdm", "human-motion-diffusion-model"), ("chat", "chatgpt"),
        ("magic 3d", "magic3d"), ("dreem fusion", "dreamfusion"), ("gato", "gato"), ("visual gpt", "visualgpt"),
        ("alphatensr", "alphatensor"), ("Tel Aviv", "human-motion-diffusion-model"), ("juke box", "jukebox"),
        ("openai wisper", "whisper"), ("whisper openai", "whisper"),
    ],
)  # fmt: skip
def test_the_survey_is_found(query: str, first: str) -> None:
    catalog, _ = open_catalog("survey", use_cache=False)
    hits = SearchIndex(catalog).find(query)
    assert hits
    assert hits[0].id == first


def test_nothing_and_nonsense_find_nothing(tiny: Catalog) -> None:
    index = SearchIndex(tiny)
    assert [index.find(query) for query in ("", "  ", "--", "zzzzqqqq", "\x1b[")] == [(), (), (), (), ()]


def test_names_come_before_organizations_and_those_before_texts(tiny: Catalog) -> None:
    index = SearchIndex(tiny)
    assert [hit.where for hit in index.find("acme")] == ["organization", "organization"]
    assert index.find("Listener")[0].where == "name"
    assert [hit.where for hit in index.find("reads")] == ["text"]
    both = index.find("acme painter")
    assert [(hit.id, hit.where, hit.maker) for hit in both] == [("painter", "alias", "ACME")]


@pytest.mark.parametrize(
    ("id_", "name", "alone"),
    [
        ("gpt-4", "GPT-4", True), ("gpt-4-2023", "GPT-4 (2023)", True), ("gpt-3-5", "GPT-3.5", False),
        ("gpt-4-2", "GPT-4", False), ("dall-e-2", "DALL·E 2", False), ("mdm", "Human Motion Diffusion Model", False),
    ],
)  # fmt: skip
def test_an_id_that_only_spells_the_name_is_no_second_name(
    tiny: Catalog, id_: str, name: str, alone: bool
) -> None:
    index = SearchIndex(replace(tiny, models=(replace(tiny.models[0], id=id_, name=name, aliases=()),)))
    assert [hit.id for hit in index.find(id_)] == [id_]
    assert len(index.finder._texts) == (1 if alone else 2)


def test_of_equal_names_the_one_offered_more_comes_first(tiny: Catalog) -> None:
    offers = (Offer(provider="a"), Offer(provider="b"))
    late, early = tiny.models[0], replace(tiny.models[0], id="painter-b", released=None, offers=offers)
    catalog = replace(tiny, models=(late, early))
    assert [hit.id for hit in SearchIndex(catalog).find("painter 2")] == ["painter-b", late.id]


def test_a_search_gives_up_when_told_to(tiny: Catalog) -> None:
    with pytest.raises(Stopped):
        SearchIndex(tiny).ask("painter", stop=lambda: True)


@pytest.mark.parametrize("facet", FACETS)
def test_every_model_stands_in_a_group(facet: str) -> None:
    catalog, _ = open_catalog("survey", use_cache=False)
    groups = group(catalog, catalog.models, facet)  # type: ignore[arg-type]
    assert {model.id for each in groups for model in each.records} == {model.id for model in catalog}


@pytest.mark.parametrize("order", ORDERS)
def test_an_order_keeps_all_models_and_unknown_last(tiny: Catalog, order: str) -> None:
    for reverse in (False, True):
        models = ordered(tiny, tiny.models, order, reverse)  # type: ignore[arg-type]
        assert sorted(model.id for model in models) == ["listener", "painter", "whisperer"]
        if order == "parameters":
            assert models[0].id == "painter"
        if order == "date":
            assert [model.id for model in models] == ["whisperer", "painter", "listener"][
                :: -1 if reverse else 1
            ]


def test_what_is_not_known_is_counted_too(tiny: Catalog) -> None:
    rows = count_by(tiny, tiny.models, (FIELDS["weights"],))
    assert [(row.labels, row.count) for row in rows] == [((None,), 2), (("open",), 1)]


def test_counts_by_two_fields(tiny: Catalog) -> None:
    rows = count_by(tiny, tiny.models, (FIELDS["org"], FIELDS["year"]))
    assert {(*row.labels, row.count) for row in rows} == {
        ("Acme Labs", "2022", 1),
        ("Acme Labs", "2021", 1),
        ("University of Somewhere", "2022", 2),
    }


def test_prices_and_contexts_of_offers(tiny: Catalog) -> None:
    offers = {
        "painter": (
            Offer(provider="A", input_price=0.0, context=8_000),
            Offer(provider="B", input_price=0.25),
        ),
        "listener": (Offer(provider="A", input_price=0.0), Offer(provider="B", context=1_048_576)),
        "whisperer": (),
    }
    models = tuple(replace(model, offers=offers[model.id]) for model in tiny)
    catalog = Catalog(tiny.head, models, tiny.organizations)
    assert [model.price for model in models] == [0.25, 0, None]
    assert [each.id for each in ordered(catalog, models, "price")] == ["painter", "listener", "whisperer"]
    assert [each.id for each in ordered(catalog, models, "context", True)] == [
        "painter",
        "listener",
        "whisperer",
    ]
    shown = {facet: [(each.label, len(each.records)) for each in group(catalog, models, facet)]
             for facet in facets_of(catalog)}  # fmt: skip
    assert shown["price"] == [("to $1", 1), ("0 stated", 1), ("not known", 1)]
    assert shown["context"] == [("to 32K", 1), ("to 1M", 1), ("not known", 1)]
    assert shown["provider"] == [("A", 2), ("B", 2), ("not known", 1)]


def test_without_offers_nothing_is_said_of_them(tiny: Catalog) -> None:
    assert "price" not in facets_of(tiny)
    assert "price" not in orders_of(tiny)


@pytest.mark.parametrize("text", ["draws pictures", "text-to-image diff", "a b", "speech language", "im ag"])
def test_a_query_typed_on_finds_in_prose_what_it_finds_at_once(text: str) -> None:
    catalog, _ = open_catalog("survey", use_cache=False)
    typed = FullText(MODELS.texts(catalog, model) for model in catalog.models)
    for end in [*range(1, len(text) + 1), *range(len(text), 0, -1)]:
        fresh = FullText(MODELS.texts(catalog, model) for model in catalog.models)
        words = text[:end].split()
        assert typed.holding(words) == fresh.holding(words)


def test_a_pasted_page_that_nothing_meets_is_not_taken_apart() -> None:
    catalog, _ = open_catalog("survey", use_cache=False)
    index = SearchIndex(catalog)
    start = time.monotonic()
    assert index.relaxations(parse("zq xv " * 300)) == ()
    assert len(index.relaxations(parse("zq org:openai"))) == 2
    assert time.monotonic() - start < 2


def test_what_each_clause_of_an_empty_answer_costs_is_told_the_costliest_first(tiny: Catalog) -> None:
    index = SearchIndex(tiny)
    query = parse("year:2030 org:acme weights:open country:NO year:2031")
    told = index.relaxations(query)
    assert {each.count for each in told} == {0}
    assert [(each.typed, each.alone) for each in told] == [
        ("year:2030", 0), ("year:2031", 0), ("weights:open", 1), ("org:acme", 2), ("country:NO", 2),
    ]  # fmt: skip
    told = index.relaxations(parse("org:acme year:2030 weights:open"))
    assert [(each.typed, each.count) for each in told] == [
        ("year:2030", 1),
        ("weights:open", 0),
        ("org:acme", 0),
    ]


@pytest.mark.parametrize(("clauses", "told"), [(1, 0), (2, 2), (12, 12), (13, 0)])
def test_so_many_clauses_are_left_out_in_turn(tiny: Catalog, clauses: int, told: int) -> None:
    query = parse(" ".join(f"year:{1900 + number}" for number in range(clauses)))
    assert len(SearchIndex(tiny).relaxations(query)) == told
