"""The commands that find: ids, limits, what stands on standard input."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Run


def test_list_ids_and_limit(run: Run, folder: Path) -> None:
    assert run("list", "-c", folder, "-f", "ids").out.split() == ["painter", "listener", "whisperer"]
    assert run("-c", folder, "list", "-f", "ids").out.split() == ["painter", "listener", "whisperer"]
    limited = run("list", "-c", folder, "-f", "ids", "--limit", "1")
    assert limited.out == "painter\n"
    assert "2 of 3 models left out" in limited.err


def test_list_reads_ids_from_standard_input(run: Run, folder: Path) -> None:
    ran = run("list", "-c", folder, "-f", "ids", "-", stdin="whisperer\nnobody\npainter\n")
    assert ran.out.split() == ["whisperer", "painter"]
    assert "no model `nobody`" in ran.err


def test_very_many_problems_do_not_bury_the_answer(run: Run, make: Callable[..., Path]) -> None:
    wrong = {f"m{number}": f"id: m{number}\n" for number in range(80)}
    ran = run("list", "-c", make(**wrong), "--ids")
    assert ran.out.split() == ["painter", "listener", "whisperer"]
    assert len(ran.err.splitlines()) == 51
    assert "validate tells all" in ran.err
    assert len(run("validate", make(**wrong)).out.splitlines()) >= 80


@pytest.mark.parametrize(("typed", "signs"), [(1, 1), (59, 59), (60, 60), (61, 60), (200, 60)])
def test_a_wrong_word_is_pointed_at_in_one_line(run: Run, folder: Path, typed: int, signs: int) -> None:
    ran = run("list", "-c", folder, f"year:{'x' * typed}")
    query, pointed, _ = ran.err.splitlines()
    assert (ran.status, ran.out) == (2, "")
    assert query == f"year:{'x' * signs}"
    assert pointed == " " * len("year:") + "^" * signs
