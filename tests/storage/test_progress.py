"""Progress of a reading: told a few hundred times, from the first item to the end."""

from __future__ import annotations

import pytest

from genai_tui.storage.progress import counted, silent


@pytest.mark.parametrize(
    ("total", "told"),
    [
        (0, [0]), (1, [0, 1]), (3, [0, 1, 2, 3]), (199, [*range(199), 199]), (399, [*range(399), 399]), (400, [*range(0, 400, 2), 400]), (1_001, [*range(0, 1_001, 5), 1_001]),
    ],
)  # fmt: skip
def test_it_is_told_how_far_the_reading_is(total: int, told: list[int]) -> None:
    heard: list[tuple[int, int]] = []
    items = list(range(total))
    assert list(counted(items, lambda done, of: heard.append((done, of)))) == items
    assert heard == [(done, total) for done in told]
    assert list(counted(items, silent)) == items
