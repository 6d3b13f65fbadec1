"""The need for a whole catalog: what goes through every model says in a line that those of a database are not read for it."""

from __future__ import annotations

from genai_tui.catalog.diagnostics import CatalogError, Problem
from genai_tui.catalog.model import Catalog

MOST_TAKEN = 20_000
"""Models of a database that are copied, or written to a file from the screen."""


def needed_whole(catalog: Catalog, what: str) -> None:
    """Raise CatalogError where the models of a catalog stay in a database, and `what` would need every one of them."""
    if not catalog.is_whole:
        hint = "a part of it is read into memory: genai-tui export -c FILE -o PART.sqlite QUERY"
        raise CatalogError(Problem(catalog.head.id, 0, 0, "", why_not_whole(catalog, what), hint))


def why_not_whole(catalog: Catalog, what: str) -> str:
    """Return why something does nothing with a catalog whose models stay in a database."""
    return f"{what} needs every model in memory, and the {len(catalog):,} of this file stay in it"
