"""The view of organizations is one of Browse with other records: its address, its command, what stands of it."""

from __future__ import annotations

import pytest

from genai_tui.search.index import SearchIndex
from genai_tui.search.subject import ORGANIZATIONS
from genai_tui.storage.loader import open_catalog
from genai_tui.view.address import address, view_at
from genai_tui.view.address_fields import AddressProblem
from genai_tui.view.arrangement import Arranger
from genai_tui.view.command_line import list_command
from genai_tui.view.organizations import CHANGES, OrganizationsView
from genai_tui.view.record_ref import RecordRef

SURVEY, _ = open_catalog("survey", use_cache=False)
VIEWS = [
    OrganizationsView(),
    OrganizationsView(query="kind:university", facet="country", then="kind", group="US"),
    OrganizationsView(
        order="between", record=RecordRef("organization", "google"), marked=("google", "openai")
    ),
    OrganizationsView(order="models", reverse=True, record=RecordRef("model", "gato"), tab=2),
]


@pytest.mark.parametrize("view", VIEWS)
def test_an_address_is_read_back(view: OrganizationsView) -> None:
    written = address(view)
    assert written.startswith("orgs")
    assert view_at(written) == view
    assert type(view_at(written)) is OrganizationsView


def test_an_order_of_models_is_none_of_organizations() -> None:
    with pytest.raises(AddressProblem, match="no order is called 'parameters'"):
        view_at("orgs?sort=parameters")


def test_what_is_gone_is_told() -> None:
    view = OrganizationsView(facet="founded", group="1900", marked=("nobody", "google"))
    left, gone = view.what_stands(SURVEY)
    assert left.marked == ("google",)
    assert "no organization nobody, which was marked" in gone


def test_it_is_arranged_and_printed_as_the_command_says() -> None:
    arranger = Arranger(SURVEY, lambda: SearchIndex(SURVEY, ORGANIZATIONS), OrganizationsView)
    shown = arranger.arrange(OrganizationsView(query="kind:university", order="name"))
    assert [each.name for each in shown.records] == sorted(
        (each.name for each in SURVEY.organizations.values() if each.kind == "university"), key=str.casefold
    )
    command = list_command(OrganizationsView(query="kind:university", order="name"), shown.records)
    assert command == "genai-tui orgs --sort name -- kind:university"


def test_groups_orders_and_the_whole_are_of_organizations() -> None:
    view = OrganizationsView()
    seen = []
    for _ in range(4):
        view = CHANGES["group"].next(view, SURVEY)
        seen.append(view.facet)
    assert len(set(seen)) == 4
    assert set(seen) <= set(OrganizationsView.ATTRIBUTES.groupings)
    assert CHANGES["sort"].next(OrganizationsView(), SURVEY).order == "name"
