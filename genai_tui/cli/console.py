"""Messages on standard error: problems, and how many there are."""

from __future__ import annotations

from collections.abc import Sequence

import click

from genai_tui.catalog.diagnostics import Problem
from genai_tui.catalog.sanitize import safe_line

_MOST = 50
"""Problems told beside an answer, which they must not bury; `validate` tells every one."""


def tell_problems(problems: Sequence[Problem]) -> None:
    """Print each problem on a line of its own, and how many there are if more than one."""
    for problem in problems[:_MOST]:
        click.echo(safe_line(str(problem)), err=True)
    left = len(problems) - _MOST
    more = f"; {left} of them not shown: genai-tui validate tells all" if left > 0 else ""
    if len(problems) > 1:
        click.echo(f"{len(problems)} problems{more}", err=True)


def tell(words: str) -> None:
    """Print a line for the reader, apart from the data."""
    click.echo(safe_line(words), err=True)
