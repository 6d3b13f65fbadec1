"""The header or footer: one line with a left and a right part."""

from __future__ import annotations

from collections.abc import Iterable

from textual.message import Message

from genai_tui.catalog.cells import width
from genai_tui.tui.messages import message
from genai_tui.tui.widgets.line_list import LineList
from genai_tui.tui.widgets.row_painter import Line, Piece
from genai_tui.view.screens import SCREENS

_SCREENS_CELLS = 32
"""Cells that the right part may take of a narrow line, too: as many as the keys of all screens with one title."""
_SCREEN_KEYS = frozenset(row.key for row in SCREENS)


_STAYS = frozenset({"help", "leave"})
"""The words of keys that lead to all others and out: they are left out last, for who knows no other one."""


class StatusBar(LineList, can_focus=False):
    """One line; the parts that do not fit are left out, the last ones first."""

    @message
    class Pressed(Message):
        """The reader clicked on a key, or on the word for what it does."""

        key: str

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._left: tuple[Piece, ...] = ()
        self._right: tuple[Piece, ...] = ()

    @property
    def count(self) -> int:
        return 1

    def can_stand(self, index: int) -> bool:
        return False

    def show(self, left: tuple[Piece, ...], right: tuple[Piece, ...] = ()) -> None:
        """Show these parts, most important first on either side."""
        self._left, self._right = left, right
        self.renew()

    def line(self, index: int, cells: int) -> Line:
        right = self._right
        if sum(width(text) for text, _ in (*self._left, *right)) > cells:
            right = _fitting(right, max(cells // 2, min(_SCREENS_CELLS, cells - _SCREENS_CELLS + 4)))
        room = cells - sum(width(text) for text, _ in right)
        left = _keys_fitting(self._left, room)
        gap = room - sum(width(text) for text, _ in left)
        return (*left, (" " * gap, "text"), *right)

    def pressed(self, index: int, x: int) -> bool:
        key, end = "", 0
        for text, role in self.line(index, self.content_size.width):
            end += width(text)
            first = text.split(maxsplit=1)[:1]
            is_key = role == "accent" or (role == "dim" and bool(first) and first[0] in _SCREEN_KEYS)
            key = first[0] if first and is_key else key if role == "dim" else ""
            if x < end:
                break
            key = key if is_key else ""
        if key:
            self.post_message(self.Pressed(key))
        return bool(key)


def footer_pieces(keys: Iterable[tuple[str, str]]) -> tuple[Piece, ...]:
    """Return keys, each with a word for what it does, as pieces of a line."""
    pieces: list[Piece] = []
    for key, words in keys:
        pieces += [(f" {key}", "accent"), (f" {words} ", "dim")]
    return tuple(pieces)


def too_small(needed: tuple[int, int], here: tuple[int, int]) -> str:
    """Return what a window says that is smaller than the columns and rows it needs, as much of it as fits."""
    least, columns = f"{needed[0]}x{needed[1]}", here[0]
    found = f"{here[0]}x{here[1]}"
    forms = (
        f"This needs {least}; here are {found}.",
        f"{least} needed, not {found}",
        f"needs {least}",
        least,
    )
    return next((words for words in forms if width(words) <= columns), "")


def _keys_fitting(pieces: tuple[Piece, ...], cells: int) -> tuple[Piece, ...]:
    """Return the pieces that fit; a key comes with its word, and one that stays before those in front of it."""
    kept = _with_words(_fitting(pieces, cells), pieces)
    at = next((at for at, (text, _) in enumerate(pieces) if text.strip() in _STAYS), 0)
    if at == 0 or at < len(kept):
        return kept
    last = pieces[at - 1 : at + 1]
    room = cells - sum(width(text) for text, _ in last)
    return (*_with_words(_fitting(pieces, room), pieces), *last) if room >= 0 else kept


def _with_words(kept: tuple[Piece, ...], pieces: tuple[Piece, ...]) -> tuple[Piece, ...]:
    """Return what is kept of some pieces, less a key at the end whose word for what it does is not."""
    roles = tuple(role for _, role in pieces[len(kept) - 1 : len(kept) + 1]) if kept else ()
    return kept[:-1] if roles == ("accent", "dim") else kept


def _fitting(pieces: tuple[Piece, ...], cells: int) -> tuple[Piece, ...]:
    kept: list[Piece] = []
    for text, role in pieces:
        cells -= width(text)
        if cells < 0:
            break
        kept.append((text, role))
    return tuple(kept)
