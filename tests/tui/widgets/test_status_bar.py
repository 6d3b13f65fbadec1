"""A bar: what does not fit is left out, the last first, and the right part keeps its place."""

from __future__ import annotations

import pytest

from genai_tui.catalog.cells import width
from genai_tui.tui import commands
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


FOOTERS = [
    keys
    for name in vars(commands)
    if name.endswith("_FOOTER") and name != "PROMPT_FOOTER"
    for keys in getattr(commands, name).values()
]


@pytest.mark.parametrize("keys", FOOTERS)
@pytest.mark.parametrize("note", ["", "12 marks "])
def test_a_key_has_its_word_at_every_width(keys: tuple[tuple[str, str], ...], note: str) -> None:
    bar = StatusBar()
    bar._left, bar._right = footer_pieces(keys), ((note, "dim"),)
    before = 0
    for cells in range(30, 121):
        line = bar.line(0, cells)
        assert sum(width(text) for text, _ in line) == cells
        shown = [role for text, role in line[: line.index(next(each for each in line if each[1] == "text"))]]
        assert shown == ["accent", "dim"] * (len(shown) // 2)
        assert len(shown) >= before
        before = len(shown)
        assert (" help ", "dim") in line, "the key that leads to all others stays"
        assert [each for each in bar._left if each in line] == list(line[: len(shown)])
