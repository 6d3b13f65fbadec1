"""The explorer, opened; without a terminal, a summary of what it would show."""

from __future__ import annotations

import contextlib
import gc
import os
import shlex
import sys
import threading
from collections.abc import Sequence

import click

from genai_tui import heap
from genai_tui.catalog.diagnostics import CatalogError
from genai_tui.catalog.model import Catalog, Model, Organization
from genai_tui.catalog.sanitize import count_of
from genai_tui.cli.command_names import leave_for
from genai_tui.cli.console import tell, tell_problems
from genai_tui.cli.options import (
    ascii_only,
    catalog_names,
    catalog_option,
    look_options,
    opened,
    setting,
    the_catalog,
)
from genai_tui.storage.files import typed
from genai_tui.storage.loader import whole_name


class _Explore(click.Command):
    """The explorer, which every first word comes to that is no command: it may be a mistyped one."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the options; one of another command shows that a command was meant."""
        word = next((each for each in args if not each.startswith("-")), "")
        try:
            return super().parse_args(ctx, args)
        except click.NoSuchOption:
            if near := _commands(ctx, word):
                leave_for(word, near)
            raise


@click.command(cls=_Explore, hidden=True)
@catalog_option
@look_options
@click.argument("words", nargs=-1, metavar="[NAME]")
def explore(words: tuple[str, ...] = ()) -> None:
    """Open the explorer, at a model or an organization if one is named."""
    # Starting makes very many objects and no garbage: the collector takes an eighth of the time to the first
    # frame. The app turns it on again once that stands.
    gc.disable()
    commands = _commands(click.get_current_context(), words[0]) if words else ()
    try:
        catalog, clean = the_catalog()
    except CatalogError:
        if commands:
            leave_for(words[0], commands)
        raise
    record = _meant(catalog, words, commands) if words else None
    if not clean and not setting("partial"):
        tell(f"--partial opens what is good: {count_of(len(catalog), 'model')}")
        raise click.exceptions.Exit(1)
    streams = (sys.stdin, sys.stdout, sys.stderr)  # textual draws on standard error
    if not all(stream.isatty() for stream in streams) or os.environ.get("TERM") in ("dumb", None, ""):
        _summary(catalog, record)
        return
    # Imported here: nothing but the explorer needs textual.
    from genai_tui.tui.app import run
    from genai_tui.tui.copying import Opened
    from genai_tui.tui.saved_state import Memory
    from genai_tui.tui.trail import place_of

    memory = Memory()
    names = catalog_names()
    overlays = tuple(map(whole_name, setting("overlay", ())))
    while True:
        on_screen = Opened(tuple(map(whole_name, names)), overlays)
        memory.remember_catalog(_written(on_screen.catalogs))
        status, wanted = run(
            catalog,
            place_of(record) if record else None,
            on_screen,
            theme=setting("theme", "dark"),
            ascii_only=ascii_only(sys.stderr),
            memory=memory,
        )
        if wanted is None:
            break
        gc.unfreeze()  # the app has put what stood at its start out of the collector's sight
        gc.collect()
        try:
            others = _read(wanted)
            catalog, _ = opened(*others, overlays=overlays)
            names, record = others, None
            heap.give_back()
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


def _written(names: Sequence[str]) -> str:
    """Return names and paths as one line."""
    return names[0] if len(names) == 1 else shlex.join(names)


def _read(line: str) -> tuple[str, ...]:
    """Return the names and paths of a line; one that is a path itself may hold spaces."""
    with contextlib.suppress(OSError):  # a name too long for any file
        if typed(line).exists():
            return (line,)
    try:
        return tuple(shlex.split(line)) or (line,)
    except ValueError:  # a quote that is never closed
        return (line,)


def _commands(ctx: click.Context, word: str) -> tuple[str, ...]:
    """Return the commands that a first word was probably meant to be."""
    from genai_tui.cli.command_names import near_commands  # imported here: seldom a word is given

    group = ctx.find_root().command
    return near_commands(word, group.list_commands(ctx)) if isinstance(group, click.Group) else ()


def _meant(catalog: Catalog, words: tuple[str, ...], commands: tuple[str, ...]) -> Model | Organization:
    """Return the record that words name; leaves with status 2 where they were meant as one of `commands`."""
    # Imported here: as above.
    from genai_tui.cli.record_argument import record_of, resolved
    from genai_tui.search.record_lookup import look_up_record

    lookup = look_up_record(catalog, " ".join(words))
    if commands and not lookup.found:
        leave_for(words[0], commands)
    return record_of(catalog, resolved(lookup, "command, model or organization"))


def _summary(catalog: Catalog, record: Model | Organization | None) -> None:
    """Say what the explorer would show, for readers without a terminal."""
    if record:
        from genai_tui.cli.show import card_of  # imported here: the explorer has no use for it

        for line in card_of(catalog, record):
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
