"""Widths of the panes of a screen: how tree, table and detail share its columns, by what they hold.

Widths follow the catalog, the groups and what was asked for, never the record under the cursor: nothing moves with a
step. What a window shows, a larger one shows too: each pane, and the columns of the table, only grow with it. Where the
detail comes to stand beside the table, it has what it takes to be read, and of the record at hand it says what a column said.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from msgspec import Struct

from genai_tui.catalog.cells import width
from genai_tui.catalog.sanitize import safe_line

FRAME = 2
"""Cells of a frame, left and right."""
NAME = 16
"""Cells of a name at least."""
LONG_NAME = 36
"""Cells up to which the longest name comes before more room for the detail than it takes to read it."""
SHORTEST_NAME = 8
"""Cells of a name where what was asked for takes all others."""
SIDE = 28
"""Cells of the pane beside a drawing at least."""
THREE = 120
"""Columns from which on all three panes stand, each of them wide enough to be read."""
_LEAST = 100
"""Columns in which they could stand: what columns the table has there, it has in smaller windows too."""

_NARROWEST_TREE, _TREE, _DETAIL = 21, 24, 29
"""Cells of the tree, of one with longer labels, and of the detail at least."""
_LEGIBLE, _BESIDE, _READABLE = 32, 36, 44
"""Cells of a detail that can be read, of one that is easy to read, and of one that is good to read."""
_NARROWEST_DETAIL = 24
_COUNTS = 48
"""Cells of counts before and after at least."""
LOOKED_AT = 2_000
"""Names that are measured: of more, those that come first tell how long they are."""
_LONG, _CUT = 5, 12
"""Of so many names one may be too long for its column, and runs over those beside it, before others grow, and at last."""


class NameCells(Struct, frozen=True):
    """Cells that names take: four of five and most of them, unless these are very long, and the longest one.

    Names of records have no fewer than what lets another spelling stand beside a name.
    """

    usual: int = NAME
    most: int = NAME
    all: int = NAME


def beside_drawing(columns: int, drawing: int, titles: int, said: int) -> int:
    """Return the cells of the pane beside a drawing: what it has to say, as far as the drawing and its titles leave it."""
    # Beside a drawing stands the sign of the place, around a title a line of the frame and a space on either side.
    taken = max(drawing + 1, titles + 4) + FRAME
    return max(SIDE, min(said, columns // 2, columns - taken))


def beside_lists(columns: int, needed: int) -> int:
    """Return the cells of counts before and after beside lists: what they need, as far as the lists can be read."""
    return max(_COUNTS, min(needed + FRAME, columns - _READABLE))


def name_cells(names: Iterable[str]) -> NameCells:
    """Return what names need, which come from strangers."""
    return needed(width(safe_line(name)) for name in islice(names, LOOKED_AT))


def needed(cells: Iterable[int], least: int = NAME, most: int = LONG_NAME) -> NameCells:
    """Return what names of so many cells need, each at least and all but the longest at most so many."""
    found = sorted(cells) or [0]
    usual, many = (min(found[-1 - len(found) // cut], most) for cut in (_LONG, _CUT))
    return NameCells(max(least, usual), max(least, many), max(least, found[-1]))


class TableNeeds(Struct, frozen=True):
    """What a table needs beside its frame: cells of its names, of its columns, and of what stands around them."""

    names: NameCells
    around: int
    """Cells of a row that belong to no name and no column."""
    columns: tuple[int, ...]
    """Cells of the columns with their gaps, in the order in which they come in."""
    asked: int = 0
    """How many of these were asked for, so that they are shown whatever else gives way."""
    main: int = 0
    """How many of those after them come before names are whole."""
    words: int = 0
    """Cells by which words in columns become longer before another column comes, so that most of them are whole."""
    long_words: int = 0
    """Cells by which they do before the detail is good to read."""
    growth: int = 0
    """Cells by which columns grow after that: days, whole headings, words once more."""

    def fitting(self, cells: int) -> int:
        """Return how many columns a table of so many cells, without its frame, has beside names that can be read."""
        room = cells - self.around
        count = self.count(room, NAME, self.asked + self.main)
        if count >= self.asked + self.main:
            count = max(count, self.count(room, self.names.usual, len(self.columns)))
        return max(count, self.count(room, SHORTEST_NAME, self.asked))

    def count(self, room: int, name: int, most: int) -> int:
        """Return how many columns fit beside a name: none after the first that does not."""
        room -= name
        for count, cells in enumerate(self.columns[:most]):
            room -= cells
            if room < 0:
                return count
        return most


class Shares(Struct, frozen=True):
    """Cells of the three panes with their frames, and how many columns the table has."""

    tree: int
    table: int
    detail: int
    columns: int


def three(columns: int, tree: int, table: TableNeeds) -> Shares:
    """Return how tree, table and detail share a window; `tree` are the cells of its longest label, with all around it.

    It yields to the columns that the smallest window for three panes has room for.
    """
    tree = max(tree + FRAME, _NARROWEST_TREE)
    # What was asked for takes no other column away.
    least = _NARROWEST_TREE if table.asked else min(tree, _TREE)
    room = _LEAST - least - _DETAIL - FRAME - table.around
    first = table.columns[: table.count(room, NAME, table.asked + table.main)]
    beside = columns - _DETAIL - FRAME - table.around - NAME - sum(first)
    tree = max(min(tree, columns // 3, beside), least)
    asked = FRAME + table.around + SHORTEST_NAME + sum(table.columns[: table.asked])
    tree = max(_NARROWEST_TREE, min(tree, columns - asked - _NARROWEST_DETAIL))
    return _ladder(columns - tree, tree, table)


def shares(columns: int, panes: Sequence[str], is_zoomed: bool, tree: int, table: TableNeeds) -> Shares:
    """Return how the panes that stand share a window, by their names: `tree`, `table` and `detail`, or some of these.

    The table of a smaller window has the columns that it has beside both others: more come only with a larger one.
    """
    if len(panes) == 3:
        return three(columns, tree, table)
    whole = max(columns, THREE if columns >= _LEAST else _LEAST)
    count = min(three(whole, wide, table).columns for wide in (tree, max(tree, _TREE - FRAME)))
    if len(panes) == 1:
        fitting = table.fitting(columns - FRAME)
        most = fitting if is_zoomed else max(min(fitting, count), min(fitting, table.asked))
        return Shares(columns, columns, columns, most)
    if "tree" in panes:
        tree = max(_NARROWEST_TREE, min(tree + FRAME, columns // 3))
        return Shares(tree, columns - tree, 0, count)
    return _ladder(columns, 0, table, count)


def _ladder(columns: int, tree: int, table: TableNeeds, most: int | None = None) -> Shares:
    """Share what the tree leaves: first what there has to be, then what each gains in turn; the detail takes the rest.

    A column that does not fit yet is waited for, so that nothing shrinks when it comes. With `most` columns at
    the table the detail, to which the reader has gone, gains first.
    """
    room = columns - FRAME - table.around
    asked = sum(table.columns[: table.asked if most is None else min(most, table.asked)])
    detail = min(_DETAIL, max(_NARROWEST_DETAIL, room - NAME - asked))
    name = min(NAME, max(SHORTEST_NAME, room - detail - asked))
    cells = {"name": name, "detail": detail, "words": 0, "growth": 0}
    spare = room - name - detail
    count = 0
    for what, wanted in _steps(table, most):
        if what == "column":
            if wanted > spare:
                break
            spare -= wanted
            count += 1
        else:
            more = max(0, min(spare, wanted - cells[what]))
            spare -= more
            cells[what] += more
    detail = cells["detail"] + spare
    return Shares(tree, columns - detail, detail, count)


def _steps(table: TableNeeds, most: int | None) -> Iterator[tuple[str, int]]:
    """Yield what is to be had in turn: a column of so many cells, or so many cells for something else."""
    names, columns = table.names, iter(table.columns[:most])
    beside = most is not None  # the reader has gone to the detail: what is read there comes before columns
    first = table.asked + (1 if beside else table.main)
    yield from (("column", cells) for cells in islice(columns, first))
    yield "name", names.usual
    yield "detail", _READABLE if beside else _LEGIBLE
    yield from (("column", cells) for cells in islice(columns, max(0, table.main - 1) if beside else 0))
    yield "words", table.words
    yield from (("column", cells) for cells in islice(columns, 1))
    yield "detail", _BESIDE
    yield "words", table.words + table.long_words
    yield "name", min(names.all, LONG_NAME)
    yield "detail", _READABLE
    yield from (("column", cells) for cells in columns)
    yield "growth", table.growth
    yield "name", names.all
