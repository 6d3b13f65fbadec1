"""Where catalogs differ is counted, sorted by distance, and told in the words of each; what is alike stands apart."""

from __future__ import annotations

from pathlib import Path

import pytest

from genai_tui.catalog.agreement import FIELDS
from genai_tui.catalog.disagreement import Disagreements, disagreements
from genai_tui.storage.loader import open_catalog, open_catalogs
from genai_tui.storage.merge import join
from tests.storage.joining import catalog, record

ONE = catalog(
    "one",
    record("a", date="2022", count=10**9, weights="open"),
    record("b", date="2022-04-06", count=10**9),
    record("c", date="2022-04-06"),
    record("goat", date="2021-07-27", by="lab", count=10**6),
)
TWO = catalog(
    "two",
    record("a", date="2022-05", count=10**9 + 1, weights="closed"),
    record("b", date="2022-04-09", count=15 * 10**8, same_as=("one:b",)),
    record("c", date="2022-06"),
    record("goat", date="2022-05", by="uni", count=7 * 10**9),
)
BOTH = join([ONE, TWO])


def told(found: Disagreements, field: str) -> list[tuple[str, tuple[str, ...], str, bool]]:
    return [
        (each.model, tuple(side.value for side in each.sides), each.apart, bool(each.other))
        for each in found.of(field)
    ]


def test_each_field_is_counted_and_the_farthest_apart_come_first() -> None:
    found = disagreements(BOTH)
    assert (found.joined, found.alike) == (3, 1)
    assert {each.field: (each.both, each.differ) for each in found.counts if each.both} == {
        "released": (4, 3), "parameters": (3, 2), "availability.weights": (1, 1), "organizations": (4, 1),
    }  # fmt: skip
    assert told(found, "released") == [
        ("c", ("2022-04-06", "2022-06"), "56 days", False),
        ("b", ("2022-04-06", "2022-04-09"), "3 days", False),
        ("goat", ("2021-07-27", "2022-05"), "9 months", True),
    ]
    assert told(found, "parameters") == [
        ("b", ("1B", "1.5B"), "x1.5", False), ("goat", ("1M", "7B"), "x7000", True),
    ]  # fmt: skip


def test_a_side_names_its_catalog_its_name_there_and_its_sources() -> None:
    (weights,) = disagreements(BOTH).of("availability.weights")
    assert [(side.catalog, side.name, side.value, side.sources) for side in weights.sides] == [
        ("One", "A", "open", ("The page of one",)), ("Two", "A", "closed", ("The page of two",)),
    ]  # fmt: skip


def test_some_models_and_some_fields() -> None:
    b = BOTH.model("b")
    assert b
    assert {each.model for each in disagreements(BOTH, [b]).found} == {"b"}
    dates = [field for field in FIELDS if field.path == "released"]
    assert {each.field for each in disagreements(BOTH, fields=dates).found} == {"released"}


def test_one_catalog_tells_what_its_own_sources_differ_about() -> None:
    survey, _ = open_catalogs(["survey"])
    found = disagreements(survey)
    disputes = [(model.id, dispute.field) for model in survey for dispute in model.disputes]
    assert sorted((each.model, each.field) for each in found.found) == sorted(disputes)
    assert sum(each.differ for each in found.counts) == len(disputes)
    for each in found.found:
        assert len(each.sides) > 1


DATA = Path(__file__).parents[2].parent / "shared" / "datasets"


@pytest.mark.skipif(not DATA.is_dir(), reason="the real catalogs are not here")
def test_epoch_and_ecosystem_graphs_differ_as_counted_by_hand(one_cache: None) -> None:
    paths = [str(DATA / "epoch_notable_2026-01.csv"), str(DATA / "ecosystem-graphs")]
    # Counted by hand were those of one name, without the table of identities, which knows others and tells GOAT apart.
    found = disagreements(join([open_catalog(path)[0] for path in paths]))
    known = disagreements(open_catalogs(paths)[0])
    assert known.joined > found.joined
    assert not [each for each in known.found if each.model == "goat"]
    counts = {each.field: each for each in found.counts}
    assert 66 <= found.joined + found.alike <= 75
    assert abs(counts["released"].differ - 23) <= 3
    assert abs(counts["parameters"].differ - 7) <= 2
    assert abs(counts["availability.weights"].differ - 5) <= 2
    goat = [each for each in found.found if each.model == "goat"]
    assert goat
    assert all(each.other for each in goat)  # two models of one name
