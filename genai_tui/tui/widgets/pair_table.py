"""The table of pairs that differ in a field: the model, what each side says, and how far apart they are."""

from __future__ import annotations

from typing import ClassVar

from msgspec import Struct
from textual.binding import Binding, BindingType
from textual.message import Message

from genai_tui.catalog.cells import clip, pad, width, wrap
from genai_tui.catalog.disagreement import SAME, Disagreement
from genai_tui.catalog.model import Catalog
from genai_tui.catalog.name_cuts import cut
from genai_tui.catalog.sanitize import safe_line
from genai_tui.tui.messages import message
from genai_tui.tui.roles import UNKNOWN
from genai_tui.tui.widgets.line_list import LineList
from genai_tui.tui.widgets.row_painter import Line

_SAME = "same?"
_ENDS = 3
"""Cells of the margin, and of the sign of the place."""
_GAP = 2
_LEAST = 12
"""Cells of a name, or of a heading, before anything gives way to it."""
_WIDEST = 32
"""Cells of a heading, the title of a catalog, where there is room."""


class _Columns(Struct, frozen=True):
    """Cells of the name, of both values, of the distance and of `same?`; and whether values say who says them."""

    name: int
    one: int
    other: int
    apart: int
    same: int
    by: bool


class PairTable(LineList):
    """Pairs, the farthest apart on top, those that may be two models last."""

    TELLS = True
    HEADS = 1
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "choose", "Open", show=False, id="pairs.choose"),
        Binding("right,l", "enter", "Both sides", show=False, id="pairs.enter"),
    ]

    @message
    class Highlighted(Message):
        """The cursor came to the pair at a place."""

        number: int

    class Chosen(Message):
        """The reader opened the model of the pair under the cursor."""

    class Entered(Message):
        """The reader went on to both sides of the pair under the cursor."""

    def __init__(self, catalog: Catalog, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._catalog = catalog
        self._pairs: tuple[Disagreement, ...] = ()
        self._heads = ("", "")
        self._sizes: tuple[int, _Columns] | None = None
        self._differ_in_catalogs = False
        self._empty = ""

    def turn_to(self, catalog: Catalog) -> None:
        """Take a catalog as of another day; what is to be shown of it follows."""
        self._catalog = catalog

    @property
    def count(self) -> int:
        return 1 + (len(self._pairs) or len(self._words(self.content_size.width)))

    @property
    def number(self) -> int | None:
        """The place of the pair under the cursor; None where there is none."""
        return self.cursor - 1 if 0 < self.cursor <= len(self._pairs) else None

    def show(self, pairs: tuple[Disagreement, ...], at: int, empty: str) -> None:
        """Show these pairs with the cursor at the one of a place; `empty` is said where there are none."""
        self._pairs, self._empty, self._sizes = pairs, empty, None
        catalogs = {tuple(side.catalog for side in each.sides[:2]) for each in pairs if each.sides[0].key}
        self._differ_in_catalogs = len(catalogs) > 1
        one, other = next(iter(catalogs)) if len(catalogs) == 1 else ("One says", "Another says")
        self._heads = safe_line(one), safe_line(other)
        self.set_reactive(PairTable.cursor, at + 1 if pairs else 0)
        self.keep_in_sight()
        self.renew()

    def can_stand(self, index: int) -> bool:
        return 0 < index <= len(self._pairs)

    def line(self, index: int, cells: int) -> Line:
        if not self._pairs:
            words = self._words(cells)
            return ((f" {words[index - 1]}", "dim"),) if 0 < index <= len(words) else ()
        fit = self._columns(cells)
        name, one, other, apart, same = fit.name, fit.one, fit.other, fit.apart, fit.same
        gap = " " * _GAP
        if index == 0:
            heads = [pad("Model", name), pad(self._heads[0], one), pad(self._heads[1], other)]
            heads += [pad("apart", apart, right=True)] if apart else []
            return ((f" {gap.join(heads)}", "dim"),)
        each = self._pairs[index - 1]
        values = [self._value(each, number, fit.by) for number in (0, 1)]
        more = f" +{len(each.sides) - 2}" if len(each.sides) > 2 else ""
        pieces = [
            (f" {pad(cut(self._model_name(each), name).text, name)}{gap}", "text"),
            (f"{pad(values[0], one)}{gap}", "text"),
            (pad(clip(values[1], other - len(more)) + more, other), "text"),
        ]
        if apart:
            pieces.append((f"{gap}{pad(each.apart, apart, right=True)}", "dim"))
        if same:
            pieces.append((f"{gap}{_SAME if each.other else ''}", "warn"))
        return tuple(pieces)

    def _words(self, cells: int) -> list[str]:
        """Return the lines that are said where there are no pairs."""
        return wrap(self._empty, max(8, cells - _ENDS))

    def _columns(self, cells: int) -> _Columns:
        """Return what fits: names come before values that take more than is usual, then who says it, then the distance."""
        if self._sizes is None or self._sizes[0] != cells:
            self._sizes = cells, self._fitted(cells - _ENDS - 2 * _GAP)
        return self._sizes[1]

    def _fitted(self, room: int) -> _Columns:
        asked = all(
            each.field == SAME for each in self._pairs
        )  # every pair is such a question, so no row says so
        same = len(_SAME) if not asked and any(each.other for each in self._pairs) else 0
        room -= same + _GAP if same else 0
        apart = max((width(each.apart) for each in self._pairs), default=0)
        apart = max(len("apart"), apart) + _GAP if apart else 0
        names = max(5, *(width(self._model_name(each)) for each in self._pairs))
        heads, plain, named = self._needs(_WIDEST), self._needs(_LEAST), self._needs(_LEAST, by=True)
        if (
            min(names, _LEAST) + sum(plain) + apart > room
        ):  # values are worth more than how far they lie apart
            apart = 0
        room = max(3, room - apart)
        by = self._differ_in_catalogs and min(names, 2 * _LEAST) + sum(named) <= room
        one, other = named if by else heads if names + sum(heads) <= room else plain
        name = min(names, max(room // 3, room - one - other, room - 2 * _LEAST))
        one = min(one, max((room - name) // 2, room - name - other))
        return _Columns(name, one, min(room - name - one, other), max(0, apart - _GAP), same, by)

    def _needs(self, most: int, *, by: bool = False) -> tuple[int, int]:
        """Return the cells that the values of both sides need, and headings up to so many.

        They are told with the catalogs that say so where `by`.
        """
        one, other = (
            max(min(width(head), most), *(width(self._value(each, number, by)) for each in self._pairs))
            for number, head in enumerate(self._heads)
        )
        return one, other

    @staticmethod
    def _value(each: Disagreement, number: int, by: bool) -> str:
        side = each.sides[number]
        return safe_line(f"{side.value} ({side.catalog})" if by else side.value) or UNKNOWN

    def _model_name(self, each: Disagreement) -> str:
        model = self._catalog.model(each.model)
        return safe_line(model.name if model else each.model)

    def cursor_moved(self) -> None:
        if self.number is not None:
            self.post_message(self.Highlighted(self.number))

    def action_choose(self) -> None:
        if self.number is not None:
            self.post_message(self.Chosen())

    def action_enter(self) -> None:
        if self.number is not None:
            self.post_message(self.Entered())

    def clicked(self, again: bool) -> None:
        if again:
            self.action_choose()
