"""The costs of a match stand to each other as people rank matches, whatever the benchmark of searching makes of them."""

from __future__ import annotations

from itertools import pairwise

import pytest

from genai_tui.search import match_costs as costs
from genai_tui.search.match_costs import KIND_COST


def test_a_kind_of_match_that_says_more_costs_less() -> None:
    order = ("equal", "prefix", "starts", "typos", "inside", "in order")
    assert KIND_COST["equal"] == 0
    assert all(KIND_COST[better] < KIND_COST[worse] for better, worse in pairwise(order))  # type: ignore[index]
    assert KIND_COST["sound"] == KIND_COST["starts"]


@pytest.mark.parametrize(
    ("less", "more"),
    [
        (costs.LETTER_TO_COME * 20, KIND_COST["prefix"]),
        (costs.ACRONYM, KIND_COST["starts"]),
        (costs.PLURAL, costs.WORD_LEFT),
        (KIND_COST["starts"], costs.WHOLE_IN_ORDER),
        (costs.WHOLE_IN_ORDER, KIND_COST["in order"]),
        (costs.LETTER_DOUBLED, KIND_COST["typos"]),
        (costs.WORD_LEFT, costs.NUMBER_LEFT),
        (costs.NUMBER_LEFT, costs.OTHER_VARIANT),
        (costs.OTHER_VARIANT, costs.OTHER_VERSION),
        (costs.OTHER_VERSION, costs.MISTAKE / 6),
    ],
)
def test_the_smaller_fault_costs_less(less: float, more: float) -> None:
    assert 0 < less < more
