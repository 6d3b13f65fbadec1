"""Meanings of fields: the text below each, and the form of what stands in it."""

from __future__ import annotations

import inspect
from typing import Any

import pytest
from msgspec import Struct

from genai_tui.catalog.model import Model, Note, Offer, Part, Slug
from genai_tui.storage import field_meanings
from genai_tui.storage.decoder import shape_of
from genai_tui.storage.field_meanings import meaning_of


def told(kind: type[Any]) -> dict[str, str]:
    return {each.encode_name: meaning_of(kind, each) for each in shape_of(kind).fields}


class Sample(Struct):
    """A record with and without meanings."""

    id: Slug
    """By which it is found."""
    silent: Slug | None = None
    note: Note = None


def test_a_meaning_is_what_stands_below_the_field_and_then_the_form() -> None:
    assert told(Sample) == {
        "id": "By which it is found; lower-case letters, digits and single hyphens",
        "silent": "",
        "note": "More about it, such as the source's own words",
    }


def test_an_id_says_of_what_it_is() -> None:
    assert told(Part)["unit"] == "The lab within it; id of an organization"
    assert told(Model)["also_in"] == "Further slots; ids of categories"
    assert told(Offer)["input_price"].startswith("US dollars for a million input tokens")


def test_without_a_source_only_types_say_something(monkeypatch: pytest.MonkeyPatch) -> None:
    def gone(module: object) -> str:
        raise OSError("could not get source code")

    monkeypatch.setattr(inspect, "getsource", gone)
    field_meanings._meanings_in.cache_clear()
    try:
        assert (told(Part)["unit"], told(Part)["note"]) == (
            "",
            "More about it, such as the source's own words",
        )
    finally:
        field_meanings._meanings_in.cache_clear()
