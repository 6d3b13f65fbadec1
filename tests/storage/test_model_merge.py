"""A merged model keeps the claims of both records: equal ones speak together, unlike ones are disputed."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from genai_tui.catalog.agreement import FIELDS, days_between, owned_pairs
from genai_tui.catalog.model import (
    Availability,
    Catalog,
    Model,
    Paper,
    ParameterCount,
    Release,
    Source,
    Status,
    Training,
)
from genai_tui.catalog.provenance import claim, told_fields
from genai_tui.storage.loader import open_catalogs
from genai_tui.storage.merge import join
from tests.storage.joining import catalog, record


def both(mine: Model, theirs: Model) -> tuple[Catalog, Model]:
    """The two records as one, whatever they are."""
    theirs = replace(theirs, same_as=("one:x",))
    joined = join([catalog("one", mine), catalog("two", theirs, also=("acme",))])
    (model,) = joined
    return joined, model


def said(model: Model, **fields: object) -> Model:
    """The record with other fields, of which its source speaks as well."""
    changed = replace(model, **fields)
    return replace(changed, sources=(Source("page", supports=told_fields(changed)),))


X = record("x")

# field, what the first says, what the second says, whether that is a dispute
PAIRS = [
    ("released", {"released": Release("2022-04-06")}, {"released": Release("2022-04")}, False),
    ("released", {"released": Release("2022-04-06")}, {"released": Release("2022-04-07")}, True),
    ("released", {"released": Release("2022-04-06")}, {"released": Release("2022-05-01", "listed")}, False),
    ("released", {"released": Release("2022-05-01")}, {"released": Release("2022-04-06", "listed")}, True),
    ("parameters", {"parameters": (ParameterCount(100),)}, {"parameters": (ParameterCount(105),)}, False),
    ("parameters", {"parameters": (ParameterCount(100),)}, {"parameters": (ParameterCount(106),)}, True),
    ("parameters", {"parameters": (ParameterCount(100),)}, {"parameters": (ParameterCount(150, estimated=True),)}, True),
    ("parameters", {"parameters": (ParameterCount(70), ParameterCount(7))}, {"parameters": (ParameterCount(7),)}, False),
    ("availability.weights", {"availability": Availability("open")}, {"availability": Availability("closed")}, True),
    ("availability.weights", {"availability": Availability("restricted", use="noncommercial")}, {"availability": Availability("open")}, False),
    ("availability.license", {"availability": Availability(license="Apache 2.0")}, {"availability": Availability(license="Apache-2.0")}, False),
    ("availability.license", {"availability": Availability(license="MIT")}, {"availability": Availability(license="Apache-2.0")}, True),
    ("inputs", {"inputs": ("text",)}, {"inputs": ("text", "image")}, False),
    ("inputs", {"inputs": ("text",)}, {"inputs": ("image",)}, True),
    ("outputs", {"outputs": ("text",)}, {"outputs": ("image",)}, True),
    ("training.compute_flop", {"training": Training(compute_flop=1e24)}, {"training": Training(compute_flop=1.1e24)}, True),
    ("training.compute_flop", {"training": Training(compute_flop=1e24, compute_estimated=True)}, {"training": Training(compute_flop=1.1e24)}, False),
    ("context_length", {"context_length": 128_000}, {"context_length": 131_072}, False),
    ("context_length", {"context_length": 128_000}, {"context_length": 200_000}, True),
    ("knowledge_cutoff", {"knowledge_cutoff": "2023"}, {"knowledge_cutoff": "2023-10"}, False),
    ("paper.arxiv", {"paper": Paper("A", arxiv="2204.06125v2")}, {"paper": Paper("A", arxiv="2204.06125")}, False),
    ("paper.arxiv", {"paper": Paper("A", arxiv="2204.06125")}, {"paper": Paper("B", arxiv="2204.99999")}, True),
    ("status", {"status": Status(state="active")}, {"status": Status(state="retired")}, True),
]  # fmt: skip


@pytest.mark.parametrize(("path", "mine", "theirs", "disputed"), PAIRS)
@pytest.mark.parametrize("swapped", [False, True])
def test_a_difference_beyond_the_tolerance_is_a_dispute(
    path: str, mine: dict[str, object], theirs: dict[str, object], disputed: bool, swapped: bool
) -> None:
    first, second = (theirs, mine) if swapped else (mine, theirs)
    joined, model = both(said(X, **first), said(record("y"), **second))
    found = claim(joined, model, path)
    assert (found.state == "disputed") is disputed, found
    sources = {source.id for source in found.sources}
    assert sources == ({"page"} if disputed else {"page", "two-page"})
    if disputed:
        assert found.dispute
        assert {each.source for each in found.dispute.claims} == {"page", "two-page"}
        assert len({each.value for each in found.dispute.claims}) == 2
        assert found.dispute.chosen == next(
            each.value for each in found.dispute.claims if each.source == "page"
        )
        assert "One" in found.dispute.why


def test_every_compared_field_is_tried() -> None:
    assert {path for path, *_ in PAIRS} == {field.path for field in FIELDS} - {
        "availability.use",
        "organizations",
    }


def test_what_only_one_knows_is_filled_in_with_its_source() -> None:
    mine = said(X, availability=Availability("open"))
    theirs = said(
        record("y"),
        availability=Availability(api=True, license="MIT"),
        summary="Says things.",
        context_length=5,
    )
    joined, model = both(mine, theirs)
    assert model.availability == Availability("open", api=True, license="MIT")
    assert model.summary == "Says things."
    assert [each.id for each in claim(joined, model, "availability.api").sources] == ["page", "two-page"]
    assert [each.id for each in claim(joined, model, "context_length").sources] == ["two-page"]
    assert not model.disputes


def test_a_source_does_not_speak_for_what_it_does_not_say() -> None:
    mine = said(X, availability=Availability("open"), summary="Mine.")
    theirs = said(record("y"), availability=Availability("closed", api=True), summary="Theirs.")
    joined, model = both(mine, theirs)
    assert model.availability == Availability("open", api=True)
    assert [each.id for each in claim(joined, model, "summary").sources] == ["page"]
    weights = claim(joined, model, "availability.weights")
    assert [each.id for each in weights.sources] == ["page"]
    other = next(source for source in model.sources if source.id == "two-page")
    assert "availability.api" in other.supports
    assert "availability" not in other.supports


def test_papers_that_differ_are_not_mixed() -> None:
    mine, theirs = Paper("A", arxiv="2204.06125"), Paper("B", arxiv="2204.99999", venue="Nature")
    _, model = both(said(X, paper=mine), said(record("y"), paper=theirs))
    assert model.paper == mine


def test_the_other_name_is_one_more_name_and_members_stay_whole() -> None:
    mine, theirs = record("x", aliases=("Ex",)), said(record("y", name="Why", aliases=("Ex", "Zed")))
    joined, model = both(mine, theirs)
    assert model.names == ("X", "Ex", "Why", "Zed")
    first, second = joined.members["x"]
    assert (first.catalog, second.catalog) == ("One", "Two")
    assert first.model == mine
    assert (second.model.name, second.model.released) == ("Why", theirs.released)


@pytest.mark.parametrize(
    ("one", "other", "days"),
    [
        ("2022", "2022-04", 0),
        ("2022-04-06", "2022-04-08", 2),
        ("2021", "2022-01-02", 2),
        ("2022-02", "2022-01-31", 1),
    ],
)
def test_days_between_partial_dates(one: str, other: str, days: int) -> None:
    assert days_between(one, other) == days_between(other, one) == days


DATA = Path(__file__).parents[2].parent / "shared" / "datasets"


@pytest.mark.skipif(not DATA.is_dir(), reason="the real catalogs are not here")
def test_real_catalogs_lose_no_record_and_no_claim(one_cache: None) -> None:
    names = [
        "survey",
        *(
            str(DATA / name)
            for name in ("epoch_notable_2026-01.csv", "ecosystem-graphs", "models_dev_2026-09.json")
        ),
    ]
    joined, _ = open_catalogs(names)
    parts = [open_catalogs([name])[0] for name in names]
    assert len(joined.models) + len(joined.others) + joined.joined == sum(
        len(part.models) + len(part.others) for part in parts
    )
    assert joined.joined > 100
    owned = owned_pairs(joined.relations)
    for id_, members in joined.members.items():
        shown = joined.model(id_)
        assert shown
        for path in told_fields(shown):
            stated = any(claim(joined, m.model, path).sources for m in members)
            assert claim(joined, shown, path).sources or not stated or path == "aliases", (id_, path)
        for field in FIELDS:
            texts = {
                field.text(joined, member.model)
                for member in members
                if field.value(member.model) is not None
            }
            unlike = [m for m in members[1:] if field.differ(shown, m.model, owned)]
            if unlike:
                found = claim(joined, shown, field.path)
                assert found.dispute, (id_, field.path, texts)
                told = {each.value for each in found.dispute.claims}
                assert all(field.text(joined, m.model) in told or m.model.disputes for m in unlike), (
                    id_,
                    field.path,
                )
