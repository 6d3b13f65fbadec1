"""Catalogs in other people's formats: one table, one file a format.

A format is recognized by what only it has, in the content: names and endings of files say nothing. A new format is a
row here and a file beside this one: does this path look like yours, and what does it say?
"""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import Protocol

from msgspec import Struct

from genai_tui.catalog.diagnostics import Problem
from genai_tui.catalog.model import Catalog, CatalogHead
from genai_tui.storage.files import Folder, FolderLayout
from genai_tui.storage.progress import Progress

CARDS = ("*.md", "*/README.md", "*/*/README.md", "*/snapshots/*/README.md")
"""Where model cards stand in a folder: beside each other, a folder for each, under their makers, or in the Hub's cache."""


class Importer(Protocol):
    """The module of a format. What it cannot carry over it counts in the catalog's report.

    It may also have `lacks(path)`, which tells of a file that is nearly of the format what it lacks, `packaged()`, which
    finds the data of an installed package, and `brings_names(catalog)`, which tells whether all that is known of its
    organizations stands in it.
    """

    NAME: str
    """What holds the format, for readers."""

    def recognizes(self, path: Path) -> bool:
        """Return whether a path holds this format; reads no more than the beginning."""

    def read(self, path: Path, taxonomy: CatalogHead, progress: Progress) -> Catalog:
        """Return what the path holds, sorted into `taxonomy`; raises CatalogError where nothing is usable."""


class SourceFormat(Struct, frozen=True):
    """A foreign format, and all that is asked of it before anything is read."""

    module: str
    """The module of this folder that reads it, imported when it is to."""
    layout: FolderLayout | None = None
    """Which files of a folder it reads; None where it is a single file."""
    known_as: str = ""
    """What stands for the data of an installed package, where there is such a package."""

    @property
    def importer(self) -> Importer:
        """What reads it."""
        return import_module(f"{__name__}.{self.module}")

    def read(self, path: Path, taxonomy: CatalogHead, progress: Progress, columns: str = "") -> Catalog:
        """Return what a path holds; `columns` say which column of a plain table says what."""
        if columns:
            return self.importer.read(path, taxonomy, progress, columns)  # type: ignore[call-arg]
        return self.importer.read(path, taxonomy, progress)

    def brings_names(self, catalog: Catalog) -> bool:
        """Return whether a catalog that was read has all of what is known of its organizations."""
        brings = getattr(self.importer, "brings_names", None)
        return bool(brings and brings(catalog))

    def packaged(self) -> Path:
        """Return the data file of the installed package; raises CatalogNotFound where there is none."""
        return self.importer.packaged()  # type: ignore[attr-defined, no-any-return]

    def lacks(self, path: Path) -> str | None:
        """Return what a file lacks that is nearly of the format, None where it is nothing like it."""
        lacks = getattr(self.importer, "lacks", None)
        return lacks(path) if lacks else None


TABLE = SourceFormat("plain_table")
"""What reads any table whose columns are known."""

FORMATS = (
    SourceFormat("own_export"),
    SourceFormat("epoch"),
    SourceFormat("ecosystem_graphs", FolderLayout(("assets", "."), (".yaml", ".yml"))),
    SourceFormat("models_dev", known_as="models.dev"),
    SourceFormat("models_dev_checkout", FolderLayout(("models", "providers"), (".toml",), deep=True)),
    SourceFormat("litellm"),
    SourceFormat("ollama"),
    SourceFormat("model_cards", FolderLayout(endings=(".md",), patterns=CARDS)),
    TABLE,
)
"""Every format, the one that asks most of a table before the one that asks least."""

LAYOUTS = tuple(known.layout for known in FORMATS if known.layout)
"""Which files of folders the formats read."""

PACKAGES = {known.known_as: known for known in FORMATS if known.known_as}
"""The formats of installed packages, by what stands for their data."""

_LOOKED_AT = 200
"""Entries of a folder that are looked at for what could be opened."""
_NAMED = 5


def format_of(path: Path) -> SourceFormat | None:
    """Return the format that recognizes `path`."""
    return next((known for known in FORMATS if known.importer.recognizes(path)), None)


def refusal(path: Path) -> Problem:
    """Return why no format recognizes a path: what was looked for, what was found, what could be opened instead."""
    hint = f"known: a folder with catalog.yaml; {'; '.join(each.importer.NAME for each in FORMATS)}"
    if not path.is_dir():
        if why := next(filter(None, (each.lacks(path) for each in FORMATS)), None):
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
