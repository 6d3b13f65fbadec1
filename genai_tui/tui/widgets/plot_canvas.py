"""The canvas of a plot: what stands under the cursor, the picture with its lanes, and captions; drawn to fit the pane."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.events import Click
from textual.geometry import Size
from textual.message import Message

from genai_tui.plot import cursor
from genai_tui.plot.cells import Cell, Plot
from genai_tui.plot.cursor import Direction
from genai_tui.plot.drawing import PlotDrawing
from genai_tui.tui.messages import message
from genai_tui.tui.widgets.line_list import LineList
from genai_tui.tui.widgets.row_painter import Line, Piece
from genai_tui.view.plot_picture import MANY, PlotPicture, plot_picture

if TYPE_CHECKING:  # given by the screen
    from genai_tui.view.timeline_plot import Plotted

_READOUT = 1
"""Rows above the picture."""
_NOTHING = PlotDrawing(Plot(None, None, {}), (), 0, {})


def room_of(size: Size) -> tuple[int, int]:
    """Return the cells and rows that a picture and its captions have in a pane of a size."""
    return size.width - 1, size.height - _READOUT


class PlotCanvas(LineList):
    """Shows points in cells with the cursor on one that has any."""

    TELLS = True
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left,h", "walk('left')", "Left", show=False, id="plot.left"),
        Binding("right,l", "walk('right')", "Right", show=False, id="plot.right"),
        Binding("up,k", "walk('up')", "Up", show=False, id="plot.up"),
        Binding("down,j", "walk('down')", "Down", show=False, id="plot.down"),
        Binding("home", "end(False)", "First", show=False, id="plot.first"),
        Binding("end,G", "end(True)", "Last", show=False, id="plot.last"),
        Binding("enter", "choose", "Open", show=False, id="plot.choose"),
    ]

    class Highlighted(Message):
        """The cursor came to another cell."""

    class Chosen(Message):
        """The reader opened the cell under the cursor."""

    class Outgrown(Message):
        """The pane has another size, and drawing so many points for it takes a while."""

    @message
    class AtEdge(Message):
        """The reader went on to a side where nothing more is shown: -1 to the left, 1 to the right."""

        step: int

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._plotted: Plotted | None = None
        self._role: Callable[[int], str] = lambda number: "text"
        self._drawing = _NOTHING
        self._drawn_for: tuple[int, int] | None = None
        self._shown_at: int | None = None
        """The point that the cursor was to stand on when the plot was shown."""
        self._captions: tuple[str, ...] = ()
        self._picture: PlotPicture | None = None
        self.cell: Cell | None = None
        """The cell under the cursor; None where there is no point."""

    # What is shown

    @property
    def plot(self) -> Plot:
        """The plot as it is drawn."""
        return self._drawing.plot

    @property
    def room(self) -> tuple[int, int]:
        """The cells in a row, and the rows, that the plot was drawn in."""
        return self.content_size.width - 1, self.content_size.height - _READOUT - len(self._captions)

    @property
    def count(self) -> int:
        return max(1, _READOUT + len(self._drawing.rows) + len(self._captions))

    def can_stand(self, index: int) -> bool:
        return False

    def show(
        self,
        plotted: Plotted,
        number: int | None,
        role: Callable[[int], str],
        picture: PlotPicture | None = None,
    ) -> None:
        """Show a plot with the cursor on the cell of a point, by its number; `role` colours the sign of a point.

        A `picture` of it is taken where it fits the pane.
        """
        self._plotted, self._role, self._picture, self._drawn_for = plotted, role, picture, None
        # What was drawn is of other points: where there is no room to draw these, nothing stands there until there is.
        self._drawing, self.cell, self._shown_at = _NOTHING, None, number
        self._draw(number)
        self.renew()

    @property
    def captions(self) -> int:
        """The lines that captions take."""
        return len(self._captions)

    def _draw(self, number: int | None) -> None:
        """Draw the plot to fit the pane, where that has a size; the cursor stays on a point."""
        size = self.content_size
        if self._plotted is None or not size.width or self._drawn_for == size:
            return
        room = room_of(size)
        picture = self._picture
        if picture is None or picture.room != room:
            if picture is not None and picture.drawing is self._drawing and len(self._plotted.points) > MANY:
                self.post_message(self.Outgrown())  # what stands there stays until it is drawn anew
                return
            picture = plot_picture(self._plotted, room, self.ascii_only, self.captions)
        self._drawn_for = size
        self._picture, self._drawing, self._captions = picture, picture.drawing, picture.captions
        at = self.plot.cell_of(number) if number is not None else None
        self.cell = at or cursor.first_cell(self.plot)

    def on_resize(self) -> None:
        """Draw the plot anew; the cursor stays on its point."""
        self._draw(self.number if self._drawn_for else self._shown_at)
        super().on_resize()
        self.refresh()

    @property
    def number(self) -> int | None:
        """The number of the first point under the cursor."""
        numbers = self.plot.cells.get(self.cell) if self.cell is not None else None
        return numbers[0] if numbers else None

    @property
    def readout(self) -> str:
        """What stands under the cursor, in words."""
        if self._plotted is None or self.cell is None:
            return "No model has a date."
        return self._plotted.readout(self.plot, self.cell)

    @property
    def text(self) -> str:
        """The picture with its captions, without what stands under the cursor."""
        return "\n".join((*self._drawing.rows, *self._captions))

    def line(self, index: int, cells: int) -> Line:
        if index < _READOUT:
            return ((f" {self.readout}", "strong"),)
        row = index - _READOUT
        if row < len(self._drawing.rows):
            return tuple(self._pieces(row))
        row -= len(self._drawing.rows)
        return ((f" {self._captions[row]}", "dim"),) if row < len(self._captions) else ()

    def _pieces(self, row: int) -> Iterator[Piece]:
        """Yield a row of the picture, neighbours of one look joined."""
        drawing = self._drawing
        text = drawing.rows[row]
        yield text[: drawing.margin], "dim"
        run, look = "", "dim"
        for column, sign in enumerate(text[drawing.margin :], drawing.margin):
            cell = drawing.cell_at(column, row)
            now = "dim" if cell is None else self._look(cell)
            if now != look and run:
                yield run, look
                run = ""
            run, look = run + sign, now
        if run:
            yield run, look

    def _look(self, cell: Cell) -> str:
        if cell == self.cell:
            return "chosen"
        return self._role(self.plot.cells[cell][0]) if cell[1] >= 0 else "text"

    # The cursor

    def action_walk(self, direction: Direction) -> None:
        """Go to the next cell in a direction; at the edge of what is shown, tell so."""
        onward = cursor.walked(self.plot, self.cell, direction) if self.cell is not None else None
        if onward is not None:
            self._go_to(onward)
        elif direction in ("left", "right"):
            self.post_message(self.AtEdge(1 if direction == "right" else -1))

    def go_to_lane(self, step: int) -> None:
        """Go from the picture to the lanes below it, round and round."""
        if self.cell is not None and (onward := cursor.in_lane(self.plot, self.cell, step)):
            self._go_to(onward)

    def action_end(self, last: bool) -> None:
        if self.cell is not None:
            self._go_to(cursor.end(self.plot, self.cell, last))

    def _go_to(self, cell: Cell) -> None:
        if cell != self.cell:
            self.cell = cell
            self.post_message(self.Highlighted())

    def action_choose(self) -> None:
        if self.cell is not None:
            self.post_message(self.Chosen())

    @property
    def cell_at_hand(self) -> tuple[int, int]:
        if self.cell is None or not self._drawing.rows:
            return 0, 0
        return self._drawing.margin + self.cell[0], _READOUT + self._drawing.row_of(self.cell)

    def on_click(self, event: Click) -> None:
        """Go to what was hit; again on it is as Enter."""
        offset = event.get_content_offset(self)
        cell = self._drawing.cell_at(offset.x, offset.y - _READOUT) if offset and self._drawing.rows else None
        if cell is None:
            return
        if cell == self.cell:
            self.action_choose()
        self._go_to(cell)

    def row_state(self, row: int, size: Size) -> tuple[Line, int, bool]:
        return self.line(row, size.width) if row < self.count else (), 0, False
