"""The subcommand `coverage`: of each field how much is known, estimated, disputed or not known."""

from __future__ import annotations

from typing import Any

import click

from genai_tui.cli.options import as_of_option, ascii_option, catalog_option
from genai_tui.cli.sheet_output import print_table, sheet_format_option


@click.command()
@catalog_option
@as_of_option
@sheet_format_option
@click.option("--by", type=click.Choice(("year", "organization", "org", "category")), default="year", show_default=True,
              help="What the columns are.")  # fmt: skip
@ascii_option
@click.argument("query", nargs=-1)
def coverage(form: str, by: Any, query: tuple[str, ...]) -> None:
    """Count, for each field, how many models state it and how that changed, among all models or those that meet QUERY.

    Each number is what `count FIELD:?`, `count -FIELD:?`, `count estimated:FIELD` and `count disputed:FIELD` print.
    """
    from genai_tui.view.coverage import CoverageView  # imported here: with the table

    print_table(CoverageView(by="organization" if by == "org" else by), form, query)


ALL = (coverage,)
