"""Every mistake is told with its place, its field and what was expected; good records stay usable."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from genai_tui.catalog.diagnostics import CatalogNotFound
from genai_tui.storage import yaml_tree
from genai_tui.storage.folder import load_folder
from genai_tui.storage.yaml_tree import Unreadable
from tests.conftest import HEAD, MODELS

PAINTER = MODELS["painter"]

# what changes in painter.yaml, the place of the problem, what its text says
MISTAKES = [
    ("summary: Paints.", "sumary: Paints.", ":7:1: sumary:", "did you mean summary?"),
    ("id: painter\n", "", ":1:1: id:", "is missing"),
    ("{id: acme, role", "{id: acmee, role", ":10:10: organizations[1].id:", "did you mean acme?"),
    (
        "category: text-to-image",
        "category: text-to-imagine",
        ":4:11: category:",
        "did you mean text-to-image?",
    ),
    ("2022-04-06", "2022-13-40", ":12:18: released.date:", "no day of the calendar"),
    ("3500000000", "-5", ":14:13: parameters[1].count:", "at least 1"),
    ("3500000000", "0", ":14:13: parameters[1].count:", "at least 1"),
    ("3500000000", "9223372036854775808", ":14:13: parameters[1].count:", "a whole number"),
    ("3500000000", "many", ":14:13: parameters[1].count:", "a whole number"),
    ("estimated: true", "estimated: yes", "parameters[1].estimated:", "did you mean true?"),
    ("weights: open", "weights: opened", ":15:25: availability.weights:", "did you mean open?"),
    ("license: Apache-2.0", "license: unknown", "availability.license:", "leave the field out"),
    ("license: Apache-2.0", "license: ", "availability.license:", "has no value"),
    ("license: Apache-2.0", "license: ", "availability.license:", "leave the field out"),
    ("category: text-to-image", "category: ", ":4:10: category:", "every record of this kind needs it"),
    ("category: text-to-image", "category: TODO", ":4:11: category:", "every record of this kind needs it"),
    ("{id: acme, role", "{id: , role", "organizations[1].id:", "every record of this kind needs it"),
    ("summary: Paints.", "summary: Paints.\nsummary: Twice.", ":8:1: summary:", "first on line 7"),
    ("inputs: [text]", "inputs: text", ":5:9: inputs:", "expected a list"),
    ("inputs: [text]", "inputs: [txt]", ":5:10: inputs[1]:", "did you mean text?"),
    (
        "supports: [organizations",
        "supports: [organisations",
        "sources[1].supports:",
        "did you mean organizations?",
    ),
    ("id: paper,", "id: papier,", "sources[1].id:", "did you mean paper?"),
    ("summary: Paints.", "\tsummary: Paints.", ":7:", "a tab"),
    ("summary: Paints.", 'summary: "Paints.', ":", "never closed"),
    ("summary: Paints.", "summary: one: two", ":7:13:", "a second `: `"),
    ("name: Painter 2", "name: !!python/object:os.system x", ":2:7:", "is not read"),
    ("summary: Paints.", "based_on: [{model: painter, how: component}]", "based_on[1]:", "based on itself"),
    ("summary: Paints.", "links: {homepage: 'javascript:alert(1)'}", "links.homepage:", "http or https"),
]


@pytest.mark.parametrize(("before", "after", "place", "words"), MISTAKES)
def test_a_mistake_in_a_model_is_told_and_the_others_stay(
    make: Callable[..., Path], before: str, after: str, place: str, words: str
) -> None:
    assert before in PAINTER
    listener = MODELS["listener"].replace("{model: painter, how", "{name: Painter, how")
    folder = make(painter=PAINTER.replace(before, after, 1), listener=listener)
    catalog, problems = load_folder(folder)
    assert len(problems) == 1, problems
    assert f"painter.yaml{place}" in str(problems[0]) or place in str(problems[0])
    assert words in str(problems[0])
    assert catalog is not None
    assert [model.id for model in catalog] == ["listener", "whisperer"]


def test_all_mistakes_at_once(make: Callable[..., Path]) -> None:
    broken = (
        PAINTER.replace("summary:", "sumary:").replace("2022-04-06", "2022-13-40").replace("3500000000", "-1")
    )
    _, problems = load_folder(make(painter=broken, whisperer="id: whisperer\n"))
    assert sum("painter.yaml" in problem.file for problem in problems) == 3
    assert sum("whisperer.yaml" in problem.file for problem in problems) == 5  # the missing fields


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (b"", "is empty"),
        (b"# nothing\n", "is empty"),
        ("name: Müller\n".encode("latin-1"), "not UTF-8"),
        (b"name: a\x1b[2J\n", "control character"),
        (b"a: *b\n", "alias"),
        (b"--- 1\n--- 2\n", "second document"),
        (b"? [a]\n: b\n", "stands as a key"),
        (b"[" * 100 + b"]" * 100, "levels deep"),
        (b"{", "not valid YAML"),
    ],
)
def test_a_file_that_cannot_be_read(make: Callable[..., Path], text: bytes, words: str) -> None:
    catalog, problems = load_folder(make(whisperer=text))
    assert len(problems) == 1
    assert words in str(problems[0])
    assert catalog is not None
    assert len(catalog) == 2


@pytest.mark.parametrize(
    ("text", "place"),
    [
        (b"name: M\xfcller\n", ":1:8:"),
        (b"a: 1\nname: \xc3\xbc\xfc\n", ":2:8:"),
        (b"\xff", ":1:1:"),
        (b"a: 1\n\n\xff", ":3:1:"),
    ],
)
def test_a_byte_that_is_no_utf_8_is_told_with_its_place(
    make: Callable[..., Path], text: bytes, place: str
) -> None:
    _, problems = load_folder(make(whisperer=text))
    assert f"whisperer.yaml{place}" in str(problems[0])


def test_a_number_of_thousands_of_digits_is_a_mistake(make: Callable[..., Path]) -> None:
    _, problems = load_folder(make(painter=PAINTER.replace("3500000000", "9" * 5_000)))
    assert "parameters[1].count: found" in str(problems[0])
    assert len(str(problems[0])) < 1_000


def test_the_largest_number_is_kept(make: Callable[..., Path]) -> None:
    catalog, problems = load_folder(make(painter=PAINTER.replace("3500000000", "9223372036854775807")))
    assert problems == ()
    assert catalog
    assert catalog.models[0].parameters[0].count == 2**63 - 1


def test_a_file_where_the_models_should_be_is_told(folder: Path) -> None:
    for path in (folder / "models").iterdir():
        path.unlink()
    (folder / "models").rmdir()
    (folder / "models").write_text("id: x\n")
    catalog, problems = load_folder(folder)
    assert any("expected a folder of models" in str(problem) for problem in problems)
    assert catalog is None or not catalog.models


def test_a_bomb_of_aliases_is_refused_quickly() -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 12)]
    with pytest.raises(Unreadable, match="aliases written out"):
        yaml_tree.parse("\n".join(lines).encode(), "bomb.yaml")


def test_a_file_too_large_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "large.yaml"
    path.write_bytes(b"a" * (yaml_tree.MAX_FILE_BYTES + 1))
    with pytest.raises(Unreadable, match="at most 4 MiB"):
        yaml_tree.read_file(path, "large.yaml")


def test_no_folder_and_a_file_where_a_folder_is_meant(tmp_path: Path, folder: Path) -> None:
    with pytest.raises(CatalogNotFound, match="no such folder"):
        load_folder(tmp_path / "nowhere")
    with pytest.raises(CatalogNotFound, match="expected a folder"):
        load_folder(folder / "catalog.yaml")


def test_a_duplicate_id_names_the_first(make: Callable[..., Path]) -> None:
    twin = "- {id: acme, name: One}\n- {id: acme, name: Two}\n- {id: uni, name: U}\n"
    _, problems = load_folder(make(organizations=twin))
    assert len(problems) == 1
    assert "organizations.yaml:2" in str(problems[0])
    assert "organizations.yaml:1" in str(problems[0])


def test_a_wrong_head_leaves_no_catalog(make: Callable[..., Path]) -> None:
    catalog, problems = load_folder(make(catalog=HEAD.replace("title: Tiny", "titel: Tiny")))
    assert catalog is None
    assert any("did you mean title?" in str(problem) for problem in problems)


def test_scalars_stay_text_until_a_field_says_otherwise(make: Callable[..., Path]) -> None:
    named_no = MODELS["whisperer"].replace("name: Whisperer", "name: no").replace("2022-12", "2012")
    catalog, problems = load_folder(make(whisperer=named_no))
    assert problems == ()
    assert catalog is not None
    model = catalog.model("whisperer")
    assert model is not None
    assert (model.name, model.released and model.released.date) == ("no", "2012")
    organization = catalog.organization("acme")
    assert organization is not None
    assert organization.country == "NO"


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=300) | st.text(max_size=300).map(str.encode))
def test_any_bytes_are_a_tree_or_a_problem(data: bytes) -> None:
    with contextlib.suppress(Unreadable):
        assert yaml_tree.parse(data, "any.yaml").line >= 1


def test_a_model_has_so_many_organizations_and_no_more(folder: Path) -> None:
    path = folder / "models" / "painter.yaml"
    many = "".join("  - {id: acme, role: developer}\n" for _ in range(3000))
    path.write_text(path.read_text().replace("  - {id: acme, role: developer}\n", many))
    _, problems = load_folder(folder)
    assert [each.message for each in problems] == ["holds 3,001, expected at most 100"]


@pytest.mark.parametrize("name", ["\\u3164", "\\u200b\\u2060", "\\u115f \\uffa0", "\\u2800"])
def test_a_name_that_cannot_be_seen_is_a_mistake(folder: Path, name: str) -> None:
    path = folder / "models" / "painter.yaml"
    path.write_text(path.read_text().replace("name: Painter 2", f'name: "{name}"'))
    _, problems = load_folder(folder)
    assert [(each.field, each.message) for each in problems] == [("name", "holds no sign that can be seen")]


def test_a_model_file_with_the_other_ending_is_told_by_name_and_without_a_line(
    make: Callable[..., Path],
) -> None:
    folder = make()
    (folder / "models" / "painter.yaml").rename(folder / "models" / "painter.yml")
    _, problems = load_folder(folder)
    told = next(each for each in problems if each.file.endswith("painter.yml"))
    assert (told.line, told.column, told.message) == (0, 0, "is not read")
    assert told.hint == "did you mean models/painter.yaml?"
