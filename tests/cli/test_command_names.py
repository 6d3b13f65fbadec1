"""What a mistyped command was meant to be, and what other programs call a command."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import click
import pytest

from genai_tui.cli.command_names import leave_for, near_commands
from genai_tui.cli.main import door
from tests.cli.conftest import Run
from tests.conftest import MODELS as FILES

KNOWN = tuple(door.list_commands(click.Context(door)))


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("list", ("list",)), ("LIST", ("list",)), ("ls", ("list",)), ("open", ("open",)), ("view", ("show",)), ("stats", ("count",)),
        ("lst", ("list",)), ("lits", ("list",)), ("serch", ("search",)), ("exprot", ("export",)), ("shwo", ("show",)),
        ("val", ("validate",)), ("exp", ("explore", "export")), ("ex", ()), ("xyzzy", ()), ("l", ()), ("", ()),
        ("graf", ("graph",)), ("summry", ("count",)), ("brwse", ("explore",)), ("lz", ()),
        ("wy", ("why",)), ("ne", ("new",)), ("wh", ("why",)),
    ],
)  # fmt: skip
def test_what_a_word_was_meant_to_be(word: str, meant: tuple[str, ...]) -> None:
    assert set(near_commands(word, KNOWN)) == set(meant)


@pytest.mark.parametrize(
    ("meant", "told"),
    [
        ((), "there is no command `x`\n`genai-tui --help` prints all commands\n"),
        (("list",), "there is no command `x`; did you mean `list`?\n"),
        (("a", "b", "c", "d"), "there is no command `x`; did you mean `a` or `b` or `c`?\n"),
    ],
)
def test_a_word_that_is_no_command_is_told_what_was_meant_or_where_all_are(
    meant: tuple[str, ...], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(click.exceptions.Exit) as left:
        leave_for("x", meant)
    assert left.value.exit_code == 2
    assert capsys.readouterr() == ("", told)


@pytest.mark.parametrize("asked", ["-h", "--help"])
def test_help_on_a_mistyped_command_is_help_on_no_other(run: Run, asked: str) -> None:
    ran = run("lits", asked)
    assert (ran.status, ran.out) == (2, "")
    assert "did you mean `list`?" in ran.err
    assert "[NAME]" in run("whisper", "--help").out


@pytest.mark.parametrize(
    ("word", "status", "told"),
    [
        ("Grapf", 0, "Grapf (grapf)"), ("grapf", 0, "Grapf (grapf)"), ("lits", 2, "did you mean `list`?"), ("Painter", 0, "Painter 2 (painter)"),
        ("xyzzy", 1, "there is no command, model or organization `xyzzy`"),
    ],
)  # fmt: skip
def test_a_record_of_the_name_comes_before_a_command_that_is_near(
    run: Run, make: Callable[..., Path], word: str, status: int, told: str
) -> None:
    named = (
        FILES["painter"]
        .replace("id: painter", "id: grapf")
        .replace("name: Painter 2", "name: Grapf")
        .replace("aliases: [painter2]\n", "")
    )
    ran = run("-c", make(grapf=named), word)
    assert ran.status == status, ran
    assert told in ran.out + ran.err
