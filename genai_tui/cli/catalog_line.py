"""Names and paths of catalogs on one line: what `:catalog` takes, and what the variable GENAI_TUI_CATALOG holds."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from genai_tui.catalog.diagnostics import CatalogError, CatalogNotFound
from genai_tui.cli.console import tell
from genai_tui.storage.files import typed

VARIABLE = "GENAI_TUI_CATALOG"
"""Says which catalogs are opened where the command line names none."""


def written(names: Sequence[str]) -> str:
    """Return names and paths as one line."""
    if len(names) == 1:
        return names[0]
    import shlex  # imported here: mostly one catalog is opened, and by an option

    return shlex.join(names)


def read(line: str) -> tuple[str, ...]:
    """Return the names and paths of a line; one that is a path itself may hold spaces."""
    with contextlib.suppress(OSError):  # a name too long for any file
        if typed(line).exists():
            return (line,)
    import shlex  # imported here: as above

    try:
        return tuple(shlex.split(line)) or (line,)
    except ValueError:  # a quote that is never closed
        return (line,)


def set_by_variable() -> tuple[str, ...]:
    """Return the catalogs that the variable names; none where it is not set, or empty."""
    line = os.environ.get(VARIABLE, "").strip()
    return read(line) if line else ()


@contextlib.contextmanager
def blaming(what: str) -> Iterator[None]:
    """Name what names a catalog, a variable or a file, in what is said of it where it cannot be opened."""
    try:
        yield
    except CatalogNotFound as error:
        told = (replace(each, file=f"{what}: {each.file}") for each in error.problems)
        raise CatalogNotFound(*told) from error
    except CatalogError:
        tell(f"{what} names this catalog:")
        raise


def blaming_variable() -> contextlib.AbstractContextManager[None]:
    """Name the variable in what is said of a catalog that it names and that cannot be opened."""
    return blaming(VARIABLE)
