"""Themes: dark, light, high contrast, and the terminal's own 16 colours."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping

from textual.theme import BUILTIN_THEMES, Theme

DARK = Theme(
    name="genai-dark", dark=True, primary="#7aa2f7", secondary="#9ece6a", accent="#e0af68", warning="#f7768e",
    error="#f7768e", success="#9ece6a", foreground="#c8ccd8", background="#14161c", surface="#14161c",
    panel="#2a2e3a",
    variables={"quiet": "#7d8496", "cursor": "#2d3f63", "cursor-quiet": "#232733", "frame": "#3a4052",
               "ti": "#f7a072", "t3": "#e0af68", "it": "#9ece6a", "tv": "#73daca", "ta": "#7dcfff",
               "tt": "#7aa2f7", "tc": "#bb9af7", "ts": "#f7768e", "ot": "#a9b1d6"},
)  # fmt: skip
LIGHT = Theme(
    name="genai-light", dark=False, primary="#2e5cb8", secondary="#3c7a1f", accent="#9a5b00", warning="#b3243d",
    error="#b3243d", success="#3c7a1f", foreground="#25282f", background="#fafaf7", surface="#fafaf7",
    panel="#e4e4de",
    variables={"quiet": "#6a6f7a", "cursor": "#cfdcf5", "cursor-quiet": "#e8e8e2", "frame": "#b9bbb5",
               "ti": "#a8480f", "t3": "#8a5a00", "it": "#3c7a1f", "tv": "#0f766e", "ta": "#0369a1",
               "tt": "#2e5cb8", "tc": "#7c3aed", "ts": "#b3243d", "ot": "#4b5563"},
)  # fmt: skip
CONTRAST = Theme(
    name="genai-high-contrast", dark=True, primary="#ffff00", secondary="#00ff00", accent="#ffff00",
    warning="#ff8080", error="#ff8080", success="#00ff00", foreground="#ffffff", background="#000000",
    surface="#000000", panel="#303030",
    variables={"quiet": "#d0d0d0", "cursor": "#0000c0", "cursor-quiet": "#303030", "frame": "#ffffff",
               "ti": "#ffb080", "t3": "#ffff00", "it": "#80ff80", "tv": "#80ffff", "ta": "#80d0ff",
               "tt": "#a0c0ff", "tc": "#e0b0ff", "ts": "#ffa0a0", "ot": "#ffffff"},
)  # fmt: skip
ANSI = Theme(
    name="genai-ansi", dark=True, ansi=True, primary="ansi_blue", secondary="ansi_cyan", accent="ansi_yellow",
    warning="ansi_red", error="ansi_red", success="ansi_green", foreground="ansi_default",
    background="ansi_default", surface="ansi_default", panel="ansi_default",
    variables={**BUILTIN_THEMES["ansi-dark"].variables, "quiet": "ansi_bright_black", "cursor": "ansi_blue", "cursor-quiet": "ansi_bright_black",
               "frame": "ansi_bright_black", "ti": "ansi_red", "t3": "ansi_yellow", "it": "ansi_green",
               "tv": "ansi_cyan", "ta": "ansi_bright_cyan", "tt": "ansi_bright_blue", "tc": "ansi_magenta",
               "ts": "ansi_bright_red", "ot": "ansi_default"},
)  # fmt: skip

ALL = (DARK, LIGHT, CONTRAST, ANSI)
NAMES = tuple(theme.name.removeprefix("genai-") for theme in ALL)
"""What the themes are called on the command line and after `:theme`."""


def coloured(theme: Theme, colours: Mapping[str, str]) -> Theme:
    """Return a theme with own colours for some of its parts; the same where there are none."""
    if not colours:
        return theme
    parts = {name: colour for name, colour in colours.items() if hasattr(theme, name)}
    rest = {name: colour for name, colour in colours.items() if name not in parts}
    return dataclasses.replace(theme, **parts, variables={**theme.variables, **rest})  # type: ignore[arg-type]


def next_theme(name: str) -> str:
    """Return the name of the theme after this one."""
    names = [theme.name for theme in ALL]
    return names[(names.index(name) + 1) % len(names)] if name in names else names[0]
