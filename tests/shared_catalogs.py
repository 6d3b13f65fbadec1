"""Catalogs that many tests open, read once in each process of a run.

Some 900 tests open one of those that come with the program, each with an empty cache; others a table of real data.
Records are frozen, so they may as well share those; each has a catalog of its own, since much that is derived from a
catalog, and its language, is kept with it.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from msgspec.structs import replace

from genai_tui.catalog.diagnostics import Problem
from genai_tui.catalog.model import Catalog, Record
from genai_tui.storage import folder, loader
from genai_tui.storage.files import shipped_folder
from genai_tui.storage.progress import Progress, silent

_FOLDERS = (shipped_folder(), Path(__file__).parents[2] / "shared" / "datasets")
"""Where they lie: no test writes there."""
_read = loader._read
_READ: dict[Path, tuple[Catalog, tuple[Problem, ...]]] = {}


def _read_once(path: Path, progress: Progress, columns: str) -> tuple[Catalog, tuple[Problem, ...]]:
    """Read a catalog from its own files; one of those in common only where it has not been before."""
    if path.parent not in _FOLDERS or progress is not silent or columns:
        return _read(path, progress, columns)
    if path not in _READ:
        _READ[path] = _read(path, progress, columns)
    catalog, problems = _READ[path]
    return replace(catalog), problems


_load_record = folder.load_record
_RECORDS: dict[tuple[Path, type[Record]], tuple[Any, tuple[Problem, ...]]] = {}


def _load_record_once(path: Path, kind: type[Record]) -> tuple[Any, tuple[Problem, ...]]:
    """Read the one record of a file; of those that come with the program, into which other data are sorted, once."""
    if not path.is_relative_to(_FOLDERS[0]):
        return _load_record(path, kind)
    if (path, kind) not in _RECORDS:
        _RECORDS[path, kind] = _load_record(path, kind)
    return _RECORDS[path, kind]


def share() -> None:
    """Have them read once, in this process."""
    loader._read = _read_once
    folder.load_record = _load_record_once
