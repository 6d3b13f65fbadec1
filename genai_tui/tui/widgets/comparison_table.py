"""The table of a comparison: its first column stands still, the others scroll sideways with the cursor's cell."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from msgspec import Struct
from textual.binding import Binding, BindingType
from textual.message import Message

from genai_tui.catalog.cells import pad, width, wrap
from genai_tui.catalog.comparison import Comparison
from genai_tui.tui.roles import UNKNOWN
from genai_tui.tui.widgets.line_list import LineList
from genai_tui.tui.widgets.row_painter import Line

_GAP = 2
"""Cells between columns; the second one holds the sign of the cell under the cursor."""
_WHOLE = 48
"""Cells up to which a column grows for values that it has no need to say in full."""
_LEAST = 14
"""Cells of a column before the table scrolls sideways."""


class Grid(Struct, frozen=True):
    """Texts of a table: headings of columns, and rows of a label and a cell for each column."""

    headings: tuple[str, ...] = ()
    rows: tuple[tuple[str, tuple[str, ...]], ...] = ()
    whole: tuple[tuple[str, ...], ...] = ()
    """For each row what its cells say in full, which stands where there is room; none where they say all."""


def grid_of(comparison: Comparison, transposed: bool) -> Grid:
    """Return a comparison with its records as columns, or as rows."""
    labels = tuple(map(comparison.label, comparison.rows))
    cells = tuple(tuple(cell.text for cell in row.cells) for row in comparison.rows)
    whole = tuple(tuple(cell.whole for cell in row.cells) for row in comparison.rows)
    if not transposed:
        return Grid(comparison.names, tuple(zip(labels, cells, strict=True)), whole)
    if not labels:
        return Grid((), tuple((name, ()) for name in comparison.names))
    cells, whole = tuple(zip(*cells, strict=True)), tuple(zip(*whole, strict=True))
    return Grid(labels, tuple(zip(comparison.names, cells, strict=True)), whole)


class ComparisonTable(LineList):
    """Records side by side, with the cursor on a cell."""

    HEADS = 1
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("right,l", "step(1)", "Next column", show=False, id="comparison.right"),
        Binding("left,h", "step(-1)", "Previous column", show=False, id="comparison.left"),
        Binding("enter", "choose", "Open", show=False, id="comparison.choose"),
    ]

    class Moved(Message):
        """The cursor came to another cell."""

    class Chosen(Message):
        """The reader opened the record under the cursor."""

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._grid = Grid()
        self._empty = ""
        self._title = ""
        self.column = 0
        """The column of the cursor, from 0."""
        self._left = 0
        """The first column that is shown."""
        self._fit: tuple[int, int, tuple[int, ...]] | None = None

    @property
    def count(self) -> int:
        return 1 + max(len(self._grid.rows), len(self._words(self.content_size.width)))

    @property
    def number(self) -> int:
        """The place of the row under the cursor."""
        return max(0, self.cursor - 1)

    def show(self, grid: Grid, number: int, column: int, title: str, empty: str) -> None:
        """Show a table with the cursor on a cell; `empty` is said where it has no row."""
        self._grid, self._title, self._empty, self._fit = grid, title, empty, None
        self.column = max(0, min(column, len(grid.headings) - 1))
        self.set_reactive(ComparisonTable.cursor, number + 1 if grid.rows else 0)
        self.keep_in_sight()
        self._keep_column_in_sight()
        self.renew()

    def can_stand(self, index: int) -> bool:
        return 0 < index <= len(self._grid.rows)

    def on_resize(self) -> None:
        """Keep the column of the cursor in sight."""
        self._keep_column_in_sight()
        self.refresh()

    def _words(self, cells: int) -> Sequence[str]:
        """Return the lines that are said where there is no row."""
        if self._grid.rows:
            return ()
        return [line for part in self._empty.splitlines() for line in wrap(part, max(8, cells - 2)) or [""]]

    # Columns

    def _columns(self, cells: int) -> tuple[int, tuple[int, ...]]:
        """Return the cells of the first column, and those of each of the others."""
        if self._fit is None or self._fit[0] != cells:
            self._fit = (cells, *_fitted(self._grid, cells))
        return self._fit[1:]

    def _in_sight(self, cells: int, left: int) -> range:
        """Return the columns that have room, from the one at the `left` on; one at least."""
        label, sizes = self._columns(cells)
        used, last = label + 2, left
        while last < len(sizes) and (used + _GAP + sizes[last] <= cells or last == left):
            used += _GAP + sizes[last]
            last += 1
        return range(left, last)

    def _keep_column_in_sight(self) -> None:
        cells = self.content_size.width
        if cells:
            last = len(self._columns(cells)[1]) - 1
            while self._left and last in self._in_sight(cells, self._left - 1):
                self._left -= 1  # a wider window has room for what lay to the left
            self._left = min(self._left, self.column)
            while self.column not in self._in_sight(cells, self._left) and self._left < last:
                self._left += 1
        shown, every = self._in_sight(cells, self._left), len(self._grid.headings)
        below = (
            f"columns {shown.start + 1} to {shown.stop} of {every}" if cells and len(shown) < every else ""
        )
        self.retitle(self._title, below)

    def line(self, index: int, cells: int) -> Line:
        grid = self._grid
        if not grid.rows:
            words = self._words(cells)
            return ((f" {words[index - 1]}", "dim"),) if 0 < index <= len(words) else ()
        label, sizes = self._columns(cells)
        name, texts = ("", grid.headings) if index == 0 else grid.rows[index - 1]
        pieces = [(f" {pad(name, label)}", "strong")]
        for place in self._in_sight(cells, self._left):
            here = place == self.column
            size = min(sizes[place], max(1, cells - label - 2 - _GAP))
            at_cell = here and index > 0 and index == self.cursor
            pieces.append((" ▸" if at_cell else "  ", "accent"))
            text = texts[place]
            if index and grid.whole and width(grid.whole[index - 1][place]) <= size:
                text = grid.whole[index - 1][place]
            pieces.append((pad(text, size), _role(text, index == 0, here, at_cell)))
        return tuple(pieces)

    # The cursor

    def cursor_moved(self) -> None:
        self.post_message(self.Moved())

    def action_step(self, step: int) -> None:
        """Go to the next or the previous column."""
        column = max(0, min(self.column + step, len(self._grid.headings) - 1))
        if column != self.column:
            self.column = column
            self._keep_column_in_sight()
            self.renew()
            self.post_message(self.Moved())

    def action_choose(self) -> None:
        if self._grid.rows:
            self.post_message(self.Chosen())

    def clicked(self, again: bool) -> None:
        if again:
            self.action_choose()


def _role(text: str, is_heading: bool, in_column: bool, at_cell: bool) -> str:
    if is_heading:
        return "accent" if in_column else "strong"
    if at_cell:
        return "accent"
    return "dim" if text == UNKNOWN else "warn" if text.endswith("!") else "text"


def _fitted(grid: Grid, cells: int) -> tuple[int, tuple[int, ...]]:
    """Return the cells of the first column and of the others: all that they need, or a fair share.

    Where not all can have a share that tells anything, as many as can have all the room.
    """
    label = max((width(name) for name, _ in grid.rows), default=0)
    label = min(label, max(10, cells // 3))
    needs = [
        max(width(heading), *(width(texts[place]) for _, texts in grid.rows))
        for place, heading in enumerate(grid.headings)
    ]
    room = cells - label - 2 - _GAP * len(needs)
    for most in range(max(_LEAST, min(cells, max(needs, default=0))), _LEAST - 1, -1):
        sizes = [min(need, most) for need in needs]
        if sum(sizes) <= room:
            return label, _grown(grid, sizes, room)
    room = cells - label - 2
    shown = max(1, room // (_GAP + _LEAST))
    return label, tuple(min(need, max(_LEAST, room // shown - _GAP)) for need in needs)


def _grown(grid: Grid, sizes: list[int], room: int) -> tuple[int, ...]:
    """Return the cells of columns, with what is left of the room for as much as they say in full."""
    full = [[width(row[place]) for row in grid.whole] for place in range(len(sizes))]
    for most in range(_WHOLE, 0, -1):
        grown = [
            max(size, *(cells for cells in said if cells <= most), 0)
            for size, said in zip(sizes, full, strict=True)
        ]
        if sum(grown) <= room:
            return tuple(grown)
    return tuple(sizes)
