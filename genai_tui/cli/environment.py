"""Variables of the environment that the program reads: what each says, as `help environment` and the man page tell it."""

from __future__ import annotations

VARIABLES: tuple[tuple[str, str], ...] = (
    ("GENAI_TUI_CATALOG", "the catalogs of commands that are given none: names and paths, with blanks between them"),
    ("GENAI_TUI_CONFIG", "the file of settings, in place of the usual one"),
    ("ACCESSIBLE", "anything but 0, false, no or off: on a terminal the explorer is lists on a prompt, as with --linear"),
    ("NO_COLOR", "anything: no colours are sent"),
    ("COLORTERM", "truecolor or 24bit: the terminal shows all colours"),
    ("TERM", "the kind of terminal; dumb, or none, is no terminal for the explorer"),
    ("TERM_PROGRAM", "the program that the terminal is, where it says so"),
    ("LC_ALL", "the locale, whose encoding says which characters can be written"),
    ("LC_CTYPE", "the same, where LC_ALL is not set"),
    ("LANG", "the same, where neither is set"),
    ("PYTHONIOENCODING", "the encoding of the standard streams, before the locale's"),
    ("TMUX", "set by tmux: what is copied is sent so that tmux hands it on"),
    ("STY", "set by GNU screen: likewise, and without a mouse"),
    ("SSH_CONNECTION", "set over SSH: no mouse unless asked for, no browser, and copying by the terminal"),
    ("SSH_TTY", "the same"),
    ("SSH_CLIENT", "the same"),
    ("DISPLAY", "a display: tools of the host copy, and a browser opens addresses"),
    ("WAYLAND_DISPLAY", "the same"),
    ("VISUAL", "the editor for notes"),
    ("EDITOR", "the same, where VISUAL is not set"),
    ("GENAI_TUI_KIOSK", "anything: no editor is opened, since others use this terminal"),
    ("PATH", "where tools for the clipboard, browsers and the editor are looked for"),
    ("XDG_CACHE_HOME", "the folder above that of compiled catalogs, which may be removed at any time"),
    ("XDG_STATE_HOME", "the folder above that of stars, notes and views"),
    ("XDG_CONFIG_HOME", "the folder above that of the settings"),
)  # fmt: skip
"""Every variable with what it says, those of this program first."""


def variable_lines() -> list[str]:
    """Return the variables, a line each."""
    widest = max(len(name) for name, _ in VARIABLES)
    return [f"{name:<{widest}}  {about}" for name, about in VARIABLES]
