"""The subcommand `compare`: two to eight models, or organizations, side by side."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

import click

from genai_tui.catalog.attributes import Attribute
from genai_tui.catalog.model import Catalog, Model, Organization
from genai_tui.cli import output
from genai_tui.cli.console import tell
from genai_tui.cli.exit_status import ExitStatus, leave
from genai_tui.cli.layout import RecordKind, fields_called, layout_options, room
from genai_tui.cli.options import as_of_option, catalog_option, form_option, setting, the_catalog
from genai_tui.cli.record_argument import record_named
from genai_tui.storage.exporters.comparisons import below, data, grid, markdown, sentences

if TYPE_CHECKING:
    from genai_tui.catalog.comparison import Cell, Comparison, Row


@click.command()
@catalog_option
@as_of_option
@form_option(
    "table", "markdown", "json", "text", told="What to print; text is sentences, for screen readers."
)
@layout_options("model", "organization")
@click.option("--all", "every", is_flag=True, help="Print all rows, also those in which nothing differs.")
@click.option("--transpose", is_flag=True, help="A row for each record instead of a column.")
@click.argument("record", nargs=-1)
def compare(form: str, every: bool, transpose: bool, record: tuple[str, ...]) -> None:
    """Compare 2 to 8 models, or organizations, each by id, name or alias: put a name of several words in quotes.

    A single `-` reads ids from standard input, one a line.

    Only what differs is printed. A dot means not known, ~ estimated, ! disputed between sources. Footnotes give the
    other values, and say which values cannot be compared. Nothing is called the best.
    """
    from genai_tui.catalog.comparison import NotComparable, comparable, compared

    piped = record == ("-",)
    if not piped:
        _may_be_compared(len(record))
    catalog, clean = the_catalog()
    if piped:
        from genai_tui.cli.query_commands import records_on_input  # imported here: names need no query

        records = tuple(
            records_on_input(lambda id_: catalog.model(id_) or catalog.organization(id_), "record")
        )
        _may_be_compared(len(records))
    else:
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
    leave(clean=clean)


def _may_be_compared(number: int) -> None:
    """Leave with status 2 where so many records are not compared."""
    from genai_tui.catalog.comparison import LEAST, MOST

    if not LEAST <= number <= MOST:
        tell(f"compare takes {LEAST} to {MOST} records, and not {number}")
        raise click.exceptions.Exit(ExitStatus.USAGE)


def _rows_asked(records: Sequence[Model | Organization]) -> tuple[Attribute, ...]:
    """Return the attributes that `--fields` names; leaves with status 2 where one has no row."""
    asked = setting("fields", ())
    if not asked:
        return ()
    from genai_tui.catalog.comparison import attributes_of, comparable

    kind: RecordKind = "model" if isinstance(records[0], Model) else "organization"
    rows = attributes_of(comparable(records)).rows
    names = [field.name for field in fields_called(kind, asked)]
    if lacking := next((name for name in names if name not in rows), None):
        raise click.UsageError(
            f"compare has rows of what `list` filters by, and none of {lacking}; show --fields has"
        )
    return tuple(rows[name] for name in names)


def _table(catalog: Catalog, comparison: Comparison, transpose: bool) -> Iterator[str]:
    from genai_tui.storage.exporters.text_table import laid_out

    def whole(row: Row, cell: Cell) -> str:
        values = cell.values if row.attribute.several else cell.values[:1]
        told = "; ".join(row.attribute.label(catalog, value) for value in values)
        return f"{told}{cell.marks}" if told else cell.text

    columns, tabs = room()
    rows = grid(comparison, transpose, whole) if tabs else grid(comparison, transpose)
    yield from laid_out(rows[setting("no_header", False) :], (), tabs, columns)
    told_below = tuple(below(comparison))
    if tabs:  # a pipe takes rows alone
        for line in told_below:
            tell(line)
    elif told_below:
        yield from ("", *told_below)


def _json(catalog: Catalog, comparison: Comparison, transpose: bool) -> Iterator[str]:
    from genai_tui.storage.exporters.json_form import FORM, catalog_as_json  # imported here: with JSON

    yield output.json({"form": FORM, "catalog": catalog_as_json(catalog), **data(comparison, transpose)})


_Form = Callable[["Catalog", "Comparison", bool], Iterator[str]]
_FORMS: dict[str, _Form] = {"table": _table, "markdown": markdown, "json": _json, "text": sentences}
"""What writes the lines of each format."""

ALL = (compare,)
