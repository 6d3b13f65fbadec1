"""Sets of places as whole numbers."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from genai_tui.search.bitset import bitset, holder, members


@given(st.sets(st.integers(0, 2_000)))
def test_a_set_has_the_members_that_it_was_made_of(places: set[int]) -> None:
    made = bitset(places, 2_001)
    assert made == sum(1 << place for place in places)
    assert list(members(made)) == sorted(places)
    holds = holder(made, 2_001)
    assert {place for place in range(2_001) if holds(place)} == places
