"""What frames say of a view: every part where it says something, and no empty ones."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from genai_tui.catalog.model import Catalog
from genai_tui.search.index import SearchIndex
from genai_tui.view import titles
from genai_tui.view.arrangement import Arrangement, Arranger
from genai_tui.view.browse import BrowseView


def told(pieces: titles.Pieces) -> str:
    return "".join(text for text, _ in pieces)


def arranged(catalog: Catalog, view: BrowseView) -> Arrangement:
    return Arranger(catalog, lambda: SearchIndex(catalog)).arrange(view)


@pytest.mark.parametrize(
    ("order", "reverse", "text"),
    [
        ("best", False, "best first"), ("best", True, "best last"), ("name", False, "name ↑"), ("name", True, "name ↓"),
        ("date", False, "date ↓"), ("date", True, "date ↑"),
    ],
)  # fmt: skip
def test_an_order_is_told_with_its_direction(order: str, reverse: bool, text: str) -> None:
    assert titles.order_text(BrowseView(order=order, reverse=reverse)) == text


@pytest.mark.parametrize(
    ("view", "above", "below"),
    [
        (BrowseView(), "Models · all · 3 of 9", "best first"),
        (BrowseView(query="painter"), "Models · all · 1 of 9 · /painter", "best first"),
        (BrowseView(group="text-to-audio", order="date"), "Models · text → audio · 2 of 9", "date ↓"),
        (BrowseView(marked=frozenset({"painter", "listener"})), "Models · all · 3 of 9", "best first · 2 marked"),
    ],
)  # fmt: skip
def test_a_table_says_what_it_shows_of_how_many(
    tiny: Catalog, view: BrowseView, above: str, below: str
) -> None:
    assert titles.table_titles(view, arranged(tiny, view), 9) == (above, below)


@pytest.mark.parametrize(
    ("facet", "then", "expected"),
    [
        ("category", None, ("Categories", "")), ("year", None, ("By year", "")),
        ("category", "year", ("Categories", "then year · u")), ("year", "year", ("By year", "")),
    ],
)  # fmt: skip
def test_a_tree_says_what_it_is_grouped_and_divided_by(
    tiny: Catalog, facet: str, then: str | None, expected: tuple[str, str]
) -> None:
    view = BrowseView(facet=facet, then=then)
    assert titles.tree_titles(view, arranged(tiny, view)) == expected


def test_what_was_found_says_how_many_and_why_the_first(tiny: Catalog) -> None:
    view = BrowseView(query="painter")
    shown = arranged(tiny, view)
    text = told(titles.found_pieces(shown, 3, tiny.models[0]))
    assert text == "   1 of 3 · first by alias · Tab completes"
    assert told(titles.found_pieces(shown, 3, None)) == "   1 of 3 · Tab completes"
    assert told(titles.found_pieces(shown, 3, tiny.models[1])) == "   1 of 3 · Tab completes"


def test_it_is_told_how_many_were_found_by_what_and_of_how_many_more(tiny: Catalog) -> None:
    shown = arranged(tiny, BrowseView(query="painter"))
    first = shown.records[0]
    assert told(titles.found_pieces(shown, 9, first)) == "   1 of 9 · first by alias · Tab completes"
    assert told(titles.found_pieces(shown, 9, None)) == "   1 of 9 · Tab completes"
    more = replace(shown, answer=replace(shown.answer, passed_over=40))
    assert told(titles.found_pieces(more, 90, None)) == "   1 of 90 · the best known of 41 · Tab completes"
