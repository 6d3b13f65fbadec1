"""The subcommands `init` and `new`: a catalog of one's own, and its next records."""

from __future__ import annotations

from pathlib import Path

import click

from genai_tui.catalog.diagnostics import CatalogError, Problem
from genai_tui.catalog.model import Catalog
from genai_tui.catalog.sanitize import safe_line
from genai_tui.cli.catalog_line import set_by_variable
from genai_tui.cli.console import tell
from genai_tui.cli.options import catalog_option, setting


@click.command()
@click.argument("folder", metavar="[DIR]", default=".")
def init(folder: str) -> None:
    """Write a small catalog of your own, valid as it is, into DIR or the working folder.

    It holds one organization, one model, comments, and schemas with which an editor completes and checks. Either all
    files are written or none, and no existing file is overwritten. The names of the files are printed; how to go on
    and a workflow for GitHub go to standard error.
    """
    from genai_tui.storage import files
    from genai_tui.storage.new_catalog import WORKFLOW, write_new_catalog

    for name in write_new_catalog(files.typed(folder)):
        click.echo(safe_line(str(Path(folder) / name)))
    at = "" if folder == "." else f" {_word(folder)}"
    option = "" if folder == "." else f" -c {_word(folder)}"
    ways = (
        (f"genai-tui validate{at}", "checks it"),
        (f"genai-tui new model NAME{option}", "writes the next model"),
        (f"genai-tui -c {_word(folder)}", "browses it"),
    )
    widest = max(len(typed) for typed, _ in ways)
    for typed, does in ways:
        tell(f"{typed:<{widest}}  {does}")
    tell("")
    for line in WORKFLOW.format(folder=_word(folder)).splitlines():
        tell(line)


def _word(text: str) -> str:
    import shlex  # imported here: nothing else needs it

    return shlex.quote(text)


@click.group()
def new() -> None:
    """Write a new record into the catalog of the working folder, or into that of --catalog."""


@new.command("model")
@catalog_option
@click.argument("name", nargs=-1, required=True)
def new_model(name: tuple[str, ...]) -> None:
    """Write a file for a model called NAME, with an id made from the name, and print the file's name.

    What you have to fill in is marked TODO, and `validate` points to it. No existing file is overwritten.
    """
    from genai_tui.storage.new_record import write_model

    folder, catalog = _own_catalog()
    _tell_of(write_model(folder, catalog, _called(name)))


@new.command("organization")
@catalog_option
@click.argument("name", nargs=-1, required=True)
def new_organization(name: tuple[str, ...]) -> None:
    """Add an organization called NAME to organizations.yaml, with an id made from the name, and print the file's name.

    What you have to fill in or delete is marked TODO, and `validate` points to it.
    """
    from genai_tui.storage.new_record import write_organization

    folder, catalog = _own_catalog()
    _tell_of(write_organization(folder, catalog, _called(name)))


def _called(words: tuple[str, ...]) -> str:
    """Return the name that words are, as one line without what a file cannot hold."""
    name = safe_line(" ".join(words)).strip()
    if not name or len(name) > 200:
        raise click.UsageError("a name has 1 to 200 characters")
    return name


def _own_catalog() -> tuple[Path, Catalog]:
    """Return the folder of the catalog that is written into, and what stands there; raises CatalogError where it is none."""
    from genai_tui.storage.folder import load_folder
    from genai_tui.storage.inspection import nearest_folder
    from genai_tui.storage.loader import locate, shipped_names

    names: tuple[str, ...] = setting("catalog") or ()
    around = None if names else nearest_folder(Path.cwd())
    if not names and around is None:
        names = set_by_variable()
    if len(names) > 1:
        raise click.UsageError("a new record is written into one catalog: give --catalog once")
    if not names and around is None:
        raise click.UsageError(
            "there is no catalog.yaml here or above: `genai-tui init` writes one, --catalog names one"
        )
    if names and names[0] in shipped_names():
        raise click.UsageError(
            f"{names[0]} comes with the program and is not written into: `genai-tui init` writes one of your own"
        )
    folder = around or locate(names[0])
    if not (folder / "catalog.yaml").is_file():
        raise CatalogError(
            Problem(
                str(folder),
                0,
                0,
                "",
                "is no folder with a catalog.yaml, into which a record could be written",
            )
        )
    catalog, problems = load_folder(folder)
    if catalog is None:
        raise CatalogError(*problems)
    return folder, catalog


def _tell_of(path: Path) -> None:
    from genai_tui.storage.exporters.problem_reports import from_here

    click.echo(safe_line(from_here(str(path))))
    tell("`genai-tui validate` points to what is to be filled in")


ALL = (init, new)
