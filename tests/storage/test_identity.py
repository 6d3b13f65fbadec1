"""Keys say which records are one model; names alone never do, and no record is lost by it."""

from __future__ import annotations

import itertools
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from genai_tui.catalog.model import Catalog, Model, Relation
from genai_tui.storage.identities import Apart, Identities, SameModel
from genai_tui.storage.identity import Decision, reasons
from genai_tui.storage.merge import join
from tests.storage.joining import catalog, record


def groups(joined: Catalog) -> set[frozenset[tuple[str, str]]]:
    """Which records stand in one model, each by its catalog and id; only those of more than one."""
    return {
        frozenset((member.catalog, member.model.id) for member in members)
        for members in joined.members.values()
    }


def one(*keys: str) -> set[frozenset[tuple[str, str]]]:
    """One group: `epoch:x` is the record x of the catalog Epoch."""
    return {frozenset((head.title(), id_) for head, _, id_ in (key.partition(":") for key in keys))}


NOBODY: set[frozenset[tuple[str, str]]] = set()


@pytest.mark.parametrize(
    ("mine", "theirs", "are_one"),
    [
        (record("x"), record("x"), True),
        (record("x"), record("x", by="other"), False),
        (record("x"), record("x", by=""), False),
        (record("x", by=""), record("x", by=""), False),
        (record("x"), record("x", date="2024-05"), False),  # Codex of 2021 and Codex of 2025
        (record("x"), record("x", date="2023"), True),
        (record("x", date=""), record("x"), True),
        (record("x", count=10**9), record("x", count=10**10), True),  # one fact apart: disputed
        (record("x", count=10**9, weights="open"), record("x", count=10**10, weights="closed"), False),
        (record("x"), record("y", name="X"), False),
        (record("x", same_as=("two:y",)), record("y", by="other", date="2025"), True),
        (record("x", same_as=("two:Why",)), record("y", name="Why"), True),
        (record("x", same_as=("y",)), record("y"), True),
        (record("x"), record("y", same_as=("one:x",)), True),
        (record("x", same_as=("two:why",)), record("y", name="Why"), False),
        (record("x", not_same_as=("two:x",)), record("x"), False),
        (record("x"), record("x", not_same_as=("x",)), False),
    ],
)  # fmt: skip
def test_what_a_key_joins(mine: object, theirs: object, are_one: bool) -> None:
    joined = join([catalog("one", mine), catalog("two", theirs)])  # type: ignore[arg-type]
    assert bool(joined.members) is are_one
    assert len(joined) + joined.joined == 2


TABLE = Identities(
    (SameModel(id="x", epoch=("Ex (May)",), models_dev=("acme/x",)),),
    (Apart(apart=("m", "epoch:M"), why="two"),),
)
SURVEY = catalog("survey", record("x"), record("m"))
EPOCH = catalog("epoch", record("ex-may", name="Ex (May)", by="other"), record("m-2", name="M"))
OFFERS = catalog("models-dev", record("x-latest", by="", same_as=("models-dev:acme/x",)))


def test_the_table_joins_three_catalogs() -> None:
    joined = join([SURVEY, EPOCH, OFFERS], TABLE)
    assert groups(joined) == one("survey:x", "epoch:ex-may", "models-dev:x-latest")


def test_what_the_table_tells_apart_is_not_offered_as_alike() -> None:
    assert [each.ids for each in join([SURVEY, EPOCH]).lookalikes] == [("m", "m-2")]
    assert join([SURVEY, EPOCH], TABLE).lookalikes == ()


@pytest.mark.parametrize(
    ("decision", "expected"),
    [
        (Decision("x", not_same_as=("epoch:Ex (May)",)), one("survey:x", "models-dev:x-latest")),
        (Decision("m", same_as=("epoch:M",)), one("survey:x", "epoch:ex-may", "models-dev:x-latest") | one("survey:m", "epoch:m-2")),
        (Decision("x", same_as=("m",)), one("survey:x", "survey:m", "epoch:ex-may", "models-dev:x-latest")),
        (Decision("x", not_same_as=("epoch:ex-may", "models-dev:acme/x")), one("epoch:ex-may", "models-dev:x-latest")),
    ],
)  # fmt: skip
def test_an_overlay_decides_before_the_table(decision: Decision, expected: object) -> None:
    assert groups(join([SURVEY, EPOCH, OFFERS], TABLE, [decision])) == expected


def test_an_overlay_joins_two_records_of_one_catalog() -> None:
    alone = catalog("epoch", record("x"), record("y"))
    joined = join([alone], decisions=[Decision("x", same_as=("y",))])
    assert groups(joined) == one("epoch:x", "epoch:y")
    assert joined.model("y") == joined.model("x")


def test_keys_in_a_circle_come_to_an_end() -> None:
    first = catalog("one", record("a", same_as=("two:b",)))
    second = catalog("two", record("b", by="other", same_as=("three:c",)))
    third = catalog("three", record("c", by="third", same_as=("one:a",)))
    assert groups(join([first, second, third])) == one("one:a", "two:b", "three:c")


def test_a_key_to_nothing_joins_nothing_and_is_told() -> None:
    joined = join(
        [catalog("one", record("a", same_as=("two:nothing", "elsewhere:a"))), catalog("two", record("b"))]
    )
    assert groups(joined) == NOBODY
    assert joined.refused_keys == (
        ("one:a = two:nothing", "no record is called so"),
    )  # not the one to a catalog that is not open


def test_keys_that_contradict_join_nothing_and_are_told() -> None:
    first = catalog("one", record("a", same_as=("two:x",)), record("b", same_as=("two:x",)))
    joined = join([first, catalog("two", record("x"))])
    assert len(groups(joined)) == 1
    assert len(joined) == 2
    assert ["two records of one catalog" in why for _, why in joined.refused_keys] == [True]


def test_makers_agree_where_one_owns_the_other() -> None:
    owner = Relation(from_id="acme", to_id="lab", kind="parent_of")
    joined = join(
        [catalog("one", record("x")), catalog("two", record("x", by="lab"), relations=[owner], also=["acme"])]
    )
    assert groups(joined) == one("one:x", "two:x")


def test_editions_of_one_catalog_are_one_where_nobody_is_named() -> None:
    old, new = catalog("epoch", record("x", by="")), catalog("epoch", record("x", by=""), record("y"))
    assert [model.id for model in join([old, new])] == ["x", "y"]


def test_a_record_whose_id_is_taken_gets_one_of_its_own_and_is_referred_to_by_it() -> None:
    from genai_tui.catalog.model import Ancestor

    child = record("child", based_on=(Ancestor(model="muse", how="successor_of"),))
    joined = join([catalog("one", record("muse")), catalog("two", record("muse", by="other"), child)])
    assert [model.id for model in joined] == ["muse", "muse-two", "child"]
    found = joined.model("child")
    assert found
    assert found.based_on[0].model == "muse-two"


@pytest.mark.parametrize(
    ("mine", "theirs", "told"),
    [
        (record("x", name="X"), record("y", name="X"), ("both are called X", "both by Acme", "dates agree")),
        (record("x", name="X"), record("y", name="x"), ("X, x", "both by Acme", "dates agree")),
        (record("x", name="X"), record("y", name="X", by="other"), ("both are called X", "makers differ: Acme; Other", "dates agree")),
        (record("x", name="X"), record("y", name="X", by="lab"), ("both are called X", "makers agree: Acme; Lab", "dates agree")),
        (record("x", name="X", by=""), record("y", name="X"), ("both are called X", "a maker is not known", "dates agree")),
        (record("x", name="X"), record("y", name="X", by=""), ("both are called X", "a maker is not known", "dates agree")),
        (record("x", name="X", date=""), record("y", name="X"), ("both are called X", "both by Acme", "a date is not known")),
        (record("x", name="X", date="2022-05-01"), record("y", name="X", date="2022-05-03"),
         ("both are called X", "both by Acme", "dates 2 days apart")),
    ],
)  # fmt: skip
def test_what_speaks_for_and_against_two_of_one_name(
    mine: Model, theirs: Model, told: tuple[str, ...]
) -> None:
    made = catalog("one", mine, theirs, also=["acme", "other", "lab"])
    assert reasons(made, mine, theirs, frozenset((frozenset(("acme", "lab")),))) == told


@pytest.mark.parametrize(
    ("theirs", "offered"),
    [
        (record("y", name="X", by="other", date="2024-05-01"), True),  # 730 days on
        (record("y", name="X", by="other", date="2024-05-02"), False),
        (record("y", name="X", by="other", date=""), True),
        (record("y", name="X", by="", date="2024-05-02"), True),
        (record("y", name="X", date="2024-05-02"), True),
    ],
)
def test_other_makers_and_two_years_make_two_of_one_name(theirs: Model, offered: bool) -> None:
    mine = record("x", name="X", date="2022-05-02")
    assert bool(join([catalog("one", mine), catalog("two", theirs)]).lookalikes) is offered


IDS = st.sampled_from(["a", "b", "c", "d"])
KEYS = st.builds(lambda head, id_: f"{head}:{id_}", st.sampled_from(["one", "two", "three"]), IDS)
RECORDS = st.lists(
    st.builds(
        record,
        IDS,
        name=st.sampled_from(["A", "B"]),
        by=st.sampled_from(["acme", "lab", ""]),
        date=st.sampled_from(["2022", "2022-05", "2025"]),
        count=st.sampled_from([0, 10**9, 2 * 10**9]),
        same_as=st.lists(KEYS, max_size=2).map(tuple),
        not_same_as=st.lists(KEYS, max_size=1).map(tuple),
    ),
    max_size=4,
    unique_by=lambda model: model.id,
)


@settings(max_examples=150, deadline=None)
@given(st.tuples(RECORDS, RECORDS, RECORDS))
def test_any_order_of_catalogs_gives_the_same_models_and_loses_none(models: tuple[list[object], ...]) -> None:
    catalogs = [catalog(name, *each) for name, each in zip(("one", "two", "three"), models, strict=True)]  # type: ignore[arg-type]
    found = [join(order) for order in itertools.permutations(catalogs)]
    assert len({frozenset(groups(joined)) for joined in found}) == 1
    for joined in found:
        assert len(joined) + joined.joined == sum(map(len, catalogs))
        assert len({model.id for model in joined}) == len(joined)
        shown = {frozenset(model.id for model in each) for each in [joined]}
        assert all(set(each.ids) <= set().union(*shown) for each in joined.lookalikes)


def test_twenty_thousand_rows_join_in_time() -> None:
    rows = [record(f"m-{number}", name=f"M {number}") for number in range(10_000)]
    first = catalog("one", *rows)
    second = catalog("two", *(replace(row, name=f"{row.name}!") for row in rows))
    started = time.perf_counter()
    joined = join([first, second])
    assert time.perf_counter() - started < 30, "of rows squared it would be minutes"
    assert len(joined) == 10_000
    assert joined.joined == 10_000
