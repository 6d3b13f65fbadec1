"""The inspection that `validate` runs: all problems and warnings of a folder, of single files, or of an overlay.

To be opened, a catalog has only to be right; an inspection also tells what looks like a mistake, and what is not read.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from msgspec import Struct

from genai_tui.catalog.diagnostics import Problem
from genai_tui.catalog.model import Catalog, CatalogHead, Model, Organization, Record, Relation
from genai_tui.storage.folder import folder_reading
from genai_tui.storage.folder_reader import FolderReader
from genai_tui.storage.integrity import Integrity
from genai_tui.storage.overlay import overlay_reading
from genai_tui.storage.plausibility import doubts
from genai_tui.storage.progress import Progress, silent
from genai_tui.storage.unread_files import unread_files

_HEAD = "catalog.yaml"
_LISTS: dict[str, type[Record]] = {"organizations.yaml": Organization, "relations.yaml": Relation}


class Inspection(Struct, frozen=True):
    """What was found: the catalog of all good records (None where there is none) and every problem, in order."""

    catalog: Catalog | None
    problems: tuple[Problem, ...]


def inspect_folder(folder: Path, progress: Progress = silent) -> Inspection:
    """Check a whole folder; raises CatalogNotFound where there is none."""
    reading = folder_reading(folder, progress)
    found = (*reading.problems, *doubts(reading.records, reading.catalog), *unread_files(folder))
    return Inspection(reading.catalog, tuple(sorted(found)))


def inspect_files(folder: Path, files: Iterable[Path]) -> Inspection:
    """Check single files of the catalog in `folder`, with the rest of it in sight."""
    wanted = {path.resolve() for path in files}
    whole = inspect_folder(folder)
    problems = tuple(each for each in whole.problems if Path(each.file).resolve() in wanted)
    return Inspection(whole.catalog, problems)


def inspect_loose_file(path: Path) -> Inspection:
    """Check a file that belongs to no catalog: its ids may refer to anything."""
    reader = FolderReader()
    if path.name in _LISTS:
        records = reader.list_file(path, _LISTS[path.name])
    else:
        kind: type[Record] = CatalogHead if path.name == _HEAD else Model
        records = [checked for checked in [reader.file(path, kind)] if checked]
    Integrity(reader.decoder).alone(records)
    return Inspection(None, tuple(sorted((*reader.decoder.problems, *doubts(records)))))


def inspect_overlay(catalog: Catalog, folder: Path) -> Inspection:
    """Check a folder of own records over a catalog; raises CatalogNotFound where there is none."""
    laid, problems, records = overlay_reading(catalog, folder)
    found = (*problems, *doubts(records, laid), *unread_files(folder))
    return Inspection(laid, tuple(sorted(found)))


def folder_of(path: Path) -> Path | None:
    """Return the folder of the catalog that a file is a part of; None where it is part of none."""
    for folder in (path.parent, path.parent.parent):
        if (folder / _HEAD).is_file():
            return folder
    return None


def nearest_folder(start: Path) -> Path | None:
    """Return the folder of the catalog around a folder: the first one upwards that has a catalog.yaml."""
    return next((each for each in (start, *start.parents) if (each / _HEAD).is_file()), None)
