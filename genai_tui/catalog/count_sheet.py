"""The sheet of a table of counts: what it holds as lines for readers, sentences, cells of text, numbers and plain data."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from msgspec import Struct

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


class CountSheet(Struct, frozen=True):
    """A table of counts of the models that meet a query, to be written in any format."""

    table: CountTable
    query: str = ""

    @property
    def noun(self) -> str:
        """What it is called."""
        return "table"

    @property
    def told(self) -> str:
        """How large it is, in few words."""
        return f"{count_of(len(self.table.rows), 'row')}, {count_of(len(self.table.columns), 'column')}"

    @property
    def notes(self) -> tuple[str, ...]:
        """What has to be known to read it."""
        return (self.table.title, *self.table.notes)

    def picture(self, ascii_only: bool) -> Iterator[str]:
        """Yield the table as it stands on screen, whole."""
        table = self.table
        yield from (table.title, "")
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

    def sentences(self) -> Iterator[str]:
        """Yield a sentence for each row, with the cells that have a model."""
        table = self.table
        yield f"{table.title}."
        for number, row in enumerate(table.rows):
            told = [
                f"{column.name} {self._said(number, place)}"
                for place, column in enumerate(table.columns)
                if table.count(number, place) or table.wholes.get((number, place))
            ]
            yield f"{row.label}: {', '.join(told) if told else 'none'}."
        yield from table.notes

    def _said(self, row: int, column: int) -> str:
        whole = self.table.wholes.get((row, column))
        of = f" of {whole}" if whole else ""
        slot = " (slot)" if (row, column) in self.table.frames else ""
        return f"{self.table.count(row, column)}{of}{slot}"

    def texts(self) -> Iterator[tuple[str, ...]]:
        """Yield headings and rows of a table of texts."""
        table = self.table
        yield (table.corner, *(each.name for each in table.columns))
        for number, row in enumerate(table.rows):
            yield (row.label, *(self._framed(number, place) for place in range(len(table.columns))))

    def _framed(self, row: int, column: int) -> str:
        frame = self.table.frame(row, column).strip()
        text = self.table.text(row, column)
        return f"{frame[0]}{text}{frame[1]}" if frame else text

    def values(self) -> Iterator[tuple[Any, ...]]:
        """Yield keys and numbers alone; what is a share has the number that it is of beside it."""
        table = self.table
        places = {column for _, column in table.wholes}
        keys: list[Any] = [table.corner]
        for place, column in enumerate(table.columns):
            keys += [column.key, f"{column.key} of"] if place in places else [column.key]
        yield tuple(keys)
        for number, row in enumerate(table.rows):
            cells: list[Any] = [row.key]
            for place in range(len(table.columns)):
                cells.append(table.count(number, place))
                cells += [table.wholes.get((number, place), 0)] if place in places else []
            yield tuple(cells)

    def data(self) -> dict[str, Any]:
        """Return rows, columns, and each cell with its query; a cell without a model is left out."""
        table = self.table
        cells = [
            {
                "row": table.rows[row].key, "column": table.columns[column].key, "count": table.count(row, column),
                "of": table.wholes.get((row, column)), "framed": (row, column) in table.frames,
                "query": joined_query(self.query, table.clauses(row, column)),
            }
            for row in range(len(table.rows))
            for column in range(len(table.columns))
            if table.count(row, column) or (row, column) in table.wholes
        ]  # fmt: skip
        return {
            "query": self.query or None, "title": table.title,
            "rows": [{"key": row.key, "label": row.label, "total": row.is_total} for row in table.rows],
            "columns": [{"key": each.key, "label": each.name, "total": each.is_total} for each in table.columns],
            "cells": cells, "notes": list(table.notes),
        }  # fmt: skip
