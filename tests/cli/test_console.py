"""Messages on standard error: every problem a line, at most fifty, and how many there are."""

from __future__ import annotations

import click
import pytest

from genai_tui.catalog.diagnostics import Problem
from genai_tui.cli.console import tell, tell_mistake, tell_problems


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


LONG = "".join(f"{number:04}" for number in range(1_250))
"""5,000 letters, of which each four are others."""


@pytest.mark.parametrize("words", [LONG, f"no file {LONG}: gone", f"'{LONG}' is none of a, b"])
def test_of_a_very_long_word_begin_and_end_are_told(words: str, capsys: pytest.CaptureFixture[str]) -> None:
    before, _, after = words.partition(LONG)
    tell(words)
    err = capsys.readouterr().err.rstrip("\n")
    begin, cut, end = err.partition("…")
    assert cut
    assert len(err) < 250
    assert words.startswith(begin)
    assert words.endswith(end)
    assert begin.startswith(f"{before}0000")
    assert end.endswith(f"1249{after}")


def test_words_are_told_whole_up_to_three_hundred_letters(capsys: pytest.CaptureFixture[str]) -> None:
    words = f"{LONG[:299]} {'of words ' * 200}end"
    tell(words)
    assert capsys.readouterr().err == f"{words}\n"


def test_a_mistake_is_told_as_click_does_but_safe_and_short(capsys: pytest.CaptureFixture[str]) -> None:
    mistake = click.UsageError("No such option: --\u3164\u202e" + LONG)
    mistake.show()
    own = capsys.readouterr().err
    assert "\u3164" in own
    tell_mistake(mistake)
    told = capsys.readouterr().err
    assert told.startswith("Error: No such option: --")
    assert len(told) < 300
    assert not {"\u3164", "\u202e"} & set(told)
    mistake = click.UsageError("No such option: --x", click.Context(click.Command("list"), info_name="list"))
    mistake.show()
    own = capsys.readouterr().err
    tell_mistake(mistake)
    assert capsys.readouterr().err == own
