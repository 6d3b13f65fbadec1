"""The explorer, opened; without a terminal, a summary of what it would show."""

from __future__ import annotations

import contextlib
import gc
import os
import shlex
import sys
import threading
from pathlib import Path

import click

from genai_tui.catalog.files import typed
from genai_tui.catalog.model import Catalog, Model
from genai_tui.catalog.problems import CatalogError
from genai_tui.catalog.text import count_of
from genai_tui.cli.options import catalog_names, catalog_option, look_options, opened, setting, the_catalog
from genai_tui.cli.telling import tell, tell_problems


@click.command(hidden=True)
@catalog_option
@look_options
@click.argument("words", nargs=-1, metavar="[MODEL]")
def explore(words: tuple[str, ...] = ()) -> None:
    """Open the explorer, at a model if one is named."""
    # Starting makes very many objects and no garbage: the collector takes an eighth of the time to the first
    # frame. The app turns it on again once that stands.
    gc.disable()
    catalog, clean = the_catalog()
    if not clean and not setting("partial"):
        tell(f"--partial opens what is good: {count_of(len(catalog), 'model')}")
        raise click.exceptions.Exit(1)
    model = _meant(catalog, " ".join(words)) if words else None
    streams = (sys.stdin, sys.stdout, sys.stderr)  # textual draws on standard error
    if not all(stream.isatty() for stream in streams) or os.environ.get("TERM") in ("dumb", None, ""):
        _summary(catalog, model)
        return
    # Imported here: nothing but the explorer needs textual.
    from genai_tui.tui.app import run
    from genai_tui.tui.memory import Memory

    memory = Memory()
    names = catalog_names()
    while True:
        memory.remember_catalog(_written(names))
        status, wanted = run(
            catalog,
            model.id if model else None,
            theme=setting("theme", "dark"),
            ascii_only=bool(setting("ascii")),
            memory=memory,
        )
        if wanted is None:
            break
        gc.unfreeze()  # the app has put what stood at its start out of the collector's sight
        gc.collect()
        try:
            others = _read(wanted)
            catalog, _ = opened(*others, overlays=setting("overlay", ()))
            names, model = others, None
        except KeyboardInterrupt:
            tell("stopped; back to the catalog that stood")
        except CatalogError as error:
            # The one that stood is still good: back to it, after a look at what is wrong with the other.
            tell_problems(error.problems)
            click.pause("Press any key to go back.", err=True)
    _end(status)


def _end(status: int) -> None:
    """Leave with a status, without waiting for a thread that still works on what nobody will see."""
    if any(not thread.daemon for thread in threading.enumerate() if thread is not threading.main_thread()):
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(status)
    if status:
        raise click.exceptions.Exit(status)


def _written(names: tuple[str, ...]) -> str:
    """Return names and paths as one line that says the same from any folder."""
    whole = [str(Path(name).resolve()) if Path(name).exists() else name for name in names]
    return whole[0] if len(whole) == 1 else shlex.join(whole)


def _read(line: str) -> tuple[str, ...]:
    """Return the names and paths of a line; one that is a path itself may hold spaces."""
    with contextlib.suppress(OSError):  # a name too long for any file
        if typed(line).exists():
            return (line,)
    try:
        return tuple(shlex.split(line)) or (line,)
    except ValueError:  # a quote that is never closed
        return (line,)


def _meant(catalog: Catalog, words: str) -> Model:
    from genai_tui.cli.finding import meant  # imported here: most open the explorer without a name

    return meant(catalog, words)


def _summary(catalog: Catalog, model: Model | None) -> None:
    """Say what the explorer would show, for readers without a terminal."""
    if model:
        from genai_tui.cli.cards import card_of  # imported here: the explorer has no use for it

        for line in card_of(catalog, model):
            click.echo(line)
        return
    head = catalog.head
    click.echo(
        f"{head.title} · {count_of(len(catalog), 'model')} · {count_of(len(catalog.organizations), 'organization')}"
    )
    click.echo(f"data {head.version} of {head.date}")
    for category in catalog.categories:
        count = sum(model.category == category.id for model in catalog)
        click.echo(f"{count:>6}  {category.label.en}")
    click.echo("No terminal here, so no explorer. Try: genai-tui list, genai-tui show NAME, genai-tui --help")


ALL = (explore,)
