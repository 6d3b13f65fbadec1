"""Tables of counts in all formats: for readers as on screen, in sentences, as a Markdown table, CSV and JSON."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from genai_tui.catalog.cells import count_of, pad
from genai_tui.catalog.count_table import CountTable, joined_query
from genai_tui.catalog.count_table_layout import (
    cell_text,
    column_sizes,
    has_two_heads,
    head_text,
    label_cells,
    upper_heads,
)
from genai_tui.catalog.model import Catalog
from genai_tui.storage.exporters.json_document import indented
from genai_tui.storage.exporters.json_form import FORM, catalog_as_json
from genai_tui.storage.exporters.markdown_table import escaped, table_lines
from genai_tui.storage.exporters.separated_values import separated


def _table(catalog: Catalog, table: CountTable, query: str, ascii_only: bool) -> Iterator[str]:
    """Yield the table as it stands on screen, whole."""
    yield table.title
    yield ""
    label, sizes = label_cells(table), column_sizes(table)
    columns = range(len(sizes))
    if has_two_heads(table):
        yield f"{' ' * label}{''.join(upper_heads(table, columns, sizes))}".rstrip()
    heads = (head_text(table, place, sizes[place]) for place in columns)
    yield f"{pad(table.corner, label)}{''.join(heads)}".rstrip()
    for number, row in enumerate(table.rows):
        cells = (cell_text(table, number, place, sizes[place], ascii_only) for place in columns)
        yield f"{pad(row.label, label)}{''.join(cells)}".rstrip()
    yield from ("", *table.notes) if table.notes else ()


def _text(catalog: Catalog, table: CountTable, query: str, ascii_only: bool) -> Iterator[str]:
    """Yield a sentence for each row, with the cells that have a model."""
    yield f"{table.title}."
    for number, row in enumerate(table.rows):
        told = [
            f"{column.name} {_said(table, number, place)}"
            for place, column in enumerate(table.columns)
            if table.count(number, place) or table.wholes.get((number, place))
        ]
        yield f"{row.label}: {', '.join(told) if told else 'none'}."
    yield from table.notes


def _said(table: CountTable, row: int, column: int) -> str:
    whole = table.wholes.get((row, column))
    of = f" of {whole}" if whole else ""
    slot = " (slot)" if (row, column) in table.frames else ""
    return f"{table.count(row, column)}{of}{slot}"


def _markdown(catalog: Catalog, table: CountTable, query: str, ascii_only: bool) -> Iterator[str]:
    headings = (table.corner, *(each.name for each in table.columns))
    columns = range(len(table.columns))
    rows = (
        (row.label, *(f"{''.join(filter(str.strip, _framed(table, number, place)))}" for place in columns))
        for number, row in enumerate(table.rows)
    )
    yield from table_lines(tuple(map(escaped, headings)), rows)
    for line in (table.title, *table.notes):
        yield ""
        yield escaped(line)


def _framed(table: CountTable, row: int, column: int) -> tuple[str, str, str]:
    frame = table.frame(row, column)
    return frame[0], table.text(row, column), frame[1]


def _csv(catalog: Catalog, table: CountTable, query: str, ascii_only: bool) -> Iterator[str]:
    """Yield the numbers alone, under the keys of the columns; what is a share has the number that it is of beside it."""
    shares = [
        any((row, place) in table.wholes for row in range(len(table.rows)))
        for place in range(len(table.columns))
    ]
    headings: list[str] = [table.corner]
    for column, is_share in zip(table.columns, shares, strict=True):
        headings += [column.key, f"{column.key} of"] if is_share else [column.key]
    rows: list[list[Any]] = [headings]
    for number, row in enumerate(table.rows):
        cells: list[Any] = [row.key]
        for place, is_share in enumerate(shares):
            cells.append(table.count(number, place))
            cells += [table.wholes.get((number, place), 0)] if is_share else []
        rows.append(cells)
    yield from separated(rows)


def _json(catalog: Catalog, table: CountTable, query: str, ascii_only: bool) -> Iterator[str]:
    """Yield rows, columns, and each cell with its query; a cell without a model is left out."""
    cells = [
        {
            "row": table.rows[row].key, "column": table.columns[column].key, "count": table.count(row, column),
            "of": table.wholes.get((row, column)), "framed": (row, column) in table.frames,
            "query": joined_query(query, table.clauses(row, column)),
        }
        for row in range(len(table.rows))
        for column in range(len(table.columns))
        if table.count(row, column) or (row, column) in table.wholes
    ]  # fmt: skip
    yield indented(
        {
            "form": FORM, "catalog": catalog_as_json(catalog), "query": query or None, "title": table.title,
            "rows": [{"key": row.key, "label": row.label, "total": row.is_total} for row in table.rows],
            "columns": [{"key": each.key, "label": each.name, "total": each.is_total} for each in table.columns],
            "cells": cells, "notes": list(table.notes),
        }
    )  # fmt: skip


_Write = Callable[[Catalog, CountTable, str, bool], Iterator[str]]
FORMATS: dict[str, tuple[_Write, str, str]] = {
    "table": (_table, ".txt", "columns of text for readers"),
    "json": (_json, ".json", "one JSON document with a query for each cell"),
    "csv": (_csv, ".csv", "numbers separated by commas"),
    "markdown": (_markdown, ".md", "a table in Markdown"),
    "text": (_text, ".text", "a sentence for each row, for readers by ear"),
}
"""What writes each format, what a file in it ends with, and what that is."""


def lines(
    form: str, catalog: Catalog, table: CountTable, query: str = "", ascii_only: bool = False
) -> Iterator[str]:
    """Yield a table of what meets a query in the format of a name; raises KeyError where there is none."""
    return FORMATS[form][0](catalog, table, query, ascii_only)


def told_cells(table: CountTable) -> str:
    """Return in few words how large a table is."""
    return f"{count_of(len(table.rows), 'row')}, {count_of(len(table.columns), 'column')}"
