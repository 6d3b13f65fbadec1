"""What a pane and a session keep between keys is bounded, and what is kept is what would be made."""

from __future__ import annotations

from typing import Any

from genai_tui.tui.session import Session
from genai_tui.tui.widgets.line_cache import MOST, LineCache
from genai_tui.tui.widgets.row_painter import Line


def test_a_line_is_made_once_for_each_width_until_it_is_cleared() -> None:
    made: list[tuple[int, int]] = []

    def make(index: int, cells: int) -> Line:
        made.append((index, cells))
        return ((f"{index} in {cells}", "text"),)

    kept = LineCache()
    for _ in range(2):
        assert kept.of(3, 40, make) == (("3 in 40", "text"),)
        assert kept.of(3, 41, make) == (("3 in 41", "text"),)
    assert made == [(3, 40), (3, 41)]
    kept.clear()
    kept.of(3, 40, make)
    assert made[2:] == [(3, 40)]


def test_lines_of_many_rows_and_widths_are_let_go() -> None:
    kept = LineCache()
    for index in range(5 * MOST):
        for cells in (40, 41):
            assert kept.of(index, cells, lambda index, cells: ((f"{index} {cells}", ""),)) == (
                (f"{index} {cells}", ""),
            )
        assert len(kept._lines) <= MOST


def test_the_last_commands_typed_are_offered_again() -> None:
    nothing: Any = None
    session = Session(nothing, nothing, nothing, nothing)
    for number in range(1_000):
        session.remember_command(f"sort {number}")
        session.remember_command("theme light")
    assert len(session.commands_typed) == 200
    assert session.commands_typed[-2:] == ["sort 999", "theme light"]
    assert session.commands_typed.count("theme light") == 1
