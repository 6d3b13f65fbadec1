"""The subcommands `show`, `schema` and `help`."""

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
from genai_tui.cli.show import card_of


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


_FILE_KINDS = ("catalog", "model", "organizations", "relations", "overlay", "overlay-organizations")


@click.command()
@click.argument("kind", type=click.Choice((*_FILE_KINDS, "output")), required=False)
def schema(kind: str | None) -> None:
    """Print the JSON Schema of one KIND of file, or of all kinds by name.

    output is what commands print with `--format json` and jsonl; overlay is a model's file in a folder of your own records, overlay-organizations the list of organizations there.
    """
    if kind == "output":
        from genai_tui.storage.exporters.output_schema import output_schema

        click.echo(output.json(output_schema()))
        return
    from genai_tui.storage.json_schema import KINDS
    from genai_tui.storage.json_schema import schema as schema_of

    click.echo(output.json(schema_of(kind) if kind else {known: schema_of(known) for known in KINDS}))


@click.command("help")
@click.argument("command", metavar="[COMMAND|TOPIC]", required=False)
def help_on(command: str | None) -> None:
    """Show help for the program or for one COMMAND, or print the document on a TOPIC, such as queries or json."""
    from genai_tui.cli.command_names import leave_for, near_commands
    from genai_tui.cli.help_topics import topic_lines, topic_list, topic_names

    context = click.get_current_context()
    whole = context.find_root()
    door = whole.command
    assert isinstance(door, click.Group)
    if command is None:
        click.echo("\n".join((door.get_help(whole), "", "Topics of genai-tui help:", *topic_list())))
        return
    named = door.get_command(whole, command)
    if named is None and command in topic_names():
        for line in topic_lines(command):
            click.echo(line)
        return
    if named is None:
        leave_for(command, near_commands(command, (*door.list_commands(whole), *topic_names())))
    click.echo(named.get_help(click.Context(named, parent=whole, info_name=command)))


ALL = (show, schema, help_on)
