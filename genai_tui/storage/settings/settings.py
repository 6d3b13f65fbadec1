"""The reader's settings, by name, as a file has set them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from msgspec import Struct

from genai_tui.storage import files

if TYPE_CHECKING:  # most homes have no such file
    from genai_tui.catalog.diagnostics import Problem

Value = str | tuple[str, ...] | dict[str, str] | dict[str, tuple[str, ...]]
"""A choice; names; colours by what they are for; keys by the ids of commands."""

THEMES = ("dark", "light", "high-contrast", "ansi")


class Given(Struct, frozen=True):
    """What a setting was set to, and the line and column where it stands; of keys each command has a place of its own."""

    value: Value
    line: int
    column: int
    places: dict[str, tuple[int, int]] = {}


class Settings(Struct, frozen=True):
    """What a file sets, by name, and what is wrong with it; all else has its default."""

    path: str = ""
    """The file as it is named in messages; empty where there is none."""
    given: dict[str, Given] = {}
    problems: tuple[Problem, ...] = ()

    def text(self, name: str) -> str:
        """Return the choice that was set; empty where none was."""
        found = self.given.get(name)
        return cast(str, found.value) if found else ""

    def names(self, name: str) -> tuple[str, ...]:
        """Return the names that were set; none where nothing was."""
        found = self.given.get(name)
        return cast("tuple[str, ...]", found.value) if found else ()

    def by_name(self, name: str) -> dict[str, Any]:
        """Return the colours or keys that were set; none where nothing was."""
        found = self.given.get(name)
        return cast("dict[str, Any]", found.value) if found else {}

    @property
    def catalogs(self) -> tuple[str, ...]:
        """The names and paths of the catalogs that open where none is named; relative paths from the file's folder."""
        folder = Path(self.path).parent if self.path else Path()
        return tuple(_from_folder(folder, name) for name in self.names("catalog"))


def _from_folder(folder: Path, name: str) -> str:
    """Return a catalog's name, or its path: one with a slash in it, or that stands in the folder."""
    path = files.typed(name)
    if path.is_absolute():
        return str(path)
    beside = folder / path
    return str(beside) if "/" in name or beside.exists() else name
