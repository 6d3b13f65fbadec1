"""The reader of CSV files: bytes to rows of cells, whatever their encoding and separator."""

from __future__ import annotations

import codecs
import csv
import io
import re
import zlib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from genai_tui.catalog.diagnostics import CatalogError, Problem
from genai_tui.storage import files
from genai_tui.storage.importers.import_report import Report

MAX_BYTES = files.TABLE_BYTES
LONGEST_CELL = 100_000
_START = 20_000
_PACKED = b"\x1f\x8b"
"""How files begin that gzip wrote."""
_GZIP = 16 + zlib.MAX_WBITS
"""How zlib is told to expect that."""
_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_SEPARATORS = ",;\t"


def beginning(path: Path, size: int = _START, folder: files.Folder | None = None) -> bytes:
    """Return the first bytes of a file, unpacked where it is packed; none where it cannot be read.

    Of a file in a `folder` that leads out of it nothing is read.
    """
    try:
        start = files.beginning(path, size, folder)
        return zlib.decompressobj(_GZIP).decompress(start, size) if start.startswith(_PACKED) else start
    except (files.Refused, zlib.error):
        return b""


def headings(path: Path) -> list[str]:
    """Return the first row of a table, trimmed, whatever the file is called; nothing where it is no table.

    Reads only the beginning.
    """
    if not path.is_file():
        return []
    start = beginning(path)
    if start.lstrip()[:1] in (b"{", b"[") or (b"\0" in start and not start.startswith(_UTF_16)):
        return []
    try:
        return _trimmed(next(_reader(*_lines(start, "ignore")), []))
    except csv.Error:
        return []


def read_bytes(path: Path) -> bytes:
    """Return the bytes of a file, unpacked where it is packed; raises CatalogError where that is not possible."""
    try:
        data = files.read(path, MAX_BYTES)
        return _unpacked(data) if data.startswith(_PACKED) else data
    except files.Refused as refused:
        raise CatalogError(Problem(str(path), 0, 0, "", str(refused))) from None


def _unpacked(data: bytes) -> bytes:
    """Return what gzip packed; raises Refused where that is too much, or was not packed whole."""
    import gzip  # imported here: few tables are packed

    try:
        unpacked = gzip.GzipFile(fileobj=io.BytesIO(data)).read(MAX_BYTES + 1)
    except (OSError, EOFError, zlib.error):
        raise files.Refused("is no gzip file, or a damaged one") from None
    if len(unpacked) > MAX_BYTES:
        raise files.Refused(f"is too large, expected at most {MAX_BYTES // 10**6} MB unpacked")
    return unpacked


def rows_beyond(most: int) -> str:
    """Return what the report calls rows that are too many."""
    return f"rows after the first {most:,}"


def read_rows(
    path: Path, data: bytes, report: Report, quotes_in_tsv: bool = True, most: int | None = None
) -> tuple[list[str], list[list[str]]]:
    """Return the headings, trimmed, and the rows below them that hold anything.

    Where there are no `quotes_in_tsv`, a quote between tabs is a character as any other. Rows after the first `most` are counted.
    Rows of another length than the headings and cells that were cut are counted. Raises CatalogError where
    the text cannot be decoded or is no CSV.
    """
    found: list[list[str]] = []
    try:
        reader = _reader(*_lines(data), quotes_in_tsv)
    except UnicodeDecodeError as error:
        raise _not_decoded(path, data, error) from None
    try:
        heads = _trimmed(next(reader, []))
        for cells in reader:
            if not any(cells):
                continue
            if most is not None and len(found) == most:
                report.note(rows_beyond(most))
                continue
            if len(cells) != len(heads):
                report.note("rows with fewer or more cells than headings", cells[0])
            if max(map(len, cells)) > LONGEST_CELL:
                report.note(f"cells cut to {LONGEST_CELL:,} characters", cells[0])
                cells = [cell[:LONGEST_CELL] for cell in cells]
            found.append(cells)
    except UnicodeDecodeError:
        try:
            data.decode()
        except UnicodeDecodeError as error:
            raise _not_decoded(path, data, error) from None
        raise
    except csv.Error as error:
        raise CatalogError(Problem(str(path), reader.line_num, 1, "", f"is no CSV here: {error}")) from None
    return heads, found


def _not_decoded(path: Path, data: bytes, error: UnicodeDecodeError) -> CatalogError:
    place = data.count(b"\n", 0, error.start) + 1
    return CatalogError(Problem(str(path), place, 1, "", "is not UTF-8", "save the table as UTF-8 CSV"))


def _trimmed(row: list[str]) -> list[str]:
    return [head.strip() for head in row]


def _encoding(start: bytes) -> str:
    """Return UTF-16 where its mark stands at the beginning, else UTF-8, with or without its own."""
    return "utf-16" if start.startswith(_UTF_16) else "utf-8-sig"


def _lines(data: bytes, errors: str = "strict") -> tuple[Iterable[str], str]:
    """Return the lines of a table, with what ends them, and the first of them.

    Lines of UTF-8 are decoded one by one, as they are read: most of them are ASCII, which takes a fourth of the room.
    """
    encoding = _encoding(data)
    if encoding == "utf-8-sig" and (b"\r" not in data or data.count(b"\r") == data.count(b"\r\n")):
        plain = data.removeprefix(codecs.BOM_UTF8)
        first = plain[: plain.find(b"\n")].decode(errors="replace")
        lines = io.BytesIO(plain)
        if errors == "strict":
            return map(bytes.decode, lines), first
        return (line.decode(errors=errors) for line in lines), first
    text = data.decode(encoding, errors)
    return io.StringIO(text, newline=""), re.split("[\r\n]", text, maxsplit=1)[0]


def _reader(lines: Iterable[str], first: str, quotes_in_tsv: bool = True) -> Any:
    """Return a reader of CSV by the separator that the first line has most of."""
    csv.field_size_limit(MAX_BYTES)
    separator = max(_SEPARATORS, key=first.count)
    if separator == "\t" and not quotes_in_tsv:
        return csv.reader(lines, delimiter=separator, quoting=csv.QUOTE_NONE)
    return csv.reader(lines, delimiter=separator)
