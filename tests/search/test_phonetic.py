"""Words by their sound: one sound written otherwise, in one place or in all."""

from __future__ import annotations

import pytest

from genai_tui.search.matcher import needle
from genai_tui.search.phonetic import spoken


@pytest.mark.parametrize(
    ("typed", "others"),
    [
        ("phonograph", {"fonograph", "phonograf", "fonograf"}), ("foto", {"photo"}), ("zoo", {"soo", "zu"}),
        ("ox", set()), ("4x4", set()), ("gpt", set()),
    ],
)  # fmt: skip
def test_a_sound_is_written_otherwise_in_one_place_or_in_all(typed: str, others: set[str]) -> None:
    found = [other.words[0].letters for place, other in spoken(needle(typed)) if place == 0]
    assert len(found) == len(set(found)) <= 8
    assert set(found) == others


def test_each_word_is_written_otherwise_beside_the_others_as_they_are() -> None:
    found = {
        (place, " ".join(word.letters for word in other.words)) for place, other in spoken(needle("foto zap"))
    }
    assert found == {(0, "photo zap"), (1, "foto sap")}
