"""The decoder: each rule of a field has its words, and what is right comes out as it was meant."""

from __future__ import annotations

from typing import Any

import pytest

from genai_tui.catalog.model import Model, Organization, Relation
from genai_tui.storage.decoder import (
    LARGEST,
    Checked,
    Given,
    RecordChecker,
    field_paths,
    is_field,
    nearest_of,
    noun,
    short,
    value_of,
)
from genai_tui.storage.yaml_tree import YamlNode, parse

BASE = "id: a\nname: A\ncategory: c\nsources: [{id: s}]\n"


def tree(text: str) -> YamlNode:
    return parse(text.encode(), "f.yaml")


def read(text: str, kind: type[Any] = Model) -> tuple[Checked, list[str]]:
    checker = RecordChecker()
    checked = checker.record(tree(text), kind, "f.yaml")
    return checked, [str(each) for each in checker.problems]


def wrong(line: str) -> list[str]:
    """Return what is said of a line behind the fields that a model needs, less the place of the line."""
    checked, problems = read(BASE + line)
    assert (checked.value is None) == any("warning:" not in each for each in problems)
    assert all(each.startswith("f.yaml:5:") for each in problems)
    return [each.partition(" ")[2] for each in problems]


def value(line: str, name: str) -> Any:
    checked, problems = read(BASE + line)
    assert not problems
    return getattr(checked.value, name)


NUMBER = "expected a whole number of at least 0"


@pytest.mark.parametrize(
    ("line", "problems"),
    [
        ("nam: x", ["nam: there is no such field (did you mean name?)"]), ("zzzz: x", ["zzzz: there is no such field"]),
        ("name: B", ["name: stands here again, first on line 2"]), ("<<: x", ["<<: a merge key is not read, expected every field to be written out"]),
        ("summary:", ["summary: has no value, expected text, own words (leave the field out where it is not known)"]),
        ("summary: null", ["summary: found `null`, which is no value, expected text, own words (leave the field out where it is not known)"]),
        ("summary: N/A", ["summary: found the placeholder `N/A`, expected text, own words (leave the field out where it is not known)"]),
        ("summary: [a]", ["summary: found a list, expected text, own words"]), ("summary: {a: b}", ["summary: found fields with values, expected text, own words"]),
        ("inputs: text", ["inputs: found `text`, expected a list (put it in square brackets)"]),
        ("inputs:", ["inputs: found no value, expected a list (leave the field out where it is not known)"]),
        ("inputs: {a: b}", ["inputs: found fields with values, expected a list"]),
        ("released: 2022", ["released: found `2022`, expected fields with values"]), ("released:", ["released: found no value, expected fields with values (leave the field out where it is not known)"]),
        ("released: {date: 2022}", []), ("released: {}", ["released.date: is missing, and every record of this kind needs it"]),
        ("citations: -1", [f"citations: found `-1`, {NUMBER}"]), ("citations: 1.5", [f"citations: found `1.5`, {NUMBER}"]), ("citations: many", [f"citations: found `many`, {NUMBER}"]),
        ("citations: 9223372036854775808", [f"citations: found `9223372036854775808`, {NUMBER}"]),
        (f"citations: {'1' * 101}", [f"citations: found `{'1' * 57}...`, {NUMBER}"]),
        ("type: modell", ["type: found `modell`, expected application, dataset or model (did you mean model?)"]),
        ("availability: {api: yes}", ["availability.api: found `yes`, expected true or false (did you mean true?)"]),
        ("availability: {api: off}", ["availability.api: found `off`, expected true or false (did you mean false?)"]),
        ("availability: {api: maybe}", ["availability.api: found `maybe`, expected true or false"]),
        ("availability: {api: True}", ["warning: availability.api: found `True` (did you mean true?)"]),
        ("based_on: [{how: built_on}]", ["based_on[1]: expected either `model` (an id) or `name` (outside the catalog)"]),
        ("based_on: [{how: built_on, model: b, name: B}]", ["based_on[1]: expected either `model` (an id) or `name` (outside the catalog)"]),
        ("disputes: [{field: name, why: x, claims: [{value: a, source: s}]}]", ["disputes[1].claims: holds 1, expected at least 2"]),
        ("aliases: [unknown]", ["warning: aliases[1]: `unknown` looks like a placeholder (put it in quotes if that is the name)"]),
        ("aliases: ['unknown']", []),
    ],
)  # fmt: skip
def test_each_rule_has_its_words(line: str, problems: list[str]) -> None:
    assert wrong(line) == problems


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("released: {date: 2022-02-30}", "released.date: found `2022-02-30`, which is no day of the calendar; expected "),
        ("released: {date: soon}", "released.date: found `soon`, expected "),
        ("aliases: [null]", "aliases[1]: found `null`, which is no value, expected a name (put it in quotes if that is the name; leave the field out"),
        ('aliases: [""]', "aliases[1]: has no value, expected a name (leave the field out"), ('aliases: ["\\u200b"]', "aliases[1]: holds no sign that can be seen"),
        ("links: {homepage: true}", "links.homepage: found `true`, expected "),
    ],
)  # fmt: skip
def test_the_words_of_a_rule_begin_so(line: str, words: str) -> None:
    (told,) = wrong(line)
    assert told.startswith(words)


def test_a_text_that_reads_as_true_is_put_in_quotes() -> None:
    (told,) = wrong("links: {homepage: true}")
    assert told.endswith("(put it in quotes)")


@pytest.mark.parametrize(
    ("line", "name", "read_as"),
    [
        ("citations: 0", "citations", 0), ("citations: 0x1F", "citations", 31), ("citations: 0o17", "citations", 15), ("citations: 010", "citations", 10), ("citations: +5", "citations", 5),
        ("citations: 1e3", "citations", 1000), ("citations: 5.0", "citations", 5), (f"citations: {LARGEST}", "citations", LARGEST),
        ("inputs: []", "inputs", ("nothing",)), ("outputs: []", "outputs", ()), ("inputs: [text]", "inputs", ("text",)),
        ("summary: ' padded '", "summary", " padded "), ("aliases: [yes]", "aliases", ("yes",)), ("context_length: 100", "context_length", 100),
    ],
)  # fmt: skip
def test_a_value_is_read_as_it_was_meant(line: str, name: str, read_as: object) -> None:
    got = value(line, name)
    assert got == read_as
    assert type(got) is type(read_as)


def test_whole_numbers_of_other_fields_are_real() -> None:
    price = value("offers: [{provider: p, input_price: 3}]", "offers")[0].input_price
    assert price == 3
    assert isinstance(price, float)


@pytest.mark.parametrize(("size", "fits"), [(0, True), (1, False)])
def test_a_text_is_as_long_as_it_may_be(size: int, fits: bool) -> None:
    _, told = read(BASE.replace("name: A", f"name: {'x' * 100_000}"))
    longest = int(told[0].rpartition(" ")[2].replace(",", ""))
    assert told[0].endswith(f"name: is 100,000 characters long, expected at most {longest:,}")
    _, told = read(BASE.replace("name: A", f"name: {'x' * (longest + size)}"))
    assert (not told) is fits


def test_a_list_is_as_long_as_it_may_be() -> None:
    parts = ", ".join(["{id: a, role: developer}"] * 2_000)
    (told,) = wrong(f"organizations: [{parts}]")
    longest = int(told.rpartition(" ")[2].replace(",", ""))
    assert told == f"organizations: holds 2,000, expected at most {longest:,}"
    fitting = ", ".join(["{id: a, role: developer}"] * longest)
    assert not wrong(f"organizations: [{fitting}]")


def test_what_is_missing_is_told_at_the_record() -> None:
    checked, problems = read("id: a\n")
    assert checked.value is None
    assert problems == [
        f"f.yaml:1:1: {name}: is missing, and every record of this kind needs it"
        for name in ("name", "category", "sources")
    ]
    _, problems = read("- a\n")
    assert problems == ["f.yaml:1:1: found a list, expected fields with values"]


def test_a_record_that_changes_another_may_give_some_fields() -> None:
    checker = RecordChecker()
    given = checker.partly(tree("name: B\nnam: C\n"), Model, "f.yaml")
    assert isinstance(given, Given)
    assert (given.values, given.kind, given.new, given.wrong) == ({"name": "B"}, Model, False, True)
    given = checker.partly(tree("- a\n"), Model, "g.yaml")
    assert (given.values, given.wrong) == ({}, True)
    assert str(checker.problems[-1]) == "g.yaml:1:1: found a list, expected fields with values"


def test_dates_countries_and_licences_are_kept_for_doubts() -> None:
    checked, _ = read(
        BASE + "released: {date: 2022-05}\navailability: {license: MIT}\npaper: {title: T, year: 2021}\n"
    )
    assert {(each.form, each.text, each.field) for each in checked.texts} == {
        ("date", "2022-05", "released.date"), ("license", "MIT", "availability.license"), ("date", "2021", "paper.year"),
    }  # fmt: skip
    checked, _ = read("id: o\nname: O\ncountry: NO\n", Organization)
    assert [(each.form, each.text) for each in checked.texts] == [("country", "NO")]


def test_ids_that_have_to_name_something_are_kept() -> None:
    checked, _ = read("from: a\nto: b\nkind: acquired\n", Relation)
    assert [(each.kind, each.id, each.field) for each in checked.references] == [
        ("organization", "a", "from"), ("organization", "b", "to"),
    ]  # fmt: skip


def test_a_problem_and_a_warning_stand_where_they_are_noted() -> None:
    checker = RecordChecker()
    node = tree("a: b\nc: d\n")
    checker.note("f", value_of(node, "c"), "c", "is odd", "so it is")
    checker.warn("f", value_of(node, "a"), "a", "is rare")
    assert [str(each) for each in checker.problems] == [
        "f:2:4: c: is odd (so it is)",
        "f:1:4: warning: a: is rare",
    ]
    assert value_of(node, "none") is node
    assert value_of(value_of(node, "a"), "x") == value_of(node, "a")


def test_paths_of_fields() -> None:
    assert {"name", "training.compute_flop", "released.date", "organizations.id", "based_on.how"} <= set(
        field_paths(Model)
    )
    assert {"from", "to"} <= set(field_paths(Relation))
    assert is_field(Model, "training.compute_flop")
    assert not is_field(Model, "training.none")
    assert not is_field(Organization, "training.compute_flop")


def test_words_of_what_stands_at_a_node() -> None:
    node = tree(f"a: x\nb:\nc: [1]\nd: {{e: f}}\ng: {'y' * 61}\n")
    assert [noun(value_of(node, name)) for name in "abcd"] == [
        "`x`",
        "no value",
        "a list",
        "fields with values",
    ]
    assert noun(value_of(node, "g")) == f"`{'y' * 57}...`"
    assert short("y" * 60) == "y" * 60
    assert (nearest_of("nam", ("name", "other")), nearest_of("zzz", ("name",))) == ("did you mean name?", "")
