"""The landscape as of a day: nothing later is counted, nothing is guessed, and nothing is lost as the day moves on."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from genai_tui.catalog.as_of import LeftOut, as_of, span_of
from genai_tui.catalog.day import DayProblem, day_meant, shortest
from genai_tui.catalog.model import (
    Ancestor,
    Availability,
    Catalog,
    Dispute,
    DisputedClaim,
    Model,
    Offer,
    Organization,
    Paper,
    Period,
    Relation,
    Release,
    Status,
)
from genai_tui.catalog.organization_counts import counts_of
from genai_tui.catalog.partial_date import days_of, quarter_after, quarter_before, surely_after
from genai_tui.graph.builder import build
from genai_tui.graph.kinds import KINDS
from genai_tui.search.grouping import facets_of, group
from genai_tui.storage.loader import open_catalogs

EPOCH = Path(__file__).parents[3] / "shared" / "datasets" / "epoch_notable_2026-01.csv"
NAMES = ("survey", "landscape", *((str(EPOCH),) if EPOCH.exists() else ()))


@cache
def opened(name: str) -> Catalog:
    return open_catalogs((name,))[0]


DAYS = st.dates(min_value=datetime.date(2010, 1, 1), max_value=datetime.date(2027, 12, 31)).map(str)


def dates_in(model: Model) -> Iterator[str]:
    """Yield every date that a record holds."""
    events = [*((model.released,) if model.released else ()), *model.other_dates]
    yield from (each.date for each in events)
    for period in model.availability.periods if model.availability else ():
        yield from filter(None, (period.begin, period.end))
    yield from filter(None, (model.status and model.status.date, model.knowledge_cutoff))
    if model.paper and model.paper.year:
        yield str(model.paper.year)


@pytest.mark.parametrize("name", NAMES)
@given(day=DAYS, later=DAYS)
@settings(max_examples=12, deadline=None)
def test_nothing_later_is_counted_anywhere(name: str, day: str, later: str) -> None:
    catalog = opened(name)
    day, later = sorted((day, later))
    stood = as_of(catalog, day)
    then = stood.catalog
    is_past = day < days_of(catalog.head.date)[1]
    for model in (*then.models, *then.others):
        assert model.date is None or not surely_after(model.date, day)
        assert not is_past or not [each for each in dates_in(model) if surely_after(each, day)], model.id
        assert not is_past or not model.offers
        assert all(each.model is None or then.model(each.model) for each in model.based_on)
        assert set(model.organization_ids) <= set(then.organizations) | (
            set(model.organization_ids) - set(catalog.organizations)
        )
    assert all(each.date is None or not surely_after(each.date, day) for each in then.relations)

    for facet in facets_of(then):
        assert all(
            then.model(each.id) is each for some in group(then, then.models, facet) for each in some.records
        )
    for id_ in then.organizations:
        counts = counts_of(then, id_)
        assert {model.id for model in counts.models} <= {model.id for model in then.models}
        ties = [tie for group in counts.around.values() for some in group.values() for tie in some]
        assert all(tie.date is None or not surely_after(tie.date, day) for tie in ties)
    for kind in KINDS:
        graph = build(then, kind)
        ties = [tie for link in graph.links for tie in link.evidence]
        assert all(tie.date is None or not surely_after(tie.date, day) for tie in ties)

    on = as_of(catalog, later)
    assert {model.id for model in then.models} <= {model.id for model in on.catalog.models}
    assert set(then.organizations) <= set(on.catalog.organizations)
    assert len(then.relations) <= len(on.catalog.relations)
    for kind in KINDS:
        before, after = (build(each, kind) for each in (then, on.catalog))
        assert {node.id for node in before.nodes} <= {node.id for node in after.nodes}
        assert sum(link.weight for link in before.links) <= sum(link.weight for link in after.links)

    for left, all_of, stands in (
        (stood.models, catalog.models, then.models),
        (stood.organizations, catalog.organizations, then.organizations),
        (stood.relations, catalog.relations, then.relations),
    ):
        assert len(left.later) + len(left.coarse) + len(left.undated) + len(stands) == len(all_of)


@pytest.mark.parametrize("name", NAMES)
def test_the_far_future_is_the_catalog_itself_but_for_what_ends(name: str) -> None:
    catalog = opened(name)
    then = as_of(catalog, "2199-12-31").catalog
    ends = {
        model.id
        for model in catalog.models
        if model.availability and any(each.end for each in model.availability.periods)
    }
    assert then is catalog or ends
    assert then.relations == catalog.relations
    assert then.organizations == catalog.organizations
    for model, now in zip(then.models, catalog.models, strict=True):
        assert model is now or model.id in ends
        assert replace(model, availability=None) == replace(now, availability=None)
    assert len(as_of(catalog, span_of(catalog)[1]).catalog) == len(catalog)
    nothing = as_of(catalog, "1950-01-01")
    assert not nothing.catalog.models
    assert as_of(catalog, "2022-06-30") is as_of(catalog, "2022-06-30"), "the same day is worked out once"


def test_what_is_dated_by_year_alone_or_not_at_all_is_left_out_and_told(tiny: Catalog) -> None:
    undated = replace(tiny.models[0], id="undated", name="Undated", released=None)
    catalog = replace(tiny, models=(*tiny.models, undated), head=replace(tiny.head, date="2023-01"))
    then = as_of(catalog, "2021-06-30")
    assert (then.catalog.models, then.models.coarse, then.models.undated) == ((), ("listener",), ("undated",))
    assert then.told == ("1 dated by year alone", "1 undated")
    assert as_of(catalog, "2021-06-29").told[0] == "1 dated by year or month alone"
    assert [each.id for each in as_of(catalog, "2021-12-31").catalog.models] == ["listener"]
    assert as_of(catalog, "2022-12-30").models == LeftOut((), ("whisperer",), ("undated",))
    assert as_of(catalog, "2023-01-30").told == ("1 undated",)
    assert as_of(catalog, "2023-01-31").catalog is catalog, "at the latest on the day of the catalog"


def test_a_coarse_date_of_the_catalogs_own_year_stood_by_the_catalogs_day(tiny: Catalog) -> None:
    coarse = replace(tiny.models[0], id="coarse", released=Release("2023"))
    catalog = replace(tiny, models=(coarse,))  # of 2023-01-11
    assert as_of(catalog, "2023-01-10").models.coarse == ("coarse",)
    assert as_of(catalog, "2023-01-11").catalog is catalog


def test_organizations_stand_once_founded_or_proven(tiny: Catalog) -> None:
    organizations = {
        "acme": Organization("acme", "Acme", founded=2021),
        "uni": Organization("uni", "Uni"),
        "silent": Organization("silent", "Silent"),
        "young": Organization("young", "Young", founded=2022),
        "bought": Organization("bought", "Bought"),
    }
    relations = (Relation(from_id="acme", to_id="bought", kind="acquired", date="2022-05"),)
    catalog = replace(tiny, organizations=organizations, relations=relations)
    then = as_of(catalog, "2022-04-30")
    assert list(then.catalog.organizations) == ["acme", "uni"], "one founded, one a maker of Painter 2"
    assert then.organizations == LeftOut(("bought",), ("young",), ("silent",))
    assert as_of(catalog, "2021-06-30").organizations.coarse == ("acme",)
    assert as_of(catalog, "2021-06-30").organizations.later == ("uni", "young", "bought")
    assert as_of(catalog, "2022-04-30").relations.later == ("acme acquired bought",)
    assert as_of(catalog, "2022-05-15").relations.coarse == ("acme acquired bought",)
    assert "bought" in as_of(catalog, "2022-05-31").catalog.organizations


API = (Period(of="api", begin="2022-05-01", end="2022-09-30"),)
AGAIN = (*API, Period(of="api", begin="2022-12-01"))
ENDS = (Period(of="demo", begin="2022-08", end="2023-03-15"),)


@pytest.mark.parametrize(
    ("day", "known", "then"),
    [
        # Opened by a dated event: before it neither the weights nor their licence is known of.
        ("2022-04-30", Availability(weights="open", license="MIT", api=False), Availability(api=False)),
        ("2022-08-22", Availability(weights="open", license="MIT"), Availability(weights="open", license="MIT")),
        # Within, before and after a period of access.
        ("2022-04-30", Availability(api=True, periods=API), None),
        ("2022-06-30", Availability(api=True, periods=API), Availability(api=True, periods=(replace(API[0], end=None),))),
        ("2022-06-30", Availability(api=False, periods=API), Availability(periods=(replace(API[0], end=None),))),
        ("2022-10-31", Availability(api=False, periods=API), Availability(api=False, periods=API)),
        # Between two periods, of which the second makes it true today.
        ("2022-10-31", Availability(api=True, periods=AGAIN), Availability(periods=API)),
        ("2022-12-31", Availability(api=True, periods=AGAIN), Availability(api=True, periods=AGAIN)),
        # An end and a beginning that lie after the day of the catalog, 2023-01-11, are told by their own days.
        ("2023-02-28", Availability(demo=True, periods=ENDS), Availability(demo=True, periods=(replace(ENDS[0], end=None),))),
        ("2023-03-31", Availability(demo=True, periods=ENDS), Availability(periods=ENDS)),
        ("2023-01-31", Availability(api=True, periods=(Period(of="api", begin="2023-03-01"),)), None),
        ("2023-03-31", Availability(api=True, periods=(Period(of="api", begin="2023-03-01"),)),
         Availability(api=True, periods=(Period(of="api", begin="2023-03-01"),))),
        # Of a period that is to end later, and began nobody knows when, nothing is told.
        ("2022-06-30", Availability(periods=(Period(of="demo", end="2022-12"),)), None),
    ],
)  # fmt: skip
def test_availability_is_that_of_the_day(
    tiny: Catalog, day: str, known: Availability, then: Availability | None
) -> None:
    model = replace(
        tiny.model("painter"), availability=known, other_dates=(Release("2022-08-22", "weights"),)
    )
    catalog = replace(tiny, models=(model,))
    shown = as_of(catalog, day).catalog.models[0]
    assert shown.availability == then
    assert shown.other_dates == (model.other_dates if day > "2022-08" else ())


def test_what_came_later_is_taken_from_a_model(tiny: Catalog) -> None:
    base, later = (
        replace(tiny.models[0], id="base"),
        replace(tiny.models[0], id="later", released=Release("2022-12-01")),
    )
    dispute = Dispute(
        field="status",
        claims=(DisputedClaim(value="retired", source="a"), DisputedClaim(value="active", source="b")),
        why="-",
    )
    other = replace(dispute, field="category")
    model = replace(
        base,
        id="model",
        status=Status(state="deprecated", date="2022-11", successor="later"),
        based_on=(Ancestor(model="base", how="built_on"), Ancestor(model="later", how="component"), Ancestor(name="Outside", how="component")),
        offers=(Offer(provider="Shop", input_price=1.0),),
        citations=7,
        paper=Paper("On it", year=2023, venue="Journal", arxiv="2204.06125", doi="10.1/x"),
        disputes=(dispute, other),
    )  # fmt: skip
    catalog = replace(tiny, models=(base, model, later))
    then = as_of(catalog, "2022-06-30").catalog.models[1]
    assert (then.status, then.offers, then.citations, then.price) == (None, (), None, None)
    assert then.paper == Paper("On it", arxiv="2204.06125")
    assert [each.model or each.name for each in then.based_on] == ["base", "Outside"]
    assert then.disputes == (other,)
    ended = as_of(catalog, "2022-11-30").catalog.models[1].status
    assert ended == Status(state="deprecated", date="2022-11")
    unpublished = replace(model, paper=Paper("On it", year=2023))
    assert as_of(replace(catalog, models=(unpublished,)), "2022-06-30").catalog.models[0].paper is None


def test_names_are_merged_from_the_day_of_the_take_over_on() -> None:
    catalog = opened("survey")
    for day, together in (("2013-12-31", False), ("2014-12-31", True)):
        owners = {
            each.to_id: each.from_id
            for each in as_of(catalog, day).catalog.relations
            if each.kind == "acquired"
        }
        assert (owners.get("deepmind") == "google") is together, day


@pytest.mark.parametrize(
    ("typed", "day"),
    [("2022", "2022-12-31"), (" 2024-02 ", "2024-02-29"), ("2022-06-15", "2022-06-15"), ("NOW", None)],
)
def test_a_day_may_be_typed_as_month_or_year(typed: str, day: str | None) -> None:
    assert day_meant(typed) == day
    assert day is None or day_meant(shortest(day)) == day


@pytest.mark.parametrize(
    "typed", ["", "1949", "2200-01", "2022-13", "2022-02-30", "tomorrow", "٢٠٢٢", "2022-6", "20220630"]
)
def test_what_is_no_day_is_told(typed: str) -> None:
    with pytest.raises(DayProblem):
        day_meant(typed)


@given(day=DAYS)
def test_quarters_go_back_and_on(day: str) -> None:
    before, after = quarter_before(day), quarter_after(day)
    assert before < day < after
    assert {before[5:], after[5:]} <= {"03-31", "06-30", "09-30", "12-31"}
    assert quarter_after(before) in (day, after)
    assert quarter_before(after) in (day, before)


@pytest.mark.parametrize(
    ("cutoff", "then"),
    [("2022-05", "2022-05"), ("2022", "2022"), ("2023", None), ("2022-07", None), (None, None)],
)
def test_knowledge_that_came_later_is_not_known_on_the_day(
    tiny: Catalog, cutoff: str | None, then: str | None
) -> None:
    first, *rest = tiny.models
    catalog = replace(tiny, models=(replace(first, knowledge_cutoff=cutoff), *rest))
    found = as_of(catalog, "2022-06-30").catalog.model(first.id)
    assert found is not None
    assert found.knowledge_cutoff == then
