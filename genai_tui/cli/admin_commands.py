"""The subcommands `show`, `schema`, `doctor` and `help`."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from genai_tui.catalog.cells import count_of
from genai_tui.catalog.encoding import carries_signs
from genai_tui.catalog.model import Organization
from genai_tui.catalog.sanitize import safe_line
from genai_tui.cli import output
from genai_tui.cli.catalog_line import VARIABLE
from genai_tui.cli.exit_status import leave
from genai_tui.cli.layout import layout_options
from genai_tui.cli.options import (
    as_of_option,
    catalog_option,
    format_option,
    setting,
    the_catalog,
    the_catalog_and_problems,
)
from genai_tui.cli.record_argument import records_named
from genai_tui.cli.show import card_of
from genai_tui.cli.streams import carried_by
from genai_tui.storage.loader import shipped_names


@click.command()
@catalog_option
@as_of_option
@format_option
@layout_options("model", "organization")
@click.argument("name", nargs=-1, required=True)
def show(form: str, name: tuple[str, ...]) -> None:
    """Show everything known of models or organizations, each by id, name or alias.

    Words that name a record together need no quotes. A single `-` reads ids from standard input, one a line. Case, accents
    and separators do not matter. In a terminal, and without --format, a name that is clearly near will do; a name that is
    only the beginning of others lists those.
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
    """Print the JSON Schema of one KIND of file, or of all of them under their names.

    output is what commands print with `--format json` and jsonl; overlay is a model's file in a folder of own records, overlay-organizations the list of organizations there.
    """
    if kind == "output":
        from genai_tui.storage.exporters.output_schema import output_schema

        click.echo(output.json(output_schema()))
        return
    from genai_tui.storage.json_schema import KINDS
    from genai_tui.storage.json_schema import schema as schema_of

    click.echo(output.json(schema_of(kind) if kind else {known: schema_of(known) for known in KINDS}))


@click.command()
@click.option("--clear-cache", is_flag=True, help="Remove the compiled catalogs.")
@catalog_option
def doctor(clear_cache: bool) -> None:
    """Say what the program finds on this machine: versions, terminal, folders, catalogs."""
    from importlib.metadata import version

    from genai_tui.storage import cache
    from genai_tui.storage.files import Refused, shipped_folder
    from genai_tui.storage.memory.memory import Memory
    from genai_tui.storage.settings.settings_file import settings_path

    try:
        kept: Path | None = cache.cache_folder()
    except Refused as refused:
        kept, no_cache = None, str(refused)
    if clear_cache:
        click.echo(f"compiled catalogs removed: {cache.clear(kept) if kept else 0}")
        return
    names = ("genai-tui", "textual", "msgspec", "pyyaml", "rapidfuzz", "networkx", "click")
    for name in names:
        click.echo(f"{name:<14}{version(name)}")
    click.echo(f"{'python':<14}{sys.version.split()[0]}")
    for name in (
        VARIABLE,
        "TERM",
        "COLORTERM",
        "NO_COLOR",
        "LANG",
        "LC_ALL",
        "LC_CTYPE",
        "TMUX",
        "STY",
        "SSH_CONNECTION",
    ):
        click.echo(f"{name:<18}{safe_line(os.environ.get(name, '')) or '·'}")
    signs = "" if carries_signs(encoding := carried_by(sys.stdout)) else ", so signs are of ASCII"
    click.echo(f"{'encoding':<14}{encoding}{signs}")
    columns, rows = os.get_terminal_size() if sys.stdout.isatty() else (0, 0)
    click.echo(f"{'size':<14}{f'{columns}x{rows}' if columns else 'no terminal'}")
    click.echo(f"{'catalogs':<14}{', '.join(shipped_names())} in {shipped_folder()}")
    click.echo(f"{'cache':<14}{kept or f'none: {no_cache}'}")
    try:
        click.echo(f"{'memory':<14}{Memory().folder}")
        click.echo(f"{'settings':<14}{settings_path()}")
    except Refused as refused:
        click.echo(f"{'memory':<14}none: {refused}")
    catalog, problems = the_catalog_and_problems()
    click.echo(f"{'catalog':<14}{safe_line(catalog.head.title)}, data {catalog.head.version} of "
               f"{catalog.head.date}, {count_of(len(problems), 'problem')}")  # fmt: skip


@click.command("help")
@click.argument("command", metavar="[COMMAND|TOPIC]", required=False)
def help_on(command: str | None) -> None:
    """Say what the program does, what one COMMAND does, or print the document on a TOPIC, such as queries or json."""
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


ALL = (show, schema, doctor, help_on)
