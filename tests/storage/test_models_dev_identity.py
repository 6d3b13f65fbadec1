"""Which offers of models.dev are of one model: what may be joined, and what speaks against it."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from genai_tui.storage.importers.models_dev_identity import _Joined


def made(
    provider: str = "a",
    canonical: tuple[str, ...] = (),
    sizes: tuple[str, ...] = (),
    dates: tuple[str, ...] = ("2024",),
) -> _Joined:
    offers: Any = [SimpleNamespace(provider_id=each) for each in provider.split()]
    return _Joined(offers, frozenset(canonical), frozenset(sizes), frozenset(dates))


@pytest.mark.parametrize(
    ("one", "other", "are_joined"),
    [
        (made(), made("b"), True), (made(), made("b", dates=("2023",)), False), (made(), made("b", dates=("2023", "2024")), True), (made(), made("b", dates=()), False),
        (made(), made("a"), False), (made("a b"), made("c b"), False), (made("a b"), made("c d"), True),
        (made(canonical=("x",)), made("b"), True), (made(canonical=("x",)), made("b", ("x",)), True), (made(canonical=("x",)), made("b", ("y",)), False), (made(canonical=("x",)), made("b", ("x", "y")), False),
        (made(sizes=("7b",)), made("b"), True), (made(sizes=("7b",)), made("b", sizes=("7b", "8b")), True), (made(sizes=("7b",)), made("b", sizes=("8b",)), False),
    ],
)  # fmt: skip
def test_two_are_joined_where_nothing_speaks_against_it(
    one: _Joined, other: _Joined, are_joined: bool
) -> None:
    assert one.takes(other) is are_joined
    assert other.takes(one) is are_joined
