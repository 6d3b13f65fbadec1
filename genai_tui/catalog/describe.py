"""Descriptions of records: pages of items, and what stands behind a single item.

The pages of a model stand in `describe_model.py`, those of an organization in `describe_organization.py`, that of a
category in `describe_category.py`, for the detail pane and for `show` alike. An item knows the field it tells, so that the sources behind it can be asked for, and
the record it leads to.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from msgspec import Struct
from msgspec.structs import force_setattr

from genai_tui.catalog.annotations import Kind, note_of
from genai_tui.catalog.attributes import UNKNOWN
from genai_tui.catalog.model import Catalog, Dispute, Source
from genai_tui.catalog.sanitize import SafeText, safe_block, safe_line
from genai_tui.catalog.ties import Tie

Look = Literal["title", "tag", "prose", "heading", "fact", "bullet", "link", "quiet"]


class Link(Struct, frozen=True):
    """A record that an item leads to."""

    kind: Literal["model", "organization", "web", "query", "screen", "choice"]
    id: str


class Item(Struct, frozen=True):
    """One thing told: `label` names it, `text` says it, `mark` is `!` (disputed), `~` (estimated), both or none.

    What it tells stands in a `field` of the record, or rests on `ties`. It may be made of any text and holds a safe one.
    """

    look: Look
    text: SafeText
    label: SafeText = SafeText("")
    field: str = ""
    mark: str = ""
    link: Link | None = None
    ties: tuple[Tie, ...] = ()

    if TYPE_CHECKING:  # the constructor takes any text, what it holds is safe

        def __init__(
            self,
            look: Look,
            text: str,
            label: str = "",
            field: str = "",
            mark: str = "",
            link: Link | None = None,
            ties: tuple[Tie, ...] = (),
        ) -> None: ...

    def __post_init__(self) -> None:
        """Make the texts safe to show; prose keeps its lines."""
        force_setattr(self, "text", safe_block(self.text) if self.look == "prose" else safe_line(self.text))
        force_setattr(self, "label", safe_line(self.label))


class Page:
    """One tab of a card; its items are made when first asked for, since one tab is seen at a time."""

    def __init__(self, title: str, items: Iterable[Item]) -> None:
        self.title = title
        self._made = items

    @cached_property
    def items(self) -> tuple[Item, ...]:
        """What the page tells, in order."""
        return tuple(self._made)


NOT_KNOWN = UNKNOWN


def note_items(catalog: Catalog, kind: Kind, id_: str) -> Iterator[Item]:
    """Yield what the reader has noted of a record, under a heading that says so."""
    if note := note_of(catalog, kind, id_):
        yield Item("heading", "Your note")
        yield Item("prose", note)
        yield Item("heading", "The catalog")


def chosen_text(dispute: Dispute) -> str:
    """Return which side of a dispute was chosen, and why, in words."""
    return f"Chosen: {dispute.chosen}. {dispute.why}" if dispute.chosen else f"None chosen. {dispute.why}"


def some_of(names: tuple[str, ...], most: int = 6) -> str:
    """Return the first of many names and how many more there are."""
    more = f" and {len(names) - most} more" if len(names) > most else ""
    return ", ".join(names[:most]) + more


def tie_lines(tie: Tie) -> tuple[Item, ...]:
    """Return what stands behind a tie: its state, amount and note, and the sources."""
    items = [Item("title", f"{tie.said} · {'disputed' if tie.disputed else 'known'}")]
    items.append(Item("fact", tie.date if tie.date else NOT_KNOWN, "Date"))
    if tie.directed and not tie.model:
        items.append(Item("fact", tie.amount or NOT_KNOWN, "Amount"))
    if tie.share:
        items.append(Item("fact", tie.share, "Share"))
    if tie.licenses:
        items.append(Item("fact", tie.licenses.text, "Licences"))
    if tie.note:
        items.append(Item("quiet", tie.note))
    items += _source_lines(tie.sources)
    if not tie.sources:
        items.append(Item("quiet", "The catalog names no source for this tie."))
    return tuple(items)


def source_items(catalog: Catalog, ids: Iterable[str]) -> Iterator[Item]:
    """Yield sources that a catalog lists, by their ids: a link where there is an address."""
    for id_ in ids:
        known = catalog.source(None, id_) or Source(id_)
        link = Link("web", known.url) if known.url else None
        yield Item("link" if link else "bullet", known.title or known.id, link=link)
        if known.note:
            yield Item("quiet", f"  {known.note}")


def _source_lines(sources: Iterable[Source]) -> Iterator[Item]:
    for source in sources:
        yield Item("bullet", source.title or source.id)
        if source.url:
            yield Item("quiet", f"  {source.url}")


def first_of(count: int, query: str) -> str:
    """Return what is said where only the first of very many models are listed."""
    return f"the first {count:,}; all of them: / {query}"
