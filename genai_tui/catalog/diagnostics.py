"""Problems of a catalog: where each stands, what is wrong, and what was probably meant.

CatalogError           the base of everything this room raises on purpose
└── CatalogNotFound    there is no such folder, file or known name
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from msgspec import Struct

Severity = Literal["error", "warning"]
"""An error is wrong whatever was meant; a warning is probably not meant, but can be."""


class Problem(Struct, frozen=True, order=True):
    """One mistake in one file: where it stands, what it is, and what was probably meant.

    `line` and `column` count from 1; 0 means that the place is the file as a whole.
    """

    file: str
    line: int
    column: int
    field: str
    message: str
    hint: str = ""
    severity: Severity = "error"

    def __str__(self) -> str:
        """Return `file:line:column: field: what is wrong (hint)`, leaving out what is not known.

        A warning says so before the field.
        """
        place = f"{self.file}:{self.line}:{self.column}" if self.line else self.file
        field = f" {self.field}:" if self.field else ""
        hint = f" ({self.hint})" if self.hint else ""
        warning = " warning:" if self.severity == "warning" else ""
        return f"{place}:{warning}{field} {self.message}{hint}"


class CatalogError(Exception):
    """A catalog could not be used at all; `problems` says why, one line each."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems


class CatalogNotFound(CatalogError):
    """Nothing that could be a catalog stands at the place that was named."""


def nearest(word: str, known: Iterable[str], cutoff: float = 0.6) -> str | None:
    """Return the one of `known` that looks most like `word`; None where none does."""
    import difflib  # imported here: most words are known ones

    near = difflib.get_close_matches(word[:200], list(known), n=1, cutoff=cutoff)
    return near[0] if near else None
