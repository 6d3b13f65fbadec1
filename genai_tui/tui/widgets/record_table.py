"""The table of records: a row for each, with fewer columns where there is less room."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar

from msgspec import Struct
from textual.binding import Binding, BindingType
from textual.message import Message

from genai_tui.catalog.attribute import Attribute, AttributeTable
from genai_tui.catalog.cells import clip, pad, width
from genai_tui.catalog.model import Catalog
from genai_tui.catalog.provenance import overlaid
from genai_tui.catalog.sanitize import safe_line
from genai_tui.tui.messages import message
from genai_tui.tui.roles import MARKED, OWN, UNKNOWN
from genai_tui.tui.widgets.line_list import LineList
from genai_tui.tui.widgets.row_painter import Line, Piece

if TYPE_CHECKING:  # hits come with the first query
    from genai_tui.search.hit import Hit
    from genai_tui.search.normalize import Span

NAME, _DAY = 16, 10
"""Cells: of a name at least, of a date to the day."""
GAP = 2
"""Cells after a column; the marks of its value stand there."""
_LONGEST_ORGANIZATION = 28
_KEPT = 2_000
"""Records whose values are kept as the table shows them."""


class Columns(Struct, frozen=True):
    """Cells of the name, the columns that are shown with theirs, and whether codes of categories are."""

    name: int
    shown: tuple[tuple[Attribute, int], ...]
    letters: bool


class Layout(Struct, frozen=True, eq=False):
    """What the rows of one kind of record have: columns, and what has a place of its own in every row."""

    attributes: AttributeTable
    elsewhere: frozenset[str]
    """Attributes with a place of their own."""
    ends: int
    """Cells before and after name and columns."""
    letters: str = ""
    """The attribute whose code stands before the name where there is room."""

    @property
    def usual(self) -> tuple[str, ...]:
        """The columns between the name and the end in the order in which they come in."""
        return tuple(each.name for each in self.attributes.columns if each.name not in self.elsewhere)

    def column_of(self, name: str) -> str | None:
        """Return the column in which an attribute is seen; None for what has no column, or is in every row."""
        rows = self.attributes.rows
        attribute = rows[rows[name].column_of or name]
        return None if attribute.no_column or attribute.name in self.elsewhere else attribute.name


@functools.lru_cache(maxsize=64)
def columns_in(cells: int, layout: Layout, known: tuple[str, ...], asked: tuple[str, ...]) -> Columns:
    """Return what fits beside the name: first what is `asked` for, then the others of `known` in turn."""
    rows = layout.attributes.rows
    room = cells - layout.ends - NAME
    wanted = filter(None, map(layout.column_of, asked))
    shown: dict[str, int] = {}
    letters = layout.letters in asked
    room -= letters * 3
    for column in dict.fromkeys((*wanted, *known)):
        least = rows[column].least_cells
        if room >= least + GAP:
            shown[column] = least
            room -= least + GAP
    if layout.letters and not letters and room >= 3 and cells >= 64:
        letters = True
        room -= 3
    for column in shown:
        wider = _DAY - shown[column]
        if rows[column].kind == "date" and room >= wider:
            shown[column] = _DAY
            room -= wider
    more = 0
    if "org" in shown:
        more = min(_LONGEST_ORGANIZATION - shown["org"], max(0, room) * 2 // 5)
        shown["org"] += more
    order = (*layout.usual, *(name for name in shown if name not in layout.usual))
    columns = tuple((rows[name], shown[name]) for name in order if name in shown)
    return Columns(NAME + room - more, columns, letters)


def _block(text: str, marks: str, cells: int, right: bool) -> str:
    """Return a column's text with its marks, which stand in the gap after it at the latest."""
    if right:
        return pad(text, cells, right=True) + pad(marks, GAP)
    return pad(clip(text, cells) + marks, cells + GAP)


class RecordTable(LineList):
    """Records, best or first on top."""

    TELLS = True
    HEADS = 1
    LAYOUT: ClassVar[Layout]
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,right,l", "choose", "Open", show=False, id="table.choose"),
        Binding("space", "mark", "Mark", show=False, id="table.mark"),
    ]

    @message
    class Highlighted(Message):
        """The cursor came to a record."""

        record_id: str

    @message
    class Chosen(Message):
        """The reader opened a record."""

        record_id: str

    @message
    class Marked(Message):
        """The reader marked a record or took the mark away."""

        record_id: str

    def __init__(self, catalog: Catalog, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._catalog = catalog
        self._records: tuple[Any, ...] = ()
        self._marked: frozenset[str] = frozenset()
        self._hits: Mapping[str, Hit] = {}
        self._empty: tuple[str, ...] = ()
        self._asked: tuple[str, ...] = ()
        rows = self.LAYOUT.attributes.rows
        self._known = tuple(name for name in self.LAYOUT.usual if rows[name].known_in(catalog))
        self._drawn: dict[tuple[int, int], Line] = {}
        self._values_for: Columns | None = None
        self._values: dict[str, tuple[Line, Line]] = {}

    def turn_to(self, catalog: Catalog) -> None:
        """Take a catalog as of another day; what is to be shown of it follows."""
        self._catalog = catalog
        self._values, self._drawn = {}, {}

    @property
    def count(self) -> int:
        return 1 + len(self._records or self._empty)

    @property
    def record(self) -> Any:
        """The record under the cursor; None where there is none."""
        return self._records[self.cursor - 1] if self._records and self.cursor else None

    @property
    def records(self) -> tuple[Any, ...]:
        """The records of the rows, in order."""
        return self._records

    def show(
        self,
        records: tuple[Any, ...],
        marked: frozenset[str],
        hits: Mapping[str, Hit],
        at: str | None,
        empty: tuple[str, ...] = (),
        asked: tuple[str, ...] = (),
    ) -> None:
        """Show these records with the cursor at `at`, or at the first where that is not among them.

        `hits` gives by a record's id what words met and where; `empty` is said where there are no records.
        `asked` names the attributes that the rows are in order of or filtered by, whose columns come first.
        """
        self._records, self._marked, self._hits, self._empty = records, marked, hits, empty
        self._asked, self._drawn = asked, {}
        place = next((i for i, record in enumerate(records, 1) if record.id == at), 1)
        self.set_reactive(LineList.cursor, min(place, len(records)))
        self.keep_in_sight()
        self.renew()

    def forget_values(self) -> None:
        """Read the values of all records anew, since more is known of them now."""
        self._values, self._drawn = {}, {}
        self.renew()

    def can_stand(self, index: int) -> bool:
        return 0 < index <= len(self._records)

    def line(self, index: int, cells: int) -> Line:
        if (index, cells) not in self._drawn:
            self._drawn[index, cells] = self._line(index, cells)
        return self._drawn[index, cells]

    def _line(self, index: int, cells: int) -> Line:
        columns = columns_in(cells, self.LAYOUT, self._known, self._asked)
        if index == 0:
            return ((self._heading(columns), "dim"),)
        if not self._records:
            return ((f"   {self._empty[index - 1]}", "text" if index == 1 else "dim"),)
        record = self._records[index - 1]
        mark = MARKED if record.id in self._marked else OWN if overlaid(record) else " "
        letters, values = self._values_of(record, columns)
        return ((f" {mark} ", "accent"), *letters, *self._name_pieces(record, columns.name), *values)

    def _values_of(self, record: Any, columns: Columns) -> tuple[Line, Line]:
        """Return what stands before and after a record's name. It is the same for every query, and kept between keys."""
        if columns is not self._values_for or len(self._values) > _KEPT:
            self._values_for, self._values = columns, {}
        kept = self._values.get(record.id)
        if kept is None:
            kept = self._values[record.id] = (
                self.letters(record) if columns.letters else (),
                (*self.after_name(record), *self._cells(record, columns), *self.end(record)),
            )
        return kept

    # What rows of one kind of record have besides columns

    def letters(self, record: Any) -> Line:
        """Return the code that stands before a name."""
        return ()

    def after_name(self, record: Any) -> Line:
        """Return the sign that stands after a name, in the gap."""
        return ((" " * GAP, "text"),)

    def end(self, record: Any) -> Line:
        """Return what stands at the end of a row."""
        return ()

    END_HEADING: ClassVar[str] = ""

    def _cells(self, record: Any, columns: Columns) -> Line:
        pieces: list[Piece] = []
        for attribute, size in columns.shown:
            text, marks = attribute.text(self._catalog, record), attribute.marks(record)
            if attribute.kind == "date":
                text = text[:size]
            shown = _block(text or UNKNOWN, marks, size, attribute.kind == "number")
            pieces.append((shown, "text" if text or marks else "dim"))
        return tuple(pieces)

    def _name_pieces(self, record: Any, cells: int) -> list[Piece]:
        """Return the name with matched letters lit; where another spelling matched, that one beside it."""
        name = safe_line(record.name)
        hit = self._hits.get(record.id)
        matched, spans = (hit.matched, hit.spans) if hit else ("", ())
        if not spans:
            return [(pad(name, cells), "text")]
        if matched == record.name and name == matched:
            return _light(clip(name, cells), spans, cells)
        beside = clip(name, cells)
        room = cells - width(beside) - 3
        if room < 4:
            return [(pad(beside, cells), "text")]
        return [(f"{beside} (", "text"), *_light(clip(safe_line(matched), room), spans, 0), (")", "text"),
                (" " * max(0, cells - width(beside) - 3 - width(clip(safe_line(matched), room))), "text")]  # fmt: skip

    def _heading(self, columns: Columns) -> str:
        head = "   " + " " * 3 * columns.letters + pad("Name", columns.name)
        head += " " * GAP
        for attribute, size in columns.shown:
            narrow = attribute.narrow_title and size < width(attribute.title)
            title = attribute.narrow_title if narrow else attribute.title
            head += _block(title, "", size, attribute.kind == "number")
        return head + self.END_HEADING

    def cursor_moved(self) -> None:
        if self.record:
            self.post_message(self.Highlighted(self.record.id))

    def action_choose(self) -> None:
        if self.record:
            self.post_message(self.Chosen(self.record.id))

    def action_mark(self) -> None:
        """Tell of the record at the cursor, and go on at once: the next key may be on its way already."""
        if self.record:
            self.post_message(self.Marked(self.record.id))
            self.action_move(1)

    def show_marks(self, marked: frozenset[str]) -> None:
        """Show which records are marked; the cursor stays where it is by now."""
        self._marked, self._drawn = marked, {}
        self.renew()

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
