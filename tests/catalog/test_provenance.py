"""A value keeps its state and its sources."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from genai_tui.catalog.model import Catalog, Dispute, Source, Training
from genai_tui.catalog.provenance import _CLAIMING, UNPLACED, claim, slot_differs, state_of, told_fields


@pytest.mark.parametrize(
    ("model_id", "field", "state", "sources"),
    [
        ("painter", "released", "known", ["paper"]),
        ("painter", "released.date", "known", ["paper"]),
        ("painter", "parameters", "estimated", ["paper"]),
        ("painter", "training.compute_flop", "unknown", []),
        ("painter", "availability.weights", "known", []),
        ("listener", "category", "disputed", ["paper", "other"]),
        ("whisperer", "parameters", "unknown", []),
    ],
)
def test_state_and_sources(tiny: Catalog, model_id: str, field: str, state: str, sources: list[str]) -> None:
    model = tiny.model(model_id)
    assert model is not None
    known = claim(tiny, model, field)
    assert known.state == state
    assert [source.id for source in known.sources] == sources
    assert all(source.title for source in known.sources)


@pytest.mark.parametrize(
    ("model_id", "differs"), [("painter", False), ("listener", True), ("whisperer", False)]
)
def test_slot_against_signature(tiny: Catalog, model_id: str, differs: bool) -> None:
    model = tiny.model(model_id)
    assert model is not None
    assert slot_differs(tiny, model) is differs


@pytest.mark.parametrize(
    ("supports", "field", "speaks"),
    [
        ("training.compute_flop", "training", True),  # of a part is of the whole
        ("training", "training.compute_flop", True),
        ("training.compute_flop", "training.compute_flop", True),
        ("training.compute_flop", "training.hardware", False),
        ("train", "training", False),
        ("training", "train", False),
    ],
)
def test_a_source_or_dispute_of_a_part_speaks_of_the_whole_and_the_other_way_round(
    tiny: Catalog, supports: str, field: str, speaks: bool
) -> None:
    model = replace(
        tiny.models[0],
        training=Training(compute_flop=1e22, hardware="Some"),
        sources=(Source("paper", supports=(supports,)),),
        disputes=(Dispute(field=supports, claims=(), why="It is."),),
    )
    known = claim(tiny, model, field)
    assert [source.id for source in known.sources] == ["paper"] * (speaks and known.state != "unknown")
    assert (known.state == "disputed") == speaks


def test_a_zero_is_a_value_and_an_empty_list_is_none(tiny: Catalog) -> None:
    painter = replace(tiny.models[0], disputes=())
    for model in (
        painter,
        replace(painter, citations=0),
        replace(painter, aliases=(), summary=None, citations=None),
    ):
        told = told_fields(model)
        assert told == tuple(each for each in _CLAIMING if state_of(model, each) != "unknown")
        assert ("citations" in told) == (model.citations == 0)
        assert ("aliases" in told) == bool(model.aliases)
    assert "category" not in told_fields(replace(painter, category=UNPLACED))
    assert "category" in told_fields(painter)
