"""The memory as a document: what is written is read again, mistakes have a place, and what differs stays."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from genai_tui.catalog.diagnostics import CatalogError
from genai_tui.storage.memory.entries import Note, SavedView, Star
from genai_tui.storage.memory.memory import Memory
from genai_tui.storage.memory.transfer import Merged, document, merge, read_document, written_entries

STAR = Star("tiny", "model", "painter", "2026-01-02", "Painter 2")
NOTE = Note("tiny", "model", "painter", "2026-01-02", "Painter 2", "two\nlines \N{GRINNING FACE}")
VIEW = SavedView("mine", "browse?q=weights:open")


def test_what_is_kept_is_a_list_for_each_kind_without_what_is_empty(tmp_path: Path) -> None:
    memory = Memory(tmp_path)
    for each in (NOTE, STAR, VIEW):
        memory.put(each)
    told = document(memory)
    assert told.pop("form") == "1"
    assert set(told) == {STAR.FILE, NOTE.FILE, VIEW.FILE}
    assert told[VIEW.FILE][0]["name"] == "mine"
    assert "" not in told[VIEW.FILE][0].values()
    assert set(read_document(json.dumps(document(memory)).encode(), "m")) == {STAR, NOTE, VIEW}


@pytest.mark.parametrize(
    ("text", "place", "field", "message"),
    [
        ("[]", (1, 1), "", "is no memory, expected a list for each kind"),
        ("form: 9", (1, 7), "form", "is of another version, expected 1"),
        ("form: [1]", (1, 7), "form", "is of another version, expected 1"),
        ("form: 1\nstrs: []", (2, 1), "strs", "is no kind of what is kept"),
        ("stars: x", (1, 8), "stars", "is no list, expected a list of entries"),
        ("stars: [x]", (1, 9), "stars", "is no star, expected its fields by name"),
        ("views: [{name: a, adress: b}]", (1, 19), "views.adress", "is no field here"),
        ("stars:\n- {catalog: tiny, kind: model}", (2, 3), "stars.id", "is missing"),
        ("stars:\n- {catalog: [a], kind: model, id: x}", (2, 13), "stars.catalog", "is no text, expected one"),
        ("stars:\n- {catalog: '', kind: model, id: x}", (2, 3), "stars", "can be no star: it is empty, too long, or tells its time in no known way"),
    ],
)  # fmt: skip
def test_a_mistake_is_told_with_its_place(
    text: str, place: tuple[int, int], field: str, message: str
) -> None:
    with pytest.raises(CatalogError) as failed:
        read_document(text.encode(), "m.json")
    first = failed.value.problems[0]
    assert (first.file, (first.line, first.column), first.field, first.message) == (
        "m.json",
        place,
        field,
        message,
    )


@pytest.mark.parametrize(
    ("text", "hint"),
    [("strs: []", "did you mean stars?"), ("xyzzy: []", ""), ("stars: [{knd: a}]", "did you mean kind?")],
)
def test_what_is_near_is_named(text: str, hint: str) -> None:
    with pytest.raises(CatalogError) as failed:
        read_document(text.encode(), "m")
    assert failed.value.problems[0].hint == hint


def test_characters_in_two_escapes_of_json_are_one() -> None:
    text = json.dumps(written_entries([NOTE]))
    assert "\\ud83d\\ude00" in text
    assert read_document(text.encode(), "m") == (NOTE,)


def test_of_what_differs_the_old_stays_unless_it_is_to_be_replaced(tmp_path: Path) -> None:
    memory = Memory(tmp_path)
    assert merge(memory, [STAR, VIEW]) == Merged(added=2)
    other, new = SavedView("mine", "browse?q=org:acme"), SavedView("yours", "browse")
    assert merge(memory, [STAR, other, new]) == Merged(added=1, same=1, left=(other,))
    assert set(memory.entries(SavedView)) == {VIEW, new}
    assert merge(memory, [STAR, other], replace=True) == Merged(same=1, replaced=1)
    assert set(memory.entries(SavedView)) == {other, new}
