"""Difference of two screens: only cells that change are sent, in as few bytes as it takes.

Textual sends every changed line whole, with a full style for each piece and a reset after it. Over SSH
that is 8 to 30 kB for a step of the cursor that alters a pane. `Thinner` keeps what each cell of the
terminal shows and lets only differences through, as curses does. Unknown output is sent unchanged, and the kept
cells are invalidated: all of them after an unknown sequence or a new size, those of the text after wide characters.
"""

from __future__ import annotations

import functools
import re
from itertools import compress, count
from operator import is_not

from genai_tui.catalog import hyperlink
from genai_tui.tui.rich_widths import cell_len

_TOKEN = re.compile(
    r"((?:\x1b\[([0-9;]*)m)?([^\x00-\x1f\x7f-\x9f]+)(\x1b\[0m)?"
    r"|\x1b\[([0-9]*;?[0-9]*)H|\x1b\[([0-9;]*m)|(\r?\n)|(\x1b\[\?[0-9]+[hl])"
    r"|(\x1b\]8;[^;\x00-\x1f]*;([^\x00-\x1f\x7f-\x9f]*)\x1b\\))"
)
"""What frames are made of: text, mostly within its style, places, line ends, modes such as a synchronized update, links."""
_SYNCHRONIZED = "2026"
"""The mode that bounds a frame; it is switched all the time and changes no cell."""
_ALWAYS_ACT = frozenset({"3", "47", "1047", "1048", "1049"})
"""Modes that change the screen or the cursor even where they are switched on, or off, a second time."""
_ONE_CELL = " -~\u00a0-\u00ac\u00ae-\u02ff‐-‧‰-⁞←-⇿∀-⋿─-◼"
_TWO_CELLS = "\u3041-\u3096\u30a1-\u30fa\u4e00-\u9fff\uac00-\ud7a3\uff01-\uff60"
_SIMPLE = re.compile(f"[{_ONE_CELL}]+")
"""Text whose every character takes one cell in every terminal."""
_NOT_SIMPLE = re.compile(f".?[^{_ONE_CELL}](?:.*[^{_ONE_CELL}])?")
"""From the letter before the first character that is not simple, on which it may stand, to the last of them."""


@functools.cache
def _sure() -> re.Pattern[str]:
    """Return what matches text whose width no terminal doubts: there are kana, Han characters and Korean syllables too.

    It takes a millisecond to compile, and the first frame mostly has none.
    """
    return re.compile(f"[{_ONE_CELL}{_TWO_CELLS}]+")


_GAP = 4
"""So many cells that stay as they are cost less to send again than to jump over."""

_MOVE = 6
"""Bytes that it takes to move the cursor, mostly."""

_LONG_BLANK = " " * 12
_LONG_BLANKS = re.compile(f"({_LONG_BLANK} *)")
"""So many spaces cost more to send than to erase at one go."""

_BLANK = "blank "
"""Stands before the background in the style of a cell where nothing else is seen."""

_LINK = " link "
"""Stands in the style of a cell between its look and the address that it is linked to."""

_DRAWN_ON_BLANKS = frozenset({"4", "7", "9", "21"})
"""Underline, reverse and strike show on a written space, and not on an erased one."""

_OFF = {"1": "22", "2": "22", "3": "23", "4": "24", "7": "27", "9": "29"}
"""What turns an attribute off; bold and dim go off together."""

_Run = tuple[int, int, str, str]
"""Text that has to be sent: row, column, the text itself, its style."""

_MOST_STYLES = 2_000
"""Styles whose cells are kept; every theme has some hundred."""

Cell = tuple[str, str]
"""A character and the parameters of its style. There is one of each, so two are compared by identity."""


def _known(style: str) -> str:
    return "" if style == "0" else style


@functools.lru_cache(maxsize=4096)
def _parts(style: str) -> tuple[frozenset[str], str, str]:
    """Return attributes, foreground and background of a style's parameters."""
    attributes: set[str] = set()
    foreground = background = ""
    look = style.partition(_LINK)[0]
    words = iter(look.split(";") if look else ())
    for word in words:
        if word in ("38", "48"):
            kind = next(words, "")
            value = ";".join([word, kind, *(next(words, "") for _ in range(3 if kind == "2" else 1))])
            if word == "38":
                foreground = value
            else:
                background = value
        elif word and (30 <= int(word) <= 37 or 90 <= int(word) <= 97):
            foreground = word
        elif word and (40 <= int(word) <= 47 or 100 <= int(word) <= 107):
            background = word
        elif word not in ("", "0", "39", "49"):
            attributes.add(word)
    return frozenset(attributes), foreground, background


@functools.lru_cache(maxsize=4096)
def _change(before: str | None, after: str) -> str:
    """Return the shortest sequence that turns one style into another; None before is not known, and has no link."""
    if before == after:
        return ""
    had, wanted = (before or "").partition(_LINK)[2], after.partition(_LINK)[2]
    if had == wanted:
        return _change_of_look(before, after)
    return (hyperlink.opening(wanted) if wanted else hyperlink.CLOSING) + _change_of_look(before, after)


def _change_of_look(before: str | None, after: str) -> str:
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
    """Return what all spaces of this look have in common, a background; None where a space shows more, or is linked."""
    if _LINK in style:
        return None
    attributes, _, background = _parts(style)
    return None if attributes & _DRAWN_ON_BLANKS else _BLANK + background


class _Cells(dict[str, Cell]):
    """The cells of one style by their character; a space has the style of all spaces that look the same."""

    def __init__(self, style: str) -> None:
        super().__init__()
        self._style = style
        blank = _blank(style)
        if blank is not None:
            self[" "] = _blank_cell(blank)

    def __missing__(self, character: str) -> Cell:
        self[character] = cell = (character, self._style)
        return cell


_cells_of = functools.cache(_Cells)


@functools.lru_cache(maxsize=1024)
def _simple_cells(style: str, text: str) -> list[Cell] | None:
    """Return the cells of text whose every character takes one; None where that is not sure."""
    return list(map(_cells_of(style).__getitem__, text)) if _SIMPLE.fullmatch(text) else None


@functools.lru_cache(maxsize=1024)
def _parts_by_doubt(text: str) -> tuple[str, ...]:
    """Return a text in up to three parts: simple, not simple, simple; doubtful ones with the blanks after them."""
    found = _NOT_SIMPLE.search(text)
    if not found:
        return (text,)
    end = found.end()
    if _sure().sub("", found[0]):
        end = len(text) - len(text[end:].lstrip(" "))
    return tuple(filter(None, (text[: found.start()], text[found.start() : end], text[end:])))


@functools.cache
def _blank_cell(style: str) -> Cell:
    return (" ", style)


class Thinner:
    """The terminal as it stands, and the difference that a frame makes to it."""

    def __init__(self, columns: int, erases: bool = True, links: bool = True) -> None:
        """Start on a terminal of so many columns; `erases` if it erases in the background's colour, `links` if it has links."""
        self._columns = columns
        self._height: int | None = None
        self._erases = erases
        self._links = links
        self._rows: dict[int, list[Cell | None]] = {}
        self._real: tuple[int, int] | None = None
        self._real_style: str | None = None
        self._x = self._y = 0
        self._look = self._link = self._style = ""
        self._out: list[str] = []
        self._runs: list[_Run] = []
        self._reached: dict[int, int] = {}
        self._modes: dict[str, str] = {}
        self._overwritten: dict[tuple[int, int], Cell] = {}

    def forget(self, columns: int, height: int | None = None) -> None:
        """Invalidate the kept cells of the whole screen, which is so many columns wide now, and so many rows high if told."""
        if _cells_of.cache_info().currsize > _MOST_STYLES:  # a cell is known by its identity: all or none go
            for kept in (_cells_of, _simple_cells, _blank_cell):
                kept.cache_clear()
        self._columns = columns
        self._height = height or self._height
        self._rows.clear()
        self._overwritten.clear()
        self._real = self._real_style = None

    def thin(self, data: str) -> str:
        """Return what of `data` still has to be sent; all of it where it holds anything but a frame."""
        tokens = _TOKEN.findall(data)
        switched = [self._switches(token[7]) for token in tokens if token[7]]
        if any(switched) or sum(len(token[0]) for token in tokens) != len(data):
            self.forget(self._columns)
            return data
        self._out = []
        for _, styled, text, reset, place, style, newline, mode, link, address in tokens:
            if text:
                if styled and self._link:
                    self._wear(_known(styled), self._link)
                elif styled:  # nearly always
                    self._look = self._style = _known(styled)
                self._text(text)
                if reset:
                    self._wear("", self._link)
            elif newline:
                self._x, self._y = 0, self._y + 1
            elif mode:
                self._end_frame()
                self._out.append(mode)
            elif style:
                self._wear(_known(style[:-1]), self._link)
            elif link:
                self._wear(self._look, (hyperlink.target(address) or "") if self._links else "")
            else:
                row, _, column = place.partition(";")
                self._y, self._x = int(row or 1) - 1, int(column or 1) - 1
        self._end_frame()
        if self._out and data[-1:] == "H":  # a frame ends where the cursor shall stand
            self._move(self._x, self._y)
        return "".join(self._out)

    def _wear(self, look: str, link: str) -> None:
        """Take a look, and the address that is linked to, for the text to come."""
        self._look, self._link = look, link
        self._style = f"{look}{_LINK}{link}" if link else look

    def _switches(self, sequence: str) -> bool:
        """Tell whether switching a mode may change what stands on the screen: it was not in that state before."""
        mode, state = sequence[3:-1], sequence[-1]
        if mode == _SYNCHRONIZED:
            return False
        before, self._modes[mode] = self._modes.get(mode), state
        return mode in _ALWAYS_ACT or before != state

    def _text(self, text: str) -> None:
        if self._height is not None and self._y >= self._height:
            # Of a frame for a larger screen than there is by now: the terminal would write it over the last row.
            self._x += cell_len(text)
            return
        row = self._rows.get(self._y)
        if row is None:
            row = self._rows[self._y] = [None] * self._columns
        for part in _parts_by_doubt(text):
            wanted = _simple_cells(self._style, part)
            if wanted is not None and self._x + len(part) <= self._columns:
                self._simple(part, wanted, row)
            else:
                self._whole(part, row)

    def _whole(self, text: str, row: list[Cell | None]) -> None:
        """Send text that terminals disagree about the width of: all of it, and place the cursor anew after it.

        Its cells are blank before, so that nothing old stands beside it in a terminal to which it is narrower. To one
        to which it is wider, it may overwrite some cells after it: these are sent again.
        """
        self._flush()
        start, end = self._x, self._x + cell_len(text)
        self._move(start, self._y)
        self._out.append(_change(self._real_style, self._style))
        self._real_style = self._style
        doubts = len(_sure().sub("", text))
        if doubts:
            self._erase(min(end, self._columns) - start)
            text = text.rstrip(" ")  # blanks are there by now, and may be the room that it takes
        self._out.append(text)
        for x in range(max(0, start - 1), min(self._columns, end + doubts + 1)):
            if x < end:
                self._overwritten.pop((x, self._y), None)
            elif cell := row[x]:
                self._overwritten[x, self._y] = cell
            row[x] = None
        self._x = end
        self._real = None

    def _erase(self, cells: int) -> None:
        """Leave blanks of the present style after the cursor, which stays."""
        if self._erases and _blank(self._style) is not None:
            self._out.append(f"\x1b[{cells}X")
        else:
            self._out.append(" " * cells)
            self._real = None
            self._move(self._x, self._y)

    def _end_frame(self) -> None:
        """Send what waits, and again what a text of doubtful width may have overwritten and nobody has sent since.

        No link stays open: what else is sent to the terminal is no part of it.
        """
        self._flush()
        overwritten, self._overwritten = self._overwritten, {}
        for (x, y), cell in sorted(overwritten.items(), key=lambda item: item[0][::-1]):
            if self._rows[y][x] is None:
                self._rows[y][x] = cell
                self._runs.append((y, x, cell[0], cell[1].removeprefix(_BLANK)))
        self._flush()
        if self._real_style and _LINK in self._real_style:
            self._out.append(hyperlink.CLOSING)
            self._real_style = self._real_style.partition(_LINK)[0]

    def _simple(self, text: str, wanted: list[Cell], row: list[Cell | None]) -> None:
        """Send what differs of text whose every character takes one cell."""
        start = self._x
        self._x = end = start + len(text)
        standing = row[start:end]
        if standing == wanted:
            return
        if start < self._reached.get(self._y, 0):
            self._flush()  # written twice in one frame: the later has to be sent later
        self._reached[self._y] = end
        row[start:end] = wanted
        differing = compress(count(), map(is_not, standing, wanted))
        begin = last = next(differing)
        for index in differing:
            if index - last > _GAP:
                self._runs.append((self._y, start + begin, text[begin : last + 1], self._style))
                begin = index
            last = index
        self._runs.append((self._y, start + begin, text[begin : last + 1], self._style))

    def _flush(self) -> None:
        """Send the runs that wait: as one reads, or all of one style after another."""
        runs = self._runs
        if not runs:
            return
        self._runs = []
        self._reached = {}
        for y, x, text, style in _grouped(runs):
            self._send(y, x, text, style)

    def _send(self, y: int, x: int, text: str, style: str) -> None:
        """Write text at column `x` of row `y`, erasing where it is blank for long."""
        blank = _blank(style)
        erases = self._erases and blank is not None and _LONG_BLANK in text
        for part in filter(None, _LONG_BLANKS.split(text)) if erases else (text,):
            self._reach(x, y)
            on = self._real_style
            unseen = blank is not None and not part.strip(" ")  # only the background shows
            if on is None or (_blank(on) != blank if unseen else on != style):
                self._out.append(_change(on, style))
                self._real_style = style
            x += len(part)
            if erases and _LONG_BLANKS.fullmatch(part):
                self._out.append(f"\x1b[{len(part)}X")
                continue
            self._out.append(part)
            # At the margin terminals wait with the line's end, each in its own way.
            self._real = (x, y) if x < self._columns else None

    def _reach(self, x: int, y: int) -> None:
        """Bring the terminal's cursor to column `x` of row `y`."""
        on = self._real_style
        if self._real is not None and on is not None and self._real[1] == y and 0 < x - self._real[0] <= _GAP:
            between = self._rows[y][self._real[0] : x]
            shown = _cells_of(on)
            if all(cell is not None and shown[cell[0]] is cell for cell in between):
                self._out.append("".join(cell[0] for cell in between if cell))
                self._real = (x, y)
                return
        self._move(x, y)

    def _move(self, x: int, y: int) -> None:
        if self._real == (x, y):
            return
        self._out.append(_way(self._real, x, y))
        self._real = (x, y)


def _way(real: tuple[int, int] | None, x: int, y: int) -> str:
    """Return the shortest sequence that takes the cursor to column `x` of row `y`."""
    straight = f"\x1b[{y + 1};{x + 1}H"
    if real is None or not 0 <= y - real[1] <= 1:
        return straight
    down = "\x1b[B" if y > real[1] else ""
    along = x - real[0]
    if along > 0:
        step = f"\x1b[{along}C" if along > 1 else "\x1b[C"
    else:
        step = "\b" * -along if along > -4 else f"\x1b[{-along}D"
    return min(down + step, straight, key=len)


def _grouped(runs: list[_Run]) -> list[_Run]:
    """Return the runs with all of one style after another, or as they are where that is the shorter way.

    A change of style takes about twenty bytes of true colour, a cursor that has to move where it could have
    stayed about six.
    """
    groups: dict[str, list[_Run]] = {}
    changes = joined = 0
    before: _Run = (-1, 0, "", "")
    for run in runs:
        style = run[3]
        groups.setdefault(style, []).append(run)
        if style != before[3]:
            changes += len(style) + 3
            joined += run[0] == before[0] and run[1] == before[1] + len(before[2])
        before = run
    if changes - sum(len(style) + 3 for style in groups) <= joined * _MOVE:
        return runs
    return [run for group in groups.values() for run in group]
