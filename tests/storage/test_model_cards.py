"""Model cards as a catalog: what their front matter says, and what is no card."""

from __future__ import annotations

from pathlib import Path

import pytest

from genai_tui.catalog.diagnostics import CatalogError
from genai_tui.catalog.model import Catalog, Model
from genai_tui.storage import cache
from genai_tui.storage.importers import format_of
from genai_tui.storage.loader import open_catalog

ALDER = """---
license: apache-2.0
language: [en, de]
library_name: transformers
pipeline_tag: text-generation
datasets:
- acme/wood-text
- null
model-index:
- name: alder-7b
  results:
  - task: {type: text-generation}
    dataset: {name: Wood Test, type: acme/wood, split: test, args: {num_few_shot: 5}}
    metrics:
    - {type: acc, name: accuracy, value: 64.2}
    - {type: f1, value: 81%}
    - {type: bleu, value: high}
    source: {name: The board, url: 'https://example.org/board'}
---
# Alder 7B

---
license: none of this counts
"""
CHILD = """---
license: other
license_name: wood-license
base_model: {base}
{more}---
"""


def card(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def opened(path: Path) -> Catalog:
    catalog, problems = open_catalog(str(path))
    assert not problems
    return catalog


def only(catalog: Catalog) -> Model:
    (model,) = catalog.models
    return model


def told(catalog: Catalog) -> dict[str, tuple[str, ...]]:
    return {each.what: each.examples for each in catalog.report}


def test_a_card_says_what_its_front_matter_says(tmp_path: Path) -> None:
    catalog = opened(card(tmp_path / "acme" / "alder-7b" / "README.md", ALDER).parent.parent.parent)
    model = only(catalog)
    assert (model.id, model.name, model.aliases) == ("alder-7b", "alder-7b", ("acme/alder-7b",))
    assert [catalog.organization_name(each) for each in model.organization_ids] == ["acme"]
    assert (model.inputs, model.outputs, model.category) == (("text",), ("text",), "text-to-text")
    assert (model.tasks, model.domains) == (("text-generation",), ("language: en", "language: de"))
    assert model.availability
    assert (model.availability.license, model.availability.weights) == ("Apache-2.0", None)
    assert model.training
    assert [each.name for each in model.training.data] == ["acme/wood-text"]
    results = [(each.metric, each.value, each.unit, each.benchmark, each.note) for each in model.results]
    assert results == [
        ("accuracy", 64.2, None, "Wood Test", "split test · 5 shots"), ("f1", 81.0, "%", "Wood Test", "split test · 5 shots"),
    ]  # fmt: skip
    page = catalog.source(model, str(model.results[0].source))
    assert page
    assert (page.title, page.url) == ("The board", "https://example.org/board")
    assert (model.released, model.parameters, model.status) == (None, (), None)
    assert "results" in model.sources[0].supports
    assert told(catalog)["fields of cards not carried over"] == ("library_name (1)",)
    assert told(catalog)["results without a name or a number"] == ("bleu: high",)


@pytest.mark.parametrize(
    ("base", "more", "how", "note"),
    [
        ("acme/alder-7b", "", "built_on", None), ("[acme/alder-7b]", "base_model_relation: finetune\n", "fine_tuned_from", None),
        ("{name: acme/alder-7b}", "base_model_relation: quantized\n", "built_on", "quantized"),
        ("ACME/Alder-7B", "base_model_relation: merge\n", "component", "merged"), ("acme/alder-7b", "base_model_relation: odd\n", "built_on", None),
    ],
)  # fmt: skip
def test_a_base_is_text_a_list_or_an_object_and_leads_to_its_card(
    tmp_path: Path, base: str, more: str, how: str, note: str | None
) -> None:
    card(tmp_path / "acme" / "alder-7b" / "README.md", ALDER)
    card(tmp_path / "someone" / "child" / "README.md", CHILD.format(base=base, more=more))
    child = opened(tmp_path).model("child")
    assert child
    assert [(each.model, each.how, each.note) for each in child.based_on] == [("alder-7b", how, note)]
    assert child.availability
    assert child.availability.license == "wood-license"


def test_a_base_elsewhere_is_a_name_and_several_are_several(tmp_path: Path) -> None:
    text = CHILD.format(base="[lab/one, lab/two, lab/one]", more="base_model_relation: merge\n")
    model = only(opened(card(tmp_path / "mix.md", text)))
    assert model.name == "mix"
    assert [(each.name, each.how) for each in model.based_on] == [
        ("lab/one", "component"),
        ("lab/two", "component"),
    ]


def test_the_hubs_cache_and_gated_weights(tmp_path: Path) -> None:
    blob = card(
        tmp_path / "models--acme--oak" / "blobs" / "x", "---\nlicense: mit\nextra_gated_prompt: ask\n---\n"
    )
    place = tmp_path / "models--acme--oak" / "snapshots" / "abc"
    place.mkdir(parents=True)
    (place / "README.md").symlink_to(blob)
    model = only(opened(tmp_path))
    assert model.aliases == ("acme/oak",)
    assert model.availability
    assert (model.availability.weights, model.availability.license) == ("restricted", "MIT")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("# Only text\n", "begins with front matter between two lines of ---, and this file does not"),
        ("---\nlicense: mit\n", "ends its front matter with a line of ---, and this one has none"),
        ("---\nlicense: mit\n---\n\n---\nlicense: gpl\n---\n", "has one front matter, and this file has a second one at line 5"),
        ("---\nlicense: [mit\n---\n", ":3:1: is not valid YAML"),
        ("---\nlicense: mit\ntask_categories: [x]\n---\n", "is of a model, and this one is of a data set"),
        ("---\ntitle: A day\nlayout: post\n---\n", "has none of license, base_model"),
        ("---\nlicense: mit\nx: !!python/object:os.system {}\n---\n", "tag"),
    ],
)  # fmt: skip
def test_what_is_no_card_is_told_in_one_line_alone_and_counted_in_a_folder(
    tmp_path: Path, text: str, words: str
) -> None:
    alone = card(tmp_path / "alone" / "x.md", text)
    with pytest.raises(CatalogError) as caught:
        opened(alone)
    assert words in str(caught.value)
    assert "\n" not in str(caught.value)
    card(tmp_path / "folder" / "alder" / "README.md", ALDER)
    card(tmp_path / "folder" / "bad" / "README.md", text)
    catalog = opened(tmp_path / "folder")
    assert "layout" in text or len(told(catalog)["files that are no model card"]) == 1
    assert "alder" in [each.id for each in catalog]


def test_a_folder_is_read_anew_when_a_card_changes(tmp_path: Path) -> None:
    path = card(tmp_path / "alder" / "README.md", ALDER)
    first = opened(tmp_path)
    assert opened(tmp_path) == first
    card(path, ALDER.replace("apache-2.0", "mit"))
    assert only(opened(tmp_path)).availability.license == "MIT"  # type: ignore[union-attr]
    cache.clear(cache.cache_folder())
    assert only(opened(tmp_path)).availability.license == "MIT"  # type: ignore[union-attr]


def test_markdown_without_front_matter_makes_no_folder_a_catalog(tmp_path: Path) -> None:
    card(tmp_path / "README.md", "# A project\n")
    card(tmp_path / "post.md", "---\ntitle: A day\n---\n")
    assert format_of(tmp_path) is None


@pytest.mark.parametrize(
    ("relation", "how", "told"),
    [
        ("", "built_on", []),
        ("base_model_relation: finetune\n", "fine_tuned_from", []),
        ("base_model_relation: cousin\n", "built_on", ["cousin"]),
    ],
)
def test_how_a_model_stands_to_its_base_is_read_and_words_that_are_none_are_told(
    tmp_path: Path, relation: str, how: str, told: list[str]
) -> None:
    card(tmp_path / "child" / "README.md", CHILD.format(base="acme/alder", more=relation))
    catalog, _ = open_catalog(str(tmp_path))
    (model,) = catalog.models
    assert [each.how for each in model.based_on] == [how]
    lines = [line for line in catalog.report if line.what == "relations to a base not understood"]
    assert [example for line in lines for example in line.examples] == told
