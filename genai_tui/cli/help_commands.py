"""The subcommands `help` and `schema`: what the program does, and what its files and documents hold."""

from __future__ import annotations

import click

from genai_tui.cli import output

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


ALL = (schema, help_on)
