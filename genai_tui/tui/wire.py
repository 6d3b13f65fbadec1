"""What goes over the wire: only cells that change, in as few bytes as it takes.

Textual sends every changed line whole, with a full style for each piece and a reset after it. Over SSH
that is 8 to 30 kB for a step of the cursor that alters a pane. `Thinner` keeps what each cell of the
terminal shows and lets only differences through, as curses does; whatever it does not know by heart
(wide characters, unknown sequences, a new size) it sends as it came and stops believing in.
"""

from __future__ import annotations

import functools
import os
import re
from typing import Any

from rich.cells import cell_len
from textual.driver import Driver

_TOKEN = re.compile(
    r"\x1b\[(\d*);?(\d*)H|\x1b\[([\d;]*)m|(\r?\n)|(\x1b\[\?2026[hl])|([^\x00-\x1f\x7f-\x9f]+)"
)
_KNOWN = re.compile(rf"(?:{_TOKEN.pattern})*")
"""What frames are made of: places, styles, line ends, bounds of a synchronized update, text."""
_SIMPLE = re.compile("[ -~\u00a0-\u00ac\u00ae-\u02ff‐-‧‰-⁞←-⇿∀-⋿─-◼]+")
"""Text whose every character takes one cell in every terminal."""

_GAP = 4
"""So many cells that stay as they are cost less to send again than to jump over."""

_WORTH_ERASING = 12
_DRAWN_ON_BLANKS = frozenset({"4", "7", "9", "21"})
"""Underline, reverse and strike show on a written space, and not on an erased one."""

_OFF = {"1": "22", "2": "22", "3": "23", "4": "24", "7": "27", "9": "29"}
"""What turns an attribute off; bold and dim go off together."""

Cell = tuple[str, str]
"""A character and the parameters of its style."""


@functools.lru_cache(maxsize=4096)
def _parts(style: str) -> tuple[frozenset[str], str, str]:
    """Return attributes, foreground and background of a style's parameters."""
    attributes: set[str] = set()
    foreground = background = ""
    words = iter(style.split(";") if style else ())
    for word in words:
        if word in ("38", "48"):
            kind = next(words, "")
            value = ";".join([word, kind, *(next(words, "") for _ in range(3 if kind == "2" else 1))])
            if word == "38":
                foreground = value
            else:
                background = value
        elif word.isdigit() and (30 <= int(word) <= 37 or 90 <= int(word) <= 97):
            foreground = word
        elif word.isdigit() and (40 <= int(word) <= 47 or 100 <= int(word) <= 107):
            background = word
        elif word not in ("", "0", "39", "49"):
            attributes.add(word)
    return frozenset(attributes), foreground, background


@functools.lru_cache(maxsize=4096)
def _change(before: str | None, after: str) -> str:
    """Return the shortest sequence that turns one style into another; None before is not known."""
    if before == after:
        return ""
    attributes, foreground, background = _parts(after)
    whole = [*sorted(attributes), *filter(None, (foreground, background))]
    anew = f"\x1b[{';'.join(['0', *whole]) if whole else ''}m"
    if before is None:
        return anew
    had, old_foreground, old_background = _parts(before)
    if not had - attributes <= _OFF.keys():
        return anew
    off = {_OFF[lost] for lost in had - attributes}
    on = {wanted for wanted in attributes if wanted not in had or _OFF.get(wanted) in off}
    words = [*sorted(off), *sorted(on)]
    words += [foreground or "39"] if foreground != old_foreground else []
    words += [background or "49"] if background != old_background else []
    step = f"\x1b[{';'.join(words)}m" if words else ""
    return min(step, anew, key=len)


@functools.lru_cache(maxsize=4096)
def _blank(style: str) -> str | None:
    """Return what all spaces of this look have in common, a background; None where a space shows more."""
    attributes, _, background = _parts(style)
    return None if attributes & _DRAWN_ON_BLANKS else f"blank {background}"


class Thinner:
    """The terminal as it stands, and the difference that a frame makes to it."""

    def __init__(self, columns: int, erases: bool = True) -> None:
        """Start on a terminal of so many columns; `erases` if it erases in the background's colour."""
        self._columns = columns
        self._erases = erases
        self._rows: dict[int, dict[int, Cell]] = {}
        self._real: tuple[int, int] | None = None
        self._real_style: str | None = None
        self._x = self._y = 0
        self._style = ""
        self._out: list[str] = []

    def forget(self, columns: int) -> None:
        """Believe nothing of the terminal any longer, which is so many columns wide now."""
        self._columns = columns
        self._rows.clear()
        self._real = self._real_style = None

    def thin(self, data: str) -> str:
        """Return what of `data` still has to be sent; all of it where it holds anything but a frame."""
        if not _KNOWN.fullmatch(data):
            self.forget(self._columns)
            return data
        self._out = []
        for token in _TOKEN.finditer(data):
            row, column, style, newline, sync, text = token.groups()
            if text is not None:
                self._text(text)
            elif style is not None:
                self._style = "" if style in ("", "0") else style
            elif newline is not None:
                self._x, self._y = 0, self._y + 1
            elif sync is not None:
                self._out.append(sync)
            else:
                self._y, self._x = int(row or 1) - 1, int(column or 1) - 1
        if self._out and data[-1:] == "H":  # a frame ends where the cursor shall stand
            self._move(self._x, self._y)
        return "".join(self._out)

    def _text(self, text: str) -> None:
        if _SIMPLE.fullmatch(text):
            self._cells(text)
            return
        # Terminals disagree about how wide this is: send it whole, and place the cursor anew after it.
        cells = cell_len(text)
        self._move(self._x, self._y)
        self._out.append(_change(self._real_style, self._style) + text)
        self._real_style = self._style
        row = self._rows.setdefault(self._y, {})
        for x in range(self._x - 1, self._x + cells + 1):
            row.pop(x, None)
        self._x += cells
        self._real = None

    def _cells(self, text: str) -> None:
        row = self._rows.setdefault(self._y, {})
        style, x = self._style, self._x
        end = x + len(text)
        blank = _blank(style)
        # Most of what comes stands there already, so both ends are passed over without a loop of our own.
        wanted = list(
            zip(text, [blank if c == " " and blank is not None else style for c in text], strict=True)
        )
        standing = list(map(row.get, range(x, end)))
        if standing == wanted:
            self._x = end
            return
        while standing[-1] == wanted[-1]:
            standing.pop()
            wanted.pop()
        last = end
        end = x + len(wanted)
        while x < end:
            cell = wanted[x - self._x]
            if row.get(x) == cell:
                x += 1
                continue
            character = cell[0]
            self._reach(x, row)
            if not self._shows(cell):
                self._out.append(_change(self._real_style, style))
                self._real_style = style
            erased = (
                self._erasable(text[x - self._x : end - self._x], x, row, cell) if cell[1] == blank else 0
            )
            self._out.append(f"\x1b[{erased}X" if erased else character)
            for column in range(x, x + max(1, erased)):
                row[column] = cell
            x += erased or 1
            if not erased:
                # At the margin terminals wait with the line's end, each in its own way.
                self._real = (x, self._y) if x < self._columns else None
        self._x = last

    def _shows(self, cell: Cell) -> bool:
        """Tell whether a cell looks as it should when written in the style that is on."""
        on = self._real_style
        return on is not None and cell[1] in (on, _blank(on) if cell[0] == " " else on)

    def _erasable(self, text: str, x: int, row: dict[int, Cell], blank: Cell) -> int:
        """Return how many spaces at the start of `text` to erase at one go; 0 where writing is better."""
        spaces = len(text) - len(text.lstrip(" "))
        count = next((n for n in range(spaces) if row.get(x + n) == blank), spaces)
        return count if self._erases and count >= _WORTH_ERASING else 0

    def _reach(self, x: int, row: dict[int, Cell]) -> None:
        """Bring the terminal's cursor to column `x` of this row."""
        if self._real is not None and self._real[1] == self._y and 0 < x - self._real[0] <= _GAP:
            between = [row.get(column) for column in range(self._real[0], x)]
            if all(cell is not None and self._shows(cell) for cell in between):
                self._out.append("".join(cell[0] for cell in between if cell))
                self._real = (x, self._y)
                return
        self._move(x, self._y)

    def _move(self, x: int, y: int) -> None:
        if self._real == (x, y):
            return
        if self._real is not None and self._real[1] == y and x > self._real[0]:
            self._out.append(f"\x1b[{x - self._real[0]}C")
        else:
            self._out.append(f"\x1b[{y + 1};{x + 1}H")
        self._real = (x, y)


def thrifty(driver: type[Driver]) -> type[Driver]:
    """Return a driver that sends what `driver` would, less what the terminal shows already."""

    class ThriftyDriver(driver):  # type: ignore[misc, valid-type]
        """Sends only differences."""

        def __init__(self, *arguments: Any, **options: Any) -> None:
            super().__init__(*arguments, **options)
            self._size = (0, 0)
            # GNU screen erases in its own colour unless told otherwise.
            self._thinner = Thinner(0, erases="STY" not in os.environ)

        def write(self, data: str) -> None:
            """Send the part of `data` that changes the terminal."""
            size = _terminal_size()
            if size != self._size:
                self._size = size
                self._thinner.forget(size[0])
            if thinned := self._thinner.thin(data):
                super().write(thinned)

        def forget(self) -> None:
            """Send everything anew with the next frames."""
            self._size = (0, 0)

    return ThriftyDriver


def _terminal_size() -> tuple[int, int]:
    try:
        return tuple(os.get_terminal_size(2))  # type: ignore[return-value] # textual draws on standard error
    except OSError:
        return (0, 0)
