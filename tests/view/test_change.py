"""Changes of a view, and the words for what they offer."""

from __future__ import annotations

import pytest

from genai_tui.storage.loader import open_catalog
from genai_tui.view import graph

SURVEY, _ = open_catalog("survey")


@pytest.mark.parametrize("name", ["kind", "names"])
def test_every_choice_of_the_graph_is_told_in_words(name: str) -> None:
    change = graph.CHANGES[name]
    choices = change.choices(SURVEY)
    meanings = [change.meaning(choice) for choice in choices]
    assert all(len(meaning.split()) > 3 for meaning in meanings)
    assert len(set(meanings)) == len(choices)
