"""`timeline`: which months a plot shows, and how wide and high it is."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click
import pytest

from genai_tui.cli.timeline_command import Month
from tests.cli.conftest import Run


@pytest.mark.parametrize("month", ["2019-01", "1999-12"])
def test_a_month_is_taken_as_it_is(month: str) -> None:
    assert Month().convert(month, None, None) == month


@pytest.mark.parametrize("typed", ["2019", "2019-1", "2019-13", "2019-01-01", "2019/01", "now", ""])
def test_what_is_no_month_is_refused(typed: str) -> None:
    with pytest.raises(click.BadParameter, match="is not a month such as 2019-01"):
        Month().convert(typed, None, None)


def plot(run: Run, folder: Path, *arguments: str) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(
        run("timeline", "-c", folder, "--y", "params", "-f", "json", *arguments).out
    )
    return told


@pytest.mark.parametrize(
    ("arguments", "first", "last", "shown"),
    [
        ((), "2021-01", "2022-12", {"painter", "listener", "whisperer"}),
        (("--from", "2022-01"), "2022-01", "2022-12", {"painter", "whisperer"}),
        (("--from", "2021-01", "--to", "2021-12"), "2021-01", "2021-12", {"listener"}),
    ],
)  # fmt: skip
def test_a_plot_shows_the_months_that_are_asked_for(
    run: Run, folder: Path, arguments: tuple[str, ...], first: str, last: str, shown: set[str]
) -> None:
    told = plot(run, folder, *arguments, "--width", "120")
    assert told["columns"][0].startswith(first)
    assert told["columns"][-1].endswith(last)
    assert {each["id"] for each in told["points"] if each["column"] is not None} == shown


@pytest.mark.parametrize(
    ("arguments", "cells", "rows"), [((), 100, 24), (("--width", "50", "--height", "12"), 50, 12)]
)
def test_in_a_pipe_a_plot_has_a_hundred_cells_and_twenty_four_rows(
    run: Run, folder: Path, arguments: tuple[str, ...], cells: int, rows: int
) -> None:
    lines = run("timeline", "-c", folder, "--y", "params", *arguments).out.splitlines()
    drawn = [line for line in lines if "┊" in line or "┼" in line]
    assert max(map(len, drawn)) == cells
    assert len(drawn) in (rows - 1, rows - 2)
    lanes = run("timeline", "-c", folder, "--lanes", "org", "-f", "json").out
    assert lanes == run("timeline", "-c", folder, "--lanes", "organization", "-f", "json").out
