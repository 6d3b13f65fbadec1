"""Catalogs in other people's formats, one file a format: does this path look like yours, and what does it say?"""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from genai_tui.catalog.model import Catalog, CatalogHead
from genai_tui.catalog.progress import Progress
from genai_tui.catalog.sources import ecosystem_graphs, epoch, models_dev


class SourceFormat(Protocol):
    """A foreign format. What it cannot carry over it counts in the catalog's report."""

    NAME: str

    def recognizes(self, path: Path) -> bool:
        """Tell whether a path holds this format; reads no more than the beginning."""

    def read(self, path: Path, taxonomy: CatalogHead, progress: Progress) -> Catalog:
        """Return what the path holds, sorted into `taxonomy`; raises CatalogError where nothing is usable."""


FORMATS: tuple[SourceFormat, ...] = (epoch, ecosystem_graphs, models_dev)


def format_of(path: Path) -> SourceFormat | None:
    """Return the format that recognizes `path`."""
    return next((known for known in FORMATS if known.recognizes(path)), None)
