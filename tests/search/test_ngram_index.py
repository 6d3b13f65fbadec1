"""The index of pairs of letters: which names share some with what is typed, and what it takes."""

from __future__ import annotations

from genai_tui.search.ngram_index import NgramIndex


def test_an_index_of_more_names_takes_more_memory() -> None:
    taken = [NgramIndex(names).memory() for names in ((), ("GPT-4",), ("GPT-4", "Stable Diffusion"))]
    assert 0 < taken[0] < taken[1] < taken[2]
