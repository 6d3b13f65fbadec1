"""The list of the menu: a line for each entry with name, keys and help, the chosen one told without colour."""

from __future__ import annotations

from textual.geometry import Size
from textual.message import Message

from genai_tui.catalog.cells import width, wrap
from genai_tui.catalog.sanitize import safe_line
from genai_tui.tui.messages import message
from genai_tui.tui.widgets.line_list import LineList
from genai_tui.tui.widgets.row_painter import Line, RowState
from genai_tui.view.menu import Entry, Menu

_NAME, _KEYS = 14, 9
"""Cells of a name and of keys, which may need more."""


class MenuList(LineList, can_focus=False):
    """What can be done, or what can be typed next; the keyboard stays with the line that it belongs to."""

    class Clicked(Message):
        """The reader clicked on the chosen entry."""

    @message
    class Told(Message):
        """The help of the chosen entry is cut in its line, and stands here in full; empty where nothing is cut."""

        help: str

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self.menu = Menu()
        """What is listed."""
        self._rows: tuple[tuple[int, str], ...] = ()
        """The place of the entry of each row, and the part of its words that stands there."""
        self._cells = 0
        self._is_chosen = False
        self._told = ""

    @property
    def count(self) -> int:
        return len(self._rows)

    @property
    def entry(self) -> Entry | None:
        """The chosen entry."""
        return self.menu.entries[self._rows[self.cursor][0]] if self._is_chosen else None

    @property
    def is_at_top(self) -> bool:
        """Whether no entry lies above the chosen one."""
        return not self._is_chosen or not any(map(self.can_stand, range(self.cursor)))

    def show(self, menu: Menu) -> None:
        """Show these entries from the first one on."""
        self.menu = menu
        self._lay_out(self._cells)
        self.top = 0
        self.choose(menu.at)

    def renew(self) -> None:
        super().renew()
        entry = self.entry
        cut = entry is not None and width(_name(entry)) + width(_words(entry)) > self.content_size.width - 1
        told = _words(entry) if entry is not None and entry.look == "command" and cut else ""
        if told != self._told and self.content_size.width:
            self._told = told
            self.post_message(self.Told(told))

    def choose(self, place: int) -> None:
        """Choose the entry of a place; none where it is -1."""
        row = next((row for row, (entry, _) in enumerate(self._rows) if entry == place), None)
        self._is_chosen = row is not None
        self.set_reactive(MenuList.cursor, row or 0)
        self.keep_in_sight()
        self.renew()

    def step(self, step: int) -> None:
        """Choose the next entry, or the one before; the first where none was chosen."""
        if self._is_chosen:
            self.action_move(step)
        elif self.menu.entries:
            places = range(len(self.menu.entries))[:: 1 if step > 0 else -1]
            self.choose(next((each for each in places if self.menu.entries[each].can_be_chosen), -1))

    def round(self, step: int) -> None:
        """Choose the next entry, the first one after the last."""
        before = self.cursor, self._is_chosen
        self.step(step)
        if (self.cursor, self._is_chosen) == before:
            self._is_chosen = False
            self.step(step)

    def can_stand(self, index: int) -> bool:
        return self.menu.entries[self._rows[index][0]].can_be_chosen and self._begins(index)

    def _begins(self, index: int) -> bool:
        """Tell whether an entry begins in a row."""
        return index == 0 or self._rows[index - 1][0] != self._rows[index][0]

    def keep_in_sight(self) -> None:
        """Scroll as far as it takes to see the chosen entry, with the heading over the first."""
        super().keep_in_sight()
        if self.is_at_top:
            self.top = 0

    def fit(self, cells: int) -> None:
        """Lay out for a width, which is known before the first frame."""
        if cells != self._cells:
            chosen = self._rows[self.cursor][0] if self._is_chosen else -1
            self._lay_out(cells)
            self.choose(chosen)

    def on_resize(self) -> None:
        self.fit(self.content_size.width)  # the base class answers the event by itself after this

    def _lay_out(self, cells: int) -> None:
        """Give each command a row, and what is only to be read as many as it takes."""
        self._cells = cells
        rows: list[tuple[int, str]] = []
        for place, entry in enumerate(self.menu.entries):
            parts = [""]
            if entry.look == "prose":
                parts = wrap(safe_line(entry.line), max(8, cells - 2))
            elif entry.look == "told":
                parts = wrap(safe_line(entry.help), max(8, cells - width(_name(entry)) - 2))
            rows += [(place, part) for part in parts]
        self._rows = tuple(rows)

    def row_state(self, row: int, size: Size) -> RowState:
        # The line above has the keyboard, and acts on the chosen entry.
        pieces, mode, thumb = super().row_state(row, size)
        return pieces, 2 if mode and self._is_chosen else 0, thumb

    def line(self, index: int, cells: int) -> Line:
        place, part = self._rows[index]
        entry = self.menu.entries[place]
        if entry.look == "prose":
            return ((f" {part}", "text"),)
        if entry.look == "heading":
            return ((f" {entry.line}", "strong"),)
        name = _name(entry)
        if entry.look == "told":
            return ((name if self._begins(index) else " " * width(name), "text"), (part, "text"))
        words = _words(entry)
        if entry.reason:
            return ((f"{name}{words}", "dim"),)
        named = _named(entry)
        return ((named, "text"), (name[len(named) :], "accent"), (words, "dim" if entry.record else "text"))

    def clicked(self, again: bool) -> None:
        self._is_chosen = True
        self.renew()
        if again:
            self.post_message(self.Clicked())


def _words(entry: Entry) -> str:
    """Return why an entry cannot be done, and its help."""
    return safe_line(" · ".join(filter(None, (entry.reason, entry.help))))


def _named(entry: Entry) -> str:
    """Return the name of an entry in its column."""
    return _filled(f" {safe_line(entry.name or entry.line)}", _NAME) + " "


def _name(entry: Entry) -> str:
    """Return the name of an entry and its keys in their columns.

    What is longer than its column pushes the next one on only as far as it must.
    """
    name = _named(entry)
    return name + _filled(entry.keys, _NAME + _KEYS + 1 - width(name)) + " "


def _filled(text: str, cells: int) -> str:
    return text + " " * max(0, cells - width(text))
