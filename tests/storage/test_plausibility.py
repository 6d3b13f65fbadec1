"""Plausibility: each doubt has its words and its place, and what is only unusual is not doubted."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from msgspec.structs import replace

from genai_tui.catalog.model import Catalog, CatalogHead, Model, Organization, Relation
from genai_tui.storage.decoder import Checked, RecordChecker
from genai_tui.storage.plausibility import doubts
from genai_tui.storage.yaml_tree import parse

KINDS: dict[str, type[Any]] = {"model": Model, "organization": Organization, "relation": Relation}
NEXT_YEAR = datetime.date.today().year + 1


def checked(kind: str, text: str) -> Checked:
    read = RecordChecker().record(parse(text.encode(), "f.yaml"), KINDS[kind], "f.yaml")
    assert read.value is not None
    return read


def model(id_: str = "a", *more: str, date: str = "2022-05", name: str = "") -> Checked:
    lines = [f"id: {id_}", f"name: {name or id_.upper()}", "category: c", "sources: [{id: s}]"]
    lines += [f"released: {{date: {date}, event: paper}}"] if date else []
    return checked("model", "\n".join((*lines, *more)))


def organization(id_: str, name: str, *more: str) -> Checked:
    return checked("organization", "\n".join((f"id: {id_}", f"name: {name}", *more)))


def relation(one: str, other: str, kind: str, *more: str) -> Checked:
    return checked("relation", "\n".join((f"from: {one}", f"to: {other}", f"kind: {kind}", *more)))


def told(*records: Checked, catalog: Catalog | None = None) -> list[str]:
    found = list(doubts(records, catalog))
    assert all((each.severity, each.file) == ("warning", "f.yaml") for each in found)
    return [f"{each.field}: {each.message}{f' ({each.hint})' if each.hint else ''}" for each in found]


def catalog_of(*models: Checked, date: str = "2023-01-01") -> Catalog:
    head = CatalogHead(id="x", title="X", edition="x", version="1", date=date, about="x")
    return Catalog(head, tuple(each.value for each in models), {})


@pytest.mark.parametrize(
    ("lines", "doubt"),
    [
        (["status: {state: deprecated, date: 2999-01-01}"], []),
        (["status: {state: retired, date: 2999-01-01}"], ["status.date: `2999-01-01` lies in the future, and until then the model is not retired (say deprecated)"]),
        (["status: {state: retired, date: 2020}"], []),
        (["availability: {periods: [{of: api, from: 2023, until: 2999}]}"], []),
        (["availability: {periods: [{of: api, from: 2999}]}"], ["availability.periods[1].from: `2999` lies in the future"]),
        (["availability: {periods: [{of: api, from: 2020}, {of: api, from: 2023-05, until: 2023-04}]}"], ["availability.periods[2]: ends on 2023-04, before it begins on 2023-05"]),
        (["availability: {periods: [{of: api, from: 2023-05, until: 2023}]}"], []),
        (["availability: {periods: [{of: api, from: 2023-05-02, until: 2023-05-02}]}"], []),
        (["parameters: [{count: 10, active: 10}]"], []),
        (["parameters: [{count: 5}, {count: 1000, active: 1001}]"], ["parameters[2].active: more parameters are active than there are: 1,001 of 1,000"]),
        (["same_as: ['other:b']"], []), (["same_as: ['x:a', 'other:b']"], ["same_as[1]: `x:a` is this model itself"]),
        (["same_as: ['y:a', 'other:b']", "not_same_as: ['other:b']"], ["same_as[2]: `other:b` stands under `not_same_as` as well"]),
    ],
)  # fmt: skip
def test_what_does_not_go_together_in_a_model_is_doubted(lines: list[str], doubt: list[str]) -> None:
    one = model("a", *lines)
    assert told(one, catalog=catalog_of(one)) == doubt


def test_an_own_key_without_a_catalog_is_the_id() -> None:
    assert told(model("a", "same_as: ['x:a']")) == []


@pytest.mark.parametrize(
    ("date", "catalog_date", "is_doubted"),
    [(f"{NEXT_YEAR}", "2020-01-01", True), (f"{NEXT_YEAR}-01-02", f"{NEXT_YEAR}-01-01", True), (f"{NEXT_YEAR}-01-01", f"{NEXT_YEAR}-01-01", False),
     (f"{NEXT_YEAR}", f"{NEXT_YEAR}-03-01", False), (str(NEXT_YEAR - 1), "2020-01-01", False)],
)  # fmt: skip
def test_a_date_is_future_after_today_and_after_its_catalog(
    date: str, catalog_date: str, is_doubted: bool
) -> None:
    one = model(date=date)
    expected = [f"released.date: `{date}` lies in the future"] if is_doubted else []
    assert told(one, catalog=catalog_of(one, date=catalog_date)) == expected


@pytest.mark.parametrize(
    ("code", "doubt"),
    [
        ("NO", []), ("UK", ["country: `UK` is no country of ISO 3166-1 (did you mean GB?)"]), ("JA", ["country: `JA` is no country of ISO 3166-1 (did you mean JP?)"]),
        ("XX", ["country: `XX` is no country of ISO 3166-1"]), ("AN", ["country: `AN` is no country of ISO 3166-1 (did you mean AD?)"]),
    ],
)  # fmt: skip
def test_a_country_is_one_of_iso_3166(code: str, doubt: list[str]) -> None:
    assert told(organization("o", "O", f"country: {code}")) == doubt


@pytest.mark.parametrize(
    ("license_", "near"),
    [
        ("MIT", None), ("Apache-2.0", None), ("MIT OR Apache-2.0", None), ("(MIT AND BSD-3-Clause)", None), ("GPL-2.0-only WITH Classpath-exception-2.0", None),
        ("LicenseRef-own-1", None), ("Llama 2 Community License", None), ("proprietary", None), ("GPL-2.0+", None),
        ("mit", "MIT"), ("apache-2.0", "Apache-2.0"), ("Apche-2.0", "Apache-2.0"), ("MIT OR Apche-2.0", "Apache-2.0"), ("Foo-9.9", ""),
    ],
)  # fmt: skip
def test_a_license_that_looks_like_an_id_is_one_of_spdx(license_: str, near: str | None) -> None:
    wrong = next((part for part in license_.split() if part not in ("MIT", "OR")), license_)
    hint = f" (did you mean {near}?)" if near else ""
    expected = (
        [] if near is None else [f"availability.license: `{wrong}` is no licence that SPDX lists{hint}"]
    )
    assert told(model("a", f"availability: {{license: {license_}}}")) == expected


def test_a_name_is_the_name_of_one(monkeypatch: pytest.MonkeyPatch) -> None:
    assert told(model("a", name="One  Name"), model("b", name="one name"), model("c", name="Name")) == [
        "name: `one name` is the name of another model as well: a"
    ]
    assert told(organization("a", "Lab"), organization("b", "LAB"), organization("c", "lab")) == [
        "name: `LAB` is the name of another organization as well: a",
        "name: `lab` is the name of another organization as well: a",
    ]
    assert told(model("a", name="Lab"), organization("b", "Lab")) == []
    assert told(model("a", name="Lab"), model("a", name="Lab")) == []


@pytest.mark.parametrize(
    ("own", "base", "how", "event", "is_doubted"),
    [
        ("2021", "2022", "built_on", "paper", True), ("2022", "2022", "built_on", "paper", False), ("2022-04", "2022-05", "fine_tuned_from", "paper", True),
        ("2021", "2022", "component", "paper", False), ("2021", "2022", "built_on", "listed", False), ("2022", "2021", "built_on", "paper", False), ("", "2022", "built_on", "paper", False),
    ],
)  # fmt: skip
@pytest.mark.parametrize("is_near", [True, False])
def test_a_model_comes_after_what_it_is_based_on(
    own: str, base: str, how: str, event: str, is_doubted: bool, is_near: bool
) -> None:
    other = model("b", f"other_dates: [{{date: {base}, event: revision}}]", date=base)
    assert other.value.released is not None
    other.value = replace(other.value, released=replace(other.value.released, event=event))
    one = model("a", f"based_on: [{{name: Z, how: built_on}}, {{model: b, how: {how}}}]", date=own)
    expected = [f"based_on[2]: b came out later: on {base}, and this one on {own}"] if is_doubted else []
    if is_near:
        assert told(one, other) == expected
    else:
        assert told(one) == []
        assert told(one, catalog=catalog_of(one, other)) == expected


@pytest.mark.parametrize(
    ("own", "next_", "is_doubted"),
    [("2022", "2021", True), ("2022", "2022", False), ("2022", "2023", False), ("", "2021", False)],
)
def test_a_successor_is_younger(own: str, next_: str, is_doubted: bool) -> None:
    one = model("a", "status: {state: deprecated, successor: b}", date=own)
    expected = [f"status.successor: b is older: of {next_}, and this one of {own}"] if is_doubted else []
    assert told(one, model("b", date=next_)) == expected
    listed = replace(one.value, released=one.value.released and replace(one.value.released, event="listed"))
    one.value = listed
    assert told(one, model("b", date=next_)) == []


@pytest.mark.parametrize(
    ("kind", "share", "doubt"),
    [
        ("stake", 10, []), ("invested_in", 10, []), ("acquired", None, []),
        ("acquired", 10, ["share_percent: a share is told of a stake or an investment, and this is `acquired`"]),
        ("parent_of", 1, ["share_percent: a share is told of a stake or an investment, and this is `parent_of`"]),
    ],
)  # fmt: skip
def test_a_share_is_part_of_something(kind: str, share: float | None, doubt: list[str]) -> None:
    assert told(relation("a", "b", kind, *([] if share is None else [f"share_percent: {share}"]))) == doubt


def test_a_tie_has_two_ends() -> None:
    assert told(relation("a", "a", "parent_of")) == ["to: `a` stands at both ends"]


def test_owners_do_not_own_each_other() -> None:
    ring = [relation("a", "b", "parent_of"), relation("b", "c", "acquired"), relation("c", "a", "parent_of")]
    assert told(*ring) == ["to: goes round in a circle: a → b → c → a"]
    assert next(doubts(ring)).line == 2
    assert told(*ring[:2], relation("c", "a", "stake")) == []
    assert told(relation("a", "b", "parent_of"), relation("c", "b", "parent_of")) == []


def test_models_are_not_based_on_each_other() -> None:
    def based(id_: str, *bases: str) -> Checked:
        entries = ", ".join(f"{{model: {base}, how: built_on}}" for base in bases)
        return model(id_, f"based_on:\n  [{entries}]")

    assert told(based("c", "b"), based("b", "x", "a"), based("a", "c")) == [
        "based_on: goes round in a circle: a → c → b → a"
    ]
    assert told(based("a", "b"), based("b", "c"), based("c")) == []
    assert told(based("a", "a")) == []
    assert told(based("a", "b", "c"), based("b", "d"), based("c", "d"), based("d")) == []
    both = told(based("a", "b"), based("b", "a"), based("c", "d"), based("d", "c"))
    assert both == [
        "based_on: goes round in a circle: a → b → a",
        "based_on: goes round in a circle: c → d → c",
    ]
    problem = next(doubts([based("a", "x", "b"), based("b", "a")]))
    assert (problem.line, problem.column) == (7, 39)


@pytest.mark.parametrize(("size", "shown"), [(12, 13), (13, 13)])
def test_the_middle_of_a_long_circle_is_left_out(size: int, shown: int) -> None:
    ids = [f"m{number:02}" for number in range(size)]
    ring = [
        model(id_, f"based_on: [{{model: {ids[(at + 1) % size]}, how: built_on}}]")
        for at, id_ in enumerate(ids)
    ]
    (doubt,) = told(*ring)
    words = doubt.removeprefix("based_on: goes round in a circle: ").split(" → ")
    assert len(words) == shown
    assert words[:3] == ids[:3]
    assert words[-1] == ids[0]
    assert ("…" in words) == (size > 12)
