"""Comparisons in all formats: the table of Markdown and CSV, sentences, and plain data for JSON."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from genai_tui.catalog import comparison_text
from genai_tui.catalog.attributes import UNKNOWN
from genai_tui.catalog.comparison import Cell, Comparison, Row
from genai_tui.catalog.model import Catalog, Organization
from genai_tui.storage.exporters.json_document import indented
from genai_tui.storage.exporters.markdown_table import escaped, table_lines
from genai_tui.storage.exporters.separated_values import separated


def grid(
    comparison: Comparison, transpose: bool, text: Callable[[Row, Cell], str] = lambda row, cell: cell.text
) -> list[tuple[str, ...]]:
    """Return the headings and rows of a table, with what `text` says of each cell."""
    rows = [
        ("", *comparison.names),
        *((comparison.label(row), *(text(row, cell) for cell in row.cells)) for row in comparison.rows),
    ]
    return list(zip(*rows, strict=True)) if transpose else rows


def below(comparison: Comparison) -> Iterator[str]:
    """Yield what stands below a table: the footnotes, and which rows were left out."""
    yield from comparison.footnote_lines()
    if told := comparison.left_out():
        yield told


def markdown(catalog: Catalog, comparison: Comparison, transpose: bool) -> Iterator[str]:
    """Yield a table in Markdown, with the footnotes below."""
    headings, *rows = grid(comparison, transpose)
    yield from table_lines(tuple(map(escaped, headings)), rows)
    for line in below(comparison):
        yield ""
        yield escaped(line)


def sentences(catalog: Catalog, comparison: Comparison, transpose: bool) -> Iterator[str]:
    """Yield a sentence for each row, or one text for each record, for readers by ear."""
    told = comparison_text.record_sentences if transpose else comparison_text.sentences
    yield from told(catalog, comparison)


def values(catalog: Catalog, comparison: Comparison, transpose: bool) -> Iterator[str]:
    """Yield rows of CSV, all values of a cell in it."""

    def whole(row: Row, cell: Cell) -> str:
        told = "; ".join(row.attribute.label(catalog, value) for value in cell.values)
        return f"{told}{cell.marks}" if told else ("" if cell.text == UNKNOWN else cell.text)

    return separated(grid(comparison, transpose, whole))


def data(comparison: Comparison, transpose: bool) -> dict[str, Any]:
    """Return rows with a cell for each record, or records with a cell for each row, as plain data."""
    names = [{"id": each.id, "name": each.name} for each in comparison.records]
    rows = [{"field": row.attribute.name, "title": row.title} for row in comparison.rows]
    cells = [[_cell(cell.text, cell.values, cell.marks) for cell in row.cells] for row in comparison.rows]
    about = [{"differs": row.differs, "notes": list(row.notes)} for row in comparison.rows]
    kind = "organization" if isinstance(comparison.records[0], Organization) else "model"
    if transpose:
        fields = [row["field"] for row in rows]
        turned = [
            {**name, "cells": {field: each[place] for field, each in zip(fields, cells, strict=True)}}
            for place, name in enumerate(names)
        ]
        body: dict[str, Any] = {
            "records": turned, "rows": [{**row, **more} for row, more in zip(rows, about, strict=True)],
        }  # fmt: skip
    else:
        body = {
            "records": names,
            "rows": [
                {**row, "cells": each, **more} for row, each, more in zip(rows, cells, about, strict=True)
            ],
        }
    return {"kind": kind, **body, "same": list(comparison.same)}


def _cell(text: str, values: tuple[Any, ...], marks: str) -> dict[str, Any]:
    shown = None if text == UNKNOWN else text
    return {"text": shown, "values": list(values), "estimated": "~" in marks, "disputed": "!" in marks}


def document(catalog: Catalog, comparison: Comparison, transpose: bool) -> Iterator[str]:
    """Yield the data as JSON."""
    yield indented(data(comparison, transpose))


ENDINGS: dict[str, tuple[Callable[[Catalog, Comparison, bool], Iterator[str]], str]] = {
    "txt": (sentences, "sentences, for readers by ear"), "md": (markdown, "a table in Markdown, with footnotes"),
    "csv": (values, "a table of values"), "json": (document, "all that is known of each cell"),
}  # fmt: skip
"""By the ending of a file, what writes it and what it is."""
