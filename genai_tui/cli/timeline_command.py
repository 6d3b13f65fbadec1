"""The subcommand `timeline`: releases by month, quarter or year, in lanes."""

from __future__ import annotations

from typing import Any

import click

from genai_tui.cli.options import as_of_option, ascii_option, catalog_option
from genai_tui.cli.table_output import print_table, table_format_option
from genai_tui.view.periods import PERIODS


@click.command()
@catalog_option
@as_of_option
@table_format_option
@click.option(
    "--by", type=click.Choice(PERIODS), help="The period of a column.  [default: what suits the span]"
)
@click.option("--lanes", type=click.Choice(("category", "organization", "org", "family", "none")), default="category",
              show_default=True, help="What a lane stands for.")  # fmt: skip
@ascii_option
@click.argument("query", nargs=-1)
def timeline(form: str, by: Any, lanes: Any, query: tuple[str, ...]) -> None:
    """Count releases over time, of all models or of those that meet QUERY, in lanes by category, organization or family.

    What is known by its year alone has a column of its own at the end of the year, what has no date one at the end.
    """
    from genai_tui.view.timeline import TimelineView  # imported here: with the table

    lanes = "organization" if lanes == "org" else lanes
    print_table(TimelineView(by=by, lanes=lanes), form, query)


ALL = (timeline,)
