"""The address at hand: that of a web link, else of the record a link leads to, else of the record at the cursor."""

from __future__ import annotations

import pytest
from msgspec.structs import replace
from textual.widget import Widget

from genai_tui.catalog.describe import Item, Link
from genai_tui.catalog.model import Catalog
from genai_tui.tui.address_at_hand import address_at_hand
from genai_tui.tui.widgets.detail import Detail
from genai_tui.view.record_ref import RecordRef

HOME, PAPER = "https://acme.example/", "https://arxiv.org/abs/2204.06125"


@pytest.mark.parametrize(
    ("link", "record", "address"),
    [
        (Link("web", "https://example.org/x"), RecordRef("organization", "acme"), "https://example.org/x"),
        (Link("organization", "acme"), RecordRef("model", "painter"), HOME),
        (Link("model", "painter"), RecordRef("organization", "acme"), PAPER),
        (Link("model", "listener"), RecordRef("organization", "acme"), None),
        (Link("choice", "painter"), RecordRef("organization", "acme"), HOME),
        (None, RecordRef("model", "painter"), PAPER), (None, RecordRef("organization", "acme"), HOME),
        (None, RecordRef("organization", "uni"), None), (None, None, None),
    ],
)  # fmt: skip
def test_a_link_comes_before_the_record_at_the_cursor(
    tiny: Catalog,
    monkeypatch: pytest.MonkeyPatch,
    link: Link | None,
    record: RecordRef | None,
    address: str | None,
) -> None:
    organizations = {**tiny.organizations, "acme": replace(tiny.organizations["acme"], homepage=HOME)}
    catalog = replace(tiny, organizations=organizations)
    pane = Detail()
    monkeypatch.setattr(Detail, "item", Item("link", "x", link=link))
    assert address_at_hand(catalog, pane, record) == address


def test_another_pane_has_no_links(tiny: Catalog) -> None:
    assert address_at_hand(tiny, Widget(), RecordRef("model", "painter")) == PAPER
