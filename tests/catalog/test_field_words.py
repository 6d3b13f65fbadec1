"""Fields on the screen are words, and no paths of the files."""

from __future__ import annotations

import re

import pytest

from genai_tui.catalog.field_words import field_words
from genai_tui.catalog.model import Architecture, Availability, Links, Model, Organization, Paper, Training
from genai_tui.storage.loader import open_catalog

PARTS = {
    "architecture": Architecture,
    "availability": Availability,
    "links": Links,
    "paper": Paper,
    "training": Training,
}
FIELDS = (
    *Model.__struct_encode_fields__, *Organization.__struct_encode_fields__,
    *(f"{name}.{field}" for name, part in PARTS.items() for field in part.__struct_encode_fields__),
)  # fmt: skip


@pytest.mark.parametrize("field", FIELDS)
def test_words_of_a_field_are_words(field: str) -> None:
    assert re.fullmatch(r"[A-Za-z]+( [A-Za-z]+)*", field_words(field)), field_words(field)


def test_no_two_fields_of_a_model_have_the_same_words() -> None:
    words = {field: field_words(field) for field in FIELDS if field != "homepage"}  # that of an organization
    assert len(set(words.values())) == len(words)


def test_every_field_that_the_survey_disputes_or_supports_has_words() -> None:
    catalog, _ = open_catalog("survey")
    fields = {dispute.field for model in catalog for dispute in model.disputes}
    fields |= {field for model in catalog for source in model.sources for field in source.supports}
    assert fields
    assert not [field for field in fields if re.search("[._]", field_words(field))]
