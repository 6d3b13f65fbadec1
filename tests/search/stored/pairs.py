"""A catalog in memory and the same one in a file, for the tests of each module."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from genai_tui.catalog.annotations import Annotations, annotate
from genai_tui.catalog.model import Catalog
from genai_tui.search.stored.lettering import CatalogLettering
from genai_tui.storage.sqlite.reader import open_database
from genai_tui.storage.sqlite.writer import write_database

Pair = tuple[Catalog, Catalog]
"""A catalog in memory, and the same one in a file."""


def pair(catalog: Catalog, folder: Path) -> Pair:
    path = folder / f"{catalog.head.id}.sqlite"
    write_database(path, catalog, catalog.models, CatalogLettering(catalog))
    stored, problems = open_database(path, in_memory=0)
    assert not problems
    for each in (catalog, stored):
        starred = frozenset({(each.head.id, "model", catalog.models[1].id)})
        notes = {(each.head.id, "model", catalog.models[2].id): "mine"}
        annotate(each, lambda starred=starred, notes=notes: Annotations(starred, notes))  # type: ignore[misc]
    return catalog, stored


def ids(records: Sequence[Any]) -> list[str]:
    return [record.id for record in records]
