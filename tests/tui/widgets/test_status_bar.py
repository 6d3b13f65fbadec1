"""A bar: what does not fit is left out, the last first, and the right part keeps its place."""

from __future__ import annotations

import pytest

from genai_tui.tui.widgets.status_bar import StatusBar, footer_pieces
from tests.tui.host import hosted

LEFT = ((" one", "accent"), (" two", "text"), (" three", "dim"))
RIGHT = ((" R1", "accent"), (" R2", "dim"))


@pytest.mark.parametrize(
    ("columns", "text"),
    [
        (30, " one two three" + " " * 10 + " R1 R2"), (20, " one two three R1 R2"), (19, " one two      R1 R2"),
        (14, " one two R1 R2"), (12, " one   R1 R2"), (11, " one two R1"), (6, "    R1"), (3, ""), (1, ""),
    ],
)  # fmt: skip
async def test_parts_that_do_not_fit_are_left_out(columns: int, text: str) -> None:
    bar = StatusBar()
    async with hosted(bar, columns, 3) as (app, pilot):
        bar.show(LEFT, RIGHT)
        assert bar.text.rstrip("\n") == text.rstrip()
        assert len(bar.render_line(0).text) == columns
        await pilot.press("down", "tab")
        assert app.focused is None, "a bar takes no key"


async def test_an_empty_bar_is_blank() -> None:
    bar = StatusBar()
    async with hosted(bar, 9, 3):
        assert bar.text.strip() == ""
        bar.show(LEFT)
        bar.show(())
        assert bar.text.strip() == ""


def test_the_keys_of_the_foot_stand_in_their_order() -> None:
    pieces = footer_pieces((("q", "quit"), ("?", "help")))
    assert pieces == ((" q", "accent"), (" quit ", "dim"), (" ?", "accent"), (" help ", "dim"))
    assert footer_pieces(()) == ()
