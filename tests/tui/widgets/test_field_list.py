"""The list of fields that differ: what a row says, and where the cursor stands."""

from __future__ import annotations

from genai_tui.catalog.disagreement import SAME, FieldCount
from genai_tui.tui.widgets.field_list import FieldList
from tests.tui.host import hosted

ROWS = (
    FieldCount("released", 12, 3, "none"),
    FieldCount("parameters", 7, 0, "none", decided=2),
    FieldCount(SAME, 0, 5, ""),
)


async def test_a_field_is_told_with_how_many_pairs_differ() -> None:
    fields = FieldList()
    async with hosted(fields) as (app, pilot):

        def lines(joined: bool) -> list[str]:
            fields.show(ROWS, None, joined)
            return [
                "".join(text for text, _ in fields.line(number, 30)).rstrip()
                for number in range(fields.count)
            ]

        assert [" ".join(line.split()) for line in lines(True)] == [
            "Release date 3 of 12",
            "Parameters ✓2 0 of 7",
            "One model? 5",
        ]
        assert [" ".join(line.split()) for line in lines(False)] == [
            "Release date 3",
            "Parameters ✓2 0",
            "One model? 5",
        ]
        assert [fields.line(number, 30)[0][1] for number in range(3)] == ["text", "dim", "text"]
        for at, field in (
            (None, "released"),
            ("parameters", "parameters"),
            (SAME, SAME),
            ("gone", "released"),
        ):
            fields.show(ROWS, at, True)
            assert fields.field == field
        assert [fields.can_stand(number) for number in (0, 2, 3)] == [True, True, False]
        app.told.clear()
        await pilot.press("home", "down", "enter")
        await pilot.pause()
        assert [type(each).__name__ for each in app.told][-2:] == ["Highlighted", "Chosen"]
        fields.show((), None, True)
        assert (fields.count, fields.field) == (1, None)
        assert fields.line(0, 30) == ((" No field differs.", "dim"),)
