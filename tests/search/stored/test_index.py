"""A query finds the same in a database as in memory, in the same order."""

from __future__ import annotations

import pytest

from genai_tui.catalog.attributes import MODELS
from genai_tui.search.backends import search_index
from genai_tui.search.completion import complete
from genai_tui.search.name_index import Stopped
from genai_tui.search.stored.index import StoredIndex
from genai_tui.search.syntax import QueryProblem
from tests.search.stored.pairs import Pair, ids

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


@pytest.mark.parametrize(
    "typed", ["org:", "weights:", "year:", "year:202", "is:", "has:", "license:m", "weights:open org:", "na"]
)
def test_completions_are_the_same(both: Pair, typed: str) -> None:
    one, other = (complete(search_index(catalog), typed, len(typed)) for catalog in both)
    assert one == other


def test_a_search_stops_when_it_is_no_longer_wanted(both: Pair) -> None:
    with pytest.raises(Stopped):
        search_index(both[1]).ask("a", lambda: True)
