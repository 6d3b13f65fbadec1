"""What newer files say about the landscape: candidates, differences, lost keys, and a sum that adds up."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from genai_tui.catalog.model import Catalog, Model, Offer, Release
from genai_tui.catalog.provenance import UNPLACED
from genai_tui.storage.identities import Apart, Identities, SameModel
from tests.scripts import script
from tests.storage.joining import catalog, record

COMPARISON = script("tools/landscape_comparison.py")


def _offered(id_: str, canonical: str = "", offers: int = 1, **more: Any) -> Model:
    """A record as the importer of models.dev makes it."""
    keys = (f"models-dev:{canonical}",) if canonical else ()
    return record(id_, same_as=keys, offers=tuple(Offer(provider=f"p{n}") for n in range(offers)), **more)


def _compared(landscape: list[Model], epoch: list[Model], models_dev: list[Model], **more: Any) -> Any:
    newer = [catalog("epoch", *epoch), catalog("models-dev", *models_dev)]
    return COMPARISON.compared(catalog("landscape", *landscape), newer, **more)


def test_a_row_that_no_record_has_as_a_key_is_a_candidate() -> None:
    found = _compared(
        [record("one", same_as=("epoch:Row one", "models-dev:acme/one"))],
        [record("row-one", name="Row one"), record("two", name="Two")],
        [_offered("one-offer", "acme/one"), _offered("three", "acme/three", 4, count=7_000_000_000)],
    )
    assert [(each.name, each.keys) for each in found.candidates] == [
        ("Three", ("models-dev:acme/three",)),
        ("Two", ("epoch:Two",)),
    ]
    three = found.candidates[0]
    assert (three.makers, three.offers, three.size.count, three.released.date, three.category) == (
        ("Acme",), 4, 7_000_000_000, "2022-04-06", "other",
    )  # fmt: skip
    assert [(each.title, each.rows, each.keyed, each.new) for each in found.sums] == [
        ("Epoch", 2, 1, 1), ("Models-Dev", 2, 1, 1),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("same_as", "table"),
    [
        ((), SameModel(id="one", epoch=("Row one",))),
        ((), SameModel(id="one", models_dev=("acme/one",), epoch=("Row one",))),
        (("models-dev:acme/one",), SameModel(models_dev=("acme/one",), epoch=("Row one",))),
        (("models-dev:one-offer",), SameModel(models_dev=("acme/one",), epoch=("Row one",))),
    ],
    ids=["by the table", "by a row of three", "by another file's row", "by the id of the offers"],
)
def test_the_keys_of_the_shipped_table_count(same_as: tuple[str, ...], table: SameModel) -> None:
    found = _compared(
        [record("one", same_as=same_as)],
        [record("row-one", name="Row one")],
        [_offered("one-offer", "acme/one")],
        table=Identities((table,)),
    )
    assert all("epoch:Row one" not in each.keys for each in found.candidates)
    assert found.sums[0].keyed == 1


def test_equal_ids_are_a_key_where_the_makers_agree() -> None:
    found = _compared([record("one")], [record("one"), record("two")], [])
    assert [each.name for each in found.candidates] == ["Two"]
    found = _compared([record("one")], [record("one", by="rival", date="2026-01-01")], [])
    assert [each.keys for each in found.candidates] == [("epoch:One",)]


def test_a_model_of_both_files_is_one_candidate() -> None:
    found = _compared(
        [],
        [record("two", name="Two", citations=12)],
        [_offered("two-offer", "acme/two", 3, name="Two (offered)")],
        table=Identities((SameModel(epoch=("Two",), models_dev=("acme/two",)),)),
    )
    (two,) = found.candidates
    assert two.keys == ("epoch:Two", "models-dev:acme/two")
    assert (two.offers, two.citations) == (3, 12)
    assert [each.new for each in found.sums] == [1, 1]


def test_what_only_looks_alike_is_a_candidate_that_says_so() -> None:
    found = _compared([record("one", name="Muse")], [record("muse", name="Muse")], [])
    (muse,) = found.candidates
    assert [id_ for id_, _ in muse.alike] == ["one"]
    assert "both by Acme" in muse.alike[0][1]
    assert (found.sums[0].alike, found.sums[0].new) == (1, 0)


def test_candidates_of_one_name_are_not_taken_for_records_of_the_landscape() -> None:
    found = _compared([], [record("muse", name="Muse")], [_offered("muse-offer", "rival/muse", name="Muse")])
    assert [(each.name, each.alike) for each in found.candidates] == [("Muse", ()), ("Muse", ())]


def test_what_is_told_apart_is_new() -> None:
    apart = Identities(apart=(Apart(apart=("landscape:one", "epoch:muse"), why="two things"),))
    found = _compared([record("one", name="Muse")], [record("muse", name="Muse")], [], table=apart)
    (muse,) = found.candidates
    assert muse.alike == ()
    assert found.sums[0].new == 1


def test_models_without_a_canonical_id_are_counted_and_are_no_candidates() -> None:
    found = _compared([record("one")], [], [_offered("two", offers=9), _offered("one")])
    assert found.candidates == ()
    assert (found.sums[1].without_canonical_id, found.sums[1].keyed) == (1, 1)


def test_candidates_stand_newest_first_and_those_without_a_date_last() -> None:
    dates = {"a": "2024", "b": "2025-03", "c": "", "d": "2025-03-02", "e": "2019-12-31", "f": "2025-03-02"}
    found = _compared([], [record(id_, date=date) for id_, date in dates.items()], [])
    assert [each.name for each in found.candidates] == ["D", "F", "B", "A", "E", "C"]


@pytest.mark.parametrize(
    ("since", "names"),
    [
        ("", {"A", "B", "C", "D"}), ("2025-03-01", {"A", "B", "D"}), ("2025-03-02", {"A", "B"}), ("2025-04-01", {"A"}), ("2026-01-01", set()),
    ],
)  # fmt: skip
def test_since_leaves_out_what_surely_came_before(since: str, names: set[str]) -> None:
    dates = {"a": "2025", "b": "2025-03", "c": "", "d": "2025-03-01"}
    found = _compared([], [record(id_, date=date) for id_, date in dates.items()], [], since=since)
    assert {each.name for each in found.candidates} == names
    assert found.sums[0].earlier == 4 - len(names)


@pytest.mark.parametrize("key", ["epoch:Two", "epoch:two", "models-dev:acme/two", "models-dev:two-offer"])
def test_any_key_of_a_candidate_refuses_it(key: str) -> None:
    found = _compared(
        [],
        [record("two", name="Two"), record("three")],
        [_offered("two-offer", "acme/two")],
        table=Identities((SameModel(epoch=("Two",), models_dev=("acme/two",)),)),
        refused=(key, "epoch:Gone", "crfm:Not looked at"),
    )
    assert [each.name for each in found.candidates] == ["Three"]
    assert [each.refused for each in found.sums] == [1, 1]
    assert found.idle_refusals == ("epoch:Gone",)


def test_a_refusal_takes_no_record_out_of_the_landscape() -> None:
    found = _compared([record("one")], [record("one")], [], refused=("epoch:one",))
    assert (found.sums[0].keyed, found.sums[0].refused) == (1, 0)


def test_the_category_is_that_of_the_file_that_places_it() -> None:
    found = _compared(
        [],
        [replace(record("two", name="Two"), category=UNPLACED)],
        [_offered("two-offer", "acme/two", name="Two (offered)")],
        table=Identities((SameModel(epoch=("Two",), models_dev=("acme/two",)),)),
    )
    assert found.candidates[0].category == "other"


def test_differences_are_those_beyond_the_tolerance_the_farthest_first() -> None:
    found = _compared(
        [record("one", count=1000, date="2022"), record("two", count=1000), record("three", count=1000)],
        [
            record("one", count=1049, date="2022-07-01"),
            record("two", count=2000),
            record("three", count=9000),
        ],
        [],
    )
    told = [(each.found.model, each.found.field, each.found.apart) for each in found.differences]
    assert told == [("three", "parameters", "x9"), ("two", "parameters", "x2")]
    assert [(each.field, each.both, each.differ) for each in found.counts if each.differ] == [
        ("parameters", 3, 2)
    ]
    assert [(side.catalog, side.value) for side in found.differences[0].found.sides] == [
        ("Landscape", "1K"), ("Epoch", "9K"),
    ]  # fmt: skip


def test_both_files_are_compared_with_the_landscape_and_not_with_each_other() -> None:
    found = _compared(
        [record("one", date="2022-01-01")],
        [record("one", date="2022-01-01")],
        [_offered("one", date="2022-03-02"), _offered("two", "acme/two", date="2021-01-01")],
    )
    (only,) = found.differences
    assert [side.catalog for side in only.found.sides] == ["Landscape", "Models-Dev"]
    found = _compared(
        [],
        [record("two", date="2022-01-01")],
        [_offered("two", date="2022-03-02")],
    )
    assert found.differences == ()


def test_differences_of_fields_stand_in_the_order_of_the_fields() -> None:
    found = _compared(
        [
            record("one", count=10, date="2022-01-01", same_as=("epoch:one",)),
            record("two", weights="open", same_as=("models-dev:acme/two",)),
        ],
        [record("one", count=90, date="2022-05-05")],
        [_offered("two", "acme/two", weights="closed", date="2022-04-07")],
    )
    fields = [each.found.field for each in found.differences]
    assert fields == ["released", "released", "parameters", "availability.weights"]
    assert found.differences[0].found.distance > found.differences[1].found.distance


def test_what_the_record_says_is_disputed_is_marked() -> None:
    from genai_tui.catalog.model import Dispute, DisputedClaim

    claims = (DisputedClaim(value="2021", source="page"), DisputedClaim(value="2022", source="page"))
    dispute = Dispute(field="released", claims=claims, chosen="2021", why="the page")
    found = _compared(
        [record("one", date="2021", disputes=(dispute,)), record("two", date="2021")],
        [record("one", date="2022-02-02"), record("two", date="2022-02-02")],
        [],
    )
    assert {each.found.model: each.known for each in found.differences} == {"one": True, "two": False}


def test_keys_that_name_nothing_are_told_with_those_that_do() -> None:
    table = Identities((SameModel(id="two", epoch=("Two", "Two of old")),))
    found = _compared(
        [record("one", same_as=("epoch:Gone", "models-dev:acme/one", "crfm:One")), record("two")],
        [record("row-two", name="Two")],
        [_offered("one-offer", "acme/one")],
        table=table,
    )
    assert [(each.id, each.key, each.still) for each in found.lost] == [
        ("one", "epoch:Gone", ()),
        ("two", "epoch:Two of old", ("epoch:Two",)),
    ]


def test_a_key_that_names_something_and_joins_nothing_is_told_with_the_reason() -> None:
    found = _compared(
        [record("one", same_as=("epoch:Two",), not_same_as=("epoch:Two",))], [record("two", name="Two")], []
    )
    assert found.candidates != ()
    assert all(why for _, why in found.refused_keys)
    rows = [record("first", name="First"), record("second", name="Second")]
    found = _compared([record("one", same_as=("epoch:First",))], rows, [],
                      table=Identities((SameModel(epoch=("First",), id="one"), SameModel(epoch=("Second",), id="one"))))  # fmt: skip
    assert found.sums[0].keyed + found.sums[0].new + found.sums[0].alike == 2


def test_the_catalogs_are_left_as_they_are() -> None:
    landscape, epoch = catalog("landscape", record("one")), catalog("epoch", record("one"), record("two"))
    before: list[Catalog] = [replace(landscape), replace(epoch)]
    COMPARISON.compared(landscape, [epoch])
    assert [landscape, epoch] == before


_WORDS = st.sampled_from(["one", "two", "three", "four"])
_MAKERS = st.sampled_from(["acme", "rival", ""])
_DATES = st.sampled_from(["2020", "2021-05", "2021-05-06", "2026-01-01", ""])


@st.composite
def _records(draw: st.DrawFn, keys: bool) -> list[Model]:
    found = []
    for id_ in draw(st.lists(_WORDS, unique=True, max_size=4)):
        same = draw(st.lists(st.sampled_from(["epoch:one", "epoch:Two", "models-dev:a/one", "epoch:gone"]), unique=True, max_size=2))  # fmt: skip
        model = record(id_, name=draw(_WORDS).title(), by=draw(_MAKERS), date=draw(_DATES))
        found.append(replace(model, same_as=tuple(same) if keys else ()))
    return found


@given(_records(True), _records(False), _records(False), st.lists(_WORDS, max_size=2), st.sampled_from(["", "2021-05-06"]))  # fmt: skip
def test_every_row_is_counted_once_and_every_candidate_is_new(
    landscape: list[Model], epoch: list[Model], models_dev: list[Model], refused: list[str], since: str
) -> None:
    offered = [replace(each, same_as=(f"models-dev:a/{each.id}",)) for each in models_dev]
    keys = tuple(f"epoch:{word}" for word in refused)
    found = _compared(landscape, epoch, offered, refused=keys, since=since)
    for count in found.sums:
        parts = (
            count.keyed,
            count.alike,
            count.new,
            count.refused,
            count.earlier,
            count.without_canonical_id,
        )
        assert sum(parts) == count.rows
    assert [each.rows for each in found.sums] == [len(epoch), len(offered)]
    named = [key for each in found.candidates for key in each.keys]
    assert len(named) == len(set(named)), "a row stands in two candidates"
    again = _compared(landscape, epoch, offered, refused=(*keys, *named), since=since)
    assert again.candidates == (), "what is refused does not come again"
    assert again.differences == found.differences


def test_a_listing_is_told_as_one() -> None:
    listed = replace(_offered("two", "acme/two"), released=Release("2026-01-02", "listed"))
    assert _compared([], [], [listed]).candidates[0].released.event == "listed"
