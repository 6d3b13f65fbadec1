"""The subcommand `compare`: two to eight models, or organizations, side by side."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

import click

from genai_tui.catalog.attributes import UNKNOWN, Attribute
from genai_tui.catalog.model import Catalog, Model, Organization
from genai_tui.cli import output
from genai_tui.cli.console import tell
from genai_tui.cli.exit_status import ExitStatus
from genai_tui.cli.layout import RecordKind, fields_called, layout_options, room
from genai_tui.cli.options import as_of_option, catalog_option, setting, the_catalog
from genai_tui.cli.record_argument import record_named

if TYPE_CHECKING:
    from genai_tui.catalog.comparison import Cell, Comparison, Row


@click.command()
@catalog_option
@as_of_option
@click.option("-f", "--format", "form", type=click.Choice(("table", "markdown", "json", "text")), default="table",
              show_default=True, help="What to print; text are sentences, for readers by ear.")  # fmt: skip
@layout_options("model", "organization")
@click.option("--all", "every", is_flag=True, help="Print the rows in which nothing differs, too.")
@click.option("--transpose", is_flag=True, help="A row for each record instead of a column.")
@click.argument("record", nargs=-1)
def compare(form: str, every: bool, transpose: bool, record: tuple[str, ...]) -> None:
    """Compare 2 to 8 models, or organizations, each by id, name or alias: put a name of several words in quotes.

    Only what differs is printed. A dot stands for what is not known, ~ for an estimate, ! for what sources differ about.
    Footnotes name the rival values, and say which values are not of one kind. Nothing is called the best.
    """
    from genai_tui.catalog.comparison import LEAST, MOST, NotComparable, comparable, compared

    if not LEAST <= len(record) <= MOST:
        tell(f"compare takes {LEAST} to {MOST} records, and not {len(record)}")
        raise click.exceptions.Exit(ExitStatus.USAGE)
    catalog, clean = the_catalog()
    records = tuple(record_named(catalog, name) for name in record)
    try:
        if isinstance(comparable(records)[0], Organization):
            from genai_tui.graph.standings import (
                measure_organizations,
            )  # imported here: networkx takes its time

            measure_organizations(catalog)
        comparison = compared(catalog, records, every, _rows_asked(records))
    except NotComparable as problem:
        tell(str(problem))
        raise click.exceptions.Exit(ExitStatus.USAGE) from None
    for line in _FORMS[form](catalog, comparison, transpose):
        click.echo(line)
    if not clean:
        raise click.exceptions.Exit(1)


def _rows_asked(records: Sequence[Model | Organization]) -> tuple[Attribute, ...]:
    """Return the attributes that `--fields` names; leaves with status 2 where one has no row."""
    from genai_tui.catalog.comparison import attributes_of, comparable

    kind: RecordKind = "model" if isinstance(records[0], Model) else "organization"
    rows = attributes_of(comparable(records)).rows
    names = [field.name for field in fields_called(kind, setting("fields", ()))]
    if lacking := next((name for name in names if name not in rows), None):
        raise click.UsageError(
            f"compare has rows of what `list` filters by, and none of {lacking}; show --fields has"
        )
    return tuple(rows[name] for name in names)


def _grid(
    comparison: Comparison, transpose: bool, text: Callable[[Row, Cell], str] = lambda row, cell: cell.text
) -> list[tuple[str, ...]]:
    """Return the headings and rows of a table, with what `text` says of each cell."""
    rows = [
        ("", *comparison.names),
        *((comparison.label(row), *(text(row, cell) for cell in row.cells)) for row in comparison.rows),
    ]
    return list(zip(*rows, strict=True)) if transpose else rows


def _below(comparison: Comparison) -> Iterator[str]:
    yield from comparison.footnote_lines()
    if told := comparison.left_out():
        yield told


def _table(catalog: Catalog, comparison: Comparison, transpose: bool) -> Iterator[str]:
    from genai_tui.storage.exporters.text_table import laid_out

    def whole(row: Row, cell: Cell) -> str:
        values = cell.values if row.attribute.several else cell.values[:1]
        told = "; ".join(row.attribute.label(catalog, value) for value in values)
        return f"{told}{cell.marks}" if told else cell.text

    columns, tabs = room()
    grid = _grid(comparison, transpose, whole) if tabs else _grid(comparison, transpose)
    yield from laid_out(grid[setting("no_header", False) :], (), tabs, columns)
    below = tuple(_below(comparison))
    if tabs:  # a pipe takes rows alone
        for line in below:
            tell(line)
    elif below:
        yield from ("", *below)


def _markdown(catalog: Catalog, comparison: Comparison, transpose: bool) -> Iterator[str]:
    from genai_tui.storage.exporters.markdown_table import escaped, table_lines

    headings, *rows = _grid(comparison, transpose)
    yield from table_lines(tuple(map(escaped, headings)), rows)
    for line in _below(comparison):
        yield ""
        yield escaped(line)


def _text(catalog: Catalog, comparison: Comparison, transpose: bool) -> Iterator[str]:
    from genai_tui.catalog.comparison_text import record_sentences, sentences

    yield from (record_sentences if transpose else sentences)(catalog, comparison)


def _json(catalog: Catalog, comparison: Comparison, transpose: bool) -> Iterator[str]:
    """Yield rows with a cell for each record, or records with a cell for each row."""
    names = [{"id": each.id, "name": each.name} for each in comparison.records]
    rows = [{"field": row.attribute.name, "title": row.attribute.title} for row in comparison.rows]
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
    yield output.json({"kind": kind, **body, "same": list(comparison.same)})


def _cell(text: str, values: tuple[Any, ...], marks: str) -> dict[str, Any]:
    shown = None if text == UNKNOWN else text
    return {"text": shown, "values": list(values), "estimated": "~" in marks, "disputed": "!" in marks}


_Form = Callable[["Catalog", "Comparison", bool], Iterator[str]]
_FORMS: dict[str, _Form] = {"table": _table, "markdown": _markdown, "json": _json, "text": _text}
"""What writes the lines of each format."""

ALL = (compare,)
