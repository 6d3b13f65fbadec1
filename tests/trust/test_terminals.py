"""A sample of the kinds of terminals that `python -m tests.trust.terminals` tries whole."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.trust.terminals import faults, faults_of_sizes


@pytest.mark.parametrize(
    ("term", "locale", "no_color"),
    [("vt220", "C", "not set"), ("linux", "POSIX", "empty"), ("dumb", "C.UTF-8", "not set"), ("", "C", "set"),
     ("xterm", "ISO-8859-1", "set"), ("tmux-256color", "C.UTF-8", "empty")],
)  # fmt: skip
def test_each_kind_of_terminal_works_or_says_what_it_needs(
    term: str, locale: str, no_color: str, tmp_path: Path
) -> None:
    assert faults(term, locale, no_color, tmp_path) == []


def test_place_and_focus_survive_every_size(tmp_path: Path) -> None:
    assert (
        faults_of_sizes(tmp_path, ((1, 1), (1, 500), (30, 8), (59, 16), (1000, 300), (60, 16)), hurry=40)
        == []
    )
