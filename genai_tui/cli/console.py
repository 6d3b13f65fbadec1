"""Messages on standard error: problems, and how many there are."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence

import click

from genai_tui.catalog.diagnostics import Problem
from genai_tui.catalog.sanitize import safe_line

_MOST = 50
"""Problems told beside an answer, which they must not bury; `validate` tells every one."""

_LONG_WORD = re.compile(r"(\S{120})\S{120,}(\S{60})")
"""A word of 300 letters or more, such as a path or what was pasted by mistake: its begin and its end say enough."""


def tell_problems(problems: Sequence[Problem]) -> None:
    """Print each problem on a line of its own, and how many there are if more than one."""
    for problem in problems[:_MOST]:
        tell(str(problem))
    left = len(problems) - _MOST
    more = f"; {left} of them not shown: genai-tui validate tells all" if left > 0 else ""
    if len(problems) > 1:
        click.echo(f"{len(problems)} problems{more}", err=True)


def tell(words: str) -> None:
    """Print a line for the reader, apart from the data."""
    click.echo(_LONG_WORD.sub(r"\1…\2", safe_line(words)), err=True)


def tell_mistake(mistake: click.ClickException) -> None:
    """Print what was wrong with the words of a command, in the form in which click says it."""
    told = io.StringIO()
    mistake.show(told)
    for line in told.getvalue().splitlines():
        tell(line)
