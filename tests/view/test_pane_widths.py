"""Widths of panes: whatever they hold, a larger window shows all that a smaller one shows, and nothing is wasted."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import structs

from genai_tui.catalog.cells import width
from genai_tui.storage.loader import open_catalog
from genai_tui.tui.widgets.model_table import ModelTable
from genai_tui.tui.widgets.organization_table import OrganizationTable
from genai_tui.tui.widgets.table_columns import columns_in, maker_cells, needs_of
from genai_tui.view.pane_widths import (
    FRAME,
    NAME,
    THREE,
    NameCells,
    Shares,
    TableNeeds,
    beside_drawing,
    beside_lists,
    name_cells,
    needed,
    shares,
    three,
)

PANES = ("tree", "table", "detail")
SIZES = (60, 70, 80, 90, 99, 100, 110, 120, 160, 200)


def standing(columns: int, focus: str) -> tuple[str, ...]:
    """Return the panes that stand in so many columns."""
    if columns >= THREE:
        return PANES
    if columns < 80:
        return (focus,)
    return ("tree", "table") if focus == "tree" else ("table", "detail")


def shared(columns: int, focus: str, tree: int, table: TableNeeds) -> Shares:
    return shares(columns, standing(columns, focus), False, tree, table)


ASKED = st.lists(st.sampled_from(["date", "params", "compute", "license"]), max_size=3, unique=True).map(
    tuple
)
NAMES = st.tuples(st.integers(NAME, 36), st.integers(0, 14), st.integers(0, 40)).map(
    lambda cells: NameCells(cells[0], cells[0] + cells[1], sum(cells))
)


MADE = st.tuples(st.integers(9, 19), st.integers(0, 10), st.integers(0, 40)).map(
    lambda cells: NameCells(cells[0], min(19, cells[0] + cells[1]), sum(cells))
)


KNOWN = ("org", "date", "params", "context")


def heads(
    columns: int, focus: str, tree: int, names: NameCells, asked: tuple[str, ...], makers: NameCells
) -> set[str]:
    """Return the columns of the table in a window, having looked at what they take."""
    needs = needs_of(ModelTable.LAYOUT, KNOWN, asked, names, makers)
    found = shared(columns, focus, tree, needs)
    assert sum(getattr(found, pane) for pane in standing(columns, focus)) == columns
    row = columns_in(found.table - FRAME, ModelTable.LAYOUT, KNOWN, asked, names, makers, found.columns)
    assert row.name >= 8
    assert needs.around + row.name + sum(cells + 2 for _, cells in row.shown) <= found.table - FRAME
    return {attribute.name for attribute, _ in row.shown}


@pytest.mark.parametrize(
    ("columns", "needed", "counts"), [(80, 30, 48), (80, 70, 48), (120, 30, 48), (120, 54, 56), (120, 90, 76)]
)
def test_counts_take_what_they_need_beside_lists_that_can_be_read(
    columns: int, needed: int, counts: int
) -> None:
    assert beside_lists(columns, needed) == counts


@settings(deadline=None, max_examples=300)
@given(st.integers(60, 250), st.sampled_from(PANES), st.integers(8, 90), NAMES, ASKED, MADE)
def test_a_larger_window_shows_all_that_a_smaller_one_shows(
    columns: int, focus: str, tree: int, names: NameCells, asked: tuple[str, ...], makers: NameCells
) -> None:
    if columns == 79 or (focus != "table" and columns < 80):  # another pane comes beside the one
        return
    before, now = (heads(each, focus, tree, names, asked, makers) for each in (columns, columns + 1))
    assert now >= before >= set(asked)


@settings(deadline=None)
@given(st.integers(100, 250), st.integers(8, 90), NAMES, ASKED, MADE)
def test_no_pane_shrinks_when_the_window_grows_but_the_detail_for_a_column(
    columns: int, tree: int, names: NameCells, asked: tuple[str, ...], makers: NameCells
) -> None:
    if columns + 1 == THREE:  # the detail comes beside the two
        return
    needs = needs_of(ModelTable.LAYOUT, KNOWN, asked, names, makers)
    before, now = (shared(each, "tree", tree, needs) for each in (columns, columns + 1))
    assert now.tree >= before.tree
    assert now.table >= before.table
    assert now.detail >= before.detail or now.columns > before.columns


@pytest.mark.parametrize("kind", [ModelTable, OrganizationTable])
@pytest.mark.parametrize("catalog", ["survey", "landscape"])
@pytest.mark.parametrize("columns", SIZES[5:])
def test_no_name_is_cut_while_the_detail_could_give(
    kind: type[ModelTable | OrganizationTable], catalog: str, columns: int
) -> None:
    opened, _ = open_catalog(catalog)
    table = kind(opened)
    needs = table.needs
    found = shares(columns, PANES, False, 18, needs)
    row = columns_in(found.table - FRAME, kind.LAYOUT, table._known, (), *table.measured, found.columns)
    waits = 9  # cells at most for the next column
    assert row.of_name(needs.names.all).name >= min(needs.names.all, 36) or found.detail < 29 + waits


@pytest.mark.parametrize("columns", [120, 140, 200])
@pytest.mark.parametrize("names", [NameCells(), NameCells(24, 36, 63)])
@pytest.mark.parametrize("usual", [9, 12, 15, 19])
def test_most_organizations_stand_whole_before_the_detail_is_easy_to_read(
    columns: int, names: NameCells, usual: int
) -> None:
    makers = NameCells(usual, 19, 60)
    needs = needs_of(ModelTable.LAYOUT, KNOWN, (), names, makers)
    found = shares(columns, PANES, False, 22, needs)
    row = columns_in(found.table - FRAME, ModelTable.LAYOUT, KNOWN, (), names, makers, found.columns)
    cells = next(cells for attribute, cells in row.shown if attribute.name == "org")
    assert cells >= usual or found.detail <= 32


def test_a_long_name_shortens_names_beside_it_and_covers_what_is_one_of_a_few_words() -> None:
    models = columns_in(60, ModelTable.LAYOUT, KNOWN, (), NameCells())
    assert models.of_name(models.name + 2).shown[0][0].name == "org"
    kinds = columns_in(60, OrganizationTable.LAYOUT, ("kind", "country"), (), NameCells())
    assert [attribute.name for attribute, _ in kinds.shown] == ["kind", "country"]
    assert [attribute.name for attribute, _ in kinds.of_name(kinds.name + 2).shown] == ["country"]


LADDER = TableNeeds(NameCells(20, 24, 60), 6, (11, 12, 10, 8), 0, 2, 6, 10, 5)
"""A table whose needs all differ, so that each cell is somebody's."""


def rung(found: Shares) -> tuple[int, int, int]:
    """Return the cells of a table that belong to no column, those of the detail, and how many columns there are."""
    return (
        found.table - FRAME - LADDER.around - sum(LADDER.columns[: found.columns]),
        found.detail,
        found.columns,
    )


def test_table_and_detail_gain_in_turn_as_a_window_grows() -> None:
    turns = [
        (60, (16, 36, 0)), (63, (16, 39, 0)), (64, (16, 29, 1)), (76, (16, 29, 2)),  # the main columns
        (80, (20, 29, 2)), (83, (20, 32, 2)),  # usual names; a detail that can be read
        (89, (26, 32, 2)), (98, (26, 41, 2)), (99, (26, 32, 3)),  # words; a column, which is waited for
        (103, (26, 36, 3)), (113, (36, 36, 3)),  # a detail that is easy to read; longer words
        (129, (52, 36, 3)), (137, (52, 44, 3)),  # names up to 36; a detail that is good to read
        (145, (52, 44, 4)), (150, (57, 44, 4)),  # all columns, which grow
        (174, (81, 44, 4)), (250, (81, 120, 4)),  # all names whole; the detail has the rest
    ]  # fmt: skip
    assert [(cells, rung(three(cells + 21, 8, LADDER))) for cells, _ in turns] == turns


def test_the_detail_gains_before_columns_where_the_reader_has_gone_to_it() -> None:
    turns = [
        (63, (16, 39, 0)), (64, (16, 29, 1)), (68, (20, 29, 1)),  # the first column, usual names
        (83, (20, 44, 1)), (94, (20, 55, 1)), (95, (20, 44, 2)),  # a detail that is good to read; the next column
        (101, (26, 44, 2)), (111, (36, 44, 2)),  # words, longer words
    ]  # fmt: skip
    beside = ("table", "detail")
    assert [(cells, rung(shares(cells, beside, False, 8, LADDER))) for cells, _ in turns] == turns


def test_organizations_take_no_more_than_their_names() -> None:
    found = columns_in(90, ModelTable.LAYOUT, KNOWN, (), NameCells(), NameCells(9, 9, 9))
    assert {attribute.name: cells for attribute, cells in found.shown}["org"] == len("Organization")


@pytest.mark.parametrize(("catalog", "usual"), [("survey", 9), ("landscape", 15)])
def test_what_the_makers_of_models_need_is_measured(catalog: str, usual: int) -> None:
    opened, _ = open_catalog(catalog)
    assert maker_cells(opened).usual == usual
    assert maker_cells(structs.replace(opened, models=())) == NameCells(9, 9, 9)


@pytest.mark.parametrize("kind", [ModelTable, OrganizationTable])
@pytest.mark.parametrize("catalog", ["survey", "landscape"])
def test_every_name_is_whole_in_120_columns(kind: type[ModelTable | OrganizationTable], catalog: str) -> None:
    table = kind(open_catalog(catalog)[0])
    needs = table.needs
    found = shares(120, PANES, False, 18, needs)
    row = columns_in(found.table - FRAME, kind.LAYOUT, table._known, (), *table.measured, found.columns)
    cells = [width(record.name) for record in table.every()]
    beside = [row.of_name(each).shown for each in cells if row.of_name(each).name < each]
    assert all(each[0][0].name in kind.LAYOUT.first for each in beside), "all before it has given way"
    assert len(beside) * 20 <= len(cells), "only a very long name gives way to the number of models"


def test_the_tree_is_as_wide_as_its_longest_label_up_to_a_third() -> None:
    needs = needs_of(ModelTable.LAYOUT, ("org", "date"), (), NameCells())
    assert [shared(columns, "tree", 30, needs).tree for columns in (80, 99, 120, 200)] == [26, 32, 32, 32]
    assert [shared(columns, "tree", 90, needs).tree for columns in (80, 120, 200)] == [26, 40, 66]


def test_what_names_need_is_what_four_of_five_need_and_then_eleven_of_twelve() -> None:
    assert name_cells([]) == NameCells(NAME, NAME, NAME)
    assert name_cells(["short"] * 9) == NameCells(NAME, NAME, NAME)
    assert name_cells(["n" * cells for cells in range(1, 31)]) == NameCells(24, 28, 30)
    assert name_cells(["n" * cells for cells in range(20, 60)]) == NameCells(36, 36, 59), (
        "they are not all that counts"
    )
    assert name_cells(["日本" * 10]).all == 40


@pytest.mark.parametrize("focus", PANES)
@pytest.mark.parametrize("columns", SIZES)
@pytest.mark.parametrize(("asked", "main"), [(0, 0), (2, 0), (1, 1), (0, 2)])
def test_panes_share_a_window_whatever_of_the_main_columns_was_asked_for(
    columns: int, focus: str, asked: int, main: int
) -> None:
    panes = standing(columns, focus)
    found = shared(columns, focus, 20, TableNeeds(NameCells(), 4, (9, 9, 9), asked, main))
    assert sum({pane: getattr(found, pane) for pane in PANES if pane in panes}.values()) >= columns
    assert 0 <= found.columns <= 3


def test_by_itself_a_table_has_every_column_that_fits_only_where_it_was_zoomed() -> None:
    needs = needs_of(ModelTable.LAYOUT, ("org", "date", "params"), (), NameCells())
    alone, zoomed = (shares(79, ("table",), is_zoomed, 20, needs).columns for is_zoomed in (False, True))
    assert alone == shares(100, PANES, False, 20, needs).columns < zoomed == 3


@pytest.mark.parametrize(
    ("columns", "drawing", "titles", "said", "side"),
    [
        (120, 200, 9, 90, 28),  # the drawing takes all it can
        (120, 89, 9, 90, 28), (120, 80, 9, 90, 37), (120, 80, 9, 30, 30),
        (120, 80, 9, 12, 28),  # which has little to say, and the drawing the rest
        (200, 40, 9, 150, 100),
        (100, 20, 66, 60, 28), (100, 20, 60, 60, 34),  # what the drawing is stands in its frame
    ],
)  # fmt: skip
def test_the_pane_beside_a_drawing_has_what_that_leaves(
    columns: int, drawing: int, titles: int, said: int, side: int
) -> None:
    assert beside_drawing(columns, drawing, titles, said) == side


@pytest.mark.parametrize(
    ("names", "usual", "most"),
    [(4, 23, 23), (5, 23, 24), (10, 27, 29), (11, 28, 30), (12, 29, 30), (24, 39, 41)],
)
def test_of_so_many_names_one_may_be_too_long(names: int, usual: int, most: int) -> None:
    found = needed(range(20, 20 + names), 9, 50)
    assert (found.usual, found.most, found.all) == (usual, most, 19 + names)


@pytest.mark.parametrize(
    ("cells", "columns"),
    [(32, 0), (33, 1), (44, 1), (45, 2), (58, 2), (59, 3), (66, 3), (67, 4), (200, 4)],
)
def test_main_columns_come_beside_short_names_and_others_beside_usual_ones(cells: int, columns: int) -> None:
    assert LADDER.fitting(cells) == columns


@pytest.mark.parametrize(("cells", "columns"), [(24, 0), (25, 1), (44, 1), (45, 2)])
def test_what_is_asked_for_comes_beside_the_shortest_names(cells: int, columns: int) -> None:
    assert structs.replace(LADDER, asked=1, main=1).fitting(cells) == columns


@pytest.mark.parametrize(
    ("columns", "tree"), [(104, 24), (105, 25), (110, 30), (111, 31), (112, 32), (140, 32)]
)
def test_a_tree_yields_to_a_wide_column_that_was_asked_for(columns: int, tree: int) -> None:
    needs = structs.replace(LADDER, columns=(40, 12), asked=1, main=1)
    found = three(columns, 30, needs)
    assert found.tree == tree
