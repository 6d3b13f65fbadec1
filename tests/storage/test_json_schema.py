"""The printed JSON Schema and `validate` give one verdict on every file."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from genai_tui.catalog import patterns
from genai_tui.catalog.diagnostics import Problem
from genai_tui.catalog.partial_date import is_date
from genai_tui.catalog.patterns import PLACEHOLDERS
from genai_tui.storage.files import shipped_folder
from genai_tui.storage.folder import load_folder
from genai_tui.storage.json_schema import KINDS, schema
from genai_tui.storage.overlay import lay_over
from tests.storage.mutations import SCHEMA_OF, WHOLE, Mutation, mutations
from tests.storage.yaml_core import load

JUDGES = {kind: Draft202012Validator(schema(kind)) for kind in KINDS}

NEEDS_THE_FOLDER = (
    "there is no organization", "there is no model", "there is no category", "there is no modality", "there is no source",
    "stands already in", "expected the file's name", "the model is based on itself", "that the catalog does not have",
)  # fmt: skip
"""What only the other files of a folder can tell, or the name of the file."""


def write(folder: Path, **changed: str) -> Path:
    for name, text in {**WHOLE, **changed}.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def own(problems: tuple[Problem, ...], file: str) -> list[Problem]:
    return [
        each
        for each in problems
        if each.file.endswith(file) and not any(words in each.message for words in NEEDS_THE_FOLDER)
    ]


def verdict_of_schema(kind: str, text: str) -> bool:
    try:
        return bool(JUDGES[kind].is_valid(load(text)))
    except (yaml.YAMLError, ValueError):
        return False


def corpus(seed: int, most: int) -> list[Mutation]:
    """Return some changed files of each kind, and every one that can be told by its text alone."""
    chosen: list[Mutation] = []
    for file in SCHEMA_OF:
        found = list(mutations(file, WHOLE[file]))
        chosen += found[:1] + random.Random(seed).sample(found[1:], most)
    return chosen


@pytest.mark.parametrize("kind", KINDS)
def test_each_schema_is_one_that_ecmascript_can_read(kind: str) -> None:
    Draft202012Validator.check_schema(schema(kind))
    printed = repr(schema(kind))
    assert "'null'" not in printed
    assert "None" not in re.sub(r"\[nN\]\[oO\].*?\|", "", printed)
    for found in _patterns(schema(kind)):
        assert not re.search(r'\\["dswAZbB-]|\(\?[^:=!]', found), found
        re.compile(found)


@pytest.mark.parametrize("kind", KINDS)
def test_each_field_says_what_it_means(kind: str) -> None:
    printed = schema(kind)
    told = dict(_meanings(printed, kind))
    assert len(told) >= 14
    assert [path for path, meaning in told.items() if not meaning] == []


def _meanings(tree: object, path: str) -> Iterator[tuple[str, str]]:
    """Yield the path of every field, of every record within a schema, and its description."""
    if isinstance(tree, list):
        yield from (pair for value in tree for pair in _meanings(value, path))
    if isinstance(tree, dict):
        for name, value in tree.items():
            inner = f"{path}/{name}"
            if name == "properties" and "type" in tree:
                yield from ((f"{inner}/{field}", one.get("description", "")) for field, one in value.items())
            yield from _meanings(value, inner)


def _patterns(tree: object) -> list[str]:
    if isinstance(tree, dict):
        own_pattern = [tree["pattern"]] if isinstance(tree.get("pattern"), str) else []
        return own_pattern + [each for value in tree.values() for each in _patterns(value)]
    return [each for value in tree for each in _patterns(value)] if isinstance(tree, list) else []


@pytest.mark.parametrize("seed", [1, 2])
def test_schema_and_validate_agree_on_changed_files(tmp_path: Path, seed: int) -> None:
    folder = write(tmp_path / "whole")
    assert load_folder(folder)[1] == ()
    good = bad = 0
    for mutation in corpus(seed, 60):
        path = folder / mutation.file
        path.write_text(mutation.text, encoding="utf-8")
        problems = own(load_folder(folder)[1], mutation.file)
        path.write_text(WHOLE[mutation.file], encoding="utf-8")
        by_schema = verdict_of_schema(SCHEMA_OF[mutation.file], mutation.text)
        assert by_schema == (not problems), (mutation.file, mutation.what, list(map(str, problems)))
        good, bad = good + by_schema, bad + (not by_schema)
    assert good > 20
    assert bad > 100


@pytest.mark.parametrize("seed", [4, 5])
def test_schema_and_validate_agree_on_overlays(tmp_path: Path, seed: int) -> None:
    catalog, _ = load_folder(write(tmp_path / "whole"))
    assert catalog is not None
    kinds = {"models/painter.yaml": "overlay", "organizations.yaml": "overlay-organizations"}
    for file, kind in kinds.items():
        found = list(mutations(file, WHOLE[file]))
        for mutation in random.Random(seed).sample(found, 40):
            ours = tmp_path / "ours"
            path = ours / file
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(mutation.text, encoding="utf-8")
            problems = own(lay_over(catalog, ours)[1], file)
            path.unlink()
            by_schema = verdict_of_schema(kind, mutation.text)
            assert by_schema == (not problems), (kind, mutation.what, list(map(str, problems)))


# of the model's file: what is changed, how, and whether it is good
CASES = [
    ("released: {date: 2022-04-06, event: announcement, note: n}\n", "", False),
    ("organizations: [{id: acme, role: developer, unit: uni, note: n}, {id: uni, role: funder}]\n", "", False),
    ("links: {homepage: \"https://example.org/\", code: \"https://example.org/c\", weights: \"https://example.org/w\", demo: \"http://example.org/d\"}", "links:", False),
    ("epoch:Painter (2022)", "epoch: Painter (2022)", True),
    ("epoch:Painter (2022)", "Epoch:Painter", False),
    ("not_same_as: [painter-3]", "not_same_as: [3]", True),
    ("state: deprecated", "state: gone", False),
    ("of: api", "of: paper", False),
    ("active: 1200000000", "active: 0", False),
    ("reasoning: true", "reasoning: maybe", False),
    ("inputs: [text]", "inputs: []", True),
    ("inputs: [text]", "inputs: [nothing]", True),
    ("date: 2022-04-06", "date: 2022-13", False),
    ("date: 2022-04-06", "date: 2023", True),
    ("date: 2022-04-06", 'date: "2023"', True),
    ("license: Apache-2.0", "license: unknown", False),
    ("hardware: h", "hardware: TBD", False),
    ("api: false", "api: True", True),
    ("api: false", 'api: "true"', True),
    ("api: false", "api: yes", False),
    ("supports: [organizations", "supports: [paramters", False),
    ("count: 3500000000", 'count: "46700000000"', True),
    ("count: 3500000000", "count: 46_700_000_000", True),
    ("count: 3500000000", 'count: "many"', False),
    ("arxiv: 2204.06120", "arxiv: 2211.10440", True),
    ("arxiv: 2204.06120", 'arxiv: "2211.10440"', True),
    ("arxiv: 2204.06120", "arxiv: 2211", False),
    ("name: Painter 2", "name: null", False),
    ("name: Painter 2", 'name: "null"', True),
    ("name: Painter 2", 'name: "?"', True),
    ("name: Painter 2", "name: 012", True),
    ("how: component", "how: component, name: Both", False),
]  # fmt: skip


@pytest.mark.parametrize(("before", "after", "good"), CASES)
def test_one_verdict_on_what_was_seen(tmp_path: Path, before: str, after: str, good: bool) -> None:
    file = "models/painter.yaml"
    assert before in WHOLE[file]
    text = WHOLE[file].replace(before, after, 1)
    problems = load_folder(write(tmp_path / "whole", **{file: text}))[1]
    assert (problems == (), verdict_of_schema("model", text)) == (good, good), list(map(str, problems))


# of an organization or a relation: what is changed, how, and whether it is good
@pytest.mark.parametrize(
    ("file", "before", "after", "good"),
    [
        ("organizations", "ror: 05dxps055", "ror: 012345678", True),
        ("organizations", "ror: 05dxps055", "ror: 05dxpl055", False),
        ("organizations", "ror: 05dxps055", "ror: https://ror.org/05dxps055", False),
        ("organizations", "wikidata: Q42", "wikidata: 42", False),
        ("relations", "share_percent: 2.5", "share_percent: 100", True),
        ("relations", "share_percent: 2.5", 'share_percent: "100.0"', True),
        ("relations", "share_percent: 2.5", 'share_percent: "100.1"', False),
        ("relations", "share_percent: 2.5", "share_percent: 101", False),
        ("relations", "share_percent: 2.5", "share_percent: 0", False),
        ("relations", "kind: invested_in", "kind: licensed_and_hired", True),
        ("relations", "kind: invested_in", "kind: stakes", False),
    ],
)
def test_one_verdict_on_organizations_and_relations(
    tmp_path: Path, file: str, before: str, after: str, good: bool
) -> None:
    name = f"{file}.yaml"
    assert before in WHOLE[name]
    text = WHOLE[name].replace(before, after, 1)
    problems = load_folder(write(tmp_path / "whole", **{name: text}))[1]
    assert (problems == (), verdict_of_schema(file, text)) == (good, good), list(map(str, problems))


def test_the_survey_is_good_to_its_schemas() -> None:
    folder = shipped_folder() / "survey"
    for kind in ("catalog", "organizations", "relations"):
        assert verdict_of_schema(kind, (folder / f"{kind}.yaml").read_text(encoding="utf-8")), kind
    for path in (folder / "models").iterdir():
        assert verdict_of_schema("model", path.read_text(encoding="utf-8")), path.name


@given(st.from_regex(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?", fullmatch=True))
def test_the_pattern_of_a_date_is_the_calendar(text: str) -> None:
    assert bool(re.search(patterns.whole(patterns.DATE), text)) == (is_date(text) and text[0] != "0")


@given(st.sampled_from(sorted(PLACEHOLDERS)), st.sampled_from(["", " ", "\n", "x", "."]), st.randoms())
def test_a_placeholder_is_refused_by_pattern_however_it_is_written(
    word: str, after: str, chance: random.Random
) -> None:
    text = "".join(chance.choice((sign.upper(), sign.lower())) for sign in word) + after
    assert bool(re.search(patterns.text(), f" {text}")) == (text.strip().lower() not in PLACEHOLDERS)
