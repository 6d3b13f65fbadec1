"""The day of a view: steps by quarters, the address, the command, and what the header says."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from genai_tui.catalog.as_of import as_of
from genai_tui.catalog.model import Catalog
from genai_tui.storage.loader import open_catalog
from genai_tui.view.address import address, view_at
from genai_tui.view.address_fields import AddressProblem
from genai_tui.view.as_of import earlier, later, offered, told
from genai_tui.view.browse import BrowseView
from genai_tui.view.by_day import ByDay
from genai_tui.view.command_line import graph_command, list_command
from genai_tui.view.compare import CompareView
from genai_tui.view.graph import GraphView
from genai_tui.view.screens import SCREENS

SURVEY = open_catalog("survey")[0]


def test_quarters_lead_from_now_to_the_first_release_and_back() -> None:
    day, seen = None, []
    while (day := earlier(SURVEY, day)) is not None:
        seen.append(day)
    assert (seen[0], seen[-1], len(seen)) == ("2022-12-31", "2020-06-30", 11)
    back: str | None = seen[-1]
    for expected in [*seen[-2::-1], None]:
        assert back is not None
        back = later(SURVEY, back)
        assert back == expected
    assert later(SURVEY, "1950-01-01") == "2020-06-30", "there is nothing to see before"
    assert later(SURVEY, "2199-12-31") is None
    assert offered(SURVEY) == ("now", "2023", "2022", "2021", "2020")


@pytest.mark.parametrize("row", SCREENS, ids=lambda row: row.name)
@pytest.mark.parametrize("day", ["1950-01-01", "2024-02-29", "2022-06-15", "2199-12-31", None])
def test_the_address_of_every_screen_holds_the_day(row: object, day: str | None) -> None:
    view = replace(row.view_type()(), as_of=day)  # type: ignore[attr-defined]
    assert view_at(address(view)) == view


def test_an_address_says_the_day_as_short_as_may_be() -> None:
    assert address(BrowseView(as_of="2022-06-30")) == "browse?asof=2022-06"
    assert view_at("browse?asof=2022") == BrowseView(as_of="2022-12-31")
    assert view_at("browse?asof=now") == BrowseView()
    with pytest.raises(AddressProblem, match="asof is a day, and not '2022-13'"):
        view_at("browse?asof=2022-13")


def test_copied_commands_hold_the_day() -> None:
    view = BrowseView(query="weights:open", as_of="2022-06-30")
    assert list_command(view, ()) == "genai-tui list --as-of 2022-06 -- weights:open"
    assert "--as-of 2022-06-15" in graph_command(GraphView(as_of="2022-06-15"), 80, None, False)


def test_what_is_compared_is_of_the_same_day() -> None:
    made = CompareView.of_marked(BrowseView(as_of="2022-06-30"), "model", ("a", "b"))
    assert isinstance(made, CompareView)
    assert made.as_of == "2022-06-30"


def test_the_header_says_the_day_and_what_cannot_be_told(tiny: Catalog) -> None:
    assert told(as_of(tiny, "2021-06-30")) == "as of 2021-06-30 · 1 dated by year alone"
    assert told(as_of(tiny, "2021-12-31")) == "as of 2021-12-31"


def test_the_last_days_are_kept_and_no_day_for_good() -> None:
    made: list[str | None] = []

    def make(day: str | None) -> str | None:
        made.append(day)
        return day

    kept = ByDay(make, 2)
    for day in (None, "1", "2", "2", "3", "2", None, "1"):
        assert kept.of(day) == day
    assert made == [None, "1", "2", "3", "1"]
    kept.forget()
    kept.of(None)
    assert made[-1] is None
