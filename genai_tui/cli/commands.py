"""The subcommands, each a few lines: read what was asked, let the core answer, print."""

from __future__ import annotations

import os
import sys

import click

from genai_tui.catalog.opening import open_catalogs, shipped_names
from genai_tui.catalog.text import safe_line
from genai_tui.cli import formats
from genai_tui.cli.cards import card_of
from genai_tui.cli.finding import meant
from genai_tui.cli.options import catalog_names, catalog_option, format_option, setting, the_catalog
from genai_tui.cli.telling import tell_problems


@click.command()
@catalog_option
@format_option
@click.argument("name", nargs=-1, required=True)
def show(form: str, name: tuple[str, ...]) -> None:
    """Show everything known of one model, by id, name, alias or something near."""
    catalog, clean = the_catalog()
    model = meant(catalog, " ".join(name))
    lines = card_of(catalog, model) if form == "table" else formats.models_in(form, catalog, (model,))
    for line in lines:
        click.echo(line)
    if not clean:
        raise click.exceptions.Exit(1)


_FILE_KINDS = ("catalog", "model", "organizations", "relations", "overlay", "overlay-organizations")


@click.command()
@click.argument("kind", type=click.Choice(_FILE_KINDS), required=False)
def schema(kind: str | None) -> None:
    """Print the JSON Schema of one KIND of file, or of all of them under their names.

    overlay is a model's file in a folder of own records, overlay-organizations the list of organizations there.
    """
    from genai_tui.catalog.schema import KINDS
    from genai_tui.catalog.schema import schema as schema_of

    click.echo(formats.json(schema_of(kind) if kind else {known: schema_of(known) for known in KINDS}))


@click.command()
@click.option("--clear-cache", is_flag=True, help="Remove the compiled catalogs.")
@catalog_option
def doctor(clear_cache: bool) -> None:
    """Say what the program finds on this machine: versions, terminal, folders, catalogs."""
    from importlib.metadata import version

    from genai_tui.catalog import cache
    from genai_tui.catalog.opening import shipped_folder

    if clear_cache:
        click.echo(f"compiled catalogs removed: {cache.clear(cache.cache_folder())}")
        return
    names = ("genai-tui", "textual", "msgspec", "pyyaml", "rapidfuzz", "networkx", "click")
    for name in names:
        click.echo(f"{name:<14}{version(name)}")
    click.echo(f"{'python':<14}{sys.version.split()[0]}")
    for name in ("TERM", "COLORTERM", "NO_COLOR", "LANG", "LC_ALL", "TMUX", "STY", "SSH_CONNECTION"):
        click.echo(f"{name:<15}{safe_line(os.environ.get(name, '')) or '·'}")
    columns, rows = os.get_terminal_size() if sys.stdout.isatty() else (0, 0)
    click.echo(f"{'size':<14}{f'{columns}x{rows}' if columns else 'no terminal'}")
    click.echo(f"{'catalogs':<14}{', '.join(shipped_names())} in {shipped_folder()}")
    click.echo(f"{'cache':<14}{cache.cache_folder()}")
    catalog, problems = open_catalogs(catalog_names(), setting("overlay", ()))
    click.echo(f"{'catalog':<14}{safe_line(catalog.head.title)}, data {catalog.head.version} of "
               f"{catalog.head.date}, {len(problems)} problems")  # fmt: skip
    tell_problems(problems)


ALL = (show, schema, doctor)
