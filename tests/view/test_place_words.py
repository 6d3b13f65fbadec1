"""What a view is called, wherever it is offered again: its screen, what it looks at, and names instead of ids."""

from __future__ import annotations

import pytest

from genai_tui.catalog.model import Catalog
from genai_tui.view.address import view_at
from genai_tui.view.place_words import place_words, told_apart


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("browse", "Browse"), ("browse?q=weights:open&at=painter", "Browse · weights:open · Painter 2"),
        ("browse?at=gone", "Browse · gone"), ("orgs?at=acme", "Organizations · Acme Labs"),
        ("browse?q=org:acme&group=text-to-image&sort=name", "Browse · org:acme · text-to-image"),
        ("graph?kind=ownership&focus=acme&at=uni", "Graph · ownership · Acme Labs · University of Somewhere"),
        ("graph?kind=lineage&focus=painter&at=painter", "Graph · lineage · Painter 2"),
        ("browse?q=a&by=year,category&group=2022&part=text-to-image&at=painter", "Browse · a · 2022 · text-to-image · Painter 2"),
    ],
)  # fmt: skip
def test_a_view_is_called_by_where_it_stands(tiny: Catalog, address: str, words: str) -> None:
    assert place_words(view_at(address), tiny) == words


@pytest.mark.parametrize(
    ("addresses", "words"),
    [
        (["browse", "orgs"], ["Browse", "Organizations"]),
        (["matrix", "matrix?by=slots"], ["Matrix", "Matrix · by slots"]),
        (["browse?q=open&sort=-date", "browse?q=open"], ["Browse · open · sort -date", "Browse · open"]),
        (["browse?q=open", "browse?q=open"], ["Browse · open", ""]),
        (["browse?at=painter", "browse?at=listener"], ["Browse · Painter 2", "Browse · Listener"]),
    ],
)
def test_no_two_places_have_the_same_words(tiny: Catalog, addresses: list[str], words: list[str]) -> None:
    views = [view_at(each) for each in addresses]
    assert list(told_apart(views, [place_words(view, tiny) for view in views])) == words
    assert list(told_apart([None, None], ["x", "x"])) == ["x", ""]
