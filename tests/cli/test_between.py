"""`between` and the sheet above `diff`."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Run


def test_what_changed_is_printed_in_every_format(run: Run, folder: Path) -> None:
    ran = run("between", "2021", "2022-06", "-c", folder)
    assert (ran.status, ran.err) == (0, "")
    assert ran.out.startswith("Tiny · 2021-12-31 ▸ 2022-06-30\n")
    assert "models                  1           2  +1" in ran.out
    assert "  Acme Labs – University of Somewhere · Painter 2" in ran.out
    told = json.loads(run("between", "2021", "2022-06", "-c", folder, "-f", "json").out)
    assert (told["models"], told["new_models"]) == ({"before": 1, "after": 2}, ["painter"])
    assert told["new_ties"] == [
        {"ends": ["acme", "uni"], "names": ["Acme Labs", "University of Somewhere"], "models": ["painter"]}
    ]
    assert told["medians"][0]["before"] is None, "what nobody states is null"
    assert "| models | 1 | 2 | +1 |" in run("between", "2021", "2022-06", "-c", folder, "-f", "markdown").out


def test_a_query_narrows_it_and_nothing_new_ends_with_1(run: Run, folder: Path) -> None:
    assert (
        "models                  0           1  +1"
        in run(
            "between", "2021", "2022", 'org:"University of Somewhere"', "year:2022", "org:acme", "-c", folder
        ).out
    )
    assert run("between", "2021-12-30", "2021-12-31", "cat:text-to-image", "-c", folder).status == 1


@pytest.mark.parametrize(
    ("days", "why"),
    [
        (("2022", "2021"), "the first day must come before the second"),
        (("now", "2021"), "the first day cannot be `now`"),
        (("2199", "now"), "nothing here is dated after"),
        (("1066", "now"), "a day lies between 1950 and 2199"),
        (("x", "now"), "a day is written"),
    ],
)
def test_days_that_mean_nothing_are_one_line(run: Run, folder: Path, days: tuple[str, str], why: str) -> None:
    ran = run("between", *days, "-c", folder)
    assert (ran.status, ran.out) == (2, "")
    assert why in ran.err.splitlines()[-1]


def test_a_difference_begins_with_the_sheet(run: Run, folder: Path, make: Callable[..., Path]) -> None:
    newer = make(whisperer=NEWER, listener="", painter="")
    for name in ("listener", "painter"):
        (newer / "models" / f"{name}.yaml").unlink()
    ran = run("diff", folder, newer)
    assert ran.status == 1
    assert ran.out.startswith("Tiny · before ▸ after\n")
    assert "models              3      1  -2 (2 gone)" in ran.out
    assert "- model painter" in ran.out or "painter" in ran.out.split("\n\n")[-1]
    summary = json.loads(run("diff", folder, newer, "-f", "json").out)["summary"]
    assert (summary["gone_models"], summary["new_models"]) == (["listener", "painter"], [])
    assert run("diff", folder, folder).out == "", "nothing is told of what is the same"


NEWER = """\
id: whisperer
name: Whisperer
category: text-to-audio
organizations: [{id: uni, role: developer}]
released: {date: 2022-12}
sources: [{id: paper, supports: [released]}]
"""
