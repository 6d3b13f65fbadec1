"""Messages on standard error: every problem a line, at most fifty, and how many there are."""

from __future__ import annotations

import pytest

from genai_tui.catalog.diagnostics import Problem
from genai_tui.cli.console import tell, tell_problems


@pytest.mark.parametrize(
    ("count", "last"),
    [
        (0, None),
        (1, "m59.yaml"),
        (2, "2 problems"),
        (50, "50 problems"),
        (51, "51 problems; 1 of them not shown: genai-tui validate tells all"),
        (60, "60 problems; 10 of them not shown: genai-tui validate tells all"),
    ],
)
def test_problems_are_told_and_counted(
    count: int, last: str | None, capsys: pytest.CaptureFixture[str]
) -> None:
    tell_problems(
        [Problem(f"m{number}.yaml", 3, 1, "name", "is wrong") for number in range(59, 59 - count, -1)]
    )
    out, err = capsys.readouterr()
    lines = err.splitlines()
    assert out == ""
    assert len(lines) == min(count, 50) + (count > 1)
    assert (lines[-1] == last or lines[-1].startswith(f"{last}:3:1: ")) if last else not lines


def test_a_line_is_safe_and_apart_from_the_data(capsys: pytest.CaptureFixture[str]) -> None:
    tell("a\x1b[2J\nb")
    assert capsys.readouterr() == ("", "a␛[2J b\n")
