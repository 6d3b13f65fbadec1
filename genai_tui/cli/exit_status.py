"""Exit statuses: the one table, which docs and tests read."""

from __future__ import annotations

from enum import IntEnum


class ExitStatus(IntEnum):
    """The exit statuses, each with what it means."""

    meaning: str

    def __new__(cls, value: int, meaning: str) -> ExitStatus:
        """Make a status that knows what it means."""
        status = int.__new__(cls, value)
        status._value_ = value
        status.meaning = meaning
        return status

    DONE = 0, "done"
    FAILED = 1, "nothing found, not valid, or something could not be read or written"
    USAGE = 2, "wrong usage"
    UNKNOWN = 3, "what `why` was asked for is not known"
    DISPUTED = 4, "what `why` was asked for is disputed"
    FAULT = 70, "a fault of the program; a report of it was written"
    INTERRUPTED = 130, "interrupted"
