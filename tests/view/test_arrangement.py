"""What is kept from one view to the next changes no answer, group or order."""

from __future__ import annotations

import itertools

import pytest
from msgspec.structs import replace

from genai_tui.catalog.model import Catalog, Organization
from genai_tui.search.index import SearchIndex
from genai_tui.view.arrangement import Arranger
from genai_tui.view.browse import BrowseView

VIEWS = tuple(
    BrowseView(query=query, facet=facet, then=then, group=group, part=part, order=order, reverse=reverse)
    for query, facet, then, (group, part), (order, reverse) in itertools.product(
        ("", "org:acme", "year:1999"),
        ("category", "year"),
        (None, "year", "organization"),
        ((None, None), ("2022", None), ("2022", "acme"), ("text-to-audio", "2022")),
        (("best", False), ("name", False), ("name", True)),
    )
)


def test_one_after_the_other_gives_what_each_gives_alone(tiny: Catalog) -> None:
    index = SearchIndex(tiny)
    alone = [Arranger(tiny, lambda: index).arrange(view) for view in VIEWS]
    for step in (1, 5, 7, 25):  # other neighbours each time
        one = Arranger(tiny, lambda: index)
        for number in range(len(VIEWS)):
            at = number * step % len(VIEWS)
            assert one.arrange(VIEWS[at]) == alone[at], VIEWS[at]


@pytest.mark.parametrize(
    ("view", "ids", "here"),
    [
        (BrowseView(), ["painter", "listener", "whisperer"], None),
        (BrowseView(order="name"), ["listener", "painter", "whisperer"], None),
        (BrowseView(order="name", reverse=True), ["whisperer", "painter", "listener"], None),
        (BrowseView(facet="year", group="2022"), ["painter", "whisperer"], "2022"),
        (BrowseView(facet="year", group="1999"), ["painter", "listener", "whisperer"], None),
        (BrowseView(query="org:acme", facet="year", group="2022"), ["painter"], "2022"),
        (BrowseView(query="year:1999"), [], None),
        (BrowseView(then="year", group="text-to-audio", part="2022"), ["whisperer"], "text-to-audio"),
        (
            BrowseView(then="year", group="text-to-audio", part="1999"),
            ["listener", "whisperer"],
            "text-to-audio",
        ),
        (BrowseView(group="text-to-audio", part="2022"), ["listener", "whisperer"], "text-to-audio"),
        (BrowseView(then="year", part="2022"), ["painter", "listener", "whisperer"], None),
    ],
)
def test_what_a_view_shows(tiny: Catalog, view: BrowseView, ids: list[str], here: str | None) -> None:
    index = SearchIndex(tiny)
    shown = Arranger(tiny, lambda: index).arrange(view)
    assert [model.id for model in shown.records] == ids
    assert (shown.here.id if shown.here else None) == here
    assert bool(shown.why_empty) == (not ids)


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("academy", True),
        ("academy weights:open", True),
        ("year:1999", False),
    ],
)
def test_words_that_name_an_organization_without_models_lead_to_it(
    tiny: Catalog, query: str, told: bool
) -> None:
    organizations = {**tiny.organizations, "academy": Organization("academy", "Academy")}
    catalog = replace(tiny, organizations=organizations)
    index = SearchIndex(catalog)
    shown = Arranger(catalog, lambda: index).arrange(BrowseView(query=query))
    assert shown.records == ()
    assert (":Academy opens the organization" in shown.why_empty) == told
