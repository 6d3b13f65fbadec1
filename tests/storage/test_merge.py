"""Several catalogs as one."""

from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec.structs import replace

from genai_tui.catalog.describe_model import model_pages
from genai_tui.catalog.model import Catalog, Category, Explanation, Label
from genai_tui.catalog.provenance import claim
from genai_tui.storage.folder import load_folder
from genai_tui.storage.folder_writer import write_folder
from genai_tui.storage.merge import join
from tests.conftest import HEAD, MODELS, ORGANIZATIONS, write_catalog


def _other(folder: Path) -> Catalog:
    """A second catalog: one model of the first, one of its own, an organization under another id."""
    write_catalog(
        folder,
        catalog=HEAD.replace("id: tiny", "id: huge").replace("title: Tiny", "title: Huge").replace("A paper", "A leaflet"),
        organizations=ORGANIZATIONS.replace("id: acme", "id: acme-inc"),
        relations="- {from: acme-inc, to: uni, kind: invested_in}\n- {from: uni, to: acme-inc, kind: parent_of}\n",
        listener=MODELS["listener"].replace("id: acme,", "id: acme-inc,"),
        whisperer=MODELS["whisperer"].replace("name: Whisperer", "name: Another whisperer"),
        painter=MODELS["painter"].replace("id: acme,", "id: acme-inc,"),
        newcomer=MODELS["listener"].replace("id: listener", "id: newcomer").replace("id: acme,", "id: acme-inc,"),
    )  # fmt: skip
    catalog, problems = load_folder(folder)
    assert problems == ()
    assert catalog
    return catalog


def test_earlier_records_stand_and_the_others_are_counted(tiny: Catalog, tmp_path: Path) -> None:
    both = join([tiny, _other(tmp_path / "other")])
    assert both.head.title == "Tiny + Huge"
    assert [model.id for model in both] == [*(model.id for model in tiny), "newcomer"]
    whisperer = both.model("whisperer")
    assert whisperer
    assert whisperer.name == "Whisperer"
    assert both.joined == 3
    assert both.report == ()


def test_one_organization_under_two_ids_is_one(tiny: Catalog, tmp_path: Path) -> None:
    both = join([tiny, _other(tmp_path / "other")])
    assert set(both.organizations) == {"acme", "uni"}
    newcomer = both.model("newcomer")
    assert newcomer
    assert newcomer.organization_ids == ("acme",)
    assert [(each.from_id, each.to_id, each.kind) for each in both.relations] == [
        ("acme", "uni", "invested_in"), ("uni", "acme", "parent_of"),
    ]  # fmt: skip


def test_a_source_means_what_its_own_catalog_says(tiny: Catalog, tmp_path: Path) -> None:
    both = join([tiny, _other(tmp_path / "other")])
    for model_id, title in (("listener", "A paper"), ("newcomer", "A leaflet")):
        model = both.model(model_id)
        assert model
        told = claim(both, model, "category")
        assert title in [source.title for source in told.sources]
        assert told.dispute
        assert {each.source for each in told.dispute.claims} == {source.id for source in told.sources}


def test_the_source_of_what_a_category_means_is_that_of_its_own_catalog(
    tiny: Catalog, tmp_path: Path
) -> None:
    other = _other(tmp_path / "other")
    music = Category("text-to-music", Label("music"), about=Explanation("Sings."), sources=("paper",))
    other = replace(other, head=replace(other.head, categories=(*other.head.categories, music)))
    category = join([tiny, other]).category("text-to-music")
    assert category
    (id_,) = category.sources
    source = join([tiny, other]).source(None, id_)
    assert source
    assert source.title == "A leaflet"


def test_what_is_joined_can_be_written_and_read_again(
    tiny: Catalog, tmp_path: Path, make: Callable[..., Path]
) -> None:
    both = join([tiny, _other(tmp_path / "other")])
    write_folder(both, tmp_path / "both")
    again, problems = load_folder(tmp_path / "both")
    assert problems == ()
    assert again
    assert {model.id: model for model in again} == {model.id: model for model in both}
    assert again.relations == both.relations


def test_one_catalog_stays_as_it_is(tiny: Catalog) -> None:
    assert join([tiny]) is tiny


def test_another_date_is_another_fact(tiny: Catalog, tmp_path: Path) -> None:
    told = "- {from: acme, to: uni, kind: invested_in, date: %s}\n"
    dates = ("2022", "2022-04-06", "2024-01")
    write_catalog(tmp_path / "other", relations="".join(told % date for date in dates))
    other, _ = load_folder(tmp_path / "other")
    assert other
    assert [each.date for each in join([tiny, other]).relations] == ["2022-04-06", "2024-01"]


@pytest.mark.parametrize(
    ("relation", "kept"),
    [
        ("{from: acme-inc, to: acme, kind: invested_in}", 0),  # both are one organization here
        ("{from: acme-inc, to: uni, kind: acquired}", 1),
    ],
)
def test_what_becomes_a_relation_of_one_with_itself_is_not_kept(
    tiny: Catalog, tmp_path: Path, relation: str, kept: int
) -> None:
    organizations = ORGANIZATIONS + "- {id: acme-inc, name: Acme Inc, aliases: [Acme Labs]}\n"
    write_catalog(tmp_path / "other", organizations=organizations, relations=f"- {relation}\n")
    other, problems = load_folder(tmp_path / "other")
    assert other
    assert problems == ()
    assert len(join([tiny, other]).relations) == len(tiny.relations) + kept


@pytest.mark.parametrize(("one", "other"), [("2023-01-11", "2026-07-01"), ("2026-07-01", "2023-01-11")])
def test_the_date_of_what_is_joined_is_the_newer_one(tiny: Catalog, one: str, other: str) -> None:
    dated = [replace(tiny, head=replace(tiny.head, date=date)) for date in (one, other)]
    assert join(dated).head.date == "2026-07-01"


def test_the_page_of_sources_names_the_catalogs_that_have_a_model(tiny: Catalog, tmp_path: Path) -> None:
    both = join([tiny, _other(tmp_path / "other")])
    whisperer = both.model("whisperer")
    assert whisperer
    lines = [item.text for item in model_pages(both, whisperer)[-1].items]
    at = lines.index("One model in 2 catalogs")
    assert lines[at + 1 : at + 3] == ["Tiny · Whisperer", "Huge · Another whisperer"]
    assert "One model in" not in str(model_pages(tiny, tiny.models[0]))
