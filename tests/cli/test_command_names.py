"""What a mistyped command was meant to be, and what other programs call a command."""

from __future__ import annotations

import click
import pytest

from genai_tui.cli.command_names import near_commands
from genai_tui.cli.main import door

KNOWN = tuple(door.list_commands(click.Context(door)))


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("list", ("list",)), ("LIST", ("list",)), ("ls", ("list",)), ("open", ("open",)), ("view", ("show",)), ("stats", ("count",)),
        ("lst", ("list",)), ("lits", ("list",)), ("serch", ("search",)), ("exprot", ("export",)), ("shwo", ("show",)),
        ("val", ("validate",)), ("exp", ("explore", "export")), ("ex", ()), ("xyzzy", ()), ("l", ()), ("", ()),
        ("summry", ("count",)), ("brwse", ("explore",)), ("lz", ()),
    ],
)  # fmt: skip
def test_what_a_word_was_meant_to_be(word: str, meant: tuple[str, ...]) -> None:
    assert set(near_commands(word, KNOWN)) == set(meant)
