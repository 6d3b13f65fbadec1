"""Catalogs in other people's formats, one file a format: does this path look like yours, and what does it say?

A format is recognized by what only it has, in the content: names and endings of files say nothing.
"""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from genai_tui.catalog.diagnostics import Problem
from genai_tui.catalog.model import Catalog, CatalogHead
from genai_tui.storage.files import Folder
from genai_tui.storage.importers import ecosystem_graphs, epoch, models_dev, own_export, plain_table
from genai_tui.storage.progress import Progress


class SourceFormat(Protocol):
    """A foreign format. What it cannot carry over it counts in the catalog's report."""

    NAME: str

    def recognizes(self, path: Path) -> bool:
        """Tell whether a path holds this format; reads no more than the beginning."""

    def read(self, path: Path, taxonomy: CatalogHead, progress: Progress) -> Catalog:
        """Return what the path holds, sorted into `taxonomy`; raises CatalogError where nothing is usable."""


FORMATS: tuple[SourceFormat, ...] = (own_export, epoch, ecosystem_graphs, models_dev, plain_table)
"""Every format, the one that asks most of a table before the one that asks least."""
_LOOKED_AT = 200
"""Entries of a folder that are looked at for what could be opened."""
_NAMED = 5


def format_of(path: Path) -> SourceFormat | None:
    """Return the format that recognizes `path`."""
    return next((known for known in FORMATS if known.recognizes(path)), None)


def refusal(path: Path) -> Problem:
    """Return why no format recognizes a path: what was looked for, what was found, what could be opened instead."""
    hint = f"known: a folder with catalog.yaml; {'; '.join(each.NAME for each in FORMATS)}"
    if not path.is_dir():
        if why := epoch.lacks(path):
            return Problem(str(path), 0, 0, "", f"is of no format that is known here: {why}")
        return Problem(str(path), 0, 0, "", "is a file of no format that is known here", hint)
    names = _openable(path)
    if not names:
        return Problem(str(path), 0, 0, "", "is a folder without anything that could be opened", hint)
    more = ", ..." if len(names) > _NAMED else ""
    there = ", ".join(names[:_NAMED]) + more
    return Problem(str(path), 0, 0, "", f"is no catalog itself; it holds {there}, which can be opened", hint)


def _openable(folder: Path) -> list[str]:
    """Return the names of what in a folder could be opened."""
    try:
        entries = sorted(folder.iterdir())[:_LOOKED_AT]
    except OSError:
        return []
    known = Folder(folder)
    inside = [each for each in entries if known.holds(each)]
    return [each.name for each in inside if (each / "catalog.yaml").is_file() or format_of(each)]
