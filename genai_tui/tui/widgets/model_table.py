"""The table of models: one row a model, columns that give way as the room shrinks."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from typing import TYPE_CHECKING, ClassVar

from msgspec import Struct
from textual.binding import Binding, BindingType
from textual.message import Message

from genai_tui.catalog.claims import overlaid, slot_differs, state_of
from genai_tui.catalog.export import context_text, makers, parameters_text, price_text
from genai_tui.catalog.model import Catalog, Model
from genai_tui.catalog.text import clip, pad, safe_line, width
from genai_tui.search.ordering import Order, orders_of
from genai_tui.tui.looks import DIFFERS, MARKED, OWN, UNKNOWN, code, hue, weights_mark
from genai_tui.tui.messages import message
from genai_tui.tui.widgets.lines import Line, Lines, Piece

if TYPE_CHECKING:  # hits come with the first query
    from genai_tui.search.folding import Span
    from genai_tui.search.hits import Hit

_NAME, _ORGANIZATION, _MONTH, _DAY, _PARAMETERS, _OFFER = 16, 9, 7, 10, 7, 6
"""Cells: of a name and an organization at least, of a date to the month and to the day, of numbers."""
_ENDS = 3 + 4 + 2
"""Cells of the mark, of the weights with the ≠, and of the margin with the sign of the place."""
_COLUMNS: dict[Order, int] = {
    "organization": _ORGANIZATION, "date": _MONTH, "parameters": _PARAMETERS, "price": _OFFER, "context": _OFFER,
}  # fmt: skip
"""The columns between name and weights in the order in which they come in, and what each takes at least."""
_LONGEST_ORGANIZATION = 28


class _Columns(Struct, frozen=True):
    """Widths in cells of name, organization and date, which columns are shown, and whether the codes are."""

    name: int
    organization: int
    date: int
    shown: frozenset[Order]
    letters: bool


@functools.lru_cache(maxsize=64)
def _columns(cells: int, known: tuple[Order, ...], order: Order) -> _Columns:
    """Return what fits beside the name: first what the rows are in order of, then the others of `known` in turn."""
    room = cells - _ENDS - _NAME
    shown: set[Order] = set()
    for column in sorted(known, key=lambda each: each != order):
        if room >= _COLUMNS[column] + 2:
            shown.add(column)
            room -= _COLUMNS[column] + 2
    letters = room >= 3 and cells >= 64
    room -= letters * 3
    day = "date" in shown and room >= _DAY - _MONTH
    room -= day * (_DAY - _MONTH)
    more = 0
    if "organization" in shown:
        more = min(_LONGEST_ORGANIZATION - _ORGANIZATION, max(0, room) * 2 // 5)
    date = _DAY if day else _MONTH
    return _Columns(_NAME + room - more, _ORGANIZATION + more, date, frozenset(shown), letters)


class ModelTable(Lines):
    """Models, best or first on top."""

    TELLS = True
    HEADS = 1
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,right,l", "choose", "Open", show=False, id="table.choose"),
        Binding("space", "mark", "Mark", show=False, id="table.mark"),
    ]

    @message
    class Highlighted(Message):
        """The cursor came to a model."""

        model_id: str

    @message
    class Chosen(Message):
        """The reader opened a model."""

        model_id: str

    @message
    class Marked(Message):
        """The reader marked a model or took the mark away."""

        model_id: str

    def __init__(self, catalog: Catalog, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._catalog = catalog
        self._models: tuple[Model, ...] = ()
        self._marked: frozenset[str] = frozenset()
        self._hits: Mapping[str, Hit] = {}
        self._empty: tuple[str, ...] = ()
        self._order: Order = "best"
        without = () if any(model.parameters for model in catalog) else ("parameters",)
        known = set(orders_of(catalog)).difference(without)
        self._known = tuple(each for each in _COLUMNS if each in known)
        self._drawn: dict[tuple[int, int], Line] = {}

    @property
    def count(self) -> int:
        return 1 + len(self._models or self._empty)

    @property
    def model(self) -> Model | None:
        """The model under the cursor."""
        return self._models[self.cursor - 1] if self._models and self.cursor else None

    @property
    def models(self) -> tuple[Model, ...]:
        """The models of the rows, in order."""
        return self._models

    def show(
        self,
        models: tuple[Model, ...],
        marked: frozenset[str],
        hits: Mapping[str, Hit],
        at: str | None,
        empty: tuple[str, ...] = (),
        order: Order = "best",
    ) -> None:
        """Show these models with the cursor at `at`, or at the first where that is not among them.

        They stand in `order`. `hits` gives by a model's id what words met and where; `empty` is said where
        there are no models.
        """
        self._models, self._marked, self._hits, self._empty = models, marked, hits, empty
        self._order, self._drawn = order, {}
        place = next((i for i, model in enumerate(models, 1) if model.id == at), 1)
        self.set_reactive(ModelTable.cursor, min(place, len(models)))
        self._keep_in_sight()
        self.renew()

    def can_stand(self, index: int) -> bool:
        return 0 < index <= len(self._models)

    def line(self, index: int, cells: int) -> Line:
        if (index, cells) not in self._drawn:
            self._drawn[index, cells] = self._line(index, cells)
        return self._drawn[index, cells]

    def _line(self, index: int, cells: int) -> Line:
        columns = _columns(cells, self._known, self._order)
        if index == 0:
            return ((self._heading(columns), "dim"),)
        if not self._models:
            return ((f"   {self._empty[index - 1]}", "text" if index == 1 else "dim"),)
        model = self._models[index - 1]
        mark = MARKED if model.id in self._marked else OWN if overlaid(model) else " "
        pieces: list[Piece] = [(f" {mark} ", "accent")]
        if columns.letters:
            pieces.append((code(self._catalog, model.category) + " ", hue(self._catalog, model.category)))
        pieces += self._name_pieces(model, columns.name)
        if "organization" in columns.shown:
            pieces.append(("  " + pad(makers(self._catalog, model) or UNKNOWN, columns.organization), "text"))
        if "date" in columns.shown:
            date = model.released.date[: columns.date] if model.released else UNKNOWN
            pieces.append(("  " + pad(date, columns.date), "text"))
        if "parameters" in columns.shown:
            disputed = state_of(model, "parameters") == "disputed"
            shown = parameters_text(model)
            text = f"{shown or UNKNOWN}{'!' if shown and disputed else ' '}"
            pieces.append((" " + pad(text, _PARAMETERS + 1, right=True), "text" if shown else "dim"))
        for column, text_of in (("price", price_text), ("context", context_text)):
            if column not in columns.shown:
                continue
            text = text_of(model)
            pieces.append(("  " + pad(text or UNKNOWN, _OFFER, right=True), "text" if text else "dim"))
        pieces.append(("  " + weights_mark(model), "text" if model.weights else "dim"))
        if slot_differs(self._catalog, model):
            pieces.append((f" {DIFFERS}", "warn"))
        return tuple(pieces)

    def _name_pieces(self, model: Model, cells: int) -> list[Piece]:
        """Return the name with matched letters lit; where another spelling matched, that one beside it."""
        name = safe_line(model.name)
        hit = self._hits.get(model.id)
        matched, spans = (hit.matched, hit.spans) if hit else ("", ())
        if not spans:
            return [(pad(name, cells), "text")]
        if matched == model.name and name == matched:
            return _light(clip(name, cells), spans, cells)
        beside = clip(name, cells)
        room = cells - width(beside) - 3
        if room < 4:
            return [(pad(beside, cells), "text")]
        return [(f"{beside} (", "text"), *_light(clip(safe_line(matched), room), spans, 0), (")", "text"),
                (" " * max(0, cells - width(beside) - 3 - width(clip(safe_line(matched), room))), "text")]  # fmt: skip

    def _heading(self, columns: _Columns) -> str:
        head = "   " + " " * 3 * columns.letters + pad("Name", columns.name)
        if "organization" in columns.shown:
            head += "  " + pad("Organization" if columns.organization >= 12 else "Org", columns.organization)
        head += "  " + pad("Date", columns.date) if "date" in columns.shown else ""
        head += " " + pad("Params ", _PARAMETERS + 1, right=True) if "parameters" in columns.shown else ""
        for column, title in (("price", "$/M in"), ("context", "Contxt")):
            head += "  " + pad(title, _OFFER, right=True) if column in columns.shown else ""
        return head + "  W"

    def cursor_moved(self) -> None:
        if self.model:
            self.post_message(self.Highlighted(self.model.id))

    def action_choose(self) -> None:
        if self.model:
            self.post_message(self.Chosen(self.model.id))

    def action_mark(self) -> None:
        if self.model:
            self.post_message(self.Marked(self.model.id))

    def clicked(self, again: bool) -> None:
        if again:
            self.action_choose()


def _light(text: str, spans: tuple[Span, ...], cells: int) -> list[Piece]:
    """Return `text` in pieces, those within `spans` lit, filled to `cells`."""
    pieces: list[Piece] = []
    at = 0
    for start, end in spans:
        if start >= len(text):
            break
        if start > at:
            pieces.append((text[at:start], "text"))
        pieces.append((text[start:end], "lit"))
        at = end
    pieces.append((text[at:] + " " * max(0, cells - width(text)), "text"))
    return pieces
