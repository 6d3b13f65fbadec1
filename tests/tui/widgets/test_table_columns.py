"""Columns of a table: in which order they come in, how they grow, and what gives way to a long name."""

from __future__ import annotations

import pytest

from genai_tui.tui.widgets.model_table import ModelTable
from genai_tui.tui.widgets.organization_table import OrganizationTable
from genai_tui.tui.widgets.table_columns import Columns, columns_in, needs_of
from genai_tui.view.pane_widths import NameCells, TableNeeds

LAYOUT, KNOWN = ModelTable.LAYOUT, ("org", "date", "params", "context")
NAMES, MAKERS = NameCells(20, 24, 50), NameCells(12, 15, 22)


def told(columns: Columns) -> tuple[int, str, bool]:
    """Return the cells of the name, the columns with theirs, and whether codes stand before names."""
    return columns.name, " ".join(f"{each.name}:{size}" for each, size in columns.shown), columns.letters


@pytest.mark.parametrize(
    ("cells", "columns"),
    [
        (35, (26, "", False)), (36, (16, "org:9", False)), (44, (20, "org:13", False)),  # from 16 cells of a name on
        (45, (16, "org:9 date:7", False)), (55, (20, "org:15 date:7", False)), (56, (21, "org:15 date:7", False)),
        # a further column comes where most names are whole
        (57, (20, "org:9 date:7 params:6", False)), (66, (20, "org:9 date:7 params:6 context:7", False)),
        (72, (20, "org:15 date:7 params:6 context:7", False)), (88, (36, "org:15 date:7 params:6 context:7", False)),
        (90, (36, "org:17 date:7 params:6 context:7", False)), (91, (36, "org:15 date:7 params:6 context:7", True)),
        (94, (36, "org:15 date:10 params:6 context:7", True)),  # codes, then days
        (101, (36, "org:22 date:10 params:6 context:7", True)), (138, (73, "org:22 date:10 params:6 context:7", True)),
        # where names would be padded, another column stands
        (139, (50, "org:22 date:10 params:6 context:7 signature:22", True)),
        (149, (50, "org:22 date:10 params:6 context:7 signature:22 compute:8", True)),
        (167, (50, "org:22 date:10 params:6 context:7 signature:22 compute:8 license:16", True)),
        (189, (50, "org:22 date:10 params:6 context:7 signature:22 compute:8 license:16 based:20", True)),
    ],
)  # fmt: skip
def test_columns_come_in_and_grow_in_turn(cells: int, columns: tuple[int, str, bool]) -> None:
    assert told(columns_in(cells, LAYOUT, KNOWN, (), NAMES, MAKERS, None, LAYOUT.spare)) == columns


def test_codes_need_a_table_of_sixty_four_cells_unless_they_are_asked_for() -> None:
    short = NameCells()
    assert [columns_in(cells, LAYOUT, ("date",), (), short).letters for cells in (63, 64)] == [False, True]
    assert columns_in(40, LAYOUT, ("date",), ("cat",), short).letters


@pytest.mark.parametrize(
    ("asked", "needs"),
    [
        ((), TableNeeds(NAMES, 9, (11, 9, 8, 9), 0, 2, 3, 3, 13)),
        (("params", "cat"), TableNeeds(NAMES, 12, (8, 11, 9, 9), 1, 2, 3, 3, 10)),
        (("date",), TableNeeds(NAMES, 9, (9, 11, 8, 9), 1, 1, 3, 3, 13)),
        (("org", "date", "name"), TableNeeds(NAMES, 9, (11, 9, 8, 9), 2, 0, 3, 3, 13)),
    ],
)
def test_what_a_table_needs(asked: tuple[str, ...], needs: TableNeeds) -> None:
    assert needs_of(LAYOUT, KNOWN, asked, NAMES, MAKERS) == needs


def test_without_organizations_no_words_grow() -> None:
    needs = needs_of(LAYOUT, ("date", "params"), (), NAMES, MAKERS)
    assert (needs.words, needs.long_words, needs.growth) == (0, 0, 6)  # a day, and codes


@pytest.mark.parametrize(
    ("cells", "name", "shown"),
    [
        (20, 20, "org:9 date:7 params:6 context:7"), (22, 22, "org:7 date:7 params:6 context:7"),
        (24, 24, "org:5 date:7 params:6 context:7"), (25, 31, "date:7 params:6 context:7"),
        (31, 31, "date:7 params:6 context:7"), (32, 40, "params:6 context:7"), (41, 48, "context:7"), (49, 57, ""), (99, 57, ""),
    ],
)  # fmt: skip
def test_columns_give_way_to_a_long_name_words_first_by_their_letters(
    cells: int, name: int, shown: str
) -> None:
    columns = columns_in(66, LAYOUT, KNOWN, (), NAMES, MAKERS)
    assert told(columns.of_name(cells))[:2] == (name, shown)


@pytest.mark.parametrize(
    ("asked", "shown"), [("org", "org:11 date:7"), ("date", "date:7"), ("context", "context:7")]
)
def test_what_was_asked_for_gives_way_to_no_name(asked: str, shown: str) -> None:
    columns = columns_in(47, LAYOUT, KNOWN, (asked,), NameCells(), NameCells(9, 9, 9))
    assert told(columns.of_name(99))[1].startswith(shown)
    assert columns.yielding == {"org": 0, "date": 1, "context": 1}[asked]


@pytest.mark.parametrize(
    ("names", "chosen"),
    [
        ((), ()), (("params", "license"), ("params", "license")), (("year", "date"), ("date",)), (("name", "weights"), ()),
    ],
)  # fmt: skip
def test_a_reader_chooses_columns_by_the_attributes_that_are_seen_there(
    names: tuple[str, ...], chosen: tuple[str, ...]
) -> None:
    layout = LAYOUT.with_columns(names)
    assert layout.chosen == chosen
    assert layout.usual == (chosen or LAYOUT.usual)
    assert (layout is LAYOUT) == (not chosen)


def test_what_is_asked_for_comes_first_and_then_what_a_layout_has_first() -> None:
    assert LAYOUT.in_turn(KNOWN, ("params", "year")) == (("params", "date", "org", "context"), 2)
    assert LAYOUT.in_turn(KNOWN, ("name",)) == (KNOWN, 0)
    makers = OrganizationTable.LAYOUT
    assert makers.first
    turn, asked = makers.in_turn(("kind", "country", *makers.first), ())
    assert (turn[: len(makers.first)], asked) == (makers.first, 0)
