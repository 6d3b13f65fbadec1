"""`--as-of`: every command tells of the landscape as it stood on a day."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import click
import pytest

from genai_tui.cli.main import door
from tests.cli.conftest import Run

OF_A_DAY = (
    "cite", "compare", "count", "coverage", "disagree", "explore", "export", "graph", "list", "matrix", "neighbors", "open", "orgs", "path", "search",
    "show", "timeline", "why",
)  # fmt: skip


def test_these_commands_take_a_day() -> None:
    context = click.Context(door)
    taking = [
        name
        for name in door.list_commands(context)
        if (command := door.get_command(context, name))
        and any("--as-of" in each.opts for each in command.params)
    ]
    assert set(OF_A_DAY) <= set(taking)


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("list", "--ids"), "painter\n"),
        (("count",), "1\n"),
        (("search", "--format", "ids", "org:acme"), "painter\n"),
        (("orgs", "--ids"), "acme\nuni\n"),
        (("graph", "-f", "csv", "--kind", "collaboration"), "painter"),
        (("neighbors", "acme"), "Painter 2"),
        (("export", "-f", "csv"), "painter"),
    ],
)
def test_what_stood_is_told_and_what_cannot_be_told_is_counted(
    run: Run, make: Callable[..., Path], arguments: tuple[str, ...], told: str
) -> None:
    folder = make(listener=LISTENER)
    command, *rest = arguments
    ran = run(command, "-c", folder, "--as-of", "2022-06", *rest)
    assert (ran.status, "left out: 1 dated by year alone" in ran.err) == (0, True), ran.err
    assert told in ran.out
    assert "whisperer" not in ran.out
    before = run("--as-of", "2022-06", command, "-c", folder, *rest)
    assert before.out == ran.out, "the option is good before the command as well"


LISTENER = """\
id: listener
name: Listener
category: text-to-audio
organizations: [{id: acme, role: developer}]
released: {date: 2022}
sources: [{id: paper, supports: [released]}]
"""


def test_a_model_that_was_not_out_is_not_shown(run: Run, folder: Path) -> None:
    ran = run("show", "-c", folder, "--as-of", "2022-06", "whisperer")
    assert (ran.status, ran.out) == (1, "")
    shown = json.loads(run("show", "-c", folder, "--as-of", "now", "whisperer", "-f", "json").out)
    assert shown["models"][0]["id"] == "whisperer"


@pytest.mark.parametrize(
    ("day", "why"),
    [
        ("1949", "a day lies between 1950 and 2199"),
        ("2200-01-01", "a day lies between 1950 and 2199"),
        ("2022-02-30", "a day is written 2022-06-30, 2022-06 or 2022"),
        ("x" * 500 + "\x1b[31m", "a day is written"),
    ],
)
def test_a_wrong_day_is_one_line(run: Run, day: str, why: str) -> None:
    ran = run("list", "--as-of", day)
    assert (ran.status, ran.out) == (2, "")
    assert why in ran.err.splitlines()[-1]
    assert "\x1b" not in ran.err
    assert len(ran.err.splitlines()[-1]) < 200


def test_a_command_of_no_day_says_so(run: Run) -> None:
    ran = run("--as-of", "2022", "validate")
    assert (ran.status, ran.err.splitlines()[-1]) == (
        2,
        "Error: `validate` does not depend on a day: it takes no --as-of",
    )
