"""The table of models: a row for each, with fewer columns where there is less room."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from typing import TYPE_CHECKING, ClassVar

from msgspec import Struct
from textual.binding import Binding, BindingType
from textual.message import Message

from genai_tui.catalog.attribute import ENDED
from genai_tui.catalog.attributes import ATTRIBUTES, COLUMNS, Attribute
from genai_tui.catalog.cells import clip, pad, width
from genai_tui.catalog.model import Catalog, Model
from genai_tui.catalog.provenance import overlaid, slot_differs
from genai_tui.catalog.sanitize import safe_line
from genai_tui.tui.messages import message
from genai_tui.tui.roles import DIFFERS, MARKED, OWN, UNKNOWN, code, hue, weights_mark
from genai_tui.tui.widgets.line_list import LineList
from genai_tui.tui.widgets.row_painter import Line, Piece

if TYPE_CHECKING:  # hits come with the first query
    from genai_tui.search.hit import Hit
    from genai_tui.search.normalize import Span

_NAME, _DAY = 16, 10
"""Cells: of a name at least, of a date to the day."""
_ENDS = 3 + 3 + 3
"""Cells of the mark, of the weights with `!` and ≠, and of the margin with the sign of the place."""
_GAP = 2
"""Cells after a column; the marks of its value stand there."""
_LONGEST_ORGANIZATION = 28
_KEPT = 2_000
"""Models whose values are kept as the table shows them."""
_ELSEWHERE = frozenset({"name", "weights", "cat"})
"""Attributes with a place of their own in every row."""
_USUAL = tuple(attribute.name for attribute in COLUMNS if attribute.name not in _ELSEWHERE)
"""The columns between name and weights in the order in which they come in."""


class _Columns(Struct, frozen=True):
    """Cells of the name, the columns that are shown with theirs, and whether codes of categories are."""

    name: int
    shown: tuple[tuple[Attribute, int], ...]
    letters: bool


def column_of(name: str) -> str | None:
    """Return the column in which an attribute is seen; None for what has no column, or is in every row."""
    attribute = ATTRIBUTES[ATTRIBUTES[name].column_of or name]
    return None if attribute.no_column or attribute.name in _ELSEWHERE else attribute.name


@functools.lru_cache(maxsize=64)
def _columns(cells: int, known: tuple[str, ...], asked: tuple[str, ...]) -> _Columns:
    """Return what fits beside the name: first what is `asked` for, then the others of `known` in turn."""
    room = cells - _ENDS - _NAME
    wanted = filter(None, map(column_of, asked))
    shown: dict[str, int] = {}
    letters = "cat" in asked
    room -= letters * 3
    for column in dict.fromkeys((*wanted, *known)):
        least = ATTRIBUTES[column].least_cells
        if room >= least + _GAP:
            shown[column] = least
            room -= least + _GAP
    if not letters and room >= 3 and cells >= 64:
        letters = True
        room -= 3
    for column in shown:
        wider = _DAY - shown[column]
        if ATTRIBUTES[column].kind == "date" and room >= wider:
            shown[column] = _DAY
            room -= wider
    more = 0
    if "org" in shown:
        more = min(_LONGEST_ORGANIZATION - shown["org"], max(0, room) * 2 // 5)
        shown["org"] += more
    order = (*_USUAL, *(name for name in shown if name not in _USUAL))
    columns = tuple((ATTRIBUTES[name], shown[name]) for name in order if name in shown)
    return _Columns(_NAME + room - more, columns, letters)


def _block(text: str, marks: str, cells: int, right: bool) -> str:
    """Return a column's text with its marks, which stand in the gap after it at the latest."""
    if right:
        return pad(text, cells, right=True) + pad(marks, _GAP)
    return pad(clip(text, cells) + marks, cells + _GAP)


class ModelTable(LineList):
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
        self._asked: tuple[str, ...] = ()
        self._known = tuple(name for name in _USUAL if ATTRIBUTES[name].known_in(catalog))
        self._drawn: dict[tuple[int, int], Line] = {}
        self._values_for: _Columns | None = None
        self._values: dict[str, tuple[Line, Line]] = {}

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
        asked: tuple[str, ...] = (),
    ) -> None:
        """Show these models with the cursor at `at`, or at the first where that is not among them.

        `hits` gives by a model's id what words met and where; `empty` is said where there are no models.
        `asked` names the attributes that the rows are in order of or filtered by, whose columns come first.
        """
        self._models, self._marked, self._hits, self._empty = models, marked, hits, empty
        self._asked, self._drawn = asked, {}
        place = next((i for i, model in enumerate(models, 1) if model.id == at), 1)
        self.set_reactive(ModelTable.cursor, min(place, len(models)))
        self.keep_in_sight()
        self.renew()

    def can_stand(self, index: int) -> bool:
        return 0 < index <= len(self._models)

    def line(self, index: int, cells: int) -> Line:
        if (index, cells) not in self._drawn:
            self._drawn[index, cells] = self._line(index, cells)
        return self._drawn[index, cells]

    def _line(self, index: int, cells: int) -> Line:
        columns = _columns(cells, self._known, self._asked)
        if index == 0:
            return ((self._heading(columns), "dim"),)
        if not self._models:
            return ((f"   {self._empty[index - 1]}", "text" if index == 1 else "dim"),)
        model = self._models[index - 1]
        mark = MARKED if model.id in self._marked else OWN if overlaid(model) else " "
        letters, values = self._values_of(model, columns)
        return ((f" {mark} ", "accent"), *letters, *self._name_pieces(model, columns.name), *values)

    def _values_of(self, model: Model, columns: _Columns) -> tuple[Line, Line]:
        """Return what stands before and after a model's name. It is the same for every query, and kept between keys."""
        if columns is not self._values_for or len(self._values) > _KEPT:
            self._values_for, self._values = columns, {}
        kept = self._values.get(model.id)
        if kept is None:
            kept = self._values[model.id] = (self._letters(model, columns), self._cells(model, columns))
        return kept

    def _letters(self, model: Model, columns: _Columns) -> Line:
        if not columns.letters:
            return ()
        doubt = ATTRIBUTES["cat"].marks(model)[-1:] or " "
        return ((f"{code(self._catalog, model.category)}{doubt}", hue(self._catalog, model.category)),)

    def _cells(self, model: Model, columns: _Columns) -> Line:
        pieces: list[Piece] = [(pad(ENDED, _GAP), "dim") if model.ended else (" " * _GAP, "text")]
        for attribute, size in columns.shown:
            text, marks = attribute.text(self._catalog, model), attribute.marks(model)
            if attribute.kind == "date":
                text = text[:size]
            shown = _block(text or UNKNOWN, marks, size, attribute.kind == "number")
            pieces.append((shown, "text" if text or marks else "dim"))
        weights = ATTRIBUTES["weights"]
        doubt = weights.marks(model)
        sign = weights_mark(model) if model.weights or not doubt else ""
        pieces.append((pad(sign + doubt, 2), "text" if sign != UNKNOWN else "dim"))
        if slot_differs(self._catalog, model):
            pieces.append((DIFFERS, "warn"))
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
        head += " " * _GAP
        for attribute, size in columns.shown:
            narrow = attribute.narrow_title and size < width(attribute.title)
            title = attribute.narrow_title if narrow else attribute.title
            head += _block(title, "", size, attribute.kind == "number")
        return head + "W"

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
