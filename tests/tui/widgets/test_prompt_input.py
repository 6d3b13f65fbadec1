"""The line that is typed on: what it tells, and older lines that come back."""

from __future__ import annotations

from genai_tui.tui.widgets.prompt_input import PromptInput
from tests.tui.host import hosted, screen_text


def queries(told: list[object]) -> list[str]:
    return [each.query for each in told if isinstance(each, PromptInput.Typed)]


async def test_a_query_tells_of_each_letter_and_is_shown_when_told_to() -> None:
    line = PromptInput()
    async with hosted(line, 20, 2) as (app, pilot):
        line.open("query", "", [])
        await pilot.pause()
        await pilot.press("a", "b", "backspace")
        assert queries(app.told) == ["a", "ab", "a"]
        assert "a" not in screen_text(app), "held back, to go out with what it changes"
        line.renew()
        await pilot.pause()
        assert "a" in screen_text(app)


async def test_a_command_is_shown_with_the_menu_that_it_leads_to() -> None:
    line = PromptInput()
    async with hosted(line, 20, 2) as (app, pilot):
        line.open("command", "", [])
        await pilot.press("a", "b")
        await pilot.pause()
        assert queries(app.told) == ["a", "ab"]
        assert "ab" not in screen_text(app)
        line.renew()
        await pilot.pause()
        assert "ab" in screen_text(app)


async def test_older_lines_come_back_and_what_was_being_typed_too() -> None:
    line = PromptInput()
    async with hosted(line, 20, 2) as (_, pilot):
        line.open("query", "now", ["first", "second", "now"])
        assert not line.is_recalling
        await pilot.press("x")
        line.recall(-1)
        assert (line.value, line.cursor_position, line.is_recalling) == ("second", 6, True)
        line.recall(-1)
        line.recall(-1)
        assert line.value == "first"
        line.recall(1)
        assert line.value == "second"
        line.recall(1)
        assert (line.value, line.is_recalling) == ("nowx", False)
        line.recall(1)
        assert line.value == "nowx"


async def test_what_the_program_writes_tells_nobody() -> None:
    line = PromptInput()
    async with hosted(line, 20, 2) as (app, pilot):
        line.put("a text", 2)
        await pilot.pause()
        assert (line.value, line.cursor_position, app.told) == ("a text", 2, [])
        line.put("other")
        assert line.cursor_position == 5


async def test_a_page_that_is_pasted_is_cut() -> None:
    line = PromptInput()
    async with hosted(line, 20, 2) as (_, pilot):
        line.open("query", "", [])
        line.insert_text_at_cursor("x" * 10_001)
        await pilot.pause()
        assert len(line.value) <= 10_000
