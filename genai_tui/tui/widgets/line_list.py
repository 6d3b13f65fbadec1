"""The base of all panes: a list of lines that draws what is in sight and sends only what changed.

Every pane of the program is one of these. A subclass turns its data into lines of pieces; a piece is
safe text and a role, and a role is one of `looks.ROLES`, styled by the stylesheet. Text never becomes markup.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from rich.segment import Segment
from textual import on
from textual.binding import Binding, BindingType
from textual.events import Click, MouseScrollDown, MouseScrollUp
from textual.geometry import Size
from textual.reactive import reactive

from genai_tui.catalog.cells import clip, width
from genai_tui.tui.widgets.framed_rows import FramedRows
from genai_tui.tui.widgets.row_painter import Line, Piece, RowPainter, RowState

LINES_KEPT = 1_000
"""Lines that a pane keeps as they are drawn, some hundred bytes each: a few screens, however many rows are gone through."""


class LineList(FramedRows, can_focus=True):
    """A list of lines with a cursor on one of them, scrolled by whole lines.

    It keeps its own place instead of being a ScrollView: there a changed number of lines lays out and
    paints the whole screen anew, some 30 kB on the wire for every step of a cursor elsewhere.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,k", "move(-1)", "Up", show=False, id="move.up"),
        Binding("down,j", "move(1)", "Down", show=False, id="move.down"),
        Binding("pageup", "page(-1)", "Page up", show=False, id="move.page_up"),
        Binding("pagedown", "page(1)", "Page down", show=False, id="move.page_down"),
        Binding("home", "move_to(0)", "First", show=False, id="move.first"),
        Binding("end", "move_to(-1)", "Last", show=False, id="move.last"),
    ]
    TELLS: ClassVar[bool] = False
    """Whether the screen is told of a moved cursor and has the pane drawn with `renew`, so that the pane
    and what depends on it go out in one frame: a second one would wait for a sixtieth of a second."""

    HEADS: ClassVar[int] = 0
    """So many lines at the top stand still while the others scroll under them."""

    cursor: reactive[int] = reactive(0, init=False, repaint=False)
    """The line that keys act on."""

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self.top = 0
        self._shown: dict[int, RowState] = {}
        self._ready: dict[int, RowState] = {}
        self._painter = RowPainter(self)
        self._scrolled_to = self._resized_to = self.place

    # For subclasses

    @property
    def count(self) -> int:
        """How many lines there are."""
        raise NotImplementedError

    @property
    def lines(self) -> int:
        """How many rows these take one below the other."""
        return self.count

    def line(self, index: int, cells: int) -> Line:
        """Return the pieces of a line that is `cells` wide."""
        raise NotImplementedError

    @property
    def heads(self) -> int:
        """How many lines at the top stand still."""
        return self.HEADS

    def can_stand(self, index: int) -> bool:
        """Tell whether the cursor may rest on a line."""
        return True

    def cursor_moved(self) -> None:
        """Act on a cursor that a key or click has moved."""

    # Showing

    def renew(self) -> None:
        """Show the present data, sending only the lines that differ from what stands there."""
        size = self.content_size
        self.top = max(0, min(self.top, self.lines - size.height))
        self._ready = {
            row: now
            for row in range(size.height)
            if self._shown.get(row) != (now := self.row_state(row, size))
        }
        if self._ready:
            self.refresh_rows(self._ready)

    def renew_line(self, index: int) -> None:
        """Show one line anew."""
        row = index if index < self.heads else index - self.top
        self._ready.pop(row, None)
        if self._line_at(row) == index and 0 <= row < self.content_size.height:
            self.refresh_rows((row,))

    def _line_at(self, row: int) -> int:
        """Return the number of the line that stands in a row."""
        return row if row < self.heads else self.top + row

    def row_state(self, row: int, size: Size) -> RowState:
        """Return everything that decides how a row looks in a pane of this size."""
        heads, count = self.heads, self.lines
        index = row if row < heads else self.top + row
        thumb = is_thumb(row, size.height, self.top, count)
        if index >= count:
            return (), 0, thumb
        at_cursor = index == self.cursor and self.can_stand(index)
        mode = (2 if self.has_focus else 1) if at_cursor else 0
        return self.line(index, size.width), mode, thumb

    @property
    def text(self) -> str:
        """What the pane shows within its frame, a line a row, without the blanks at the ends."""
        size = self.content_size
        paint, ascii_only = self._painter.paint, self.ascii_only
        rows = (paint(self.row_state(y, size), size.width, ascii_only) for y in range(size.height))
        return "\n".join("".join(segment.text for segment in row).rstrip() for row in rows)

    def row(self, y: int, size: Size) -> list[Segment]:
        # What `renew` has made is used once: the next paint may come after a change that it knew nothing of.
        self._shown[y] = row = self._ready.pop(y, None) or self.row_state(y, size)
        return self._painter.paint(row, size.width, self.ascii_only)

    def notify_style_update(self) -> None:
        """Draw everything anew in the styles of a new theme."""
        self._painter.forget_styles()
        super().notify_style_update()

    def on_resize(self) -> None:
        """Keep the cursor in sight; a pane that was small for a moment shows again what it showed before."""
        if self.place != self._resized_to:  # the reader has scrolled since the last resize
            self._scrolled_to = self.place
        self.place = self._scrolled_to
        self.keep_in_sight()
        self.renew()
        self._resized_to = self.place

    def on_focus(self) -> None:
        self.renew_line(self.cursor)

    on_blur = on_focus

    @property
    def place(self) -> tuple[int, int]:
        """The first line and the first column that are shown."""
        return self.top, 0

    @place.setter
    def place(self, place: tuple[int, int]) -> None:
        self.top = place[0]

    # The cursor

    @property
    def cell_at_hand(self) -> tuple[int, int]:
        """Column and row, within the frame, of what keys act on; where the terminal's own cursor stands for it."""
        return 0, self.cursor if self.cursor < self.heads else self.cursor - self.top

    def validate_cursor(self, cursor: int) -> int:
        return max(0, min(cursor, self.count - 1))

    def watch_cursor(self, before: int, now: int) -> None:
        self.keep_in_sight()
        if not self.TELLS:
            self.renew()

    def keep_in_sight(self) -> None:
        """Scroll as far as it takes to see the cursor."""
        height = self.content_size.height
        if self.cursor < self.top + self.heads:
            self.top = max(0, self.cursor - self.heads)
        elif height and self.cursor >= self.top + height:
            self.top = self.cursor - height + 1

    def scroll_lines(self, step: int) -> None:
        """Show lines further down, or up where `step` is negative; the cursor stays on its line."""
        self.top += step
        self.renew()

    @on(MouseScrollDown)
    @on(MouseScrollUp)
    def _scroll_by_wheel(self, event: MouseScrollDown | MouseScrollUp) -> None:
        event.stop()
        self.scroll_lines(3 if isinstance(event, MouseScrollDown) else -3)

    def _go(self, index: int, step: int) -> None:
        """Move to `index`, or onward by `step` to the next line where the cursor may stand."""
        while 0 <= index < self.count and not self.can_stand(index):
            index += step
        if 0 <= index < self.count and index != self.cursor:
            self.cursor = index
            self.cursor_moved()

    def action_move(self, step: int) -> None:
        self._go(self.cursor + step, step)

    def action_page(self, step: int) -> None:
        height = max(1, self.content_size.height - 1)
        self._go(max(0, min(self.count - 1, self.cursor + step * height)), -step)

    def action_move_to(self, index: int) -> None:
        self._go(index if index >= 0 else self.count - 1, 1 if index >= 0 else -1)

    def on_click(self, event: Click) -> None:
        offset = event.get_content_offset(self)
        if offset is None:
            return
        index = self._line_at(offset.y)
        if index >= self.count or self.pressed(index, offset.x):
            return
        if self.can_stand(index):
            again = index == self.cursor
            self._go(index, 1)
            self.clicked(again)

    def pressed(self, index: int, x: int) -> bool:
        """Act on a click on what stands in a cell of a line; returns whether anything does that acts by itself."""
        return False

    def clicked(self, again: bool) -> None:
        """Act on a click that has put the cursor on its line; `again` if it stood there already."""


def is_thumb(row: int, height: int, top: int, count: int) -> bool:
    """Tell whether the sign of where we are in a list too long for the pane stands in this row."""
    if count <= height or not height:
        return False
    size = max(1, height * height // count)
    start = (height - size) * top // (count - height)
    return start <= row < start + size


def fill(left: Sequence[Piece], right: Piece, cells: int) -> Line:
    """Return `left`, clipped where need be, and `right` at the end of a line of `cells` cells."""
    room = cells - width(right[0]) - 1
    pieces: list[Piece] = []
    used = 0
    for text, role in left:
        shown = clip(text, room - used)
        pieces.append((shown, role))
        used += width(shown)
        if used >= room:
            break
    return (*pieces, (" " * max(1, cells - used - width(right[0])), "text"), right)
