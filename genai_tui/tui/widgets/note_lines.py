"""The lines of notes: what the program has just said, in the place of the footer, so that no note covers anything."""

from __future__ import annotations

from collections.abc import Iterable

from textual.geometry import Size

from genai_tui.catalog.cells import clip, wrap
from genai_tui.catalog.sanitize import safe_line
from genai_tui.tui.widgets.line_list import LineList
from genai_tui.tui.widgets.row_painter import Line

MOST = 3
"""Lines that notes take at most; the oldest give way, whole, since half a note says something else."""

Note = tuple[str, str]
"""What is said, and its severity as Textual calls it."""


class NoteLines(LineList, can_focus=False):
    """Notes that have not expired, the newest first; equal ones are one."""

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._notes: tuple[Note, ...] = ()
        self._lines: list[Line] = []
        self._cells = 0

    def show(self, notes: Iterable[Note]) -> bool:
        """Show notes, the newest first, and return whether there are any."""
        notes = tuple(dict.fromkeys(notes))
        if notes != self._notes:
            self._notes = notes
            self._lay_out(self._cells)
            self.refresh(layout=True)
        return bool(notes)

    @property
    def count(self) -> int:
        return len(self._lines)

    def can_stand(self, index: int) -> bool:
        return False

    def line(self, index: int, cells: int) -> Line:
        return self._lines[index]

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return how many lines there are in so many cells."""
        self._lay_out(width)
        return len(self._lines)

    def _lay_out(self, cells: int) -> None:
        self._cells = cells
        lines: list[Line] = []
        for words, severity in self._notes:
            role = "text" if severity == "information" else "warn"
            told = wrap(safe_line(words), max(8, cells - 2))
            if lines and len(lines) + len(told) > MOST:
                break
            if len(told) > MOST:
                told = [*told[: MOST - 1], clip(f"{told[MOST - 1]} …", max(8, cells - 2))]
            lines += [((f" {line}", role),) for line in told]
        self._lines = lines if cells else []
