"""The list of what changed: rows with a number before and one after, under their headings."""

from __future__ import annotations

from typing import ClassVar

from msgspec import Struct
from textual.binding import Binding, BindingType
from textual.message import Message

from genai_tui.catalog.between_text import Row
from genai_tui.catalog.cells import pad, width, wrap
from genai_tui.tui.messages import message
from genai_tui.tui.widgets.line_list import LineList, fill
from genai_tui.tui.widgets.row_painter import Line
from genai_tui.view.between import Section

_GAP = 1
_LEAST = 20
"""Cells of a line of words at least."""


class _Shown(Struct, frozen=True):
    """A line: a row, or where nothing is counted the headings of those below."""

    cells: tuple[str, str, str]
    counts: Row | None = None


class ChangeList(LineList):
    """Rows of numbers before and after; the cursor stands on rows and not on headings."""

    TELLS = True
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,right,l", "choose", "Open", show=False, id="changes.choose"),
    ]

    @message
    class Highlighted(Message):
        """The cursor came to the row that counts something."""

        part: str

    class Chosen(Message):
        """The reader opened the row under the cursor."""

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._lines: tuple[_Shown, ...] = ()
        self._sizes = (0, 0, 0)
        self._told: tuple[str, ...] = ()
        self._below: tuple[int, tuple[str, ...]] = -1, ()
        """What is told below the rows, as lines of so many cells."""

    @property
    def count(self) -> int:
        return len(self._lines) + len(self._lines_below)

    @property
    def _lines_below(self) -> tuple[str, ...]:
        """The lines of words below the rows, which follow the width of the pane."""
        cells = self.content_size.width
        if self._told and self._below[0] != cells:
            wrapped = (line for words in self._told for line in wrap(words, max(_LEAST, cells - 2)))
            self._below = cells, ("", *wrapped)
        return self._below[1]

    @property
    def needed(self) -> int:
        """The cells that rows take, and the two days over them."""
        values = sum(self._sizes) + 7  # with the sign between the two, and blanks around the three
        rows = (width(line.cells[0]) + values for line in self._lines)
        days = (width(line.cells[1]) + width(line.cells[2]) + 6 for line in self._lines if not line.counts)
        return max((*rows, *days), default=0)

    @property
    def counted(self) -> Row | None:
        """The row under the cursor."""
        return self._lines[self.cursor].counts if self.cursor < len(self._lines) else None

    def show(self, sections: tuple[Section, ...], at: str | None, below: tuple[str, ...] = ()) -> None:
        """Show rows under their headings with the cursor on the one that counts `at`, and words below them."""
        lines: list[_Shown] = []
        for head, rows in sections:
            lines += [_Shown(("", "", ""))] if lines else []
            lines.append(_Shown(head))
            lines += [_Shown((f"{'  ' * row.depth}{row.label}", row.before, row.after), row) for row in rows]
        self._lines, self._told, self._below = tuple(lines), below, (-1, ())
        cells = ((*line.cells[1:], line.counts.note) for line in lines if line.counts)
        columns = zip(*cells, strict=True)
        before, after, note = (max(map(width, column)) for column in columns)
        self._sizes = before, after, note
        places = [number for number, line in enumerate(lines) if line.counts]
        here = (number for number in places if (row := lines[number].counts) and row.part == at)
        self.set_reactive(ChangeList.cursor, next(here, places[0]))
        self.keep_in_sight()
        self.renew()

    def can_stand(self, index: int) -> bool:
        return index < len(self._lines) and self._lines[index].counts is not None

    def line(self, index: int, cells: int) -> Line:
        if index >= len(self._lines):
            return ((f" {self._lines_below[index - len(self._lines)]}", "warn"),)
        label, before, after = self._lines[index].cells
        row = self._lines[index].counts
        if row is None:
            told = " ▸ ".join(filter(None, (before, after)))
            end = " " * (self._sizes[2] + 2 * _GAP)
            if width(label) + width(told) + width(end) + 2 > cells:  # the years say it, too
                label, end = "", " "
            return fill(((f" {label}", "dim"),), (f"{told}{end}", "dim"), cells)
        sizes = self._sizes
        values = f"{pad(before, sizes[0], right=True)} ▸ {pad(after, sizes[1], right=True)}"
        right = f"{values} {pad(row.note, sizes[2], right=True)} "
        role = "strong" if row.depth == 0 else "warn" if row.note == "!" else "text"
        return fill(((f" {label}", "text" if row.depth < 2 else "dim"),), (right, role), cells)

    def cursor_moved(self) -> None:
        if self.counted is not None:
            self.post_message(self.Highlighted(self.counted.part))

    def action_choose(self) -> None:
        self.post_message(self.Chosen())

    def clicked(self, again: bool) -> None:
        if again:
            self.action_choose()
