"""Tables of counts on standard output, and the option that says in which format."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any

import click

from genai_tui.cli import output
from genai_tui.cli.options import ascii_only, the_catalog
from genai_tui.cli.query_commands import close, wanted
from genai_tui.view.table_view import TableView

_Command = Callable[..., Any]
FORMATS = ("table", "json", "csv", "markdown", "text")


def table_format_option(command: _Command) -> _Command:
    """Add `--format` with the formats of tables of counts."""
    return click.option(
        "-f", "--format", "form", type=click.Choice(FORMATS), default="table", show_default=True,
        help="What to print; text are sentences, for readers by ear.",
    )(command)  # fmt: skip


def print_table(view: TableView, form: str, query: tuple[str, ...]) -> None:
    """Print the table of a view of the models that meet a query; leaves with 1 where there is none."""
    # Imported here: with the command that prints one.
    from genai_tui.storage.exporters.count_tables import lines

    catalog, clean = the_catalog()
    models = wanted(catalog, query)
    if models:
        table = view.table(catalog, models)
        asked = "" if query[:1] == ("-",) else " ".join(query)
        for line in lines(form, catalog, table, asked, ascii_only(sys.stdout)):
            click.echo(output.spelled_out(form, line))
    close(len(models), None, clean)
