"""What is told of records, page by page and item by item: a change is seen and looked at before it is accepted."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from msgspec.structs import replace

from genai_tui.catalog.annotations import Annotations, annotate
from genai_tui.catalog.as_of import catalog_as_of
from genai_tui.catalog.attributes import MODELS
from genai_tui.catalog.claim_card import claim_card
from genai_tui.catalog.claim_card_text import card_lines
from genai_tui.catalog.claim_fields import claim_fields, told_claims
from genai_tui.catalog.describe import Page
from genai_tui.catalog.describe_category import category_pages
from genai_tui.catalog.describe_model import model_pages
from genai_tui.catalog.describe_organization import organization_pages
from genai_tui.catalog.field_value import value_text
from genai_tui.catalog.model import Catalog, Model
from genai_tui.catalog.organization_attributes import ORGANIZATIONS
from genai_tui.catalog.provenance import claim, marks_of, state_of, told_fields
from genai_tui.catalog.publication import published, where_and_when
from genai_tui.storage.loader import open_catalog, open_catalogs
from tests.conftest import write_catalog, write_differing
from tests.talkers import write_talkers


@pytest.fixture(scope="module")
def catalogs(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Catalog]:
    folder = tmp_path_factory.mktemp("catalogs")
    write_catalog(folder / "tiny")
    write_differing(folder / "other")
    survey = open_catalog("survey")[0]
    some = ("whisper", "imagen", "galactica")
    made = {
        "tiny": open_catalog(str(folder / "tiny"))[0],
        "talkers": open_catalog(str(write_talkers(folder / "talkers")))[0],
        "joined": open_catalogs((str(folder / "tiny"), str(folder / "other")))[0],
        "survey": replace(survey, models=tuple(each for each in survey if each.id in some)),
    }
    annotate(
        made["tiny"],
        lambda: Annotations(
            frozenset({("tiny", "model", "painter")}),
            {("tiny", "organization", "acme"): "a note\nof two lines"},
        ),
    )
    return made


def items(pages: tuple[Page, ...]) -> Iterator[str]:
    for page in pages:
        yield f"  [{page.title}]"
        for item in page.items:
            link = f" -> {item.link.kind} {item.link.id}" if item.link else ""
            ties = f" ({len(item.ties)} ties)" if item.ties else ""
            yield f"  {item.look} {item.label} | {item.text} {item.mark} {item.field or ''}{link}{ties}"


NAMES = ("tiny", "talkers", "joined", "survey")


@pytest.mark.parametrize("name", NAMES)
def test_records_are_described_as_before(catalogs: dict[str, Catalog], name: str, snapshot: Any) -> None:
    catalog = catalogs[name]
    told: list[str] = []
    for model in catalog:
        told += (f"model {model.id}", *items(model_pages(catalog, model)))
    for organization in list(catalog.organizations.values())[:6]:
        told += (f"organization {organization.id}", *items(organization_pages(catalog, organization)))
    for category in catalog.categories[:4]:
        told += (f"category {category.id}", *items(category_pages(catalog, category)))
    assert "\n".join(told) == snapshot


@pytest.mark.parametrize("name", NAMES)
def test_values_and_states_are_told_as_before(catalogs: dict[str, Catalog], name: str, snapshot: Any) -> None:
    catalog = catalogs[name]
    told: list[str] = []
    records = (*catalog.models, *list(catalog.organizations.values())[:6])
    for record in records:
        told.append(f"{record.id} claims {', '.join(told_claims(record))}")
        if isinstance(record, Model):
            told.append(
                f"  fields {', '.join(told_fields(record))} published {published(record)} {record.paper and where_and_when(record.paper)}"
            )
        for field in claim_fields(type(record)):
            known = claim(catalog, record, field)
            if state_of(record, field) != "unknown" or known.sources:
                sources = ",".join(source.id for source in known.sources)
                told.append(
                    f"  {field} {state_of(record, field)} {known.state} {marks_of(record, field)} [{sources}] {value_text(catalog, record, field)}"
                )
        table = MODELS if isinstance(record, Model) else ORGANIZATIONS
        for attribute in table.rows.values():
            if values := attribute.values(catalog, record):
                labels = [
                    attribute.label(catalog, str(value)) if attribute.kind == "text" else value
                    for value in values
                ]
                told.append(
                    f"  {attribute.name}: {values} {labels} {attribute.text(catalog, record)} {attribute.marks(record)}"
                )
    assert "\n".join(told) == snapshot


@pytest.mark.parametrize("name", NAMES)
def test_claims_are_told_as_before(catalogs: dict[str, Catalog], name: str, snapshot: Any) -> None:
    catalog = catalogs[name]
    told: list[str] = []
    for record in (*catalog.models[:3], *list(catalog.organizations.values())[:1]):
        for field in (
            "category",
            "released",
            "parameters",
            "availability.weights",
            "organizations",
            "country",
            "summary",
        ):
            if field.partition(".")[0] in type(record).__struct_fields__:
                told += (
                    f"{record.id} {field}",
                    *(f"  {line}" for line in card_lines(claim_card(catalog, record, field))),
                )
    assert "\n".join(told) == snapshot


@pytest.mark.parametrize("day", ["2021-12-31", "2022-06-30", "2024-12-31"])
def test_a_catalog_as_of_a_day_is_as_before(catalogs: dict[str, Catalog], day: str, snapshot: Any) -> None:
    told: list[str] = []
    for name in ("tiny", "talkers"):
        stood = catalog_as_of(catalogs[name], day)
        told += (
            f"{name} {[each.id for each in stood]} {list(stood.organizations)} {[(each.from_id, each.to_id, each.kind) for each in stood.relations]}",
        )
        for model in stood:
            told += items(model_pages(stood, model)[:1])
    assert "\n".join(told) == snapshot
