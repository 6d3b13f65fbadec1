"""The table of records: what of a row is lit, how a column is filled, and which heading is hit."""

from __future__ import annotations

import pytest

from genai_tui.catalog.model import Catalog
from genai_tui.catalog.name_cuts import Cut
from genai_tui.search.index import SearchIndex
from genai_tui.tui.widgets import record_table
from genai_tui.tui.widgets.model_table import ModelTable
from genai_tui.tui.widgets.record_table import RecordTable, _block, _light, _spans_left
from tests.tui.host import hosted


@pytest.mark.parametrize(
    ("text", "marks", "cells", "right", "block"),
    [
        ("ab", "~", 4, False, "ab~   "), ("abcd", "~!", 4, False, "abcd~!"), ("abcdef", "~", 4, False, "ab…f~ "),
        ("ab", "~", 4, True, "  ab~ "), ("abcd", "", 4, True, "abcd  "), ("", "", 2, True, "    "),
    ],
)  # fmt: skip
def test_marks_of_a_value_stand_behind_it_and_of_a_number_in_the_gap(
    text: str, marks: str, cells: int, right: bool, block: str
) -> None:
    assert _block(text, marks, cells, right) == block


@pytest.mark.parametrize(
    ("spans", "cells", "pieces"),
    [
        ((), 6, [("abcd  ", "text")]), (((0, 2),), 4, [("ab", "lit"), ("cd", "text")]),
        (((1, 2), (3, 4)), 5, [("a", "text"), ("b", "lit"), ("c", "text"), ("d", "lit"), (" ", "text")]),
        (((2, 9),), 4, [("ab", "text"), ("cd", "lit"), ("", "text")]), (((4, 6),), 4, [("abcd", "text")]),
        (((0, 1), (1, 2)), 2, [("a", "lit"), ("b", "lit"), ("cd", "text")]),
    ],
)  # fmt: skip
def test_letters_that_were_met_are_lit_and_the_rest_filled(
    spans: tuple[tuple[int, int], ...], cells: int, pieces: list[tuple[str, str]]
) -> None:
    assert _light("abcd", spans, cells) == pieces


@pytest.mark.parametrize(
    ("spans", "shown", "left"),
    [
        # of ten characters the first four are left, and the sign
        (((0, 2),), Cut("abcd…", 4, 0), ((0, 2),)), (((2, 6),), Cut("abcd…", 4, 0), ((2, 4),)),
        (((3, 4), (4, 6)), Cut("abcd…", 4, 0), ((3, 4),)), (((5, 7),), Cut("abcd…", 4, 0), ()),
        # the first three, the sign, and the last two
        (((0, 1), (8, 10)), Cut("abc…ij", 3, 2), ((0, 1), (4, 6))), (((4, 7),), Cut("abc…ij", 3, 2), ()),
        (((3, 8),), Cut("abc…ij", 3, 2), ()), (((7, 9),), Cut("abc…ij", 3, 2), ((4, 5),)),
        (((2, 9),), Cut("abc…ij", 3, 2), ((2, 3), (4, 5))), (((9, 10),), Cut("abc…ij", 3, 2), ((5, 6),)),
    ],
)  # fmt: skip
def test_of_a_name_that_is_cut_the_same_letters_are_lit(
    spans: tuple[tuple[int, int], ...], shown: Cut, left: tuple[tuple[int, int], ...]
) -> None:
    assert _spans_left(spans, shown, 10) == left


async def test_the_heading_that_is_hit_is_the_one_at_the_place(tiny: Catalog) -> None:
    table = ModelTable(tiny)
    async with hosted(table, 80, 6) as (app, pilot):
        table.show(tiny.models, frozenset(), SearchIndex(tiny).ask("").hits, None)
        head = table.text.splitlines()[0]
        places = {title: head.index(title) for title in ("Name", "Organization", "Date", "Params")}
        width = table.content_size.width
        hit = [
            (0, "name"), (places["Name"], "name"), (places["Organization"] - 1, "name"), (places["Organization"], "org"),
            (places["Date"] - 1, "org"), (places["Date"], "date"), (places["Date"] + 11, "date"), (width - 1, "weights"),
        ]  # fmt: skip
        for x, _ in hit:
            assert table.pressed(0, x)
        assert not table.pressed(1, 0), "a row is no heading"
        await pilot.pause()
        told = [each.attribute for each in app.told if isinstance(each, RecordTable.HeadPressed)]
        assert told == [name for _, name in hit]


async def test_the_cursor_is_at_the_record_asked_for_or_the_first(tiny: Catalog) -> None:
    table = ModelTable(tiny)
    async with hosted(table, 80, 6):
        for at, stands in (("listener", "listener"), ("gone", "painter"), (None, "painter")):
            table.show(tiny.models, frozenset(), {}, at)
            assert table.record.id == stands
            assert table.count == 4
        table.show((), frozenset(), {}, "listener", ("Nothing.", "Why."))
        assert (table.record, table.cursor, table.count) == (None, 0, 3)
        assert [table.can_stand(index) for index in range(3)] == [False] * 3
        table.show(tiny.models, frozenset(), {}, None)
        assert [table.can_stand(index) for index in range(5)] == [False, True, True, True, False]


async def test_values_are_read_once_until_more_is_known(
    tiny: Catalog, monkeypatch: pytest.MonkeyPatch
) -> None:
    table = ModelTable(tiny)
    asked: list[str] = []
    letters = ModelTable.letters

    def noted(self: ModelTable, record: object) -> object:
        asked.append(record.id)  # type: ignore[attr-defined]
        return letters(self, record)  # type: ignore[arg-type]

    monkeypatch.setattr(ModelTable, "letters", noted)
    async with hosted(table, 100, 6):
        for _ in range(2):
            table.show(tiny.models, frozenset(), {}, None)
            assert "Painter 2" in table.text
            assert asked == ["painter", "listener", "whisperer"]
        for renewed in (table.forget_values, lambda: table.turn_to(tiny)):
            asked.clear()
            renewed()
            assert "Painter 2" in table.text
            assert asked == ["painter", "listener", "whisperer"]
        asked.clear()
        monkeypatch.setattr(record_table, "_KEPT", 2)
        table.show(tiny.models, frozenset(), {}, None)
        assert "Painter 2" in table.text
        assert asked == ["painter", "listener", "whisperer"], "there were too many to be kept"
