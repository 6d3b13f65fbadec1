"""The view of Between: its days, what its rows open, its address and its command."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from genai_tui.catalog.as_of import as_of
from genai_tui.catalog.between import Between
from genai_tui.catalog.day import DayProblem
from genai_tui.catalog.model import Catalog, Part
from genai_tui.search.index import SearchIndex
from genai_tui.storage.loader import open_catalog
from genai_tui.view import between
from genai_tui.view.address import address, view_at
from genai_tui.view.between import BetweenView, Changes
from genai_tui.view.browse import BrowseView
from genai_tui.view.command_line import between_command
from genai_tui.view.organizations import OrganizationsView

LANDSCAPE = open_catalog("landscape")[0]


def sheet_of(view: BetweenView, catalog: Catalog = LANDSCAPE) -> Between:
    return Changes(catalog).between(view)


@pytest.mark.parametrize("query", ["", "weights:open", "org:openai"])
@pytest.mark.parametrize(("since", "until"), [("2022-12-31", "2023-12-31"), ("2024-03-31", "2024-09-30")])
def test_a_row_opens_as_many_models_as_it_counts(query: str, since: str, until: str) -> None:
    view = BetweenView(since=since, as_of=until, query=query)
    sheet = sheet_of(view)
    index = SearchIndex(as_of(LANDSCAPE, until).catalog)
    seen = set()
    for _, rows in between.sections(sheet):
        for row in rows:
            opened = between.opened(view, sheet, row)
            if isinstance(opened, BrowseView) and not isinstance(opened, OrganizationsView):
                seen.add(row.part)
                stated, _, whole = row.after.partition(" of ")
                count = int(whole) - int(stated) if whole else row.after
                found = len(index.ask(opened.query).records)
                if row.part in ("compute", "params"):
                    count = sheet.medians[0 if row.part == "compute" else 1].stated.after
                assert (found, opened.as_of) == (int(count), until), row
    assert {"models", "released", "weights:open", "compute", "compute:?", "params", "params:?"} <= seen


def test_other_rows_open_a_list_or_the_organizations() -> None:
    view = BetweenView(since="2022-12-31", as_of="2023-12-31")
    sheet = sheet_of(view)
    rows = {row.part: row for _, rows in between.sections(sheet) for row in rows}
    assert between.opened(view, sheet, rows["ties"]) == between.TITLES.index("New ties")
    assert between.opened(view, sheet, rows["organizations"]) == OrganizationsView(as_of="2023-12-31")


def test_lists_lead_to_records_and_to_what_proves_a_tie() -> None:
    sheet = sheet_of(BetweenView(since="2022-12-31", as_of="2023-12-31"))
    active, organizations, ties, models = between.pages(LANDSCAPE, sheet)
    assert all(
        item.link and LANDSCAPE.organization(item.link.id) for item in (*active.items, *organizations.items)
    )
    assert [item.ties for item in ties.items] == [each.ties for each in sheet.new_ties]
    assert [item.link.id for item in models.items if item.link] == list(sheet.new_models)
    nothing = sheet_of(BetweenView(since="2012-12-31", as_of="2013-12-31"))
    assert [page.items[0].look for page in between.pages(LANDSCAPE, nothing)] == ["quiet"] * 4


def test_it_begins_with_the_year_before(tiny: Catalog) -> None:
    assert between.first_day(LANDSCAPE, BetweenView()) == "2025-12-31"
    assert between.first_day(LANDSCAPE, BetweenView(as_of="2022-06-30")) == "2021-12-31"
    assert between.first_day(tiny, BetweenView(since="2020-02-29")) == "2020-02-29"
    assert between.begin(BetweenView(since="2020-02-29"), tiny, 1).since == "2021-02-28"
    assert between.begin(BetweenView(since="2021-02-28"), tiny, -1).since == "2020-02-29"
    assert between.begin(BetweenView(since="2021-06-15"), tiny, -1).since == "2020-06-15"
    assert between.begin(BetweenView(since="1950-06-15"), tiny, -1).since == "1950-06-15"


@pytest.mark.parametrize(
    ("typed", "days"),
    [
        ("2024 2025", ("2024-12-31", "2025-12-31")),
        ("2024-06, 2025-06-15", ("2024-06-30", "2025-06-15")),
        ("2024 now", ("2024-12-31", None)),
        ("2021", ("2021-12-31", "2023-12-31")),
    ],
)
def test_days_are_typed(typed: str, days: tuple[str, str | None]) -> None:
    view = between.of_days(BetweenView(as_of="2023-12-31"), typed)
    assert (view.since, view.as_of) == days


@pytest.mark.parametrize("typed", ["now", "now 2022", "2022 2023 2024", "2022 soon", "yesterday"])
def test_what_are_no_two_days_is_told(typed: str) -> None:
    with pytest.raises(DayProblem):
        between.of_days(BetweenView(), typed)


def test_address_and_command_hold_both_days() -> None:
    view = BetweenView(since="2024-12-31", as_of="2025-12-31", query="org:openai", at="params", tab=2)
    assert address(view) == "between?asof=2025-12&since=2024-12&q=org:openai&at=params&tab=3"
    assert view_at(address(view)) == view
    assert between_command(view, "2024-12-31") == "genai-tui between 2024-12 2025-12 -- org:openai"
    assert between_command(BetweenView(), "2024-06-15") == "genai-tui between 2024-06-15 now"


def test_the_sheet_of_the_same_days_and_query_is_kept(tiny: Catalog) -> None:
    changes = Changes(tiny)
    sheet = changes.between(BetweenView(since="2021-12-31"))
    assert changes.between(BetweenView(since="2021-12-31", query=" ", tab=2)) is sheet
    assert changes.between(BetweenView(since="2021-12-31", query="painter")) is not sheet


@pytest.mark.parametrize(
    ("makers", "told"),
    [
        ((), "Painter 2 · 2022-04-06"),
        (("acme",), "Painter 2 · 2022-04-06 · Acme Labs"),
        (("acme", "uni"), "Painter 2 · 2022-04-06 · Acme Labs, University of Somewhere"),
        (("acme", "uni", "x"), "Painter 2 · 2022-04-06 · Acme Labs, University of Somewhere +1"),
        (("acme", "uni", "x", "y"), "Painter 2 · 2022-04-06 · Acme Labs, University of Somewhere +2"),
    ],
)
def test_of_many_makers_two_are_named_and_the_others_counted(
    tiny: Catalog, makers: tuple[str, ...], told: str
) -> None:
    painter = replace(tiny.models[0], organizations=tuple(Part(each, "developer") for each in makers))
    catalog = replace(tiny, models=(painter,))
    sheet = sheet_of(BetweenView(since="2021-12-31", as_of="2022-12-31"), catalog)
    models = between.pages(catalog, sheet)[3]
    assert [item.text for item in models.items] == [told]
