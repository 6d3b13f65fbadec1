"""Names have the pairs of letters in a database that they have in memory."""

from __future__ import annotations

from genai_tui.search.ngram_index import NgramIndex, kinds_of
from tests.search.stored.pairs import Pair


def test_every_name_is_known_by_the_pairs_that_the_index_has(both: Pair) -> None:
    spelled = [name for model in both[0] for name in model.names] + [
        "LLaVA-1.5",
        "wav2vec 2.0",
        "名 a",
        "",
        "dv3",
        "DeepSeek-V3",
    ]
    index = NgramIndex(spelled)
    for place, name in enumerate(spelled):
        assert kinds_of(name) == {kind for kind, held in index._marks.items() if held >> place & 1}
