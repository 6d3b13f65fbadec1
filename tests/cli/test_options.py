"""Options: the bounds of the numbers that they take."""

from __future__ import annotations

from collections.abc import Iterator

import click
import pytest

from genai_tui.cli.main import door
from genai_tui.cli.options import Whole, short_quote

BOUNDS = {
    " --minutes": (1, 10_000), " --sessions": (1, 1000), "check --max-age": (0, 100_000),
    "graph --depth": (0, 99), "graph --most": (1, None), "graph --width": (20, None),
    "timeline --width": (20, 1000), "timeline --height": (10, 500),
    **{f"{command} --width": (0, None) for command in ("compare", "count", "export", "list", "orgs", "search", "show")},
    **{f"{command} --limit": (1, None) for command in ("list", "orgs", "search")},
}  # fmt: skip


def numbers(
    command: click.Command, name: str = ""
) -> Iterator[tuple[str, tuple[float | None, float | None]]]:
    """Yield the bounds of the numbers that a command and those within it take, by their names."""
    for parameter in command.params:
        if isinstance(parameter.type, click.IntRange):
            yield f"{name} {parameter.opts[0]}", (parameter.type.min, parameter.type.max)
    if isinstance(command, click.Group):
        context = click.Context(command)
        for each in command.list_commands(context):
            inner = command.get_command(context, each)
            assert inner is not None
            yield from numbers(inner, f"{name} {each}".strip())


def test_each_number_has_its_bounds() -> None:
    assert dict(numbers(door)) == BOUNDS


@pytest.mark.parametrize(("typed", "number"), [("1", 1), ("1000", 1000), ("007", 7)])
def test_a_number_within_bounds_is_taken(typed: str, number: int) -> None:
    assert Whole(1, 1000).convert(typed, None, None) == number


@pytest.mark.parametrize("typed", ["0", "1001", "-1", "1.5", "\N{ARABIC-INDIC DIGIT SEVEN}", "9" * 30, ""])
def test_what_is_none_or_beyond_them_is_refused(typed: str) -> None:
    with pytest.raises(click.BadParameter):
        Whole(1, 1000).convert(typed, None, None)


@pytest.mark.parametrize(
    ("value", "quoted"), [("a" * 40, f"'{'a' * 40}'"), ("a" * 41, f"'{'a' * 39}…'"), ("\x1b", r"'\x1b'")]
)
def test_what_was_typed_is_quoted_in_a_line(value: str, quoted: str) -> None:
    assert short_quote(value) == quoted
