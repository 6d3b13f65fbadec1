"""The table of records: a row for each, with fewer columns where there is less room."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar

from textual.binding import Binding, BindingType
from textual.message import Message

from genai_tui.catalog.cells import clip, pad, width, wrap
from genai_tui.catalog.model import Catalog
from genai_tui.catalog.name_cuts import Cut, cut, cut_apart, cut_first
from genai_tui.catalog.position import position_of
from genai_tui.catalog.provenance import overlaid
from genai_tui.catalog.sanitize import safe_line
from genai_tui.tui.messages import message
from genai_tui.tui.roles import MARKED, OWN, STAR, UNKNOWN
from genai_tui.tui.widgets.line_list import LINES_KEPT, LineList
from genai_tui.tui.widgets.row_painter import Line, Piece
from genai_tui.tui.widgets.table_columns import GAP, Columns, Layout, columns_in, needs_of
from genai_tui.view.bounded_cache import BoundedCache
from genai_tui.view.pane_widths import NameCells, TableNeeds, name_cells

if TYPE_CHECKING:  # hits come with the first query
    from genai_tui.search.hit import Hit
    from genai_tui.search.normalize import Span

_KEPT = 2_000
"""Records whose values are kept as the table shows them."""


def _block(text: str, marks: str, cells: int, right: bool) -> str:
    """Return a column's text with its marks, which stand in the gap after it at the latest."""
    if right:
        return pad(text, cells, right=True) + pad(marks, GAP)
    return pad(cut_first(text, cells) + marks, cells + GAP)


def _told(empty: Sequence[str], cells: int) -> list[tuple[str, bool]]:
    """Return the lines that are said where there are no records, each with whether it is of the first sentence."""
    words: list[tuple[str, bool]] = []
    for number, each in enumerate(empty):
        indent = " " * (len(each) - len(each.lstrip()))
        told = wrap(each.lstrip(), max(8, cells - 4 - len(indent))) or [""]
        words += [(f"{indent}{line}", number == 0) for line in told]
    return words


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

    @message
    class HeadPressed(Message):
        """The reader clicked on the heading of an attribute."""

        attribute: str

    def __init__(
        self,
        catalog: Catalog,
        *,
        columns: tuple[str, ...] = (),
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        """Show records of a catalog, with the columns of these attributes; none: as suits it."""
        super().__init__(id=id, classes=classes)
        self.row_layout = self.LAYOUT.with_columns(columns)
        self._catalog = catalog
        self._records: Sequence[Any] = ()
        self._marked: frozenset[str] = frozenset()
        self._hits: Mapping[str, Hit] = {}
        self._empty: tuple[str, ...] = ()
        self._asked: tuple[str, ...] = ()
        rows = self.row_layout.attributes.rows
        self._known = tuple(name for name in self.row_layout.usual if rows[name].known_in(catalog))
        spare = () if self.row_layout.chosen else self.row_layout.spare
        self._spare = tuple(each for each in spare if rows[each[0]].known_in(catalog))
        self._most: int | None = None
        """How many columns are shown at most; None: as many as fit."""
        self._cuts: tuple[Columns | None, dict[tuple[str, int], Cut]] = None, {}
        """Names that are too long whatever gives way to them, as they are cut."""
        self._drawn: BoundedCache[tuple[int, int], Line] = BoundedCache(LINES_KEPT)
        self._values_for: Columns | None = None
        self._values: dict[str, tuple[Line, int, Line]] = {}

    def turn_to(self, catalog: Catalog) -> None:
        """Take a catalog as of another day; what is to be shown of it follows."""
        self._catalog = catalog
        self._values = {}
        self._drawn.clear()

    @property
    def count(self) -> int:
        return 1 + len(self._records or _told(self._empty, self.content_size.width))

    @property
    def record(self) -> Any:
        """The record under the cursor; None where there is none."""
        return self._records[self.cursor - 1] if self._records and self.cursor else None

    @property
    def records(self) -> Sequence[Any]:
        """The records of the rows, in order."""
        return self._records

    def show(
        self,
        records: Sequence[Any],
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
        self._asked = asked
        self._drawn.clear()
        place = position_of(records, at) or 0
        self.set_reactive(LineList.cursor, min(place + 1, len(records)))
        self.keep_in_sight()
        self.renew()

    def every(self) -> Sequence[Any]:
        """Return all records of the kind, whether they are shown or not."""
        raise NotImplementedError

    @property
    def needs(self) -> TableNeeds:
        """What the table needs to show what it is asked for."""
        return needs_of(self.row_layout, self._known, self._asked, *self.measured)

    @cached_property
    def measured(self) -> tuple[NameCells, NameCells]:
        """What names of the catalog, and of the makers, need, whichever are shown: widths stay the same from key to key."""
        return name_cells(record.name for record in self.every()), self.LAYOUT.makers(self._catalog)

    def limit_columns(self, most: int) -> None:
        """Show at most so many columns."""
        if most != self._most:
            self._most = most
            self._drawn.clear()
            self.renew()

    def forget_values(self) -> None:
        """Read the values of all records anew, since more is known of them now."""
        self._values = {}
        self._drawn.clear()
        self.renew()

    def can_stand(self, index: int) -> bool:
        return 0 < index <= len(self._records)

    def line(self, index: int, cells: int) -> Line:
        return self._drawn.of((index, cells), lambda: self._line(index, cells))

    def _line(self, index: int, cells: int) -> Line:
        columns = self._columns(cells)
        if index == 0:
            return ((self._heading(columns), "dim"),)
        if not self._records:
            words, is_first = _told(self._empty, cells)[index - 1]
            return ((f"   {words}", "text" if is_first else "dim"),)
        record = self._records[index - 1]
        letters, name, values = self._values_of(record, columns)
        return (
            (f" {pad(self._signs(record), 2)}", "accent"),
            *letters,
            *self._name_pieces(record, name, columns),
            *values,
        )

    def _signs(self, record: Any) -> str:
        """Return two signs at most: marked or holding own fields, and starred."""
        starred = "starred" in self.row_layout.attributes.rows["is"].values(self._catalog, record)
        first = MARKED if record.id in self._marked else OWN * overlaid(record)
        return f"{first}{STAR * starred}"

    def _columns(self, cells: int) -> Columns:
        return columns_in(
            cells, self.row_layout, self._known, self._asked, *self.measured, self._most, self._spare
        )

    def _values_of(self, record: Any, columns: Columns) -> tuple[Line, int, Line]:
        """Return what stands before a record's name, the cells of the name, and what stands after it.

        It is the same for every query, and kept between keys.
        """
        if columns is not self._values_for or len(self._values) > _KEPT:
            self._values_for, self._values = columns, {}
        kept = self._values.get(record.id)
        if kept is None:
            cells = width(safe_line(record.name))
            beside = columns.of_name(cells)
            if cells > beside.name and beside.shown:
                beside = beside.over_blanks(cells, beside.shown[0][0].text(self._catalog, record))
            left = beside.name - cells if len(beside.shown) < len(columns.shown) else 0
            covered: Line = ((pad("…", left), "dim"),) if left > GAP else ()
            kept = self._values[record.id] = (
                self.letters(record) if columns.letters else (),
                cells if covered else beside.name,
                (*self.after_name(record), *covered, *self._cells(record, beside), *self.end(record)),
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

    def _name_pieces(self, record: Any, cells: int, columns: Columns) -> list[Piece]:
        """Return the name with matched letters lit; where another spelling matched, that one beside it."""
        name = safe_line(record.name)
        hit = self._hits.get(record.id)
        matched, spans = (hit.matched, hit.spans) if hit else ("", ())
        shown = self._cut(name, cells, columns)
        if not spans:
            return [(pad(shown.text, cells), "text")]
        if matched == record.name and name == matched:
            return _light(shown.text, _spans_left(spans, shown, len(name)), cells)
        room = cells - width(shown.text) - 3
        if room < 4:
            return [(pad(shown.text, cells), "text")]
        other = clip(safe_line(matched), room)
        left = " " * max(0, cells - width(shown.text) - 3 - width(other))
        return [(f"{shown.text} (", "text"), *_light(other, spans, 0), (")", "text"), (left, "text")]

    def _cut(self, name: str, cells: int, columns: Columns) -> Cut:
        """Return a name as it is shown: like no other one of the catalog, if it has to be cut."""
        if width(name) <= cells:
            return Cut(name, len(name), 0)
        if self._cuts[0] is not columns:
            names = (safe_line(record.name) for record in self.every()[:_KEPT])
            rooms = (
                (each, columns.of_name(width(each)).name) for each in names if width(each) > columns.name
            )
            self._cuts = columns, cut_apart((each, room) for each, room in rooms if width(each) > room)
        return self._cuts[1].get((name, cells)) or cut(name, cells)

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
        self._marked = marked
        self._drawn.clear()
        self.renew()

    def pressed(self, index: int, x: int) -> bool:
        if index:
            return False
        columns = self._columns(self.content_size.width)
        end = 3 + 3 * columns.letters + columns.name + GAP
        heads = [("name", end)]
        for attribute, size in columns.shown:
            heads.append((attribute.name, end := end + size + GAP))
        heads += [(self.row_layout.end, self.content_size.width)] if self.row_layout.end else []
        if hit := next((name for name, end in heads if x < end), ""):
            self.post_message(self.HeadPressed(hit))
        return True

    def clicked(self, again: bool) -> None:
        if again:
            self.action_choose()


def _spans_left(spans: tuple[Span, ...], shown: Cut, size: int) -> tuple[Span, ...]:
    """Return which parts of a cut text are lit, where these were lit of all its `size` characters."""
    if not shown.tail:
        return tuple((start, min(end, shown.head)) for start, end in spans if start < shown.head)
    moved = shown.head + 1 + shown.tail - size
    left: list[Span] = []
    for start, end in spans:
        if start < shown.head:
            left.append((start, min(end, shown.head)))
        if end > size - shown.tail:
            left.append((max(start, size - shown.tail) + moved, end + moved))
    return tuple(left)


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
