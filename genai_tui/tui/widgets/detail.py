"""The detail pane: pages as tabs, items as wrapped lines, links under the cursor."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from msgspec import Struct
from textual.binding import Binding, BindingType
from textual.geometry import Size
from textual.message import Message

from genai_tui.catalog import hyperlink
from genai_tui.catalog.annotations import is_starred
from genai_tui.catalog.attributes import ATTRIBUTES
from genai_tui.catalog.cells import count_of, pad, width, wrap
from genai_tui.catalog.describe import Item, Link, Page
from genai_tui.catalog.describe_category import category_pages, labels, models_in
from genai_tui.catalog.describe_model import model_pages
from genai_tui.catalog.describe_organization import models_of, organization_pages
from genai_tui.catalog.labels import shown_label
from genai_tui.catalog.model import Catalog
from genai_tui.catalog.sanitize import safe_line
from genai_tui.catalog.ties import Tie
from genai_tui.tui.messages import message
from genai_tui.tui.roles import STAR, code, hue
from genai_tui.tui.widgets.line_list import LineList
from genai_tui.tui.widgets.row_painter import Line, Piece
from genai_tui.view.record_ref import RecordRef

_HANG = 3
"""Cells before the text of a bullet, and of a fact whose words need the whole width."""
_LABEL, _LONGEST_LABEL = 10, 14
"""Cells of the labels of facts at least; and how long one may be for all others to have as many."""
_ROLES = {"heading": "strong", "quiet": "dim", "tag": "dim", "title": "strong"}


class Shown(Struct, frozen=True):
    """A record as the pane shows it: its name, a line of tags with their hue, its pages."""

    title: str
    tags: str
    hue: str
    pages: tuple[Page, ...]


def shown_record(catalog: Catalog, record: RecordRef) -> Shown | None:
    """Return what to show of a record; None for a model that the catalog does not hold."""
    if record.kind == "organization":
        return _shown_organization(catalog, record.id)
    if record.kind == "category":
        return _shown_category(catalog, record.id)
    model = catalog.model(record.id)
    if model is None:
        return None
    category = catalog.category(model.category)
    label = safe_line(shown_label(catalog, category.label)) if category else model.category
    star = f"{STAR} " if is_starred(catalog, "model", model.id) else ""
    makers = ATTRIBUTES["org"].text(catalog, model)
    tags = f"{star}{code(catalog, model.category)} {label} · {makers}".rstrip(" ·")
    return Shown(model.name, tags, hue(catalog, model.category), model_pages(catalog, model))


def _shown_organization(catalog: Catalog, organization_id: str) -> Shown:
    known = catalog.organization(organization_id)
    if known is None:
        return Shown(organization_id, "no record of this organization", "dim", ())
    count = len(models_of(catalog, organization_id))
    star = f"{STAR} " if is_starred(catalog, "organization", organization_id) else ""
    tags = f"{star}{known.kind or 'organization'} · {count_of(count, 'model')}"
    return Shown(known.name, tags, "dim", organization_pages(catalog, known))


def _shown_category(catalog: Catalog, category_id: str) -> Shown | None:
    category = catalog.category(category_id)
    if category is None:
        return None
    count = count_of(len(models_in(catalog, category_id)), "model")
    tags = f"{code(catalog, category_id)} {safe_line(category_id)} · {count}"
    return Shown(labels(category), tags, hue(catalog, category_id), category_pages(catalog, category))


class _Row(Struct, frozen=True):
    pieces: Line
    item: Item | None = None


class Detail(LineList):
    """Everything about one record, a page at a time."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("right,l", "turn(1)", "Next tab", show=False, id="detail.next_tab"),
        Binding("left,h", "turn(-1)", "Previous tab", show=False, id="detail.previous_tab"),
        Binding("enter", "follow", "Follow link", show=False, id="detail.follow"),
    ]

    @message
    class Followed(Message):
        """The reader followed a link."""

        link: Link

    @message
    class Turned(Message):
        """The reader turned to another tab."""

        tab: int

    @message
    class Asked(Message):
        """The reader asked what stands behind ties that lead to no record."""

        ties: tuple[Tie, ...]

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._record = Shown("", "", "dim", ())
        self._page = 0
        self._rows: list[_Row] = []
        self._cells = 0
        self._head = 0
        """Rows above the text of the page."""
        self._tab_rows: dict[int, list[tuple[int, str]]] = {}
        """The tabs by the row in which they stand, each as the number of its page and its text."""

    @property
    def count(self) -> int:
        return len(self._rows)

    @property
    def item(self) -> Item | None:
        """The item under the cursor."""
        return self._rows[self.cursor].item if self.cursor < len(self._rows) else None

    @property
    def pages_title(self) -> str:
        """The name of the record that is shown."""
        return self._record.title

    @property
    def has_tabs(self) -> bool:
        """Whether there is more than one page to turn to."""
        return len(self._record.pages) > 1

    @property
    def page_title(self) -> str:
        """The name of the page that is shown."""
        pages = self._record.pages
        return pages[min(self._page, len(pages) - 1)].title if pages else ""

    def show(self, record: Shown, tab: int | None = None) -> None:
        """Show a record, at a tab if one is given; else the chosen one stays where the record has as many."""
        self._record = record
        self._page = self._page if tab is None else tab
        self._lay_out()
        self.top = 0
        self.set_reactive(Detail.cursor, self._first())
        self.renew()

    def stand_on(self, wanted: Callable[[Item], bool]) -> None:
        """Put the cursor on the first item that is wanted, if there is one."""
        rows = enumerate(self._rows)
        self.cursor = next((i for i, row in rows if row.item and wanted(row.item)), self.cursor)
        self.renew()

    def turn(self, step: int) -> None:
        """Turn to the next or previous page, round and round."""
        pages = len(self._record.pages)
        if pages > 1:
            self._page = (min(self._page, pages - 1) + step) % pages
            self.show(self._record)
            self.post_message(self.Turned(self._page))

    def on_resize(self) -> None:
        self._fit(self.content_size.width)
        self.refresh()  # the base class answers the event by itself after this

    def can_stand(self, index: int) -> bool:
        item = self._rows[index].item
        return item is not None and (index == 0 or self._rows[index - 1].item is not item)

    def line(self, index: int, cells: int) -> Line:
        return self._rows[index].pieces

    def _first(self) -> int:
        return next((i for i, row in enumerate(self._rows) if row.item and row.item.look != "heading"), 0)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return how many rows there are, for a page that is as high as what stands on it."""
        self._fit(width)  # before the first frame, which comes before the event of the new size
        return len(self._rows)

    def _fit(self, cells: int) -> None:
        """Lay out anew for another width, with the cursor on its item."""
        if cells == self._cells:
            return
        item, self._cells = self.item, cells
        self._lay_out()
        same = next((i for i, row in enumerate(self._rows) if row.item and row.item is item), None)
        self.set_reactive(Detail.cursor, self._first() if same is None else same)

    def _text_cells(self, cells: int) -> int:
        """Return the cells that the text of a page has in a pane of so many."""
        return cells

    def _lay_out(self) -> None:
        cells, record = self._cells, self._record
        page = min(self._page, len(record.pages) - 1)
        rows: list[_Row] = []
        self._tab_rows = {}
        if record.title or record.tags:
            rows = [_Row(((line, "strong"),)) for line in wrap(safe_line(record.title), max(8, cells - 2))]
            rows = [_Row(((" ", "text"), *row.pieces)) for row in rows]
            tags = wrap(record.tags, max(8, cells - 2)) if record.tags else ()
            rows += [_Row(((" ", "text"), (line, record.hue))) for line in tags]
        if len(record.pages) > 1:
            rows.append(_Row(()))
            for tabs in _tabs(record.pages, page, cells):
                self._tab_rows[len(rows)] = [(number, piece[0]) for number, piece in tabs]
                rows.append(_Row(tuple(piece for _, piece in tabs)))
        if rows:
            rows.append(_Row(()))
        self._head = len(rows)
        cells = self._text_cells(cells)
        items = record.pages[page].items if record.pages else ()
        labels = max((width(item.label) for item in items if item.look == "fact"), default=0)
        labels = max(_LABEL, min(labels, _LONGEST_LABEL))
        for number, item in enumerate(items):
            heading_follows = number and item.look == "heading"
            left_prose = number and items[number - 1].look == "prose" != item.look and not heading_follows
            if heading_follows or left_prose:
                rows.append(_Row(()))
            rows += [_Row(pieces, item) for pieces in _item_lines(item, cells, labels)]
        self._rows = rows

    def action_turn(self, step: int) -> None:
        self.turn(step)

    def action_follow(self) -> None:
        if self.item and self.item.link:
            self.post_message(self.Followed(self.item.link))
        elif self.item and self.item.ties:
            self.post_message(self.Asked(self.item.ties))

    def pressed(self, index: int, x: int) -> bool:
        """Turn to a tab that was hit, or follow a link."""
        if index in self._tab_rows:
            end = 0
            for page, text in self._tab_rows[index]:
                end += width(text)
                if x < end:
                    self.turn(page - min(self._page, len(self._record.pages) - 1))
                    break
            return True
        item, end = self._rows[index].item, 0
        if item is None or not (item.link or item.ties):
            return False
        for text, role in self._rows[index].pieces:
            start, end = end, end + width(text)
            if start <= x < end and role.startswith("link"):
                rows = enumerate(self._rows)
                self._go(next(number for number, row in rows if row.item is item), 1)
                self.action_follow()
                return True
        return False

    def clicked(self, again: bool) -> None:
        if again:
            self.action_follow()

    def action_move(self, step: int) -> None:
        """Move to the next item, scrolling on where no further item stands."""
        before = self.cursor
        super().action_move(step)
        if self.cursor == before:
            self.scroll_lines(step)


def _tabs(pages: tuple[Page, ...], chosen: int, cells: int) -> list[list[tuple[int, Piece]]]:
    """Return the row of tabs, the chosen one in brackets so that no colour is needed; more rows if narrow."""
    lines: list[list[tuple[int, Piece]]] = []
    pieces: list[tuple[int, Piece]] = []
    used = 0
    for number, page in enumerate(pages):
        text = f"[{page.title}]" if number == chosen else f" {page.title} "
        if used and used + width(text) > cells:
            lines.append(pieces)
            pieces, used = [], 0
        pieces.append((number, (text, "accent" if number == chosen else "dim")))
        used += width(text)
    return [*lines, pieces]


def _item_lines(item: Item, cells: int, labels: int) -> list[Line]:
    """Return an item as lines of pieces, hanging where it wraps; labels have so many cells."""
    mark: tuple[Piece, ...] = ((f" {item.mark}", "warn"),) if item.mark else ()
    role = "link" if item.link or item.ties else _ROLES.get(item.look, "text")
    if item.link and item.link.kind == "web" and (address := hyperlink.target(item.link.id)):
        role = f"link {address}"
    if item.look == "fact":
        head = f" {pad(item.label, max(labels, width(item.label)))} "
        hang = width(head)
        first: Piece = (head, "dim")
    elif item.look in ("bullet", "link"):
        head, hang = (" – " if item.look == "bullet" else " › "), _HANG
        first = (head, "dim")
    else:
        head, hang = " ", 1
        first = (head, "text")
    if item.text == "·":
        role = "dim"
    marks = sum(width(text) for text, _ in mark) + 1
    room = max(4, cells - hang - marks)
    shown: list[Line] = []
    could_break = hang > _HANG and len(item.text) > room
    longest = max(map(width, item.text.split(" "))) if could_break else 0
    if room < longest <= cells - _HANG - marks:  # an address is not broken in two
        shown, hang = [(first,)], _HANG
        first, room = (" " * hang, "text"), cells - hang - marks
    lines = wrap(item.text, room)
    shown.append((first, (lines[0], role)))
    shown += [((" " * hang, "text"), (line, role)) for line in lines[1:]]
    shown[-1] = (*shown[-1], *mark)
    return shown
