"""The two rows under the query line: what is wrong and where, what can be completed, why a row was found."""

from __future__ import annotations

from genai_tui.catalog.sanitize import width
from genai_tui.tui.widgets.line_list import Line, LineList, Piece


class PromptHints(LineList, can_focus=False):
    """Two lines of words about what stands on the line above."""

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
            self.show(((" " * start, "text"), (sign, "warn")), ((f" {reason}", "text"),))

    def offer(self, offered: list[tuple[str, str]], chosen: int) -> None:
        """Show what can be typed, each with its count or meaning, the chosen one in brackets."""
        pieces: list[Piece] = []
        room = self.content_size.width
        first = chosen
        used = 0
        while first > 0 and used < room // 2:  # the chosen one stays in sight, with some before it
            first -= 1
            used += sum(map(width, offered[first])) + 4
        for number in range(first, len(offered)):
            text, told = offered[number]
            pieces.append(
                (f"[{text}]" if number == chosen else f" {text} ", "accent" if number == chosen else "text")
            )
            pieces.append((f" {told} ", "dim"))
        self.show(tuple(pieces))
