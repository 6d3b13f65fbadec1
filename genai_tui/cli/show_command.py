"""The subcommand `show`: everything known of records that are named."""

from __future__ import annotations

import click

from genai_tui.catalog.model import Organization
from genai_tui.cli import output
from genai_tui.cli.exit_status import leave
from genai_tui.cli.layout import layout_options
from genai_tui.cli.options import (
    as_of_option,
    catalog_option,
    format_option,
    setting,
    the_catalog,
)
from genai_tui.cli.record_argument import records_named
from genai_tui.cli.record_text import card_of


@click.command()
@catalog_option
@as_of_option
@format_option
@layout_options("model", "organization")
@click.argument("name", nargs=-1, required=True)
def show(form: str, name: tuple[str, ...]) -> None:
    """Show everything known of models or organizations, each by id, name or alias.

    Words that name a record together need no quotes. A single `-` reads ids from standard input, one a line. Case, accents
    and separators do not matter. In a terminal, without --format, a clearly similar name is accepted; the beginning
    of several names lists them.
    """
    catalog, clean = the_catalog()
    if name == ("-",):
        from genai_tui.cli.query_commands import records_on_input  # imported here: names need no query

        records = tuple(
            records_on_input(lambda id_: catalog.model(id_) or catalog.organization(id_), "record")
        )
    else:
        records = records_named(catalog, name)
    pages = not setting("fields")
    if pages and form == "table":
        for number, record in enumerate(records):
            click.echo("\n".join(("", *card_of(catalog, record, setting("width")))[0 if number else 1 :]))
        leave(records, clean)
        return
    models = tuple(each for each in records if not isinstance(each, Organization))
    organizations = tuple(each for each in records if isinstance(each, Organization))
    if models and organizations:
        raise click.UsageError(
            "models and organizations have other fields: print them apart, or without --format"
        )
    lines = (
        output.organizations_in(form, catalog, organizations)
        if organizations
        else output.models_in(form, catalog, models)
    )
    for line in lines:
        click.echo(line)
    leave(records, clean)


ALL = (show,)
