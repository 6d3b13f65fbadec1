"""Exit statuses: the one table, which help, documents and tests read, and how a command leaves with one."""

from __future__ import annotations

from enum import IntEnum

import click

from genai_tui.cli.options import setting


class ExitStatus(IntEnum):
    """The exit statuses, each with what it means."""

    meaning: str

    def __new__(cls, value: int, meaning: str) -> ExitStatus:
        """Make a status that knows what it means."""
        status = int.__new__(cls, value)
        status._value_ = value
        status.meaning = meaning
        return status

    DONE = 0, "answered"
    FAILED = 1, "nothing found, the two sides differ, or not valid"
    USAGE = 2, "wrong usage, or something could not be read or written"
    UNKNOWN = 3, "some of what was asked for is not known"
    DISPUTED = 4, "sources differ about what `why` was asked for"
    FAULT = 70, "an error of the program itself; a report of it was written"
    INTERRUPTED = 130, "interrupted"


_MOST = (ExitStatus.DONE, ExitStatus.FAILED, ExitStatus.USAGE)
_OF_RECORDS = (*_MOST, ExitStatus.UNKNOWN)
_OF_COMMANDS: dict[str, tuple[ExitStatus, ...]] = {
    "why": (*_OF_RECORDS, ExitStatus.DISPUTED),
    **dict.fromkeys(("list", "count", "show", "cite", "export", "orgs", "compare", "check"), _OF_RECORDS),
    **dict.fromkeys(("graph", "disagree", "matrix", "timeline", "coverage"), _OF_RECORDS),
    **dict.fromkeys(
        ("schema", "help", "doctor", "import", "spec", "skill", "init", "new"),
        (ExitStatus.DONE, ExitStatus.USAGE),
    ),
}
"""The statuses of commands that end in other ways than most do."""


def statuses_of(command: str) -> tuple[ExitStatus, ...]:
    """Return the statuses with which a command can end, less those that any program can end with."""
    return _OF_COMMANDS.get(command, _MOST)


def nothing_found() -> click.exceptions.Exit:
    """Return what ends a command that has found nothing, or not what was asked for: it may be what could not be read."""
    return click.exceptions.Exit(ExitStatus.USAGE if setting("unclean") else ExitStatus.FAILED)


def leave(found: object = True, clean: bool = True) -> None:
    """Leave a command that has answered, unless there is nothing to say of the answer.

    What could not be read comes first: it may be what was looked for. Then that nothing was found, then that something
    asked for by name is not known.
    """
    if not clean:
        raise click.exceptions.Exit(ExitStatus.USAGE)
    if not found:
        raise nothing_found()
    if setting("some_unknown"):
        raise click.exceptions.Exit(ExitStatus.UNKNOWN)
