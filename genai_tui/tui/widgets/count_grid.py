"""The table of counts: heads of rows and columns stand still, the cells scroll under and beside them with the cursor's."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.message import Message

from genai_tui.catalog.cells import pad, width, wrap
from genai_tui.catalog.count_table import CountTable
from genai_tui.catalog.count_table_layout import (
    LONGEST_LABEL,
    cell_text,
    column_sizes,
    has_two_heads,
    head_text,
    label_cells,
    upper_heads,
)
from genai_tui.tui.widgets.line_list import LineList
from genai_tui.tui.widgets.row_painter import Line, Piece

_EMPTY = CountTable("", (), (), {})
_BESIDE = 30
"""Cells beside a table from which on the models of a cell are listed there, and not below it."""
_ENOUGH = 12
"""Rows below a table in which they are listed, with organizations, unless there is room for these beside it."""
_NOTES = 44
"""Cells of the notes below a table at least, where something is listed beside it."""
_LIST = 96
"""Cells of a list at most."""
_WITH_MAKERS = 48
"""Cells from which on it has the organizations, too."""
_LONGEST = 20
"""Lines of a list at most: a step sends it anew."""
_DATE = 10
_FEWEST = 3
"""Rows below a table in which the models of a cell are listed."""


class CountGrid(LineList):
    """Counts with the cursor on a cell."""

    TELLS = True
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("right,l", "step(1)", "Next column", show=False, id="counts.right"),
        Binding("left,h", "step(-1)", "Previous column", show=False, id="counts.left"),
        Binding("enter", "choose", "Open", show=False, id="counts.choose"),
    ]

    class Highlighted(Message):
        """The cursor came to another cell."""

    class Chosen(Message):
        """The reader opened the cell under the cursor."""

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._table = _EMPTY
        self._sizes: tuple[int, ...] = ()
        self.column = 0
        """The column of the cursor, from 0."""
        self._left = 0
        """The first column that is shown."""
        self._listed: tuple[tuple[str, str, str], ...] | None = None
        """Names, organizations and dates of the models in the cell of the cursor; None where none are ever listed."""

    # What is shown

    @property
    def heads(self) -> int:
        return 1 + has_two_heads(self._table)

    @property
    def count(self) -> int:
        own = self._own
        if not self._listed:
            return own
        height = self.content_size.height
        return own if self._beside is None and height - own <= _FEWEST else max(own, height)

    @property
    def _own(self) -> int:
        """The lines of the table and its notes."""
        return self._lines(self._beside or self.content_size.width)

    def _lines(self, cells: int) -> int:
        """Return the lines of the table and its notes, with so many cells for the notes."""
        return self.heads + len(self._table.rows) + len(self._notes(cells))

    @property
    def _beside(self) -> int | None:
        """The cell from which on models are listed beside the table; None where there is no room, or nothing to list."""
        if self._listed is None:
            return None
        cells = self.content_size.width
        used = max(_NOTES, self._label(cells) + sum(self._sizes) + 3)
        below = self.content_size.height - self._lines(cells) - 1
        return used if cells - used >= (_WITH_MAKERS if below >= _ENOUGH else _BESIDE) else None

    @property
    def number(self) -> int:
        """The place of the row under the cursor."""
        return max(0, min(self.cursor - self.heads, len(self._table.rows) - 1))

    def show(self, table: CountTable, row: int, column: int) -> None:
        """Show a table with the cursor on a cell."""
        self._table, self._sizes = table, column_sizes(table)
        self.column = max(0, min(column, len(table.columns) - 1))
        self.set_reactive(CountGrid.cursor, self.heads + row)
        self.keep_in_sight()
        self._keep_column_in_sight()
        self.renew()

    def tell(self, models: tuple[tuple[str, str, str], ...] | None) -> None:
        """List the models of the cell under the cursor, by name, organizations and date; `renew` draws them."""
        self._listed = models

    def can_stand(self, index: int) -> bool:
        return self.heads <= index < self.heads + len(self._table.rows)

    def on_resize(self) -> None:
        """Keep the column of the cursor in sight."""
        super().on_resize()
        self._keep_column_in_sight()
        self.refresh()

    def _notes(self, cells: int) -> Sequence[str]:
        """Return the lines below the table."""
        room = max(8, cells - 3)
        return ("", *(line for note in self._table.notes for line in wrap(note, room)))

    def line(self, index: int, cells: int) -> Line:
        beside = self._beside
        if beside is None:
            below = index - self._own
            if below < 0:
                return self._own_line(index, cells)
            listed = self._list_line(
                below - 1, self.content_size.height - self._own - 1, min(_LIST, cells - 2)
            )
            return ((" ", "text"), *listed) if below and listed else ()
        row = index if index < self.heads else index - self.top
        listed = self._list_line(row, self.content_size.height, min(_LIST, cells - beside - 3))
        pieces = self._own_line(index, cells) if index < self._own else ()
        if not listed:
            return pieces
        used = sum(width(text) for text, _ in pieces)
        rule = "| " if self.ascii_only else "│ "
        return (*pieces, (" " * (beside - used), "text"), (rule, "dim"), *listed)

    def _list_line(self, row: int, rows: int, cells: int) -> Line:
        """Return a line of the list of models, the last of which says how many there is no room for."""
        rows = min(rows, _LONGEST)
        models = self._listed or ()
        if not 0 <= row < min(rows, len(models)):
            return ()
        if row == rows - 1 and (more := len(models) - rows + 1) > 1:
            return ((f"and {more} more", "dim"),)
        name, makers, date = models[row]
        names, by = self._list_sizes(cells - _DATE - 2)
        told = f"{pad(makers, by)}  {date}" if by else date
        return ((f"{pad(name, names)}  ", "text"), (told, "dim"))

    def _list_sizes(self, room: int) -> tuple[int, int]:
        """Return the cells of names and of organizations in a list, by what stands in it; 0 where these have no room."""
        told = (self._listed or ())[:_LONGEST]
        longest, makers = (max((width(each[place]) for each in told), default=0) for place in (0, 1))
        if room + _DATE + 2 < _WITH_MAKERS:
            return min(longest, room), 0
        names = min(longest, room - 2 - min(makers, room * 2 // 5))
        return names, min(makers, room - 2 - names)

    def _own_line(self, index: int, cells: int) -> Line:
        """Return a line of the table or of its notes."""
        table, heads = self._table, self.heads
        if index >= heads + len(table.rows):
            notes = self._notes(self._beside or cells)
            place = index - heads - len(table.rows)
            return ((f" {notes[place]}", "dim"),) if place < len(notes) else ()
        label = self._label(cells)
        columns = self._in_sight(cells, self._left)
        if index < heads - 1:
            upper = "".join(upper_heads(table, columns, self._sizes))
            return ((f" {' ' * label}", "text"), (upper, "dim"))
        beyond = columns.stop < len(self._sizes)
        if index == heads - 1:
            before = "‹" if columns.start else ""
            pieces: list[Piece] = [(f" {pad(table.corner, label - len(before))}", "dim"), (before, "accent")]
            for place in columns:
                role = "accent" if place == self.column else "strong"
                pieces.append((head_text(table, place, self._sizes[place]), role))
            return (*pieces, ("›" if beyond else "", "accent"))
        row = index - heads
        name = table.rows[row]
        pieces = [(f" {pad(name.label, label)}", "dim" if name.is_total else "strong")]
        for place in columns:
            pieces += self._cell(row, place)
        return tuple(pieces)

    def _cell(self, row: int, column: int) -> tuple[Piece, ...]:
        table = self._table
        text = cell_text(table, row, column, self._sizes[column], self.ascii_only)
        if column == self.column and row == self.number:
            at = len(text) - len(text.lstrip()) - 1
            return ((f"{text[: max(0, at)]}▸", "accent"), (text[max(0, at) + 1 :], "chosen"))
        total = table.rows[row].is_total or table.columns[column].is_total
        if not table.count(row, column):
            return ((text, "dim"),)
        return ((text, "dim" if total else "accent" if table.frame(row, column).strip() else "text"),)

    # Columns

    def _label(self, cells: int) -> int:
        return label_cells(self._table, max(10, min(LONGEST_LABEL, cells // 3)))

    def _in_sight(self, cells: int, left: int) -> range:
        """Return the columns that have room, from the one at the `left` on; one at least."""
        used, last = self._label(cells) + 1, left
        while last < len(self._sizes) and (used + self._sizes[last] < cells or last == left):
            used += self._sizes[last]
            last += 1
        return range(left, last)

    def _keep_column_in_sight(self) -> None:
        cells = self.content_size.width
        if not cells:
            return
        last = len(self._sizes) - 1
        while self._left and last in self._in_sight(cells, self._left - 1):
            self._left -= 1  # a wider window has room for what lay to the left
        self._left = max(0, min(self._left, self.column))
        while self.column not in self._in_sight(cells, self._left) and self._left < last:
            self._left += 1

    # The cursor

    def cursor_moved(self) -> None:
        self.post_message(self.Highlighted())

    def action_step(self, step: int) -> None:
        """Go to the next or the previous column."""
        self.go_to_column(self.column + step)

    def go_to_column(self, column: int) -> None:
        """Go to a column, or to the last one before it that is there."""
        column = max(0, min(column, len(self._sizes) - 1))
        if column != self.column:
            self.column = column
            self._keep_column_in_sight()
            self.post_message(self.Highlighted())

    def action_choose(self) -> None:
        if self._table.rows:
            self.post_message(self.Chosen())

    @property
    def cell_at_hand(self) -> tuple[int, int]:
        cells = self.content_size.width
        used = self._label(cells) + 1 + sum(self._sizes[self._left : self.column + 1])
        return max(0, min(cells - 1, used - 3)), super().cell_at_hand[1]

    def clicked(self, again: bool) -> None:
        if again:
            self.action_choose()
