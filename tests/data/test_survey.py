"""The shipped catalog: clean, whole, and each of its models with its sources."""

from __future__ import annotations

import json

import pytest

from genai_tui.catalog.export import model_as_json
from genai_tui.catalog.files import shipped_folder
from genai_tui.catalog.validation import load_folder
from genai_tui.search.index import SearchIndex

NAMED = (
    "DALL·E 2", "Imagen", "Stable Diffusion", "Muse", "DreamFusion", "Magic3D", "Flamingo", "VisualGPT", "Phenaki",
    "Soundify", "AudioLM", "Jukebox", "Whisper", "ChatGPT", "LaMDA", "PEER", "Codex", "AlphaCode", "Galactica",
    "Minerva", "AlphaTensor", "Gato", "Human Motion Diffusion Model", "Speech from Brain",
)  # fmt: skip
CATALOG, PROBLEMS = load_folder(shipped_folder() / "survey")


def test_it_is_clean() -> None:
    assert PROBLEMS == ()


def test_nine_categories_in_order_with_both_labels_and_codes() -> None:
    assert CATALOG is not None
    assert [category.code for category in CATALOG.categories] == [
        "TI",
        "T3",
        "IT",
        "TV",
        "TA",
        "TT",
        "TC",
        "TS",
        "OT",
    ]
    assert all(category.label.en and category.label.de for category in CATALOG.categories)


def test_every_model_that_the_survey_names_and_no_other() -> None:
    assert CATALOG is not None
    assert sorted(model.name for model in CATALOG) == sorted(NAMED)


@pytest.mark.parametrize("name", NAMED)
def test_a_named_model_answers(name: str) -> None:
    assert CATALOG is not None
    first = SearchIndex(CATALOG).find(name)[0]
    model = CATALOG.model(first.model_id)
    assert model is not None
    assert model.name == name
    answer = json.loads(json.dumps(model_as_json(CATALOG, model)))
    assert answer["category"]
    assert answer["organizations"]
    assert answer["released"]["date"]
    assert answer["sources"]
    assert answer["summary"]
    assert answer["how_it_works"]
    for field, claim in answer["claims"].items():
        assert claim["state"] == "unknown" or claim["sources"], f"{name}: nothing supports {field}"


@pytest.mark.parametrize("organization_id", ["openai", "google", "deepmind", "meta", "runway", "nvidia", "microsoft",
                                             "kaust", "cmu", "ntu", "tel-aviv-university", "lmu-munich", "uc-berkeley"])  # fmt: skip
def test_the_organizations_are_there(organization_id: str) -> None:
    assert CATALOG is not None
    assert CATALOG.organization(organization_id) is not None


def test_the_ties_that_the_survey_tells() -> None:
    assert CATALOG is not None
    ties = {(tie.from_id, tie.kind, tie.to_id, (tie.date or "")[:4]) for tie in CATALOG.relations}
    assert ("microsoft", "invested_in", "openai", "2019") in ties
    assert ("google", "acquired", "deepmind", "2014") in ties


def test_it_is_honest_about_the_number_21() -> None:
    assert CATALOG is not None
    assert any("21" in note.title + note.text for note in CATALOG.head.notes)
