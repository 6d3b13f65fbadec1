"""A cache of the rows of a pane, drawn with their frame and kept until they change."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from textual.geometry import Size
from textual.strip import Strip

Sides = tuple[Strip, Strip]
"""What of the frame stands left and right of every line."""


class RowCache:
    """Strips by their row, for a pane of one size.

    Textual puts frame, padding and filters around each row whenever one near it is painted, which takes longer than
    all the rest of a step of the cursor. Here a row stays as it was until it is forgotten.
    """

    def __init__(self) -> None:
        self._rows: dict[int, Strip] = {}
        self._sides: Sides | None = None
        self._size = Size()

    def fit(self, size: Size) -> None:
        """Forget everything if the pane has another size now."""
        if size != self._size:
            self.clear()
            self._size = size

    def missing(self, rows: Iterable[int]) -> list[int]:
        """Return which of some rows are not known."""
        known = self._rows
        return [row for row in rows if row not in known]

    def keep(self, row: int, strip: Strip) -> None:
        """Keep a row that was drawn."""
        self._rows[row] = strip

    def strips(self, rows: Iterable[int]) -> list[Strip]:
        """Return some rows, which are known."""
        known = self._rows
        return [known[row] for row in rows]

    def sides(self, number: int, draw: Callable[[int], Sides]) -> Sides:
        """Return the frame left and right of the lines, which is that of row `number` and of all others."""
        if self._sides is None:
            self._sides = draw(number)
        return self._sides

    def forget(self, rows: Iterable[int]) -> None:
        """Have these rows drawn anew when they are next asked for."""
        for row in rows:
            self._rows.pop(row, None)

    def clear(self) -> None:
        """Have everything drawn anew."""
        self._rows.clear()
        self._sides = None
