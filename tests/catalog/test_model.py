"""What records say of themselves: names, day, address; what a catalog says anything of."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from genai_tui.catalog.model import (
    Availability,
    Catalog,
    Links,
    Member,
    Model,
    Organization,
    Paper,
    Release,
    Source,
    Status,
    Training,
)

BARE = Model(id="bare", name="Bare", category="text-to-image", sources=(Source("paper"),))


def test_names_are_the_name_and_the_others() -> None:
    assert BARE.names == ("Bare",)
    assert replace(BARE, aliases=("b", "B-1")).names == ("Bare", "b", "B-1")
    assert Organization("x", "X", ("x.org",)).names == ("X", "x.org")


def test_names_of_an_organization_without_a_record_are_its_id(tiny: Catalog) -> None:
    assert tiny.organization_names("acme") == ("Acme Labs", "ACME")
    assert tiny.organization_names("nobody") == ("nobody",)


@pytest.mark.parametrize(("date", "year"), [("2022", 2022), ("2022-04", 2022), ("2022-04-06", 2022)])
def test_the_date_is_that_of_the_first_release(date: str, year: int) -> None:
    model = replace(BARE, released=Release(date), other_dates=(Release("2021"),))
    assert (model.date, model.year) == (date, year)
    assert (BARE.date, BARE.year) == (None, None)


WITHDRAWN = (Release("2024", "withdrawn"),)


@pytest.mark.parametrize(
    ("model", "ended"),
    [
        (BARE, False),
        (replace(BARE, other_dates=WITHDRAWN), True),
        (replace(BARE, other_dates=(Release("2024", "paper"),)), False),
        (replace(BARE, status=Status(state="retired")), True),
        (replace(BARE, status=Status(state="deprecated")), False),
        (replace(BARE, status=Status(state="active"), other_dates=WITHDRAWN), False),
    ],
)
def test_a_model_has_ended_as_its_status_says_or_else_its_dates(model: Model, ended: bool) -> None:
    assert model.ended is ended


def test_the_address_is_the_papers_then_the_first_link() -> None:
    paper, links = Paper("P", arxiv="2204.06125"), Links(code="https://c.example", demo="https://d.example")
    assert (
        replace(BARE, paper=paper, links=links).address == "https://arxiv.org/abs/2204.06125" == paper.address
    )
    assert replace(BARE, paper=Paper("P"), links=links).address == "https://c.example"
    assert BARE.address is None


@pytest.mark.parametrize(
    ("path", "model"),
    [
        ("citations", replace(BARE, citations=0)),
        ("domains", replace(BARE, domains=("Language",))),
        ("training.compute_flop", replace(BARE, training=Training(compute_flop=1e22))),
        ("availability.api", replace(BARE, availability=Availability(api=False))),
        ("inputs|outputs", replace(BARE, outputs=("image",))),
    ],
)
def test_a_catalog_tells_what_any_model_has(tiny: Catalog, path: str, model: Model) -> None:
    empty = replace(BARE, training=Training(), availability=Availability())
    assert not Catalog(tiny.head, (empty,), {}).tells(path)
    assert Catalog(tiny.head, (empty, model), {}).tells(path)


def test_records_that_were_joined_into_earlier_models_are_counted_and_found(tiny: Catalog) -> None:
    painter, listener, _ = tiny.models
    twin, echo, system = (replace(painter, id=id_) for id_ in ("twin", "echo", "system"))
    joined = replace(
        tiny,
        members={
            "painter": tuple(Member(f"{each.id}/x", each) for each in (painter, twin, echo)),
            "listener": (Member("a/listener", replace(listener, type="dataset")), Member("b/system", system)),
        },
    )  # fmt: skip
    assert (tiny.joined, joined.joined) == (0, 2)
    assert joined.model("twin") == joined.model("echo") == painter
    assert joined.model("system") == listener
    assert joined.model("gone") is None


@pytest.mark.parametrize(
    ("kind", "id_", "name"),
    [
        ("model", "painter", "Painter 2"), ("organization", "acme", "Acme Labs"), ("model", "acme", None),
        ("organization", "painter", None), ("category", "text-to-image", None), ("node", "painter", None),
    ],
)  # fmt: skip
def test_a_record_is_looked_up_by_its_kind(tiny: Catalog, kind: str, id_: str, name: str | None) -> None:
    record = tiny.record(kind, id_)
    assert (record and record.name) == name
