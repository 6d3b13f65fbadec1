"""The monkey's small form: no random key may end the program or leave a process behind."""

from __future__ import annotations

import pytest

from tests.trust.monkey import STRETCH, WARM, Monkey, growth


@pytest.mark.parametrize("seed", [3, 14])
def test_nothing_that_is_typed_clicked_or_pasted_ends_the_program(seed: int) -> None:
    found = Monkey(seed, mouse=True, pause=0.01).play(250)
    assert not found.crashes, found.crashes[0]
    assert not found.children
    assert found.keys >= 250


STEP = 500
"""Keys between two measures of the walks below."""

_FIRST = (WARM // STEP) * [900]
"""Measures before a program is warm, which say nothing."""
_SOME = STRETCH // STEP
"""Measures of a stretch."""


@pytest.mark.parametrize(
    ("warm", "told"),
    [
        (_SOME * [100], None),
        ([*_SOME * [100], *(_SOME - 1) * [500]], None),  # no whole stretch later
        (2 * _SOME * [100], (0.0, 0.0, False)),
        ([100, 101, 100, 140, 99, *(_SOME - 1) * [101], 150], (0.01, 1 / 14, False)),
        ([*_SOME * [100], *_SOME * [110]], (0.1, 0.1, False)),
        ([*_SOME * [100], *_SOME * [111]], (0.11, 0.11, True)),
        ([*_SOME * [100], *_SOME * [50], *_SOME * [120], *_SOME * [90]], (0.2, 0.2, True)),
        ([*_SOME * [100], *(_SOME - 1) * [100], 130], (0.0, 0.3, True)),
    ],
)
def test_a_walk_has_grown_where_a_later_stretch_takes_more(
    warm: list[int], told: tuple[float, float, bool] | None
) -> None:
    measures = [(STEP * number, kib) for number, kib in enumerate([*_FIRST, *warm, warm[-1]])]
    grown = growth(measures)
    if grown is None or told is None:
        assert grown is told
        return
    mostly, most, is_too_much = told
    assert grown.since / grown.before - 1 == pytest.approx(mostly)
    assert grown.most_since / grown.most_before - 1 == pytest.approx(most)
    assert grown.is_too_much == is_too_much


def test_nothing_is_said_of_a_walk_that_was_not_measured() -> None:
    assert growth([]) is None
