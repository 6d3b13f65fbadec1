"""Notes stand in the place of the footer: none covers anything, and equal ones do not pile up."""

from __future__ import annotations

import pytest
from textual.notifications import Notification

from genai_tui.catalog.model import Catalog
from genai_tui.tui.app import GenaiApp
from genai_tui.tui.widgets.note_lines import MOST, NoteLines
from tests.tui.host import hosted, screen_text
from tests.tui.test_browse import press, screen_of, settle


async def test_a_note_takes_the_footers_place_and_covers_nothing(tiny: Catalog) -> None:
    app = GenaiApp(tiny)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        before = screen_text(app).splitlines()
        for _ in range(3):
            screen_of(app).say("Nothing further back.", timeout=3)
        await pilot.pause()
        noted = screen_text(app).splitlines()
        assert noted[:-1] == before[:-1]
        assert noted[-1].strip() == "Nothing further back."
        screen_of(app).say("word " * 30, "warning", timeout=3)
        await pilot.pause()
        noted = screen_text(app).splitlines()
        assert noted[-1].strip() == "Nothing further back."  # the newest stands first
        assert noted[-3].startswith(" word word")
        assert noted[-4].startswith("┗")  # the frames have made room
        while screen_text(app).splitlines() != before:
            await pilot.pause(0.02)


async def test_a_note_is_shown_on_the_screen_that_comes(tiny: Catalog) -> None:
    app = GenaiApp(tiny)
    async with app.run_test(size=(80, 24)) as pilot:
        screen_of(app).say("Going on.", timeout=9)
        await press(pilot, "6")
        await settle(pilot)
        assert screen_text(app).splitlines()[-1].strip() == "Going on."


async def test_the_newest_come_first_and_the_oldest_give_way() -> None:
    lines = NoteLines(id="notes")
    async with hosted(lines, columns=20) as (app, pilot):
        app.screen.add_class("-noted")
        for notes, shown in (
            ([("a", "information"), ("b", "error"), ("a", "information")], [" a", " b"]),
            ([(f"{number}", "information") for number in range(9)], [" 0", " 1", " 2"]),
            ([("one two three four five", "information")], [" one two three four", " five"]),
            ([("a", "error"), ("one two three four five six seven eight nine", "error")], [" a"]),
            (
                [("one two three four five six seven eight nine ten eleven", "error")],
                [" one two three four", " five six seven", " eight nine ten …"],
            ),
            ([("[red]a\x1b[2J", "information")], [" [red]a␛[2J"]),
        ):
            assert lines.show(notes)
            await pilot.pause()
            assert [line for line in lines.text.splitlines() if line] == shown
            assert lines.count <= MOST
        assert not lines.show([])


async def test_a_note_may_expire_while_it_is_shown(tiny: Catalog, monkeypatch: pytest.MonkeyPatch) -> None:
    app = GenaiApp(tiny)
    async with app.run_test(size=(80, 24)) as pilot:
        app.notify("first")
        app.notify("second")
        await pilot.pause()
        looks = iter((False, False))
        monkeypatch.setattr(Notification, "has_expired", property(lambda _: next(looks, True)))
        app._refresh_notifications()
        await pilot.pause()
        assert app._exception is None


async def test_many_notes_look_again_by_one_timer(tiny: Catalog) -> None:
    app = GenaiApp(tiny)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        before = len(app._timers)
        for number in range(20):
            app.notify(f"note {number}")
            await pilot.pause()
        assert sum(each is not None for each in app._timers) <= before + 1


@pytest.mark.parametrize(
    ("notes", "lines"),
    [
        (["aaaa bbbb cccc"], [" aaaa bbbb", " cccc"]), (["aaaa bbbb cccc dddd eeee"], [" aaaa bbbb", " cccc dddd", " eeee"]),
        (["aaaa bbbb cccc dddd eeee ffff gggg"], [" aaaa bbbb", " cccc dddd", " eeee fff…"]),
        (["aaaa bbbb cccc", "dd"], [" aaaa bbbb", " cccc", " dd"]), (["aaaa bbbb cccc", "dddd eeee ffff"], [" aaaa bbbb", " cccc"]),
        (["a", "aaaa bbbb cccc dddd", "b"], [" a", " aaaa bbbb", " cccc dddd"]),
    ],
)  # fmt: skip
def test_three_lines_stand_and_a_longer_note_says_that_it_goes_on(notes: list[str], lines: list[str]) -> None:
    note_lines = NoteLines()
    note_lines._notes = tuple((words, "information") for words in notes)
    note_lines._lay_out(11)
    assert [pieces[0][0] for pieces in note_lines._lines] == lines


def test_what_is_no_information_is_a_warning_and_of_no_cells_nothing_stands() -> None:
    note_lines = NoteLines()
    note_lines._notes = (("a", "information"), ("b", "warning"), ("c", "error"))
    note_lines._lay_out(40)
    assert [pieces[0][1] for pieces in note_lines._lines] == ["text", "warn", "warn"]
    note_lines._lay_out(0)
    assert note_lines.count == 0
