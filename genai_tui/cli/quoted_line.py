"""The line of a file that a problem stands in, quoted below it with a caret under the place."""

from __future__ import annotations

from pathlib import Path

from genai_tui.catalog.cells import width
from genai_tui.catalog.diagnostics import Problem
from genai_tui.catalog.sanitize import safe_line

_WIDEST = 100
"""Cells of a line that are quoted; of a longer one it is what stands around the place."""


class LineQuoter:
    """Quotes lines of files, each of which is read once."""

    def __init__(self) -> None:
        self._lines: dict[str, list[str]] = {}

    def quoted(self, problem: Problem) -> tuple[str, ...]:
        """Return the line and a caret below the place; nothing where the problem has no place, or its file no such line."""
        if not problem.line or not problem.column:
            return ()
        lines = self._of(problem.file)
        if problem.line > len(lines):
            return ()
        text, column = lines[problem.line - 1], problem.column - 1
        if not text.strip() or column > len(text):
            return ()
        begin = max(0, column - _WIDEST // 2) if len(text) > _WIDEST else 0
        cut = "… " if begin else ""
        before = f"{cut}{safe_line(text[begin:column])}"
        behind = safe_line(text[column : begin + _WIDEST])
        number = str(problem.line)
        rest = " …" if begin + _WIDEST < len(text) else ""
        return (f"{number:>6} | {before}{behind}{rest}".rstrip(), f"{'':>6} | {' ' * width(before)}^")

    def _of(self, file: str) -> list[str]:
        if file not in self._lines:
            from genai_tui.storage import files  # imported here: only what has problems is read again

            try:
                text = files.read(Path(file), files.RECORD_BYTES).decode("utf-8-sig", "replace")
            except (OSError, ValueError):
                text = ""
            self._lines[file] = text.split("\n")
        return self._lines[file]
