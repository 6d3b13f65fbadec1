"""The subcommand `matrix`: what goes into models against what comes out, and slots against signatures."""

from __future__ import annotations

from typing import Any

import click

from genai_tui.cli.options import as_of_option, ascii_option, catalog_option
from genai_tui.cli.sheet_output import print_table, sheet_format_option
from genai_tui.view.matrix import FACES


@click.command()
@catalog_option
@as_of_option
@sheet_format_option
@click.option("--by", "face", type=click.Choice(FACES), default="signatures", show_default=True,
              help="Inputs against outputs, or signatures against the slots of the taxonomy.")  # fmt: skip
@ascii_option
@click.argument("query", nargs=-1)
def matrix(form: str, face: Any, query: tuple[str, ...]) -> None:
    """Count models by what goes in and what comes out, all models or those that meet QUERY.

    Each number is what `count in:X out:Y` prints. A model with two inputs counts in two rows. A note says how many
    state neither. With --by slots it shows which slots of the taxonomy hold models that do not fit them.
    """
    from genai_tui.view.matrix import MatrixView  # imported here: with the table

    print_table(MatrixView(face=face), form, query)


ALL = (matrix,)
