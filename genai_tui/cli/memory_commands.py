"""The subcommand `memory`: what the explorer keeps between sessions, listed, carried to another machine, and forgotten."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import click

from genai_tui.catalog.annotations import is_known, is_of
from genai_tui.catalog.cells import count_of
from genai_tui.catalog.diagnostics import CatalogError
from genai_tui.catalog.model import Catalog
from genai_tui.catalog.sanitize import safe_line
from genai_tui.cli import output
from genai_tui.cli.console import tell, tell_problems
from genai_tui.cli.exit_status import ExitStatus
from genai_tui.cli.options import catalog_option, form_option, the_catalog
from genai_tui.cli.streams import reading
from genai_tui.storage import files
from genai_tui.storage.files import Refused
from genai_tui.storage.memory.entries import KINDS, AboutRecord, Entry, SavedView, Timed
from genai_tui.storage.memory.memory import Memory

_MOST = 1024**2 * len(KINDS)
"""Bytes of a document that is read."""
_KINDS = tuple(kind.FILE for kind in KINDS)


@click.group(invoke_without_command=True)
@catalog_option
@click.pass_context
def memory(ctx: click.Context) -> None:
    """List what the explorer keeps between sessions: stars, notes, saved views, recent places and queries.

    A star or note whose record is no longer in the catalog is kept, and marked in the list.
    """
    if ctx.invoked_subcommand is None:
        _list()


def _list() -> None:
    kept = Memory()
    try:
        catalog: Catalog | None = the_catalog()[0]
    except CatalogError as error:  # what is kept can be listed without it
        tell_problems(error.problems)
        catalog = None
    blocks = [lines for kind in KINDS if (lines := list(_lines(kept, kind, catalog)))]
    for number, lines in enumerate(blocks):
        click.echo("\n".join(("", *lines) if number else lines))
    if words := kept.trouble():
        tell(words)
    if not blocks:
        tell("nothing is kept yet")
        raise click.exceptions.Exit(ExitStatus.FAILED)


def _lines(kept: Memory, kind: type[Entry], catalog: Catalog | None) -> Iterator[str]:
    entries = kept.entries(kind)
    if entries:
        yield f"{kind.FILE} · {len(entries)}"
    for each in entries:
        yield f"  {safe_line(_told(each, catalog))}"


def _told(entry: Entry, catalog: Catalog | None) -> str:
    """Return an entry on a line."""
    if isinstance(entry, AboutRecord):
        key = (entry.catalog, entry.kind, entry.id)
        gone = catalog is not None and is_of(catalog, key) and not is_known(catalog, key)
        text = getattr(entry, "text", "").replace("\n", " / ")
        words = [entry.name or entry.id, f"{entry.kind} {entry.id} of {entry.catalog}", entry.day, text]
        return " · ".join(filter(None, (*words, "no longer in the catalog" if gone else "")))
    if isinstance(entry, Timed):
        return " · ".join(
            filter(None, (entry.time[:16].replace("T", " "), entry.what, getattr(entry, "words", "")))
        )
    if isinstance(entry, SavedView):
        return " · ".join(filter(None, (entry.name, entry.address, entry.day)))
    return ": ".join(entry.line.split("\t"))


@memory.command("path")
def path() -> None:
    """Print the folder of the files."""
    try:
        click.echo(Memory().folder)
    except Refused as refused:
        raise click.ClickException(str(refused)) from None


@memory.command("export")
@form_option("json", "yaml")
def export(form: str) -> None:
    """Print everything that is kept as one document, which `memory import` reads."""
    from genai_tui.storage.memory.transfer import document  # imported here: only this writes one

    kept = Memory()
    told = document(kept)
    if words := kept.trouble():
        tell(words)
    if form == "json":
        click.echo(output.json(told))
        return
    from genai_tui.storage.yaml_tree import dump

    click.echo(dump(told), nl=False)


@memory.command("import")
@click.option(
    "--replace", is_flag=True, help="Take the file's entry where it differs from the one kept here."
)
@click.argument("file", metavar="FILE")
def import_(replace: bool, file: str) -> None:
    """Add the entries of a document that `memory export` printed; - reads standard input. Nothing that is kept here is lost: entries

    that differ from those kept here are left out and listed.
    """
    from genai_tui.storage.memory.transfer import merge, read_document  # imported here: as above

    try:
        data = _input() if file == "-" else files.read(Path(file), _MOST)
        found = merge(Memory(), read_document(data, file), replace)
    except Refused as refused:
        raise click.ClickException(f"{safe_line(file)}: {refused}") from None
    told = [f"{found.added} added", f"{found.same} were there"]
    told += [f"{found.replaced} replaced"] if found.replaced else []
    tell(", ".join(told))
    for each in found.left:
        tell(f"differs from what is kept, and was left out: {each.NOUN} {' '.join(each.key)}")
    if found.left:
        tell("--replace takes what the file says")
        raise click.exceptions.Exit(ExitStatus.FAILED)


def _input() -> bytes:
    with reading():
        return sys.stdin.buffer.read(_MOST)


@memory.command("forget")
@click.option("--all", "everything", is_flag=True, help="Forget every entry of KIND.")
@click.argument("kind", type=click.Choice(_KINDS))
@click.argument("name", nargs=-1)
def forget(kind: str, name: tuple[str, ...], everything: bool) -> None:
    """Forget entries of KIND by NAME: the id or name of a record, the name of a view, the text of a query.

    What is forgotten is printed in the form that `memory import` reads, so that you can restore it.
    """
    from genai_tui.storage.memory.transfer import written_entries  # imported here: as above

    if bool(name) == everything:
        raise click.UsageError("give the NAME of what to forget, or --all")
    kept = Memory()
    wanted = next(each for each in KINDS if kind == each.FILE)
    gone = [each for each in kept.entries(wanted) if everything or _is_named(each, name)]
    try:
        for_keys = {each.key for each in gone}
        kept.replace_all(wanted, lambda entries: [entries.pop(key, None) for key in for_keys])
    except Refused as refused:
        raise click.ClickException(f"not forgotten: {refused}") from None
    if gone:
        click.echo(output.json(written_entries(gone)))
    tell(f"{count_of(len(gone), wanted.NOUN)} forgotten")
    if not gone:
        raise click.exceptions.Exit(ExitStatus.FAILED)


def _is_named(entry: Entry, names: tuple[str, ...]) -> bool:
    told = {*entry.key, getattr(entry, "name", "")} - {""}
    if isinstance(entry, AboutRecord):
        told = {entry.id, entry.name}
    return any(name in told for name in names)


ALL = (memory,)
