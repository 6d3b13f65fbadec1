"""The cache of texts: the same results, of few texts, and of none that is long."""

from __future__ import annotations

from genai_tui.catalog.text_cache import LONGEST, text_cache


def test_texts_are_worked_out_once_while_they_are_kept_and_few_long_ones_are() -> None:
    asked: list[str] = []

    @text_cache(3)
    def length(text: str) -> int:
        """Return the letters of a text."""
        asked.append(text)
        return len(text)

    short, longest = "ab", "x" * LONGEST
    long = [f"{number}{longest}" for number in range(3)]
    for text in (short, longest, long[0], long[1]):
        assert [length(text), length(text)] == [len(text)] * 2
    assert asked == [short, longest, *long[:2]]
    length(long[2])
    length(long[0])
    assert asked[4:] == [long[2], long[0]], "of long texts two are kept"
    assert [length("c"), length("d"), length(short)] == [1, 1, 2]
    assert asked[6:] == ["c", "d", short], "of others as many as were told"
    assert (length.__name__, length.__doc__) == ("length", "Return the letters of a text.")
