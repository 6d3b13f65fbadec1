"""How much of the claims a card tells."""

from __future__ import annotations

from itertools import pairwise

import pytest

from genai_tui.catalog.claim_card_text import FOLDS, most_told


@pytest.mark.parametrize(
    ("room", "told"),
    [(90, 8), (8, 8), (7, 7), (3, 3), (1, 1), (0, 1)],
)
def test_as_much_is_told_as_there_is_room_for_and_one_line_at_the_least(room: int, told: int) -> None:
    lines = [str(number) for number in range(8)]
    assert most_told(lambda fold: lines[: fold.statements], room) == lines[:told]


def test_each_fold_tells_no_more_than_the_one_before() -> None:
    for more, less in pairwise(FOLDS):
        assert less.sources <= more.sources
        assert less.statements <= more.statements
        assert less.value_lines <= more.value_lines
        assert less.addresses <= more.addresses
