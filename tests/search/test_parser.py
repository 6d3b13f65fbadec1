"""The query language: what it means, what is wrong with a wrong query and where."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import structs

from genai_tui.catalog.model import Catalog
from genai_tui.search.completion import complete
from genai_tui.search.fields import FIELDS
from genai_tui.search.index import SearchIndex
from genai_tui.search.parser import parse
from genai_tui.search.syntax import QueryProblem
from genai_tui.storage.importers.import_report import UNPLACED
from genai_tui.storage.loader import open_catalog

SURVEY, _ = open_catalog("survey", use_cache=False)
INDEX = SearchIndex(SURVEY)
DOCUMENT = (Path(__file__).parents[2] / "docs" / "query-language.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"^\| `([^`]+)` \| (\d+) \|", DOCUMENT, re.MULTILINE)


@pytest.mark.parametrize(("query", "count"), EXAMPLES, ids=[query for query, _ in EXAMPLES])
def test_an_example_of_the_document_finds_as_many_as_it_says(query: str, count: str) -> None:
    assert len(INDEX.ask(query.replace("\\|", "|")).records) == int(count)


def test_the_document_has_an_example_of_every_field() -> None:
    for name in FIELDS:
        assert any(f"{name}:" in query for query, _ in EXAMPLES), name


@pytest.mark.parametrize(
    ("query", "start", "end", "words"),
    [
        ("year:20x", 5, 8, "year wants 2022"),
        ("a yeer:2022", 2, 6, "did you mean year?"),
        ("date:2023..2021", 5, 15, "date: 2023..2021 ends before it begins (did you mean 2021..2023?)"),
        ("params:10b..2b", 7, 14, "(did you mean 2b..10b?)"),
        ("org:opnai", 4, 9, "did you mean openai?"),
        ("weights:open,opn", 13, 16, "did you mean open?"),
        ('x "abc', 2, 6, "is not closed"),
        ('abc"', 3, 4, "is not closed"),
        ('abc" x', 3, 6, "is not closed"),
        ('"abc""', 5, 6, "is not closed"),
        ("org:", 0, 4, "wants a value"),
        ("params:>", 7, 8, "params wants"),
        ("date:2022-13", 5, 12, "date wants"),
        ("year:..", 5, 7, "year wants"),
        ("has:?", 0, 5, "never unknown"),
        ("x" * 3_000, 2_000, 3_000, "at most"),
        (f"year:{'x' * 40}", 5, 45, f"not '{'x' * 40}'"),
        (f"year:{'x' * 41}", 5, 46, f"not '{'x' * 39}…'"),
    ],
)
def test_a_wrong_query_says_where_and_what_was_meant(query: str, start: int, end: int, words: str) -> None:
    with pytest.raises(QueryProblem) as caught:
        INDEX.ask(query)
    assert (caught.value.start, caught.value.end) == (start, end)
    assert words in str(caught.value)


def test_a_model_that_stands_in_no_category_is_found_as_one_whose_category_is_unknown() -> None:
    first, *others = SURVEY.models
    taxonomy = structs.replace(SURVEY.head, categories=(*SURVEY.head.categories, UNPLACED))
    moved = (structs.replace(first, category=UNPLACED.id), *others)
    index = SearchIndex(structs.replace(SURVEY, head=taxonomy, models=moved))
    assert ids(index, "cat:?") == ids(index, "cat:unplaced") == {first.id}
    assert len(ids(index, "-cat:?")) == len(others)


def ids(index: SearchIndex, query: str) -> set[str]:
    return {model.id for model in index.ask(query).records}


@pytest.mark.parametrize(
    ("query", "met"),
    [
        ("params:<3.5b", False), ("params:<=3.5b", True), ("params:>3.5b", False), ("params:>=3.5b", True),
        ("params:3.5b", True), ("params:3.5b..4b", True), ("params:3b..3.5b", True), ("params:>3.4b", True),
        ("year:<2022", False), ("year:<=2022", True), ("year:>2022", False), ("year:>=2022", True),
        ("date:<2022-04-06", False), ("date:<=2022-04-06", True), ("date:>2022-04-06", False),
        ("date:>=2022-04-06", True), ("date:>2022-04-05", True), ("date:<2022-04-07", True),
        ("date:>2022-03", True), ("date:>2022-04", False), ("date:<2022-05", True), ("date:<2022-04", False),
    ],
)  # fmt: skip
def test_less_and_more_leave_the_end_itself_out(tiny: Catalog, query: str, met: bool) -> None:
    assert ("painter" in ids(SearchIndex(tiny), query)) is met


def test_filters_on_the_tiny_catalog(tiny: Catalog) -> None:
    index = SearchIndex(tiny)
    everything = {model.id for model in tiny}
    for query, found in {
        "org:acme": {"painter", "listener"},
        'org:"University of Somewhere"': {"painter", "whisperer"},
        "role:collaborator": {"painter"},
        "kind:university": {"painter", "whisperer"},
        "country:NO": {"painter", "listener"},
        "country:no,SG": everything,
        "year:2021": {"listener"},
        "year:?": set(),
        "params:?": {"listener", "whisperer"},
        "-params:?": {"painter"},
        "date:2022-04": {"painter"},
        "date:>=2021-06": {"painter", "whisperer"},  # 2021 may have been before June
        "date:<2022": {"listener"},
        "params:3.5b": {"painter"},
        "params:1m..1b": set(),
        "license:apache": {"painter"},
        "api:no": {"painter"},
        "based:painter": {"listener"},
        "based:outsider": {"listener"},
        "slot!=signature": {"listener"},
        "slot=signature": {"painter", "whisperer"},
        "license!=base": set(),  # the one that is derived from another states no licence
        "license_class:permissive": {"painter"},
        "license_class:unknown": {"listener", "whisperer"},
        "cat:text-to-audio -listener": {"whisperer"},
        '"what it reads"': {"painter"},
        "cat:Text-zu-Bild": {"painter"},
        "has:dispute": {"listener"},
        "author:nobody": set(),
    }.items():
        assert ids(index, query) == found, query


@pytest.mark.parametrize("field", ["params", "license", "family"])
def test_a_star_stands_for_whatever_is_known(tiny: Catalog, field: str) -> None:
    index = SearchIndex(tiny)
    assert ids(index, f"{field}:*") == ids(index, f"-{field}:?")
    assert ids(index, f"-{field}:*") == ids(index, f"{field}:?")


@given(st.sampled_from([f"{name}:?" for name, field in FIELDS.items() if not field.never_unknown]))
def test_known_and_unknown_make_up_all(query: str) -> None:
    unknown, known = ids(INDEX, query), ids(INDEX, f"-{query}")
    assert not unknown & known
    assert len(unknown | known) == len(SURVEY)


_PIECES = st.sampled_from([
    "gpt", "dalle2", "stabel", "org:openai", "org:google,meta", "-org:google", "year:2022", "year:>=2021",
    "params:>10b", "params:?", "weights:open", "cat:t2i", "in:text", "-out:text", '"diffusion model"', "has:code",
    "slot!=signature", "date:2022-04..", "kind:university", "text", "fusion",
])  # fmt: skip
QUERIES = st.lists(_PIECES, min_size=1, max_size=4).map(" ".join)


@given(QUERIES)
def test_a_clause_more_never_finds_more_and_relaxations_are_exact(query: str) -> None:
    answer = INDEX.ask(query)
    for relaxed in INDEX.relaxations(answer.query):
        rest = f"{query[: relaxed.clause.start]}{query[relaxed.clause.end :]}"
        assert relaxed.count == len(INDEX.ask(rest).records)
        if relaxed.clause.kind != "word":  # a word less may turn forgiveness off
            assert relaxed.count >= len(answer.records)


@given(QUERIES)
def test_parts_of_a_score_add_up_and_order_is_by_score(query: str) -> None:
    answer = INDEX.ask(query)
    scores = [answer.hits[model.id].score for model in answer.records if answer.hits]
    assert scores == sorted(scores, reverse=True)
    for hit in answer.hits.values():
        assert sum(part.points for part in hit.parts()) == pytest.approx(hit.score)


@settings(max_examples=300)
@given(st.one_of(st.text(max_size=80), st.text(alphabet='":-?.,<>=! \x1b\u202e\u0000ab1', max_size=40)))
def test_anything_typed_gets_an_answer_or_a_place(query: str) -> None:
    problem = None
    try:
        answer = INDEX.ask(query)
    except QueryProblem as caught:
        problem = caught
    if problem:
        assert 0 <= problem.start < problem.end
        assert str(problem)
        return
    assert len(answer.records) <= len(SURVEY)
    INDEX.relaxations(answer.query)
    for at in (0, len(query)):
        complete(INDEX, query, at)


def test_the_longest_nonsense_is_answered_in_no_time() -> None:
    for query in ("a " * 1_000, '"' + "x" * 1_990 + '"', "-a " * 600, "a,b:" * 400, "😀" * 900, "א" * 1_900):
        start = time.perf_counter()
        try:
            INDEX.ask(query)
        except QueryProblem:
            pass
        assert time.perf_counter() - start < 2


@pytest.mark.parametrize(
    ("text", "offered"),
    [
        ("wei", "weights:"), ("org:op", "org:openai"), ("weights:", "weights:open"), ("-year:20", "-year:2022"),
        ("license:creat", 'license:"CreativeML Open RAIL-M"'), ("in:text,im", "in:text,image"), ("params:", "params:?"),
    ],
)  # fmt: skip
def test_completions(text: str, offered: str) -> None:
    assert offered in [each.text for each in complete(INDEX, text, len(text))]


def test_every_completion_of_a_value_leaves_as_many_as_it_says() -> None:
    for begun in ("org:", "weights:", "year:", "cat:", "country:", "license:", "weights:open org:"):
        for each in complete(INDEX, begun, len(begun)):
            whole = begun[: each.start] + each.text
            if not whole.endswith("?"):
                assert len(INDEX.ask(whole).records) == each.count, whole


def test_a_query_knows_its_words_and_clauses() -> None:
    query = parse('stable -gpt "a b" org:x year:2022')
    assert query.words == "stable"
    assert [clause.kind for clause in query.clauses] == ["word", "word", "phrase", "filter", "filter"]


def test_an_id_is_whole() -> None:
    index = SearchIndex(open_catalog("survey")[0])
    assert [model.id for model in index.ask("id:dall-e-2,WHISPER").records] == ["dall-e-2", "whisper"]
    assert index.ask("id:dall-e").records == ()
    assert index.ask("id:dalle2").records == ()


@pytest.mark.parametrize(
    ("text", "told"), [("foo:bar", "fields are org, ror"), ("orgg:x", "did you mean org?")]
)
def test_an_unknown_field_is_a_problem_and_never_dropped(text: str, told: str) -> None:
    for query in (text, f"whisper {text}", f"-{text} whisper"):
        with pytest.raises(QueryProblem, match=re.escape(told)):
            parse(query)


FOUND = {
    "family:talker": {"talker-1", "talker-2"},
    "family:?": {"dreamer"},
    "maker:acme": {"talker-1", "talker-2"},
    "maker:bright": {"open-one"},  # on talker-2 it only worked
    "maker:uni": {"dreamer"},
    "org:uni": {"talker-1", "dreamer"},
    "status:retired": {"talker-1"},
    "status:deprecated,active": {"talker-2", "open-one"},
    "status:?": {"dreamer"},
    "ends:2024": {"talker-1"},
    "ends:>2024": {"talker-2"},
    "ends:?": {"dreamer", "open-one"},
    "successor:talker-2": {"talker-1"},
    "active:37b": {"talker-1"},
    "active:?": {"talker-2", "dreamer", "open-one"},
    "cutoff:2021": {"talker-1"},
    "cutoff:?": {"talker-2", "dreamer", "open-one"},
    "disputed:cutoff": {"open-one"},
    "can:tool_call": {"talker-1", "talker-2"},
    "can:tools": {"talker-1", "talker-2"},
    'can:"structured output"': {"talker-2"},
    "can:reasoning": {"talker-2"},
    "can:no_reasoning": {"talker-1"},
    "can:no-reasoning": {"talker-1"},
    "-can:reasoning": {"talker-1", "dreamer", "open-one"},
    "can:?": {"dreamer", "open-one"},
    "context:>=100k": {"talker-2"},
    "context:4096": {"talker-1"},
    "context:?": {"dreamer", "open-one"},
    "in:nothing": {"dreamer"},
    "in:?": {"open-one"},
    'signature:"nothing to image"': {"dreamer"},
    "ror:05dxps055": {"talker-1", "talker-2"},
    "ror:05DXPS055": {"talker-1", "talker-2"},
    "ror:05dxps05": set(),
    "wikidata:q42": {"talker-1", "dreamer"},
    "wikidata:https://www.wikidata.org/wiki/Q42": {"talker-1", "dreamer"},
    "has:periods": {"talker-1", "open-one"},
    "has:identity": {"talker-1"},
}


@pytest.mark.parametrize("query", FOUND)
def test_filters_on_what_begins_and_ends(talkers: Catalog, query: str) -> None:
    assert ids(SearchIndex(talkers), query) == FOUND[query]


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("can:tool", "did you mean tools?"),
        ("can:walk", "no can here is called 'walk'"),
        ("status:gone", "no status here"),
        ("out:nothing", "no out here"),
        ("ends:soon", "ends wants"),
    ],
)
def test_a_word_that_is_none_of_a_closed_list_is_told(talkers: Catalog, query: str, words: str) -> None:
    with pytest.raises(QueryProblem, match=re.escape(words)):
        SearchIndex(talkers).ask(query)


def test_completion_offers_what_begins_and_ends(talkers: Catalog) -> None:
    index = SearchIndex(talkers)
    for typed, offered in (
        ("status:re", ["status:retired"]),
        ("family:", ["family:Talker", "family:Open", "family:?"]),
        ("can:no", ["can:no_reasoning", "can:no_structured_output", "can:no_tool_call"]),
        ("in:no", ["in:nothing"]),
    ):
        assert [each.text for each in complete(index, typed, len(typed))] == offered


def test_a_family_is_a_word_of_the_record(talkers: Catalog) -> None:
    assert "open-one" in ids(SearchIndex(talkers), '"open"')
