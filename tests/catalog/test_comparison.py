"""Comparisons: which rows stand, what their cells say, and what footnotes say of values that are not of one kind."""

from __future__ import annotations

import random
from typing import Any

import pytest
from msgspec.structs import replace

from genai_tui.catalog.attribute import UNKNOWN
from genai_tui.catalog.comparison import (
    LEAST,
    MOST,
    Comparison,
    NotComparable,
    attributes_of,
    comparable,
    compared,
    in_full,
)
from genai_tui.catalog.model import (
    Capabilities,
    Catalog,
    Dispute,
    DisputedClaim,
    Model,
    Offer,
    ParameterCount,
    Part,
    Release,
    Training,
)
from genai_tui.storage.exporters.columns import cells
from genai_tui.storage.loader import open_catalog
from tests.catalog.test_sanitize import HOSTILE
from tests.storage.joining import catalog, record


def dispute(field: str, *values: str, chosen: str | None = None) -> Dispute:
    claims = tuple(
        DisputedClaim(value=value, source="page", by=(f"side {at}",)) for at, value in enumerate(values)
    )
    return Dispute(field=field, claims=claims, chosen=chosen, why="Because.")


def _compared(*models: Model, every: bool = False) -> Comparison:
    made = catalog("test", *models)
    return compared(made, made.models, every)


def row(comparison: Comparison, name: str) -> Any:
    return next((each for each in comparison.rows if each.attribute.name == name), None)


X = record("x", date="2022-04-06", count=10, weights="open")
# name of the row, the second record, its cell (None: there is no row) and what the footnotes hold
ROWS = [
    ("date", replace(X, id="y"), None, ""),
    ("date", record("y", date="2023"), "2023", ""),
    ("date", record("y", date="2022"), "2022", "Y: 2022 may be the same day"),
    ("date", record("y", date=""), UNKNOWN, ""),
    ("date", replace(X, id="y", released=Release("2022-04-06", "listed")), "2022-04-06~", "provider listed it"),
    ("params", record("y"), UNKNOWN, ""),
    ("params", record("y", count=11), "11", ""),
    ("params", replace(X, id="y", parameters=(ParameterCount(20, variant="big"), ParameterCount(5))), "20",
     "the count of the variant big, one of 2"),
    ("params", replace(X, id="y", parameters=(ParameterCount(20), ParameterCount(5))), "20", "of one variant, one of 2"),
    ("params", replace(X, id="y", parameters=(ParameterCount(10, estimated=True),)), "10~", "estimated for X, stated for X"),
    ("params", replace(X, id="y", disputes=(dispute("parameters", "10", "12", chosen="10"),)), "10!",
     "X is disputed: 10 (side 0); 12 (side 1); shown is 10"),
    ("weights", record("y", disputes=(dispute("availability.weights", "open", "closed"),)), "disputed!", "none is chosen"),
    ("price", record("y", offers=(Offer(provider="p", input_price=0),)), "0 stated", "Y: a price of 0 is stated"),
    ("price", record("y", offers=(Offer(provider="p", input_price=2),)), "2", ""),
    ("compute", record("y", training=Training(compute_flop=1e20, compute_estimated=True)), "1e+20~", "estimated for Y"),
    ("arch", record("y"), None, ""),
    ("name", record("y"), None, ""),
    ("year", record("y", date="1999"), None, ""),
    ("has", record("y"), None, ""),
]  # fmt: skip


@pytest.mark.parametrize(("name", "other", "cell", "note"), ROWS)
def test_a_row_of_two_models(name: str, other: Model, cell: str | None, note: str) -> None:
    found = row(_compared(X, other), name)
    if cell is None:
        assert found is None
        return
    assert found.cells[1].text == cell
    assert note in " / ".join(found.notes)
    if not note:
        assert found.notes == ()


def test_events_that_are_not_one_are_told_and_one_event_is_not() -> None:
    dates = [("x", "2022-01-01", "paper"), ("y", "2022-02-01", "weights"), ("z", "2022-03-01", None)]
    models = [replace(record(id_), released=Release(date, event)) for id_, date, event in dates]  # type: ignore[arg-type]
    assert row(_compared(*models), "date").notes == ("not of one event: X paper; Y weights released",)
    same = [replace(each, released=replace(each.released, event="paper")) for each in models]  # type: ignore[type-var]
    assert row(_compared(*same), "date").notes == ()


def test_a_context_of_an_offer_beside_one_that_the_maker_states() -> None:
    offered = record("y", offers=(Offer(provider="p", context=1000),))
    assert (
        "the most that a provider offers"
        in row(_compared(record("x", context_length=9), offered), "context").notes[0]
    )
    assert (
        row(_compared(record("x", offers=(Offer(provider="p", context=9),)), offered), "context").notes == ()
    )


def test_a_dispute_about_a_part_says_which() -> None:
    disputes = tuple(dispute(f"capabilities.{name}", "yes", "no") for name in ("reasoning", "tool_call"))
    able = record("x", capabilities=Capabilities(reasoning=True, tool_call=True), disputes=disputes)
    assert row(_compared(able, record("y")), "can").disputed == (
        "X is disputed: reasoning: yes (side 0); no (side 1); none is chosen",
        "X is disputed: tool call: yes (side 0); no (side 1); none is chosen",
    )


def test_values_that_look_alike_and_differ_are_told_in_full() -> None:
    found = _compared(record("x", count=1_004_000_000), record("y", count=1_001_000_000))
    assert {cell.text for cell in row(found, "params").cells} == {"1B"}
    assert row(found, "params").notes == ("not the same: X 1,004,000,000; Y 1,001,000,000",)


def test_a_row_that_sources_differ_about_stands_though_all_cells_are_alike() -> None:
    both = [
        replace(record(id_, count=10), disputes=(dispute("parameters", "10", "12"),)) for id_ in ("x", "y")
    ]
    assert row(_compared(*both), "params").differs


def test_what_is_only_a_part_of_something_disputed_is_not_stated() -> None:
    """The ROR id of organizations about which sources differ is no dispute about ROR ids."""
    found = _compared(
        replace(record("x"), disputes=(dispute("organizations", "a", "b"),)), record("y"), every=True
    )
    assert row(found, "org") is not None
    assert row(found, "ror") is None


def test_a_footnote_of_several_rows_stands_once() -> None:
    disputed = replace(record("x", count=10), disputes=(dispute("parameters", "10", "12"),))
    found = _compared(disputed, record("y", count=11))
    lines = list(found.footnote_lines())
    assert lines == ["[1] Params, Variants: X is disputed: 10 (side 0); 12 (side 1); none is chosen"]
    assert found.label(row(found, "params")) == "Params [1]"


def test_numbers_in_a_row_are_told_as_first_and_last() -> None:
    counts = [
        replace(record(id_, count=at), parameters=(ParameterCount(at, variant="v"),))
        for at, id_ in enumerate("abcd", 1)
    ]
    found = _compared(*counts)
    assert found.label(row(found, "params")) == "Params [1-4]"


def test_only_what_differs_unless_all_is_asked_for() -> None:
    found = _compared(X, record("y", date="2023", count=10, weights="open"))
    assert [each.attribute.name for each in found.rows] == ["date"]
    assert found.same[:1] == ("Organization",)
    assert found.left_out() == f"The same in all: {', '.join(found.same)}"
    whole = _compared(X, record("y", date="2023", count=10, weights="open"), every=True)
    assert whole.same == ()
    assert whole.left_out() == ""
    assert {each.attribute.title for each in whole.rows if not each.differs} == set(found.same)


def test_records_of_one_name_are_told_apart_by_id() -> None:
    assert _compared(record("x", name="Muse"), record("y", name="Muse")).names == ("Muse (x)", "Muse (y)")


def test_what_cannot_be_compared_says_why(tiny: Catalog) -> None:
    model, organization = tiny.models[0], tiny.organizations["acme"]
    many = [record(f"m{at}") for at in range(MOST + 1)]
    for records, why in (
        ((), "2 to 8"), ((model,), "this is"), ((model, model), "alone"), ((model, organization), "records of one kind"),
        (many, "these are 9"),
    ):  # fmt: skip
        with pytest.raises(NotComparable, match=why):
            comparable(records)
    assert len(comparable(many[:MOST])) == MOST
    assert len(comparable(many[:LEAST])) == LEAST
    assert comparable((model, many[0], model)) == (model, many[0])


def test_hostile_text_is_harmless_everywhere() -> None:
    models = [
        replace(record(f"m{at}", name=text[:200] or "x"), family=text[:200], disputes=(dispute("family", text[:200], "b"),),
                parameters=(ParameterCount(at + 1, variant=text[:200]),))
        for at, text in enumerate(list(HOSTILE)[:6])
    ]  # fmt: skip
    found = _compared(*models, every=True)
    told = [*found.names, *found.footnote_lines(), *(cell.text for each in found.rows for cell in each.cells)]
    assert all(text.isprintable() for text in told)


@pytest.mark.parametrize("name", ["survey", "landscape"])
@pytest.mark.parametrize("kind", ["models", "organizations"])
def test_every_cell_is_what_the_column_of_a_list_shows_and_what_is_left_out_does_not_differ(
    name: str, kind: str, one_cache: None
) -> None:
    opened, _ = open_catalog(name)
    every = list(opened.models) if kind == "models" else list(opened.organizations.values())
    chosen = random.Random(7)
    for _ in range(60):
        records: Any = chosen.sample(every, chosen.randint(LEAST, MOST))
        found, whole = compared(opened, records), compared(opened, records, every=True)
        attributes = [each.attribute for each in whole.rows]
        listed = [cells(opened, each, attributes)[2:] for each in found.records]
        for at, each in enumerate(whole.rows):
            assert tuple(cell.text for cell in each.cells) == tuple(cell[at] for cell in listed)
            assert any(cell.values or cell.marks for cell in each.cells)
        shown = {each.attribute.name for each in found.rows}
        for each in whole.rows:
            if each.attribute.name not in shown:
                assert len({cell.text for cell in each.cells}) == 1
                assert len({frozenset(cell.values) for cell in each.cells}) == 1
                assert all("!" not in cell.marks for cell in each.cells)
            else:
                assert each.differs
        stated = {each.attribute.name for each in whole.rows}
        for attribute in attributes_of(found.records).rows.values():
            left_out = (
                attribute.name in ("name", "id", "disputed", "needs")
                or attribute.no_column
                or attribute.column_of
            )
            if not left_out and attribute.name not in stated:
                assert not any(attribute.values(opened, each) for each in found.records)


def test_a_cell_in_full_names_all_values() -> None:
    model = replace(record("x"), organizations=(Part("acme", "developer"), Part("uni", "funder")))
    made = catalog("test", model, record("y"))
    found = compared(made, made.models)
    names = in_full(made, row(found, "org"), 0)
    assert len(names) == 2
    assert row(found, "org").cells[0].text == f"{names[0]} +1"
