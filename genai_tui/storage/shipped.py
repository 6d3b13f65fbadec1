"""The files that come with the program: the catalogs, their taxonomy, tables of organizations and of identities."""

from __future__ import annotations

import functools
from pathlib import Path

from genai_tui.storage.files import shipped_folder

DEFAULT = "survey"
"""The catalog that is opened where none is named; other people's data are sorted into its taxonomy."""

PRESENT = "landscape"
"""The catalog of the models up to the present."""


@functools.cache
def shipped_names() -> tuple[str, ...]:
    """Return the names of the catalogs that come with the program."""
    return tuple(sorted(path.parent.name for path in shipped_folder().glob("*/catalog.yaml")))


def aliases_path() -> Path:
    """Return the file of the organizations' names."""
    return shipped_folder() / "aliases.yaml"


def identities_path() -> Path:
    """Return the file that says which records of other people's catalogs are one model."""
    return shipped_folder() / "identities.yaml"


def taxonomy_path() -> Path:
    """Return the file with the categories into which other people's data are sorted."""
    return shipped_folder() / DEFAULT / "catalog.yaml"
