"""Backends of search: the index and the sets of a catalog, which are in memory or in its database.

What each of them does stands in its own file; only here it is chosen which one serves a catalog.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from genai_tui.catalog.attribute import AnyRecord
from genai_tui.catalog.model import Catalog
from genai_tui.search.record_set import MemorySet, RecordSet

if TYPE_CHECKING:  # the search comes with the first query
    from genai_tui.search.index import SearchIndex
    from genai_tui.search.subject import Subject

_KEPT = "search index"


def search_index(catalog: Catalog, subject: Subject | None = None) -> SearchIndex:
    """Return the index of a catalog's records, models where no subject is given.

    That of models that stay in a database is made once.
    """
    # Imported here: the search comes with the first query, and most catalogs are in memory.
    from genai_tui.search.index import SearchIndex
    from genai_tui.search.subject import MODELS

    subject = subject or MODELS
    if not catalog.is_whole and subject is MODELS:
        from genai_tui.catalog.stored import StoredCatalog
        from genai_tui.search.stored.index import StoredIndex

        if isinstance(catalog, StoredCatalog):
            if _KEPT not in catalog.memo:
                catalog.memo[_KEPT] = StoredIndex(catalog, subject)
            kept: SearchIndex = catalog.memo[_KEPT]
            return kept
    return SearchIndex(catalog, subject)


def record_set(catalog: Catalog, records: Iterable[AnyRecord]) -> RecordSet:
    """Return some records of a catalog as a set."""
    if not catalog.is_whole:
        # Imported here: most catalogs are in memory.
        from genai_tui.catalog.stored import StoredCatalog, StoredModels
        from genai_tui.search.stored.model_set import FEW, StoredSet

        if isinstance(catalog, StoredCatalog) and isinstance(records, StoredModels) and len(records) > FEW:
            return StoredSet(catalog, records)
    return MemorySet(catalog, records)
