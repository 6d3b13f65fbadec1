"""CSV files of strangers: bytes to rows of cells, whatever encoding and separator they were saved with."""

from __future__ import annotations

import codecs
import csv
import io
from pathlib import Path
from typing import Any

from genai_tui.catalog.problems import CatalogError, Problem
from genai_tui.catalog.sources.gathering import Report

MAX_BYTES = 200_000_000
LONGEST_CELL = 100_000
_START = 20_000
_SEPARATORS = ",;\t"


def headings(path: Path) -> list[str]:
    """Return the first row of a file, trimmed; nothing where it is no CSV.

    Reads only the beginning.
    """
    if path.suffix.lower() != ".csv" or not path.is_file():
        return []
    with path.open("rb") as file:
        start = file.read(_START)
    try:
        return _trimmed(next(_reader(start.decode(_encoding(start), errors="ignore")), []))
    except csv.Error:
        return []


def read_bytes(path: Path) -> bytes:
    """Return the bytes of a file; raises CatalogError where that is not possible."""
    try:
        if path.stat().st_size > MAX_BYTES:
            raise CatalogError(Problem(str(path), 0, 0, "", f"is larger than {MAX_BYTES // 1_000_000} MB"))
        return path.read_bytes()
    except OSError as error:
        raise CatalogError(Problem(str(path), 0, 0, "", f"cannot be read: {error.strerror}")) from None


def read_rows(path: Path, data: bytes, report: Report) -> tuple[list[str], list[list[str]]]:
    """Return the headings, trimmed, and the rows below them that hold anything.

    Rows of another length than the headings and cells that were cut are counted. Raises CatalogError where
    the text cannot be decoded or is no CSV.
    """
    try:
        text = data.decode(_encoding(data))
    except UnicodeDecodeError as error:
        place = data.count(b"\n", 0, error.start) + 1
        problem = Problem(str(path), place, 1, "", "is not UTF-8", "save the table as UTF-8 CSV")
        raise CatalogError(problem) from None
    reader = _reader(text)
    found: list[list[str]] = []
    try:
        heads = _trimmed(next(reader, []))
        for cells in reader:
            if not any(cells):
                continue
            if len(cells) != len(heads):
                report.note("rows with fewer or more cells than headings", cells[0])
            if max(map(len, cells)) > LONGEST_CELL:
                report.note(f"cells cut to {LONGEST_CELL:,} characters", cells[0])
                cells = [cell[:LONGEST_CELL] for cell in cells]
            found.append(cells)
    except csv.Error as error:
        raise CatalogError(Problem(str(path), reader.line_num, 1, "", f"is no CSV here: {error}")) from None
    return heads, found


def _trimmed(row: list[str]) -> list[str]:
    return [head.strip() for head in row]


def _encoding(start: bytes) -> str:
    """Return UTF-16 where its mark stands at the beginning, else UTF-8, with or without its own."""
    return "utf-16" if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else "utf-8-sig"


def _reader(text: str) -> Any:
    """Return a reader of CSV by the separator that the first line has most of."""
    csv.field_size_limit(MAX_BYTES)
    first = text.partition("\n")[0]
    separator = max(_SEPARATORS, key=first.count)
    return csv.reader(io.StringIO(text, newline=""), delimiter=separator)
