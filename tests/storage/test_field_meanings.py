"""Meanings of fields: the text below each, and the form of what stands in it."""

# Annotations stand as types here, as they do in `model.py`.
import ast
import inspect
from itertools import pairwise

import pytest

from genai_tui.catalog import model
from genai_tui.catalog.model import Model, Note, Offer, Part, Record, Slug
from genai_tui.storage import field_meanings
from genai_tui.storage.field_meanings import meaning_of, text_at
from genai_tui.storage.record_shapes import shape_of


def told(kind: type[Record]) -> dict[str, str]:
    return {each.encode_name: meaning_of(kind, each) for each in shape_of(kind).fields}


class Sample(Record, frozen=True):
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


def test_the_text_at_a_path_tells_nothing_of_its_form() -> None:
    assert text_at(Model, "paper.arxiv") == "Its preprint"
    assert text_at(Model, "also_in") == "Further slots"
    assert text_at(Model, "capabilities.tool_call") == "Whether it can call tools"


def test_every_text_below_a_field_is_found() -> None:
    tree = ast.parse(inspect.getsource(model))
    told = {
        (kind.name, field.target.id): below.value.value
        for kind in tree.body
        if isinstance(kind, ast.ClassDef)
        for field, below in pairwise(kind.body)
        if isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name)
        if isinstance(below, ast.Expr) and isinstance(below.value, ast.Constant)
    }
    found = field_meanings._below_fields(model.__name__)
    assert {(kind, name): text for kind, below in found.items() for name, text in below.items()} == told
    assert len(told) > 120


def test_without_a_source_only_types_say_something(monkeypatch: pytest.MonkeyPatch) -> None:
    def gone(module: object) -> str:
        raise OSError("could not get source code")

    monkeypatch.setattr(field_meanings, "getsource", gone)
    field_meanings._below_fields.cache_clear()
    try:
        assert (told(Part)["unit"], told(Part)["note"]) == (
            "",
            "More about it, such as the source's own words",
        )
    finally:
        field_meanings._below_fields.cache_clear()
