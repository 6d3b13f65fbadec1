"""An index of names: which are met by what is typed, and in which way."""

from __future__ import annotations

import pytest

from genai_tui.search.matcher import needle
from genai_tui.search.name_index import NameIndex, Stopped

NAMES = (
    "Alpha",
    "Boxer",
    "Stable Diffusion",
    "Stable Video Diffusion",
    "Photogram",
    "GPT-4",
    "GPT-2",
    "X",
    "Deep X Learner",
    "été",
    "Megatron Turing NLG",
)


def found(typed: str, forgiving: bool = True) -> dict[str, str]:
    """Return the names that are met, each with the kinds of its words."""
    met = NameIndex(NAMES).find(needle(typed), forgiving=forgiving)
    assert [place for place, _ in met] == sorted(place for place, _ in met)
    return {NAMES[place]: " ".join(word.kind for word in match.words) for place, match in met}


def test_names_are_met(snapshot: object) -> None:
    told = []
    for typed in (
        "",
        "x",
        "q",
        "a",
        "t",
        "gpt",
        "gpt4",
        "gpt 4",
        "gpt3",
        "sd",
        "svd",
        "stable",
        "diffusion stable",
        "stabel",
        "difusion",
        "fotogram",
        "foto",
        "boxr",
        "oxe",
        "mtn",
        "mtnlg",
        "turing mega",
        "ete",
        "été",
        "alpha beta",
        "deep learner",
        "xyzzy",
    ):
        for forgiving in (True, False):
            told.append(f"{typed!r} {forgiving}: {found(typed, forgiving)}")
    assert "\n".join(told) == snapshot


def test_one_letter_finds_what_begins_with_it_and_forgives_nothing() -> None:
    assert found("x") == found("x", forgiving=False)
    assert set(found("x")) == {"X", "Deep X Learner"}
    assert found("q") == {}
    assert NameIndex(("Boxer",)).find(needle("x")) == []


def test_what_is_typed_right_is_not_forgiven() -> None:
    assert set(found("gpt 4")) == {"GPT-4"}
    assert found("stable") == found("stable", forgiving=False)
    assert set(found("stabel")) == {"Stable Diffusion", "Stable Video Diffusion"}
    assert found("stabel", forgiving=False) == {}


def test_the_first_letters_of_all_words_are_a_name() -> None:
    assert set(found("sd", forgiving=False)) == {"Stable Diffusion"}
    assert set(found("svd", forgiving=False)) == {"Stable Video Diffusion"}


def test_a_sound_finds_a_name_that_is_spelled_otherwise() -> None:
    assert found("fotogram") == {"Photogram": "sound"}
    assert found("fotogram", forgiving=False) == {}


def test_it_stops_when_it_is_no_longer_wanted() -> None:
    index = NameIndex(NAMES)
    for typed in ("x", "stable", "stabel"):
        with pytest.raises(Stopped):
            index.find(needle(typed), lambda: True)
        assert index.find(needle(typed), lambda: False) == index.find(needle(typed))


def test_an_index_knows_its_names() -> None:
    index = NameIndex(NAMES)
    assert len(index) == len(NAMES)
    assert index.memory() > 0
    assert index.find(needle("")) == []
    assert NameIndex(()).find(needle("x")) == NameIndex(()).find(needle("abc")) == []
