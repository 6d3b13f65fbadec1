"""Titles of panes: what they say about a view."""

from __future__ import annotations

from typing import TYPE_CHECKING

from genai_tui.catalog.model import Model, Organization
from genai_tui.catalog.sanitize import safe_line
from genai_tui.search.sorting import attribute_in
from genai_tui.view.arrangement import Arrangement
from genai_tui.view.browse import BrowseView
from genai_tui.view.own_keys import key

if TYPE_CHECKING:  # hits come with the first query
    from genai_tui.search.hit import Hit

Pieces = tuple[tuple[str, str], ...]
"""Safe texts, each with the role that it plays."""


def order_text(view: BrowseView) -> str:
    """Return what a table is in order of, and in which direction."""
    attribute = attribute_in(view.order, view.ATTRIBUTES)
    if attribute is None:
        return "best last" if view.reverse else "best first"
    return f"{view.order} {'↓' if attribute.largest_first != view.reverse else '↑'}"


def table_titles(view: BrowseView, shown: Arrangement, total: int) -> tuple[str, str]:
    """Return what stands above and below the table; the query, which may be long, comes last."""
    asked = f" · /{safe_line(shown.answer.query.text)}" if shown.answer.query else ""
    marked = f" · {len(view.marked)} marked" if view.marked else ""
    groups = [each.label for each in (shown.here, shown.part) if each]
    where = " · ".join(groups) or "all"
    return f"{view.NOUN} · {where} · {len(shown.records)} of {total}{asked}", f"{order_text(view)}{marked}"


def tree_titles(view: BrowseView, shown: Arrangement) -> tuple[str, str]:
    """Return what stands above and below the tree: what it is grouped by, and what the group that is shown is divided by."""
    then = shown.division.facet if shown.division else view.then
    named = "Categories" if shown.facet == "category" else f"By {shown.facet}"
    return named, f"then {then} · {key('then', 'u')}" if then and then != shown.facet else ""


def _led_to(hit: Hit) -> str:
    """Return the field that words met, and how where they are not all of it."""
    return hit.where if hit.ways == "equal" else f"{hit.where}: {hit.ways or 'word for word'}"


def found_pieces(shown: Arrangement, total: int, first: Model | Organization | None) -> Pieces:
    """Return how many records a query has found, and what led to the first."""
    pieces = [("   ", "text"), (f"{len(shown.answer.records)} of {total}", "strong")]
    if first and (hit := shown.answer.hits.get(first.id)):
        pieces.append((f" · first by {_led_to(hit)}", "dim"))
    if shown.answer.passed_over:
        pieces.append((f" · the best known of {len(shown.answer.records) + shown.answer.passed_over}", "dim"))
    pieces.append((" · Tab completes", "dim"))
    return tuple(pieces)
