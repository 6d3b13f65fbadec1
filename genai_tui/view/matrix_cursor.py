"""The cursor in a drawn matrix: the row of a node, a column, the ties marked there, and how many are out of sight."""

from __future__ import annotations

from genai_tui.catalog.cells import count_of
from genai_tui.graph.drawing.rasterizer import Drawing
from genai_tui.graph.types import Graph
from genai_tui.view.drawing_cursor import Direction, DrawingCursor, Hit


class MatrixCursor(DrawingCursor):
    """Stands on a node, which has a row, and in a column; once it has gone sideways, on the cell where they meet.

    Rows count from the top of the drawing, its heads included; columns from the first that stands for a node.
    """

    def __init__(self, graph: Graph, drawing: Drawing, chosen: str | None = None) -> None:
        super().__init__(graph, drawing, chosen)
        self.columns = drawing.width - drawing.margin
        self.column = 0
        self._in_cells = False
        self._marked: dict[int, list[int]] = {}
        self._to_a_mark()

    @property
    def row(self) -> int:
        """The row of the node; -1 where there is none."""
        return -1 if self.node is None else self._drawing.boxes[self.node][1]

    @property
    def cell(self) -> tuple[str, str] | None:
        """The ids of the two nodes that are joined in its cell; None where it is in none, or nobody is joined."""
        if not self._in_cells or self.node is None or self.column not in self.marks(self.row):
            return None
        return self._graph.nodes[self.node].id, self._graph.nodes[self.order[self.column]].id

    def marks(self, row: int) -> list[int]:
        """Return the columns of a row in which nodes are joined."""
        if row not in self._marked:
            owners = self._drawing.owners[row][self._drawing.margin :]
            self._marked[row] = [
                column for column, owner in enumerate(owners) if owner is not None and owner < 0
            ]
        return self._marked[row]

    def out_of_sight(self, first: int, room: int) -> str:
        """Return which columns are seen of `room` from `first` on, and how many ties of the row are not.

        It is empty where all columns are seen.
        """
        if self.node is None or self.columns <= room:
            return ""
        end = min(self.columns, first + room)
        hidden = sum(not first <= column < end for column in self.marks(self.row))
        told = f"; {count_of(hidden, 'tie')} of this row out of sight" if hidden else ""
        return f"columns {first + 1}-{end} of {self.columns}{told}"

    def walk(self, direction: Direction) -> bool:
        """Go to the row above or below, or to the column beside."""
        if self.node is None or direction in ("up", "down"):
            return super().walk(direction)
        self._go_to_column(self.column + (1 if direction == "right" else -1))
        return True

    def tie(self, step: int) -> bool:
        """Go round the cells of the row in which its node is joined."""
        marks = self.marks(self.row) if self.node is not None else []
        if not marks:
            return False
        if self.cell is None and self.column in marks:
            self._go_to_column(self.column)
        else:
            onward = [mark for mark in marks if (mark - self.column) * step > 0]
            self._go_to_column((onward or marks)[0 if step > 0 else -1])
        return True

    def point(self, x: int, y: int) -> Hit:
        """Go to the row of a cell of the drawing, and to its column where it is no part of a name."""
        heads = self._drawing.heads
        if not heads <= y < self._drawing.height:
            return "nothing"
        node = self.order[y - heads]
        if x < self._drawing.margin:
            return self._point_at(node)
        self._go_to(node)
        self._go_to_column(x - self._drawing.margin)
        return "new"

    def _go_to(self, node: int) -> None:
        self._in_cells = False
        super()._go_to(node)

    def _jump_to(self, node: int) -> None:
        super()._jump_to(node)
        self._to_a_mark()

    def _to_a_mark(self) -> None:
        """Go to the nearest column with a tie of the row, so that one of them comes into sight."""
        marks = self.marks(self.row) if self.node is not None else []
        if marks and self.column not in marks:
            self.column = min(marks, key=lambda column: (abs(column - self.column), column))

    def _go_to_column(self, column: int) -> None:
        self.column = max(0, min(column, self.columns - 1))
        self._in_cells = True
