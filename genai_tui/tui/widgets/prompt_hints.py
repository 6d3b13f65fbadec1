"""Hints under the prompt: what is wrong and where, what completes the word, why a row was found."""

from __future__ import annotations

from collections.abc import Sequence

from genai_tui.catalog.cells import width
from genai_tui.tui.widgets.line_list import LineList
from genai_tui.tui.widgets.row_painter import Line, Piece

_ROWS = 2
"""Rows that there are."""


class PromptHints(LineList, can_focus=False):
    """Two lines of words about what stands on the prompt."""

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._rows: tuple[Line, ...] = ()

    @property
    def count(self) -> int:
        return len(self._rows)

    def can_stand(self, index: int) -> bool:
        return False

    def line(self, index: int, cells: int) -> Line:
        return self._rows[index]

    def show(self, *rows: Line) -> None:
        """Show these rows."""
        self._rows = rows
        self.renew()

    def point(self, start: int, end: int, reason: str) -> None:
        """Put a sign under the cells from `start` to `end`, and the reason after it or on the next row."""
        sign = "^" * max(1, end - start)
        room = self.content_size.width
        if start + len(sign) + 1 + width(reason) < room:
            self.show(((" " * start, "text"), (sign, "warn"), (f" {reason}", "text")))
        else:
            start = max(0, min(start, room - 1))
            sign = sign[
                : max(1, room - start)
            ]  # cut off where the line is, and not clipped with a sign of its own
            self.show(((" " * start, "text"), (sign, "warn")), ((f" {reason}", "text"),))

    def offer(self, offered: Sequence[tuple[str, str]], chosen: int = -1, meaning: str = "") -> None:
        """Show what can be typed, each with its count, the chosen one in brackets, and what that means below.

        Where none is chosen and one row is too short, a second one goes on with it instead.
        """
        pieces: list[Piece] = []
        room = self.content_size.width
        first = max(0, chosen)
        used = 0
        while first > 0 and used < room // 2:  # the chosen one stays in sight, with some before it
            first -= 1
            used += sum(map(width, offered[first])) + 4
        for number in range(first, len(offered)):
            text, count = offered[number]
            is_chosen = number == chosen
            pieces.append((f"[{text}]" if is_chosen else f" {text} ", "accent" if is_chosen else "text"))
            if count:
                pieces.append((f" {count} ", "dim"))
        rows = _broken(pieces, room) if chosen < 0 else [tuple(pieces)]
        self.show(*rows[:_ROWS] if len(rows) > 1 or not meaning else (*rows, ((f"   {meaning}", "dim"),)))


def _broken(pieces: list[Piece], room: int) -> list[Line]:
    """Return pieces as rows of so many cells."""
    rows: list[list[Piece]] = [[]]
    used = 0
    for piece in pieces:
        if rows[-1] and used + width(piece[0]) > room:
            rows.append([])
            used = 0
        rows[-1].append(piece)
        used += width(piece[0])
    return [tuple(row) for row in rows]
