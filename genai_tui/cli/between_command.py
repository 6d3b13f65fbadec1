"""The subcommand `between`: what changed from one day to another."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import click

from genai_tui.catalog.model import Catalog, Model
from genai_tui.catalog.sanitize import safe_line
from genai_tui.cli import output
from genai_tui.cli.exit_status import leave
from genai_tui.cli.options import Day, catalog_option, form_option, the_catalog
from genai_tui.cli.query_commands import wanted

if TYPE_CHECKING:  # with the command that prints it
    from genai_tui.catalog.between import Between


@click.command()
@catalog_option
@form_option("table", "markdown", "json")
@click.argument("before", type=Day())
@click.argument("after", type=Day())
@click.argument("query", nargs=-1)
def between(form: str, before: str | None, after: str | None, query: tuple[str, ...]) -> None:
    """Show what changed between the days BEFORE and AFTER, among all models or those that meet QUERY.

    A day is 2024-12-31; 2024-12 and 2024 mean their last day; AFTER may be `now`. The answer counts models, organizations
    and their ties, lists released weights, medians with the number of models that state them, the most active
    organizations, and new ties with the models that prove them. Exit status: 0 something changed, 1 nothing did.
    """
    from genai_tui.catalog.between import between_days
    from genai_tui.catalog.day import DayProblem

    catalog, clean = the_catalog()
    try:
        if before is None:
            raise DayProblem("the first day cannot be `now`")
        sheet = between_days(catalog, before, after, _meets(catalog, query))
    except DayProblem as problem:
        raise click.UsageError(str(problem)) from None
    for line in _FORMATS[form](catalog, sheet):
        click.echo(line)
    leave(sheet.new_models or sheet.new_ties or sheet.new_organizations, clean)


def _meets(whole: Catalog, query: tuple[str, ...]) -> Callable[[Catalog], tuple[Model, ...]]:
    """Return what finds the models of a query in a state of a catalog; leaves with status 2 where it means nothing."""
    if not query:
        return lambda state: state.models
    found = {model.id for model in wanted(whole, query)}
    if query[0] == "-":
        return lambda state: tuple(model for model in state.models if model.id in found)
    from genai_tui.search.index import SearchIndex  # imported here: without a query nothing is searched

    return lambda state: tuple(SearchIndex(state).ask(" ".join(query)).records)


def _table(catalog: Catalog, sheet: Between) -> Iterator[str]:
    from genai_tui.catalog.between_text import text_lines

    return text_lines(sheet, safe_line(catalog.head.title))


def _markdown(catalog: Catalog, sheet: Between) -> Iterator[str]:
    from genai_tui.catalog.between_text import markdown_lines

    return markdown_lines(sheet, safe_line(catalog.head.title))


def _json(catalog: Catalog, sheet: Between) -> Iterator[str]:
    from genai_tui.storage.exporters.json_form import FORM, catalog_as_json

    yield output.json({"form": FORM, "catalog": catalog_as_json(catalog), **sheet_as_json(sheet)})


def sheet_as_json(sheet: Between) -> dict[str, Any]:
    """Return a sheet as plain typed data; a tie is two organizations and the ids of the models that prove it."""
    from msgspec import to_builtins

    fields: dict[str, Any] = to_builtins(sheet)
    fields["new_ties"] = [
        {"ends": each.ends, "names": each.names, "models": [tie.model for tie in each.ties]}
        for each in sheet.new_ties
    ]
    fields["weights"] = {kind: to_builtins(pair) for kind, pair in sheet.weights}
    for median, each in zip(fields["medians"], sheet.medians, strict=True):
        median["doubt"] = each.doubt or None
    return fields


_FORMATS: dict[str, Callable[[Catalog, Between], Iterator[str]]] = {
    "table": _table, "markdown": _markdown, "json": _json,
}  # fmt: skip
"""What writes the lines of each format."""

ALL = (between,)
