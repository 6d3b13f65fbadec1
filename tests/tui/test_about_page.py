"""The page about a catalog: what is left out of its state on a day, and what was joined of several catalogs."""

from __future__ import annotations

from msgspec.structs import replace

from genai_tui.catalog.as_of import catalog_as_of
from genai_tui.catalog.model import Catalog, Member
from genai_tui.tui.screens.about_page import _joining, _of_a_day


def test_what_came_later_or_has_no_clear_date_is_left_out_on_a_day(tiny: Catalog) -> None:
    painter, listener, whisperer = tiny.models
    undated = replace(whisperer, id="undated", name="Undated", released=None)
    catalog = replace(tiny, models=(painter, listener, undated))
    told = [(item.look, item.text) for item in _of_a_day(catalog_as_of(catalog, "2021-06-30"))]
    assert ("heading", "As of 2021-06-30") in told
    assert ("bullet", "1 model came later") in told
    assert ("bullet", "2 models dated too coarsely to tell, or not at all") in told
    assert ("bullet", "1 relation came later") in told
    assert [text for look, text in told if look == "quiet"] == [
        "left out: Listener · 2021",
        "left out: Undated · no date",
    ]
    assert list(_of_a_day(catalog)) == [], "of no day"


def test_records_that_were_joined_are_counted_by_their_catalogs(tiny: Catalog) -> None:
    painter, listener, _ = tiny.models
    members = {
        "painter": tuple(Member(title, painter) for title in ("One", "Two", "Three")),
        "listener": tuple(Member(title, listener) for title in ("One", "Three")),
    }
    told = [(item.label, item.text) for item in _joining(replace(tiny, members=members))]
    assert told[0] == ("", "Joined of several catalogs")
    assert ("Records", "6 = 3 shown + 3 joined with them") in told
    assert [text for _, text in told[2:]] == [
        "2 records of Three joined with those of an earlier catalog",
        "1 record of Two joined with those of an earlier catalog",
    ]
    assert list(_joining(tiny)) == []
