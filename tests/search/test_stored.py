"""A catalog whose models stay in a database answers as one in memory does: every field, word, group, order and count."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from genai_tui.catalog.annotations import Annotations, annotate
from genai_tui.catalog.attributes import MODELS
from genai_tui.catalog.diagnostics import CatalogError
from genai_tui.catalog.model import Catalog
from genai_tui.catalog.position import position_of
from genai_tui.catalog.stored import StoredModels
from genai_tui.search.backends import search_index
from genai_tui.search.completion import complete
from genai_tui.search.counts import count_by, countable
from genai_tui.search.grouping import divided, facets_of, first_facet, group
from genai_tui.search.index import SearchIndex
from genai_tui.search.name_index import Stopped
from genai_tui.search.ngram_index import NgramIndex, kinds_of
from genai_tui.search.record_lookup import look_up_model, look_up_record
from genai_tui.search.sorting import ordered, orders_of
from genai_tui.search.stored import filters, model_set, names
from genai_tui.search.stored.index import StoredIndex
from genai_tui.search.stored.lettering import CatalogLettering
from genai_tui.search.syntax import QueryProblem
from genai_tui.storage.loader import open_catalog
from genai_tui.storage.sqlite.reader import open_database
from genai_tui.storage.sqlite.writer import write_database
from tests.benchmarks.stored import plausible_catalog

Pair = tuple[Catalog, Catalog]
"""A catalog in memory, and the same one in a file."""


def pair(catalog: Catalog, folder: Path) -> Pair:
    path = folder / f"{catalog.head.id}.sqlite"
    write_database(path, catalog, catalog.models, CatalogLettering(catalog))
    stored, problems = open_database(path, in_memory=0)
    assert not problems
    for each in (catalog, stored):
        starred = frozenset({(each.head.id, "model", catalog.models[1].id)})
        notes = {(each.head.id, "model", catalog.models[2].id): "mine"}
        annotate(each, lambda starred=starred, notes=notes: Annotations(starred, notes))  # type: ignore[misc]
    return catalog, stored


@pytest.fixture(scope="module", params=["survey", "plausible"])
def both(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Pair:
    folder = tmp_path_factory.mktemp("stored")
    catalog = open_catalog("survey")[0] if request.param == "survey" else plausible_catalog(300)
    return pair(catalog, folder)


@pytest.fixture(autouse=True)
def nothing_is_few(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ask the database for groups and orders of few models, too."""
    monkeypatch.setattr(model_set, "FEW", 0)


def ids(records: Sequence[Any]) -> list[str]:
    return [record.id for record in records]


OF_FIELDS = [
    *(f"{each.name}:?" for each in MODELS.rows.values()),
    *(f"-{each.name}:unknown" for each in MODELS.rows.values() if each.kind != "text"),
    *(f"{each.name}:1..1e30" for each in MODELS.rows.values() if each.kind == "number"),
    *(f"{each.name}:2020" for each in MODELS.rows.values() if each.kind in ("date", "year")),
    *(f"{each.name}:{value}" for each in MODELS.rows.values() for value in each.closed),
]
QUERIES = (
    "", "   ", "whisper", "stabel difusion", "openai", "-openai", "open ai whisper", "dalle", "d", "xq", "diffusion model",
    '"latent diffusion"', '-"text"', "org:openai", "org:open", "maker:google", "org:nobody", "weights:open,closed", "not:weights:open",
    "params:10b..", "params:>10b", "params:<1b", "params:..1b", "params:1b..100b", "variant:..500m", "year:2021..2022", "year:>=2022",
    "date:2022-04", "date:..2021", "date:>2022-06", "name:whisper", "name:star", "id:whisper", "id:WHISPER", "id:none", "cat:text",
    "category:bild", "in:text out:image", "country:us", "kind:company", "license:mit", "license:apache", "task:chat",
    "based:clip", "based:m5", "author:chen", "arch:transformer", "venue:cvpr", "slot!=signature", "slot=signature", "license=base",
    "license!=base", "price:0", "price:<1", "needs:<24g", "compute:1e20..", "citations:100..", "is:starred", "is:noted", "has:note", "has:paper",
    "-is:starred", "deep falcon weights:open", "aurora 7b", "stelar", "gpt3", "maker 1", "video token", "weights:open year:2022 diffusion",
    "role:developer", "hardware:tpu", "signature:image", "nonsense:1", "year:20x", "params:", "weights:ajar", 'name:"', "wispr",
)  # fmt: skip


@pytest.mark.parametrize("query", [*QUERIES, *OF_FIELDS])
def test_a_query_finds_the_same_in_the_same_order(both: Pair, query: str) -> None:
    told = []
    for catalog in both:
        index = search_index(catalog)
        assert isinstance(index, StoredIndex) is not catalog.is_whole
        try:
            answer = index.ask(query)
        except QueryProblem as problem:
            told.append((str(problem), problem.start, problem.end))
            continue
        undecided = list(index.undecided(answer.query))
        told.append((ids(answer.records), answer.hits, undecided, index.meeting(query), answer.passed_over))
    assert told[0] == told[1]


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


@pytest.mark.parametrize(
    "typed", ["org:", "weights:", "year:", "year:202", "is:", "has:", "license:m", "weights:open org:", "na"]
)
def test_completions_are_the_same(both: Pair, typed: str) -> None:
    one, other = (complete(search_index(catalog), typed, len(typed)) for catalog in both)
    assert one == other


@pytest.mark.parametrize(
    "name", ["whisper", "Whisper", "DALL E 2", "wisper", "openai", "stable", "m17", "Falcon", "no such thing"]
)
def test_names_stand_for_the_same_records(both: Pair, name: str) -> None:
    for look_up in (look_up_model, look_up_record):
        one, other = (look_up(catalog, name) for catalog in both)
        assert (one.found, one.meant) == (other.found, other.meant)
        assert one.family[:10] == other.family[:10]


def test_every_name_is_known_by_the_pairs_that_the_index_has(both: Pair) -> None:
    spelled = [name for model in both[0] for name in model.names] + [
        "LLaVA-1.5",
        "wav2vec 2.0",
        "名 a",
        "",
        "dv3",
        "DeepSeek-V3",
    ]
    index = NgramIndex(spelled)
    for place, name in enumerate(spelled):
        assert kinds_of(name) == {kind for kind, held in index._marks.items() if held >> place & 1}


def test_models_are_found_by_their_position(both: Pair) -> None:
    catalog, stored = both
    for query in ("", "weights:open", "diffusion"):
        records, others = search_index(catalog).ask(query).records, search_index(stored).ask(query).records
        assert isinstance(others, StoredModels)
        for id_ in (*ids(records)[:5], catalog.models[-1].id, "none", None):
            assert position_of(records, id_) == position_of(others, id_)
        assert ids(others[2:5]) == ids(records)[2:5]
        assert others == search_index(stored).answer(search_index(stored).parse(query)).records


def test_of_very_many_names_the_best_known_are_ranked(both: Pair, monkeypatch: pytest.MonkeyPatch) -> None:
    catalog, stored = both
    monkeypatch.setattr(names, "MOST", 3)
    every = SearchIndex(catalog).find("a")
    answer = StoredIndex(stored).ask("a")  # type: ignore[arg-type]
    assert 0 < len(answer.records) <= 3
    assert answer.passed_over > 0
    assert set(ids(answer.records)) <= {hit.id for hit in every}


def test_a_field_with_very_many_values_finds_what_stands_in_them(
    both: Pair, monkeypatch: pytest.MonkeyPatch
) -> None:
    catalog, stored = both
    monkeypatch.setattr(filters, "MANY", 0)
    for query in ("license:mit", "license:apache", "org:openai", "country:us", "license:?"):
        try:
            known = ids(SearchIndex(catalog).ask(query).records)
        except QueryProblem:
            continue
        assert ids(StoredIndex(stored).ask(query).records) == known  # type: ignore[arg-type]


def test_names_are_not_counted_and_large_tables_not_crossed(
    both: Pair, monkeypatch: pytest.MonkeyPatch
) -> None:
    stored = both[1]
    with pytest.raises(CatalogError, match="not counted in a file of so many models"):
        count_by(stored, stored.models, (MODELS.rows["name"],))
    monkeypatch.setattr(model_set, "_CROSSED", 2)
    with pytest.raises(CatalogError, match="counted together with another field are at most 2"):
        count_by(stored, stored.models, (MODELS.rows["year"], MODELS.rows["weights"]))


def test_a_search_stops_when_it_is_no_longer_wanted(both: Pair) -> None:
    with pytest.raises(Stopped):
        search_index(both[1]).ask("a", lambda: True)
