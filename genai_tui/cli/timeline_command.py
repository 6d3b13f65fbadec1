"""The subcommand `timeline`: releases by month, quarter or year, in lanes."""

from __future__ import annotations

import os
import sys
from typing import Any

import click

from genai_tui.catalog.partial_date import is_date
from genai_tui.catalog.sanitize import safe_line
from genai_tui.cli.options import Whole, as_of_option, ascii_option, catalog_option
from genai_tui.cli.sheet_output import print_sheet, print_table, sheet_format_option
from genai_tui.view.periods import PERIODS
from genai_tui.view.plot_sheet import HEIGHT, LEAST_CELLS, LEAST_ROWS, WIDTH, PlotSheet
from genai_tui.view.timeline_plot import AXES, MARKS, SCALINGS


class Month(click.ParamType):  # type: ignore[type-arg]
    """A month, such as 2019-01."""

    name = "month"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the month; leaves with what is wrong with it in one line."""
        if not is_date(str(value)) or len(str(value)) != len("2019-01"):
            self.fail(f"{safe_line(str(value))[:40]!r} is not a month such as 2019-01.", param, ctx)
        return str(value)


@click.command()
@catalog_option
@as_of_option
@sheet_format_option
@click.option(
    "--by", type=click.Choice(PERIODS), help="The period of a column.  [default: what suits the span]"
)
@click.option("--lanes", type=click.Choice(("category", "organization", "org", "family", "none")), default="category",
              show_default=True, help="What a lane stands for.")  # fmt: skip
@click.option("--y", type=click.Choice(AXES), help="Plot an attribute against date instead.")
@click.option("--scale", "scaling", type=click.Choice(SCALINGS), default="log", show_default=True,
              help="The axis of the attribute.")  # fmt: skip
@click.option("--marks", type=click.Choice(MARKS), default="weights", show_default=True,
              help="What the signs of the plot tell.")  # fmt: skip
@click.option(
    "--from", "start", type=Month(), metavar="MONTH", help="The first month of the plot, such as 2019-01."
)
@click.option("--to", "end", type=Month(), metavar="MONTH", help="Its last month.")
@click.option(
    "--width",
    type=Whole(LEAST_CELLS, 1_000),
    help=f"Cells of the plot in a row.  [default: the terminal's, or {WIDTH}]",
)
@click.option(
    "--height", type=Whole(LEAST_ROWS, 500), default=HEIGHT, show_default=True, help="Rows of the plot."
)
@ascii_option
@click.argument("query", nargs=-1)
def timeline(
    form: str, by: Any, lanes: Any, y: Any, scaling: Any, marks: Any, start: str | None, end: str | None,
    width: int | None, height: int, query: tuple[str, ...],
) -> None:  # fmt: skip
    """Count releases over time, of all models or those that meet QUERY, in lanes by category, organization or family.

    Models dated by year alone have a column at the end of that year, models without a date one at the very end. With --y
    an attribute is plotted against date; a lane below counts the models of each period that do not state it.
    """
    from genai_tui.view.timeline import TimelineView  # imported here: with the table

    lanes = "organization" if lanes == "org" else lanes
    view = TimelineView(by=by, lanes=lanes, y=y, scaling=scaling, marks=marks, start=start, end=end)
    if y is None:
        print_table(view, form, query)
        return
    room = width or (os.get_terminal_size().columns if sys.stdout.isatty() else WIDTH)
    print_sheet(
        lambda catalog, models, asked: PlotSheet(view.plotted(catalog, models), asked, room, height),
        form,
        query,
    )


ALL = (timeline,)
