"""Values of a field are found in a database as in memory."""

from __future__ import annotations

import pytest

from genai_tui.search.index import SearchIndex
from genai_tui.search.stored import filters
from genai_tui.search.stored.index import StoredIndex
from genai_tui.search.syntax import QueryProblem
from tests.search.stored.pairs import Pair, ids


def test_a_field_with_very_many_values_finds_what_stands_in_them(
    both: Pair, monkeypatch: pytest.MonkeyPatch
) -> None:
    catalog, stored = both
    monkeypatch.setattr(filters, "MANY", 0)
    for query in ("license:mit", "license:apache", "org:openai", "country:us", "license:?"):
        try:
            known = ids(SearchIndex(catalog).ask(query).records)
        except QueryProblem:
            continue
        assert ids(StoredIndex(stored).ask(query).records) == known  # type: ignore[arg-type]
