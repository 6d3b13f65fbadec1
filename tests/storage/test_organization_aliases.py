"""The table of organizations' names: right in itself, and turned into aliases and relations of a catalog."""

from __future__ import annotations

import itertools
import re
from collections import Counter, defaultdict
from pathlib import Path

import pytest
from msgspec.structs import replace

from genai_tui.catalog.model import Catalog, Organization, Source
from genai_tui.graph.name_merging import Naming
from genai_tui.storage.files import shipped_folder
from genai_tui.storage.loader import open_catalog
from genai_tui.storage.merge import join
from genai_tui.storage.organization_aliases import (
    AliasTable,
    KnownName,
    NameTie,
    folded,
    read_aliases,
    with_known_names,
)

TABLE = AliasTable(
    (Source("told", "somebody"),),
    (
        KnownName("Giant", ("Giant Inc",)),
        KnownName("Holding", (), (NameTie(kind="lab_of", of="Giant", date="2010", sources=("told",)),)),
        KnownName(
            "Brain", (), (NameTie(kind="acquired_by", of="Holding", date="2014-01", sources=("told",)),)
        ),
        KnownName(
            "Old Brain", (), (NameTie(kind="former_name_of", of="Brain", date="2012", sources=("told",)),)
        ),
        KnownName("Elsewhere", (), (NameTie(kind="lab_of", of="Nowhere", sources=("told",)),)),
        KnownName("Nowhere"),
    ),
)


def named(tiny: Catalog, *names: str) -> Catalog:
    organizations = {folded(name): Organization(folded(name), name) for name in names}
    return Catalog(replace(tiny.head), tiny.models, organizations)


def test_the_shipped_table_is_right() -> None:
    table = read_aliases(shipped_folder() / "aliases.yaml")
    known = {each.name: each for each in table.organizations}
    spelled = [folded(name) for each in table.organizations for name in {each.name, *each.spellings}]
    assert len(set(spelled)) == len(spelled)
    assert {tie.of for each in table.organizations for tie in each.ties} <= known.keys()
    sources = {source.id for source in table.sources}
    assert {name for each in table.organizations for tie in each.ties for name in tie.sources} <= sources
    assert all(tie.sources for each in table.organizations for tie in each.ties)
    for each in table.organizations:
        chain = list(itertools.islice(_up(known, each), 10))
        assert len(chain) < 10, chain


def _up(known: dict[str, KnownName], here: KnownName):  # type: ignore[no-untyped-def]
    while here.ties:
        here = known[here.ties[0].of]
        yield here.name


def test_ties_become_relations_with_date_and_source(tiny: Catalog) -> None:
    catalog = with_known_names(named(tiny, "Giant", "Brain (the lab)", "Old Brain", "Other"), TABLE)
    told = [(each.from_id, each.kind, each.to_id, each.date) for each in catalog.relations]
    # Holding is not in the catalog, so Brain leads on to Giant, from the day on which both ties stand.
    assert told == [
        ("giant", "parent_of", "brainthelab", "2014-01"),
        ("oldbrain", "renamed_to", "brainthelab", "2012"),
    ]
    assert catalog.relations[0].sources == TABLE.sources
    assert len(catalog.organizations) == 4


def test_what_two_have_in_common_is_added(tiny: Catalog) -> None:
    table = AliasTable(TABLE.sources, (*TABLE.organizations, KnownName("Sister", (), (
        NameTie(kind="lab_of", of="Holding", sources=("told",)),))))  # fmt: skip
    catalog = with_known_names(named(tiny, "Brain", "Sister"), table)
    assert catalog.organizations["holding"].name == "Holding"
    assert {Naming(catalog, "merged").of(id_, None) for id_ in catalog.organizations} == {"holding"}


def test_a_tie_that_leads_nowhere_is_left_out(tiny: Catalog) -> None:
    assert with_known_names(named(tiny, "Elsewhere", "Giant"), TABLE).relations == ()


def test_spellings_are_aliases_and_merge_where_names_do(tiny: Catalog) -> None:
    catalog = with_known_names(named(tiny, "Giant", "GIANT, INC.", "Brain"), TABLE)
    assert catalog.organizations["giantinc"].aliases == ("Giant",)
    assert Naming(catalog, "split").of("giantinc", "2020") == "giantinc"
    for names in ("merged", "dated"):
        merged = {Naming(catalog, names).of(id_, "2020") for id_ in catalog.organizations}
        assert len(merged) == 1
    assert Naming(catalog, "dated").of("brain", "2013") == "brain"


def test_none_of_the_50_largest_organizations_stands_under_two_names() -> None:
    data = Path(__file__).parents[3] / "shared" / "datasets"
    files = [
        data / name for name in ("epoch_notable_2026-01.csv", "models_dev_2026-09.json", "ecosystem-graphs")
    ]
    if not all(path.exists() for path in files):
        pytest.skip("no real catalogs are here")
    catalog = join([open_catalog(name, use_cache=False)[0] for name in ("survey", *map(str, files))])
    models = Counter(id_ for model in catalog for id_ in set(model.organization_ids))
    named: dict[str, set[str]] = defaultdict(set)
    for each in catalog.organizations.values():
        for name in each.names:
            bare = re.sub(r"\s*\([^()]*\)", "", name)
            legal = re.sub(r"[\s,]+(?:inc|corp|ltd|llc|gmbh|co)\.?$", "", bare, flags=re.IGNORECASE)
            for spelled in (name, bare, legal, *re.findall(r"\(([^()]+)\)", name)):
                named[folded(spelled)].add(each.id)
    largest = {id_ for id_, _ in models.most_common(50)}
    assert len(largest) == 50
    assert [ids for ids in named.values() if len(ids) > 1 and ids & largest] == []
