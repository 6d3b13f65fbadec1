"""The list of what changed: words below the rows follow the width of the pane, and it says what it needs."""

from __future__ import annotations

from genai_tui.catalog.between_text import Row
from genai_tui.catalog.cells import width
from genai_tui.tui.widgets.change_list import ChangeList
from tests.tui.host import hosted

DAYS = ("released", "2022-12-21 to 2022-12-31", "2023-01-01 to 2023-01-11")
ROWS = (
    Row("models", "23", "24", "+1", part="models"),
    Row("open weights", "8", "9", depth=1, part="weights:open"),
)
WORDS = "compute: fewer than half state it, so the medians are not of the same kind"


async def test_words_follow_the_width_of_the_pane() -> None:
    changes = ChangeList()
    async with hosted(changes, 60, 16) as (_, pilot):
        changes.show(((DAYS, ROWS),), None, (WORDS,))
        for columns in (60, 44, 90):
            await pilot.resize_terminal(columns, 16)
            await pilot.pause()
            told = changes.text.splitlines()[4:]
            assert " ".join("\n".join(told).split()) == WORDS, columns
            assert columns - 14 < max(map(width, told)) <= columns or columns == 90
            assert changes.count == 4 + len([line for line in told if line])
            assert ("…" in changes.text) == (columns < changes.needed)
            await pilot.press("end")
            assert changes.counted is ROWS[1], "the cursor stands on rows"


async def test_a_list_without_words_and_days_needs_what_its_rows_take() -> None:
    changes = ChangeList()
    async with hosted(changes, 40, 9):
        assert changes.needed == 0
        changes.show(((("", "", ""), ROWS),), "weights:open")
        assert changes.needed == width("  open weights") + 2 + 2 + 2 + 7
        assert changes.text.splitlines()[2].rstrip().endswith("8 ▸  9")


async def test_days_and_counts_stand_at_the_right_and_notes_behind_them() -> None:
    rows = (*ROWS, Row("of some", "1", "10", "!", depth=2, part="some"))
    changes = ChangeList()
    async with hosted(changes, 60, 16) as (app, pilot):
        changes.show(((("all", "2022", "2023"), ROWS[:1]), (DAYS, rows)), "some")
        told = {
            cells: ["".join(text for text, _ in changes.line(index, cells)) for index in range(changes.count)]
            for cells in (60, 70)
        }
        assert told[70] == [
            " all                                                   2022 ▸ 2023    ",
            " models                                                    23 ▸ 24 +1 ",
            " " * 70,
            " released      2022-12-21 to 2022-12-31 ▸ 2023-01-01 to 2023-01-11    ",
            " models                                                    23 ▸ 24 +1 ",
            "   open weights                                             8 ▸  9    ",
            "     of some                                                1 ▸ 10  ! ",
        ]
        assert told[60][3] == "        2022-12-21 to 2022-12-31 ▸ 2023-01-01 to 2023-01-11 ", (
            "the days say it"
        )
        looks = [[look for text, look in changes.line(index, 70) if text.strip()] for index in (0, 1, 5, 6)]
        assert looks == [["dim", "dim"], ["text", "strong"], ["text", "text"], ["dim", "warn"]]
        assert (changes.cursor, changes.counted) == (6, rows[2])
        assert [changes.can_stand(index) for index in range(8)] == [
            False,
            True,
            False,
            False,
            True,
            True,
            True,
            False,
        ]
        await pilot.press("up", "enter")
        assert [(type(each).__name__, getattr(each, "part", "")) for each in app.told] == [
            ("Highlighted", "weights:open"), ("Chosen", ""),
        ]  # fmt: skip
        changes.show(((DAYS, rows),), "gone")
        assert changes.counted is rows[0], "the first where what was asked for is not there"
