"""A database: an export that is a file of SQLite."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from genai_tui.catalog.model import Catalog, Model
from genai_tui.storage.exporters.writer import Writer
from genai_tui.storage.sqlite.writer import Lettering, write_database


class DatabaseExport(Writer):
    """A file of SQLite, with all of what the catalog says of itself."""

    CREDITS = True

    def file(self, path: Path, catalog: Catalog, models: Sequence[Model], lettering: Lettering) -> None:
        """Write an export into a new file, whole or not at all; raises files.Refused."""
        write_database(path, catalog, models, lettering)
