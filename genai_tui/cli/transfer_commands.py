"""The subcommands `import`, `export`, `cite` and `diff`, which carry data in and out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from genai_tui.catalog.cells import clip, count_of, count_of_kind
from genai_tui.catalog.diagnostics import CatalogError
from genai_tui.catalog.model import Catalog, Model
from genai_tui.catalog.sanitize import safe_line
from genai_tui.cli import output
from genai_tui.cli.console import tell
from genai_tui.cli.exit_status import ExitStatus, leave
from genai_tui.cli.layout import layout_for, layout_options
from genai_tui.cli.options import (
    as_of_option,
    catalog_option,
    form_option,
    map_option,
    opened,
    setting,
    the_catalog,
)
from genai_tui.cli.query_commands import wanted
from genai_tui.cli.record_argument import models_named
from genai_tui.storage.exporters import RecordFormat, format_called, formats_of
from genai_tui.storage.exporters.json_form import FORM, catalog_as_json, plain

if TYPE_CHECKING:  # comparing is imported by the command that compares
    from genai_tui.catalog.between import Between
    from genai_tui.storage.diff import Difference


_CLAIM = "claim:"


@click.command("import")
@map_option
@click.option("-o", "--output", type=click.Path(path_type=Path), help="The new folder to write.")
@click.option("--report", is_flag=True, help="List what could not be imported, with examples.")
@click.argument("path")
def import_catalog(output: Path | None, report: bool, path: str) -> None:
    """Read a catalog in any known format, and write it as a folder of YAML.

    PATH is a folder or file, or a name such as models.dev. Without -o nothing is written.
    """
    from genai_tui.storage.importers.cleanup import well_formed  # imported here: only this writes a catalog

    read, problems = opened(path)
    catalog = well_formed(read)
    others = f", {len(catalog.others)} datasets and applications" if catalog.others else ""
    tell(f"{count_of(len(catalog), 'model')}{others}, {count_of(len(catalog.organizations), 'organization')}")
    for line in catalog.report:
        such = f": {', '.join(line.examples)}" if report and line.examples else ""
        words = safe_line(f"{' ' * (6 - len(str(line.count)))}{count_of_kind(line.count, line.what)}{such}")
        if report:
            click.echo(words)
        else:
            tell(words)
    if output is not None:
        from genai_tui.storage.folder_writer import write_folder  # imported here: only this writes

        tell(f"{count_of(write_folder(catalog, output), 'file')} written to {output}")
    leave(clean=not problems)


@click.command()
@catalog_option
@as_of_option
@form_option(*formats_of("export", "file"), default="json", told="What to write.")
@click.option(
    "-o",
    "--output",
    "path",
    type=click.Path(path_type=Path),
    help="The new file to write, whole or not at all; without -f the format is by its ending.",
)
@layout_options("model")
@click.argument("query", nargs=-1)
def export(form: str, path: Path | None, query: tuple[str, ...]) -> None:
    """Write the models that meet QUERY, or all, with the catalog's version, licence and credit.

    If a format has no place for those, they go to standard error.
    """
    known = _format_meant(form, path)
    layout_for(known, "model")  # leaves where the format has no such fields
    catalog, clean = the_catalog()
    models = wanted(catalog, query)
    if path is not None or not known.is_text:
        _write_file(known, catalog, models, query, path)
    else:
        for line in _exported(known, catalog, models, query):
            click.echo(line)
    if not known.writer().CREDITS:
        head = catalog.head
        told = (f"{head.title}, data {head.version} of {head.dated}", head.license, head.credit)
        tell(" · ".join(part for part in told if part))
    leave(models, clean)


def _format_meant(form: str, path: Path | None) -> RecordFormat:
    """Return the format that was named, or else the first whose files end as a path does; leaves where none does."""
    named = click.get_current_context().get_parameter_source("form") is not click.core.ParameterSource.DEFAULT
    known = [format_called(name) for name in formats_of("export", "file")]
    if path is None or named:
        return format_called(form)
    found = next((each for each in known if each.ending == path.suffix), None)
    if found is None:
        endings = ", ".join(dict.fromkeys(each.ending for each in known))
        raise click.UsageError(f"-o {path.name}: no format ends so; name one with -f, or end it in {endings}")
    return found


def _exported(
    known: RecordFormat, catalog: Catalog, models: Sequence[Model], query: tuple[str, ...]
) -> Iterator[str]:
    """Yield the lines of an export in a format that is text."""
    if "models" in known.contents:
        asked = " ".join(query).encode("utf-8", "replace").decode()  # the shell takes bytes that are no text
        yield from output.export_in(known.name, catalog, models, asked)
    else:
        yield from _citations(catalog, models, known.name)


def _write_file(
    known: RecordFormat, catalog: Catalog, models: Sequence[Model], query: tuple[str, ...], path: Path | None
) -> None:
    """Write an export into a new file; leaves with status 2 where that cannot be done."""
    if path is None:
        raise click.UsageError(f"{known.name} is a file and no text: -o FILE says which")
    from genai_tui.search.stored.lettering import CatalogLettering
    from genai_tui.storage.files import Refused, write_new  # imported here: most exports go on in a pipe

    if not models:
        return
    try:
        if known.is_text:
            write_new(path, (f"{line}\n".encode() for line in _exported(known, catalog, models, query)))
        else:
            known.writer().file(path, catalog, models, CatalogLettering(catalog))
    except Refused as refused:
        tell(f"{path}: {refused}")
        raise click.exceptions.Exit(ExitStatus.USAGE) from None
    tell(f"{count_of(len(models), 'model')} written to {path}")


@click.command()
@catalog_option
@as_of_option
@form_option(*formats_of("citations"), default="bibtex")
@click.argument("query", nargs=-1, required=True)
def cite(form: str, query: tuple[str, ...]) -> None:
    """Print citations of the papers of the named models, or of those that a QUERY with filters finds.

    claim:HASH cites one claim, by the hash that `why` prints.
    """
    if not any(map(str.strip, query)):
        tell("nothing to cite: give a model's name or a query")
        raise click.exceptions.Exit(ExitStatus.USAGE)
    catalog, clean = the_catalog()
    begun = [each.partition(":")[2] for each in query if each.casefold().startswith(_CLAIM)]
    if len(begun) == len(query):
        found = sum(_cite_claim(catalog, each, form) for each in begun) == len(begun)
    else:
        found = bool(_cite(catalog, _cited(catalog, query), form))
    leave(found, clean)


def _cite_claim(catalog: Catalog, begun: str, form: str) -> bool:
    """Print how to cite the claim whose hash begins so, and return whether there is one."""
    from genai_tui.catalog.claim_card import card_of
    from genai_tui.catalog.claim_hash import SHORTEST, hashes_of  # imported here: few citations are of claims

    found = hashes_of(catalog).found(begun.strip().casefold()) if len(begun.strip()) >= SHORTEST else ()
    if len(found) == 1:
        for line in output.claim_in(form, card_of(catalog, found[0])):
            click.echo(line)
        return True
    if found:
        longer = ", ".join(f"claim:{hashes_of(catalog).short(each)}" for each in found[:5])
        tell(f"claim:{begun} is the beginning of {len(found)}: {longer}")
    else:
        tell(f"no claim of {catalog.head.title} has the hash {clip(begun, 70) or 'that was left out'}")
    return False


def _cited(catalog: Catalog, query: tuple[str, ...]) -> Sequence[Model]:
    """Return the models of a query with filters or of ids on standard input, or those that words name."""
    from genai_tui.search.parser import parse
    from genai_tui.search.record_lookup import look_up_model
    from genai_tui.search.syntax import QueryProblem  # imported here: the other commands need no search

    text = " ".join(query)
    try:
        filters = query[0] == "-" or bool(parse(text).filters)
    except QueryProblem:
        filters = True  # said below what is wrong with it
    if filters and not look_up_model(catalog, text).found:
        return wanted(catalog, query)
    return models_named(catalog, query)


def _cite(catalog: Catalog, models: Sequence[Model], form: str) -> int:
    """Print the papers of models, and return how many there are."""
    for line in _citations(catalog, models, form):
        click.echo(line)
    return sum(model.paper is not None for model in models)


def _citations(catalog: Catalog, models: Sequence[Model], form: str) -> Iterator[str]:
    """Yield the lines that cite the papers of models, and tell of which none is known."""
    from genai_tui.storage.exporters.bibliography import cited  # imported here: only citations need it

    with_paper, without = cited(models)
    yield from output.citations_in(form, catalog, with_paper)
    if without:
        names = ", ".join(model.name for model in without[:10])
        tell(f"no paper known of {len(without)}: {names}{' …' if len(without) > 10 else ''}")


@click.command()
@form_option("text", "json")
@click.option("--overlay", "overlays", metavar="DIR", multiple=True,
              help="A folder of your own records, laid over AFTER. May be given more than once.")  # fmt: skip
@click.argument("before")
@click.argument("after")
def diff(form: str, overlays: tuple[str, ...], before: str, after: str) -> None:
    """Show every difference between the catalogs BEFORE and AFTER: a summary as `between` prints it, then each one.

    It compares what the catalogs say of themselves, their categories and sources, organizations, relations, models and
    other assets, field by field. Exit status: 0 the same, 1 different, 2 not compared, or not completely, because a
    catalog or a record in it could not be read.
    """
    from genai_tui.storage.diff import differences  # imported here: only this compares

    laid = (*setting("overlay", ()), *overlays)
    (one, clean), (other, also_clean) = _sides((before, ()), (after, laid))
    changes = list(differences(one, other))
    title, sheet = _sheet(one, other)
    if form == "json":
        from genai_tui.cli.between_command import sheet_as_json  # imported here: as above

        click.echo(output.json({"form": FORM, "before": catalog_as_json(one), "after": catalog_as_json(other),
                                 "summary": sheet_as_json(sheet),
                                 "changes": [_change_as_json(each) for each in changes]}))  # fmt: skip
    elif changes:
        from genai_tui.catalog.between_text import text_lines
        from genai_tui.storage.diff_text import line  # imported here: as above

        if sheet.new_models or sheet.gone_models:
            for told in (*text_lines(sheet, title), ""):
                click.echo(told)
        for each in changes:
            click.echo(safe_line(line(each, one, other)))
    tell(count_of(len(changes), "difference"))
    if not (clean and also_clean):
        tell("not wholly compared: records with problems were left out")
    leave(not changes, clean and also_clean)


def _sheet(one: Catalog, other: Catalog) -> tuple[str, Between]:
    """Return what two catalogs are called together, and what changed from one to the other."""
    from genai_tui.catalog.between import between_editions  # imported here: as above

    titles = dict.fromkeys(safe_line(each.head.title) for each in (one, other))
    names = safe_line(f"data {one.head.version}"), safe_line(f"data {other.head.version}")
    told = ("before", "after") if names[0] == names[1] else names
    return " ▸ ".join(titles), between_editions(one, other, told)


def _sides(*sides: tuple[str, tuple[str, ...]]) -> list[tuple[Catalog, bool]]:
    """Return catalogs by name and overlays, each with whether it is clean; leaves with status 2 without one of them.

    Every side that cannot be read is told, in one line.
    """
    found = []
    for name, overlays in sides:
        try:
            catalog, problems = opened(name, overlays=overlays)
            found.append((catalog, not problems))
        except CatalogError as error:
            more = len(error.problems) - 1
            left = f"; {count_of(more, 'more problem')}: genai-tui validate tells all" if more > 0 else ""
            tell(f"{error.problems[0] if error.problems else f'{name}: {error}'}{left}")
    if len(found) < len(sides):
        raise click.exceptions.Exit(ExitStatus.USAGE)
    return found


def _change_as_json(change: Difference) -> dict[str, Any]:
    return {
        "kind": change.kind, "id": change.id, "field": change.field or None,
        "before": plain(change.before), "after": plain(change.after),
    }  # fmt: skip


ALL = (import_catalog, export, cite, diff)
