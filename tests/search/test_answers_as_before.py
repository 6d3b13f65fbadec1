"""What the search finds and why, what it offers and how it counts, on the survey: a change is seen before it is accepted."""

from __future__ import annotations

from typing import Any

import pytest

from genai_tui.search.completion import complete, complete_choice
from genai_tui.search.expectations import expectations, unheard, verdict
from genai_tui.search.index import SearchIndex
from genai_tui.search.match_kinds import (
    allowed,
    distance_within,
    initials_match,
    is_free,
    literal_match,
    runs_of,
    subsequence_match,
    typos_match,
)
from genai_tui.search.named_record import named_record
from genai_tui.search.ngram_index import NgramIndex, at_least, kinds_asked, kinds_of
from genai_tui.search.normalize import fold, parts_of, runs, without_accents, words_of
from genai_tui.search.phonetic import spelled_as_spoken
from genai_tui.search.record_lookup import look_up_model, look_up_record
from genai_tui.search.spelling_variants import representatives
from genai_tui.search.subject import MODELS, ORGANIZATIONS
from genai_tui.search.syntax import QueryProblem
from genai_tui.storage.loader import open_catalog

SURVEY, _ = open_catalog("survey")
QUERIES = """
whisper;wisper;whispr;stabel difusion;stable;sd;dalle;dall e 2;DALL-E;dal-e;d;2;imagen video;video imagen;chat gpt;gpt3;open ai;openai whisper
google imagen;meta galactica;fenaki;foto;alfatensor;alpha tensor;muse;dream;fusion;dreamfuzion;magik;audio lm;audiolm;jukebox;flamingo;"text to image"
-"text to image";diffusion -stable;protein;code;org:google;org:goggle;maker:deepmind weights:?;year:2022;year:..2021;date:2022-04..2022-06;params:1b..;params:>10b
compute:?;weights:open,restricted;-weights:open;not:weights:open;license:mit;is:starred;has:paper;slot:differs;disputed:category;in:text out:image;cat:text
year:20x;nonsense:1;weights:ajar;params:;"open;name:;id:whisper;citations:?;price:0;xyzzy;zzzz qqqq;a b c d e f;héllo;ＧＰＴ;llama-7b;3d
"""
TYPED = (
    "", "w", "we", "weights:", "weights:o", "weights:open,", "weights:open org:", "org:g", "org:goo", "year:", "year:20", "params:", "is:", "-is:s", "has:", "cat:te", "sl", "not:", "not:w", "disp", 'name:"',
    "license:", "whis", "openai ", "date:2022-", "weights:open y",
)  # fmt: skip
WORDS = (
    "",
    "a",
    "ab",
    "cat",
    "fotogram",
    "phoenix",
    "quark",
    "kwark",
    "taxi",
    "nation",
    "zoo",
    "eye",
    "back",
    "llama2",
    "gpt4",
    "été",
    "straße",
    "CamelCase",
    "GPT-4o",
    "3D",
    "v1.5",
    "DALL·E",
    "w2v",
    "a1b2c3",
    "naïve—bayes",
)


def test_queries_are_answered_as_before(snapshot: Any) -> None:
    index = SearchIndex(SURVEY)
    told = []
    for query in QUERIES.strip().replace("\n", ";").split(";"):
        try:
            answer = index.ask(query)
        except QueryProblem as problem:
            told.append(f"{query}: {problem} {problem.start} {problem.end}")
            continue
        relaxed = (
            [(each.typed, each.count, each.alone) for each in index.relaxations(answer.query)]
            if not answer.records
            else ""
        )
        told.append(
            f"{query}: {len(answer.records)} {list(index.undecided(answer.query))} {relaxed} fields {answer.query.fields}"
        )
        for record in answer.records[:4]:
            if hit := answer.hits.get(record.id):
                parts = ", ".join(f"{part.what} {part.points:.3f}" for part in hit.parts())
                told.append(
                    f"  {record.id} {hit.score:.3f} {hit.where} {hit.matched} {hit.spans} {hit.ways} {hit.plain} {hit.maker} = {parts}"
                )
            else:
                told.append(f"  {record.id}")
    assert "\n".join(told) == snapshot


@pytest.mark.parametrize("kind", ["model", "organization"])
def test_completions_and_names_are_as_before(kind: str, snapshot: Any) -> None:
    index = SearchIndex(SURVEY, MODELS if kind == "model" else ORGANIZATIONS)
    told = [f"{typed!r}: {complete(index, typed, len(typed))[:8]}" for typed in TYPED]
    told += [
        f"{typed!r} at {at}: {complete(index, typed, at)[:3]}"
        for typed, at in (("weights:open", 3), ("org:go year:2022", 6), ("a b", 1))
    ]
    choices = {"category": "by what they do", "organization": "", "year": "", "a-b c": "x"}
    told += [
        f"{typed!r}: {complete_choice(choices, typed, len(typed), several)}"
        for typed in ("", "group ", "group c", "group cat,y", "group b", "group X")
        for several in (True, False)
    ]
    for name in (
        "whisper",
        "Whisper",
        "wisper",
        "dall e",
        "stable diffusion",
        "google",
        "googel",
        "stanford",
        "gpt",
        "imagen vid",
        "nobody at all",
        "cmu",
        "",
    ):
        for look_up in (look_up_model, look_up_record):
            found = look_up(SURVEY, name)
            told.append(f"{name} {look_up.__name__}: {found.found} {found.meant} {found.family[:4]}")
        told.append(f"  named {named_record(index, name)}")
    assert "\n".join(told) == snapshot


def test_expectations_are_judged_as_before(snapshot: Any) -> None:
    index = SearchIndex(SURVEY)
    told = []
    for text in (
        "weights:open",
        "-weights:open",
        "year:2022",
        "date:2022-06..",
        "params:>1b",
        "params:?",
        "weights:?",
        "not:params:unknown",
        "disputed:category",
        "org:google,openai",
        "license:mitt",
        "open",
        "whisper",
        "params",
        "nonsense:1",
    ):
        try:
            expected = expectations(index, text)
        except (QueryProblem, ValueError) as problem:
            told.append(f"{text}: {type(problem).__name__} {problem}")
            continue
        for each in expected:
            verdicts = "".join(verdict(index, each, model.id)[0] for model in SURVEY)
            told.append(f"{text}: {each.field.name} {verdicts} {unheard(index, each)}")
    assert "\n".join(told) == snapshot


def test_words_and_letters_are_as_before(snapshot: Any) -> None:
    told = []
    for word in WORDS:
        name = fold(word)
        told.append(
            f"{word}: {name} {words_of(word)} {[parts_of(each) for each in words_of(word)]} {runs(name.letters)} {without_accents(word)}"
        )
        told.append(
            f"  sounds {spelled_as_spoken(word)} kinds {sorted(kinds_of(word))} asked {sorted(kinds_asked(runs(name.letters)))}"
        )
    for word, other in (
        ("cat", "cat"),
        ("cat", "cut"),
        ("difusion", "diffusion"),
        ("stabel", "stable"),
        ("gpt", "gtp"),
        ("ab", "ba"),
        ("llama2", "llama3"),
    ):
        told.append(
            f"{word} {other}: {allowed(len(word))} {[distance_within(word, other, limit) for limit in (0, 1, 2, 3)]} {typos_match(word, fold(other), [], 0)} {typos_match(word, fold(other), [], 1)}"
        )
    for word, other in (
        ("sd", "Stable Diffusion"),
        ("stdiff", "Stable Diffusion"),
        ("dalle", "DALL·E 2"),
        ("gpt4", "GPT-4"),
        ("diff", "Stable Diffusion"),
        ("able", "Stable Diffusion"),
        ("sbdf", "Stable Diffusion"),
        ("23", "v1.23"),
        ("2", "12"),
    ):
        for match in (literal_match, initials_match, subsequence_match):
            told.append(
                f"{word} {other} {match.__name__}: {match(word, fold(other), [])} {match(word, fold(other), [(0, 2)])}"
            )
    told.append(
        f"{runs_of((0, 1, 3, 7, 8))} {runs_of(())} {[is_free(start, end, [(2, 4)]) for start, end in ((0, 2), (0, 3), (3, 4), (4, 5), (1, 9))]}"
    )
    told.append(f"{[bin(at_least([0b1011, 0b0110, 0b1110], count, 4)) for count in range(5)]}")
    told.append(
        f"{representatives(['MIT', 'mit', 'Mit License', 'apache 2.0', 'Apache-2.0'])} {representatives({'MIT': 1, 'mit': 3})}"
    )
    index = NgramIndex(["Stable Diffusion", "DALL-E 2", "GPT-4", "gpt4all", "été"])
    told.append(f"{index.size} {index.memory() > 0} {sorted(index._marks.items())}")
    assert "\n".join(told) == snapshot
