"""The rows under the prompt: where it is wrong and why, and what can be typed."""

from __future__ import annotations

import pytest

from genai_tui.tui.widgets.prompt_hints import PromptHints
from tests.tui.host import hosted


@pytest.mark.parametrize(
    ("columns", "start", "end", "text"),
    [
        (30, 4, 7, "    ^^^ why it is"), (30, 0, 0, "^ why it is"), (30, 5, 5, "     ^ why it is"),
        (18, 4, 7, "    ^^^ why it is"), (17, 4, 7, "    ^^^\n why it is"),
        (16, 40, 43, " " * 15 + "^\n why it is"), (16, -5, -2, "^^^ why it is"),
    ],
)  # fmt: skip
async def test_a_sign_points_and_the_reason_follows(columns: int, start: int, end: int, text: str) -> None:
    note = PromptHints()
    async with hosted(note, columns, 4):
        note.point(start, end, "why it is")
        assert note.text.rstrip("\n") == text


async def test_what_is_offered_stands_with_its_count_and_the_chosen_one_in_sight() -> None:
    note = PromptHints()
    offered = [(f"word{number:02}", str(number)) for number in range(20)]
    async with hosted(note, 40, 4):
        note.offer(offered[:2], 1)
        assert note.text.rstrip("\n") == " word00  0 [word01] 1"
        for chosen in range(20):
            note.offer(offered, chosen)
            assert f"[word{chosen:02}]" in note.text
            assert (f" word{chosen - 1:02} " in note.text) == (chosen > 0)
        note.show()
        assert note.text.strip() == ""
        note.offer([], 0)
        assert note.text.strip() == ""


async def test_what_may_be_typed_goes_on_in_a_second_row_until_one_is_chosen() -> None:
    note = PromptHints()
    offered = [(f"word{number:02}", "") for number in range(20)]
    async with hosted(note, 40, 4):
        note.offer(offered, meaning="what it is")
        first, second = note.text.splitlines()[:2]
        assert first.split() == [f"word{number:02}" for number in range(5)]
        assert second.split() == [f"word{number:02}" for number in range(5, 10)]
        note.offer(offered[:2], meaning="what it is")
        assert note.text.splitlines()[1] == "   what it is"


async def test_where_two_rows_are_offered_no_meaning_stands_below() -> None:
    note = PromptHints()
    offered = [(f"word{number:02}", str(number)) for number in range(6)]
    async with hosted(note, 40, 6):
        note.offer(offered[:2], meaning="what it means")
        assert note.text.rstrip("\n").split("\n") == [" word00  0  word01  1", "   what it means"]
        note.offer(offered, meaning="what it means")
        rows = note.text.rstrip("\n").split("\n")
        assert len(rows) == 2
        assert [word for word, _ in offered if any(word in row for row in rows)] == [
            word for word, _ in offered
        ]
