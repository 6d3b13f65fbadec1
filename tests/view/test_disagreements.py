"""The view of Disagreements: where its cursor comes to stand, and what of it is left in a catalog that has changed."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from genai_tui.catalog.disagreement import SAME, Disagreements, disagreements
from genai_tui.catalog.field_lookup import field_called, short_name
from genai_tui.catalog.model import Catalog
from genai_tui.search.index import SearchIndex
from genai_tui.search.syntax import QueryProblem
from genai_tui.storage.loader import open_catalog
from genai_tui.storage.merge import join
from genai_tui.view import disagreements as views
from genai_tui.view.disagreement_pages import fields_titles, pairs_titles, side_items
from genai_tui.view.disagreements import Comparer, DisagreementsView
from genai_tui.view.record_ref import RecordRef
from tests.storage.joining import catalog, record


@pytest.fixture(scope="module")
def three() -> Catalog:
    """Three catalogs: x is in all of them, y in two, and two of one name in two."""
    return join(
        [
            catalog("a", record("x", date="2020", count=10), record("y", weights="open"), record("goat", name="GOAT")),
            catalog("b", record("x", date="2021", count=10), record("y", weights="closed", same_as=("a:y",))),
            catalog("c", record("x", date="2020-11", count=99, same_as=("a:x", "b:x")), record("goat-7b", name="Goat", date="2021")),
        ]
    )  # fmt: skip


@pytest.fixture(scope="module")
def found(three: Catalog) -> Disagreements:
    return disagreements(three)


def test_every_pair_of_a_field_has_a_key_of_its_own(found: Disagreements) -> None:
    assert views.keys(found, "released") == ("x", "x:2", "goat+goat-7b")
    assert views.keys(found, "parameters") == ("x", "x:2")
    assert views.keys(found, SAME) == ("goat+goat-7b",)
    assert views.keys(found, "no such field") == ()
    for field in views.fields_of(found):
        for number, key in enumerate(views.keys(found, field)):
            assert views.place(found, DisagreementsView(field=field, at=key)) == number


def test_fields_that_differ_come_first_and_what_may_be_one_before_those_that_do_not(
    found: Disagreements,
) -> None:
    rows = views.rows(found)
    assert [(row.field, row.differ) for row in rows] == [
        ("released", 3), ("parameters", 2), ("availability.weights", 1), (SAME, 1), ("organizations", 0),
    ]  # fmt: skip


def every_view(found: Disagreements) -> Iterator[DisagreementsView]:
    for field in views.fields_of(found):
        for key in views.keys(found, field):
            yield DisagreementsView(field=field, at=key)


def test_a_settled_view_stays_and_stands(three: Catalog, found: Disagreements) -> None:
    for view in every_view(found):
        assert views.settled(view, found) == view
        assert view.what_stands(three) == (view, ())
        assert views.pair(found, view) is not None


@given(field=st.none() | st.text(max_size=8) | st.sampled_from(["date", "Weights", "params", "same", "released"]),
       at=st.none() | st.text(max_size=8) | st.sampled_from(["x", "x:2", "y", "goat+goat-7b"]))  # fmt: skip
def test_whatever_is_asked_for_something_that_is_there_is_shown(
    three: Catalog, found: Disagreements, field: str | None, at: str | None
) -> None:
    view = views.settled(DisagreementsView(field=field, at=at), found)
    assert view.field in views.fields_of(found)
    assert view.at in (*views.keys(found, view.field), None)
    assert views.settled(view, found) == view
    left, gone = DisagreementsView(field=field, at=at).what_stands(three)
    assert left.what_stands(three) == (left, ())
    assert len(gone) == (left.field != field) + (left.at != at)


def test_a_pair_without_a_field_is_found_in_its_field(found: Disagreements) -> None:
    assert views.settled(DisagreementsView(at="y"), found).field == "availability.weights"


def test_a_model_is_come_to_in_the_present_field_or_else_in_its_first(found: Disagreements) -> None:
    start = views.settled(DisagreementsView(field="params"), found)
    at_x = views.at_record(start, found, RecordRef("model", "x"))
    assert at_x == replace(start, at="x")
    at_y = views.at_record(start, found, RecordRef("model", "y"))
    assert at_y is not None
    assert (at_y.field, at_y.at) == ("availability.weights", "y")
    assert views.at_record(start, found, RecordRef("model", "nobody")) is None
    assert views.at_record(start, found, RecordRef("organization", "x")) is None
    other = views.at_record(start, found, RecordRef("model", "goat-7b"))
    assert other is not None
    assert other.at == "goat+goat-7b"


def test_titles_count_as_the_list_does(found: Disagreements) -> None:
    view = views.settled(DisagreementsView(field="params", query="x "), found)
    assert pairs_titles(view, found) == (
        "Parameters · 2 of 3 differ · /x",
        "no difference within: 5 % of any variant",
    )
    assert fields_titles(found) == ("Field · of both stated", "4 pairs joined")
    assert (
        pairs_titles(views.settled(DisagreementsView(field=SAME), found), found)[0]
        == "One model? · 1 pair of one name"
    )


def test_both_sides_are_told_with_sources_and_what_joins_them(three: Catalog, found: Disagreements) -> None:
    about = found.of("parameters")[0]
    texts = [item.text for item in side_items(three, about)]
    assert texts[:3] == ["A · X (a:x)", "10", "The page of a"]
    assert "one of the records says so (same_as)" in texts
    alike = [item.text for item in side_items(three, found.lookalikes[0])]
    assert any("GOAT, Goat" in text for text in alike)


def test_the_comparer_keeps_to_the_query(three: Catalog) -> None:
    index = SearchIndex(three)
    comparer = Comparer(three, lambda: index)
    view = DisagreementsView(query="id:y")
    assert not comparer.has(view)
    assert [each.model for each in comparer.compare(view).found] == ["y"]
    assert comparer.has(view)
    assert comparer.has(replace(view, query=" id:y ", field="released"))
    assert len(comparer.compare(DisagreementsView()).found) == 6
    with pytest.raises(QueryProblem):
        comparer.compare(DisagreementsView(query="yeer:1"))


def test_of_one_catalog_its_own_disputes_are_shown() -> None:
    survey = open_catalog("survey")[0]
    own = disagreements(survey)
    assert fields_titles(own) == ("Field · disputed", "")
    assert sum(row.differ for row in views.rows(own)) == sum(len(model.disputes) for model in survey)
    assert len({each.model for each in own.found}) == 16
    for view in every_view(own):
        about = views.pair(own, view)
        assert about is not None
        assert sum(item.label == "says" for item in side_items(survey, about)) == len(about.sides)


def test_a_field_goes_by_any_of_its_names() -> None:
    from genai_tui.catalog.agreement import FIELDS

    paths = tuple(each.path for each in FIELDS)
    assert len(set(map(short_name, paths))) == len(paths)
    for path in paths:
        assert field_called(short_name(path), paths) == path
        assert field_called(path.upper(), paths) == path
    assert field_called("licence", paths) == "availability.license"
    assert field_called("colour", paths) is None
