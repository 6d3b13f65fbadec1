"""The page of catalogs: those that come with the program, those opened last, and how to open any other."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import ClassVar

from msgspec import Struct

from genai_tui.catalog.cells import count_of
from genai_tui.catalog.describe import Item, Link
from genai_tui.catalog.diagnostics import CatalogError
from genai_tui.catalog.sanitize import safe_line
from genai_tui.storage.importers import PACKAGES
from genai_tui.storage.loader import locate, open_catalog
from genai_tui.storage.shipped import DEFAULT, shipped_names
from genai_tui.tui.background import Background, Stop
from genai_tui.tui.messages import BackgroundFailed
from genai_tui.tui.permissions import shown_name
from genai_tui.tui.screens.text_page import Choices, PageScreen
from genai_tui.tui.widgets.detail import Detail

_ANY_FILE = "A folder or a file: type its path"
_HOW = (
    "A folder with catalog.yaml, an export of this program, models.dev's api.json, Ecosystem Graphs, or a CSV file with "
    "the headings of Epoch AI's table. Several are shown as one: :catalog survey epoch.csv",
    "In the shell: genai-tui -c landscape, or GENAI_TUI_CATALOG=landscape for every command.",
)


class _Told(Struct, frozen=True):
    """What the page says of a catalog, by the name under which it is opened."""

    name: str
    words: str


class CatalogsPage(PageScreen[str]):
    """A choice between catalogs: Enter returns names as `:catalog` takes them, empty where a path is to be typed."""

    HINT = "{detail.follow:Enter} opens · Esc closes"
    WORK: ClassVar[str] = "reading the catalogs"

    def __init__(
        self,
        shown: tuple[str, ...],
        known: tuple[str, ...],
        ascii_only: bool = False,
        only: tuple[str, ...] = (),
    ) -> None:
        """Offer catalogs beside those that are `shown`, none being the default; `known` were opened last, as lines.

        Where there are some that `only` may be opened, nothing else is offered.
        """
        self._here = shown or (DEFAULT,)
        self._known = known
        self._only = only
        offered = tuple(_Told(name, "…") for name in only or (*shipped_names(), *PACKAGES))
        super().__init__("Catalogs", self._items_of(offered), ascii_only)
        self._reading: Background[tuple[_Told, ...]] = Background(self, self.WORK)

    def compose(self) -> Iterator[Detail]:
        yield Choices(self._choose, id="page", classes="-ascii" if self._ascii else None)

    def begin(self) -> None:
        others = (name for name in shipped_names() if (name,) != self._here)
        self._stand_on(next(others, self._here[0]))
        self._reading.run(partial(_read, self._only), self._tell, self._tell_failure)

    def on_unmount(self) -> None:
        self._reading.close()

    def _choose(self, link: Link) -> None:
        self.dismiss(link.id)

    def _tell(self, told: tuple[_Told, ...]) -> None:
        """Say what has been read, with the cursor where it is."""
        page = self.query_one(Detail)
        here = page.item.link if page.item else None
        self.show_items(self._items_of(told))
        if here:
            self._stand_on(here.id)

    def _tell_failure(self, error: Exception) -> None:
        self.post_message(BackgroundFailed(self.WORK, error))

    def _stand_on(self, name: str) -> None:
        self.query_one(Detail).stand_on(lambda item: item.link is not None and item.link.id == name)

    def _items_of(self, told: tuple[_Told, ...]) -> tuple[Item, ...]:
        return tuple(self._lines(told))

    def _lines(self, told: tuple[_Told, ...]) -> Iterator[Item]:
        shipped = shipped_names()
        yield Item("heading", "With the program")
        yield from (self._line(each) for each in told if each.name in shipped)
        if self._only:
            own = [each for each in told if each.name not in shipped]
            yield from [Item("heading", "Of this server")] if own else []
            yield from map(self._line, own)
            return
        yield Item("heading", "Of an installed package")
        yield from (self._line(each) for each in told if each.name not in shipped)
        named = {each.name for each in told}
        if others := [line for line in self._known if line not in named]:
            yield Item("heading", "Opened last")
            yield from (Item("link", line, link=Link("query", line)) for line in others)
        yield Item("heading", "Any other")
        yield Item("link", _ANY_FILE, link=Link("query", ""))
        yield from (Item("quiet", words) for words in _HOW)

    def _line(self, told: _Told) -> Item:
        words = f"{told.words} · shown" if self._here == (told.name,) else told.words
        return Item("fact", words, shown_name(told.name), link=Link("query", told.name))


def _read(only: tuple[str, ...], stop: Stop) -> tuple[_Told, ...]:
    """Return what there is to say of the catalogs that have a name, or of those that `only` may be opened."""
    if only:
        return tuple(_Told(name, _shipped(name, telling=False)) for name in only if not stop())
    return (
        *(_Told(name, _shipped(name)) for name in shipped_names() if not stop()),
        *(_Told(name, _packaged(name)) for name in PACKAGES if not stop()),
    )


def _shipped(name: str, telling: bool = True) -> str:
    """Return title, edition, size and date of a catalog; where it cannot be opened, `telling` why."""
    try:
        catalog, _ = open_catalog(name)
    except CatalogError as error:
        return safe_line(f"cannot be opened: {error.problems[0]}" if telling else "cannot be opened")
    head = catalog.head
    edition = f" · edition {safe_line(head.edition)}" if head.edition and head.edition != name else ""
    return f"{safe_line(head.title)}{edition} · {count_of(len(catalog), 'model')} · {head.dated}"


def _packaged(name: str) -> str:
    """Return whether the package of that name is at hand."""
    try:
        locate(name)
    except CatalogError as error:
        problem = error.problems[0]
        return safe_line(f"{problem.message}: {problem.hint}")
    return "what providers offer today, with prices and limits"
