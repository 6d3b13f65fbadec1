"""Lines quoted below a problem: the caret stands under the place, whatever the line holds."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from genai_tui.catalog.cells import width
from genai_tui.catalog.diagnostics import Problem
from genai_tui.cli.quoted_line import LineQuoter
from tests.cli.conftest import Run


def quoted(tmp_path: Path, text: str, line: int, column: int) -> tuple[str, ...]:
    path = tmp_path / "x.yaml"
    path.write_text(text, encoding="utf-8")
    return LineQuoter().quoted(Problem(str(path), line, column, "", "is wrong"))


@pytest.mark.parametrize(
    ("text", "line", "column", "under"),
    [
        ("name: Alder\n", 1, 7, "A"), ("a: 1\nweights: clozed\n", 2, 10, "c"), ("\tname: x\n", 1, 2, "n"),
        ("name: 語語 x\n", 1, 10, "x"), ("name: e\u0301 x\n", 1, 10, "x"), ("\ufeffname: x", 1, 1, "n"),
        ("name: \u202eab x\n", 1, 11, "x"), (f"name: {'a' * 300}Z{'b' * 300}\n", 1, 307, "Z"), ("x: 1\r\n", 1, 4, "1"),
    ],
)  # fmt: skip
def test_the_caret_stands_under_the_place(
    tmp_path: Path, text: str, line: int, column: int, under: str
) -> None:
    told, caret = quoted(tmp_path, text, line, column)
    cells = width(caret.rstrip("^"))
    at, reached = 0, 0
    while reached < cells:
        reached += width(told[at])
        at += 1
    while at < len(told) and not width(told[at]):
        at += 1
    assert told[at] == under, (told, caret)
    assert width(told) <= 120
    assert "\u202e" not in told


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [("a: 1\n", 0, 0), ("a: 1\n", 1, 0), ("a: 1\n", 9, 1), ("a: 1\n", 1, 40), ("a: 1\n\n", 2, 1)],
)
def test_a_place_that_is_none_is_not_quoted(tmp_path: Path, text: str, line: int, column: int) -> None:
    assert quoted(tmp_path, text, line, column) == ()
    assert LineQuoter().quoted(Problem(str(tmp_path / "nowhere"), 1, 1, "", "is wrong")) == ()


def test_validate_quotes_where_it_is_asked_to(run: Run, make: Callable[..., Path]) -> None:
    folder = make()
    path = next((folder / "models").iterdir())
    path.write_text(path.read_text(encoding="utf-8") + "colour: red\n", encoding="utf-8")
    plain, whole = run("validate", folder), run("validate", folder, "--quote")
    assert (plain.status, whole.status) == (1, 1)
    lines = whole.out.splitlines()
    assert lines[::3] == plain.out.splitlines()
    assert lines[-2].endswith("| colour: red")
    assert lines[-1].endswith("| ^")
    assert (
        run("validate", folder, "--quote", "-f", "github").out == run("validate", folder, "-f", "github").out
    )
