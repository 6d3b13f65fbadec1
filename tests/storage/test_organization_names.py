"""Commas between names of organizations, and commas within a name."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from genai_tui.storage.files import shipped_folder
from genai_tui.storage.importers.organization_names import bare_name, split_names
from genai_tui.storage.loader import open_catalog
from genai_tui.storage.organization_aliases import folded, read_aliases

SHARED = Path(__file__).parents[3] / "shared" / "datasets"
LOOSE, TIGHT = re.compile(r",\s*"), re.compile(r",(?!\s)")


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("Runway AI, Inc.", ["Runway AI, Inc."]),
        ("Continue Works, Inc., Acme", ["Continue Works, Inc.", "Acme"]),
        ("University of Maryland, College Park", ["University of Maryland, College Park"]),
        ("ByteDance, University of California, Berkeley, Acme",
         ["ByteDance", "University of California, Berkeley", "Acme"]),
        ("Acme Co., Ltd., Other LLC", ["Acme Co., Ltd.", "Other LLC"]),
        ("Acme, LLC", ["Acme, LLC"]), ("Acme, GmbH, Other, S.A.", ["Acme, GmbH", "Other, S.A."]),
        ("Acme, Ltd, Other", ["Acme, Ltd", "Other"]), ("Acme, Co. Ltd.", ["Acme, Co. Ltd."]),
        ("Acme Labs, USA", ["Acme Labs, USA"]), ("Harbin Institute of Technology, Shenzhen, China",
                                                 ["Harbin Institute of Technology, Shenzhen, China"]),
        ("Microsoft, NVIDIA", ["Microsoft", "NVIDIA"]), ("Stanford, and MIT", ["Stanford", "MIT"]),
        ("Heron & Hill, Procter & Gamble", ["Heron & Hill", "Procter & Gamble"]),
        ("Hill, LLC and Oak Lab, Acme", ["Hill, LLC", "Oak Lab", "Acme"]), ("Hill, Inc. & Oak", ["Hill, Inc.", "Oak"]),
        ("LLC and Oak", ["LLC and Oak"]), ("Cohere and Incubator", ["Cohere and Incubator"]),
        ("", []), (" , ", []),
    ],
)  # fmt: skip
def test_names_with_commas_stay_whole(cell: str, names: list[str]) -> None:
    assert split_names(cell, LOOSE) == names


NAMES = (
    "Runway AI, Inc.", "University of Maryland, College Park", "Acme Co., Ltd.", "Other LLC", "Google", "Société X, S.A.",
    "University of California, Los Angeles", "Acme Labs, USA", "Heron & Hill", "ETH Zürich", "Works, GmbH", "AT&T",
)  # fmt: skip


@given(st.lists(st.sampled_from(NAMES), max_size=5))
def test_whatever_stands_side_by_side_comes_apart_again(names: list[str]) -> None:
    assert split_names(", ".join(names), LOOSE) == names


@given(st.text(max_size=60))
def test_nothing_of_a_cell_is_lost_and_no_name_is_empty(cell: str) -> None:
    names = split_names(cell, LOOSE, longest=1_000)
    assert all(name.strip() for name in names)
    assert not any("\n" in name or "\x1b" in name for name in names)


def test_names_in_a_table_that_writes_no_space_stay_whole() -> None:
    assert split_names("Acme,Institute, Section of Paint", TIGHT) == ["Acme", "Institute, Section of Paint"]
    assert split_names("Runway AI,Inc.,Acme", TIGHT) == ["Runway AI, Inc.", "Acme"]


@pytest.mark.parametrize(
    "name", ["epoch_notable_2026-01.csv", "epoch_notable_2026-07.csv", "ecosystem-graphs"]
)
def test_every_organization_of_a_real_catalog_is_a_name(name: str) -> None:
    if not (SHARED / name).exists():
        pytest.skip("the real catalogs are not here")
    catalog, _ = open_catalog(str(SHARED / name))
    table = read_aliases(shipped_folder() / "aliases.yaml")
    known = {folded(each) for entry in table.organizations for each in (entry.name, *entry.spellings)}
    fragments = {
        folded(each) for each in ("Inc.", "Ltd", "LLC", "GmbH", "Co", "College Park", "Berkeley", "USA")
    }
    for organization in catalog.organizations.values():
        assert folded(organization.name) in known or folded(organization.name) not in fragments, (
            organization.name
        )
        assert not organization.name.startswith((",", "and ", "&"))


def test_an_asset_of_a_company_with_a_comma_has_one_maker(tmp_path: Path) -> None:
    (tmp_path / "assets").mkdir()
    (tmp_path / "assets" / "wood.yaml").write_text(
        "- {type: model, name: Birch, organization: 'Continue Works, Inc.', created_date: 2022, modality: text; image,"
        " dependencies: [Alder]}\n"
    )
    catalog, _ = open_catalog(str(tmp_path))
    assert [each.name for each in catalog.organizations.values()] == ["Continue Works, Inc."]
    assert catalog.models[0].based_on[0].how == "built_on"


@pytest.mark.parametrize(
    ("name", "bare"),
    [
        ("Continue Works, Inc.", "Continue Works"),
        ("Runway AI, Inc", "Runway AI"),
        ("Acme Co., Ltd.", "Acme"),
        ("Aleph Alpha GmbH", "Aleph Alpha"),
        ("Preferred Networks Inc", "Preferred Networks"),
        ("University of Maryland, College Park", None),
        ("OpenAI", None),
        ("Inc.", None),
        ("", None),
    ],
)
def test_a_company_is_known_without_its_legal_form(name: str, bare: str | None) -> None:
    assert bare_name(name) == bare


def test_a_company_is_found_without_its_legal_form(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text('Model,Organization,Task,Training compute (FLOP)\nA,"Acme, Inc.",Chat,1e22\n')
    catalog, _ = open_catalog(str(path), use_cache=False)
    (acme,) = catalog.organizations.values()
    assert (acme.name, acme.aliases) == ("Acme, Inc.", ("Acme",))
