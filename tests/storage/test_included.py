"""A catalog that includes another holds the same records, adds to them, and says what it cannot include."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from genai_tui.catalog.provenance import claim
from genai_tui.storage.folder import load_folder
from genai_tui.storage.loader import open_catalog

LATER = """\
id: later
title: Later
edition: second
version: "2"
date: 2024-01-01
about: Goes on.
includes: [tiny]
sources: [{id: page, title: A page}]
"""
SKETCHER = """\
id: sketcher
name: Sketcher
category: text-to-image
inputs: []
outputs: [image]
organizations: [{id: acme, role: developer}]
released: {date: 2023-05, event: paper}
based_on: [{model: painter, how: successor_of}]
sources: [{id: page, supports: [category, inputs, outputs, organizations, released, based_on]}]
"""
ADDED = """\
context_length: 77
inputs: [text, image]
sources: [{id: page, supports: [context_length, inputs]}]
"""


@pytest.fixture
def both(make: Callable[..., Path]) -> Path:
    """Write the tiny catalog and one beside it that includes it; return the folder of the second."""
    tiny = make()
    tiny = tiny.rename(tiny.parent / "tiny")
    folder = tiny.parent / "later"
    (folder / "models").mkdir(parents=True)
    (folder / "catalog.yaml").write_text(LATER)
    (folder / "models" / "sketcher.yaml").write_text(SKETCHER)
    (folder / "models" / "painter.yaml").write_text(ADDED)
    return folder


def test_records_of_an_included_catalog_are_the_same(both: Path) -> None:
    catalog, problems = load_folder(both)
    tiny, _ = load_folder(both.parent / "tiny")
    assert problems == ()
    assert catalog is not None
    assert tiny is not None
    assert {model.id for model in catalog} == {*(model.id for model in tiny), "sketcher"}
    assert catalog.categories == tiny.categories
    untouched = next(model for model in tiny if model.id != "painter")
    assert catalog.model(untouched.id) == untouched
    assert set(catalog.relations) >= set(tiny.relations)
    sketcher = catalog.model("sketcher")
    assert sketcher is not None
    assert sketcher.signature == "nothing → image"


def test_a_field_that_is_added_has_the_sources_that_add_it(both: Path) -> None:
    catalog, _ = load_folder(both)
    assert catalog is not None
    painter = catalog.model("painter")
    assert painter is not None
    assert painter.context_length == 77
    assert [each.id for each in claim(catalog, painter, "inputs").sources] == ["page"]
    assert "page" not in [each.id for each in claim(catalog, painter, "released").sources]


@pytest.mark.parametrize(
    ("includes", "words"),
    [
        ("[nowhere]", "there is no catalog `nowhere` beside this one"),
        ("[later]", "goes round in a circle"),
        ("[broken]", "has problems of its own"),
    ],
)
def test_what_cannot_be_included_is_told(both: Path, includes: str, words: str) -> None:
    broken = both.parent / "broken"
    shutil.copytree(both.parent / "tiny", broken)
    (broken / "models" / "painter.yaml").write_text("id: painter\n")
    (both / "catalog.yaml").write_text(LATER.replace("[tiny]", includes))
    _, problems = load_folder(both)
    assert any(words in str(each) and each.field == "includes[1]" for each in problems)


def test_catalogs_that_include_each_other_come_to_an_end(both: Path) -> None:
    head = both.parent / "tiny" / "catalog.yaml"
    head.write_text(head.read_text() + "includes: [later]\n")
    _, problems = load_folder(both)
    assert any("circle" in str(each) for each in problems)


def test_a_new_record_has_to_be_whole(both: Path) -> None:
    (both / "models" / "sketcher.yaml").write_text(SKETCHER[: SKETCHER.index("sources")])
    _, problems = load_folder(both)
    assert [(each.field, "is missing" in each.message) for each in problems] == [("sources", True)]


def test_a_compiled_catalog_is_read_anew_when_an_included_one_has_changed(both: Path) -> None:
    assert open_catalog(str(both))[0].model("painter").name == "Painter 2"  # type: ignore[union-attr]
    painter = both.parent / "tiny" / "models" / "painter.yaml"
    painter.write_text(painter.read_text().replace("name: Painter 2", "name: Painter 3"))
    assert open_catalog(str(both))[0].model("painter").name == "Painter 3"  # type: ignore[union-attr]


def test_a_head_without_categories_has_to_include_some(both: Path) -> None:
    (both / "catalog.yaml").write_text(LATER.replace("includes: [tiny]\n", ""))
    _, problems = load_folder(both)
    assert {each.field for each in problems} >= {"modalities", "categories"}
