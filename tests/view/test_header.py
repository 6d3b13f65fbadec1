"""The header: as much of the catalog and of the screens as a line has room for, and the same on every screen."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from genai_tui.catalog.model import Catalog, ReportLine
from genai_tui.view.header import cells_of, header
from genai_tui.view.screens import SCREENS
from genai_tui.view.titles import Pieces


def told(pieces: Pieces) -> str:
    return "".join(text for text, _ in pieces)


def test_a_wide_line_says_all(tiny: Catalog) -> None:
    plain = " genai-tui · Tiny · 3 models · 2 organizations · data 1 of 2023-01-11"
    left, right = header(tiny, "orgs", 300)
    assert told(left) == plain
    assert all(f" {row.key} {row.title} " in told(right) for row in SCREENS)
    assert told(header(tiny, "orgs", 300, "as of 2022")[0]).startswith(" genai-tui · as of 2022 · Tiny")
    report = (ReportLine("cells", 2), ReportLine("columns", 3))
    reported = replace(tiny, report=report)
    assert told(header(reported, "orgs", 300)[0]) == f"{plain} · 5 not carried over (a)"
    assert told(header(tiny, "orgs", 300, busy="arranging …")[0]) == f"{plain} · arranging …"


@pytest.mark.parametrize(
    ("cells", "left", "right"),
    [
        (60, " Tiny of 2023-01-11 · 3 models", " 1 2 3 Matrix 4 5 6 7 8 9"),
        (80, " Tiny of 2023-01-11 · 3 models", " 1 Browse 2 Orgs 3 Matrix 4 5 6 7 8 9"),
        (100, " Tiny of 2023-01-11 · 3 models", " 1 Browse 2 Orgs 3 Matrix 4 Time 5 Compare 6 Graph 7 8 9"),
        (120, " Tiny of 2023-01-11 · 3 models",
         " 1 Browse 2 Orgs 3 Matrix 4 Time 5 Compare 6 Graph 7 Disagree 8 Between 9 Coverage"),
        (160, " genai-tui · Tiny · 3 models · 2 organizations · data 1 of 2023-01-11",
         " 1 Browse 2 Orgs 3 Matrix 4 Time 5 Compare 6 Graph 7 Disagree 8 Between 9 Coverage"),
    ],
)  # fmt: skip
def test_titles_of_screens_come_as_far_as_there_is_room(
    tiny: Catalog, cells: int, left: str, right: str
) -> None:
    assert tuple(map(told, header(tiny, "matrix", cells))) == (left, right)


@pytest.mark.parametrize("title", ["Tiny", "Generative AI landscape", "A catalog " * 12])
def test_at_every_width(tiny: Catalog, title: str) -> None:
    catalog = replace(tiny, head=replace(tiny.head, title=title))
    lefts: list[set[str]] = []
    for cells in range(60, 260):
        lines = {row.name: header(catalog, row.name, cells, busy="counting …") for row in SCREENS}
        for name, (left, right) in lines.items():
            is_long = len(title) > 40
            assert cells_of(left) + cells_of(right) <= cells or is_long
            assert [role for _, role in right].count("accent") == 1
            row = next(row for row in SCREENS if row.name == name)
            assert f"{row.key} {row.title}" in told(right) or f"{row.key} {row.short_title}" in told(right)
            assert all(f" {each.key}" in told(right) for each in SCREENS)
            assert tiny.head.date in told(left) or is_long or cells < 66, "the age of the data stays in sight"
        lefts.append({told(header(catalog, row.name, cells)[0]) for row in SCREENS})
    assert all(len(each) == 1 for each in lefts), "nothing moves from screen to screen"


def test_a_day_is_told_on_every_line(tiny: Catalog) -> None:
    for cells in range(60, 200):
        left, right = header(tiny, "browse", cells, "as of 2022")
        assert "as of 2022" in told(left)
        assert cells_of(left) + cells_of(right) <= cells


def test_own_keys_stand_in_place_of_those_of_the_table(tiny: Catalog) -> None:
    _, right = header(tiny, "browse", 120, keys={"graph": "F"})
    assert " F Graph" in told(right)
