"""The subcommand `orgs`, which takes a query about organizations."""

from __future__ import annotations

from typing import Any

import click

from genai_tui.catalog.organization_attributes import MEASURED, ORGANIZATIONS
from genai_tui.cli import output
from genai_tui.cli.layout import layout_options
from genai_tui.cli.options import as_of_option, catalog_option, form_option, ids_option, the_catalog
from genai_tui.cli.query_commands import OrderName, close, limit_option, records_wanted
from genai_tui.cli.standings import measure
from genai_tui.search.sorting import attribute_in, ordered
from genai_tui.storage.exporters import ORGANIZATION_FORMATS, format_called


@click.command()
@catalog_option
@as_of_option
@form_option(*ORGANIZATION_FORMATS, default="table")
@ids_option
@layout_options("organization")
@click.option(
    "--sort", type=OrderName(ORGANIZATIONS), default="best", help="What to sort by; unknown values come last."
)
@click.option("--reverse", is_flag=True, help="Reverse the order.")
@limit_option
@click.argument("query", nargs=-1)
def orgs(form: str, sort: Any, reverse: bool, limit: int | None, query: tuple[str, ...]) -> None:
    """List the organizations that meet QUERY, or all, those with most models first.

    QUERY is what the explorer takes after `/` among organizations: words, and filters such as kind:startup,
    country:fr or models:5.. (five and more). `-` as the first word reads ids from standard input. between and
    community are measured in the graph of collaborations, and only when asked for.
    """
    catalog, clean = the_catalog()
    measure(catalog, (sort, *query, *(() if format_called(form).names_only else MEASURED)))
    organizations, asked = records_wanted(catalog, query, "organization")
    if sort != "best" or reverse:
        organizations = ordered(catalog, organizations, sort, reverse, ORGANIZATIONS)
    by = attribute_in(sort, ORGANIZATIONS)
    lines = output.organizations_in(
        form, catalog, organizations[:limit], (*((by.name,) if by else ()), *asked), len(organizations)
    )
    for line in lines:
        click.echo(line)
    close(len(organizations), limit, clean, "organization")


ALL = (orgs,)
