"""What is made of a catalog for a day is made once, and goes when other days have been asked for."""

from __future__ import annotations

import pytest

from genai_tui.view.by_day import ByDay


@pytest.mark.parametrize(
    ("asked", "made"),
    [
        (["a", "a", None, None, "a"], ["a", None]),
        (["a", "b", "c", "a"], ["a", "b", "c"]),
        (["a", "b", "c", "d", "b", "a"], ["a", "b", "c", "d", "a"]),  # the oldest of four has gone
        ([None, "a", "b", "c", "d", "e", None], [None, "a", "b", "c", "d", "e"]),  # what is of no day stays
    ],
)
def test_the_last_three_days_are_kept(asked: list[str | None], made: list[str | None]) -> None:
    calls: list[str | None] = []

    def make(day: str | None) -> str:
        calls.append(day)
        return f"of {day}"

    kept = ByDay(make)
    assert [kept.of(day) for day in asked] == [f"of {day}" for day in asked]
    assert calls == made
    kept.forget()
    kept.of(asked[-1])
    assert calls == [*made, asked[-1]]
