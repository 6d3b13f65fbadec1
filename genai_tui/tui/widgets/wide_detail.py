"""The detail pane of a large window: its text in two columns where there is room for two."""

from __future__ import annotations

from textual.geometry import Size

from genai_tui.catalog.cells import clip, width
from genai_tui.tui.widgets.detail import Detail
from genai_tui.tui.widgets.line_list import is_thumb
from genai_tui.tui.widgets.row_painter import Line, Piece, RowState

_ROOM = 72
"""Cells from which on there is room for two columns."""
_GAP = 2
_SHORT = 10
"""Rows that one column is enough for."""
_FARTHEST = 6
"""Rows within which a column rather ends between two items than within one."""


class WideDetail(Detail):
    """Everything about one record. The cursor goes down the left column and on down the right one."""

    _is_halved = False
    _split = _right = 0
    """The row that the left column ends before, and the one that the right column begins with."""

    def _text_cells(self, cells: int) -> int:
        return (cells - _GAP) // 2 if self._is_halved else cells

    def _lay_out(self) -> None:
        self._is_halved = self._cells >= _ROOM
        super()._lay_out()
        if self._is_halved and len(self._rows) - self._head <= _SHORT:
            self._is_halved = False
            super()._lay_out()
        if self._is_halved:
            self._divide()

    def _divide(self) -> None:
        """Divide the rows of the page among the columns, about the half of them to each."""
        rows = self._rows
        half = self._head + (len(rows) - self._head + 1) // 2
        near = range(max(self._head + 1, half - _FARTHEST), min(len(rows), half + _FARTHEST))
        ends = (at for at in sorted(near, key=lambda at: abs(at - half)) if self._ends_well(at))
        self._split = next(ends, half)
        self._right = self._split + (self._split < len(rows) and rows[self._split].item is None)

    def _ends_well(self, at: int) -> bool:
        """Return whether a column can end before a row: between two items, of which the last is no heading."""
        last = self._rows[at - 1].item
        return self._rows[at].item is not last and (last is None or last.look != "heading")

    @property
    def lines(self) -> int:
        if not self._is_halved:
            return self.count
        return max(self._split, self._head + self.count - self._right)

    def _line_of(self, index: int) -> int:
        """Return the line in which a row of the page stands."""
        is_right = self._is_halved and index >= self._right
        return self._head + index - self._right if is_right else index

    def row_state(self, row: int, size: Size) -> RowState:
        line = self.top + row
        if not self._is_halved or line < self._head:
            return super().row_state(row, size)
        thumb = is_thumb(row, size.height, self.top, self.lines)
        left = line if line < self._split else self.count
        right = self._right + line - self._head
        return (*self._half(left), (" " * _GAP, "text"), *self._half(right)), 0, thumb

    def _half(self, index: int) -> Line:
        """Return what stands in one column of a line, filled to its width."""
        cells = self._text_cells(self._cells)
        if index >= self.count:
            return ((" " * cells, "text"),)
        pieces: list[Piece] = []
        room = cells
        for text, role in self._rows[index].pieces:
            text = clip(text, room)
            pieces.append((text, role))
            room -= width(text)
        if index == self.cursor and self.can_stand(index):
            sign = (">" if self.ascii_only else "▌") if self.has_focus else " "
            look = "chosen" if self.has_focus else "strong"
            (first, role), *rest = pieces
            pieces = [(sign, "accent"), (first[1:], role), *((text, look) for text, _ in rest)]
        return (*pieces, (" " * room, "text"))

    def renew_line(self, index: int) -> None:
        if self._is_halved:
            self.renew()
        else:
            super().renew_line(index)

    def keep_in_sight(self) -> None:
        line, height = self._line_of(self.cursor), self.content_size.height
        if line < self.top:
            self.top = line
        elif height and line >= self.top + height:
            self.top = line - height + 1

    @property
    def cell_at_hand(self) -> tuple[int, int]:
        is_right = self._is_halved and self.cursor >= self._right
        return is_right * (self._text_cells(self._cells) + _GAP), self._line_of(self.cursor) - self.top

    def pressed(self, index: int, x: int) -> bool:
        if not self._is_halved or index < self._head:
            return super().pressed(index, x)
        column = self._text_cells(self._cells) + _GAP
        row = index if x < column else self._right + index - self._head
        if row >= (self._split if x < column else self.count):
            return True
        if not super().pressed(row, x % column) and self.can_stand(row):
            again = row == self.cursor
            self._go(row, 1)
            self.clicked(again)
        return True
