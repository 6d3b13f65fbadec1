"""The address at hand: that of the link under the cursor of a pane, or of the record that it stands on."""

from __future__ import annotations

from textual.widget import Widget

from genai_tui.catalog.model import Catalog
from genai_tui.tui.widgets.detail import Detail
from genai_tui.view.record_ref import RecordRef, address_of


def address_at_hand(catalog: Catalog, pane: Widget, record: RecordRef | None) -> str | None:
    """Return the address of a web link, or of the record that another link leads to, else of `record`."""
    item = pane.item if isinstance(pane, Detail) else None
    link = item.link if item else None
    if link and link.kind == "web":
        return link.id
    if link and link.kind in ("model", "organization"):
        record = RecordRef("organization" if link.kind == "organization" else "model", link.id)
    return address_of(catalog, record) if record else None
