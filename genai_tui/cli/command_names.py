"""Names of commands: those near a mistyped one, and those that other programs use."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NoReturn

import click

from genai_tui.cli.console import tell

_ELSEWHERE = {
    "ls": "list", "dir": "list", "all": "list", "find": "search", "grep": "search", "query": "search",
    "info": "show", "view": "show", "get": "show", "cat": "show", "describe": "show",
    "lint": "validate", "verify": "validate", "test": "validate", "convert": "import",
    "load": "import", "create": "init", "add": "new", "setup": "init", "expect": "check", "save": "export", "dump": "export", "bib": "cite", "bibtex": "cite", "citation": "cite",
    "evidence": "why", "proof": "why", "prove": "why", "explain": "why", "sources": "why", "claims": "why",
    "stats": "count", "stat": "count", "summary": "count", "history": "timeline", "versus": "compare",
    "vs": "compare", "side-by-side": "compare", "delta": "diff", "links": "neighbors", "partners": "neighbors", "route": "path", "draw": "graph",
    "plot": "graph", "tui": "explore", "browse": "explore", "run": "explore", "start": "explore",
    "version": "--version", "usage": "help", "man": "help",
}  # fmt: skip
"""What other programs, or people, call a command."""
_SHORT = 4
"""Other names of so few letters are like too many words: nothing is forgiven in them."""
_BEGINNING = 3
"""So many letters, and what begins with them is meant."""


WRONG_USAGE = 2
"""Exit status where a word was meant to be a command and is none."""


def near_commands(word: str, known: Iterable[str]) -> tuple[str, ...]:
    """Return the commands that a word which is none of them was probably meant to be, the likeliest first."""
    from genai_tui.search.match_kinds import (  # imported here: a good command needs none
        allowed,
        distance_within,
    )
    from genai_tui.search.phonetic import spelled_as_spoken  # imported here: as above

    typed = word.casefold()
    known = tuple(known)
    if typed in known or typed in _ELSEWHERE:
        return (typed if typed in known else _ELSEWHERE[typed],)
    heard = [name for name in spelled_as_spoken(typed) if name in known]
    begun = [name for name in known if len(typed) >= _BEGINNING and name.startswith(typed)]
    near: list[tuple[int, str]] = []
    for spelling in (*known, *(each for each in _ELSEWHERE if len(each) > _SHORT)):
        mistakes = distance_within(typed, spelling, max(allowed(len(typed)), len(typed) > 1))
        if mistakes is not None:
            near.append((mistakes, _ELSEWHERE.get(spelling, spelling)))
    least = min(near, default=(0, ""))[0]
    return tuple(
        dict.fromkeys([*heard, *(name for mistakes, name in sorted(near) if mistakes == least), *begun])
    )


def leave_for(word: str, commands: Sequence[str]) -> NoReturn:
    """Leave with status 2, having told which commands may have been meant by a word that is none."""
    meant = " or ".join(f"`{name}`" for name in commands[:3])
    tell(f"there is no command `{word}`{f'; did you mean {meant}?' if meant else ''}")
    if not meant:
        tell("`genai-tui --help` prints all commands")
    raise click.exceptions.Exit(WRONG_USAGE)
