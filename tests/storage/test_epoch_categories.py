"""Rows of Epoch's table stand where people put them by hand; the shares are floors that must not fall."""

from __future__ import annotations

from pathlib import Path

import pytest

from genai_tui.catalog.model import CatalogHead
from genai_tui.storage.files import shipped_folder
from genai_tui.storage.folder import load_record
from genai_tui.storage.importers.epoch_categories import RULES, placed
from genai_tui.storage.importers.signature_categories import placed as placed_by_signature
from genai_tui.storage.importers.vocabulary import categories_besides
from genai_tui.storage.loader import open_catalog

BY_HAND = Path(__file__).parents[1] / "data" / "epoch_categories.tsv"
RIGHT = 0.95
SHARED = Path(__file__).parents[3] / "shared" / "datasets"


def rows() -> list[tuple[str, list[str], list[str], str]]:
    lines = BY_HAND.read_text(encoding="utf-8").splitlines()[2:]
    cells = [line.split("\t") for line in lines]
    return [
        (name, domains.casefold().split(","), tasks.casefold().split(","), category)
        for name, domains, tasks, category in cells
    ]


def test_most_rows_stand_where_people_put_them() -> None:
    by_hand = rows()
    assert len(by_hand) >= 200
    found = [placed(name, domains, tasks) for name, domains, tasks, _ in by_hand]
    right = sum(got == row[3] for got, row in zip(found, by_hand, strict=True))
    assert right / len(by_hand) >= RIGHT
    said = [got for got, row in zip(found, by_hand, strict=True) if any(row[1] + row[2])]
    assert None not in said


def test_rules_name_categories_of_the_survey_and_all_are_reached() -> None:
    head, _ = load_record(shipped_folder() / "survey" / "catalog.yaml", CatalogHead)
    assert head is not None
    assert {rule.category for rule in RULES} == {category.id for category in head.categories}
    assert {placed(name, domains, tasks) for name, domains, tasks, _ in rows()} >= {
        category.id for category in head.categories
    }


@pytest.mark.parametrize(
    ("name", "domains", "tasks", "category"),
    [
        ("GPT-5", "language,multimodal,vision", "language modeling/generation,chat", "text-to-text"),
        ("Some Coder", "language", "language modeling", "text-to-code"),
        ("Ferry", "", "coding,language modeling", "text-to-text"),
        ("Fold", "biology", "protein folding prediction", "text-to-science"),
        ("Walker", "robotics", "", "other"),
        ("Player", "games", "go", "other"),
        ("Brush", "image generation,vision", "image editing", "text-to-image"),
        ("Looker", "multimodal", "image understanding", "image-to-text"),
        ("Watcher", "video", "video generation", "text-to-video"),
        ("Net", "vision", "image classification", "other"),
        ("Net of 2024", "vision", "", "other"),
        ("Tips", "recommendation", "", "other"),
        ("Steps", "other", "sequence memorization", "other"),
        ("Gate", "", "object recognition", "other"),
        ("Match", "language,multimodal,vision", "image classification", "image-to-text"),
        ("Reader", "vision", "character recognition (ocr)", "image-to-text"),
        ("Teller", "video", "video description", "image-to-text"),
        ("Viewer", "", "image understanding", "image-to-text"),
        ("Weaver", "basket weaving", "weaving", None),
        ("Nothing", "", "", None),
        ("Language of 2024", "language", "", "text-to-text"),
    ],
)
def test_rows_of_each_kind(name: str, domains: str, tasks: str, category: str | None) -> None:
    assert placed(name, filter(None, domains.split(",")), filter(None, tasks.split(","))) == category


@pytest.mark.parametrize("path", sorted(SHARED.glob("epoch_notable_*.csv")), ids=lambda path: path.stem)
def test_what_the_real_tables_say_anything_of_is_placed(path: Path) -> None:
    catalog, _ = open_catalog(str(path))
    unplaced = [model for model in catalog if model.category == "unplaced"]
    assert [model.name for model in unplaced if model.domains or model.tasks] == []
    assert len(unplaced) < 0.05 * len(catalog)


@pytest.mark.parametrize(
    ("takes", "gives", "category", "also"),
    [
        ("text", "text", "text-to-text", ()),
        ("image,text", "text", "image-to-text", ("text-to-text",)),
        ("audio,image,text,video", "text", "text-to-text", ("image-to-text",)),
        ("image,text", "image,text", "text-to-text", ("image-to-text", "text-to-image")),
        ("text", "code,text", "text-to-text", ("text-to-code",)),
        ("text", "code", "text-to-code", ()),
        ("audio", "text", "text-to-audio", ()),
        ("text", "image,video", "text-to-video", ("text-to-image",)),
        ("image,text", "robotics-trajectories", "other", ()),
        ("amino-acid-sequence", "protein-structure", "text-to-science", ()),
        ("text", "", None, ()),
        ("sound of bells", "embeddings", None, ()),
    ],
)
def test_signatures_of_each_kind(takes: str, gives: str, category: str | None, also: tuple[str, ...]) -> None:
    inputs, outputs = takes.split(","), list(filter(None, gives.split(",")))
    assert placed_by_signature("A model", inputs, outputs) == category
    if category:
        assert categories_besides(category, inputs, outputs) == also


def test_a_model_that_takes_and_gives_text_is_text_to_text_as_well(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text(
        "Model,Organization,Domain,Task,Training compute (FLOP)\n"
        'Coder X,A,Language,"Code generation,Chat",1e22\nSeer,A,"Vision,Language",Visual question answering,1e22\n'
    )
    catalog, _ = open_catalog(str(path))
    assert [(model.category, model.also_in) for model in catalog] == [
        ("text-to-code", ("text-to-text",)), ("image-to-text", ("text-to-text",)),
    ]  # fmt: skip
