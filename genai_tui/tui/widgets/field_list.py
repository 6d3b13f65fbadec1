"""The list of fields in which catalogs differ, each with how many of those that both state differ."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.message import Message

from genai_tui.catalog.disagreement import SAME, FieldCount
from genai_tui.catalog.field_words import field_words
from genai_tui.tui.messages import message
from genai_tui.tui.roles import MARKED
from genai_tui.tui.widgets.line_list import LineList, fill
from genai_tui.tui.widgets.row_painter import Line, Piece


class FieldList(LineList):
    """Fields, those in which anything differs first."""

    TELLS = True
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,right,l", "choose", "Open", show=False, id="fields.choose"),
    ]

    @message
    class Highlighted(Message):
        """The cursor came to a field."""

        field: str

    class Chosen(Message):
        """The reader opened the field under the cursor."""

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._rows: tuple[FieldCount, ...] = ()
        self._joined = True

    @property
    def count(self) -> int:
        return max(1, len(self._rows))

    @property
    def field(self) -> str | None:
        """The field under the cursor."""
        return self._rows[self.cursor].field if self._rows else None

    def show(self, rows: tuple[FieldCount, ...], at: str | None, joined: bool) -> None:
        """Show these fields with the cursor at one of them; of `joined` catalogs with how many pairs state it."""
        self._rows, self._joined = rows, joined
        place = next((number for number, row in enumerate(rows) if row.field == at), 0)
        self.set_reactive(FieldList.cursor, place)
        self.keep_in_sight()
        self.renew()

    def can_stand(self, index: int) -> bool:
        return index < len(self._rows)

    def line(self, index: int, cells: int) -> Line:
        if not self._rows:
            return ((" No field differs.", "dim"),)
        row = self._rows[index]
        name = "one model?" if row.field == SAME else field_words(row.field)
        name = name[:1].upper() + name[1:]
        left: list[Piece] = [(f" {name}", "text" if row.differ else "dim")]
        if row.decided:
            left.append((f" {MARKED}{row.decided}", "dim"))
        of = f"{row.differ} of {row.both:>3} " if self._joined and row.field != SAME else f"{row.differ} "
        if self._joined and row.field == SAME:
            of = f"{row.differ}        "
        return fill(left, (of, "strong" if row.differ else "dim"), cells)

    def cursor_moved(self) -> None:
        if self.field is not None:
            self.post_message(self.Highlighted(self.field))

    def action_choose(self) -> None:
        self.post_message(self.Chosen())

    def clicked(self, again: bool) -> None:
        if again:
            self.action_choose()
