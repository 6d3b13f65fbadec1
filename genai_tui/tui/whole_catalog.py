"""Commands and screens that need every model of a catalog, and why they do nothing where these stay in a database."""

from __future__ import annotations

from genai_tui.catalog.model import Catalog
from genai_tui.tui.commands import Command
from genai_tui.view.screens import screen_called

_OF_ANY_SIZE = ("browse", "compare")
"""Screens that show what is read from a database."""
_NEEDING = frozenset({"day.earlier", "day.later", "day", "about", "this.screen"})
"""The ids of commands that go through every model."""


def why_no_command(catalog: Catalog, command: Command) -> str:
    """Return why a command can do nothing with a catalog; empty where it can."""
    if catalog.is_whole:
        return ""
    if command.id.startswith("screen."):
        return why_no_screen(catalog, command.id.removeprefix("screen."))
    return _told(catalog, "it") if command.id in _NEEDING else ""


def why_no_screen(catalog: Catalog, name: str) -> str:
    """Return why a screen cannot be shown of a catalog; empty where it can."""
    row = screen_called(name)
    return "" if catalog.is_whole or row is None or name in _OF_ANY_SIZE else _told(catalog, row.title)


def why_too_many(catalog: Catalog, rows: int) -> str:
    """Return why a table is not copied or written from the screen; empty where it can be."""
    if catalog.is_whole:
        return ""
    from genai_tui.catalog.whole import MOST_TAKEN  # imported here: most catalogs are in memory

    return (
        f"these are {rows:,} rows, and at most {MOST_TAKEN:,} are taken along; :copy-command copies what prints them"
        if rows > MOST_TAKEN
        else ""
    )


def _told(catalog: Catalog, what: str) -> str:
    from genai_tui.catalog.whole import why_not_whole  # imported here: most catalogs are in memory

    return why_not_whole(catalog, what)
