"""One word against one name: each kind of match finds what it is for, and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from genai_tui.search.match_costs import KIND_COST, LETTER_DOUBLED
from genai_tui.search.match_kinds import (
    WordMatch,
    distance_within,
    initials_match,
    literal_match,
    subsequence_match,
    typos_match,
)
from genai_tui.search.normalize import Folded, Span, fold

Matching = Callable[[str, Folded, list[Span]], WordMatch | None]


def typos(word: str, name: Folded, taken: list[Span]) -> WordMatch | None:
    return typos_match(word, name, taken, 6)


@pytest.mark.parametrize(
    ("matching", "word", "name", "kind", "met"),
    [
        (literal_match, "diffusion", "Stable Diffusion", "equal", ["Diffusion"]),
        (literal_match, "diff", "Stable Diffusion", "prefix", ["Diff"]),
        (literal_match, "fusion", "Stable Diffusion", "inside", ["fusion"]),
        (literal_match, "4", "GPT-4", "equal", ["4"]),
        (literal_match, "4", "GPT-40", None, []),
        (literal_match, "f", "Stable Diffusion", None, []),
        (initials_match, "sd3", "Stable Diffusion 3", "starts", ["S", "D", "3"]),
        (initials_match, "stdiff", "Stable Diffusion", "starts", ["St", "Diff"]),
        (initials_match, "sx", "Stable Diffusion", None, []),
        (
            initials_match,
            "nlg",
            "Natural Big Language Generation",
            "starts",
            ["N", "L", "G"],
        ),  # one part skipped
        (initials_match, "ng", "Natural Big Language Generation", None, []),  # two are too many
        (subsequence_match, "whspr", "Whisper", "in order", ["Wh", "sp", "r"]),
        (subsequence_match, "hspr", "Whisper", None, []),
        (typos, "wihsper", "Whisper", "typos", ["Whisper"]),
        (typos, "whisperr", "Whisper", "typos", ["Whisper"]),
        (typos, "wmlsqer", "Whisper", None, []),
        (typos, "gpt5", "GPT4", None, []),
        (typos, "bret", "Bert", "typos", ["Bert"]),
        (typos, "ebrt", "Bert", "typos", ["Bert"]),  # the first two swapped
        (typos, "gert", "Bert", "typos", ["Bert"]),
        (typos, "gpr", "GPT", "typos", ["GPT"]),
        (typos, "pgt", "GPT", "typos", ["GPT"]),
        (typos, "hpt", "GPT", None, []),  # three letters have the first one right
        (typos, "ghisper", "Whisper", "typos", ["Whisper"]),  # a long one may have it wrong
        (typos, "gjisper", "Whisper", None, []),
        (typos, "gjisperings", "Whisperings", None, []),  # but not the second as well
    ],
)
def test_a_kind_meets_what_it_is_for(
    matching: Matching, word: str, name: str, kind: str | None, met: list[str]
) -> None:
    folded = fold(name)
    found = matching(word, folded, [])
    assert (found.kind if found else None) == kind
    if found:
        assert [name[start:end] for start, end in folded.spans(found.runs)] == met
        assert found.cost >= 0


@pytest.mark.parametrize("matching", [literal_match, initials_match, subsequence_match, typos])
def test_no_kind_takes_what_another_word_has_taken(matching: Matching) -> None:
    name = fold("Whisper")
    assert matching("whisper", name, [(0, len(name.letters))]) is None


def test_the_cheaper_kind_is_the_likelier_meaning() -> None:
    name = fold("Stable Diffusion")
    costs = [
        found.cost
        for found in (
            literal_match("stable", name, []), literal_match("stab", name, []), initials_match("sd", name, []),
            literal_match("table", name, []),
        )
        if found
    ]  # fmt: skip
    assert len(costs) == 4
    assert costs == sorted(costs)
    assert KIND_COST["equal"] == 0


@pytest.mark.parametrize(
    ("one", "other", "limit", "mistakes"),
    [("abc", "abc", 0, 0), ("abc", "acb", 1, 1), ("abc", "abd", 0, None), ("abcd", "badc", 2, 2)],
)
def test_a_swap_is_one_mistake(one: str, other: str, limit: int, mistakes: int | None) -> None:
    assert distance_within(one, other, limit) == mistakes


@pytest.mark.parametrize(
    ("word", "name", "is_doubled"),
    [
        ("whisperr", "Whisper", True), ("whhisper", "Whisper", True), ("gemmmi", "Gemmi", True), ("whisqer", "Whisper", False),
        ("whispre", "Whisper", False), ("whisxper", "Whisper", False), ("gemmm", "Gemm", False), ("whisperrr", "Whisper", False), ("whispper", "Whisperer", False),
    ],
)  # fmt: skip
def test_a_letter_typed_twice_in_a_long_word_is_the_most_harmless_mistake(
    word: str, name: str, is_doubled: bool
) -> None:
    met = typos(word, fold(name), [])
    assert met is not None
    if is_doubled:
        assert met.cost == pytest.approx(LETTER_DOUBLED)
    else:
        assert met.cost > KIND_COST["typos"]


@pytest.mark.parametrize(
    ("matching", "word", "name", "cost"),
    [
        (literal_match, "diffusion", "Stable Diffusion", 0),
        (literal_match, "diff", "Stable Diffusion", 1.1),
        (literal_match, "fusion", "Stable Diffusion", 3),
        (literal_match, "fus", "Stable Diffusion", 3),
        (literal_match, "fu", "Stable Diffusion", 6),
        (initials_match, "sd", "Stable Diffusion", 2),
        (initials_match, "stdiff", "Stable Diffusion", 2.6),
        (initials_match, "nlg", "Natural Big Language Generation", 2.3),
        (subsequence_match, "whspr", "Whisper", 2.8),
        (subsequence_match, "whsp", "Whisper", 4.3),
        (subsequence_match, "stabdf", "Stable Diffusion", 4.9),
        (subsequence_match, "stdif", "Stable Diffusion", 5.2),
        (typos, "wihsper", "Whisper", 4.5),
        (typos, "whisperr", "Whisper", LETTER_DOUBLED),
        (typos, "khisper", "Whisper", 5.5),
        (typos, "whisqer", "Whisperer", 5),
        (typos, "khispere", "Whispereral", 5.75),
    ],
)
def test_what_a_match_costs(matching: Matching, word: str, name: str, cost: float) -> None:
    found = matching(word, fold(name), [])
    assert found is not None
    assert found.cost == pytest.approx(cost)


@pytest.mark.parametrize(
    ("matching", "word", "name", "is_plain"),
    [
        (literal_match, "diffusion", "Stable Diffusion", True),
        (literal_match, "diff", "Stable Diffusion", True),
        (literal_match, "fusion", "Stable Diffusion", False),
        (initials_match, "sd", "Stable Diffusion", False),
        (initials_match, "sd3", "Stable Diffusion 3", True),
        (initials_match, "stdiff", "Stable Diffusion", False),
        (initials_match, "nlg", "Natural Big Language Generation", False),
        (initials_match, "gtt", "GPT Turbo Two", True),
        (initials_match, "gptt", "GPT Turbo", False),
        (initials_match, "gptu", "GPT Unit", True),
        (typos, "wihsper", "Whisper", False),
    ],
)
def test_what_stands_there_as_typed_is_plain(
    matching: Matching, word: str, name: str, is_plain: bool
) -> None:
    found = matching(word, fold(name), [])
    assert found is not None
    assert found.is_plain is is_plain


@pytest.mark.parametrize(
    ("match", "word", "text"),
    [
        (subsequence_match, "dfs", "Stable Diffusion"), (subsequence_match, "blnk", "Big Blank"), (literal_match, "diff", "Stable Diffusion"), (literal_match, "able", "Stable Diffusion"),
        (initials_match, "sdx", "Stable Diffusion XL"),
    ],
)  # fmt: skip
def test_letters_are_taken_once_and_their_neighbours_are_free(match: Any, word: str, text: str) -> None:
    name = fold(text)
    met = match(word, name, [])
    assert met is not None
    places = [place for start, end in met.runs for place in range(start, end)]
    size = len(name.letters)
    for place in range(size):
        again = match(word, name, [(place, place + 1)])
        assert (again is None or again.runs != met.runs) == (place in places)
    beside = [(place, place + 1) for place in range(size) if place not in places]
    assert match(word, name, beside) == met


@pytest.mark.parametrize(
    ("word", "name", "met"),
    [
        ("an", "Banana", (1, 3)),
        ("ab", "Xab ab", (3, 5)),
        ("a", "Banana A", (6, 7)),
        ("ab", "Abc Abd", (0, 2)),
        ("abd", "Abdef Abd", (5, 8)),
    ],
)
def test_a_word_is_met_at_its_best_place_and_of_equal_ones_at_the_first(
    word: str, name: str, met: Span
) -> None:
    found = literal_match(word, fold(name), [])
    assert found is not None
    assert found.runs == (met,)
