"""The page of what is kept: saved views, recent places and queries, stars and notes; Enter goes to one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, ClassVar, TypeVar
from urllib.parse import quote_plus, unquote_plus

from msgspec import Struct
from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from genai_tui.catalog.annotations import is_known, is_of
from genai_tui.catalog.describe import Item, Link
from genai_tui.catalog.model import Catalog
from genai_tui.catalog.numbers import whole
from genai_tui.catalog.sanitize import safe_line
from genai_tui.storage.memory.entries import AboutRecord, Entry, Note, Place, RecentQuery, SavedView, Star
from genai_tui.storage.memory.memory import Memory, NotSaved
from genai_tui.storage.shipped import DEFAULT
from genai_tui.tui.screens.text_page import Choices, PageScreen
from genai_tui.tui.widgets.detail import Detail
from genai_tui.view.address import view_at
from genai_tui.view.address_fields import AddressProblem
from genai_tui.view.own_keys import keyed
from genai_tui.view.place_words import place_words, told_apart
from genai_tui.view.record_ref import RecordKind, RecordRef

_About = TypeVar("_About", bound=AboutRecord)

_KINDS: dict[str, RecordKind] = {"model": "model", "organization": "organization", "category": "category"}
_RECENT = 12
"""Recent places and queries that the page lists."""


class _Kept(Struct, frozen=True):
    """A line of the page: an entry, what it says, and where Enter goes; None: nowhere, since its record is not here."""

    entry: Entry
    words: str
    leads_to: str | RecordRef | None


class RecallPage(PageScreen[str | RecordRef]):
    """A choice of what is kept: Enter returns an address, or a record of the catalog that is shown."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("x,delete", "forget", "Take away", show=False, id="page.forget"),
        Binding("U", "undo", "Undo", show=False, id="undo"),
        Binding("r", "close", "Close", show=False, id="recall"),
    ]
    HINT = "{detail.follow:Enter} opens · x takes away · {undo:U} undoes · Esc closes"

    def __init__(
        self, catalog: Catalog, here: tuple[str, ...], memory: Memory, ascii_only: bool = False
    ) -> None:
        """Offer what a memory keeps, as far as it can be shown in a catalog, which was opened by the names `here`."""
        self._catalog = catalog
        self._here = here
        self._memory = memory
        self._lines: list[_Kept] = []
        super().__init__("Kept for you", self._made(), ascii_only)

    def compose(self) -> ComposeResult:
        yield Choices(self._choose, id="page", classes="-ascii" if self._ascii else None)

    def begin(self) -> None:
        self._stand_on(0)

    def _made(self) -> tuple[Item, ...]:
        """Return the items of the page, a link for each entry by its number."""
        self._lines = []
        items: list[Item] = []
        for heading, lines in self._sections():
            found = list(lines)
            if not found:
                continue
            items.append(Item("heading", heading))
            for kept in found:
                items.append(Item("link", kept.words, link=Link("choice", str(len(self._lines)))))
                self._lines.append(kept)
        for kind in (SavedView, Place, RecentQuery, Star, Note):
            if why := self._memory.why_unread(kind):
                items.append(Item("quiet", why))
        if not items:
            items = [
                Item("quiet", "Nothing is kept yet."),
                Item("bullet", keyed("{save:R} saves what is looked at under a name")),
                Item(
                    "bullet", keyed("{star:*} stars the record at the cursor, {note:N} notes something of it")
                ),
            ]
        return tuple(items)

    def _sections(self) -> Iterator[tuple[str, Iterator[_Kept]]]:
        memory = self._memory
        yield (
            "Saved views",
            (
                _Kept(
                    each,
                    safe_line(f"{each.name}: {told(each.address, self._catalog, self._here)}"),
                    each.address,
                )
                for each in memory.entries(SavedView)
            ),
        )
        yield (
            "Recent places",
            self._places(memory.entries(Place)[-_RECENT:]),
        )
        yield (
            "Recent queries",
            (
                _Kept(each, safe_line(each.what), f"browse?q={quote_plus(each.what)}")
                for each in reversed(memory.entries(RecentQuery)[-_RECENT:])
            ),
        )
        yield "Stars", self._of_records(memory.entries(Star), lambda each: "")
        yield (
            "Notes",
            self._of_records(memory.entries(Note), lambda each: f": {each.text.partition(chr(10))[0]}"),
        )

    def _places(self, entries: tuple[Place, ...]) -> Iterator[_Kept]:
        """Yield recent places, the newest first, no two of them with the same words."""
        places = entries[::-1]
        words = [safe_line(told(each.what, self._catalog, self._here, each.words)) for each in places]
        for each, apart in zip(places, told_apart([_view(each.what) for each in places], words), strict=True):
            if apart:
                yield _Kept(each, apart, each.what)

    def _of_records(self, entries: tuple[_About, ...], more: Callable[[_About], str]) -> Iterator[_Kept]:
        """Yield what is kept of records: those of this catalog first, those of others by the name they had."""
        for is_here in (True, False):
            for each in entries:
                key = (each.catalog, each.kind, each.id)
                if is_known(self._catalog, key) != is_here:
                    continue
                where = (
                    f" · no longer in {each.catalog}"
                    if is_of(self._catalog, key)
                    else f" · in {each.catalog}"
                )
                words = f"{each.name or each.id}{more(each)}{'' if is_here else where}"
                ref = (
                    RecordRef("model" if each.kind == "model" else "organization", each.id)
                    if is_here
                    else None
                )
                yield _Kept(each, safe_line(words), ref)

    def _choose(self, link: Link) -> None:
        chosen = self._lines[whole(link.id) or 0]
        if chosen.leads_to is None:
            self.notify("It is not in the catalog that is shown.", timeout=3)
        else:
            self.dismiss(chosen.leads_to)

    @property
    def _at(self) -> int | None:
        """The number of the entry at the cursor."""
        item = self.query_one(Detail).item
        return whole(item.link.id) if item and item.link else None

    def _stand_on(self, number: int) -> None:
        self.query_one(Detail).stand_on(lambda item: bool(item.link and item.link.id == str(number)))

    def action_forget(self) -> None:
        """Take away the entry at the cursor."""
        at = self._at
        if at is not None:
            entry = self._lines[at].entry
            self._change(lambda: self._memory.drop(type(entry), entry.key), at)

    def action_undo(self) -> None:
        """Take back the last change of what is kept."""
        self._change(self._memory.undo, self._at or 0)

    def _change(self, change: Callable[[], object], at: int) -> None:
        try:
            change()
        except NotSaved as why:
            self.notify(str(why), severity="warning", timeout=6)
        self.show_items(self._made())
        self._stand_on(min(at, len(self._lines) - 1))


def _view(address: str) -> Any | None:
    """Return the view at an address; None for one of another version."""
    try:
        return view_at(address)
    except AddressProblem:
        return None


def told(address: str, catalog: Catalog, here: tuple[str, ...], words: str = "") -> str:
    """Return what an address leads to: in the words of the catalog that is shown, `here`, or in those that were kept.

    Other catalogs are named before it.
    """
    view = _view(address)
    if view is None:
        return unquote_plus(address)
    if view.catalogs == here:
        return place_words(view, catalog)
    names = (Path(name).name for name in view.catalogs or (DEFAULT,))
    return " · ".join((*names, words or place_words(view, catalog)))
