"""The subcommands, each a few lines: read what was asked, let the core answer, print."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Iterator
from pathlib import Path

import click

from genai_tui.catalog.model import Catalog, Model
from genai_tui.catalog.opening import DEFAULT, locate, open_catalog, shipped_names
from genai_tui.catalog.problems import CatalogError
from genai_tui.catalog.text import safe_line
from genai_tui.cli import formats
from genai_tui.cli.finding import meant
from genai_tui.cli.options import catalog_option, format_option, look_options, opened, setting, the_catalog
from genai_tui.cli.telling import tell, tell_problems


@click.command(hidden=True)
@catalog_option
@look_options
@click.argument("words", nargs=-1, metavar="[MODEL]")
def explore(words: tuple[str, ...] = ()) -> None:
    """Open the explorer, at a model if one is named."""
    catalog, clean = the_catalog()
    if not clean and not setting("partial"):
        tell(f"{len(catalog)} models are good; --partial opens them")
        raise click.exceptions.Exit(1)
    model = meant(catalog, " ".join(words)) if words else None
    streams = (sys.stdin, sys.stdout, sys.stderr)  # textual draws on standard error
    if not all(stream.isatty() for stream in streams) or os.environ.get("TERM") in ("dumb", None, ""):
        _summary(catalog, model)
        return
    # Starting makes very many objects and no garbage: the collector takes an eighth of the time to the first
    # frame. The app turns it on again once that stands.
    gc.disable()
    # Imported here: nothing but the explorer needs textual.
    from genai_tui.tui.app import run
    from genai_tui.tui.memory import Memory

    memory = Memory()
    name = setting("catalog", DEFAULT)
    while True:
        memory.remember_catalog(str(Path(name).resolve()) if Path(name).exists() else name)
        status, wanted = run(
            catalog,
            model.id if model else None,
            theme=setting("theme", "dark"),
            ascii_only=bool(setting("ascii")),
        )
        if wanted is None:
            break
        try:
            catalog, _ = opened(wanted)
            name, model = wanted, None
        except KeyboardInterrupt:
            tell("stopped; back to the catalog that stood")
        except CatalogError as error:
            # The one that stood is still good: back to it, after a look at what is wrong with the other.
            tell_problems(error.problems)
            click.pause("Press any key to go back.", err=True)
    if status:
        raise click.exceptions.Exit(status)


def _summary(catalog: Catalog, model: Model | None) -> None:
    """Say what the explorer would show, for readers without a terminal."""
    if model:
        for line in _card(catalog, model):
            click.echo(line)
        return
    head = catalog.head
    click.echo(f"{head.title} · {len(catalog)} models · {len(catalog.organizations)} organizations")
    click.echo(f"data {head.version} of {head.date}")
    for category in catalog.categories:
        count = sum(model.category == category.id for model in catalog)
        click.echo(f"{count:>6}  {category.label.en}")
    click.echo("No terminal here, so no explorer. Try: genai-tui list, genai-tui show NAME, genai-tui --help")


def _card(catalog: Catalog, model: Model) -> Iterator[str]:
    # Imported here: only `show` and the summary tell everything, and must not make `list` wait.
    from genai_tui.catalog.card import model_card
    from genai_tui.cli.cards import card_lines

    return card_lines(f"{model.name} ({model.id})", model_card(catalog, model))


@click.command()
@catalog_option
@format_option
@click.argument("name", nargs=-1, required=True)
def show(form: str, name: tuple[str, ...]) -> None:
    """Show everything known of one model, by id, name, alias or something near."""
    catalog, clean = the_catalog()
    model = meant(catalog, " ".join(name))
    lines = _card(catalog, model) if form == "table" else formats.models_in(form, catalog, (model,))
    for line in lines:
        click.echo(line)
    if not clean:
        raise click.exceptions.Exit(1)


@click.command()
@click.argument("path", required=False)
@catalog_option
def validate(path: str | None) -> None:
    """Check a catalog's folder and print every problem as file:line:column: field: what is wrong.

    With --overlay the folders laid over the catalog are checked as well.
    """
    # Imported here: checking needs pyyaml, which the other commands can do without.
    from genai_tui.catalog.validation import load_folder

    if overlays := setting("overlay", ()):
        catalog: Catalog | None
        catalog, problems = open_catalog(path or setting("catalog", DEFAULT), overlays=overlays)
    else:
        catalog, problems = load_folder(Path(path) if path else locate(setting("catalog", DEFAULT)))
    for problem in problems:
        click.echo(safe_line(str(problem)))
    if catalog is None:
        tell("not usable: catalog.yaml has to be right before the rest can be read")
    else:
        counts = (f"{len(catalog)} models, {len(catalog.organizations)} organizations, "
                  f"{len(catalog.relations)} relations")  # fmt: skip
        tell(f"{len(problems)} {'problem' if len(problems) == 1 else 'problems'}; good: {counts}")
    if problems:
        raise click.exceptions.Exit(1)


@click.command()
@click.argument("kind", type=click.Choice(["catalog", "model", "organizations", "relations"]), required=False)
def schema(kind: str | None) -> None:
    """Print the JSON Schema of one KIND of file, or of all of them under their names."""
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
    catalog, problems = open_catalog(setting("catalog", DEFAULT), overlays=setting("overlay", ()))
    click.echo(f"{'catalog':<14}{safe_line(catalog.head.title)}, data {catalog.head.version} of "
               f"{catalog.head.date}, {len(problems)} problems")  # fmt: skip
    tell_problems(problems)


ALL = (explore, show, validate, schema, doctor)
