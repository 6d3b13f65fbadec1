"""Colours by what the terminal has, and NO_COLOR as no-color.org has it."""

from __future__ import annotations

import pytest

from genai_tui.tui import terminal_colours
from genai_tui.tui.terminal_colours import has_colours


@pytest.mark.parametrize(
    ("environment", "has"),
    [
        ({"TERM": "xterm"}, True), ({"TERM": "xterm-256color"}, True), ({"TERM": "tmux-256color"}, True), ({"TERM": "linux"}, True),
        ({"TERM": "screen", "NO_COLOR": "1"}, False), ({"TERM": "screen", "NO_COLOR": ""}, True), ({"TERM": "screen", "NO_COLOR": "0"}, False),
        ({"TERM": "vt220"}, False), ({"TERM": "vt220", "COLORTERM": "truecolor"}, True), ({"TERM": "nobody-knows-it"}, True),
        ({"TERM": "xterm-mono"}, False), ({"TERM": "eterm-color"}, True),
    ],
)  # fmt: skip
def test_colours_are_sent_where_there_are_any(
    environment: dict[str, str], has: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = {"vt220": 0, "xterm-mono": 0, "eterm-color": 8}
    monkeypatch.setattr(terminal_colours, "_known_colours", known.get)
    assert has_colours(environment) is has
