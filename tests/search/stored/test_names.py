"""Names in a database are matched as in memory, the best known first."""

from __future__ import annotations

import pytest

from genai_tui.search.index import SearchIndex
from genai_tui.search.stored import names
from genai_tui.search.stored.index import StoredIndex
from tests.search.stored.pairs import Pair, ids


def test_of_very_many_names_the_best_known_are_ranked(both: Pair, monkeypatch: pytest.MonkeyPatch) -> None:
    catalog, stored = both
    monkeypatch.setattr(names, "MOST", 3)
    every = SearchIndex(catalog).find("a")
    answer = StoredIndex(stored).ask("a")  # type: ignore[arg-type]
    assert 0 < len(answer.records) <= 3
    assert answer.passed_over > 0
    assert set(ids(answer.records)) <= {hit.id for hit in every}
