"""The file of columns beside a table: `models.csv.columns` says which column of `models.csv` says what.

It is written where `--map` is given, and read whenever the table is opened: the next command needs no `--map`, and a table
in git brings its columns along. Nothing else is remembered of a table, so what it says never depends on what was opened before.
"""

from __future__ import annotations

import re
from pathlib import Path

from genai_tui.catalog.diagnostics import CatalogError, Problem
from genai_tui.storage import files
from genai_tui.storage.files import Refused

ENDING = ".columns"
_MOST = 64 * 1024
_LINE = re.compile(r"\s*(?:#.*|[a-z_]+\s*=.*)?")
_BETWEEN = re.compile(r",(?=\s*[a-z_]+\s*=)")


def columns_path(table: Path) -> Path:
    """Return the path of the columns of a table."""
    return table.with_name(table.name + ENDING)


def kept_columns(table: Path) -> str:
    """Return what is kept of the columns of a table, empty where nothing is; raises CatalogError where it cannot be read."""
    path = columns_path(table)
    if not path.is_file():
        return ""
    try:
        text = files.read(path, _MOST).decode()
    except (Refused, UnicodeDecodeError) as error:
        raise CatalogError(Problem(str(path), 0, 0, "", f"holds no columns: {error}")) from None
    return text if _are_columns(text) else ""


def keep_columns(table: Path, columns: str) -> Path | None:
    """Write which column of a table says what, and return where; None where that stands there already.

    Raises Refused where it cannot be written, or something else stands there.
    """
    path = columns_path(table)
    parts = (part.strip().strip(",").strip() for part in _BETWEEN.split(columns.replace("\n", ",")))
    lines = [part for part in parts if part]
    text = (
        f"# Which column of {table.name} says what. Written by genai-tui --map, and yours to change.\n"
        + "".join(f"{each}\n" for each in lines)
    )
    try:
        before = files.read(path, _MOST).decode()
    except files.Missing:
        files.write_new(path, text.encode())
        return path
    except UnicodeDecodeError:
        before = "?"
    if before == text:
        return None
    if not _are_columns(before):
        raise Refused("something else stands there")
    files.write(path, text.encode())
    return path


def _are_columns(text: str) -> bool:
    return all(_LINE.fullmatch(line) for line in text.splitlines())
