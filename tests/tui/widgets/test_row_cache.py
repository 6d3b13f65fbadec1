"""The cache of drawn rows keeps what was drawn until its row, or everything, is to be drawn anew."""

from __future__ import annotations

from textual.geometry import Size
from textual.strip import Strip

from genai_tui.tui.widgets.row_cache import RowCache


def test_rows_are_kept_until_they_are_forgotten() -> None:
    cache, drawn = RowCache(), {row: Strip.blank(row + 1) for row in range(4)}
    cache.fit(Size(9, 4))
    assert cache.missing(range(4)) == [0, 1, 2, 3]
    for row, strip in drawn.items():
        cache.keep(row, strip)
    assert cache.missing(range(5)) == [4]
    assert cache.strips([2, 0]) == [drawn[2], drawn[0]]
    cache.forget([1, 7])
    assert cache.missing(range(4)) == [1]
    cache.fit(Size(9, 4))
    assert cache.missing(range(4)) == [1], "the same size"
    cache.fit(Size(8, 4))
    assert cache.missing(range(4)) == [0, 1, 2, 3]


def test_the_sides_are_drawn_once_until_everything_is() -> None:
    cache, asked = RowCache(), list[int]()

    def draw(row: int) -> tuple[Strip, Strip]:
        asked.append(row)
        return Strip.blank(1), Strip.blank(2)

    assert cache.sides(3, draw) == cache.sides(4, draw) == (Strip.blank(1), Strip.blank(2))
    cache.forget(range(9))
    cache.sides(5, draw)
    assert asked == [3]
    cache.clear()
    cache.sides(6, draw)
    assert asked == [3, 6]
