"""References to records: what a catalog knows of each kind, by its id alone."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from genai_tui.catalog.model import Catalog, Links, Part
from genai_tui.view.record_ref import (
    RecordRef,
    address_of,
    name_and_address,
    record_name,
    ref_of,
    stands,
)


@pytest.fixture
def catalog(tiny: Catalog) -> Catalog:
    painter, listener, whisperer = tiny.models
    plain = replace(
        listener, organizations=(Part("ghost", "developer"),), links=Links(homepage="https://l.example")
    )
    acme = replace(tiny.organizations["acme"], homepage="https://acme.example")
    return replace(
        tiny, models=(painter, plain, whisperer), organizations={**tiny.organizations, "acme": acme}
    )


@pytest.mark.parametrize(
    ("kind", "id_", "known", "name", "address"),
    [
        ("model", "painter", True, "Painter 2", "https://arxiv.org/abs/2204.06125"),
        ("model", "listener", True, "Listener", "https://l.example"),
        ("model", "whisperer", True, "Whisperer", None),
        ("model", "acme", False, "acme", None),
        ("organization", "acme", True, "Acme Labs", "https://acme.example"),
        ("organization", "uni", True, "University of Somewhere", None),
        ("organization", "ghost", True, "ghost", None),
        ("organization", "painter", False, "painter", None),
        ("category", "text-to-image", True, "text → image", None),
        ("category", "painter", False, "painter", None),
    ],
)  # fmt: skip
def test_what_a_reference_leads_to(
    catalog: Catalog, kind: str, id_: str, known: bool, name: str, address: str | None
) -> None:
    ref = RecordRef(kind, id_)  # type: ignore[arg-type]
    assert (stands(catalog, ref), record_name(catalog, ref), address_of(catalog, ref)) == (
        known,
        name,
        address,
    )
    assert name_and_address(catalog, ref) == (f"{name} {address}" if address else name)


def test_a_record_has_a_reference(catalog: Catalog) -> None:
    assert ref_of(catalog.models[0]) == RecordRef("model", "painter")
    assert ref_of(catalog.organizations["acme"]) == RecordRef("organization", "acme")
