"""A name stands for the same record in a database as in memory."""

from __future__ import annotations

import pytest

from genai_tui.search.record_lookup import look_up_model, look_up_record
from tests.search.stored.pairs import Pair


@pytest.mark.parametrize(
    "name", ["whisper", "Whisper", "DALL E 2", "wisper", "openai", "stable", "m17", "Falcon", "no such thing"]
)
def test_names_stand_for_the_same_records(both: Pair, name: str) -> None:
    for look_up in (look_up_model, look_up_record):
        one, other = (look_up(catalog, name) for catalog in both)
        assert (one.found, one.meant) == (other.found, other.meant)
        assert one.family[:10] == other.family[:10]
