"""Cuts of names: in the middle, as wide as there is room, and no two names alike."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from genai_tui.catalog.cells import width
from genai_tui.catalog.name_cuts import Cut, cut, cut_apart, cut_first
from genai_tui.storage.loader import open_catalog

TEXT = st.text(st.sampled_from("abc 日本語e\u0301मौ-"), max_size=40)


@pytest.mark.parametrize(
    ("name", "cells", "shown"),
    [
        ("GPT-5.1-Codex-Max", 17, "GPT-5.1-Codex-Max"), ("GPT-5.1-Codex-Max", 16, "GPT-5.1-C…ex-Max"),
        ("University of Montreal", 14, "Universi…treal"), ("one two three", 8, "one t…ee"),
        ("long name", 2, "l…"), ("long name", 1, "…"), ("long name", 0, ""),
        ("日本語日本語", 9, "日本語…語"),
    ],
)  # fmt: skip
def test_a_name_is_cut_in_the_middle(name: str, cells: int, shown: str) -> None:
    assert cut(name, cells).text == shown


@pytest.mark.parametrize(
    ("text", "cells", "shown"),
    [
        ("abcdef +3", 9, "abcdef +3"), ("abcdef +3", 6, "ab… +3"), ("abcdef +3", 5, "a… +3"), ("abcdef +3", 4, "abc…"),
        ("LMU Munich +4", 13, "LMU Munich +4"), ("LMU Munich +4", 10, "LMU…ch +4"), ("LMU Munich +4", 4, "LMU…"),
        ("Google +12", 9, "Goo…e +12"), ("Apache-2.0", 9, "Apach…2.0"), ("C +", 2, "C…"), ("One + two", 8, "One +…wo"),
        ("Z.ai (Zhipu AI)", 9, "Z.ai…"), ("Z.ai (Zhipu AI) +1", 9, "Z.ai… +1"), ("Z.ai (Zhipu AI)", 4, "Z.…)"),
        ("Allen Institute for AI (Ai2)", 9, "Allen…AI"), ("A (b) c d", 8, "A (b)…d"),
    ],
)  # fmt: skip
def test_the_first_of_several_keeps_its_count(text: str, cells: int, shown: str) -> None:
    assert cut_first(text, cells) == shown


@given(TEXT, st.sampled_from(["", " (abc)"]), st.sampled_from(["", " +2", " +12"]), st.integers(0, 40))
def test_the_first_of_several_is_no_wider_than_its_place(
    text: str, more: str, count: str, cells: int
) -> None:
    shown = cut_first(f"{text}{more}{count}", cells)
    assert width(shown) <= cells
    assert shown.endswith(count) or cells < width(count) + 2


@given(TEXT, st.integers(0, 40), st.integers(0, 40))
def test_a_cut_is_no_wider_than_its_place_and_says_what_it_kept(name: str, cells: int, tail: int) -> None:
    made = cut(name, cells, tail if tail < cells - 1 else None)
    assert width(made.text) <= max(cells, 0)
    if width(name) <= cells:
        assert made == Cut(name, len(name), 0)
    else:
        assert made.text.startswith(name[: made.head])
        assert made.text.endswith(name[len(name) - made.tail :])


def test_names_that_differ_stay_different() -> None:
    names = [
        f"University of {place} in {where}" for place in ("Aa", "Bb", "Cc") for where in ("North", "South")
    ]
    for cells in (9, 12, 16, 20):
        cuts = cut_apart((name, cells) for name in names)
        assert len({each.text for each in cuts.values()}) == len(names)
        assert all(width(each.text) <= cells for each in cuts.values())


@pytest.mark.parametrize("cells", [12, 16, 20, 28])
@pytest.mark.parametrize("catalog", ["survey", "landscape"])
def test_no_two_organizations_look_alike(catalog: str, cells: int) -> None:
    opened, _ = open_catalog(catalog)
    names = {each.name for each in opened.organizations.values()}
    shown = cut_apart((name, cells) for name in names)
    assert len({each.text for each in shown.values()}) == len(names)
