"""The cache of texts: the same results, of few texts, and of none that is long."""

from __future__ import annotations

from genai_tui.catalog.text_cache import LONGEST, text_cache


def test_a_text_is_worked_out_once_and_a_long_one_each_time() -> None:
    asked: list[str] = []

    @text_cache(2)
    def length(text: str) -> int:
        """Return the letters of a text."""
        asked.append(text)
        return len(text)

    short, longest, long = "ab", "x" * LONGEST, "x" * (LONGEST + 1)
    for text in (short, longest, long):
        assert [length(text), length(text)] == [len(text)] * 2
    assert asked == [short, longest, long, long]
    assert [length("c"), length("d"), length(short)] == [1, 1, 2]
    assert asked[4:] == ["c", "d", short], "of two texts only the last are kept"
    assert (length.__name__, length.__doc__) == ("length", "Return the letters of a text.")
