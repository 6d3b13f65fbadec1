"""The reader of a catalog's folder: its YAML files become a Catalog, or every problem found in them.

Each record by itself is read by `decoder.py`; what records say of each other is checked by `integrity.py`. A record with a problem
is left out, all others stay usable.
"""

from __future__ import annotations

from pathlib import Path
from typing import TypeVar

from genai_tui.catalog.diagnostics import CatalogNotFound, Problem
from genai_tui.catalog.model import Catalog, CatalogHead, Model, Organization, Record, Relation
from genai_tui.storage.decoder import (
    Checked,
)
from genai_tui.storage.files import Folder
from genai_tui.storage.folder_reader import FolderReader, Reading, errors, in_order
from genai_tui.storage.integrity import Integrity
from genai_tui.storage.progress import Progress, counted, silent

_Kind = TypeVar("_Kind", bound=Record)


def load_folder(folder: Path, progress: Progress = silent) -> tuple[Catalog | None, tuple[Problem, ...]]:
    """Read and check the catalog in `folder`.

    Returns the catalog of all good records, None where `catalog.yaml` itself is not usable, and every
    error in order of file and line. Raises CatalogNotFound where no folder stands at that path.
    """
    reading = folder_reading(folder, progress)
    return reading.catalog, errors(reading.problems)


def folder_reading(folder: Path, progress: Progress = silent) -> Reading:
    """Read and check the catalog in `folder` as `load_folder`, keeping warnings and where each record stands."""
    shown = str(folder)
    if not folder.exists():
        raise CatalogNotFound(Problem(shown, 0, 0, "", "there is no such folder"))
    if not folder.is_dir():
        hint = "give the folder that holds catalog.yaml"
        raise CatalogNotFound(Problem(shown, 0, 0, "", "is a file, expected a folder", hint))
    reader = FolderReader(Folder(folder))
    head = reader.file(folder / "catalog.yaml", CatalogHead)
    if head and head.value and head.value.includes:
        # Imported here: of the catalogs that come with the program one includes another.
        from genai_tui.storage.included import extended_reading

        return extended_reading(folder, reader, head, folder_reading, progress)
    organizations = reader.list_file(folder / "organizations.yaml", Organization)
    relations = reader.list_file(folder / "relations.yaml", Relation)
    paths = counted(reader.model_files(folder / "models"), progress)
    models = [checked for path in paths if (checked := reader.file(path, Model))]
    integrity = Integrity(reader.decoder, reader.unread)
    catalog = _assembled(integrity, head, organizations, relations, models)
    records = (*([head] if head else ()), *organizations, *relations, *models)
    return Reading(catalog, tuple(sorted(reader.decoder.problems)), records)


def _assembled(
    integrity: Integrity,
    head: Checked | None,
    organizations: list[Checked],
    relations: list[Checked],
    models: list[Checked],
) -> Catalog | None:
    """Return the catalog of all good records, having checked what joins them; None where its head is wrong."""
    integrity.unique(organizations)
    integrity.unique(models)
    if head is None or head.value is None:
        return None
    known = Catalog(head.value, (), {})
    integrity.head(head, known, organizations, models)
    integrity.join(known, organizations, relations, models)
    if head.wrong:
        return None
    good = [checked.value for checked in organizations if not checked.wrong]
    assets = in_order(head.value, (checked.value for checked in models if not checked.wrong))
    return Catalog(
        head=head.value,
        models=tuple(asset for asset in assets if asset.type == "model"),
        organizations={organization.id: organization for organization in good},
        relations=tuple(checked.value for checked in relations if not checked.wrong),
        others=tuple(asset for asset in assets if asset.type != "model"),
    )


def load_record(path: Path, kind: type[_Kind]) -> tuple[_Kind | None, tuple[Problem, ...]]:
    """Read and check the one record of a file; None where it is wrong."""
    reader = FolderReader()
    checked = reader.file(path, kind)
    return checked.value if checked else None, errors(reader.decoder.problems)
