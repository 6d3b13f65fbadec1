"""Words to standard error: problems and counts of them."""

from __future__ import annotations

from collections.abc import Sequence

import click

from genai_tui.catalog.problems import Problem
from genai_tui.catalog.text import safe_line


def tell_problems(problems: Sequence[Problem]) -> None:
    """Print each problem on a line of its own, and how many there are if more than one."""
    for problem in problems:
        click.echo(safe_line(str(problem)), err=True)
    if len(problems) > 1:
        click.echo(f"{len(problems)} problems", err=True)


def tell(words: str) -> None:
    """Print a line for the reader, apart from the data."""
    click.echo(safe_line(words), err=True)
