"""What catalogs differ about, printed: counts by field, then each difference with what every side says."""

from __future__ import annotations

from typing import Any

from msgspec.structs import replace

from genai_tui.catalog.disagreement import SAME, Disagreement, Disagreements, FieldCount, Side
from genai_tui.catalog.model import Catalog
from genai_tui.storage.exporters.disagreement_tables import text


def differs(model: str, field: str = "params", **more: Any) -> Disagreement:
    sides = (
        Side("Tiny", model.title(), "3.5B", key=f"tiny/{model}"),
        Side("Other", model, "9B", key=f"other/{model}"),
    )
    return Disagreement(model, field, sides, **more)


PARAMS, DATE = FieldCount("params", 3, 2, "5 %", 1), FieldCount("date", 2, 0, "a day")
FOUND = Disagreements(
    3, 1, (PARAMS, DATE, FieldCount("weights", 0, 0, "")), (differs("painter", apart="2.6 times"), differs("listener", other="x"))
)  # fmt: skip


def test_of_two_catalogs_counts_come_first(tiny: Catalog) -> None:
    assert list(text(tiny, FOUND)) == [
        "Tiny",
        "3 pairs of records that are one model, 1 pair more of one name (same?)",
        "",
        "Field              both state  differ  no difference within",
        "params                      3       2  5 % · 1 decided",
        "date                        2       0  a day",
        "",
        "PARAMS · 2 of 3 differ",
        "  Painter 2  3.5B (Tiny) · 9B (Other) · 2.6 times",
        "  Listener   3.5B (Tiny) · 9B (Other) · same?",
    ]


def test_of_one_catalog_there_are_no_pairs_to_count(tiny: Catalog) -> None:
    told = list(text(tiny, replace(FOUND, joined=0, alike=0, found=FOUND.found[:1])))
    assert told == ["Tiny", "", "PARAMS · 2 differ", "  Painter 2  3.5B (Tiny) · 9B (Other) · 2.6 times"]
    assert (
        list(text(tiny, replace(FOUND, joined=0)))[1]
        == "0 pairs of records that are one model, 1 pair more of one name (same?)"
    )


def test_pairs_of_one_name_are_told_with_their_reasons(tiny: Catalog) -> None:
    same = differs("painter", SAME, reasons=("one name", "other dates"))
    told = list(text(tiny, Disagreements(1, 0, (), (same,))))
    assert (told[1], told[2], told[4:]) == (
        "1 pair of records that are one model",
        "",
        ["", "SAME? · 1 pair of one name", "  tiny/painter = other/painter  one name · other dates"],
    )
