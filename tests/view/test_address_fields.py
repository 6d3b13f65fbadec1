"""Fields of an address: bounds, closed lists, and what is said of a value that is none."""

from __future__ import annotations

import pytest

from genai_tui.view.address_fields import TABS, AddressProblem, more, number, one_of, quoted, text
from genai_tui.view.browse import BrowseView


@pytest.mark.parametrize(
    ("value", "tab"),
    [("1", 0), ("2", 1), (str(TABS), TABS - 1), ("0", None), (str(TABS + 1), None), ("x", None), ("", None), ("-1", None), ("1.5", None)],
)  # fmt: skip
def test_a_number_is_within_its_bounds_and_counts_from_its_first(value: str, tab: int | None) -> None:
    read = number("tab", 1, TABS, first=1)
    if tab is None:
        with pytest.raises(AddressProblem, match=f"tab is a number from 1 to {TABS}, and not"):
            read(BrowseView(), value)
    else:
        assert read(BrowseView(), value).tab == tab


def test_texts_stand_as_they_are_and_lists_grow() -> None:
    view = more("catalogs")(more("catalogs")(BrowseView(), "a"), "b")
    assert view.catalogs == ("a", "b")
    assert text("query")(view, " x ").query == " x "


def test_one_of_some_words_is_meant() -> None:
    read = one_of("order", "order", ("name", "date"))
    assert read(BrowseView(), "date").order == "date"
    with pytest.raises(AddressProblem, match="no order is called 'dates': it is one of name, date"):
        read(BrowseView(), "dates")


@pytest.mark.parametrize(
    ("length", "is_whole"), [(0, True), (59, True), (60, True), (61, False), (500, False)]
)
def test_a_long_value_is_told_in_short(length: int, is_whole: bool) -> None:
    told = quoted("x" * length)
    assert (told == f"'{'x' * length}'") == is_whole
    assert len(told) <= 62
    assert told.endswith("x'" if is_whole and length else "'" if is_whole else "…'")
