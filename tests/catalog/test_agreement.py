"""What two records of one model agree on: a table of values for each field, with how far they lie apart."""

from __future__ import annotations

from typing import Any

import pytest

from genai_tui.catalog.agreement import (
    FIELDS,
    days_between,
    makers,
    makers_agree,
    may_be_one,
    owned_pairs,
)
from genai_tui.catalog.model import (
    Availability,
    Model,
    Paper,
    ParameterCount,
    Part,
    Relation,
    Release,
    Status,
    Training,
)
from tests.storage.joining import catalog, record

CATALOG = catalog("one", also=("acme", "uni"))
BY_PATH = {each.path: each for each in FIELDS}


def stating(**fields: Any) -> Model:
    return Model(id="x", name="X", category="other", sources=(), **fields)


def released(date: str, event: Any = None) -> Model:
    return stating(released=Release(date, event))


def sized(*counts: int) -> Model:
    return stating(parameters=tuple(map(ParameterCount, counts)))


def opened(**fields: Any) -> Model:
    return stating(availability=Availability(**fields))


def made_by(*parts: str, role: Any = "developer") -> Model:
    return stating(organizations=tuple(Part(each, role) for each in parts))


def trained(flop: float, estimated: bool = False) -> Model:
    return stating(training=Training(compute_flop=flop, compute_estimated=estimated))


NOTHING = stating()


@pytest.mark.parametrize(
    ("path", "one", "other", "differs", "apart"),
    [
        ("released", released("2022-04-06"), released("2022-04"), False, "0 days"),
        ("released", released("2022-04-06"), released("2022-04-07"), True, "1 day"),
        ("released", released("2022-04-06"), released("2022-06-04"), True, "59 days"),
        ("released", released("2022-04-06"), released("2022-06-05"), True, "2 months"),
        ("released", released("2022-04"), released("2022-06-01"), True, "32 days"),
        ("released", released("2022-04-06"), released("2023-01-01", "listed"), False, "9 months"),
        ("released", released("2023-01-01", "listed"), released("2022-04-06"), False, "9 months"),
        ("released", released("2023-01-02"), released("2023-01-01", "listed"), True, "1 day"),
        ("released", released("2023-01"), released("2023-01-01", "listed"), False, "0 days"),
        ("released", released("2023-01-02", "listed"), released("2022-01-01", "listed"), True, "12 months"),
        ("released", released("2022"), NOTHING, False, None),
        ("parameters", sized(100), sized(105), False, "x1.05"),
        ("parameters", sized(100), sized(106), True, "x1.06"),
        ("parameters", sized(7, 13, 70), sized(13), False, "x1.86"),
        ("parameters", sized(13), sized(7, 13, 70), False, "x1.86"),
        ("parameters", sized(10), sized(7, 13, 70), True, "x1.43"),
        ("parameters", sized(1), sized(5000), True, "x5000"),
        ("parameters", sized(7), NOTHING, False, None),
        ("availability.weights", opened(weights="open"), opened(weights="closed"), True, ""),
        ("availability.weights", opened(weights="open"), opened(weights="restricted"), True, ""),
        ("availability.weights", opened(weights="restricted", use="noncommercial"), opened(weights="open"), False, ""),
        ("availability.weights", opened(weights="restricted", use="noncommercial"), opened(weights="restricted"), False, ""),
        ("availability.weights", opened(weights="open"), NOTHING, False, None),
        ("availability.license", opened(license="mit"), opened(license="MIT"), False, ""),
        ("availability.license", opened(license="MIT"), opened(license="Apache-2.0"), True, ""),
        ("organizations", made_by("acme", "uni"), made_by("uni"), False, ""),
        ("organizations", made_by("acme"), made_by("uni"), True, ""),
        ("organizations", made_by("acme"), NOTHING, False, None),
        ("inputs", stating(inputs=("text",)), stating(inputs=("text", "image")), False, ""),
        ("inputs", stating(inputs=("text", "image")), stating(inputs=("text",)), False, ""),
        ("inputs", stating(inputs=("text", "audio")), stating(inputs=("text", "image")), True, ""),
        ("outputs", stating(outputs=("text",)), stating(outputs=("image",)), True, ""),
        ("outputs", stating(outputs=("text", "image")), stating(outputs=("image",)), False, ""),
        ("training.compute_flop", trained(1e20), trained(1.05e20), False, "x1.05"),
        ("training.compute_flop", trained(1e20), trained(1.1e20), True, "x1.1"),
        ("training.compute_flop", trained(1e20), trained(2e20, True), False, "x2"),
        ("training.compute_flop", trained(1e20, True), trained(2e20), False, "x2"),
        ("training.compute_flop", trained(1e20, True), trained(2.1e20), True, "x2.1"),
        ("context_length", stating(context_length=4096), stating(context_length=4000), False, "x1.02"),
        ("context_length", stating(context_length=4096), stating(context_length=8192), True, "x2"),
        ("knowledge_cutoff", stating(knowledge_cutoff="2022"), stating(knowledge_cutoff="2022-03"), False, "0 days"),
        ("knowledge_cutoff", stating(knowledge_cutoff="2022"), stating(knowledge_cutoff="2023-01-02"), True, "2 days"),
        ("paper.arxiv", stating(paper=Paper("T", arxiv="2204.06125v2")), stating(paper=Paper("T", arxiv="2204.06125")), False, ""),
        ("paper.arxiv", stating(paper=Paper("T", arxiv="2204.06125")), stating(paper=Paper("T", arxiv="2204.06126")), True, ""),
        ("status", stating(status=Status(state="active")), stating(status=Status(state="retired")), True, ""),
    ],
)  # fmt: skip
def test_what_differs_and_by_how_much(
    path: str, one: Model, other: Model, differs: bool, apart: str | None
) -> None:
    field = BY_PATH[path]
    assert field.differ(one, other) is differs
    assert field.differ(other, one) is differs
    assert field.both_state(one, other) is (apart is not None)
    if apart is not None:
        assert field.apart(one, other) == apart


@pytest.mark.parametrize(
    ("path", "model", "text"),
    [
        ("parameters", sized(7_000_000_000), "7B"),
        ("parameters", stating(parameters=(ParameterCount(7_000_000_000, estimated=True),)), "7B~"),
        ("training.compute_flop", trained(1.234e20), "1.23e+20 FLOP"),
        ("training.compute_flop", trained(1e20, True), "1e+20 FLOP~"),
        ("organizations", made_by("acme", "uni"), "Acme, Uni"),
        ("inputs", stating(inputs=("text", "image")), "text + image"),
        ("outputs", stating(outputs=("text", "image")), "text + image"),
        ("released", released("2022-04"), "2022-04"),
        ("status", stating(status=Status(state="retired")), "retired"),
    ],
)
def test_what_a_record_states_in_words(path: str, model: Model, text: str) -> None:
    assert BY_PATH[path].text(CATALOG, model) == text


@pytest.mark.parametrize(
    ("path", "one", "other", "distance"),
    [
        ("parameters", sized(100), sized(200), 2),
        ("parameters", sized(200), sized(100), 2),
        ("released", released("2022-04-06"), released("2022-04-09"), 3),
        ("status", stating(status=Status(state="active")), stating(status=Status(state="retired")), 1),
        ("inputs", stating(inputs=("text", "audio")), stating(inputs=("text", "image")), 2),
    ],
)
def test_what_is_farther_apart_comes_first(path: str, one: Model, other: Model, distance: float) -> None:
    assert BY_PATH[path].distance(one, other) == distance


@pytest.mark.parametrize(
    ("one", "other", "days"),
    [
        ("2022-04-06", "2022-04-06", 0), ("2022", "2022-04-06", 0), ("2022-04-06", "2022", 0), ("2022-04-30", "2022-05", 1),
        ("2022-05", "2022-04-30", 1), ("2021", "2023", 366), ("2023", "2021", 366),
    ],
)  # fmt: skip
def test_days_between_partial_dates(one: str, other: str, days: int) -> None:
    assert days_between(one, other) == days


def test_makers_are_developers_or_else_everyone() -> None:
    both = stating(organizations=(Part("acme", "developer"), Part("uni", "collaborator")))
    assert makers(both) == {"acme"}
    assert makers(made_by("uni", role="collaborator")) == {"uni"}
    assert makers(NOTHING) == frozenset()


def test_an_owner_and_what_it_owns_are_one_maker() -> None:
    relations = [
        Relation(from_id=one, to_id=other, kind=kind)
        for one, other, kind in (
            ("acme", "uni", "parent_of"),
            ("lab", "acme", "renamed_to"),
            ("big", "lab", "acquired"),
            ("acme", "other", "invested_in"),
        )
    ]
    owned = owned_pairs(relations)
    assert owned == {frozenset(pair) for pair in (("acme", "uni"), ("lab", "acme"), ("big", "lab"))}
    organizations = BY_PATH["organizations"]
    for one, other, same in (("acme", "uni", True), ("uni", "acme", True), ("acme", "other", False)):
        assert makers_agree(made_by(one), made_by(other), owned) is same
        assert organizations.differ(made_by(one), made_by(other), owned) is not same
        assert organizations.differ(made_by(one), made_by(other))
    assert BY_PATH["status"].differ(
        stating(status=Status(state="active")), stating(status=Status(state="beta")), owned
    )


@pytest.mark.parametrize(
    ("one", "other", "may_be"),
    [
        (record("x", date="2022-01-01"), record("x", date="2024-01-01"), True),
        (record("x", date="2022-01-01"), record("x", date="2024-01-02"), False),
        (record("x", date="2022-01-01", count=7), record("x", date="2022-01-01", count=70), True),
        (record("x", date="2022-01-01", count=7), record("x", date="2022-01-02", count=70), False),
        (
            record("x", date="", count=7, weights="open"),
            record("x", date="2022", count=70, weights="closed"),
            False,
        ),
    ],
)
def test_two_records_may_be_one(one: Model, other: Model, may_be: bool) -> None:
    assert may_be_one(one, other) is may_be
