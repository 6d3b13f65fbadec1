"""The subcommands that carry data in and out: `import`, `export`, `cite` and `diff`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from genai_tui.catalog.export import FORM, catalog_as_json
from genai_tui.catalog.text import count_of, safe_line
from genai_tui.cli import formats
from genai_tui.cli.finding import wanted
from genai_tui.cli.options import catalog_option, opened, the_catalog
from genai_tui.cli.telling import tell


@click.command("import")
@click.option("-o", "--output", type=click.Path(path_type=Path), help="The new folder to write.")
@click.option("--report", is_flag=True, help="List what could not be carried over, with examples.")
@click.argument("path")
def import_catalog(output: Path | None, report: bool, path: str) -> None:
    """Read a catalog in any format that is known, and write it as a folder of YAML.

    PATH is a folder or file, or a name such as models.dev. Without -o nothing is written.
    """
    catalog, problems = opened(path)
    others = f", {len(catalog.others)} datasets and applications" if catalog.others else ""
    tell(f"{count_of(len(catalog), 'model')}{others}, {count_of(len(catalog.organizations), 'organization')}")
    for line in catalog.report:
        such = f": {', '.join(line.examples)}" if report and line.examples else ""
        words = safe_line(f"{line.count:>6} {line.what}{such}")
        if report:
            click.echo(words)
        else:
            tell(words)
    if output is not None:
        from genai_tui.catalog.writing import write_folder  # imported here: only this writes

        tell(f"{count_of(write_folder(catalog, output), 'file')} written to {output}")
    if problems:
        raise click.exceptions.Exit(1)


@click.command()
@catalog_option
@click.option("-f", "--format", "form", default="json", show_default=True, help="What to write.",
              type=click.Choice(("json", "jsonl", "csv", "markdown", "bibtex", "csl-json")))  # fmt: skip
@click.argument("query", nargs=-1)
def export(form: str, query: tuple[str, ...]) -> None:
    """Write the models of QUERY, or all, with the catalog's version, licence and credit.

    Where a format has no place for those they go to standard error.
    """
    catalog, clean = the_catalog()
    models = wanted(catalog, query)
    head = catalog_as_json(catalog)
    if form == "json":
        from genai_tui.catalog.export import model_as_json

        rows = [model_as_json(catalog, model) for model in models]
        asked = " ".join(query).encode("utf-8", "replace").decode()  # the shell takes bytes that are no text
        click.echo(formats.json({"form": FORM, "catalog": head, "query": asked or None, "models": rows}))
    elif form in ("bibtex", "csl-json"):
        _cite(models, form)
    else:
        for line in formats.models_in(form, catalog, models):
            click.echo(line)
    if form != "json":
        told = (f"{head['title']}, data {head['version']} of {head['date']}", head["license"], head["credit"])
        tell(" · ".join(str(part) for part in told if part))
    if not (models and clean):
        raise click.exceptions.Exit(1)


@click.command()
@catalog_option
@click.option("-f", "--format", "form", default="bibtex", show_default=True, help="What to print.",
              type=click.Choice(("bibtex", "csl-json", "markdown")))  # fmt: skip
@click.argument("query", nargs=-1, required=True)
def cite(form: str, query: tuple[str, ...]) -> None:
    """Print how to cite the papers of the models that QUERY finds."""
    catalog, clean = the_catalog()
    text = " ".join(query).casefold()
    named = [model for model in catalog if text in (model.id, model.name.casefold())]
    found = _cite(named or wanted(catalog, query), form)
    if not (found and clean):
        raise click.exceptions.Exit(1)


def _cite(models: Any, form: str) -> int:
    from genai_tui.catalog import citing  # imported here: only citations need it

    with_paper, without = citing.cited(models)
    if form == "csl-json":
        click.echo(formats.json(citing.csl(with_paper)))
    else:
        for entry in citing.bibtex(with_paper) if form == "bibtex" else citing.markdown(with_paper):
            click.echo(entry)
    if without:
        names = ", ".join(model.name for model in without[:10])
        tell(f"no paper known of {len(without)}: {names}{' …' if len(without) > 10 else ''}")
    return len(with_paper)


@click.command()
@click.option(
    "-f", "--format", "form", type=click.Choice(("text", "json")), default="text", show_default=True
)
@click.argument("before")
@click.argument("after")
def diff(form: str, before: str, after: str) -> None:
    """Show what differs from one catalog to another, field by field; exit status 1 if anything does."""
    from genai_tui.catalog.comparing import differences  # imported here: only this compares

    (one, _), (other, _) = opened(before), opened(after)
    changes = list(differences(one, other))
    if form == "json":
        rows = [
            {
                "kind": each.kind,
                "id": each.id,
                "field": each.field or None,
                "before": each.before,
                "after": each.after,
            }
            for each in changes
        ]
        click.echo(formats.json({"form": FORM, "before": catalog_as_json(one), "after": catalog_as_json(other),
                                 "changes": rows}))  # fmt: skip
    else:
        for each in changes:
            what = f"{each.kind} {each.id}"
            if each.field:
                click.echo(safe_line(f"{what}: {each.field}: {_short(each.before)} → {_short(each.after)}"))
            else:
                click.echo(safe_line(f"{'+' if each.before is None else '-'} {what}"))
    tell(f"{len(changes)} differences")
    if changes:
        raise click.exceptions.Exit(1)


def _short(value: Any) -> str:
    text = "not known" if value is None else str(value)
    return text if len(text) <= 120 else f"{text[:119]}…"


ALL = (import_catalog, export, cite, diff)
