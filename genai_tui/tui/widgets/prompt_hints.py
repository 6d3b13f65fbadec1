"""Hints under the prompt: what is wrong and where, what completes the word, why a row was found."""

from __future__ import annotations

from genai_tui.catalog.cells import width
from genai_tui.tui.widgets.line_list import LineList
from genai_tui.tui.widgets.row_painter import Line, Piece


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

    def offer(self, offered: list[tuple[str, str]], chosen: int = -1, meaning: str = "") -> None:
        """Show what can be typed, each with its count, the chosen one in brackets, and what that means below."""
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
        self.show(tuple(pieces), *((((f"   {meaning}", "dim"),),) if meaning else ()))
