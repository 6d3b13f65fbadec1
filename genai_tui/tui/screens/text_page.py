"""Pages of text over a screen: sources of a tie or a category, choices."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import ClassVar, TypeVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import ModalScreen

from genai_tui.catalog.describe import Item, Link, Page, tie_lines
from genai_tui.catalog.describe_category import category_pages, labels
from genai_tui.catalog.model import Catalog, Model
from genai_tui.catalog.sanitize import safe_line
from genai_tui.catalog.ties import Tie
from genai_tui.search.answer import Answer
from genai_tui.tui.commands import EVERYWHERE, bindings
from genai_tui.tui.messages import CopyText, OpenAddress, OpenRecord, OpenScreen
from genai_tui.tui.type_ahead import AnswersOnce
from genai_tui.tui.widgets.detail import Detail, Shown
from genai_tui.view.own_keys import keyed
from genai_tui.view.record_ref import RecordRef

_Answer = TypeVar("_Answer")


class PageScreen(AnswersOnce[_Answer], ModalScreen[_Answer]):
    """Items on a page that lies over a screen; every page is one of these."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings(EVERYWHERE),
        Binding("escape", "close", "Close", show=False, id="page.close"),
    ]
    HINT = "Esc closes"
    """What stands in the frame below; `{id:usual}` is the key of that id."""

    def __init__(self, title: str, items: tuple[Item, ...], ascii_only: bool = False) -> None:
        super().__init__()
        self._heading = title
        self._items = items
        self._ascii = ascii_only

    def compose(self) -> ComposeResult:
        yield Detail(id="page", classes="-ascii" if self._ascii else None)

    def on_mount(self) -> None:
        page = self.query_one(Detail)
        page.retitle("", keyed(self.HINT))
        self.show_items(self._items)
        self.set_focus(page, scroll_visible=False)
        self.begin()

    def begin(self) -> None:
        """Act on the page as soon as its items stand."""

    def show_items(self, items: tuple[Item, ...]) -> None:
        """Show these items on the page, with the cursor on the first."""
        self._items = items
        page = self.query_one(Detail)
        page.show(Shown(self._heading, "", "dim", (Page("", items),)))
        page.refresh(layout=True)  # it is as high as its items

    def action_close(self) -> None:
        self.dismiss()


class TextPage(PageScreen[None]):
    """A page to read."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "close", "Close", show=False, id="page.close_too"),
        Binding("question_mark", "close", "Close", show=False, id="help"),
        Binding("i", "sources", "What stands behind it", show=False, id="sources"),
        Binding("o", "open_address", "Open the address", show=False, id="open"),
    ]

    def action_sources(self) -> None:
        """Show what stands behind the tie at the cursor; elsewhere `i` closes the page that it opened."""
        item = self.query_one(Detail).item
        if item and item.ties:
            self.app.push_screen(ties_page(item.ties, self._ascii))
        else:
            self.dismiss()

    def action_open_address(self) -> None:
        """Show the address at the cursor, and open it where that can be done."""
        item = self.query_one(Detail).item
        if item and item.link and item.link.kind == "web":
            self.app.post_message(OpenAddress(item.link.id))
        else:
            self.notify("There is no address at the cursor.", timeout=3)

    def on_detail_asked(self, event: Detail.Asked) -> None:
        event.stop()
        self.app.push_screen(ties_page(event.ties, self._ascii))

    def on_detail_followed(self, event: Detail.Followed) -> None:
        """Close for the record that a link leads to; an address is copied."""
        event.stop()
        if event.link.kind == "web":
            self.post_message(CopyText(safe_line(event.link.id)))
        elif event.link.kind == "screen":
            self.dismiss()
            self.app.post_message(OpenScreen(event.link.id))
        elif event.link.kind not in ("query", "choice"):
            self.dismiss()
            is_organization = event.link.kind == "organization"
            self.app.post_message(
                OpenRecord(RecordRef("organization" if is_organization else "model", event.link.id))
            )


class Choices(Detail):
    """A list of which one link is chosen. It answers at once, since the next key is meant for what comes after."""

    def __init__(
        self, choose: Callable[[Link], None], *, id: str | None = None, classes: str | None = None
    ) -> None:
        """Make it; `choose` is called with the link that the reader has chosen."""
        super().__init__(id=id, classes=classes)
        self._choose = choose

    def action_follow(self) -> None:
        if self.item and self.item.link:
            self._choose(self.item.link)


def why_page(answer: Answer, model: Model, ascii_only: bool = False) -> TextPage:
    """Return why a model is in an answer: what its words met, the parts of its score, the filters it meets."""
    items: list[Item] = []
    hit = answer.hits.get(model.id)
    if hit:
        items += [Item("heading", f"Words: {answer.query.words}")]
        best, *less = hit.parts()
        is_best = not any(part.points for part in less)
        items += [Item("fact", best.what if is_best else f"{best.what} would have", f"{best.points:+.2f}")]
        items += [Item("fact", part.what, f"{part.points:+.2f}") for part in less]
        items.append(Item("fact", "the score: more is better", f"{hit.score:.2f}"))
    filters = answer.query.filters
    if filters:
        items.append(Item("heading", "Filters, each of which it meets"))
        items += [Item("bullet", answer.query.text[each.start : each.end]) for each in filters]
    if not hit:
        items.append(Item("quiet", "Filters do not rank: the order is the catalog's own."))
    return TextPage(f"Why {safe_line(model.name)} is shown", tuple(items), ascii_only)


def ties_page(ties: Iterable[Tie], ascii_only: bool = False) -> TextPage:
    """Return what stands behind ties: when, for how much, their notes and sources."""
    items: list[Item] = []
    for tie in ties:
        first, *rest = tie_lines(tie)
        items += [Item("heading", first.text), *rest]
        if tie.model:
            items.append(Item("link", tie.model_name, link=Link("model", tie.model)))
    return TextPage("What stands behind it", tuple(items), ascii_only)


def category_page(catalog: Catalog, category_id: str, ascii_only: bool = False) -> TextPage:
    """Return all that is said of a category, which a narrow screen has no pane for, with its sources."""
    category = catalog.category(category_id)
    items = category_pages(catalog, category)[0].items if category else ()
    return TextPage(labels(category) if category else safe_line(category_id), items, ascii_only)
