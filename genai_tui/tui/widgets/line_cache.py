"""A cache of the lines of a pane: what stands in a row of some width, kept as long as rows and columns are the same."""

from __future__ import annotations

from collections.abc import Callable

from genai_tui.tui.widgets.row_painter import Line

MOST = 1_000
"""Lines that are kept, some hundred bytes each: a few screens of them, however many rows are gone through."""


class LineCache:
    """Lines by their row and the cells that they fill."""

    def __init__(self) -> None:
        self._lines: dict[tuple[int, int], Line] = {}

    def of(self, index: int, cells: int, make: Callable[[int, int], Line]) -> Line:
        """Return the line of a row, made by `make` unless it is kept."""
        key = (index, cells)
        line = self._lines.get(key)
        if line is None:
            if len(self._lines) >= MOST:
                self._lines.clear()
            line = self._lines[key] = make(index, cells)
        return line

    def clear(self) -> None:
        """Have every line made anew."""
        self._lines.clear()
