"""Themes by name, one after the other, and with own colours."""

from __future__ import annotations

from genai_tui.tui.themes import ALL, DARK, NAMES, coloured, next_theme


def test_own_colours_take_the_place_of_some() -> None:
    assert coloured(DARK, {}) is DARK
    own = coloured(DARK, {"accent": "#010203", "quiet": "#040506"})
    assert (own.accent, own.variables["quiet"]) == ("#010203", "#040506")
    assert (own.name, own.primary, own.variables["frame"]) == (
        DARK.name,
        DARK.primary,
        DARK.variables["frame"],
    )
    assert DARK.variables["quiet"] != "#040506"
    assert "accent" not in own.variables


def test_the_next_theme_goes_round() -> None:
    names = [theme.name for theme in ALL]
    assert [next_theme(name) for name in names] == [*names[1:], names[0]]
    assert next_theme("of Textual") == names[0]
    assert tuple(f"genai-{name}" for name in NAMES) == tuple(names)
