"""Tables of counts and plots on standard output, and the option that says in which format."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import click

from genai_tui.catalog.model import Catalog, Model
from genai_tui.cli import output
from genai_tui.cli.options import ascii_only, form_option, the_catalog
from genai_tui.cli.query_commands import close, wanted

if TYPE_CHECKING:
    from genai_tui.storage.exporters.sheets import Sheet
    from genai_tui.view.table_view import TableView

_Command = Callable[..., Any]
FORMATS = ("table", "json", "csv", "markdown", "text")


def sheet_format_option(command: _Command) -> _Command:
    """Add `--format` with the formats of tables of counts and plots."""
    return form_option(*FORMATS, told="What to print; text is sentences, for screen readers.")(command)


def print_table(view: TableView, form: str, query: tuple[str, ...]) -> None:
    """Print the table of a view of the models that meet a query; leaves with 1 where there is none."""
    from genai_tui.catalog.count_sheet import CountSheet  # imported here: with the command that prints one

    print_sheet(lambda catalog, models, asked: CountSheet(view.table(catalog, models), asked), form, query)


def print_sheet(
    make: Callable[[Catalog, tuple[Model, ...], str], Sheet], form: str, query: tuple[str, ...]
) -> None:
    """Print what is made of the models that meet a query; leaves with 1 where there is none."""
    from genai_tui.storage.exporters.sheets import lines  # imported here: as above

    catalog, clean = the_catalog()
    models = tuple(wanted(catalog, query))
    if models:
        sheet = make(catalog, models, "" if query[:1] == ("-",) else " ".join(query))
        for line in lines(form, catalog, sheet, ascii_only(sys.stdout)):
            click.echo(output.spelled_out(form, line))
    close(len(models), None, clean)
