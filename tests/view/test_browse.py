"""What keys do to the view of Browse, without a screen."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from genai_tui.catalog.attributes import MODELS
from genai_tui.catalog.model import Catalog
from genai_tui.search.grouping import facets_of
from genai_tui.search.index import SearchIndex
from genai_tui.search.sorting import orders_of
from genai_tui.search.syntax import QueryProblem
from genai_tui.storage.loader import open_catalog
from genai_tui.view import browse
from genai_tui.view.address import address, view_at
from genai_tui.view.arrangement import Arranger
from genai_tui.view.browse import BrowseView
from genai_tui.view.record_ref import RecordRef, ref_of, stands

SURVEY = open_catalog("survey")[0]


def arranger(catalog: Catalog) -> Arranger:
    index = SearchIndex(catalog)
    return Arranger(catalog, lambda: index)


def test_regrouping_and_sorting_go_round_and_come_back() -> None:
    view = BrowseView(group="text-to-image")
    seen = []
    for _ in facets_of(SURVEY):
        view = browse.regroup(view, SURVEY)
        seen.append(view.facet)
        assert view.group is None
    assert sorted(filter(None, seen)) == sorted(facets_of(SURVEY))
    for _ in orders_of(SURVEY):
        view = browse.sort(view, SURVEY)
    assert view.order == "best"
    assert browse.turn_round(browse.turn_round(view)) == view
    assert not browse.sort(browse.turn_round(view), SURVEY).reverse


def test_a_second_facet_goes_round_and_is_never_the_first() -> None:
    view = BrowseView(facet="category", group="text-to-image", part="2022")
    seen = []
    for _ in facets_of(SURVEY):
        view = browse.divide(view, SURVEY)
        assert (view.group, view.part) == ("text-to-image", None)
        seen.append(view.then)
    assert seen == [*(each for each in facets_of(SURVEY) if each != "category"), None]
    both = browse.group_by(view, "category,year")
    assert (both.facet, both.then, both.group) == ("category", "year", None)
    assert browse.regroup(both, SURVEY).then == "year", "the second facet stays when the first one goes on"
    assert browse.group_by(both, "year").then is None
    assert browse.divide_by(both, browse.AS_SUITS).then is None


def test_a_part_of_an_organization_shows_it() -> None:
    view = browse.group_by(BrowseView(), "category,organization")
    view = browse.enter_group(view, SURVEY, "text-to-image", None, "google")
    assert view.record == RecordRef("organization", "google")
    assert browse.enter_group(view, SURVEY, "text-to-image", None).record == RecordRef(
        "category", "text-to-image"
    )


@pytest.mark.parametrize("facet", facets_of(SURVEY))
@pytest.mark.parametrize("then", facets_of(SURVEY))
def test_the_parts_of_a_group_are_the_group(facet: str, then: str) -> None:
    arranged = arranger(SURVEY)
    view = browse.group_by(BrowseView(), f"{facet},{then}")
    for here in arranged.arrange(view).groups:
        shown = arranged.arrange(replace(view, group=here.id))
        assert (shown.division is None) == (facet == then or len(here.records) < 2)
        for part in shown.division.parts if shown.division else ():
            parted = arranged.arrange(replace(view, group=here.id, part=part.id))
            assert parted.part == part
            assert set(parted.records) == set(part.records) <= set(here.records)
            values = [MODELS.groupings[then].groups(SURVEY, model) for model in here.records]
            assert len(part.records) == sum(part.id in (found or ("",)) for found in values) > 0
        if shown.division:
            assert {m.id for part in shown.division.parts for m in part.records} == {
                m.id for m in here.records
            }


def test_a_query_begins_with_its_first_model_and_whole_keeps_the_record() -> None:
    record = RecordRef("model", "whisper")
    view = BrowseView(group="text-to-audio", record=record)
    asked = browse.ask(view, "dall-e")
    assert (asked.query, asked.group, asked.record) == ("dall-e", None, None)
    assert browse.whole(replace(asked, record=record)) == BrowseView(record=record)


def test_a_record_is_shown_in_all_panes_and_what_hides_it_gives_way() -> None:
    arrange = arranger(SURVEY).arrange
    view = browse.enter_group(BrowseView(), SURVEY, "text-to-image", None)
    shown = arrange(view)
    inside, outside = RecordRef("model", "imagen"), RecordRef("model", "whisper")
    assert browse.open_record(view, inside, shown.records, shown.answer.records).group == "text-to-image"
    assert browse.open_record(view, outside, shown.records, shown.answer.records) == BrowseView(
        record=outside
    )
    asked = browse.ask(view, "imagen")
    shown = arrange(asked)
    assert browse.open_record(asked, inside, shown.records, shown.answer.records).query == "imagen"
    assert browse.open_record(asked, outside, shown.records, shown.answer.records).query == ""
    maker = RecordRef("organization", "google")
    assert browse.open_record(asked, maker, shown.records, shown.answer.records) == replace(
        asked, record=maker
    )


def test_a_group_of_an_organization_shows_it() -> None:
    view = browse.group_by(BrowseView(record=RecordRef("model", "imagen")), "organization")
    view = browse.enter_group(view, SURVEY, "google", None)
    assert view.record == RecordRef("organization", "google")
    assert browse.enter_group(view, SURVEY, None, None).record is None
    assert browse.enter_group(view, SURVEY, "google", "imagen").record == RecordRef("model", "imagen")


@pytest.mark.parametrize("query", ["", "org:google", "image", "weights:open", "zzzz"])
@pytest.mark.parametrize("facet", facets_of(SURVEY))
def test_tree_table_and_title_agree(query: str, facet: str) -> None:
    arranged = arranger(SURVEY)
    view = browse.group_by(browse.ask(BrowseView(), query), facet)
    for group in (None, *(each.id for each in arranged.arrange(view).groups), "nowhere"):
        shown = arranged.arrange(replace(view, group=group))
        settled = browse.settled(replace(view, group=group), shown.here, shown.records)
        assert settled.group == (shown.here.id if shown.here else None)
        assert set(shown.records) == set(shown.here.records if shown.here else shown.answer.records)
        assert sorted(shown.answer.records, key=lambda each: each.id) == sorted(
            {model.id: model for each in shown.groups for model in each.records}.values(),
            key=lambda each: each.id,
        )
        if shown.records:
            assert settled.record == ref_of(shown.records[0])
        elif query:
            assert shown.why_empty


def test_an_arranger_gives_the_same_whatever_it_kept() -> None:
    kept = arranger(SURVEY)
    for query in ("image", "", "image", "org:google", "image"):
        for order in orders_of(SURVEY):
            for reverse in (False, True):
                view = BrowseView(query=query, order=order, reverse=reverse)
                assert kept.arrange(view) == arranger(SURVEY).arrange(view)


def test_a_query_that_means_nothing_leaves_the_arranger_as_it_was() -> None:
    arranged = arranger(SURVEY)
    with pytest.raises(QueryProblem):
        arranged.arrange(BrowseView(query="yeer:2022"))
    assert len(arranged.arrange(BrowseView()).records) == 24


def test_a_reference_stands_for_a_record_of_the_catalog() -> None:
    assert stands(SURVEY, RecordRef("model", "whisper"))
    assert not stands(SURVEY, RecordRef("model", "google"))
    assert stands(SURVEY, RecordRef("organization", "google"))
    assert not stands(SURVEY, RecordRef("organization", "whisper"))


def test_a_category_is_told_where_the_tree_stands_on_it_and_not_elsewhere() -> None:
    view = browse.enter_group(BrowseView(), SURVEY, "text-to-code", None)
    assert view.record == RecordRef("category", "text-to-code")
    assert browse.settled(view, None, SURVEY.models).record == view.record
    assert view_at(address(view)) == view
    for elsewhere in (
        browse.whole(view), browse.regroup(view, SURVEY), browse.group_by(view, "year"), browse.ask(view, "a"),
        browse.enter_group(view, SURVEY, None, None), browse.enter_group(view, SURVEY, "", None),
    ):  # fmt: skip
        assert elsewhere.record is None
