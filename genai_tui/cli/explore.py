"""The explorer and the subcommand `open`; without a terminal, a summary of what the explorer would show."""

from __future__ import annotations

import gc
import os
import sys
import threading
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

import click

from genai_tui import heap
from genai_tui.catalog.cells import count_of
from genai_tui.catalog.diagnostics import CatalogError
from genai_tui.catalog.labels import shown_label
from genai_tui.catalog.model import Catalog, Model, Organization
from genai_tui.cli.catalog_line import read, written
from genai_tui.cli.command_names import leave_for
from genai_tui.cli.console import tell
from genai_tui.cli.exit_status import ExitStatus
from genai_tui.cli.options import (
    as_of_option,
    ascii_only,
    catalog_names,
    catalog_option,
    is_linear,
    look_options,
    setting,
    the_catalog_and_problems,
    to_be_named,
    told_of_tables,
)
from genai_tui.cli.settings import is_remote, takes_mouse, tell_mistakes, the_settings
from genai_tui.storage.loader import DEFAULT, open_catalogs, whole_name
from genai_tui.storage.pipes import is_pipe, is_standard_input
from genai_tui.storage.settings.settings import THEMES
from genai_tui.storage.shipped import PRESENT

if TYPE_CHECKING:  # nothing but the explorer needs views
    from genai_tui.storage.memory.memory import Memory
    from genai_tui.tui.permissions import Permissions
    from genai_tui.view.command_line import View


class _Explore(click.Command):
    """The explorer, which every first word comes to that is no command: it may be a mistyped one."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the options; one of another command, or a request for help, shows that a command was meant."""
        word = next((each for each in args if not each.startswith("-")), "")
        if not {"-h", "--help"}.isdisjoint(args) and (near := _commands(ctx, word)) and word not in near:
            leave_for(word, near)
        try:
            return super().parse_args(ctx, args)
        except click.NoSuchOption:
            if near := _commands(ctx, word):
                leave_for(word, near)
            raise


@click.command(cls=_Explore, hidden=True)
@catalog_option
@as_of_option
@look_options
@click.argument("words", nargs=-1, metavar="[NAME]")
def explore(words: tuple[str, ...] = ()) -> None:
    """Open the explorer, at a model or an organization if one is named."""
    # Starting makes very many objects and no garbage: the collector takes an eighth of the time to the first
    # frame. The app turns it on again once that stands.
    gc.disable()
    commands = _commands(click.get_current_context(), words[0]) if words else ()

    def read_first() -> First:
        try:
            catalog, problems = the_catalog_and_problems()
        except CatalogError:
            if commands:
                leave_for(words[0], commands)
            raise
        return First(catalog, not problems, _meant(catalog, words, commands) if words else None)

    open_explorer(read_first)


class First(NamedTuple):
    """What the explorer opens first: a catalog, whether it is without problems, a record of it, and a note."""

    catalog: Catalog
    is_clean: bool = True
    record: Model | Organization | None = None
    note: str = ""


def open_explorer(
    read_first: Callable[[], First],
    start: View | None = None,
    permissions: Permissions | None = None,
    memory: Memory | None = None,
) -> None:
    """Open the explorer at a record, or on a view as far as the catalog has it, and go on as long as the reader does.

    The catalog is read here, so that no frame which calls this holds it for as long as the reader looks at others: a
    large one takes hundreds of megabytes.

    Without a terminal, say what it would show. A session that may not do everything brings its `permissions` and its
    `memory`.
    """
    catalog, is_clean, record, note = read_first()
    if not is_clean and not setting("partial"):
        tell(f"--partial opens what is good: {count_of(len(catalog), 'model')}")
        raise click.exceptions.Exit(ExitStatus.USAGE)
    if is_linear() and not any(map(is_standard_input, catalog_names())):  # else nothing can be typed
        _open_linear(catalog, record, start.as_of if start else setting("as_of"))
        return
    streams = (sys.stdin, sys.stdout, sys.stderr)  # textual draws on standard error
    if not all(stream.isatty() for stream in streams) or os.environ.get("TERM") in ("dumb", None, ""):
        summary(_as_of(catalog, start.as_of if start else setting("as_of")), record, _why_none())
        return
    # Imported here: nothing but the explorer needs textual.
    from msgspec.structs import replace

    from genai_tui.storage.memory.memory import Memory
    from genai_tui.tui.app import GenaiApp, Opened, run
    from genai_tui.tui.permissions import EVERYTHING
    from genai_tui.tui.terminal import Terminal
    from genai_tui.view.browse import BrowseView
    from genai_tui.view.record_ref import ref_of

    tell_mistakes()
    memory, settings = memory or Memory(), the_settings()
    permissions = permissions or EVERYTHING
    overlays = tuple(map(whole_name, setting("overlay", ())))

    def load(line: str) -> Opened:
        others = read(line)
        loaded, problems = open_catalogs(others, overlays)
        return Opened(
            loaded,
            tuple(map(whole_name, others)),
            len(problems),
            overlays,
            note=" ".join(told_of_tables(loaded, others)),
        )

    def reload(view: View) -> Opened:
        names = view.catalogs or (DEFAULT,)
        loaded, problems = open_catalogs(names, view.overlays)
        return Opened(loaded, names, len(problems), view.overlays)

    names = tuple(map(whole_name, catalog_names()))
    opened: Opened | None = Opened(catalog, names, overlays=overlays)
    note, day = " ".join((note, *told_of_tables(catalog, names))).strip(), setting("as_of")
    theme = setting("theme") or settings.text("theme") or _known_theme(memory.chosen("theme")) or "dark"
    resumed, mouse = False, takes_mouse(setting("mouse"))
    if start is None and record is None and not setting("fresh"):
        start = _last_view(memory, to_be_named(names), overlays)
        resumed = start is not None
    if start is not None:
        start = replace(start, as_of=day) if day else start
        start, gone = start.what_stands(_as_of(catalog, start.as_of))
        note = f"{note} Gone since: {', '.join(gone)}.".strip() if gone else note
    del catalog
    with Terminal() as terminal:
        while opened is not None:
            if not any(map(is_pipe, opened.names)):  # nobody can open those again
                memory.remember_catalog(written(opened.names))
            shown = to_be_named(opened.names)
            overlays, theme = opened.overlays, opened.theme or theme
            mouse = mouse if opened.mouse is None else opened.mouse
            view = replace(
                start or BrowseView(record=ref_of(record) if record else None, as_of=day),
                catalogs=shown,
                overlays=overlays,
            )
            history, note = opened.history, opened.note or note
            if opened.problems:
                note = f"{count_of(opened.problems, 'problem')} in its files; what is good is shown: genai-tui validate"
            ascii_signs = ascii_only(sys.stderr)
            offered = "" if shown or PRESENT in memory.catalogs() else PRESENT
            # Made in the call: nothing here may keep the app once it is left.
            status, opened = run(
                GenaiApp(
                    opened.catalog,
                    view,
                    theme,
                    ascii_signs,
                    memory,
                    load,
                    note,
                    reload,
                    history,
                    offered,
                    resumed,
                    settings,
                    permissions,
                ),
                terminal,
                mouse,
            )
            start, record, note, day, resumed = None, None, "", None, False
            gc.unfreeze()  # the app has put what stood at its start out of the collector's sight
            gc.collect()
            heap.give_back()
    if permissions.until is not None and time.monotonic() >= permissions.until:
        tell("The time of this session is over.")
    _end(status)


def _as_of(catalog: Catalog, day: str | None) -> Catalog:
    """Return what of a catalog stood on a day; all of it where none is given."""
    if day is None:
        return catalog
    from genai_tui.catalog.as_of import catalog_as_of  # imported here: it seldom opens as of a day

    return catalog_as_of(catalog, day)


def _known_theme(name: str) -> str:
    return name if name in THEMES else ""


def _last_view(memory: Memory, catalogs: tuple[str, ...], overlays: tuple[str, ...]) -> View | None:
    """Return the view that the last session with these catalogs was left at; None where that is not known."""
    place = memory.last_place(catalogs, overlays)
    if not place:
        return None
    # Imported here: there may be no place to go back to.
    from genai_tui.view.address import view_at
    from genai_tui.view.address_fields import AddressProblem

    try:
        view: View = view_at(place)
    except AddressProblem:  # of another version
        return None
    return view


def _open_linear(catalog: Catalog, record: Model | Organization | None, day: str | None) -> None:
    """Tell of a catalog on a prompt, as of a day if one is given."""
    # Imported here: the explorer has no use for it.
    from genai_tui.cli import linear
    from genai_tui.view.browse import BrowseView

    names, overlays = tuple(map(whole_name, catalog_names())), tuple(map(whole_name, setting("overlay", ())))
    view = BrowseView(catalogs=to_be_named(names), overlays=overlays, as_of=day)
    linear.run(_as_of(catalog, day), view, record)


def _end(status: int) -> None:
    """Leave with a status, without waiting for a thread that still works on what nobody will see."""
    if any(not thread.daemon for thread in threading.enumerate() if thread is not threading.main_thread()):
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(status)
    if status:
        raise click.exceptions.Exit(status)


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


def _why_none() -> str:
    """Return why there is no explorer here, what it needs, and what can be done without."""
    others = "genai-tui list, genai-tui show NAME, genai-tui --help"
    if all(stream.isatty() for stream in (sys.stdin, sys.stdout, sys.stderr)):
        term = os.environ.get("TERM")
        state = "is dumb" if term else "is not set"
        return f"TERM {state}, so no explorer: it needs one such as TERM=xterm-256color. Try: genai-tui --linear, {others}"
    if is_remote():
        return f"No terminal here, so no explorer: over SSH `ssh -t HOST genai-tui` brings one. Try: {others}"
    return f"No terminal here, so no explorer. Try: {others}"


def summary(catalog: Catalog, record: Model | Organization | None, how: str) -> None:
    """Say what the explorer would show, for readers without a terminal, and `how` to go on."""
    if record:
        from genai_tui.cli.record_text import card_of  # imported here: the explorer has no use for it

        for line in card_of(catalog, record):
            click.echo(line)
        return
    head = catalog.head
    click.echo(
        f"{head.title} · {count_of(len(catalog), 'model')} · {count_of(len(catalog.organizations), 'organization')}"
    )
    click.echo(f"data {head.version} of {head.dated}")
    for category in catalog.categories:
        click.echo(f"{catalog.count_in(category.id):>6}  {shown_label(catalog, category.label)}")
    if any(map(is_standard_input, catalog_names())):
        click.echo(
            "Standard input is the catalog here and not the keyboard, so no explorer. In bash: genai-tui -c <(COMMAND)"
        )
        return
    click.echo(how)


def _saved_as(name: str) -> str:
    """Return the address of the view that was saved under a name; empty where none was, or where it names a screen."""
    # Imported here: as above.
    from genai_tui.storage.memory.entries import SavedView
    from genai_tui.storage.memory.memory import Memory
    from genai_tui.view.screens import screen_called

    if screen_called(name.partition("?")[0]):
        return ""
    return next((each.address for each in Memory().entries(SavedView) if each.name == name), "")


@click.command("open")
@catalog_option
@as_of_option
@look_options
@click.argument("address")
def open_address(address: str) -> None:
    """Open the explorer on ADDRESS, as `:copy-address` gives it: a screen, its query, order, record and marks.

    The name of a saved view works as well.
    """
    gc.disable()  # as in `explore`
    from genai_tui.view.address import view_at
    from genai_tui.view.address_fields import AddressProblem

    try:
        view = view_at(_saved_as(address) or address)
    except AddressProblem as problem:
        raise click.UsageError(str(problem)) from problem
    settings = click.get_current_context().ensure_object(dict)
    settings["catalog"] = setting("catalog") or view.catalogs or (DEFAULT,)
    settings["overlay"] = (*view.overlays, *setting("overlay", ()))

    def read_first() -> First:
        catalog, problems = the_catalog_and_problems()
        return First(catalog, not problems)

    open_explorer(read_first, view)


ALL = (explore, open_address)
