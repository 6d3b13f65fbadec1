"""The page of claim cards: what stands behind a value, with its sources as links."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType

from genai_tui.catalog.claim_card import ClaimCard, claim_card, hashed
from genai_tui.catalog.claim_card_text import card_lines
from genai_tui.catalog.claim_fields import claim_field
from genai_tui.catalog.describe import Item
from genai_tui.catalog.describe_claim import claim_items
from genai_tui.catalog.model import Catalog, Model, Organization
from genai_tui.catalog.sanitize import safe_line
from genai_tui.tui.background import Background
from genai_tui.tui.messages import BackgroundFailed, CopyText
from genai_tui.tui.screens.text_page import TextPage
from genai_tui.tui.widgets.detail import Detail
from genai_tui.view.command_line import with_commands
from genai_tui.view.record_ref import RecordRef

if TYPE_CHECKING:  # the graph has no part here
    from genai_tui.view.command_line import View

_MAIN = {"model": ("organizations", "released", "parameters", "category"), "organization": ("name",)}
"""The fields that are told where none is asked for."""


class ClaimPage(TextPage):
    """One card, or several in brief; `y` copies the one at the cursor.

    The hash of a claim takes a look at all claims of the catalog, so it comes a moment after the rest.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y", "copy", "Copy the card", show=False, id="copy"),
    ]
    HINT = "{detail.follow:Enter} follows · {copy:y} copies the card · Esc closes"

    def __init__(self, catalog: Catalog, view: View, cards: tuple[ClaimCard, ...], ascii_only: bool) -> None:
        self._catalog = catalog
        self._view = view
        self._cards = tuple(with_commands(view, card) for card in cards)
        self._hashing: Background[tuple[ClaimCard, ...]] = Background(self, "hash")
        super().__init__(f"What stands behind it · {safe_line(cards[0].name)}", self._told(), ascii_only)

    def on_mount(self) -> None:
        self._hashing.run(lambda stop: tuple(map(self._whole, self._cards)), self._show, self._failed)

    def on_unmount(self) -> None:
        self._hashing.close()

    @property
    def is_busy(self) -> bool:
        """Whether the hashes are still to come."""
        return self._hashing.is_pending

    def _told(self) -> tuple[Item, ...]:
        brief = len(self._cards) > 1
        return tuple(item for card in self._cards for item in claim_items(card, brief))

    def _whole(self, card: ClaimCard) -> ClaimCard:
        """Return a card with its hash and its commands."""
        return with_commands(self._view, hashed(self._catalog, card))

    def _show(self, cards: tuple[ClaimCard, ...]) -> None:
        """Show cards that are whole now; what they say more comes after all that stood there."""
        self._cards = cards
        page = self.query_one(Detail)
        cursor, top = page.cursor, page.top
        self.show_items(self._told())
        page.set_reactive(Detail.cursor, cursor)
        page.top = top
        page.renew()

    def _failed(self, error: Exception) -> None:
        self.app.post_message(BackgroundFailed("hash", error))

    def action_copy(self) -> None:
        """Copy the card at the cursor as text."""
        item = self.query_one(Detail).item
        told = (card for card in self._cards if item in tuple(claim_items(card, len(self._cards) > 1)))
        card = self._whole(next(told, self._cards[0]))
        self.post_message(CopyText("\n".join(card_lines(card))))


def claim_page(
    catalog: Catalog, view: View, ref: RecordRef, field: str, ascii_only: bool = False
) -> ClaimPage | None:
    """Return what stands behind a field of a record, or behind its main ones; None where there is no record."""
    record: Model | Organization | None
    record = catalog.model(ref.id) if ref.kind == "model" else catalog.organization(ref.id)
    if record is None:
        return None
    fields = (claim_field(type(record), field),) if field else _MAIN[ref.kind]
    return ClaimPage(catalog, view, tuple(claim_card(catalog, record, each) for each in fields), ascii_only)
