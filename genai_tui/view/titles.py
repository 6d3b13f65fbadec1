"""Titles of screens and panes: what they say about a view."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from genai_tui.catalog.cells import count_of, width
from genai_tui.catalog.model import Catalog, Model, Organization
from genai_tui.catalog.sanitize import safe_line
from genai_tui.search.sorting import attribute_in
from genai_tui.view.arrangement import Arrangement
from genai_tui.view.browse import BrowseView
from genai_tui.view.screens import SCREENS

if TYPE_CHECKING:  # hits come with the first query
    from genai_tui.search.hit import Hit

Pieces = tuple[tuple[str, str], ...]
"""Safe texts, each with the role that it plays."""


def header_pieces(catalog: Catalog, day_told: str = "") -> Pieces:
    """Return what the header says of a catalog, most important first, and of the day as of which it is shown."""
    head = catalog.head
    pieces = [
        (" genai-tui", "accent"), *(((f" · {day_told}", "warn"),) if day_told else ()),
        (f" · {safe_line(head.title)}", "strong"),
        (f" · {count_of(len(catalog), 'model')}{f' + {catalog.joined} joined' if catalog.joined else ''}", "text"),
        (f" · {count_of(len(catalog.organizations), 'organization')}", "text"),
        (f" · data {safe_line(head.version)} of {head.date}", "dim"),
    ]  # fmt: skip
    if catalog.report:
        pieces.append((f" · {sum(each.count for each in catalog.report)} not carried over (a)", "warn"))
    return tuple(pieces)


def screens_pieces(here: str, room: int, keys: Mapping[str, str] | None = None) -> Pieces:
    """Return the screens with their keys, or those of `keys` by their names.

    Where there is no room for all titles, only that of the one `here` is told.
    """
    told: list[str] = []
    keyed = [((keys or {}).get(row.name, row.key), row) for row in SCREENS]
    whole = " {0} {1.title} "
    for mine, others in ((whole, whole), (whole, " {0} "), (whole, " {0}"), (whole.rstrip(), " {0}")):
        told = [(mine if row.name == here else others).format(key, row) for key, row in keyed]
        if sum(map(width, told)) <= room:
            break
    return tuple(
        (text, "accent" if row.name == here else "dim") for row, text in zip(SCREENS, told, strict=True)
    )


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
    return named, f"then {then} · u" if then and then != shown.facet else ""


def _led_to(hit: Hit) -> str:
    """Return the field that words met, and how where they are not all of it."""
    return hit.where if hit.ways == "equal" else f"{hit.where}: {hit.ways or 'word for word'}"


def found_pieces(shown: Arrangement, total: int, first: Model | Organization | None) -> Pieces:
    """Return how many records a query has found, and what led to the first."""
    pieces = [("   ", "text"), (f"{len(shown.answer.records)} of {total}", "strong")]
    if first and (hit := shown.answer.hits.get(first.id)):
        pieces.append((f" · first by {_led_to(hit)}", "dim"))
    pieces.append((" · Tab completes", "dim"))
    return tuple(pieces)
