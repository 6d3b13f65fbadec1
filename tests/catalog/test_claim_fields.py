"""Fields that can be asked about: every path, and everything that people call them."""

from __future__ import annotations

import pytest

from genai_tui.catalog.attributes import ATTRIBUTES, DISPUTED, UNKNOWN
from genai_tui.catalog.claim_fields import claim_field, claim_fields, field_names, folded, told_claims
from genai_tui.catalog.field_value import record_pages, value_text
from genai_tui.catalog.field_words import field_words
from genai_tui.catalog.model import Catalog, Model, Organization
from genai_tui.catalog.provenance import state_of, told_fields
from genai_tui.storage.loader import open_catalog


def names_of(record: Model | Organization, catalog: Catalog) -> dict[str, str]:
    return field_names(record, record_pages(catalog, record))


@pytest.mark.parametrize(
    ("name", "path"),
    [("date", "released"), ("released", "released"), ("Release date", "released"), ("year", "released"),
     ("params", "parameters"), ("weights", "availability.weights"), ("org", "organizations"),
     ("Made by", "organizations"), ("licence", "availability.license"), ("license", "availability.license"),
     ("training.compute_flop", "training.compute_flop"), ("compute_flop", "training.compute_flop"),
     ("Training compute", "training.compute_flop"), ("training-data", "training.data"), ("cat", "category"),
     ("signature", "outputs"), ("Built on", "based_on"), ("arxiv", "paper.arxiv"), ("HOW IT WORKS", "how_it_works")],
)  # fmt: skip
def test_a_field_is_found_by_what_people_call_it(tiny: Catalog, name: str, path: str) -> None:
    assert names_of(tiny.models[0], tiny)[folded(name)] == path


def test_every_attribute_with_a_path_and_every_field_is_found(tiny: Catalog) -> None:
    names = names_of(tiny.models[0], tiny)
    for attribute in ATTRIBUTES.values():
        if attribute.path:
            assert names[folded(attribute.name)] in [
                claim_field(Model, path) for path in attribute.path.split("|")
            ]
    for kind in (Model, Organization):
        record = tiny.models[0] if kind is Model else tiny.organizations["acme"]
        for path in claim_fields(kind):
            assert names_of(record, tiny)[folded(path)] == path
            assert folded(field_words(path)) in names_of(record, tiny)


def test_every_value_on_the_pages_of_a_record_can_be_asked_about() -> None:
    catalog, _ = open_catalog("landscape")
    for record in (*catalog.models[::10], *list(catalog.organizations.values())[::10]):
        for page in record_pages(catalog, record):
            for item in page.items:
                if item.field:
                    path = claim_field(type(record), item.field)
                    assert path in claim_fields(type(record)), item.field
                    known = item.text not in (UNKNOWN, DISPUTED, "nothing known") and item.look == "fact"
                    assert not known or state_of(record, path) != "unknown", (record.id, item)


def test_every_field_that_a_record_tells_can_be_asked_about() -> None:
    catalog, _ = open_catalog("survey")
    for model in catalog.models:
        assert set(told_fields(model)) <= set(claim_fields(Model))
        known = [path for path in claim_fields(Model) if state_of(model, path) != "unknown"]
        assert list(told_claims(model)) == known
        for source in model.sources:
            for path in source.supports:
                assert path in claim_fields(Model) or path.startswith(("released.", "survey.", "status."))


def test_the_value_of_every_field_that_is_told_is_a_line_of_text() -> None:
    catalog, _ = open_catalog("survey")
    for record in (*catalog.models, *catalog.organizations.values()):
        for path in claim_fields(type(record)):
            text = value_text(catalog, record, path)
            assert text.isprintable()
            assert bool(text) == (state_of(record, path) != "unknown" and text != ""), path
            if state_of(record, path) in ("known", "estimated"):
                assert text, (record.id, path)


def test_a_value_is_as_the_detail_shows_it(tiny: Catalog) -> None:
    painter = tiny.models[2] if tiny.models[2].id == "painter" else tiny.model("painter")
    assert painter is not None
    assert value_text(tiny, painter, "organizations") == "Acme Labs; University of Somewhere · collaborator"
    assert value_text(tiny, painter, "released") == "2022-04-06 · announced"
    assert value_text(tiny, painter, "availability.api") == "no"
    assert value_text(tiny, painter, "outputs") == "text → image"
    assert value_text(tiny, painter, "inputs") == "text"
    assert value_text(tiny, tiny.organizations["acme"], "country") == "NO"
