"""What differs between two catalogs: every value of every record, in plain words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from msgspec import NODEFAULT, inspect, structs

from genai_tui.catalog.model import Catalog, Model, Organization, Record, Relation, Source
from genai_tui.catalog.sanitize import safe_line
from genai_tui.storage import diff_text
from genai_tui.storage.diff import Difference, differences
from genai_tui.storage.diff_text import line
from genai_tui.storage.folder import load_folder
from genai_tui.storage.loader import open_catalog
from tests.talkers import TALKERS, write_talkers

PYTHON = re.compile(r"\b(None|True|False)\b|\{'|\['|\(\)|\w+\(\w+=")
IDENTITY = {Model: {"id"}, Organization: {"id"}, Relation: {"from_id", "to_id", "kind", "date"}}
"""Fields by which a record is known: with another value it is another record."""


def core(shape: Any) -> Any:
    while isinstance(shape, inspect.Metadata | inspect.UnionType):
        if isinstance(shape, inspect.Metadata):
            shape = shape.type
        else:
            shape = next(option for option in shape.types if not isinstance(option, inspect.NoneType))
    return shape


def sample(shape: Any) -> Any:
    """Return any value of a type, as little of a record as may be."""
    shape = core(shape)
    if isinstance(shape, inspect.StructType):
        needed = (field for field in shape.fields if field.required)
        return shape.cls(**{field.name: sample(field.type) for field in needed})
    if isinstance(shape, inspect.VarTupleType):
        return (sample(shape.item_type),)
    if isinstance(shape, inspect.LiteralType):
        return shape.values[0]
    return {
        inspect.StrType: "another",
        inspect.IntType: 1234,
        inspect.FloatType: 2.5,
        inspect.BoolType: True,
    }[type(shape)]


def others(value: Any, shape: Any) -> Iterator[Any]:
    """Yield values of the same type that differ from `value` in one place."""
    shape = core(shape)
    if value is None or value == ():
        yield sample(shape)
    elif isinstance(value, Record):
        for _, changed in changes_of(value):
            yield changed
    elif isinstance(value, tuple):
        yield value[:-1]
        yield (*value, sample(shape.item_type))
        if value[::-1] != value:
            yield value[::-1]
        for place, item in enumerate(value):
            for other in others(item, shape.item_type):
                yield (*value[:place], other, *value[place + 1 :])
    elif isinstance(value, bool):
        yield not value
    elif isinstance(value, str):
        if isinstance(shape, inspect.LiteralType):
            yield next(word for word in shape.values if word != value)
        else:
            yield from (
                f"{value}x",
                f"x{value}",
                f"{value[: len(value) // 2]}\u200b{value[len(value) // 2 :]}",
            )
    else:
        yield value * 2 or 1  # one more of 1e23 is the same number


def changes_of(record: Record) -> Iterator[tuple[str, Any]]:
    """Yield every record that differs from one in a single value, with the field in which it does."""
    types = {field.name: field for field in inspect.type_info(type(record)).fields}  # type: ignore[union-attr]
    for field in structs.fields(record):
        value = getattr(record, field.name)
        for other in others(value, types[field.name].type):
            yield field.name, structs.replace(record, **{field.name: other})
        absent = None if field.default is NODEFAULT else field.default
        if not field.required and value != absent:
            yield field.name, structs.replace(record, **{field.name: absent})


def changed(catalog: Catalog) -> Iterator[tuple[Record, str, Catalog]]:
    """Yield every catalog that differs from one in a single value, with the record and field in which it does."""
    for name, head in changes_of(catalog.head):
        yield catalog.head, name, structs.replace(catalog, head=head)
    for id_, organization in catalog.organizations.items():
        for name, other in changes_of(organization):
            rest = {key: each for key, each in catalog.organizations.items() if key != id_}
            yield organization, name, structs.replace(catalog, organizations={**rest, other.id: other})
    for part in ("relations", "models", "others"):
        records = getattr(catalog, part)
        for place, record in enumerate(records):
            for name, other in changes_of(record):
                yield (
                    record,
                    name,
                    structs.replace(catalog, **{part: (*records[:place], other, *records[place + 1 :])}),
                )


def whole(catalog: Catalog) -> Catalog:
    """Return a catalog with a dataset beside its models, and a relation that says all."""
    dataset = structs.replace(catalog.models[0], id="a-dataset", type="dataset")
    relation = Relation(from_id="acme", to_id="uni", kind="acquired", date="2023", amount_usd=5.0, note="Told.",
                        sources=(Source("paper"),))  # fmt: skip
    return structs.replace(catalog, others=(dataset,), relations=(*catalog.relations, relation))


def check(catalog: Catalog, one_in: int = 1) -> int:
    """Hold every one-value change of `catalog`, or one in so many of them, to be found and well told."""
    count = 0
    for record, name, other in changed(catalog):
        count += 1
        if count % one_in:
            continue
        found = list(differences(catalog, other))
        told = [safe_line(line(each, catalog, other)) for each in found]
        if name in IDENTITY.get(type(record), ()):
            assert [each.field for each in found] == ["", ""], (record, name, told)
            assert sorted(text[:2] for text in told) == ["+ ", "- "]
        else:
            fields = {each.field.partition(".")[0] for each in found}
            assert fields == {name}, (type(record), name, told)
            for each in told:
                sides = each.split(": ", 2)[2].split(" → ")
                assert len(sides) != 2 or sides[0] != sides[1], each
        assert not [text for text in told if PYTHON.search(text)], told
    return count


def test_every_changed_value_is_found_and_told(tiny: Catalog) -> None:
    catalog = whole(tiny)
    assert not list(differences(catalog, catalog))
    assert check(catalog) > 600


def test_every_changed_value_of_the_survey_is_found_and_told() -> None:
    catalog = open_catalog("survey")[0]
    assert not list(differences(catalog, catalog))
    assert check(catalog, one_in=7) > 5_000


def test_the_order_of_records_is_no_difference(tiny: Catalog) -> None:
    catalog = whole(tiny)
    turned = structs.replace(
        catalog,
        models=catalog.models[::-1],
        relations=catalog.relations[::-1],
        organizations=dict(reversed(catalog.organizations.items())),
    )
    assert not list(differences(catalog, turned))


def test_relations_of_one_key_are_told_apart(tiny: Catalog) -> None:
    one, more = tiny.relations[0], structs.replace(tiny.relations[0], amount_usd=2.0)
    both = structs.replace(tiny, relations=(one, more))
    assert not list(differences(both, structs.replace(tiny, relations=(more, one))))
    assert [each.after for each in differences(tiny, both)] == [more]


TEXT = "word " * 60


@pytest.mark.parametrize(
    ("field", "before", "after", "told"),
    [
        ("name", "Muse", "Muse!", "Muse → Muse!"),
        ("name", "Muse", "Muse ", 'Muse → "Muse "'),
        ("name", "Muse", "Mu\u200bse", "Muse → Mu<U+200B>se"),
        ("name", "Café", "Cafe\u0301", "Caf<U+00E9> → Cafe<U+0301>"),
        ("summary", None, "Paints.", "not known → Paints."),
        ("citations", 9999, 10000, "9999 → 10,000"),
        ("summary", f"{TEXT}one {TEXT}", f"{TEXT}two {TEXT}",
         f"…{'word ' * 6}one {('word ' * 6)[:29]}… → …{'word ' * 6}two {('word ' * 6)[:29]}…"),
        ("aliases", ("a", "b"), ("b", "c"), "- a; + c"),
        ("aliases", ("a", "b"), ("b", "a"), "order: a, b → b, a"),
        ("availability.api", None, False, "not known → no"),
    ],
)  # fmt: skip
def test_words_of_a_change(tiny: Catalog, field: str, before: Any, after: Any, told: str) -> None:
    change = Difference("model", "painter", field, before, after)
    assert safe_line(line(change, tiny, tiny)) == f"model painter: {field}: {told}"


def test_organizations_of_one_name_are_told_apart(tiny: Catalog) -> None:
    twin = structs.replace(tiny.organizations["acme"], id="acme-2")
    catalog = structs.replace(tiny, organizations={**tiny.organizations, "acme-2": twin})
    painter = next(each for each in catalog.models if each.id == "painter")
    parts = (structs.replace(painter.organizations[0], id="acme-2"), *painter.organizations[1:])
    models = tuple(
        structs.replace(each, organizations=parts) if each is painter else each for each in catalog.models
    )
    (change,) = differences(catalog, structs.replace(catalog, models=models))
    assert (
        line(change, catalog, catalog)
        == "model painter: organizations: - acme (developer); + acme-2 (developer)"
    )


def test_every_changed_value_of_what_begins_and_ends_is_found_and_told(talkers: Catalog) -> None:
    assert not list(differences(talkers, talkers))
    assert check(talkers) > 800


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("state: retired", "state: deprecated", "status.state: retired → deprecated"),
        ("status: {state: retired, date: 2024-01-04,", "status: {state: retired,", "status.date: 2024-01-04 → not known"),
        ("successor: talker-2", "successor: dreamer", "status.successor: talker-2 → dreamer"),
        ("family: Talker", "family: Talk", "family: Talker → Talk"),
        ("active: 37000000000", "active: 36000000000", "parameters: active: 37,000,000,000 → 36,000,000,000"),
        ("context_length: 4096", "context_length: 128000", "context_length: 4096 → 128,000"),
        ("knowledge_cutoff: 2021-09\n", "", "knowledge_cutoff: 2021-09 → not known"),
        ("reasoning: false", "reasoning: true", "capabilities.reasoning: no → yes"),
        ("tool_call: true", "tool_call: true, structured_output: false", "capabilities.structured_output: not known → no"),
        ("until: 2024-01-04", "until: 2024-02", "availability.periods: api: until: 2024-01-04 → 2024-02"),
        (", {of: demo, until: 2023}", "", "availability.periods: - demo (until 2023)"),
        ("{of: demo, until: 2023}", "{of: demo, until: 2023}, {of: weights, from: 2024, note: bought}",
         "availability.periods: + weights (from 2024, note bought)"),
        (", {date: 2024-01-04, event: retired}", "", "other_dates: - retired (date 2024-01-04)"),
        ("not_same_as: [talker]", "not_same_as: [talker, speaker]", "not_same_as: + speaker"),
        ("inputs: [text]", "inputs: []", "inputs: - text; + nothing"),
    ],
)  # fmt: skip
def test_words_of_what_begins_and_ends(
    talkers: Catalog, tmp_path: Path, before: str, after: str, told: str
) -> None:
    text = TALKERS["models/talker-1.yaml"]
    assert before in text
    other, problems = load_folder(write_talkers(tmp_path / "other", talker_1=text.replace(before, after, 1)))
    assert problems == ()
    assert other is not None
    assert [line(each, talkers, other) for each in differences(talkers, other)] == [f"model talker-1: {told}"]


@pytest.mark.parametrize(
    ("file", "before", "after", "told"),
    [
        ("relations", "share_percent: 27", "share_percent: 26.5",
         "relation acme stake bright 2025-10-28: share_percent: 27 → 26.5"),
        ("relations", "kind: licensed_and_hired", "kind: acquired",
         "+ relation acme acquired bright 2024-03|- relation acme licensed and hired bright 2024-03"),
        ("organizations", "ror: 05dxps055, ", "", "organization acme: ror: 05dxps055 → not known"),
        ("organizations", "wikidata: Q42", "wikidata: Q43", "organization uni: wikidata: Q42 → Q43"),
    ],
)  # fmt: skip
def test_words_of_changed_organizations_and_relations(
    talkers: Catalog, tmp_path: Path, file: str, before: str, after: str, told: str
) -> None:
    text = TALKERS[f"{file}.yaml"].replace(before, after, 1)
    other, problems = load_folder(write_talkers(tmp_path / "other", **{file: text}))
    assert problems == ()
    assert other is not None
    assert sorted(line(each, talkers, other) for each in differences(talkers, other)) == told.split("|")


@pytest.mark.parametrize(
    ("text", "start", "end", "shown"),
    [
        ("x" * 80, 40, 39, "x" * 80),  # so much is shown whole
        ("a" * 50 + "X" + "b" * 50, 50, 50, f"…{'a' * 30}X{'b' * 30}…"),
        ("a" * 20 + "X" + "b" * 80, 20, 80, f"{'a' * 20}X{'b' * 30}…"),
        ("a" * 80 + "X" + "b" * 20, 80, 20, f"…{'a' * 30}X{'b' * 20}"),
        ("a" * 30 + "X" * 200 + "b" * 40, 30, 40, f"{'a' * 30}{'X' * 110}…"),
        ("a" * 31 + "X" * 200 + "b" * 40, 31, 40, f"…{'a' * 30}{'X' * 110}…"),
    ],
)  # fmt: skip
def test_of_a_long_text_what_differs_is_shown_with_thirty_characters_around(
    text: str, start: int, end: int, shown: str
) -> None:
    assert diff_text._cut(text, start, end) == shown
