"""The reader's settings as the command line sees them: read once for a command, its mistakes told once."""

from __future__ import annotations

import os

import click

from genai_tui.cli.console import tell_problems
from genai_tui.storage.settings.settings import Settings
from genai_tui.storage.settings.settings_file import read_settings

_KEY = "settings of the reader"
_TOLD = "settings of the reader, told"


def the_settings() -> Settings:
    """Return what the file of settings says."""
    context = click.get_current_context(silent=True)
    if context is None:
        return read_settings()
    kept = context.find_root().ensure_object(dict)
    if _KEY not in kept:
        kept[_KEY] = read_settings()
    found: Settings = kept[_KEY]
    return found


def tell_mistakes() -> None:
    """Say on standard error what is wrong with the file of settings, once for a command."""
    kept = click.get_current_context().find_root().ensure_object(dict)
    if not kept.get(_TOLD):
        kept[_TOLD] = True
        tell_problems(the_settings().problems)


def takes_mouse(asked: bool | None) -> bool:
    """Return whether the explorer takes the mouse: as an option says, else as is set, by itself where nobody sits far away."""
    if asked is not None:
        return asked
    word = the_settings().text("mouse") or "auto"
    return word == "on" or (word == "auto" and not is_remote() and not is_held_by_screen())


def is_remote() -> bool:
    """Return whether the session came over SSH: there the mouse is rather for the terminal, which selects with it."""
    return any(os.environ.get(name) for name in ("SSH_CONNECTION", "SSH_CLIENT", "SSH_TTY"))


def is_held_by_screen() -> bool:
    """Return whether GNU screen stands between: where the mouse is taken it holds Esc back until the next key."""
    return bool(os.environ.get("STY"))
