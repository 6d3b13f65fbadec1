"""Slugs: what an id may be, one by one and very many at once, and which one a name makes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from genai_tui.catalog.slugs import LONGEST, are_slugs, is_slug, slug_of


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        ("a", True), ("gpt-4", True), ("4", True), ("a-b-c", True), ("", False), ("-a", False), ("a-", False), ("a--b", False), ("A", False), ("a b", False), ("a.b", False), ("a_b", False), ("é", False),
        ("a\n", False), ("\na", False), ("a\nb", False), ("a" * LONGEST, True), ("a" * (LONGEST + 1), False),
    ],
)  # fmt: skip
def test_an_id_is_lower_case_with_single_hyphens(text: str, holds: bool) -> None:
    assert is_slug(text) is holds
    if len(text) <= LONGEST:
        assert are_slugs([text]) is holds
        assert are_slugs(["one", text, "two"]) is holds


@given(st.lists(st.text("ab1-A \né", max_size=5), max_size=6))
def test_many_at_once_are_as_each_by_itself(texts: list[str]) -> None:
    assert are_slugs(texts) is all(map(is_slug, texts))


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("GPT-4", "gpt-4"), (" Stable  Diffusion! ", "stable-diffusion"), ("Été", "ete"), ("名", ""), ("---", ""), ("a" * 120, "a" * 100), ("a" * 99 + " b", "a" * 99), ("ＧＰＴ", "gpt"), ("a.b_c", "a-b-c"),
    ],
)  # fmt: skip
def test_a_name_makes_a_slug(name: str, slug: str) -> None:
    assert slug_of(name) == slug
    assert not slug or is_slug(slug)
